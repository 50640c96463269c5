"""The ledger of anchors: `recommendations/anchors.txt`, which id each step, question and paragraph has been given.

One line for each id, in the order of the page, so that a change of text is a change of one line and git merges well:

    doeme:udi#avsnitt-1 [situasjonen] UDI har søkt råd fleire gonger. …
    doeme:udi#avsnitt-3 -> situasjonen

The second is removed, and leads to what stands after the arrow. The page is named by its key and not by its
address, which may change. Only `publish` writes the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..model.kinds import CASE, PAGE, key_of
from ..model.records import PageRecord
from ..problems import Code, Place, Problem
from .text_files import read_text

FILE = "recommendations/anchors.txt"
HEADER = (
    "# Kva id kvart steg, spørsmål og avsnitt har fått. Endre aldri fila for hand.\n"
    "# Verktøyet skriv ho: python3 scripts/build.py publish\n"
)
BAD_LINE = Code(
    "P802",
    "A line of published-urls.txt is one address from the site's root; a line of anchors.txt is one id of one page.",
    bad="/doeme/udi",
    good="/doeme/udi/",
)
TWICE = Code(
    "P803",
    "An address stands once in published-urls.txt, and an id once for its page in anchors.txt.",
    bad="/doeme/udi/\n/doeme/udi/",
    good="/doeme/udi/",
)
CONFLICT = Code(
    "P804",
    "No mark of an unsolved merge is left in published-urls.txt and anchors.txt.",
    bad="<<<<<<< HEAD\n/doeme/udi/\n=======",
    good="/doeme/udi/",
)

_PAGE = r"tilrading:\d{4}/\d{1,2}|(?:doeme|side):[a-z0-9]+(?:-[a-z0-9]+)*"
_LINE = re.compile(
    rf"(?P<page>{_PAGE})#(?P<id>[a-z]+-[1-9]\d*) (?:\[(?P<section>[a-z0-9-]*)\] (?P<text>\S.*)|-> (?P<to>[a-z0-9-]+))"
)
_CONFLICT = re.compile(r"<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|")


@dataclass(frozen=True)
class Anchor:
    """An id that a page has given. `where` is the section it stands in, or what a removed one (no `text`) leads to."""

    id: str
    where: str
    text: str | None = None
    place: Place = field(default=Place(FILE), compare=False)

    @property
    def kind(self) -> str:
        return self.id.rsplit("-", 1)[0]

    @property
    def number(self) -> int:
        return int(self.id.rsplit("-", 1)[1])


@dataclass(frozen=True)
class Ledger:
    """The anchors of each page, by the page's key: those in use in reading order, then the removed."""

    pages: Mapping[str, tuple[Anchor, ...]] = field(default_factory=dict)

    def of(self, entry: PageRecord) -> tuple[Anchor, ...]:
        """A page's anchors; for one that has just moved, those it had under its former name."""
        return self.pages.get(self.name_of(entry), ())

    def name_of(self, entry: PageRecord) -> str:
        """The key under which the ledger knows a page: its own, or else one it had before it moved."""
        keys = [key_of(entry), *former_keys(entry)]
        return next((key for key in keys if key in self.pages), keys[0])


def former_keys(entry: PageRecord) -> list[str]:
    """The keys that a page had at the addresses in its `redirect_from`."""
    keys = (key_of_path(former.path) for former in entry.redirect_from if former.anchor is None)
    return [key for key in keys if key]


def key_of_path(path: str) -> str | None:
    """The key of the page that was at an address; None for a recommendation, whose key is not in its address."""
    parts = path.rstrip("/").split("/")
    if len(parts) == 2 and f"{parts[0]}/" == CASE.home:
        return f"{CASE.name}:{parts[1]}"
    return f"{PAGE.name}:{parts[0] or 'index'}" if len(parts) == 1 else None


def read_lines(text: str, name: str, problems: list[Problem]) -> Iterable[tuple[str, Place]]:
    """Each line that says something, with its place; marks of a merge are problems."""
    for number, line in enumerate(text.split("\n"), start=1):
        place = Place(name, number)
        if _CONFLICT.match(line):
            remedy = "keep the lines of both sides, remove the mark, and run python3 scripts/build.py check"
            problems.append(CONFLICT(place, f'a merge was not finished here: "{line[:20]}"', remedy))
        elif line and not line.startswith("#"):
            yield line, place


def read_ledger(root: Path, problems: list[Problem]) -> Ledger:
    """The ledger of anchors; an empty one where nothing has been published."""
    return parse(text_of_file(root, FILE, problems), problems)


def text_of_file(root: Path, name: str, problems: list[Problem]) -> str:
    """The text of one of the files that `publish` writes; empty before the first publication."""
    path = root / name
    is_there = path.is_file() and path.read_bytes().strip()
    return (read_text(path, name, problems) or "") if is_there else ""


def parse(text: str, problems: list[Problem]) -> Ledger:
    """The ledger in a file's text."""
    pages: dict[str, dict[str, Anchor]] = {}
    for line, place in read_lines(text, FILE, problems):
        found = _LINE.fullmatch(line)
        if found is None or line != line.rstrip():
            problems.append(BAD_LINE(place, f'cannot read "{line[:40]}"', f"take the line back: git checkout {FILE}"))
            continue
        page = pages.setdefault(found["page"], {})
        if found["id"] in page:
            wrong = f'"{found["page"]}#{found["id"]}" is already on line {page[found["id"]].place.line}'
            problems.append(TWICE(place, wrong, "keep the line that was there first, and publish again"))
            continue
        where = found["to"] or found["section"] or ""
        page[found["id"]] = Anchor(found["id"], where, found["text"], place)
    return Ledger({page: tuple(anchors.values()) for page, anchors in pages.items()})


def write(ledger: Ledger) -> str:
    """The text of the ledger's file; `parse` gives the same ledger back."""
    lines = [HEADER]
    for page, anchors in sorted(ledger.pages.items()):
        lines += [f"{page}#{anchor.id} [{anchor.where}] {anchor.text}\n" for anchor in anchors if anchor.text]
        gone = (anchor for anchor in anchors if not anchor.text)
        lines += [
            f"{page}#{anchor.id} -> {anchor.where}\n" for anchor in sorted(gone, key=lambda one: (one.kind, one.number))
        ]
    return "".join(lines)
