"""Former addresses beside those that the build makes of itself: one name is one file, or one folder, and has one owner.

The incident behind it: `redirect_from: [/endringar.xml/]` and `[/om/index.html]` were sound to the check, and stopped
the build, the first without saying where it stood.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.values import Text
from ..problems import Place, Problem
from .addresses import (
    CARDS,
    FOLDER,
    MEETING,
    OEMBED,
    RELATIONS,
    SUMMARY,
    address,
    brief_address,
    pdf_address,
    situation_address,
)
from .facets import FACETS, values
from .moves import CLAIMED_TWICE, STILL_THERE
from .short_addresses import short_addresses
from .site import Site

_ARCHIVED = "_arkiv/"
FILES = frozenset(
    {"404.html", "index.html", "index.md", "endringar.xml", "opensearch.xml", "robots.txt", "sitemap.xml"}
    | {"llms.txt", "llms-full.txt", "_headers", "_redirects"}
)
# What files end in that the build makes; a page of an old site ended in .html at most, and may have been a folder.
_ENDINGS = (".json", ".xml", ".txt", ".csv", ".md", ".pdf", ".zip", ".epub", ".docx", ".pptx", ".css", ".js", ".png")
_INDEX = "index.html"


def check(site: Site) -> Iterator[Problem]:
    """Source: a folder on a disk, which holds one thing of a name."""
    asked = list(_asked(site))
    for written in asked:
        yield from _of_ours(written, site)
    yield from _in_each_other(asked)


def _asked(site: Site) -> Iterator[tuple[str, Place]]:
    """Each former address of a whole page or a file, with where it is written."""
    for claims in site.claims.values():
        yield from ((claim.former.path, claim.former.place) for claim in claims if claim.former.anchor is None)
    for record in site.draft.archive:
        paths: tuple[Text, ...] = (record.address, *record.also)
        yield from ((path.lstrip("/"), path.place) for path in paths)


def _of_ours(written: tuple[str, Place], site: Site) -> Iterator[Problem]:
    path, place = written
    parts = path.split("/")
    page = path.removesuffix(_INDEX)
    if path.startswith(_ARCHIVED):
        yield STILL_THERE(place, f"/{_ARCHIVED} is a folder of the build's own", "remove it")
    elif any(part.endswith(_ENDINGS) for part in parts[:-1]):
        yield STILL_THERE(place, f"/{path} is a folder with the name of a file", "remove it, or the last /")
    elif path in FILES or path in _pages(site):
        yield STILL_THERE(place, f"/{path} is something that the build makes", "remove it")
    elif page != path and page in _pages(site) | _written(site):
        yield STILL_THERE(place, f"/{path} is the file of /{page}, a page that is there", "remove it")


def _pages(site: Site) -> set[str]:
    """The pages that are made of several records, or of a part of one."""
    lists = {value.address for facet in FACETS for value in values(site, facet)} | {facet.address for facet in FACETS}
    briefs = {brief_address(rec) for rec in site.recommendations.values()}
    situations = {situation_address(one) for one in site.draft.situations}
    return {RELATIONS, *lists, *briefs, *situations, *_beside(site)}


def _beside(site: Site) -> Iterator[str]:
    """What is made beside each recommendation and case: its card, what others embed, its PDF."""
    for entry in site.subjects:
        for short in short_addresses(entry):
            name = short.strip("/").replace("/", "-")
            yield from (f"{CARDS}{name}/", f"{OEMBED}{name}.json")
        yield pdf_address(entry)
    yield from (MEETING, SUMMARY, FOLDER)


def _written(site: Site) -> set[str]:
    entries = [entry for entry in site.draft.page_records if entry.is_listed]
    return {path for entry in entries for path in (address(entry), *short_addresses(entry))}


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
