"""A recommendation as one gets about it: few stops for Tab, all within reach, and where in it and in the row one is."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from conftest import Server
from sitebuild.build import check
from sitebuild.settings import Settings
from sitebuild.site.addresses import address

# The longest: see scripts/bench/first_visit.py.
LONGEST = "tilradingar/departementa/"
MOST_STOPS = 60
# Each element has its number, for it may look like another; what gets focus is noted, and whether it shows.
NUMBER = """() => {
  const found = document.querySelectorAll("a[href], button, input, textarea, select, summary")
  found.forEach((node, number) => { node.dataset.stop = number })
  self.reached = []
  self.unseen = []
  addEventListener("focusin", ({ target }) => {
    self.reached.push(target.dataset.stop)
    if (getComputedStyle(target).outlineStyle === "none") self.unseen.push(target.outerHTML)
  })
}"""
# A link that only a pointer needs: the same address is among those that have a name to read.
BEYOND = """() => [...document.querySelectorAll("[data-stop]")].filter((node) => {
  const named = node.matches(".anchor-link") && document.querySelector(`a[href="${node.hash}"]:not(.anchor-link)`)
  const has = (one) => self.reached.includes(one.dataset.stop)
  return node.checkVisibility() && !has(node) && !(named && has(named))
}).map((node) => node.outerHTML)"""
# How much of the screen has moved, as a browser counts it.
MOVED = """self.moved = 0
new PerformanceObserver((seen) => { for (const { value } of seen.getEntries()) self.moved += value })
  .observe({ type: "layout-shift", buffered: true })"""
HERE = "document.querySelector('.page-toc [aria-current]')?.hash ?? ''"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def stops(page: Page) -> int:
    """How many elements Tab stops at before it leaves the page, or comes around to the first."""
    page.evaluate(NUMBER)
    for _ in range(20):
        for _ in range(MOST_STOPS):
            page.keyboard.press("Tab")
        found = page.evaluate("self.reached")
        if len(set(found)) < len(found):
            return len(set(found))
    raise AssertionError("Tab never leaves the page")


def test_no_recommendation_has_more_stops_than_one_can_pass(page: Page, server: Server, built: Settings) -> None:
    addresses = [address(rec) for rec in check(built.root)[0].recommendations.values()]
    for width, height, some in ((1280, 900, addresses), (390, 664, [LONGEST])):
        page.set_viewport_size({"width": width, "height": height})
        for one in some:
            page.goto(server.url + one)
            assert stops(page) <= MOST_STOPS, (width, one)


def test_everything_is_reached_by_keyboard_and_shows_that_it_is(page: Page, server: Server) -> None:
    page.goto(server.url + LONGEST)
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
    assert stops(page) > MOST_STOPS
    for marks in page.locator("[data-roving]").all():
        marks.locator(".basis > summary").first.focus()
        for _ in range(marks.locator(".basis > summary").count() - 1):
            page.keyboard.press("ArrowDown")
    assert page.evaluate(BEYOND) == []
    assert page.evaluate("self.unseen") == []


def test_the_arrows_go_between_the_marks_of_a_list_and_tab_leaves_it(page: Page, server: Server) -> None:
    page.goto(server.url + LONGEST)
    marks = page.locator(".asks .basis > summary")
    hint = page.locator(".asks .basis__hint")
    assert hint.is_hidden()
    marks.first.focus()
    page.keyboard.press("End")
    assert marks.last.evaluate("node => node === document.activeElement") and hint.is_visible()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    opened = page.locator(".asks .basis[open]")
    assert opened.count() == 1 and opened.locator(".basis__text").first.is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Svar på dei i sjølvsjekken"
    page.keyboard.press("Shift+Tab")
    assert marks.nth(-2).evaluate("node => node === document.activeElement"), "the list remembers where one was"


def test_each_mark_is_a_stop_without_scripts(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url + LONGEST)
    assert page.locator(".basis > summary[tabindex]").count() == 0
    assert page.locator(".page-toc [aria-current]").count() == 0
    context.close()


def test_a_link_into_what_is_folded_opens_it(page: Page, server: Server) -> None:
    page.goto(server.url + LONGEST)
    told = page.locator("#vidare-lesing ~ .fold .told__item").first
    assert told.is_hidden()
    page.goto(f"{server.url}{LONGEST}#{told.get_attribute('id')}")
    assert told.is_visible()


def test_the_contents_mark_where_the_reader_is(page: Page, server: Server) -> None:
    page.goto(server.url + LONGEST)
    assert page.evaluate(HERE) == "", "what stands first has no link there"
    before = page.evaluate("document.querySelector('.page-toc').offsetHeight")
    links = page.locator(".page-toc a")
    for link in links.all():
        link.click()
        link.and_(page.locator("[aria-current]")).wait_for()
        assert page.locator(".page-toc [aria-current]").count() == 1
    page.evaluate("document.getElementById('kvifor').scrollIntoView()")
    page.locator(".page-toc [aria-current][href='#kvifor']").wait_for()
    page.evaluate("scrollTo(0, 0)")
    page.locator(".page-toc [aria-current]").wait_for(state="detached")
    assert page.evaluate("document.querySelector('.page-toc').offsetHeight") == before, "nothing moves"
    page.set_viewport_size({"width": 390, "height": 664})
    page.evaluate("document.getElementById('kvifor').scrollIntoView()")
    page.wait_for_timeout(100)
    assert page.evaluate(HERE) == "", "on a phone they are out of sight"


def test_the_page_says_which_of_the_row_it_is(page: Page, server: Server) -> None:
    page.goto(server.url + LONGEST)
    parts = page.locator(".progress__part")
    assert parts.count() == 7
    assert "progress__part--here" in parts.nth(5).get_attribute("class")
    row = page.locator(".neighbours__row")
    page.locator(".neighbours__all summary").click()
    assert row.locator("a").count() == 7
    assert row.locator("[aria-current]").inner_text() == "6. Departementa må ta ei aktiv rolle"


@pytest.mark.parametrize(("width", "height"), [(390, 664), pytest.param(1280, 900, marks=pytest.mark.slow)])
def test_nothing_moves_while_a_page_comes(browser: Browser, server: Server, width: int, height: int) -> None:
    """Also where faces and scripts come after the text: below .01 all in all, a tenth of what counts as good."""

    def late(route: Route) -> None:
        time.sleep(0.05)
        route.continue_()

    page = browser.new_page(viewport={"width": width, "height": height})
    page.add_init_script(MOVED)
    page.route(re.compile(r"\.(woff2|js)$"), late)
    for where in ("", LONGEST, "doeme/", "sok/", "sjolvsjekk/", "plan/", "omgrep/"):
        page.goto(server.url + where)
        page.wait_for_timeout(200)
        assert page.evaluate("self.moved") < 0.01, where
    page.close()
