"""What can be wrong with the content: a code, a place, a message and a remedy.

A check never prints and never raises; it yields `Problem`s, and one run shows all of them. Each code is
declared once, beside the check that uses it, with the rule it stands for and a bad and a good example;
`sitebuild rules` prints the catalogue, and a test demands a fixture for every code.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass, field

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
        return f"{self.place}: {self.code} {self.message} - {self.remedy}"


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
    found = tuple(sorted(set(problems)))
    if any(not problem.advice for problem in found):
        raise ContentError(found)
    return found


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """A remedy that names the nearest known word, or lists the known ones when none is near."""
    from difflib import get_close_matches

    known = sorted(known)
    near = get_close_matches(wrong, known, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    shown = ", ".join(known[:12]) + (" …" if len(known) > 12 else "")
    return f"use one of: {shown}" if known else "there is none to refer to yet"
