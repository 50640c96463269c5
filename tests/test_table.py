"""The cases as CSV, by the rules of spreadsheets."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re

import pytest

from sitebuild.build import check
from sitebuild.outputs.export import table
from sitebuild.outputs.export.collect import Collector
from sitebuild.settings import Settings
from sitebuild.site.site import Site


@pytest.fixture(scope="module")
def content(built: Settings) -> Site:
    return check(built.root)[0]


def data(built: Settings, name: str) -> dict:
    return json.loads((built.output / "data" / f"{name}.json").read_text(encoding="utf-8"))


CSV_FILES = {"doeme.csv": ",", "doeme-semikolon.csv": ";"}


@pytest.mark.parametrize(("name", "delimiter"), CSV_FILES.items())
def test_a_spreadsheet_opens_the_cases(built: Settings, name: str, delimiter: str) -> None:
    """Excel wants the mark that says UTF-8, CRLF after each row, and no cell that it takes for something else."""
    raw = (built.output / "data" / name).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\xef\xbb\xbf") == 1 and raw.endswith(b"\r\n")
    assert not raw[3:].upper().startswith(b"ID"), "a file that begins with ID is opened as SYLK"
    text = raw.decode("utf-8-sig")
    assert csv.Sniffer().sniff(text.split("\r\n")[0], ",;\t").delimiter == delimiter
    rows = list(csv.reader(io.StringIO(text, newline=""), "excel", delimiter=delimiter))
    cases = data(built, "doeme")["items"]
    assert len(rows) == 1 + len(cases) and {len(row) for row in rows} == {len(table.COLUMNS)}
    for row in rows[1:]:
        for column, cell in zip(table.COLUMNS, row, strict=True):
            assert len(cell) <= 32_767, "Excel cuts a cell there"
            if column not in ("year", "changed"):
                assert not re.fullmatch(r"[\d\s./:-]+", cell), f"Excel takes {cell} for a number or a day"


@pytest.mark.parametrize(("name", "delimiter"), CSV_FILES.items())
def test_the_table_says_what_the_json_says(built: Settings, name: str, delimiter: str) -> None:
    text = (built.output / "data" / name).read_bytes().decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), dialect="excel", delimiter=delimiter)
    for row, case in zip(rows, data(built, "doeme")["items"], strict=True):
        prose = {key: (case[key] or {}).get("text", "") for key in ("situation", "advice", "not_said")}
        assert row == {
            "Namn": case["name"],
            "Id": case["id"],
            "Slag": {"anonym": "Anonym erfaring"}.get(case["kind"], case["kind"].capitalize()),
            "Opphav": {"rapport": "Frå rapporten", "brev": "Frå brev"}[case["origin"]],
            "Verksemder": " | ".join(actor["name"] for actor in case["actors"]),
            "Sektor": case["sector"] or "",
            "År": str(case["year"] or ""),
            "Samandrag": case["summary"],
            "Lærdom": case["lesson"],
            "Situasjonen": prose["situation"],
            "Kva rådet tilrådde": prose["advice"],
            "Kva rådet skreiv": "\n".join(one["text"] for one in case["letter"]),
            "Kva andre kan lære": "\n".join(lesson["text"] for lesson in case["lessons"]),
            "Kva rapporten ikkje seier": prose["not_said"],
            "Kva som har hendt sidan": "\n".join(f"{one['told_as']}: {one['text']}" for one in case["events"]),
            "Tilrådingar": " | ".join(f"{rec['id']} {rec['title']}" for rec in case["recommendations"]),
            "Grunnar": " | ".join(rec["reason"] for rec in case["recommendations"]),
            "Omgrep": " | ".join(term["name"] for term in case["terms"]),
            "Kjelder": " | ".join(source["name"] for source in case["sources"]),
            "Sist endra": case["changes"][0]["date"],
            "Fast adresse": case["permalink"],
        }


HOSTILE = [
    '=HYPERLINK("https://evil.example";"Klikk")',
    "+47 22 00 00 00",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "'=1+1",
    "＝1+1",
]
PLAIN = [
    '«Sitat» og "hermeteikn"',
    "To\nlinjer",
    "semikolon; komma, og tabulator\tmidt i",
    "– ein tankestrek",
    "a=b",
    "'apostrof",
]


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("cell", [*HOSTILE, *PLAIN])
def test_no_cell_is_run_and_none_is_broken(built: Settings, content: Site, cell: str, delimiter: str) -> None:
    case = next(Collector(content, built.base_url).cases())
    made = table.table([dataclasses.replace(case, name=cell, summary=cell), case], delimiter, content.texts)
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), "excel", delimiter=delimiter))
    expected = f"'{cell}" if cell in HOSTILE else cell
    assert [row[0] for row in rows] == ["Namn", expected, case.name]
    assert rows[1][list(table.COLUMNS).index("summary")] == expected and len(rows) == 3
