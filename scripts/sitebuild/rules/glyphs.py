"""A rule for signs: what the text face cannot show would be an empty box on paper.

Source: no font but our own is in a PDF, so there is nothing to fall back on.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from fontTools.ttLib import TTFont

from ..content.text_files import ODD_SIGNS
from ..model.body import Body
from ..model.records import PageRecord, Record
from ..problems import Code, Place, Problem
from .language import texts

MISSING_GLYPH = Code(
    "L604",
    "The text has only signs that the text face can show, on the page and on paper.",
    bad="Bra jobba \N{PARTY POPPER}",
    good="Bra jobba!",
)

FACES = ("Regular", "It", "Semibold", "Bold")
# The italic face has fewer signs than the upright ones; a sign that it lacks stands upright, as the ŋ of Sámi names.
_UPRIGHT = ("Regular", "Semibold", "Bold")
# An unbreakable hyphen has no glyph of its own: a hyphen between two joiners is set in its place (`pdf.convert`).
NO_BREAK_HYPHEN = "\u2011"
_ENTITY = re.compile(r"(?<!\\)&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
# What readers search for is never shown.
_NOT_SHOWN = frozenset({"searched_as"})


@cache
def glyphs() -> frozenset[str]:
    """The signs that can be shown."""
    return (frozenset.intersection(*map(_signs, FACES)) | never_italic()) | {NO_BREAK_HYPHEN}


@cache
def never_italic() -> frozenset[str]:
    """The letters that can be shown upright alone: Latin ones, since other scripts have letters that look like them."""
    found = frozenset.intersection(*map(_signs, _UPRIGHT)) - _signs("It")
    return frozenset(sign for sign in found if unicodedata.name(sign, "").startswith("LATIN"))


def _signs(face: str) -> frozenset[str]:
    path = files("font_source_sans_pro") / "files" / f"SourceSansPro-{face}.otf"
    with TTFont(str(path), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def signs_can_be_shown(record: Record) -> Iterator[Problem]:
    if isinstance(record, PageRecord):
        yield from _in_body(record.body)
    for text in texts(record, _NOT_SHOWN):
        for sign in dict.fromkeys(text) if set(text) - glyphs() else ():
            yield from _missing(sign, text.place)


def _in_body(body: Body) -> Iterator[Problem]:
    odd = set(body.raw) - glyphs() - {"\n"}
    if not odd and "&" not in body.raw:
        return
    for number, line in enumerate(body.raw.split("\n"), start=body.first_line):
        for column, sign in enumerate(line if odd else (), start=1):
            yield from _missing(sign, Place(body.path, number, column))
        for found in _ENTITY.finditer(line):
            yield from _written_as_code(found[0], Place(body.path, number, found.start() + 1))


def _written_as_code(entity: str, place: Place) -> Iterator[Problem]:
    """`&hearts;` is the sign it stands for, to a reader and to the text face."""
    for sign in html.unescape(entity):
        if ODD_SIGNS.match(sign):
            wrong = f"{entity} is a sign that cannot be seen ({_called(sign)})"
            yield MISSING_GLYPH(place, wrong, "remove it")
        else:
            yield from _missing(sign, place)


def _missing(sign: str, place: Place) -> Iterator[Problem]:
    if sign not in glyphs() and sign != "\t":
        shown = f'"{sign}" ({_called(sign)})' if sign.isprintable() else _called(sign)
        yield MISSING_GLYPH(place, f"the text face has no {shown}", _instead(sign))


def _called(sign: str) -> str:
    return f"U+{ord(sign):04X}, {unicodedata.name(sign, 'a sign without a name')}"


def _instead(sign: str) -> str:
    """What to write for a sign that looks like one we have."""
    kind = unicodedata.category(sign)
    if kind == "Zs":
        return "type an ordinary space"
    if kind == "Pd":
        return "type a hyphen (-) or a dash (–)"
    plain = unicodedata.normalize("NFKC", sign)
    return f'write "{plain}"' if set(plain) <= glyphs() else "write it with other signs"


OWN_RULES = (signs_can_be_shown,)
