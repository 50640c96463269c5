"""The editors' thesaurus: words that are the same, or near, for a reader who searches.

`eq` words get one term in the index, so that they share one document frequency: otherwise a rare form would
outrank the usual one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import yaml

from ..language.fold import tokens
from ..language.plain import words
from ..problems import Code, Place, Problem
from .text_files import parse_yaml, read_text
from .yaml_checks import place_of

FILE = "recommendations/thesaurus.yml"

BAD_GROUP = Code(
    "T701",
    "The thesaurus is a list of groups, each one key, eq or rel, with a list of at least two words.",
    bad="- eq: tilråding",
    good="- eq: [tilråding, anbefaling]",
)
TWO_GROUPS = Code(
    "T702",
    "A word, in any of its forms, stands in one eq group.",
    bad="- eq: [tilråding, anbefaling]\n- eq: [råd, anbefalinger]",
    good="- eq: [tilråding, anbefaling]\n- rel: [tilråding, råd]",
)


@dataclass
class Thesaurus:
    """`same`: keys, one or more in a row, to the term they share. `near`: a term to terms near it. `words`: all."""

    same: dict[tuple[str, ...], str] = field(default_factory=dict)
    near: dict[str, list[str]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def term(self, fold: str) -> str:
        """The term of a fold: that of its group, or itself."""
        return self.same.get((fold,), fold)

    def rows(self, folds: list[str]) -> list[str]:
        """The terms of several folds in a row."""
        found = []
        for length in sorted({len(key) for key in self.same if len(key) > 1}):
            rows = zip(*(folds[start:] for start in range(length)), strict=False)
            found += [self.same[row] for row in rows if row in self.same]
        return found


def read_thesaurus(root: Path, problems: list[Problem]) -> Thesaurus:
    """The thesaurus in `recommendations/thesaurus.yml`; what is wrong in it goes to `problems`."""
    path = root / FILE
    if not path.is_file():
        return Thesaurus()
    text = read_text(path, FILE, problems)
    found, wrong = _parsed(text) if text is not None else (Thesaurus(), ())
    problems.extend(wrong)
    return found


@lru_cache(maxsize=2)  # while an editor writes, it is as it was
def _parsed(text: str) -> tuple[Thesaurus, tuple[Problem, ...]]:
    problems: list[Problem] = []
    node = parse_yaml(text, FILE, problems)
    groups = list(_groups(node, problems)) if node is not None else []
    found = Thesaurus()
    found.words = [word for _kind, members in groups for _folds, text, _place in members for word in words(text)]
    first: First = {}
    for kind, members in groups:
        if kind == "eq":
            _add_same(members, found, first, problems)
    for kind, members in groups:
        if kind == "rel":
            _add_near(members, found)
    return found, tuple(problems)


Members = list[tuple[tuple[str, ...], str, Place]]
# Where each word was first met, and the group it stands in.
First = dict[tuple[str, ...], tuple[Place, Members]]


def _groups(node: yaml.Node, problems: list[Problem]) -> Iterator[tuple[str, Members]]:
    if not isinstance(node, yaml.SequenceNode):
        problems.append(_bad(place_of(node, FILE), "the thesaurus is not a list"))
        return
    if not node.value:
        problems.append(_bad(place_of(node, FILE), "the list is empty"))
    for item in node.value:
        place = place_of(item, FILE)
        if not isinstance(item, yaml.MappingNode) or len(item.value) != 1:
            problems.append(_bad(place, "a group has one key, eq or rel"))
            continue
        key, value = item.value[0]
        if key.value not in ("eq", "rel") or not isinstance(value, yaml.SequenceNode):
            problems.append(_bad(place_of(key, FILE), f'"{key.value}" is not eq or rel with a list of words'))
            continue
        members = [
            (tuple(tokens(word.value)), word.value, place_of(word, FILE))
            for word in value.value
            if isinstance(word, yaml.ScalarNode) and words(word.value)
        ]
        if len(members) < 2 or len(members) != len(value.value):
            problems.append(_bad(place_of(value, FILE), "the group has fewer than two words, or something else in it"))
            continue
        yield key.value, members


def _bad(place: Place, wrong: str) -> Problem:
    return BAD_GROUP(place, wrong, "write - eq: [word, word]")


def _add_same(members: Members, found: Thesaurus, first: First, problems: list[Problem]) -> None:
    term = next((found.same[folds] for folds, _word, _place in members if folds in found.same), None)
    term = term or (members[0][0][0] if len(members[0][0]) == 1 else "+".join(members[0][0]))
    for folds, word, place in members:
        if folds in first and first[folds][1] is not members:
            wrong = f'"{word}" is already in the group at {first[folds][0]}'
            problems.append(TWO_GROUPS(place, wrong, "keep it in one of them, or join the two"))
            continue
        first.setdefault(folds, (place, members))
        found.same[folds] = term


def _add_near(members: Members, found: Thesaurus) -> None:
    terms = list(dict.fromkeys(found.same.get(folds, "+".join(folds)) for folds, _word, _place in members))
    for term in terms:
        found.near.setdefault(term, []).extend(other for other in terms if other != term)
