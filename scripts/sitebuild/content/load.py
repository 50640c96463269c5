"""Disk -> `Draft`. The only module that reads content.

Every sound record is loaded even when others are not, so that one run can show every problem; a record with
a missing or wrong key is left out, and what refers to it is not blamed for that.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from ..kept import Kept, key_of, tools
from ..language.texts import NYNORSK, Texts
from ..model.kinds import CASE, KINDS, Kind
from ..model.records import Archived, Draft, Edition, LanguageChoices
from ..model.sections import with_roles
from ..problems import Code, Place, Problem
from .contract import Published, read_contract
from .files import pages_in, read_drawings, strays
from .ledger import Ledger, read_ledger
from .markdown import parse_body
from .pictures import read_pictures
from .schema import Reader
from .text_files import parse_yaml, read_text, split_front_matter
from .thesaurus import Thesaurus, read_thesaurus

MISSING_FILE = Code(
    "F106",
    "The data files and the hand-written pages that the site needs are there.",
    bad="recommendations/actors.yml renamed to aktorar.yml",
    good="recommendations/actors.yml",
)

T = TypeVar("T")
# What is wrong in one record, to who looks at nothing else.
Own = Callable[[Any], Iterable[Problem]]


def _nothing(_record: object) -> Iterable[Problem]:
    return ()


_ARCHIVE = "recommendations/archive.yml"


@dataclass(frozen=True)
class Content:
    """Everything that is read: the records, what was published before, and the words that readers search by."""

    draft: Draft
    ledger: Ledger = field(default_factory=Ledger)
    published: tuple[Published, ...] = ()
    thesaurus: Thesaurus = field(default_factory=Thesaurus)
    texts: Texts = NYNORSK


def load(
    root: Path, problems: list[Problem], texts: Texts = NYNORSK, kept: Kept | None = None, own: Own = _nothing
) -> Content:
    """Read all content below `root`, written in the language of `texts`.

    `problems` gets what is wrong in the files themselves, and what `own` finds in each record alone. Pages that have
    been read before are taken from `kept`.
    """
    draft = _draft(root, problems, texts, kept or Kept(None), own)
    ledger, published = read_ledger(root, problems), read_contract(root, problems)
    return Content(draft, ledger, published, read_thesaurus(root, problems), texts)


def _draft(root: Path, problems: list[Problem], texts: Texts, kept: Kept, own: Own) -> Draft:
    loader = _Loader(root, problems, texts, kept, own)
    problems.extend(strays(root))
    records: dict[str, Any] = {kind.plural: loader.of_kind(kind) for kind in KINDS}
    return Draft(
        **records,
        editions=loader.records("recommendations/editions.yml", Edition),
        archive=loader.records(_ARCHIVE, Archived) if (root / _ARCHIVE).is_file() else (),
        language=loader.language("recommendations/language.yml"),
        motifs=read_drawings(root, problems),
        pictures=read_pictures(root, problems),
        site_url=_site_url(root),
        case_files=frozenset(path.name for path in (root / CASE.source).glob("*")),
        headings=loader.headings,
        unsure=frozenset(loader.unsure),
    )


# While an editor writes, one file of many is another than a moment ago.
@lru_cache(maxsize=10_000)
def _read_page(
    text: str, name: str, cls: type[T], texts: Texts, headings: tuple[tuple[str, str], ...], own: Own
) -> tuple[T | None, tuple[Problem, ...]]:
    """The record of a page's text, and what is wrong in it."""
    problems: list[Problem] = []
    parts = split_front_matter(text, name, problems)
    if parts is None:
        return None, tuple(problems)
    head, raw, first_line = parts
    body = with_roles(parse_body(raw, name, first_line, problems, texts), dict(headings))
    node = parse_yaml(head, name, problems, first_line=2)
    record = Reader(name, problems).record(node, cls, body=body) if node is not None else None
    if record is not None:
        problems.extend(own(record))
    return record, tuple(problems)


