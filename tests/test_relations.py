"""The map of the recommendations and the matrix with the cases: drawn, in words, and the same as the content."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page

from conftest import Server
from sitebuild.build import check
from sitebuild.language.texts import NYNORSK
from sitebuild.pages.drawings import relation_map
from sitebuild.pages.list_pages import list_pages
from sitebuild.pages.render import render
from sitebuild.settings import Settings
from sitebuild.site.relations import edges, matrix
from sitebuild.site.site import Site
from test_browser import violations

PAGE = "samanheng/"


@pytest.fixture(scope="module")
def content(built: Settings) -> Site:
    return check(built.root)[0]


@pytest.fixture(scope="module")
def page(built: Settings) -> html.HtmlElement:
    return html.fromstring((built.output / PAGE / "index.html").read_bytes())


def _text(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def test_every_relation_is_drawn_and_has_its_reason(content: Site, page: html.HtmlElement) -> None:
    expected = {
        frozenset((rec.number, int(relation.to.split("/")[1]))): relation.reason
        for rec in content.recommendations.values()
        for relation in rec.related
    }
    found = edges(content, content.edition)
    assert len(found) == len(expected) > 5
    assert len(page.xpath("//svg[@class='map']/path")) == len(expected)
    for number, edge in enumerate(found, start=1):
        item = page.get_element_by_id(edge.id)
        assert expected[frozenset((edge.first.number, edge.second.number))] in _text(item)
        [badge] = page.xpath(f"//svg[@class='map']/a[@href='#{edge.id}']")
        assert badge.text_content() == str(number) == str(item.getparent().index(item) + 1)


def test_every_node_is_a_link_to_its_recommendation(content: Site, page: html.HtmlElement) -> None:
    links = page.xpath("//svg[@class='map']/a[circle/@class='map__node']/@href")
    assert links == [f"../tilradingar/{rec.slug}/" for rec in content.recommendations.values()]


def test_the_table_and_the_drawing_are_the_content(content: Site, page: html.HtmlElement) -> None:
    rows = page.xpath("//table[@class='matrix']/tbody/tr")
    assert [_text(row.find("th")) for row in rows] == [case.name for case in content.cases.values()]
    for row, case in zip(rows, content.cases.values(), strict=True):
        reasons = {int(shown.recommendation.split("/")[1]): shown.reason for shown in case.illustrates}
        assert {at: _text(cell) for at, cell in enumerate(row.findall("td"), start=1) if _text(cell)} == reasons
    dots = page.xpath("//svg[@class='dots']/circle")
    assert len(dots) == sum(len(case.illustrates) for case in content.cases.values())


def test_a_case_of_no_recommendation_of_the_edition_is_no_row(content: Site) -> None:
    assert matrix(content, []) == []


def test_many_cases_are_told_of_on_several_pages(content: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitebuild.pages.relation_pages.ROWS", 5)
    sources = {page.address: page.source for page in (*render(content), *list_pages(content))}
    parts = [address for address in sources if address.startswith(PAGE)]
    assert len(parts) == -(-len(matrix(content, content.of_edition(content.edition.year))) // 5) > 3
    for case in content.cases.values():
        assert sum(f'doeme/{case.id}/"' in sources[address] for address in parts) == 1, case.id


def test_no_line_of_the_map_passes_over_a_strange_node() -> None:
    """A star and a ring: the node with most lines comes in the middle, and neighbours stand beside each other."""
    recs = [SimpleNamespace(number=at, short_title=f"Nummer {at}", edition=2022) for at in range(1, 7)]
    ring = [(1, 3), (3, 5), (2, 5), (2, 4), (1, 4)]
    pairs = [*ring, *((at, 6) for at in range(1, 6))]
    found = [
        SimpleNamespace(first=recs[a - 1], second=recs[b - 1], id=f"samanheng-{a}-{b}", reasons=("Fordi.",))
        for a, b in pairs
    ]
    drawn = html.fromstring(str(relation_map(recs, found, lambda rec: f"{rec.number}/", NYNORSK)))
    nodes = {
        node.get("href").strip("/"): tuple(float(node.find("circle").get(key)) for key in ("cx", "cy"))
        for node in drawn.xpath("./a[circle/@class='map__node']")
    }
    assert nodes["6"] == (240, 255)
    order = sorted((name for name in nodes if name != "6"), key=lambda name: nodes[name])
    assert len(set(nodes.values())) == 6 and len(order) == 5
    badges = [tuple(float(value) for value in circle.attrib.values()[1:3]) for circle in drawn.find_class("map__badge")]
    assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) > 24 for at, a in enumerate(badges) for b in badges[:at])


# --- in the browser ----------------------------------------------------------------------------------


def _rows(page: Page) -> str:
    return page.locator(".matrix tbody tr").first.evaluate("node => getComputedStyle(node).display")


def test_the_matrix_reads_on_a_phone_and_by_a_screen_reader(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url + PAGE)
    assert _rows(page) == "block"
    assert page.evaluate("document.documentElement.scrollWidth <= 390")
    row = page.get_by_role("row").filter(has_text="BarentsWatch")
    assert row.get_by_role("rowheader").inner_text() == "BarentsWatch"
    shown = row.get_by_role("cell").filter(visible=True)
    assert shown.count() == 1
    label = shown.first.evaluate("node => getComputedStyle(node, '::before').content")
    assert "5. Breie samarbeidsarenaer" in label
    context.close()


def test_with_scripts_the_parts_of_the_matrix_say_what_they_are(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url + PAGE)
    for part, role in (("", "table"), ("tbody tr", "row"), ("td", "cell"), ("[scope=row]", "rowheader")):
        assert page.locator(f".matrix {part}").first.get_attribute("role") == role, part


def test_the_map_by_keyboard(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url + PAGE)
    first = page.get_by_role("link", name="Kvifor 1 og 2 heng saman: grunngiving 1")
    first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#samanheng-2022-1-6")
    page.get_by_role("link", name="Tilråding 6 Aktive departement").first.focus()
    shown = page.evaluate("getComputedStyle(document.activeElement.querySelector('.map__node')).strokeWidth")
    assert shown == "5px", "focus shows"
    page.keyboard.press("Enter")
    page.wait_for_url("**/tilradingar/departementa/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_on_lines_are_targets_large_enough(browser: Browser, server: Server, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto(server.url + PAGE)
    assert violations(page) == []
    for circle in page.locator(".map__target, .map__node").all():
        box = circle.bounding_box()
        assert box["width"] >= 24 and box["height"] >= 24
    context.close()
