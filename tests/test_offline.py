"""The folder that works with no network: opened from the disk in Chromium, with the network away."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from sitebuild.settings import Settings
from test_browser import KINDS

QUERIES = ["samarbeidspartnere målbilde", "hvordan snu i tide", "KS", "departementenes rolle", "tverrfaglge"]


@pytest.fixture(scope="module")
def folder(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip, unpacked in a folder whose name needs quoting."""
    target = tmp_path_factory.mktemp("utan nett æøå")
    with zipfile.ZipFile(built.output / "last-ned/fra-ord-til-handling.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(target)
    return target / "fra-ord-til-handling"


@pytest.fixture
def away(browser: Browser) -> Iterator[tuple[BrowserContext, list[str]]]:
    """A browser without a network, and everything it asks for or complains of that is not a file."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    wrong: list[str] = []
    context.on("request", lambda request: request.url.startswith("file:") or wrong.append(request.url))
    context.on("requestfailed", lambda request: _is_left(request) or wrong.append(f"failed: {request.url}"))
    context.on("console", lambda message: wrong.append(message.text))
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    yield context, wrong
    context.close()


def test_every_page_kind_opens_and_nothing_is_fetched(folder: Path, away: tuple[BrowserContext, list[str]]) -> None:
    context, wrong = away
    page = context.new_page()
    for kind, address in KINDS.items():
        if address.endswith(".html"):
            continue
        page.goto((folder / address / "index.html").as_uri())
        assert page.locator("h1").is_visible(), kind
        assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('1rem \"Source Sans\"'))"), kind
    assert wrong == []


def test_a_reader_gets_about_and_finds_things(folder: Path, away: tuple[BrowserContext, list[str]]) -> None:
    context, wrong = away
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link", name="Departementa må ta ei aktiv rolle").first.click()
    page.get_by_role("link", name="Neste tilråding").click()
    expect(page.locator("h1")).to_have_text("Vend i tide, det er inga skam å snu")
    page.get_by_role("searchbox").fill("juridiske hindringer tidlig")
    page.locator(".md-search__output").get_by_role("link", name="Kartlegg juridiske hindringar tidleg").first.click()
    assert _path(page) == folder / "tilradingar/departementa/index.html"
    page.get_by_role("searchbox").fill("kommuner")
    page.get_by_role("button", name="Søk").click()
    expect(page.locator("[data-search-page] .md-search-result__item").first).to_be_visible()
    assert _path(page) == folder / "sok/index.html"
    assert wrong == []


def _is_left(request: Request) -> bool:
    """Whether the reader went on to another page before the file was read."""
    return request.failure == "net::ERR_ABORTED"


def _path(page: Page) -> Path:
    return Path(unquote(urlsplit(page.url).path))


def test_the_search_finds_the_same_as_on_the_net(
    built: Settings, folder: Path, away: tuple[BrowserContext, list[str]]
) -> None:
    context, _wrong = away
    page = context.new_page()
    found = []
    for site in (folder, built.output):
        page.goto((site / "om/index.html").as_uri())
        for name in ("search.js", "words.js", "index.js"):
            page.add_script_tag(path=site / "assets/js/search" / name)
        found.append(page.evaluate("queries => queries.map(query => Sok.search(query))", QUERIES))
    assert found[0] == found[1]
    assert all(answer["pages"] for answer in found[0])


def test_every_link_leads_to_a_file_in_the_folder(folder: Path) -> None:
    pages = {path: html.fromstring(path.read_bytes()) for path in sorted(folder.rglob("*.html"))}
    assert len(pages) > 25
    for path, page in pages.items():
        for link in page.xpath("//a/@href | //form/@action | //@src | //link[@rel='stylesheet' or @rel='icon']/@href"):
            target, fragment = urldefrag(urljoin(path.as_uri(), link))
            if not target.startswith("file:"):
                continue
            file = Path(unquote(urlsplit(target).path))
            assert file.is_file(), f"{path}: {link}"
            assert not fragment or fragment in pages[file].xpath("//@id"), f"{path}: {link}"


def test_the_folder_has_the_pdfs_and_not_itself(built: Settings, folder: Path) -> None:
    names = {path.name for path in (folder / "last-ned").iterdir()}
    assert names == {path.name for path in (built.output / "last-ned").iterdir()} - {"fra-ord-til-handling.zip"}
    assert not (folder / "404.html").exists()
    assert "zip" not in (folder / "last-ned/index.html").read_text(encoding="utf-8")


def test_the_page_says_how_large_the_zip_is(built: Settings) -> None:
    size = (built.output / "last-ned/fra-ord-til-handling.zip").stat().st_size
    text = (built.output / "last-ned/index.html").read_text(encoding="utf-8")
    assert f"(zip, {size / 1_000_000:.1f} MB)".replace(".", ",") in text
    assert "<!--" not in text
