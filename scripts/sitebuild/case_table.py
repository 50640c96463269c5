"""Which cases need more: for each, how much it says, from how many sources, and when somebody last looked.

For editors, on the command line. Nothing of it is published, so it is English, as all that the commands say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .model.choices import CaseKind, LetterPart
from .model.records import Case, statements
from .pages.writer import words
from .site.site import Site

# Below these a page gives its reader little; the editors decide what to do about it.
FEW_WORDS, FEW_SOURCES = 150, 2

_HEADINGS = ("case", "from", "words", "points", "advice", "events", "further", "sources", "last read", "needs")


@dataclass(frozen=True)
class Row:
    """One case in numbers; `last_read` is the newest day on which a source of a sentence was read, or None."""

    id: str
    origin: str
    words: int
    points: int
    advice: int
    events: int
    further: int
    sources: int
    last_read: str | None
    needs: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        counts = (self.words, self.points, self.advice, self.events, self.further, self.sources)
        return (self.id, self.origin, *map(str, counts), self.last_read or "never", ", ".join(self.needs) or "-")


def rows(site: Site) -> list[Row]:
    """A row a case: those that need most first, then the shortest."""
    return sorted((_row(case) for case in site.cases.values()), key=lambda row: (-len(row.needs), row.words, row.id))


def _row(case: Case) -> Row:
    told = statements(case)
    length = len(words(case.body)) + sum(len(one.what.split()) for one in told)
    return Row(
        id=case.id,
        origin=str(case.origin),
        words=length,
        points=len(case.points),
        advice=len(case.written(LetterPart.ADVICE)),
        events=len(case.events),
        further=len(case.further),
        sources=len(case.sources),
        last_read=max((one.accessed.isoformat() for one in told), default=None),
        needs=tuple(_needs(case, length)),
    )


def _needs(case: Case, length: int) -> Iterator[str]:
    if length < FEW_WORDS:
        yield "words"
    # Nobody can follow a case that the report does not name.
    named = case.kind is not CaseKind.ANONYMOUS
    if named and not case.written(LetterPart.ADVICE):
        yield "letter"
    if named and not case.events:
        yield "events"
    if len(case.sources) < FEW_SOURCES:
        yield "sources"
    if named and not case.actors:
        yield "actors"


def as_lines(found: list[Row]) -> Iterator[str]:
    """The table, numbers to the right, as wide as its widest cells."""
    table = [_HEADINGS, *(row.cells for row in found)]
    widths = [max(len(row[column]) for row in table) for column in range(len(_HEADINGS))]
    for row in table:
        cells = (
            cell.rjust(width) if 2 <= column <= 7 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()
