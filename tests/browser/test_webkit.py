"""The pages in WebKit, the engine of Safari and of every iPhone: all text is painted, also what has to be scrolled to."""

from __future__ import annotations

import time

import pytest
from PIL import Image

from .finished import Site
from .webkit import PATIENCE, Phone

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXTS = """const boxes = [];
for (const one of document.querySelectorAll("h1, h2, h3, p, li, dt, dd, td, th, label, summary, main a")) {
  const box = one.getBoundingClientRect(), own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!own || !one.checkVisibility({ visibilityProperty: true }) || box.width < 20 || box.height < 8) continue;
  if (box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth) continue;
  const over = document.elementFromPoint(box.left + 2, box.top + 2); // the bar that leads away from violence stays in sight, above what is below it
  if (over?.closest(".leave") && !one.closest(".leave")) continue;
  boxes.push([Math.floor(box.left), Math.floor(box.top), Math.ceil(box.right), Math.ceil(box.bottom), one.textContent.trim().slice(0, 40)]);
}
return boxes;"""
"""Every text that is wholly in the window."""
PARTS = 4
"""Places of a page that are looked at, from its top to its foot."""


def unpainted(webkit: Phone, patience: float = PATIENCE / 3) -> list[str]:
    """Texts that are in the window and that nothing is painted of; looked at until there is none, or ``patience`` (seconds) ends."""
    end = time.monotonic() + patience
    while True:
        picture = webkit.picture()
        texts = webkit.run(TEXTS)
        blank = [text for *box, text in texts if _plain(picture, box)]
        if not blank or time.monotonic() > end:
            return blank
        time.sleep(0.3)


def _plain(picture: Image.Image, box: list[int]) -> bool:
    """Whether a part of a picture has no more than a ground and perhaps an edge: letters have many shades."""
    colours = picture.crop((box[0], box[1], box[2], box[3])).getcolors(1 << 16)
    return colours is not None and len(colours) < 4


@pytest.mark.parametrize(("code", "kinds"), [("sv", ()), ("ar", ("start", "topic")), ("th", ("topic", "violence"))], ids=["sv", "ar", "th"])
def test_all_text_is_painted(webkit: Phone, real: Site, code: str, kinds: tuple[str, ...]) -> None:
    faults = []
    pages = real.kinds(code)
    for kind in kinds or pages:
        page = pages[kind]
        webkit.go(real.address + page)
        assert webkit.run(TEXTS), f"{page} without any text"
        height = webkit.run("return document.documentElement.scrollHeight - innerHeight")
        for part in range(PARTS):
            webkit.run("scrollTo(0, arguments[0])", height * part // (PARTS - 1))
            faults += [f"{kind} {page}, part {part}: {text}" for text in unpainted(webkit)]
    assert not faults


def test_what_is_not_painted_is_seen(webkit: Phone, real: Site) -> None:
    webkit.go(real.address + "/sv/health.html")
    assert not unpainted(webkit)
    webkit.run("for (const one of document.querySelectorAll('.contents a')) one.style.cssText = 'color: transparent; text-decoration: none'")
    assert "Akut hjälp" in unpainted(webkit, 0)
