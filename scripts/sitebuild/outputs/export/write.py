"""What the package makes, in two steps: first the data files, whose sizes a page tells; the rest from the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from ...pages.render import RenderedPage
from ...settings import Settings
from ...site.addresses import DATA
from ...site.site import Site
from . import feed, sitemap
from .files import FILES, DataFile, as_json, document
from .plain_pages import llms, llms_full, markdown_pages
from .records import Case
from .table import table

CSV = {f"{DATA}doeme.csv": ",", f"{DATA}doeme-semikolon.csv": ";"}


@dataclass(frozen=True)
class File:
    """A file as a page shows it; `size` in bytes."""

    address: str
    size: int

    @property
    def name(self) -> str:
        return self.address.rpartition("/")[2]

    @property
    def kilobytes(self) -> int:
        return max(1, round(self.size / 1000))


@dataclass(frozen=True)
class Published:
    """One kind of record with its files; `tables` are the same records as CSV."""

    file: DataFile
    count: int
    json: File
    schema: File
    tables: tuple[File, ...]


@dataclass(frozen=True)
class Data:
    """The data files by address, and what the page about data tells of them."""

    base_url: str
    files: Mapping[str, bytes]
    published: tuple[Published, ...]


def addresses() -> frozenset[str]:
    """Where the data files and their schemas are."""
    return frozenset({*CSV, *(file.address for file in FILES), *(file.schema_address for file in FILES)})


def make_data(settings: Settings, site: Site) -> Data:
    """JSON with its schemas, and the cases as CSV."""
    files: dict[str, bytes] = {}
    published = []
    for file in FILES:
        content = document(file, settings, site)
        marks = CSV if file.record is Case else {}
        items = cast(list[Any], content["items"])
        tables = {address: table(items, mark, site.texts) for address, mark in marks.items()}
        files[file.address] = as_json(content)
        files[file.schema_address] = as_json(file.schema(settings.base_url, site.texts))
        files |= tables
        sizes = {address: File(address, len(made)) for address, made in files.items()}
        shown = (sizes[file.address], sizes[file.schema_address], tuple(sizes[address] for address in tables))
        published.append(Published(file, len(items), *shown))
    return Data(settings.base_url, files, tuple(published))


def make_exports(settings: Settings, site: Site, pages: list[RenderedPage], data: Data) -> dict[str, bytes]:
    """Data, pages as Markdown, the feed, the sitemap and what crawlers read, by address."""
    markdown = markdown_pages(settings, site, pages)
    return {
        **data.files,
        **markdown,
        "llms.txt": llms(settings, site),
        "llms-full.txt": llms_full(site, markdown),
        feed.ADDRESS: feed.feed(settings, site),
        sitemap.ADDRESS: sitemap.sitemap(settings, site),
        "robots.txt": sitemap.robots(settings),
    }
