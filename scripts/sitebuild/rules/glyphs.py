"""A rule for signs: what the text face cannot show would be an empty box on paper.

Source: no font but our own is in a PDF, so there is nothing to fall back on.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from fontTools.ttLib import TTFont

from ..model.records import Draft
from ..problems import Code, Place, Problem
from .language import texts

MISSING_GLYPH = Code(
    "L604",
    "The text has only signs that the text face can show, on the page and on paper.",
    bad="Bra jobba \N{PARTY POPPER}",
    good="Bra jobba!",
)

FACES = ("Regular", "It", "Semibold", "Bold")
# What readers search for is never shown.
_NOT_SHOWN = frozenset({"searched_as"})


@cache
def glyphs() -> frozenset[str]:
    """The signs that all our faces have."""
    folder = files("font_source_sans_pro") / "files"
    return frozenset(set.intersection(*(_signs(str(folder / f"SourceSansPro-{face}.otf")) for face in FACES)))


def _signs(path: str) -> set[str]:
    with TTFont(path, lazy=True) as face:
        return {chr(code) for code in face.getBestCmap()}


def signs_can_be_shown(draft: Draft) -> Iterator[Problem]:
    for entry in draft.page_records:
        odd = set(entry.body.raw) - glyphs() - {"\n"}
        for number, line in enumerate(entry.body.raw.split("\n") if odd else (), start=entry.body.first_line):
            for column, sign in enumerate(line, start=1):
                yield from _missing(sign, Place(entry.body.path, number, column))
    for records in (draft.recommendations, draft.cases, draft.pages, draft.actors, draft.terms, draft.sources):
        yield from _in_keys(records)
    yield from _in_keys((*draft.questions, *draft.situations, *draft.members, *draft.editions, *draft.archive))


def _in_keys(records: tuple[object, ...]) -> Iterator[Problem]:
    for record in records:
        for text in texts(record, _NOT_SHOWN):
            for sign in dict.fromkeys(text):
                yield from _missing(sign, text.place)


def _missing(sign: str, place: Place) -> Iterator[Problem]:
    if sign not in glyphs() and sign != "\t":
        wrong = f'the text face has no "{sign}" (U+{ord(sign):04X})'
        yield MISSING_GLYPH(place, wrong, "write it with other signs")


RULES = (signs_can_be_shown,)
