"""The ways in: situations and ten minutes, as pages, as sheets and on the front page."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext

from conftest import Server
from pdf_checks import structure
from sitebuild.build import check
from sitebuild.settings import Settings
from sitebuild.site.addresses import brief_address, sheet_address, situation_address
from sitebuild.site.site import Site
from sitebuild.site.situations import ways

PHONE = {"width": 390, "height": 664}


@pytest.fixture(scope="module")
def content(built: Settings) -> Site:
    site, _advice = check(built.root)
    return site


def page_at(built: Settings, address: str) -> html.HtmlElement:
    return html.fromstring((built.output / address / "index.html").read_bytes())


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def test_each_situation_has_a_page_with_a_reason_for_everything(built: Settings, content: Site) -> None:
    found = ways(content)
    assert len(found) >= 12
    assert {way.rec.key for way in found} == {rec.key for rec in content.of_edition(content.edition.year)}
    for way in found:
        page = page_at(built, situation_address(way.situation))
        text = words(page.xpath("//article")[0])
        for told in (way.situation.reason, way.situation.case.reason, way.case.name, way.rec.title):
            assert told in text, way.situation.id
        chosen = (*way.situation.steps, *way.situation.questions)
        assert 2 <= len(way.steps) <= 3 and len(way.questions) == 2
        for one in chosen:
            assert one.reason in text
            assert page.xpath(f"//article//a[contains(@href, '{way.rec.slug}/#{one.id}')]"), one.id


def test_the_sheets_are_one_page_each_with_their_address(built: Settings, content: Site) -> None:
    sheets = {sheet_address(way.situation): situation_address(way.situation) for way in ways(content)}
    for rec in content.recommendations.values():
        sheets[sheet_address(rec)] = f"{rec.key}/"
    for file, address in sheets.items():
        with pikepdf.open(built.output / file) as pdf:
            assert len(pdf.pages) == 1, file
            tree = structure(pdf)
            assert built.base_url + address in tree.text, file
            assert any("QR-kode" in node.alt for node in tree.walk()), file


def test_ten_minutes_fit_in_two_screens_of_a_phone(browser: Browser, server: Server, content: Site) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    for rec in content.recommendations.values():
        page.goto(server.url + brief_address(rec))
        assert page.locator(".brief li").count() == 3
        end = page.locator("#doeme ~ p").last.bounding_box()
        assert end["y"] + end["height"] < 2 * PHONE["height"], rec.key
        assert page.locator(".brief-code").is_visible()
    context.close()


def test_from_the_front_page_to_the_right_step_in_two_taps(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    for situation, step in {
        "Departementet er ikkje med": "Gå til departementet først",
        "Vi er ikkje samde om målet": "Teikn målbiletet i same rom",
        "Kommunane kom inn for seint": "Spør tidleg om tiltaket gjeld kommunane",
        "Pengane manglar": "Svar på kvifor, før de svarer på kva",
        "Vi sit fast": "Legg inn pausar der de sjekkar kursen",
        "StimuLab-prosjektet er slutt, kva no?": "Vel eit tiltak de kan starte med no",
    }.items():
        page.goto(server.url)
        link = page.get_by_role("link", name=situation)
        assert link.bounding_box()["y"] < 2 * PHONE["height"], "it stands near the top"
        link.click()
        page.get_by_role("link", name=step).click()
        assert "#steg-" in page.url and page.locator(":target").inner_text().lstrip("#\n").startswith(step)
    context.close()


def test_situations_are_found_by_the_search(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url)
    page.get_by_role("searchbox").fill("etter StimuLab")
    page.locator(".md-search__output").get_by_role("link", name="StimuLab-prosjektet er slutt").first.click()
    assert page.url.endswith("strevar/stimulab-er-slutt/")


def test_a_situation_keeps_its_address(built: Settings, content: Site) -> None:
    index = page_at(built, "strevar/")
    for way in ways(content):
        assert index.get_element_by_id(way.situation.id) is not None
        assert Path(built.output / f"strevar/{way.situation.id}/index.html").is_file()
