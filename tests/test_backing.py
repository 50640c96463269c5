"""What is marked as the report's has its point, each point its heading; what was tied to its time is asked about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lxml import html

from sitebuild import cli
from sitebuild.build import check
from sitebuild.model.sections import QUESTIONS, READY, items_of, section
from sitebuild.rules.dated import to_ask_again
from sitebuild.settings import Settings

ROOT = Path(__file__).parents[1]


def _edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def with_headings(valid_site: Path) -> Path:
    """The valid site, its report's headings known, and every text of it backed."""
    _edit(valid_site, "recommendations/editions.yml", "    - Gjer to ting", "    - Gjer to ting\n  headings: [Del]")
    return valid_site


def test_a_point_that_no_text_uses_is_told(with_headings: Path) -> None:
    extra = "points:\n  - id: ubrukt\n    text: Noko anna.\n    part: Del"
    _edit(with_headings, "recommendations/cases/udi.md", "points:", extra)
    _site, advice = check(with_headings)
    [problem] = [problem for problem in advice if problem.code == "R321"]
    assert str(problem.place) == "recommendations/cases/udi.md:12:9" and "{ubrukt}" in problem.remedy


def test_a_point_names_a_heading_of_the_report(with_headings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    part = "    text: Det var lite.\n    part: Dell"
    _edit(with_headings, "recommendations/cases/udi.md", "    text: Det var lite.", part)
    assert cli.main(["--root", str(with_headings), "check"]) == 1
    assert 'udi.md:14:11: R323 the report has no heading "Dell" - did you mean "Del"?' in capsys.readouterr().err


def test_a_text_that_names_its_point_needs_no_advice(with_headings: Path) -> None:
    _edit(
        with_headings, "recommendations/cases/udi.md", "Det hende noko.[^rapport]", "Det hende noko.[^rapport] {lite}"
    )
    _site, advice = check(with_headings)
    assert not [found for found in advice if found.code == "R320" and found.place.path.endswith("udi.md")]


def test_what_is_dated_is_asked_about_from_its_day_and_never_by_the_build(capsys: pytest.CaptureFixture[str]) -> None:
    site, advice = check(ROOT)
    assert not [found for found in advice if found.code == "R331"]
    days = [dated.ask_again for entry in site.draft.subjects for dated in entry.dated]
    assert len(days) >= 4
    assert list(to_ask_again(site.draft, date(2026, 11, 26))) == []
    assert len(list(to_ask_again(site.draft, max(days)))) == len(days)
    assert cli.main(["--root", str(ROOT), "check", "--today", "2099-01-01"]) == 0
    assert capsys.readouterr().out.count("R331") == len(days)


def test_our_own_texts_are_backed_and_every_question_says_what_to_listen_for() -> None:
    site, advice = check(ROOT)
    assert [str(found) for found in advice if found.code.startswith("R32")] == []
    for rec in site.recommendations.values():
        items = items_of(section(rec.body, QUESTIONS))
        assert items and all(item.good and item.warning for item in items), rec.key
        assert section(rec.body, READY), rec.key


def test_pages_show_what_to_copy_what_to_listen_for_and_what_holds_now(built: Settings) -> None:
    page = html.fromstring((built.output / "tilradingar/departementa/index.html").read_bytes())
    fields = page.xpath("//ul[@class='ready']//textarea[@data-copy]")
    assert fields and all(len(field.text.split()) > 8 and "{" not in field.text for field in fields)
    assert page.xpath("//li[@class='ask']/dl[@class='listen']//dt/text()")[:2] == ["Godt svar", "Varsel"]
    dated = page.get_element_by_id("da-og-no-strategi")
    assert "2021–2025" in dated.text_content() and dated.xpath(".//a[@role='doc-noteref']")
    audiences = [str(found) for found in page.xpath("//section/p[@class='section-lead']/text()")]
    assert any(text.startswith("For verksemder") for text in audiences)
    assert any(text.startswith("For departement") for text in audiences)
