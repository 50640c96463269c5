"""The lists of actors and of terms: filtered where they stand, by word, by kind and by recommendation."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import Server
from sitebuild.build import check
from sitebuild.settings import Settings
from sitebuild.site.site import Site
from test_browser import violations


@pytest.fixture(scope="module")
def content(built: Settings) -> Site:
    return check(built.root)[0]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []


def shown(page: Page) -> list[str]:
    return page.locator("[data-found] > li").evaluate_all("rows => rows.map(({ id }) => id)")


def test_terms_are_found_by_words_of_either_written_form(page: Page, server: Server, content: Site) -> None:
    page.goto(f"{server.url}omgrep/")
    meta = page.locator(".finder__meta")
    expect(meta).to_have_text(f"Alle {len(content.terms)} omgrepa.")
    page.get_by_label("Ord i omgrepet eller forklaringa").fill("målbilder")
    expect(meta).to_contain_text(f"av {len(content.terms)} omgrep.")
    assert "malbilete" in shown(page) and len(shown(page)) < len(content.terms) / 2
    assert page.locator(".letters").is_hidden()
    page.reload()
    expect(meta).to_contain_text(f"av {len(content.terms)} omgrep.")
    assert "malbilete" in shown(page), "what is asked stands in the address"
    page.get_by_role("button", name="Nullstill").click()
    assert shown(page) == [str(name) for name in content.terms] and page.url.endswith("/omgrep/")


def test_actors_are_found_by_kind_and_recommendation_by_keyboard(page: Page, server: Server, content: Site) -> None:
    page.goto(f"{server.url}verksemder/")
    expect(page.locator(".finder__meta")).not_to_be_empty()
    kind = page.locator("[data-facet=slag]")
    kind.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    ministries = [str(name) for name, actor in content.actors.items() if str(actor.kind) == "departement"]
    assert shown(page) == ministries and len(ministries) > 3
    expect(page.locator(".finder__status")).to_have_text(f"{len(ministries)} av {len(content.actors)} verksemder.")
    page.goto(f"{server.url}verksemder/?tilrading=2022-6")
    expect(page.locator(".finder__meta")).to_contain_text("verksemder.")
    assert set(shown(page)) == _actors_of("2022/6", content) != set()


def test_what_nothing_meets_says_so_and_shows_the_nearest(page: Page, server: Server) -> None:
    page.goto(f"{server.url}omgrep/?forklaring=rapport&q=regelverk")
    meta = page.locator(".finder__meta")
    expect(meta).to_contain_text("Ingen omgrep har alt de har valt. Nærmast:")
    rows = page.locator("[data-found] > li")
    assert rows.count() == page.locator(".row__lacks").count() > 0
    page.get_by_role("button", name="Nullstill").click()
    assert page.locator(".row__lacks").count() == 0


def test_a_link_to_a_row_that_is_filtered_away_brings_it_back(page: Page, server: Server) -> None:
    page.goto(f"{server.url}omgrep/?forklaring=rapport")
    expect(page.locator(".finder__meta")).to_contain_text("omgrep.")
    assert page.locator("#automatiseringsvennleg-regelverk").count() == 0
    page.evaluate("location.hash = 'automatiseringsvennleg-regelverk'")
    page.locator("#automatiseringsvennleg-regelverk").wait_for()


def test_they_are_accessible_and_whole_without_scripts(browser: Browser, page: Page, server: Server) -> None:
    for where in ("omgrep/", "verksemder/"):
        page.goto(server.url + where)
        expect(page.locator(".finder__meta")).not_to_be_empty()
        page.evaluate("for (const side of document.querySelectorAll('.facet')) side.open = true")
        assert violations(page) == [], where
        assert page.evaluate("document.documentElement.scrollWidth <= 390"), where
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{server.url}omgrep/")
    assert plain.locator(".facet").first.is_hidden() and plain.locator(".index__item").first.is_visible()
    context.close()


def test_no_page_loads_more_than_25_kb_of_our_scripts(built: Settings) -> None:
    own = built.output / "assets/js"
    search = ["search.js", "search/box.js"]
    for scripts in (["cases.js"], ["share.js"], ["tools/shared.js", "tools/chart.js", "tools/self-check.js"]):
        files = [own / name for name in ("site.js", "theme.js", *search, *scripts)]
        assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in files if path.is_file()) < 25_000, scripts


def _actors_of(key: str, content: Site) -> set[str]:
    """The actors that a recommendation, or a case that it shows, is about or mentions."""
    pages = [content.recommendations[key], *(one.entry for one in content.illustrated_by[key])]
    used = [*content.with_actor.items(), *content.mentioning.items()]
    return {str(name) for name, found in used if any(page in found for page in pages)}
