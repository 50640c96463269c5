"""The site as data: JSON by its schemas, CSV by a spreadsheet's rules, the feed by a feed parser, the sitemap."""

from __future__ import annotations

import copy
import csv
import dataclasses
import io
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urldefrag

import feedparser
import pytest
from jsonschema import Draft202012Validator
from lxml import etree, html

from conftest import FIXTURES
from sitebuild.addresses import address
from sitebuild.build import check
from sitebuild.export import feed, sitemap, table
from sitebuild.export.collect import Collector
from sitebuild.export.files import FILES, DataFile
from sitebuild.export.write import make_data
from sitebuild.link import link
from sitebuild.model import Change
from sitebuild.permalinks import short_addresses
from sitebuild.problems import Place
from sitebuild.render import entries
from sitebuild.settings import Settings
from sitebuild.site import Site
from sitebuild.values import Text

SCHEMAS = FIXTURES / "schemas"
NAMES = [file.name for file in FILES]


@pytest.fixture(scope="module")
def content(built: Settings) -> Site:
    return check(built.root)[0]


def data(built: Settings, name: str) -> dict:
    return json.loads((built.output / "data" / f"{name}.json").read_text(encoding="utf-8"))


def validator(built: Settings, name: str) -> Draft202012Validator:
    """For the schema as published, at the address that the file names."""
    target = data(built, name)["$schema"].removeprefix(built.base_url)
    schema = json.loads((built.output / target).read_text(encoding="utf-8"))
    assert schema["$id"] == built.base_url + target
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


# --- JSON and its schemas ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_data_file_is_what_its_schema_says(built: Settings, name: str) -> None:
    found = data(built, name)
    assert [error.message for error in validator(built, name).iter_errors(found)] == []
    assert found["items"]


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_rejects_a_key_too_few_too_many_or_of_another_kind(built: Settings, name: str) -> None:
    """In every object of the file's first record and of what stands around it."""
    check_schema, sound = validator(built, name), data(built, name)
    sound["items"] = sound["items"][:1]
    paths = list(objects(sound))
    assert len(paths) > 4
    for path in paths:
        for key in at(sound, path):
            broken = copy.deepcopy(sound)
            del at(broken, path)[key]
            assert not check_schema.is_valid(broken), f"without {key} in {path}"
            for wrong in (3.5, {"x": 1}, ["", 3.5], ""):
                broken = copy.deepcopy(sound)
                at(broken, path)[key] = wrong
                assert not check_schema.is_valid(broken), f"{wrong!r} as {key} in {path}"
        broken = copy.deepcopy(sound)
        at(broken, path)["extra"] = "x"
        assert not check_schema.is_valid(broken), f"a key too many in {path}"


def objects(value: object, path: tuple = ()) -> Iterator[tuple]:
    """The path of every object in a document."""
    if isinstance(value, dict):
        yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from objects(inner, (*path, key))


def at(value: object, path: tuple) -> dict:
    for step in path:
        value = value[step]
    return value


@pytest.mark.parametrize(
    ("name", "key", "wrong"),
    [
        ("doeme", "permalink", "/2022/d/udi/"),
        ("doeme", "permalink", "https://a b/"),
        ("doeme", "kind", "projekt"),
        ("doeme", "id", "Åse"),
        ("doeme", "year", 22),
        ("tilradingar", "id", "3"),
        ("tilradingar", "number", 0),
        ("kjelder", "accessed", "2026-13-01"),
        ("kjelder", "accessed", "24.11.2026"),
        ("kjelder", "language", "no"),
    ],
)
def test_the_schema_rejects_values_of_another_form(built: Settings, name: str, key: str, wrong: object) -> None:
    found = data(built, name)
    found["items"][0][key] = wrong
    [error] = validator(built, name).iter_errors(found)
    assert list(error.absolute_path) == ["items", 0, key]


