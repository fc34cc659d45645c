"""The finished files against PDF/UA-1 and PDF/A-2a, by a validator that has nothing to do with typst."""

from __future__ import annotations

import pytest
from letterbox import build_site, source_of

from press.commands.letters import make_letters
from press.commands.qr import make_codes

validator = pytest.importorskip("page", reason="page-validation is not installed")


@pytest.fixture(scope="module", params=["sv", "en", "ar", "code", "code in a spot colour", "code in a screen colour"])
def document(request):
    if request.param.startswith("code"):
        colour = {"spot": "PANTONE 280 C=#012169", "screen": "#012169"}.get(request.param.split(" ")[-2:][0], "")
        made = make_codes(build_site(), "ut-kort", read_source=source_of(), formats=("pdf",), colour=colour)
    else:
        made = make_letters(build_site(), "ut-kort", request.param, read_source=source_of(), date="2026-11-21")
    ((_, data),) = made.files
    return data


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_finished_pdf_keeps_to_the_standard(document, profile):
    report = validator.validate_pdf_bytes(document, profile=profile)
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]


def test_the_validator_can_fail(document):
    assert not validator.validate_pdf_bytes(document.replace(b"/MarkInfo", b"/MarkInfx"), profile="ua1").is_compliant
