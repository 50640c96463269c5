"""The cases as CSV that a spreadsheet opens right: with byte order mark and CRLF, with comma and with semicolon.

Norwegian Excel splits at semicolons, most other programs at commas. Made from the records of the JSON file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable

from ...model.labels import LABELS
from .records import Case, Link, Prose

# A cell that begins so is run as a formula by a spreadsheet (OWASP, «CSV Injection»); an apostrophe makes it text.
_FORMULA = re.compile(r"['\s]*[=+\-@＝＋－＠\t\r]")
_BETWEEN = " | "


def _names(links: Iterable[Link]) -> str:
    return _BETWEEN.join(link.name for link in links)


def _text(prose: Prose | None) -> str:
    return prose.text if prose else ""


# The columns in order: heading, and what stands below it. Several values in a cell have « | » between them.
# A recommendation is never just «2022/5», which a spreadsheet takes for the month of May; «Id» is not first, since a
# file that begins with ID is taken for another format.
COLUMNS: dict[str, Callable[[Case], object]] = {
    "Namn": lambda case: case.name,
    "Id": lambda case: case.id,
    "Slag": lambda case: LABELS["case_kind"][case.kind],
    "Opphav": lambda case: LABELS["case_origin"][case.origin],
    "Verksemder": lambda case: _names(case.actors),
    "Sektor": lambda case: case.sector or "",
    "År": lambda case: case.year or "",
    "Samandrag": lambda case: case.summary,
    "Lærdom": lambda case: case.lesson,
    "Situasjonen": lambda case: _text(case.situation),
    "Kva rådet tilrådde": lambda case: _text(case.advice),
    "Kva rådet skreiv": lambda case: "\n".join(one.text for one in case.letter),
    "Kva andre kan lære": lambda case: "\n".join(item.text for item in case.lessons),
    "Kva rapporten ikkje seier": lambda case: _text(case.not_said),
    "Kva som har hendt sidan": lambda case: "\n".join(f"{one.told_as}: {one.text}" for one in case.events),
    "Tilrådingar": lambda case: _BETWEEN.join(f"{rec.id} {rec.title}" for rec in case.recommendations),
    "Grunnar": lambda case: _BETWEEN.join(rec.reason for rec in case.recommendations),
    "Omgrep": lambda case: _names(case.terms),
    "Kjelder": lambda case: _names(case.sources),
    "Sist endra": lambda case: max(change.date for change in case.changes),
    "Fast adresse": lambda case: case.permalink,
}


def table(cases: Iterable[Case], delimiter: str) -> bytes:
    """A row of headings, then a row a case."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, dialect="excel", delimiter=delimiter)
    writer.writerow(COLUMNS)
    for case in cases:
        writer.writerow(guarded(str(column(case))) for column in COLUMNS.values())
    return text.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """The cell with an apostrophe first, if a spreadsheet would run it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