def test_the_schemas_explain_every_key_in_our_nynorsk(built: Settings, content: Site) -> None:
    words = content.draft.language
    for file in FILES:
        for said in descriptions(file.schema(built.base_url)):
            assert said and said[0].isupper() and said.endswith("."), said
            for word in re.findall(r"[^\W\d_]+", said.lower()):
                assert word not in words.bokmal and word not in words.choices, said


def descriptions(schema: dict) -> Iterator[str]:
    """What every object and every key of a schema says of itself."""
    for thing in (schema, *schema["$defs"].values()):
        yield thing["description"]
        for key, value in thing["properties"].items():
            assert "description" in value, key
            yield value["description"]


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_a_schema_changes_only_with_its_version(file: DataFile, request: pytest.FixtureRequest) -> None:
    """A published schema is a promise. Another structure needs another version; wording may be mended."""
    path = SCHEMAS / f"{file.name}-{file.version}.json"
    if request.config.getoption("--accept-schemas") and not path.exists():
        path.write_text(json.dumps(structure(file), indent=1) + "\n", encoding="utf-8")
    assert path.is_file(), "a new version: accept its structure by python3 scripts/test.py --accept-schemas -k schema"
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert structure(file) == kept, f"raise the version of {file.name} in scripts/sitebuild/export/files.py"


def structure(file: DataFile) -> dict:
    return without_words(file.schema("https://site.test/"))


def without_words(schema: object, inside: str = "") -> object:
    """A schema without titles and descriptions, which are not part of the promise; keys so named are."""
    if isinstance(schema, list):
        return [without_words(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    words = () if inside in ("properties", "$defs") else ("title", "description")
    return {key: without_words(value, key) for key, value in schema.items() if key not in words}


def test_the_check_of_versions_would_see_a_change() -> None:
    sound = FILES[0].schema("https://site.test/")
    changed = copy.deepcopy(sound)
    changed["properties"]["description"]["description"] = "Noko anna."
    assert without_words(changed) == without_words(sound), "wording may be mended"
    changed["$defs"]["Step"]["properties"]["minutes"] = {"type": "integer"}
    assert without_words(changed) != without_words(sound)
    del changed["$defs"]["Step"]["properties"]["minutes"], changed["properties"]["title"]
    assert without_words(changed) != without_words(sound), "a key named title is not a title"


def test_todays_files_are_what_every_schema_of_their_first_number_promised(built: Settings) -> None:
    """Within a first number keys are only added: what read an older file reads this one."""
    for path in sorted(SCHEMAS.glob("*.json")):
        name, version = path.stem.rsplit("-", 1)
        if data(built, name)["version"].partition(".")[0] == version.partition(".")[0]:
            kept = tolerant(json.loads(path.read_text(encoding="utf-8")))
            del kept["properties"]["$schema"]
            assert Draft202012Validator(kept).is_valid(data(built, name)), path.name


def tolerant(schema: object) -> object:
    """A schema as a reader should use it who wants to go on working when keys are added."""
    if isinstance(schema, list):
        return [tolerant(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: tolerant(value) for key, value in schema.items() if key != "additionalProperties"}


# --- what stands in the files -----------------------------------------------------------------------


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
        steps = page.xpath("//li[@class='step']")
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


# --- CSV --------------------------------------------------------------------------------------------

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
            if column not in ("År", "Sist endra"):
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
            "Verksemder": " | ".join(actor["name"] for actor in case["actors"]),
            "Sektor": case["sector"] or "",
            "År": str(case["year"] or ""),
            "Samandrag": case["summary"],
            "Lærdom": case["lesson"],
            "Situasjonen": prose["situation"],
            "Kva rådet tilrådde": prose["advice"],
            "Kva andre kan lære": "\n".join(lesson["text"] for lesson in case["lessons"]),
            "Kva rapporten ikkje seier": prose["not_said"],
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
    made = table.table([dataclasses.replace(case, name=cell, summary=cell), case], delimiter)
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), "excel", delimiter=delimiter))
    expected = f"'{cell}" if cell in HOSTILE else cell
    assert [row[0] for row in rows] == ["Namn", expected, case.name]
    assert rows[1][6] == expected and len(rows) == 3


