"""What can be wrong with the content: a code, a place, a message and a remedy.

A check never prints and never raises; it yields `Problem`s, and one run shows all of them. Each code is
declared once, beside the check that uses it, with the rule it stands for and a bad and a good example;
`sitebuild rules` prints the catalogue, and a test demands a fixture for every code.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from unicodedata import category, name

CATALOGUE: dict[str, Code] = {}


@dataclass(frozen=True, order=True)
class Place:
    """Where in the content: path from the project's root, line and column, both from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend. `advice` problems are shown but do not stop the build."""

    place: Place
    code: str
    message: str
    remedy: str
    advice: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return _on_a_line(f"{self.place}: {self.code} {_short(self.message)} - {_short(self.remedy)}")


# What an editor wrote is said back to find it again, and for that its beginning and its end will do.
_LONGEST, _END = 500, 80


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - _END]} … {text[-_END:]}"


def _on_a_line(text: str) -> str:
    """What an editor wrote may have signs in it that break the line, or steer a terminal; they are shown as codes."""
    return "".join(sign if sign.isprintable() or sign == "\u00a0" else repr(sign)[1:-1] for sign in text)


@dataclass(frozen=True)
class Code:
    """A rule's identity. Calling it makes a `Problem`: `UNKNOWN_KEY(place, message, remedy)`."""

    code: str
    rule: str
    bad: str
    good: str
    advice: bool = False

    def __post_init__(self) -> None:
        if self.code in CATALOGUE:
            raise ValueError(f"{self.code} is declared twice")
        CATALOGUE[self.code] = self

    def __call__(self, place: Place, message: str, remedy: str) -> Problem:
        return Problem(place, self.code, message, remedy, self.advice)


class ContentError(Exception):
    """The content has problems that stop the build; `problems` holds all of them, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(f"{len(self.problems)} problems")


class ToolError(Exception):
    """Something outside the content is wrong (a tool, the disk, the settings); the text says what to do."""


def is_full(error: OSError) -> bool:
    """Whether the disk, or the user's share of it, is full: copying a folder tells of it in a list of texts."""
    full = (errno.ENOSPC, errno.EDQUOT)
    return error.errno in full or any(os.strerror(number) in str(error) for number in full)


def stop_on_errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Raise `ContentError` with every problem if one of them is an error, else return the advice, sorted."""
    found = folded(problems)
    if any(not problem.advice for problem in found):
        raise ContentError(found)
    return found


# How many that are the same are told one by one, how many of one code in one file, and how many places one can name.
_SAME, _OF_A_CODE, _PLACES = 5, 200, 5
# What was published is kept line by line, and so each line of it that is lost is told; a line that is no address, or
# stands twice, is a slip like others.
_EACH = frozenset({"P801", "P805"})


def folded(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, sorted; what is the same many times in a file is told once, with how many and where the first are.

    A text pasted from elsewhere may have one slip on every line, and an editor mends them all in one go.
    """
    codes: dict[tuple[str, str], dict[tuple[str, str], list[Problem]]] = {}
    for problem in sorted(set(problems), key=_order):
        code = codes.setdefault((problem.place.path, problem.code), {})
        code.setdefault((problem.message, problem.remedy), []).append(problem)
    found: list[Problem] = []
    for (_path, code_name), kinds in codes.items():
        if code_name in _EACH:
            found += [problem for same in kinds.values() for problem in same]
            continue
        told = sorted((problem for same in kinds.values() for problem in _folded(same, _SAME)), key=_order)
        found += [*told[: _OF_A_CODE - 1], *_folded(told[_OF_A_CODE - 1 :], 1)]
    return tuple(sorted(found))


def _order(problem: Problem) -> tuple[str, int, int, str, str, str]:
    """That of `Problem` itself, and faster: there may be a hundred thousand."""
    place = problem.place
    return place.path, place.line, place.column, problem.code, problem.message, problem.remedy


def _folded(several: list[Problem], most: int) -> list[Problem]:
    if len(several) <= most:
        return several
    first, places = several[0], ", ".join(f"{one.place.line}:{one.place.column}" for one in several[:_PLACES])
    more = f" ({len(several)} in this file: {places}{' …' if len(several) > _PLACES else ''})"
    return [replace(first, message=first.message + more)]


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """A remedy that names the nearest known word, or lists the known ones when none is near."""
    from difflib import get_close_matches

    known = sorted(known)
    folded = {one.casefold(): one for one in reversed(known)}
    same = folded.get(wrong.strip().casefold())
    near = [same] if same else get_close_matches(wrong[:200], known, n=1, cutoff=0.6)
    if near:
        return _looks_like(wrong, near[0]) or f'did you mean "{near[0]}"?'
    shown = ", ".join(known[:12]) + (" …" if len(known) > 12 else "")
    return f"use one of: {shown}" if known else "there is none to refer to yet"


def _looks_like(wrong: str, right: str) -> str | None:
    """The sign that differs, by its name, when an editor cannot see that the two are not the same."""
    pairs = [(one, other) for one, other in zip(wrong, right, strict=False) if one != other]
    if len(wrong) != len(right) or not pairs or not all(map(_alike, *zip(*pairs, strict=True))):
        return None
    named = f"{name(pairs[0][0], 'a sign without a name')} (U+{ord(pairs[0][0]):04X})"
    return f'it has a {named} where "{right}" has "{pairs[0][1]}"; type it again'


def _alike(one: str, other: str) -> bool:
    """Whether two signs look the same: both are spaces or dashes, or a letter is of another script than ours."""
    kinds = {category(one), category(other)}
    foreign = category(one).startswith("L") and not name(one, "").startswith("LATIN")
    return kinds <= {"Zs"} or kinds <= {"Pd"} or foreign
