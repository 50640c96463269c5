"""Former addresses beside those that the build makes of itself: one name is one file, or one folder, and has one owner.

The incident behind it: `redirect_from: [/endringar.xml/]` and `[/om/index.html]` were sound to the check, and stopped
the build, the first without saying where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from functools import cached_property

from ..model.records import Recommendation
from ..model.values import Text
from ..problems import Place, Problem, did_you_mean
from .addresses import (
    BOOK,
    CARDS,
    DATA,
    DOCUMENT,
    EBOOK,
    FOLDER,
    MEETING,
    OEMBED,
    QR_CODES,
    SLIDES,
    SUMMARY,
    address,
    brief_address,
    document_address,
    pdf_address,
    sheet_address,
    situation_address,
    slides_address,
)
from .facets import FACETS, values
from .moves import CLAIMED_TWICE, NOWHERE, STILL_THERE
from .short_addresses import identity, short_addresses
from .site import Site
from .volumes import volume_address, volumes

_ARCHIVED, _ASSETS = "_arkiv/", "assets/"
FILES = frozenset(
    {"404.html", "index.html", "index.md", "endringar.xml", "opensearch.xml", "robots.txt", "sitemap.xml"}
    | {"llms.txt", "llms-full.txt", "_headers", "_redirects"}
)
# What files end in that the build makes; a page of an old site ended in .html at most, and may have been a folder.
_ENDINGS = (".json", ".xml", ".txt", ".csv", ".md", ".pdf", ".zip", ".epub", ".docx", ".pptx", ".css", ".js", ".png")
_INDEX = "index.html"


def check(site: Site, data_files: Callable[[], Set[str]]) -> Iterator[Problem]:
    """`data_files` gives the addresses of the data and their schemas; it is asked only when one of them is named.

    Source: a folder on a disk, which holds one thing of a name.
    """
    asked, made = list(_asked(site)), _Made(site, data_files)
    for written in asked:
        yield from _of_ours(written, made)
    yield from _in_each_other(asked)
    for record in site.draft.archive:
        for target in record.replaced_by:
            if target.is_file and not made.has_file(target.removeprefix("/")):
                remedy = did_you_mean(target, (f"/{file}" for file in made.files))
                yield NOWHERE(target.place, f"there is no file {target} that stays", remedy)


def _asked(site: Site) -> Iterator[tuple[str, Place]]:
    """Each former address of a whole page or a file, with where it is written."""
    for claims in site.claims.values():
        yield from ((claim.former.path, claim.former.place) for claim in claims if claim.former.anchor is None)
    for record in site.draft.archive:
        paths: tuple[Text, ...] = (record.address, *record.also)
        yield from ((path.lstrip("/"), path.place) for path in paths)


def _of_ours(written: tuple[str, Place], made: _Made) -> Iterator[Problem]:
    path, place = written
    parts = path.split("/")
    page = path.removesuffix(_INDEX)
    if path.startswith(_ASSETS):
        yield STILL_THERE(place, f"/{_ASSETS} is the folder of what pages load, and no address of its own", "remove it")
    elif path.startswith(_ARCHIVED):
        yield STILL_THERE(place, f"/{_ARCHIVED} is a folder of the build's own", "remove it")
    elif any(part.endswith(_ENDINGS) for part in parts[:-1]):
        yield STILL_THERE(place, f"/{path} is a folder with the name of a file", "remove it, or the last /")
    elif path in made.pages or made.has_file(path):
        yield STILL_THERE(place, f"/{path} is something that the build makes", "remove it")
    elif page != path and page in made.pages | made.written:
        yield STILL_THERE(place, f"/{path} is the file of /{page}, a page that is there", "remove it")


class _Made:
    """What the build makes beside the pages of the editors' own files."""

    def __init__(self, site: Site, data_files: Callable[[], Set[str]]) -> None:
        self.site, self.data_files = site, data_files

    @cached_property
    def written(self) -> Set[str]:
        """The addresses of the editors' own pages, short ones too."""
        entries = [entry for entry in self.site.draft.page_records if entry.is_listed]
        return {path for entry in entries for path in (address(entry), *short_addresses(entry))}

    @cached_property
    def pages(self) -> Set[str]:
        """The pages that are made of several records, or of a part of one."""
        site = self.site
        lists = {value.address for facet in FACETS for value in values(site, facet)}
        lists |= {facet.address for facet in FACETS}
        briefs = {brief_address(rec) for rec in site.recommendations.values()}
        situations = {situation_address(one) for one in site.draft.situations}
        cards = {f"{CARDS}{name}/" for name in self._cards}
        return {*lists, *briefs, *situations, *cards}

    @cached_property
    def files(self) -> Set[str]:
        """The files that are no pages, but for the data."""
        return {*FILES, *self._downloads(), *self._beside_pages()}

    def has_file(self, path: str) -> bool:
        return path in self.files or (path.startswith(DATA) and path in self.data_files())

    @cached_property
    def _cards(self) -> Set[str]:
        return {identity(short) for entry in self.site.subjects for short in short_addresses(entry)}

    def _downloads(self) -> Iterator[str]:
        site = self.site
        yield from (BOOK, SUMMARY, MEETING, FOLDER, SLIDES, DOCUMENT, EBOOK)
        yield from (volume_address(name) for name in volumes(site.cases.values()))
        yield from map(sheet_address, site.recommendations.values())
        yield from map(sheet_address, site.draft.situations)
        for entry in site.subjects:
            yield pdf_address(entry)
            if isinstance(entry, Recommendation):
                yield from (slides_address(entry), document_address(entry))

    def _beside_pages(self) -> Iterator[str]:
        """What others embed, the codes that phones read, and each page as Markdown."""
        for name in self._cards:
            yield from (f"{OEMBED}{name}.json", f"{QR_CODES}{name}.svg", f"{QR_CODES}{name}.png")
        yield from (f"{address(entry)}index.md" for entry in self.site.draft.page_records if entry.is_listed)


def _in_each_other(asked: list[tuple[str, Place]]) -> Iterator[Problem]:
    """`/a.html` and `/a.html/` are a file and a folder of one name; `/a/` and `/a/index.html` are one file."""
    files: dict[str, tuple[str, Place]] = {}
    for path, place in asked:
        file = f"{path}{_INDEX}" if path.endswith("/") or not path else path
        if file in files and files[file][0] != path:
            wrong = f"/{path} is the same file as /{files[file][0]}, which is claimed at {files[file][1]}"
            yield CLAIMED_TWICE(place, wrong, "remove one of the two")
        files.setdefault(file, (path, place))
    for file, (path, place) in files.items():
        parts = file.split("/")
        for end in range(1, len(parts)):
            other = files.get("/".join(parts[:end]))
            if other:
                wrong = (
                    f"/{path} lies in a folder with the name of the file /{other[0]}, which is claimed at {other[1]}"
                )
                yield CLAIMED_TWICE(place, wrong, "remove one of the two")
