"""The cases as CSV that a spreadsheet opens right: with byte order mark and CRLF, with comma and with semicolon.

Norwegian Excel splits at semicolons, most other programs at commas. Made from the records of the JSON file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable

from ...language.texts import Texts
from ...model.labels import labels_of
from .records import Case, Link, Prose

# A cell that begins so is run as a formula by a spreadsheet (OWASP, «CSV Injection»); an apostrophe makes it text.
_FORMULA = re.compile(r"['\s]*[=+\-@＝＋－＠\t\r]")
_BETWEEN = " | "


def _names(links: Iterable[Link]) -> str:
    return _BETWEEN.join(link.name for link in links)


def _text(prose: Prose | None) -> str:
    return prose.text if prose else ""


# Values that have a name on the site, by their column.
_NAMED = {"kind": "case_kind", "origin": "case_origin"}
# The columns in order: the key of the heading, below `data.columns`, and what stands below the heading. Several values
# in a cell have « | » between them. A recommendation is never just «2022/5», which a spreadsheet takes for the month of
# May; the id is not first, since a file that begins with ID is taken for another format.
COLUMNS: dict[str, Callable[[Case], object]] = {
    "name": lambda case: case.name,
    "id": lambda case: case.id,
    "kind": lambda case: case.kind,
    "origin": lambda case: case.origin,
    "actors": lambda case: _names(case.actors),
    "sector": lambda case: case.sector or "",
    "year": lambda case: case.year or "",
    "summary": lambda case: case.summary,
    "lesson": lambda case: case.lesson,
    "situation": lambda case: _text(case.situation),
    "advice": lambda case: _text(case.advice),
    "letter": lambda case: "\n".join(one.text for one in case.letter),
    "lessons": lambda case: "\n".join(item.text for item in case.lessons),
    "not_said": lambda case: _text(case.not_said),
    "events": lambda case: "\n".join(f"{one.told_as}: {one.text}" for one in case.events),
    "recommendations": lambda case: _BETWEEN.join(f"{rec.id} {rec.title}" for rec in case.recommendations),
    "reasons": lambda case: _BETWEEN.join(rec.reason for rec in case.recommendations),
    "terms": lambda case: _names(case.terms),
    "sources": lambda case: _names(case.sources),
    "changed": lambda case: max(change.date for change in case.changes),
    "permalink": lambda case: case.permalink,
}


def table(cases: Iterable[Case], delimiter: str, texts: Texts) -> bytes:
    """A row of headings, then a row a case."""
    labels = labels_of(texts)
    text = io.StringIO(newline="")
    writer = csv.writer(text, dialect="excel", delimiter=delimiter)
    writer.writerow(texts(f"data.columns.{key}") for key in COLUMNS)
    for case in cases:
        told = {key: str(column(case)) for key, column in COLUMNS.items()}
        told |= {key: labels[name][told[key]] for key, name in _NAMED.items()}
        writer.writerow(map(guarded, told.values()))
    return text.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """The cell with an apostrophe first, if a spreadsheet would run it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