@lru_cache(maxsize=100)
def _read_list(text: str, name: str, cls: type[T], own: Own) -> tuple[tuple[T | None, ...], tuple[Problem, ...]]:
    """The records of a list's text, with None for each that is not sound, and what is wrong in them."""
    problems: list[Problem] = []
    node = parse_yaml(text, name, problems)
    found = Reader(name, problems).records(node, cls) if node is not None else [None]
    for record in found:
        problems.extend(own(record) if record is not None else ())
    return tuple(found), tuple(problems)


@lru_cache(maxsize=4)
def _read_language(text: str, name: str) -> tuple[LanguageChoices | None, tuple[Problem, ...]]:
    problems: list[Problem] = []
    node = parse_yaml(text, name, problems)
    found = Reader(name, problems).record(node, LanguageChoices) if node is not None else None
    return found, tuple(problems)


class _Loader:
    def __init__(self, root: Path, problems: list[Problem], texts: Texts, kept: Kept, own: Own) -> None:
        self.root, self.problems, self.texts, self.kept, self.own = root, problems, texts, kept, own
        self.headings = texts.group("sections")
        self.unsure: set[type] = set()

    def pages(self, folder: str, cls: type[T]) -> tuple[T, ...]:
        """Every page of a folder (not of folders below it), in the order of the files' names."""
        paths = pages_in(self.root / folder)
        if not paths:
            self.problems.append(
                MISSING_FILE(Place(f"{folder}/"), "there is no page (*.md) here", "put the pages back")
            )
        return self._sound(cls, [self._page(path, cls) for path in paths])

    def _page(self, path: Path, cls: type[T]) -> T | None:
        name = path.relative_to(self.root).as_posix()
        text = read_text(path, name, self.problems)
        if text is None:
            return None
        read = partial(_read_page, text, name, cls, self.texts, tuple(self.headings.items()), self.own)  # type: ignore[arg-type]
        record, problems = read() if self.kept.folder is None else self._kept(read, text, name, cls.__name__)
        self.problems.extend(problems)
        found: T | None = record
        return found

    def _kept(self, read: Callable[[], Any], *made_from: str) -> Any:
        """What is read of a page, from what is kept where it has been read before."""
        key = key_of(tools(), self.texts.digest, *made_from)
        return pickle.loads(self.kept.made(key, lambda: pickle.dumps(read())))

    def of_kind(self, kind: Kind) -> tuple[Any, ...]:
        """Every sound record of a kind, in the order of its files, or of its list."""
        return self.pages(kind.source, kind.record) if kind.is_folder else self.records(kind.source, kind.record)

    def records(self, name: str, cls: type[T]) -> tuple[T, ...]:
        text = self._text_of(name)
        found, problems = _read_list(text, name, cls, self.own) if text is not None else ((None,), ())  # type: ignore[arg-type]
        self.problems.extend(problems)
        return self._sound(cls, found)

    def _sound(self, cls: type[T], found: Sequence[T | None]) -> tuple[T, ...]:
        if None in found or not found:
            self.unsure.add(cls)
        return tuple(record for record in found if record is not None)

    def language(self, name: str) -> LanguageChoices:
        """The word lists; empty ones where they cannot be read."""
        text = self._text_of(name)
        found, problems = _read_language(text, name) if text is not None else (None, ())
        self.problems.extend(problems)
        return found or LanguageChoices(place=Place(name), choices={}, bokmal={}, names=())

    def _text_of(self, name: str) -> str | None:
        path = self.root / name
        if not path.exists():
            self.problems.append(MISSING_FILE(Place(name), "the file is missing", "put it back"))
            return None
        return read_text(path, name, self.problems)


def _site_url(root: Path) -> str:
    """The address in the settings, which are not content: what is wrong in them is told where they are read."""
    path = root / "mkdocs.yml"
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    found = re.search(r"(?m)^site_url:[ \t]*[\"']?(\S+?)[\"']?[ \t]*$", text)
    return found[1] if found else ""
