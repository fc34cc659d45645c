"""What browsers send, and where it is to lead: written by hand, so that the program is not its own judge."""

from __future__ import annotations

TABLE = {
    "sv": "sv", "en": "en", "en-se": "en", "ar": "ar", "fa": "fa", "pes": "fa", "fa-af": "prs", "fa-arab-af": "prs", "prs": "prs",
    "ps": "ps", "ckb": "ckb", "ku-arab": "ckb", "ku-iq": "ckb", "ku-ir": "ckb", "kmr": "kmr", "ku": "kmr", "ti": "ti", "so": "so",
    "uk": "uk", "ru": "ru", "pl": "pl", "tr": "tr", "th": "th", "es": "es", "fr": "fr",
}  # fmt: skip
"""Every form of a language that is known, in small letters; easy Swedish has none."""

ASKED = (
    ("sv-SE,sv;q=0.9,en-US;q=0.8,en;q=0.7", "sv"),
    ("sv", "sv"),
    ("sv-simple", "sv"),
    ("lattlast", ""),
    ("en-US,en;q=0.5", "en"),
    ("en-GB", "en"),
    ("EN-us", "en"),
    ("ar-SY,ar;q=0.9,en;q=0.8", "ar"),
    ("ar", "ar"),
    ("fa-IR,fa;q=0.9", "fa"),
    ("fa", "fa"),
    ("fa-AF,fa;q=0.9,en;q=0.8", "prs"),
    ("prs-AF,prs;q=0.9", "prs"),
    ("ps-AF,ps;q=0.9,fa-AF;q=0.8", "ps"),
    ("ku-TR,ku;q=0.9,tr;q=0.8", "kmr"),
    ("ku", "kmr"),
    ("ku-Latn-TR", "kmr"),
    ("kmr-TR", "kmr"),
    ("ckb-IQ,ckb;q=0.9,ar;q=0.8", "ckb"),
    ("ku-Arab-IQ,ar;q=0.7", "ckb"),
    ("ku-IQ", "ckb"),
    ("ti-ER,ti;q=0.9,en;q=0.8", "ti"),
    ("so-SO", "so"),
    ("uk-UA,uk;q=0.9,ru;q=0.8,en-US;q=0.7", "uk"),
    ("ru,uk;q=0.5", "ru"),
    ("pl-PL", "pl"),
    ("tr-TR,tr;q=0.9", "tr"),
    ("th", "th"),
    ("es-419,es;q=0.9", "es"),
    ("fr-CA", "fr"),
    ("de-DE,de;q=0.9,en;q=0.8", "en"),
    ("nb-NO,nb;q=0.9,no;q=0.8,nn;q=0.7,en-US;q=0.6", "en"),
    ("da", ""),
    ("de-DE,am;q=0.9,ti;q=0.8", "ti"),
    ("de,it,nl,ro,so", "so"),
    ("ar;q=0,en", "en"),
    ("en;q=0.0, sv;q=0.000", ""),
    ("sv ; q = 0.1", "sv"),
    ("zh-CN,zh;q=0.9", ""),
    ("svx,enx-GB,arabic", ""),
    ("*", ""),
    ("", ""),
    (", ,tr", "tr"),
    ("en;q=nonsense, fr", "fr"),
)
"""Header and code of the language; empty: the reader is to choose."""