# --- changes: the page, the feed, the sitemap ---------------------------------------------------------


def with_change(site: Site, identity: str, day: date, what: str = "Retta ei setning.") -> Site:
    """The same content where one case has one more change."""
    change = Change(place=Place("x"), date=day, what=Text(what))
    cases = tuple(
        dataclasses.replace(case, changes=(*case.changes, change)) if case.id == identity else case
        for case in site.draft.cases
    )
    return link(dataclasses.replace(site.draft, cases=cases), [])


def test_the_feed_is_sound_atom(built: Settings, content: Site) -> None:
    found = feedparser.parse((built.output / "endringar.xml").read_bytes())
    assert not found.bozo and found.version == "atom10"
    assert found.feed.title == "Frå ord til handling: endringar"
    assert found.feed.language == "nn"
    assert found.feed.author_detail.name == built.site_name
    links = {one.rel: one.href for one in found.feed.links}
    assert links == {"self": built.base_url + "endringar.xml", "alternate": built.base_url + "endringar/"}
    ids = [entry.id for entry in found.entries]
    assert len(ids) == len(set(ids)) == min(feed.MOST, len(content.history())) > 20
    assert all(re.fullmatch(r"tag:ord-til-handling\.example,2026:[\w/.-]+:\d{4}-\d\d-\d\d", one) for one in ids)
    updated = [entry.updated_parsed for entry in found.entries]
    assert updated == sorted(updated, reverse=True) and found.feed.updated_parsed == updated[0]
    assert all(entry.title and entry.link and entry.content[0].value and entry.summary for entry in found.entries)


def test_a_change_adds_an_entry_first_and_touches_no_other(built: Settings, content: Site) -> None:
    def read(site: Site) -> list:
        return feedparser.parse(feed.feed(built, site)).entries

    before, later = read(content), content.date + timedelta(days=1)
    after = read(with_change(content, "udi", later))
    assert after[1:] == before[: feed.MOST - 1]
    assert after[0].id.endswith(f":doeme/udi:{later}") and after[0].content[0].value == "Retta ei setning."
    twice = read(with_change(with_change(content, "udi", later), "udi", later, "Og ei til."))
    assert twice[0].id == after[0].id and twice[0].content[0].value == "Retta ei setning. Og ei til."


def test_a_new_title_or_address_does_not_make_old_news_new(built: Settings, content: Site) -> None:
    def ids(site: Site) -> list[str]:
        return [entry.id for entry in feedparser.parse(feed.feed(built, site)).entries]

    moved = tuple(
        dataclasses.replace(rec, slug=Text(f"{rec.slug}-ny"), title=Text(f"Ny: {rec.title}"))
        for rec in content.draft.recommendations
    )
    assert ids(link(dataclasses.replace(content.draft, recommendations=moved), [])) == ids(content)


def test_the_feed_keeps_to_the_newest(built: Settings, content: Site) -> None:
    site = content
    for number in range(feed.MOST):
        site = with_change(site, "udi", content.date + timedelta(days=number + 1))
    found = feedparser.parse(feed.feed(built, site)).entries
    assert len(found) == feed.MOST and {entry.title for entry in found} == {content.cases["udi"].name}


def test_every_change_is_on_the_page_of_changes(built: Settings, content: Site) -> None:
    page = html.fromstring((built.output / "endringar/index.html").read_bytes())
    listed = page.xpath("//article//section//li/a")
    assert len(listed) == len(content.history())
    for changed in content.history():
        assert changed.title in words(page) and changed.text in words(page)
    assert page.xpath("//article//a[@href='../endringar.xml']")


