"""The lists of cases: the same answers with scripts and without, by keyboard, from the address and from a folder."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from types import SimpleNamespace

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, expect

from conftest import Server
from sitebuild.build import check
from sitebuild.pages.case_lists import ROWS, sheets
from sitebuild.settings import Settings
from sitebuild.site.facets import FACETS, slug, values
from sitebuild.site.site import Site
from test_browser import violations
from test_offline import folder  # noqa: F401 - a fixture

WIDEST = "slag=prosjekt&slag=livshending&sorter=nyast"


@pytest.fixture(scope="module")
def content(built: Settings) -> Site:
    return check(built.root)[0]


def rows(page: Page) -> list[str]:
    return page.locator(".row__title").all_inner_texts()


def told(page: Page) -> str:
    return page.locator(".finder__meta").inner_text()


# --- without scripts ---------------------------------------------------------------------------------


def test_every_value_has_a_page_with_its_cases(built: Settings, content: Site) -> None:
    seen = 0
    for value in chain.from_iterable(values(content, facet) for facet in FACETS):
        page = html.fromstring((built.output / value.address / "index.html").read_bytes())
        listed = page.xpath("//*[@class='row__title']/a/text()")
        assert listed == [case.name for case in value.cases], value.address
        if not value.cases:
            assert "Ingen av dei" in page.text_content(), value.address
        seen += len(listed)
    assert seen > 2 * len(content.cases)


def test_every_value_that_a_case_has_is_known(content: Site) -> None:
    for facet in FACETS:
        known = facet.known(content)
        for case in content.cases.values():
            assert set(facet.of(content, case)) <= known.keys(), (facet.id, case.id)


def test_a_long_list_is_cut_in_pages_that_together_are_the_list() -> None:
    cases = tuple(SimpleNamespace(id=str(number)) for number in range(2 * ROWS + 1))
    found = sheets("doeme/", cases)
    assert [sheet.address for sheet in found] == ["doeme/", "doeme/side/2/", "doeme/side/3/"]
    assert tuple(chain.from_iterable(sheet.cases for sheet in found)) == cases
    assert [len(sheet.cases) for sheet in sheets("doeme/", ())] == [0]


def test_a_sector_becomes_part_of_an_address() -> None:
    assert slug("Helse- og omsorg") == slug("Helse og omsorg") == "helse-og-omsorg"
    assert slug("Forsking, øving og læring på skolar") == "forsking-oving-og-laering-pa-skolar"


def test_without_scripts_the_lists_are_links(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(server.url + "doeme/")
    assert page.locator("[data-bar] > *").count() == 0, "a control that does nothing"
    page.get_by_text("Slag", exact=True).click()
    page.get_by_role("link", name="Livshending", exact=True).click()
    assert page.locator("h1").inner_text() == "Slag: Livshending"
    assert all(name.startswith("Livshendinga") for name in rows(page)) and len(rows(page)) == 3
    assert page.evaluate("document.documentElement.scrollWidth <= 390")
    context.close()


# --- with scripts ------------------------------------------------------------------------------------


def test_the_filters_by_keyboard_alone(context: BrowserContext, server: Server, content: Site) -> None:
    count = len(content.cases)
    page = context.new_page()
    page.goto(server.url + "doeme/")
    expect(page.get_by_label("Ord i dømet")).to_be_visible()
    page.locator(".facet__name", has_text=re.compile("^Slag$")).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.parentElement.textContent") == "Livshending (3)"
    page.keyboard.press("Space")
    assert len(rows(page)) == 3 and told(page) == f"3 av {count} døme." and "slag=livshending" in page.url
    expect(page.locator(".finder__status")).to_have_text(f"3 av {count} døme.")
    page.get_by_label("Rekkjefølgje").focus()
    page.keyboard.press("ArrowDown")
    assert "sorter=nyast" in page.url
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Nullstill"
    page.keyboard.press("Enter")
    assert told(page) == f"Alle {count} døma." and "?" not in page.url
    assert page.evaluate("document.activeElement.id") == "doeme-ord"


def test_filters_agree_with_the_static_pages(context: BrowserContext, server: Server, content: Site) -> None:
    page = context.new_page()
    page.goto(f"{server.url}doeme/?slag=prosjekt")
    expect(page.locator("#alle")).to_have_text("Døme som passar")
    ask = "query => { history.replaceState(null, '', query); dispatchEvent(new PopStateEvent('popstate')) }"
    for value in chain.from_iterable(values(content, facet) for facet in FACETS):
        if value.cases:
            page.evaluate(ask, f"?{value.facet.id}={value.id}")
            assert told(page) == f"{len(value.cases)} av {len(content.cases)} døme.", value.address
            assert rows(page) == [case.name for case in value.cases], value.address


def test_an_empty_answer_says_so_and_names_the_nearest(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url + "doeme/?slag=livshending&verksemdslag=kommune")
    expect(page.locator("#alle")).to_have_text("Ingen treff")
    assert told(page) == "Ingen døme har alt de har valt. Nærmast: 3 døme med 1 av dei 2 vala."
    assert page.locator(".row__lacks").all_inner_texts() == ["Manglar slag verksemd: Kommune"] * 3
    page.locator("[data-facet=slag]").get_by_label("Livshending").uncheck()
    assert told(page) == "Ingen døme har noko av det de har valt." and rows(page) == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("utlendingsdirektoratet", "Utlendingsdirektoratet (UDI): digital infrastruktur"),
        ("livshendelser", "Livshendinga alvorleg sjukt barn"),
        ("departementer", "Felles IKT-tenester for departementsfellesskapet"),
    ],
)
def test_words_are_asked_for_as_in_the_search(
    context: BrowserContext, server: Server, content: Site, typed: str, first: str
) -> None:
    page = context.new_page()
    page.goto(server.url + "doeme/")
    page.get_by_label("Ord i dømet").fill(typed)
    expect(page.locator("#alle")).to_have_text("Døme som passar")
    assert first in rows(page) and 0 < len(rows(page)) < len(content.cases)
    assert page.url.endswith(f"?q={typed}")


def test_what_is_chosen_survives_reload_back_and_sharing(browser: Browser, server: Server, content: Site) -> None:
    kinds = [str(case.kind) for case in content.cases.values()]
    both, projects = kinds.count("prosjekt") + kinds.count("livshending"), kinds.count("prosjekt")
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server.url}doeme/?{WIDEST}&ukjent=1&slag=finst-ikkje")
    expect(page.locator("#alle")).to_have_text("Døme som passar")
    expected = rows(page)
    assert len(expected) == both
    page.locator("[data-facet=slag]").get_by_label("Livshending").uncheck()
    expect(page.locator(".row")).to_have_count(projects)
    page.go_back()
    expect(page.locator(".row")).to_have_count(both)
    page.get_by_role("link", name=expected[0]).click()
    page.go_back()
    expect(page.locator(".row")).to_have_count(both)
    assert rows(page) == expected
    page.reload()
    expect(page.locator(".row")).to_have_count(both)
    context.close()


def test_the_filters_work_from_a_folder(browser: Browser, folder: Path) -> None:  # noqa: F811
    context = browser.new_context(offline=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto((folder / "doeme/index.html").as_uri() + "?slag=livshending")
    expect(page.locator(".row")).to_have_count(3)
    page.get_by_label("Ord i dømet").fill("frivillig")
    expect(page.locator(".row")).to_have_count(1)
    page.locator(".row a").click()
    expect(page.locator("h1")).to_have_text("Livshendinga starte og drive frivillig organisasjon")
    assert wrong == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_axe_finds_nothing_in_any_state(browser: Browser, server: Server, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    states = {"whole": "", "found": f"?{WIDEST}&q=samarbeid", "empty": "?slag=livshending&verksemdslag=kommune"}
    for name, query in states.items():
        page.goto(server.url + "doeme/" + query)
        expect(page.locator(".finder__meta")).not_to_be_empty()
        page.evaluate("for (const side of document.querySelectorAll('.facet')) side.open = true")
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= 390"), name
    for address in ("doeme/slag/", "doeme/slag/livshending/", "doeme/verksemdslag/kommune/"):
        page.goto(server.url + address)
        assert violations(page) == [], address
    context.close()


def test_nothing_moves_when_the_controls_come(browser: Browser, server: Server) -> None:
    for width in (390, 1280):
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        page.goto(server.url + "doeme/")
        expect(page.locator(".finder__meta")).not_to_be_empty()
        told_by_browser = """new Promise(done => new PerformanceObserver(list => done(list.getEntries()
          .filter(shift => shift.sources.some(({node}) => node?.closest?.('.finder')))
          .reduce((sum, shift) => sum + shift.value, 0)))
          .observe({type: 'layout-shift', buffered: true}) ?? setTimeout(() => done(0), 300))"""
        assert page.evaluate(told_by_browser) < 0.05, width
        context.close()


def test_an_address_made_of_a_name_holds_nothing_but_letters_and_has_an_end() -> None:
    for name in ('Om <svg onload=x> & "R&D"', "../../etc/passwd", "Æ ø å", "x" * 300, "$(id);`id`"):
        assert re.fullmatch(r"[a-z0-9-]{0,70}", slug(name)), name
    assert slug("x" * 300) != slug("x" * 301)
