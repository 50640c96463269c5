"""The site in real Chromium, as readers meet it: accessible, closed, and whole without scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from conftest import ROOT, Server
from sitebuild.settings import Settings

KINDS = {
    "home": "",
    "recommendations": "tilradingar/",
    "recommendation": "tilradingar/departementa/",
    "cases": "doeme/",
    "case": "doeme/udi/",
    "case list": "doeme/verksemdslag/departement/",
    "thin case": "doeme/ny-i-noreg/",
    "actors": "verksemder/",
    "terms": "omgrep/",
    "relations": "samanheng/",
    "questions": "sporsmal/",
    "members": "radet/",
    "sources": "kjelder/",
    "about": "om/",
    "search": "sok/",
    "downloads": "last-ned/",
    "data": "data/",
    "changes": "endringar/",
    "sharing": "lenk/",
    "situations": "strevar/",
    "situation": "strevar/departementet-er-ikkje-med/",
    "ten minutes": "tilradingar/departementa/ti-minutt/",
    "self-check": "sjolvsjekk/",
    "plan": "plan/",
    "not found": "404.html",
}
AXE = (ROOT / "scripts/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

BEYOND_THE_CARD = """() => [...document.querySelectorAll(".card *, .facts *, .door *")].filter(node =>
  node.getBoundingClientRect().right > node.closest(".card, .facts, .door").getBoundingClientRect().right + 1
).map(node => node.textContent)"""
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    "p { margin-bottom: 2em !important }"
)
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(node => {
  const look = getComputedStyle(node)
  const hides = ["hidden", "clip"].includes(look.overflowY) && node.scrollHeight > node.clientHeight + 2
  // A table of data may be scrolled sideways, in a region that the keyboard reaches (WCAG 1.4.10).
  const scrolled = node.parentElement?.closest('.table[role="region"][tabindex="0"]')
  return !scrolled && look.position !== "absolute" && node.getBoundingClientRect().width > 1
    && (hides || node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
}).map(node => node.outerHTML.slice(0, 80))"""