def test_every_page_leads_to_the_feed_and_to_its_markdown(built: Settings) -> None:
    pages = [one.removeprefix(built.base_url) for one in read_sitemap((built.output / "sitemap.xml").read_bytes())]
    for name in pages:
        folder = built.output / name
        assert (folder / alternates(folder / "index.html")["text/markdown"]).resolve() == folder.resolve() / "index.md"
        feed_link = alternates(folder / "index.html")["application/atom+xml"]
        assert (folder / feed_link).resolve() == (built.output / "endringar.xml").resolve()
    assert len(pages) > 30
    assert "text/markdown" not in alternates(built.output / "404.html")


def alternates(path: Path) -> dict[str, str]:
    head = html.fromstring(path.read_bytes()).find("head")
    return {one.get("type"): one.get("href") for one in head.xpath("link[@rel='alternate']")}


def read_sitemap(raw: bytes) -> dict[str, str]:
    """Date by address, in the file's order."""
    root = etree.fromstring(raw)
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    return {one[0].text: one[1].text for one in root}


def test_the_sitemap_has_the_canonical_pages_and_no_other(built: Settings) -> None:
    found = read_sitemap((built.output / "sitemap.xml").read_bytes())
    canonical = set()
    for path in built.output.rglob("*.html"):
        page = html.fromstring(path.read_bytes())
        if page.xpath("//meta[@name='robots'][contains(@content, 'noindex')]"):
            continue
        own = built.base_url + path.relative_to(built.output).as_posix().removesuffix("index.html")
        if page.xpath("//link[@rel='canonical']/@href") == [own]:
            canonical.add(own)
    assert set(found) == canonical and list(found) == sorted(found)
    assert not [one for one in found if "404" in one or "/kort/" in one or re.search(r"/\d{4}/", one)]
    robots = (built.output / "robots.txt").read_text(encoding="utf-8")
    assert f"\nSitemap: {built.base_url}sitemap.xml\n" in robots and "Disallow" not in robots


def test_a_page_is_as_new_as_what_stands_on_it(built: Settings, content: Site) -> None:
    later = content.date + timedelta(days=1)
    before = read_sitemap(sitemap.sitemap(built, content))
    after = read_sitemap(sitemap.sitemap(built, with_change(content, "udi", later)))
    changed = {one for one in before if after[one] != before[one]}
    assert {after[one] for one in changed} == {later.isoformat()} and list(after) == list(before)
    newer = {one.removeprefix(built.base_url) for one in changed}
    assert "doeme/udi/" in newer and {"", "doeme/", "verksemder/", "endringar/", "data/"} <= newer
    assert not newer & {"doeme/barentswatch/", "tilradingar/", "tilradingar/malbilete/", "om/", "sok/", "sporsmal/"}


# --- the page about data ------------------------------------------------------------------------------


def test_the_page_about_data_lists_every_file_with_its_size(built: Settings) -> None:
    page = html.fromstring((built.output / "data/index.html").read_bytes())
    shown = {link.get("href"): link.tail for link in page.xpath("//dd/a")}
    files = [path for path in (built.output / "data").rglob("*") if path.suffix in (".json", ".csv")]
    assert len(files) == len(shown) == 2 * len(FILES) + len(CSV_FILES)
    for path in files:
        tail = shown[path.relative_to(built.output / "data").as_posix()]
        assert tail.strip() == f"({max(1, round(path.stat().st_size / 1000))} kB)", path.name


def test_json_is_written_for_people_too(built: Settings) -> None:
    for path in (built.output / "data").rglob("*.json"):
        raw = path.read_bytes()
        assert raw.endswith(b"}\n") and b"\r" not in raw and b"\\u" not in raw, path.name
        assert raw == (json.dumps(json.loads(raw), ensure_ascii=False, indent=2) + "\n").encode()


def test_the_newest_change_of_a_case_is_first(content: Site) -> None:
    days = [content.date + timedelta(days=number) for number in (1, 3, 2)]
    site = content
    for day in days:
        site = with_change(site, "udi", day)
    case = next(case for case in Collector(site, "").cases() if case.id == "udi")
    dates = [change.date for change in case.changes]
    assert dates == sorted(dates, reverse=True) and dates[:3] == [str(days[at]) for at in (1, 2, 0)]
