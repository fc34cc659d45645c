"""The door to Pillow, and to drawings in SVG: a picture made fit for the site, with nothing in it but the picture."""

from __future__ import annotations

import io
import re
import warnings
import xml.etree.ElementTree as ET
from typing import Any, NamedTuple
from xml.parsers import expat

from press.problems import Message, say

WIDEST = 1600
"""Pixels of a picture's longer side; more no page shows."""
MOST_PIXELS = 50_000_000
"""A picture that says it has more is refused before it is unpacked (CWE-409)."""
FORMATS = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp"}
SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
DRAWN = frozenset({
    "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
    "tspan", "textPath", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker", "filter", "feBlend",
    "feColorMatrix", "feComposite", "feFlood", "feGaussianBlur", "feMerge", "feMergeNode", "feOffset", "style", "switch",
})  # fmt: skip
"""Elements of SVG 1.1 that draw and do nothing else."""
DEEPEST = 100
"""Groups in groups; no drawing needs more."""
DROPPED = frozenset({"metadata"})
FOREIGN_STYLE = re.compile(r"@import|url\(\s*['\"]?(?!#)|expression\(|\\", re.I)


class Picture(NamedTuple):
    """A picture as it will be published. ``suffix`` tells its kind (``.png``); sizes are in pixels, 0 where a drawing tells none."""

    data: bytes
    suffix: str
    width: int
    height: int


class PictureMistake(Exception):
    """The file is not a picture that can be used; says why, and the way out."""

    def __init__(self, what: Message, fix: Message) -> None:
        super().__init__(str(what))
        self.what = what
        self.fix = fix


def prepared(data: bytes) -> Picture:
    """The picture in ``data``, by what it is and not by its name: at most :data:`WIDEST`, upright, without what cameras and drawing
    programs write about it. Raises :class:`PictureMistake`."""
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return _drawing(data) if head.startswith(b"<") else _photo(data)


def _photo(data: bytes) -> Picture:
    from PIL import Image, ImageOps, UnidentifiedImageError

    other = say("Choose a picture in PNG, JPEG, WebP or SVG.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is stricter
            opened = Image.open(io.BytesIO(data), formats=tuple(FORMATS))
            if opened.width * opened.height > MOST_PIXELS:
                what = say("The picture has %(width)s × %(height)s pixels, more than can be unpacked here.", width=opened.width, height=opened.height)
                raise PictureMistake(what, say("Make it smaller in a picture program first: %(most)s pixels wide is enough.", most=WIDEST))
            if getattr(opened, "n_frames", 1) > 1:
                raise PictureMistake(say("The picture moves."), say("Choose one that stands still: moving pictures disturb reading."))
            kind = opened.format or ""
            upright = ImageOps.exif_transpose(opened)
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise PictureMistake(say("The file is not a picture that can be read."), other) from None
    except (OSError, ValueError, SyntaxError, IndexError, EOFError, TypeError):  # a broken file may say anything
        raise PictureMistake(say("The picture is damaged."), say("Export it again from where it was made.")) from None
    clear = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    shown = upright.convert("RGBA" if clear and kind != "JPEG" else "RGB")
    shown.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    whole = Image.new(shown.mode, shown.size)
    whole.paste(shown)  # pixels alone: no profile, comment or place comes along
    saved = io.BytesIO()
    options: dict[str, dict[str, Any]] = {"PNG": {"optimize": True}, "JPEG": {"quality": 82, "optimize": True, "progressive": True}, "WEBP": {"quality": 82, "method": 6}}
    whole.save(saved, kind, **options[kind])
    return Picture(saved.getvalue(), FORMATS[kind], *whole.size)


def _drawing(data: bytes) -> Picture:
    _no_doctype(data)
    root = ET.fromstring(data)
    if root.tag != f"{{{SVG}}}svg":
        raise PictureMistake(say("The file is not an SVG drawing."), say("Choose a picture in PNG, JPEG, WebP or SVG."))
    _cleaned(root)
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    numbers = [re.match(r"[0-9]+", root.get(side, "")) for side in ("width", "height")]
    width, height = (int(found[0]) if found else 0 for found in numbers)
    return Picture(bytes(ET.tostring(root, "utf-8")) + b"\n", ".svg", width, height)


def _no_doctype(data: bytes) -> None:
    """Refuse what could grow or fetch before anything is built from it."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        what = say("The drawing has a document type (<!DOCTYPE …>), which could make the program read other files.")
        raise PictureMistake(what, say("Save it in the drawing program as “plain SVG”."))

    def instruction(target: str, text: str) -> None:
        raise PictureMistake(say("The drawing fetches a style sheet from elsewhere."), say("Save it in the drawing program as “plain SVG”."))

    depth = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise PictureMistake(say("The drawing is put together in too many layers."), say("Save it in the drawing program as “plain SVG”."))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.StartDoctypeDeclHandler = refuse
    parser.ProcessingInstructionHandler = instruction
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        what = say("The drawing is not whole: line %(line)s.", line=error.lineno)
        raise PictureMistake(what, say("Save it in the drawing program as “plain SVG”.")) from None
    except (ValueError, LookupError):
        raise PictureMistake(say("The drawing is not saved as UTF-8."), say("Save it in the drawing program as “plain SVG”.")) from None


def _cleaned(element: ET.Element) -> None:
    """Take away what a drawing program writes for itself; refuse what does more than draw."""
    plain = say("Save it in the drawing program as “plain SVG”, without scripts, links and pictures in it.")
    for name, value in list(element.attrib.items()):
        space, _, short = name.rpartition("}")
        if short.lower().startswith("on"):
            raise PictureMistake(say("The drawing holds a script (%(name)s).", name=short), plain)
        if short == "href":
            if not value.strip().startswith("#"):
                raise PictureMistake(say("The drawing fetches something from elsewhere: %(url)s.", url=value[:60]), plain)
        elif FOREIGN_STYLE.search(value):
            raise PictureMistake(say("The drawing fetches something from elsewhere: %(url)s.", url=value[:60]), plain)
        elif space:
            del element.attrib[name]
    for child in list(element):
        space, _, short = str(child.tag).rpartition("}")
        if space != f"{{{SVG}" or short in DROPPED:
            _without(element, child)
        elif short not in DRAWN:
            raise PictureMistake(say("The drawing holds something that does more than draw: <%(name)s>.", name=short), plain)
        else:
            if short == "style" and FOREIGN_STYLE.search("".join(child.itertext())):
                raise PictureMistake(say("The drawing fetches something from elsewhere: %(url)s.", url="style"), plain)
            _cleaned(child)


def _without(parent: ET.Element, child: ET.Element) -> None:
    """Take an element away; what a browser would run is refused, not passed over."""
    short = str(child.tag).rpartition("}")[2].lower()
    if short in ("script", "foreignobject", "iframe", "object", "embed", "html", "body", "link"):
        fix = say("Save it in the drawing program as “plain SVG”, without scripts, links and pictures in it.")
        raise PictureMistake(say("The drawing holds something that does more than draw: <%(name)s>.", name=short), fix)
    parent.remove(child)
