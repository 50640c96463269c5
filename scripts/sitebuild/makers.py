"""Every output, one line each: who makes it, what the editor is told meanwhile, and the function that makes it.

A maker takes what has been made so far and gives files by their address. A new format is a package in `outputs` and a
line here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .kept import Kept
from .model.made_files import Files
from .model.records import HandPage
from .outputs.assets import make_assets
from .outputs.case_data import case_data
from .outputs.document.make import make_documents
from .outputs.epub.make import make_ebook
from .outputs.export.write import Data, make_data, make_exports
from .outputs.list_data import list_data
from .outputs.pdf.make import make_pdfs
from .outputs.search.make import PARTS, make_search
from .outputs.share.make import describe, make_share
from .outputs.share.texts import Shared, share
from .outputs.slides.make import make_slides
from .pages.editions_and_archive import ARCHIVE, extra_pages
from .pages.feedback import with_feedback
from .pages.list_pages import list_pages
from .pages.render import RenderedPage, frame_values, render
from .pages.sharing_pages import sharing_pages
from .pages.sizes import fill, told, with_sizes
from .pages.ways_in import ways_in
from .publish import engine
from .publish.offline import make_offline, online
from .publish.relink import rooted
from .settings import Settings
from .site.addresses import FOLDER, address
from .site.site import Site

Report = Callable[[str], None]
# Who makes the pages; they are the only ones whose text may be filled in after they were made.
PAGES = "the pages"
_DOWNLOADS = "last-ned/index.html"
_NOT_FOUND = "404/"


@dataclass
class Making:
    """What is made of a site, stage by stage. `articles` are rendered once; `pages` are the articles made ready."""

    settings: Settings
    site: Site
    data: Data
    shared: Mapping[str, Shared]
    articles: list[RenderedPage]
    made: Files = field(default_factory=Files)
    pages: list[RenderedPage] = field(default_factory=list)
    # Of files that have pages of their own, how many; for what is told of their size.
    leaves: dict[str, int] = field(default_factory=dict)
    # The framed pages about what was removed: `answers` puts them where they belong.
    archived: dict[str, bytes] = field(default_factory=dict)


def begin(settings: Settings, site: Site) -> Making:
    """The articles, and what they tell of data and of sharing."""
    data, shared = make_data(settings, site), share(settings, site)
    return Making(settings, site, data, shared, render(site, settings.templates, data, shared, settings.contact))


def one_article(settings: Settings, site: Site, where: str) -> RenderedPage:
    """The article of the page at an address alone, as it is among all of them."""
    entry = next(entry for entry in site.page_records if address(entry) == where)
    is_subject = not isinstance(entry, HandPage)
    data = None if is_subject else make_data(settings, site)
    shared = share(settings, site, where if is_subject else None)
    [page] = render(site, settings.templates, data, shared, settings.contact, only=where)
    return page


def _pdfs(making: Making) -> Mapping[str, bytes]:
    found = make_pdfs(making.settings, making.site, making.articles)
    making.leaves |= {address: count for address, (_data, count) in found.items()}
    return {address: data for address, (data, _count) in found.items()}


def _slides(making: Making) -> Mapping[str, bytes]:
    found = make_slides(making.settings, making.site)
    making.leaves |= {address: count for address, (_data, count) in found.items()}
    return {address: data for address, (data, _count) in found.items()}


def _ready(making: Making) -> Mapping[str, bytes]:
    """The pages with sizes, heads and frame; that for unknown addresses lies where servers look for it."""
    settings, site = making.settings, making.site
    sizes = {
        address: told(address, data, site.texts, making.leaves.get(address)) for address, data in making.made.items()
    }
    described = describe(settings, site, making.articles, making.shared, making.data)
    making.pages = with_sizes(described, sizes)
    short = with_sizes(ways_in(site, settings.templates), sizes)
    lists = [*list_pages(site, settings.templates), *sharing_pages(site, making.shared, settings.templates)]
    own = [*making.pages, *extra_pages(site, settings.templates), *lists]
    pages = with_feedback([*own, *short], settings.contact, settings.base_url, site.texts)
    framed = engine.frame(settings, pages, site.date, frame_values(site))
    making.archived = {path: framed.pop(path) for path in list(framed) if path.startswith(ARCHIVE)}
    unknown = framed.pop(f"{_NOT_FOUND}index.html").decode()
    return {**framed, "404.html": rooted(unknown, _NOT_FOUND, settings.base_path).encode()}


def _folder(making: Making) -> Mapping[str, bytes]:
    """The zip; then the page that offers it can tell how large it is."""
    kept = Kept(making.settings.work / "cache" / "packed")
    made = make_offline(making.made, making.site.date, kept)
    kept.forget_the_rest()
    page = online(fill(making.made[_DOWNLOADS].decode(), {FOLDER: told(FOLDER, made, making.site.texts)}))
    making.made.replace(PAGES, _DOWNLOADS, page.encode())
    return {FOLDER: made}


MAKERS: tuple[tuple[str, str, Callable[[Making], Mapping[str, bytes]]], ...] = (
    ("the PDFs", "Setting the PDFs", _pdfs),
    ("the slides", "Drawing the slides", _slides),
    ("the documents", "Writing the documents", lambda it: make_documents(it.settings, it.site, it.articles)),
    ("the e-book", "Binding the e-book", lambda it: make_ebook(it.settings, it.site, it.articles)),
    ("cards and pictures", "Drawing cards and pictures", lambda it: make_share(it.settings, it.site, it.shared)),
    ("the assets", "Making colours, fonts and drawings", lambda it: make_assets(it.settings, it.site.texts, PARTS)),
    (PAGES, "Framing the pages", _ready),
    ("the search", "Making the search", lambda it: make_search(it.settings, it.site, it.pages)),
    ("the filters", "Making the lists", lambda it: {**case_data(it.site), **list_data(it.site)}),
    ("the data", "Writing the data", lambda it: make_exports(it.settings, it.site, it.pages, it.data)),
    ("the folder", "Packing the folder", _folder),
)


def make_everything(settings: Settings, site: Site, report: Report) -> Making:
    """Every file of the site, but for what answers at old addresses. Raises `ToolError` on a second owner of one."""
    report("Rendering the pages")
    making = begin(settings, site)
    for owner, words, maker in MAKERS:
        report(words)
        making.made.add(owner, maker(making))
    return making
