"""A term is explained where it stands: by a disclosure that works without scripts, once a page, and by keyboard."""

from __future__ import annotations

from lxml import html
from playwright.sync_api import Browser

from conftest import Server
from sitebuild.build import check
from sitebuild.model.body import Link, all_inline
from sitebuild.settings import Settings
from sitebuild.site.addresses import address
from test_browser import violations


def test_each_term_is_explained_once_on_a_page_and_only_where_it_is_used(built: Settings) -> None:
    site = check(built.root)[0]
    explained = 0
    for entry in site.subjects:
        page = html.fromstring((built.output / address(entry) / "index.html").read_bytes())
        shown = [node.text_content() for node in page.find_class("term__text")]
        assert len(shown) == len(set(shown)), address(entry)
        links = [node.target for node in all_inline(entry.body) if isinstance(node, Link)]
        used = {str(site.terms[target.id].definition) for target in links if target.kind == "omgrep"}
        assert set(shown) <= used, address(entry)
        explained += len(shown)
    assert explained > 5


def test_it_opens_by_keyboard_without_scripts(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(server.url + "tilradingar/departementa/")
    page.evaluate("for (const folded of document.querySelectorAll('.fold')) folded.open = true")
    term = page.locator(".term").first
    text = term.locator(".term__text")
    assert text.is_hidden()
    term.locator(".term__name").focus()
    page.keyboard.press("Enter")
    assert text.is_visible() and page.evaluate("document.documentElement.scrollWidth <= 390")
    assert page.locator(".term__name").first.bounding_box()["height"] >= 24
    context.close()


def test_axe_finds_nothing_when_they_are_open(browser: Browser, server: Server) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(server.url + "tilradingar/departementa/")
    page.evaluate("for (const term of document.querySelectorAll('.term')) term.open = true")
    assert violations(page) == []
    page.emulate_media(media="print")
    assert page.locator(".term").first.is_hidden(), "paper has the list of terms"
    page.close()
