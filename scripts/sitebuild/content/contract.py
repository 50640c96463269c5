"""The contract: `recommendations/published-urls.txt` lists every address that was ever published, and each answers.

One address a line, from the site's root, with the id of each place on a page that can be linked to:

    /doeme/udi/
    /doeme/udi/#laerdom-1

Only `publish` writes the file, and it only adds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..problems import Place, Problem
from .ledger import BAD_LINE, TWICE, read_lines, text_of_file

FILE = "recommendations/published-urls.txt"
HEADER = (
    "# Alle adresser som er publiserte. Ta aldri bort ei linje.\n"
    "# Verktøyet skriv fila: python3 scripts/build.py publish\n"
)

_PATH = re.compile(r"/(?:[\w.~-]+/)*(?:[\w~-][\w.~-]*\.[\w]+)?", re.ASCII)


@dataclass(frozen=True)
class Published:
    """One line: a page or a file by its path from the root (`doeme/udi/`), and the id on it, if there is one."""

    path: str
    anchor: str
    place: Place


def read_contract(root: Path, problems: list[Problem]) -> tuple[Published, ...]:
    """Every published address; none where nothing has been published."""
    found, wrong = _parsed(text_of_file(root, FILE, problems))
    problems.extend(wrong)
    return found


@lru_cache(maxsize=2)  # while an editor writes, it is as it was
def _parsed(text: str) -> tuple[tuple[Published, ...], tuple[Problem, ...]]:
    problems: list[Problem] = []
    return parse(text, problems), tuple(problems)


def parse(text: str, problems: list[Problem]) -> tuple[Published, ...]:
    """The addresses in the contract's text."""
    found: dict[str, Published] = {}
    for line, place in read_lines(text, FILE, problems):
        path, _, anchor = line.partition("#")
        if not _PATH.fullmatch(path) or re.search(r"\s", anchor) or line.endswith("#"):
            problems.append(BAD_LINE(place, f'"{line}" is not an address', _remedy_of_line(line)))
        elif line in found:
            problems.append(TWICE(place, f'"{line}" is already on line {found[line].place.line}', "remove one"))
        else:
            found[line] = Published(path.lstrip("/"), anchor, place)
    return tuple(found.values())


def _remedy_of_line(line: str) -> str:
    if _PATH.fullmatch(line.strip()):
        return "remove the space around it"
    if _PATH.fullmatch(f"{line}/"):
        return f"end it with /: {line}/"
    return "write it as /doeme/udi/ or /doeme/udi/#laerdom-1"


def write(lines: Iterable[str]) -> str:
    """The text of the contract's file."""
    return HEADER + "".join(f"{line}\n" for line in sorted(set(lines)))
