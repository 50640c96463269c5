"""What stands in the data files: every record, both ends of every relation, and addresses that lead somewhere."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from urllib.parse import urldefrag

import pytest
from lxml import html

from sitebuild.build import check
from sitebuild.outputs.export.files import FILES
from sitebuild.outputs.export.write import CSV, make_data
from sitebuild.pages.render import entries
from sitebuild.settings import Settings
from sitebuild.site.addresses import address
from sitebuild.site.short_addresses import short_addresses
from sitebuild.site.site import Site

NAMES = [file.name for file in FILES]


@pytest.fixture(scope="module")
def content(built: Settings) -> Site:
    return check(built.root)[0]


def data(built: Settings, name: str) -> dict:
    return json.loads((built.output / "data" / f"{name}.json").read_text(encoding="utf-8"))


def test_every_record_is_in_its_file(built: Settings, content: Site) -> None:
    for name, known in {
        "tilradingar": content.recommendations,
        "doeme": content.cases,
        "aktorar": content.actors,
        "omgrep": content.terms,
        "sporsmal": content.questions,
        "kjelder": content.sources,
    }.items():
        assert [item["id"] for item in data(built, name)["items"]] == list(known)


def test_relations_stand_on_both_sides_with_the_same_reason(built: Settings) -> None:
    recs, cases, questions = (data(built, name)["items"] for name in ("tilradingar", "doeme", "sporsmal"))

    def pairs(items: list, key: str) -> set[tuple[str, str, str]]:
        return {(item["id"], other["id"], other["reason"]) for item in items for other in item[key]}

    def turned(found: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
        return {(other, one, reason) for one, other, reason in found}

    assert pairs(recs, "cases") == turned(pairs(cases, "recommendations")) != set()
    assert pairs(recs, "answers") == turned(pairs(questions, "recommendations")) != set()
    assert pairs(recs, "related") == turned(pairs(recs, "related")) != set()


@pytest.mark.parametrize(
    ("one", "key", "other", "back"),
    [
        ("doeme", "actors", "aktorar", "cases"),
        ("doeme", "terms", "omgrep", "cases"),
        ("doeme", "sources", "kjelder", "cases"),
        ("tilradingar", "terms", "omgrep", "recommendations"),
        ("tilradingar", "sources", "kjelder", "recommendations"),
    ],
)
def test_what_a_page_uses_knows_the_page(built: Settings, one: str, key: str, other: str, back: str) -> None:
    uses = {(item["id"], used["id"]) for item in data(built, one)["items"] for used in item[key]}
    used_by = {(page["id"], item["id"]) for item in data(built, other)["items"] for page in item[back]}
    assert uses == used_by != set()


def test_every_address_of_ours_leads_to_the_page_and_the_anchor(built: Settings, content: Site) -> None:
    pages = {short: entry for entry in entries(content) for short in short_addresses(entry)}
    checked = 0
    for name in NAMES:
        for value in addresses_in(data(built, name)):
            if not value.startswith(built.base_url):
                continue
            target, fragment = urldefrag(value.removeprefix(built.base_url))
            target = address(pages[target]) if target in pages else target
            path = built.output / target
            path = path / "index.html" if path.is_dir() else path
            assert path.is_file(), value
            if fragment:
                assert html.fromstring(path.read_bytes()).get_element_by_id(fragment, None) is not None, value
            checked += 1
    assert checked > 500


def addresses_in(value: object) -> Iterator[str]:
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from addresses_in(inner)
    if isinstance(value, str) and value.startswith("http"):
        yield value


def test_texts_are_those_of_the_page(built: Settings) -> None:
    for rec in data(built, "tilradingar")["items"]:
        page = html.fromstring((built.output / rec["url"].removeprefix(built.base_url) / "index.html").read_bytes())
        steps = page.xpath("//section[@aria-labelledby='slik-gar-de-fram']//li[@class='step']")
        assert len(steps) == len(rec["steps"]) >= 3
        for step in (*rec["steps"], *rec["questions"], *rec["pitfalls"]):
            shown = words(page.get_element_by_id(step["anchor"]))
            assert step["text"] in shown and step.get("title", "") in shown
            points = {point["id"]: point["text"] for point in rec["points"]}
            assert step["points"] and set(step["points"]) <= set(points)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_nothing_in_the_data_knows_another_place(built: Settings, content: Site) -> None:
    """The same content for another address differs by the address alone."""
    moved = dataclasses.replace(built, base_url="https://intranett.example/ord/")
    here, there = make_data(built, content).files, make_data(moved, content).files
    for name, made in here.items():
        assert there[name] == made.replace(built.base_url.encode(), moved.base_url.encode()), name


def test_the_page_about_data_lists_every_file_with_its_size(built: Settings) -> None:
    page = html.fromstring((built.output / "data/index.html").read_bytes())
    shown = {link.get("href"): link.tail for link in page.xpath("//dd/a")}
    files = [path for path in (built.output / "data").rglob("*") if path.suffix in (".json", ".csv")]
    assert len(files) == len(shown) == 2 * len(FILES) + len(CSV)
    for path in files:
        tail = shown[path.relative_to(built.output / "data").as_posix()]
        assert tail.strip() == f"({max(1, round(path.stat().st_size / 1000))} kB)", path.name


def test_json_is_written_for_people_too(built: Settings) -> None:
    for path in (built.output / "data").rglob("*.json"):
        raw = path.read_bytes()
        assert raw.endswith(b"}\n") and b"\r" not in raw and b"\\u" not in raw, path.name
        assert raw == (json.dumps(json.loads(raw), ensure_ascii=False, indent=2) + "\n").encode()