def violations(page: Page) -> list[str]:
    """What axe finds on a page as it is now."""
    page.evaluate(AXE)
    # Of what passes one node of each kind is enough: to tell of them all takes most of the time.
    options = json.dumps({"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
    found = page.evaluate(f"axe.run({options})")
    assert found["passes"], "axe checked nothing"
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


# Each kind of page in one look always, wide and light or narrow and dark by turns; in all of them when there is time.
_LOOKS = ((1280, "light"), (390, "dark"), (1280, "dark"), (390, "light"), (320, "light"), (320, "dark"))
_ALWAYS = [pytest.param(*look, slice(at, None, 2), id=look[1]) for at, look in enumerate(_LOOKS[:2])]


@pytest.mark.parametrize(
    ("width", "scheme", "kinds"),
    [*_ALWAYS, *(pytest.param(*look, slice(None), marks=pytest.mark.slow) for look in _LOOKS)],
)
def test_axe_finds_nothing(browser: Browser, server: Server, width: int, scheme: str, kinds: slice) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    found = {}
    for kind, address in [*KINDS.items()][kinds]:
        page.goto(server.url + address)
        found[kind] = violations(page)
    context.close()
    assert {kind: bad for kind, bad in found.items() if bad} == {}


def test_axe_would_find_something(context: BrowserContext, server: Server) -> None:
    """The check above can fail: a seeded defect is found."""
    page = context.new_page()
    page.goto(server.url)
    page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    assert any(found.startswith("color-contrast") for found in violations(page))


@pytest.mark.parametrize("width", [1280, 800, 320])
def test_nothing_sticks_out_sideways(browser: Browser, server: Server, width: int) -> None:
    """At 320 px, which is 1280 px at 400 % zoom, no page scrolls in two directions (WCAG 1.4.10)."""
    context = browser.new_context(viewport={"width": width, "height": 256})
    page = context.new_page()
    wide = []
    for kind, address in KINDS.items():
        page.goto(server.url + address)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(kind)
        wide += page.evaluate(BEYOND_THE_CARD)
    context.close()
    assert wide == []


def test_nothing_is_fetched_from_elsewhere_and_nothing_is_stored(context: BrowserContext, server: Server) -> None:
    asked, complaints = [], []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for address in KINDS.values():
        page.goto(server.url + address)
    assert [url for url in asked if not url.startswith(server.url)] == []
    assert complaints == []
    assert context.cookies() == []
    assert page.evaluate("Object.keys(localStorage)") == []


def test_the_policy_blocks_a_seeded_inline_script(built: Settings, browser: Browser, tmp_path: Path) -> None:
    page_text = (built.output / "om/index.html").read_text(encoding="utf-8")
    (tmp_path / "index.html").write_text(
        page_text.replace("</body>", "<script>document.title = 'run'</script></body>"), encoding="utf-8"
    )
    server = Server(tmp_path)
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(server.url)
    assert page.title() != "run"
    assert any("Content Security Policy" in text for text in complaints)
    page.close()
    server.close()


def test_without_scripts_every_page_reads_and_leads_on(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for kind, address in KINDS.items():
        page.goto(server.url + address)
        assert page.locator("h1").is_visible(), kind
        assert len(page.locator("article").inner_text()) > 150, kind
        for link in page.locator(".site-nav__link").all():
            assert link.is_visible(), kind
        assert page.locator("[data-theme-switch]").is_hidden(), "a button that does nothing"
    page.goto(server.url)
    page.get_by_role("link", name="Departementa må ta ei aktiv rolle").click()
    page.get_by_role("link", name="Neste tilråding").click()
    assert page.locator("h1").inner_text() == "Vend i tide, det er inga skam å snu"
    context.close()


def test_the_first_stop_leads_past_the_menu(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url + "tilradingar/malbilete/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0, "the skip link shows itself when it has focus"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innhald"


def test_targets_are_large_enough(browser: Browser, server: Server) -> None:
    """Buttons, boxes and the menu are at least 24 px each way (WCAG 2.5.8); links in text are excepted there."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(server.url + "tilradingar/malbilete/")
    for element in page.locator(".site-nav__link, .site-header__home, .ask__box, button, .page-toc a").all():
        box = element.bounding_box()
        assert box["width"] >= 24 and box["height"] >= 24, element.evaluate("node => node.outerHTML")
    context.close()


def test_the_theme_can_be_switched_and_is_remembered(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Mørke fargar").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.goto(server.url + "om/")
    assert page.evaluate(ground) == dark
    page.get_by_role("button", name="Lyse fargar").click()
    assert page.evaluate(ground) == light


def test_print_shows_the_text_and_no_furniture(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url + "tilradingar/malbilete/")
    page.emulate_media(media="print")
    assert page.locator("#slik-gar-de-fram").is_visible()
    for hidden in (".site-header", ".page-toc", ".neighbours", ".crumbs"):
        assert page.locator(hidden).is_hidden(), hidden


@pytest.mark.parametrize("by", ["system", "choice"])
def test_paper_is_light_for_a_reader_with_dark_colours(browser: Browser, server: Server, by: str) -> None:
    context = browser.new_context(color_scheme="dark" if by == "system" else "light")
    page = context.new_page()
    page.goto(server.url + "tilradingar/malbilete/")
    if by == "choice":
        page.get_by_role("button", name="Mørke fargar").click()
    ground, ink = "document.body).backgroundColor", "document.querySelector('h1')).color"
    look = f"[getComputedStyle({ground}, getComputedStyle({ink}]"
    dark = page.evaluate(look)
    page.emulate_media(media="print")
    light = page.evaluate(look)
    context.close()
    assert light[0] == "rgb(255, 255, 255)" and light != dark
    assert sum(map(int, re.findall(r"\d+", light[1])[:3])) < 200, "headings are dark on paper"


def test_text_may_be_spaced_out(browser: Browser, server: Server) -> None:
    """WCAG 1.4.12: with the reader's own spacing nothing is cut off or pushed out, at 320 px."""
    context = browser.new_context(viewport={"width": 320, "height": 700}, bypass_csp=True)
    page = context.new_page()
    lost = {}
    for kind, address in KINDS.items():
        page.goto(server.url + address)
        page.add_style_tag(content=SPACED)
        lost[kind] = page.evaluate(CUT_OFF)
    context.close()
    assert {kind: found for kind, found in lost.items() if found} == {}


def test_nothing_moves_for_a_reader_who_wants_calm(browser: Browser, server: Server) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(server.url)
    assert page.evaluate("document.getAnimations().length") == 0
    context.close()
