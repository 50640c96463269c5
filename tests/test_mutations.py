"""The editor's slips and a fuzzer's, hundreds of them, with a seed: never a crash, never a word lost in silence."""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from sitebuild.build import check
from sitebuild.problems import ContentError, Problem

WORD = re.compile(r"[^\W_]{3,}")
COMMENT = re.compile(r"^\s*#(?!#).*", re.MULTILINE)
KEY = re.compile(r"^\s*(?:- )?\w+\s*:", re.MULTILINE)
SIGNS = "{}[]()<>:#&*!|%@`\"'\\-?,~=\t\u00a0\u200b\u2028\ufeff\x07«»“”é🎉"
SCRAPS = ["<b>feit</b>", "| ein | to |", "[^1]: Ein note.", "[a]: https://example.org", "```", "***", "1.ein", "* ein"]
EACH = 40

Slip = Callable[[list[str], random.Random], list[str]]


def _with(lines: list[str], at: int, *new: str) -> list[str]:
    return [*lines[:at], *new, *lines[at + 1 :]]


def left_out(lines: list[str], chance: random.Random) -> list[str]:
    return _with(lines, chance.randrange(len(lines)))


def twice(lines: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(lines))
    return [*lines[: at + chance.randint(1, 6)], *lines[at:]]


def swapped(lines: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(lines) - 1)
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]


def joined(lines: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(lines) - 1)
    return [*lines[:at], f"{lines[at]} {lines[at + 1]}", *lines[at + 2 :]]


def moved_in(lines: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(lines))
    return _with(lines, at, chance.choice([" ", "  ", "    ", "\t"]) + lines[at])


def moved_out(lines: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(lines))
    return _with(lines, at, lines[at].lstrip(" "))


def sign_lost(lines: list[str], chance: random.Random) -> list[str]:
    at = chance.choice([number for number, line in enumerate(lines) if line])
    column = chance.randrange(len(lines[at]))
    return _with(lines, at, lines[at][:column] + lines[at][column + 1 :])


def sign_more(lines: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(lines))
    column = chance.randint(0, len(lines[at]))
    return _with(lines, at, lines[at][:column] + chance.choice(SIGNS) + lines[at][column:])


def cut_short(lines: list[str], chance: random.Random) -> list[str]:
    return lines[: chance.randrange(len(lines))]


def in_conflict(lines: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(lines))
    return _with(lines, at, "<<<<<<< HEAD", lines[at], "=======", f"{lines[at]} òg", ">>>>>>> anna")


def pasted(lines: list[str], chance: random.Random) -> list[str]:
    """What comes along from a word processor, another site or another dialect of Markdown."""
    at = chance.randrange(len(lines))
    return _with(lines, at, lines[at], "", chance.choice(SCRAPS), "")


SLIPS: tuple[Slip, ...] = (
    left_out,
    twice,
    swapped,
    joined,
    moved_in,
    moved_out,
    sign_lost,
    sign_more,
    cut_short,
    in_conflict,
    pasted,
)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.__name__)
def test_a_slip_is_a_problem_with_a_place_or_loses_nothing(valid_site: Path, slip: Slip) -> None:
    chance = random.Random(slip.__name__)
    content = valid_site / "recommendations"
    files = sorted(path for path in content.rglob("*.*") if path.suffix in (".md", ".yml"))
    for _ in range(EACH):
        path = chance.choice(files)
        before = path.read_text(encoding="utf-8")
        after = "\n".join(slip(before.split("\n"), chance))
        path.write_text(after, encoding="utf-8")
        for told in _judge(valid_site, path, after):
            pytest.fail(f"{path.name}: {told}\n{after}")
        path.write_text(before, encoding="utf-8")


def _judge(root: Path, path: Path, text: str) -> Iterator[str]:
    try:
        site, _advice = check(root)
    except ContentError as error:
        yield from filter(None, (_misplaced(problem, root) for problem in error.problems))
        return
    if path.name != "thesaurus.yml":
        there = set(WORD.findall(" ".join(_texts(site.draft)).lower()))
        lost = set(WORD.findall(KEY.sub("", COMMENT.sub("", text)).lower())) - there
        if lost:
            yield f"sound, and yet lost: {lost}"


def _misplaced(problem: Problem, root: Path) -> str | None:
    path = root / problem.place.path
    lines = re.split("\r\n|\r|\n", path.read_text(encoding="utf-8")) if path.is_file() else [""]
    if not 1 <= problem.place.line <= len(lines):
        return f"no such line: {problem}"
    if not 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1:
        return f"no such column: {problem}"
    return None if problem.remedy else f"no remedy: {problem}"


def _texts(value: object) -> Iterator[str]:
    """Every text of the content as it was understood: not the raw text, which holds everything anyway."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in ("raw", "place", "path", "motifs"):
                yield from _texts(getattr(value, field.name))
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield str(key)
            yield from _texts(item)
    elif value is not None:
        yield str(value)
