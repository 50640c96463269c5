"""Disk -> `Draft`. The only module that reads content.

Every sound record is loaded even when others are not, so that one run can show every problem; a record with
a missing or wrong key is left out, and what refers to it is not blamed for that.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import yaml

from ..model.records import (
    Actor,
    Archived,
    Case,
    Draft,
    Edition,
    HandPage,
    LanguageChoices,
    Member,
    Question,
    Recommendation,
    Source,
    Term,
)
from ..problems import Code, Place, Problem
from .files import CONTENT, PAGES, pages_in, read_drawings, strays
from .markdown import parse_body
from .pictures import read_pictures
from .schema import WRONG_TYPE, Reader
from .text_files import parse_yaml, read_text, split_front_matter
from .yaml_checks import place_of

MISSING_FILE = Code(
    "F106",
    "The data files and the hand-written pages that the site needs are there.",
    bad="recommendations/actors.yml renamed to aktorar.yml",
    good="recommendations/actors.yml",
)

T = TypeVar("T")


def load(root: Path, problems: list[Problem]) -> Draft:
    """Read all content below `root`; `problems` gets what is wrong in the files themselves."""
    loader = _Loader(root, problems)
    problems.extend(strays(root))
    return Draft(
        recommendations=loader.pages(CONTENT, Recommendation),
        cases=loader.pages(f"{CONTENT}/cases", Case),
        pages=loader.pages(PAGES, HandPage),
        editions=loader.records("editions.yml", Edition),
        actors=loader.records("actors.yml", Actor),
        terms=loader.records("terms.yml", Term),
        sources=loader.records("sources.yml", Source),
        questions=loader.records("questions.yml", Question),
        members=loader.records("members.yml", Member),
        archive=loader.records("archive.yml", Archived) if (root / CONTENT / "archive.yml").is_file() else (),
        language=loader.language("language.yml"),
        motifs=read_drawings(root, problems),
        pictures=read_pictures(root, problems),
        unsure=frozenset(loader.unsure),
    )


class _Loader:
    def __init__(self, root: Path, problems: list[Problem]) -> None:
        self.root, self.problems = root, problems
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
        parts = split_front_matter(text, name, self.problems) if text is not None else None
        if parts is None:
            return None
        head, raw, first_line = parts
        body = parse_body(raw, name, first_line, self.problems)
        node = parse_yaml(head, name, self.problems, first_line=2)
        return Reader(name, self.problems).record(node, cls, body=body) if node is not None else None

    def records(self, file: str, cls: type[T]) -> tuple[T, ...]:
        node, name = self._data(file)
        found: list[T | None] = [None]
        if node is not None:
            found = Reader(name, self.problems).records(node, cls)
        return self._sound(cls, found)

    def _sound(self, cls: type[T], found: list[T | None]) -> tuple[T, ...]:
        if None in found or not found:
            self.unsure.add(cls)
        return tuple(record for record in found if record is not None)

    def language(self, file: str) -> LanguageChoices:
        """The word lists; keys and words are lower case."""
        node, name = self._data(file)
        if node is None:
            return LanguageChoices()
        parts = _blocks(node)
        return LanguageChoices(
            choices=self._words(parts.get("choices"), name),
            bokmal=self._words(parts.get("bokmal"), name),
            names=self._names(parts.get("names"), name),
        )

    def _words(self, node: yaml.Node | None, name: str) -> dict[str, str]:
        if isinstance(node, yaml.MappingNode):
            return {str(key.value).lower(): str(value.value) for key, value in node.value}
        self._expected(node, name, "word: better word", "choices: and bokmal: as blocks of word: better word")
        return {}

    def _names(self, node: yaml.Node | None, name: str) -> tuple[str, ...]:
        if isinstance(node, yaml.SequenceNode):
            return tuple(str(item.value) for item in node.value)
        self._expected(node, name, "a list of names", "names: as a list")
        return ()

    def _expected(self, node: yaml.Node | None, name: str, expected: str, remedy: str) -> None:
        place = place_of(node, name) if node is not None else Place(name)
        self.problems.append(WRONG_TYPE(place, f"expected {expected}", f"write {remedy}"))

    def _data(self, file: str) -> tuple[yaml.Node | None, str]:
        name = f"{CONTENT}/{file}"
        path = self.root / name
        if not path.exists():
            self.problems.append(MISSING_FILE(Place(name), "the file is missing", "put it back"))
            return None, name
        text = read_text(path, name, self.problems)
        return (parse_yaml(text, name, self.problems) if text is not None else None), name


def _blocks(node: yaml.Node) -> dict[str, yaml.Node]:
    return {str(key.value): value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}
