"""A small site built by hand for the tests of letters and codes: no loader, no file but the real print templates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from press.makers.letters import DEMONSTRATION, MACHINE, REFERENCE
from press.model import Catalog, Channel, Fact, Language, Page, Settings, Site, frozen
from press.printed import Printed
from press.problems import Place

ROOT = Path(__file__).resolve().parents[2]
NOWHERE = Place("test")
LINK = "https://omsverige.example/q/ut"

SWEDISH = """---
title: Ditt uppehållstillståndskort
description: Brevet till kortet
---
Välkommen till Sverige! Här är ditt uppehållstillståndskort. Kontrollera att namnet är rätt och ha kortet på ett säkert
ställe.

På webbplatsen Om Sverige finns det viktigaste för dig som är ny här. Du kan läsa på ditt språk om

- hur du lär dig svenska
- arbete
- vård och hälsa
- var du kan få hjälp.

Registrera dig hos [[skatteverket]] den **2026-11-21**. Sidan ber dig aldrig att logga in.

Är du i fara? Ring [[sos-112]]. Stöd dygnet runt: [[kvinnofridslinjen]].
"""

ENGLISH = """---
title: Your residence permit card
description: The letter to the card
---
Welcome to Sweden! Here is your residence permit card. Check that the name is right, and keep the card in a safe place.

On the website [Om Sverige]{lang=sv} (About Sweden) you find the most important things for you who are new here. You can
read in your language about

- how to learn Swedish
- work
- health and care
- where you can get help.

Register with [[skatteverket]] on **21 November 2026**. The site never asks you to log in.

Are you in danger? Call [[sos-112]]. Support day and night: [[kvinnofridslinjen]].
"""

ARABIC = """---
title: بطاقة تصريح الإقامة الخاصة بك
description: الرسالة المرافقة للبطاقة
---
مرحبًا بك في السويد! هذه بطاقة تصريح الإقامة الخاصة بك. تأكد من أن الاسم صحيح واحفظ البطاقة في مكان آمن.

في موقع عن السويد [(Om Sverige)]{lang=sv} تجد أهم المعلومات لمن انتقل حديثًا إلى هنا. يمكنك أن تقرأ بلغتك عن

- كيف تتعلم اللغة السويدية
- العمل
- الرعاية والصحة
- أين تجد المساعدة.

سجّل نفسك لدى [[skatteverket]] في **٢١ نوفمبر**. الموقع لا يطلب منك أبدًا تسجيل الدخول.

هل أنت في خطر؟ اتصل على [[sos-112]]. الدعم على مدار الساعة: [[kvinnofridslinjen]].
"""

TEXTS = {"sv": SWEDISH, "en": ENGLISH, "ar": ARABIC}

MESSAGES = {
    "sv": {
        REFERENCE: "Ärende:",
        DEMONSTRATION: "Den här utgåvan är en demonstration. Den ges inte ut av någon myndighet.",
        MACHINE: "Sidan är översatt av en maskin. Ingen människa har granskat den än, så det kan finnas fel.",
    },
    "ar": {
        REFERENCE: "رقم القضية:",
        DEMONSTRATION: "هذه النسخة للعرض التجريبي. لم تصدرها أي جهة حكومية.",
        MACHINE: "تُرجمت هذه الصفحة آليًا. لم يراجعها أي إنسان بعد، لذلك قد توجد فيها أخطاء.",
    },
}


def filled(made: type, /, **known: Any) -> Any:
    """An instance of a frozen model class: what a letter does not look at is empty, also fields added later."""
    empty = dict.fromkeys(made._fields, "")
    return made(**{**empty, **known})


def language(code: str, tag: str, name: str, script: str, font: str, fallback: tuple[str, ...]) -> Language:
    return filled(
        Language, code=code, tag=tag, name=name, script=script, font=font, fallback=fallback,
        names=(), locale=tag.replace("-", "_"), date="d MMMM y", published=True, place=NOWHERE,
    )  # fmt: skip


def fact(name: str, kind: str, value: str = "", words: tuple = (), urls: tuple = (), **more: Any) -> Fact:
    return filled(
        Fact, name=name, kind=kind, value=value, words=words, urls=urls, **{"verified": True, "place": NOWHERE, **more}
    )


def letter_page(code: str, text: str) -> Page:
    return filled(
        Page, name="ut-kort", kind="letter", language=code, path=f"content/{code}/letters/ut-kort.md",
        title=text.split("title: ")[1].splitlines()[0], lines=(), sections=(), problems=(),
    )  # fmt: skip


def build_site(texts: dict[str, str] | None = None, **settings: Any) -> Site:
    """The site; ``texts`` replaces letter texts, ``settings`` fields of Settings."""
    found = {**TEXTS, **(texts or {})}
    rows = (
        language("sv", "sv", "Svenska", "Latn", "Noto Sans", ()),
        language("en", "en-SE", "English", "Latn", "Noto Sans", ("sv",)),
        language("ar", "ar", "العربية", "Arab", "Noto Sans Arabic", ("en", "sv")),
    )
    facts = (
        fact("sos-112", "phone", "112"),
        fact("kvinnofridslinjen", "phone", "020-50 50 50"),
        fact(
            "skatteverket", "link",
            words=(("sv", "Skatteverket"), ("en", "Skatteverket (the Swedish Tax Agency)")),
            urls=(("sv", "https://www.skatteverket.se/"),),
        ),
    )  # fmt: skip
    known: dict[str, Any] = {
        "name": (("sv", "Om Sverige"), ("en", "About Sweden"), ("ar", "عن السويد")),
        "tagline": (
            ("sv", "För dig som är nyinflyttad"),
            ("en", "For you who have just moved here"),
            ("ar", "لمن انتقل حديثًا إلى السويد"),
        ),
        "base_url": "https://omsverige.example/",
        "source": "sv",
        "publisher": (),
        "owners": (),
        "place": NOWHERE,
    }
    fields = {
        "settings": filled(Settings, **{**known, **settings}),
        "languages": frozen({row.code: row for row in rows}),
        "facts": frozen({row.name: row for row in facts}),
        "channels": frozen(
            {
                "ut-kort": filled(
                    Channel, name="ut-kort", address="ut", names=(), place=Place("content/channels.yaml", 4)
                )
            }
        ),
        "letters": frozen({(code, "ut-kort"): letter_page(code, text) for code, text in found.items()}),
        "catalogs": frozen(
            {
                code: Catalog(
                    code, f"locales/{code}.po", "0", tuple((msgid, (text,)) for msgid, text in table.items()), (), code
                )
                for code, table in MESSAGES.items()
            }
        ),
    }
    empty: dict[str, Any] = {name: frozen({}) for name in Site._fields}
    return Site(
        **{
            **empty,
            "printed": (Printed("/q/ut", "ut-kort", Place("content/addresses.yaml", 3)),),
            "problems": (),
            **fields,
        }
    )


def source_of(texts: dict[str, str] | None = None, templates: dict[str, str] | None = None):
    """A ``read_source``: letter texts from here, templates from the project unless ``templates`` replaces them."""
    found = {**TEXTS, **(texts or {})}

    def read(path: str) -> bytes:
        parts = path.split("/")
        if parts[0] == "content":
            return found[parts[1]].encode()
        if templates and parts[-1] in templates:
            return templates[parts[-1]].encode()
        return (ROOT / path).read_bytes()

    return read
