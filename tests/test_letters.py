"""What is not from the report: letters, events and further reading, each sentence with its source, and kept apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html

from sitebuild import cli
from sitebuild.build import check
from sitebuild.case_table import rows
from sitebuild.language.dates import moment
from sitebuild.language.texts import NYNORSK
from sitebuild.model.choices import CaseKind, Extent
from sitebuild.model.records import Case, Subject, statements
from sitebuild.pages.known import Known
from sitebuild.problems import ContentError
from sitebuild.settings import Settings
from sitebuild.site.addresses import address
from sitebuild.site.anchor_names import statement_anchor
from sitebuild.site.short_addresses import permalink, short_addresses
from sitebuild.site.site import Site

ELSEWHERE = {"kva-radet-skreiv", "kva-som-har-hendt-sidan", "vidare-lesing"}


@pytest.fixture(scope="module")
def content(built: Settings) -> Site:
    return check(built.root)[0]


def page_of(built: Settings, entry: Subject) -> html.HtmlElement:
    return html.fromstring((built.output / address(entry) / "index.html").read_bytes())


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def letters(content: Site) -> list[Case]:
    return [case for case in content.cases.values() if case.is_from_letter]


def test_each_sentence_stands_in_its_own_part_with_a_note_to_its_source(built: Settings, content: Site) -> None:
    checked = 0
    for entry in content.subjects:
        page = page_of(built, entry)
        for told in statements(entry):
            item = page.get_element_by_id(statement_anchor(entry, told))
            assert told.what in said(item), told.id
            assert item.xpath(".//a[@role='doc-noteref']/@href") == [f"#kjelde-{told.source}"]
            [section] = item.xpath("ancestor::section/@aria-labelledby")
            assert section in ELSEWHERE
            source = page.get_element_by_id(f"kjelde-{told.source}")
            assert content.sources[told.source].url in source.xpath(".//a/@href")
            checked += 1
    assert checked >= 10


def test_nothing_from_elsewhere_is_marked_as_the_reports(built: Settings, content: Site) -> None:
    for entry in content.subjects:
        page = page_of(built, entry)
        for name in ELSEWHERE:
            for section in page.xpath(f"//section[@aria-labelledby='{name}']"):
                assert not section.xpath(".//p[contains(@class,'origin--report')]"), address(entry)
    for case in letters(content):
        page = page_of(built, case)
        assert not page.xpath("//p[contains(@class,'origin--report')] | //ol[@class='points']")
        assert "Dømet er ikkje frå erfaringsrapporten" in said(page.xpath("//header[contains(@class,'masthead')]")[0])


def test_where_nothing_was_found_the_page_says_so(built: Settings, content: Site) -> None:
    for case in content.cases.values():
        page, known = page_of(built, case), Known.of(case, content)
        for name, told, note in (
            ("kva-radet-skreiv", case.letter, known.letter),
            ("kva-som-har-hendt-sidan", case.events, known.events),
        ):
            [section] = page.xpath(f"//section[@aria-labelledby='{name}']")
            assert note in said(section) and bool(section.xpath(".//li")) is bool(told)
        if case.kind is CaseKind.ANONYMOUS:
            assert "Rapporten seier ikkje kven saka gjeld." in known.letter and not case.letter
        for told, note in ((case.letter, known.letter), (case.events, known.events)):
            partly = any(content.sources[one.source].read is Extent.BEGINNING for one in told)
            assert not told or ("men berre byrjinga" in note) is partly, case.id


def test_a_source_that_is_used_is_not_said_to_be_unused(content: Site) -> None:
    used = {told.source for entry in content.subjects for told in statements(entry)}
    for name in used:
        assert "ikkje brukt" not in (content.sources[name].note or ""), name


def test_a_case_from_a_letter_belongs_to_no_edition(built: Settings, content: Site) -> None:
    found = letters(content)
    assert found
    for case in found:
        assert short_addresses(case) == [f"brev/{case.id}/"] and permalink(case) == f"brev/{case.id}/"
        copy = html.fromstring((built.output / permalink(case) / "index.html").read_bytes())
        assert copy.xpath("string(//link[@rel='canonical']/@href)") == built.base_url + address(case)
    edition = said(html.fromstring((built.output / "2022/index.html").read_bytes()))
    assert not [case.id for case in found if case.name in edition]
    signpost = html.fromstring((built.output / "brev/index.html").read_bytes())
    assert signpost.xpath("string(//main//a/@href)") == "../doeme/opphav/brev/"
    listed = html.fromstring((built.output / "doeme/opphav/brev/index.html").read_bytes())
    assert listed.xpath("//*[@class='row__title']/a/text()") == [case.name for case in found]


def test_a_case_from_a_letter_is_looked_at_after_one_from_the_report_too(valid_site: Path) -> None:
    former = valid_site / "recommendations/cases/brevet.md"
    text = former.read_text(encoding="utf-8").replace("id: brevet\n", "id: vedtaket\n")
    former.with_name("vedtaket.md").write_text(text.replace("om råd.[^brev]", "om råd."), encoding="utf-8")
    former.unlink()
    with pytest.raises(ContentError) as error:
        check(valid_site)
    assert [problem.code for problem in error.value.problems] == ["E906"]


def test_what_the_editors_connect_says_so_on_both_pages(built: Settings, content: Site) -> None:
    marked = "Koplinga er gjord av redaksjonen."
    for case in content.cases.values():
        ours = [shown for shown in case.illustrates if case.connected_by(shown) == "redaksjon"]
        assert said(page_of(built, case)).count(marked) == len(ours)
        assert len(ours) == len(case.illustrates) or not case.is_from_letter
        for shown in ours:
            rec = page_of(built, content.recommendations[shown.recommendation])
            [item] = [item for item in rec.xpath("//section[@aria-labelledby='doeme']//li") if case.name in said(item)]
            assert marked in said(item) or "Redaksjonen har kopla dei" in said(item.getparent().getprevious())


def test_data_tells_the_two_origins_apart(built: Settings, content: Site) -> None:
    def items(name: str) -> list[dict]:
        return json.loads((built.output / "data" / f"{name}.json").read_text(encoding="utf-8"))["items"]

    origins = {item["id"]: item["origin"] for item in items("doeme")}
    assert origins == {case.id: case.origin for case in content.cases.values()}
    assert list(origins.values()) == sorted(origins.values(), reverse=True), "those of the report stand first"
    for name in ("tilradingar", "aktorar", "omgrep", "kjelder"):
        for item in items(name):
            assert all(case["origin"] == origins[case["id"]] for case in item["cases"])
    for item in items("doeme"):
        assert item["letter_note"] and item["events_note"]
        dates = [event["date"] for event in item["events"]]
        assert dates == sorted(dates, key=lambda when: f"{when}~"), "a year alone after its months"
        for told in (*item["letter"], *item["events"], *item["further"]):
            assert told["work_url"].startswith("http") and told["accessed"] >= "2026-11-25"


def test_the_editor_sees_which_cases_need_more(
    built: Settings, content: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--root", str(built.root), "cases"]) == 0
    heading, *lines = capsys.readouterr().out.split("\n\n")[0].splitlines()
    shown = {line.split()[0]: line for line in lines}
    assert shown.keys() == content.cases.keys() and "last read" in heading
    for row in rows(content):
        case = content.cases[row.id]
        assert [str(count) for count in (row.words, row.points)] == shown[row.id].split()[2:4]
        assert (row.events, row.further, row.sources) == (len(case.events), len(case.further), len(case.sources))
        assert ("events" in row.needs) is (not case.events and case.kind is not CaseKind.ANONYMOUS)
        assert (row.last_read is None) is (not statements(case))
    assert [len(row.needs) for row in rows(content)] == sorted((len(row.needs) for row in rows(content)), reverse=True)


@pytest.mark.parametrize(
    ("when", "shown"), [("2022", "2022"), ("2022-12", "desember 2022"), ("2022-02-01", "1. februar 2022")]
)
def test_a_time_is_told_as_exactly_as_it_is_known(when: str, shown: str) -> None:
    assert moment(when, NYNORSK) == shown
