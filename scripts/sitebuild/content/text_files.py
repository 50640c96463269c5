"""Strict YAML with places: text -> nodes whose every value knows its line and column.

MkDocs' own front matter is lenient: invalid YAML silently becomes page text. Here every file is read
before MkDocs sees it, and anything doubtful is a problem with a place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import yaml

from ..problems import Code, Place, Problem
from .yaml_checks import BAD_YAML, invalid, oddities, too_deep

NOT_UTF8 = Code(
    "F101",
    "A file is UTF-8 text.",
    bad="a file saved as Windows-1252, where «å» is the single byte E5",
    good="the same file saved as UTF-8",
)
NO_FRONT_MATTER = Code(
    "F102",
    "A page begins with front matter between two lines of three hyphens.",
    bad="## Situasjonen",
    good="---\nid: udi\n---\n\n## Situasjonen",
)
EMPTY_FILE = Code(
    "F105",
    "A file has content.",
    bad="an empty file",
    good="the file filled in, or removed",
)

ODD_SIGN = Code(
    "F108",
    "A file has no signs that cannot be seen: search, language checks and line numbers trip over them.",
    bad="verk\N{ZERO WIDTH SPACE}semd, with a space of no width in it",
    good="verksemd",
)

UNREADABLE = Code(
    "F109",
    "What is named as content is a file that can be read.",
    bad="a folder named cases/udi.md",
    good="the file cases/udi.md",
)

FENCE = "---"
# Looks like the fence, and is not.
_ALMOST_FENCE = re.compile(r"\s*[-\u2013\u2014.]{1,8}\s*")
_ODD_SIGNS = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\ufffe\uffff]"
)
# libyaml's loader: the same tree as the pure Python one, ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_text(path: Path, name: str, problems: list[Problem]) -> str | None:
    """The text of `path` with \\n line ends and no byte order mark, or None when it cannot be used."""
    data = _bytes(path, name, problems)
    if data is None:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        wrong = f"the byte {data[error.start]:#04x} is not UTF-8"
        problems.append(NOT_UTF8(Place(name, line, column), wrong, "save the file as UTF-8 in your editor"))
        return None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    problems.extend(_odd_signs(text, name))
    text = _ODD_SIGNS.sub("", text)
    if not text.strip():
        problems.append(EMPTY_FILE(Place(name), "the file is empty", "fill it in, or remove it"))
        return None
    return text


def _bytes(path: Path, name: str, problems: list[Problem]) -> bytes | None:
    try:
        if path.is_file():
            return path.read_bytes()
        wrong = "this is a folder" if path.is_dir() else "this is no file, or a link that leads nowhere"
    except OSError as error:
        wrong = f"the file cannot be read ({error.strerror})"
    problems.append(UNREADABLE(Place(name), wrong, "put a text file in its place, or remove it"))
    return None


def _odd_signs(text: str, name: str) -> Iterator[Problem]:
    for found in _ODD_SIGNS.finditer(text):
        before = text[: found.start()]
        place = Place(name, before.count("\n") + 1, found.start() - before.rfind("\n"))
        called = unicodedata.name(found.group(), "a control character")
        wrong = f"a sign that cannot be seen (U+{ord(found.group()):04X}, {called})"
        yield ODD_SIGN(place, wrong, "remove it, and type the words around it again if need be")


def split_front_matter(text: str, name: str, problems: list[Problem]) -> tuple[str, str, int] | None:
    """Split a page into front matter, body and the body's first line number (from 1)."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        problems.append(
            NO_FRONT_MATTER(
                Place(name), "the page does not begin with front matter", "begin the file with a line of ---"
            )
        )
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == FENCE:
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    problems.append(_never_closed(lines, name))
    return None


def _never_closed(lines: list[str], name: str) -> Problem:
    """The line that was meant as the end of the front matter, when there is one; else where the text begins."""
    wrong, remedy = "the front matter is never closed", "end it with a line of three hyphens (---) before the text"
    meant = (number for number, line in enumerate(lines) if number and line.strip() and _ALMOST_FENCE.fullmatch(line))
    text = (number for number, line in enumerate(lines) if line.startswith("## "))
    number = next(meant, None)
    if number is not None:
        return NO_FRONT_MATTER(Place(name, number + 1), wrong, "write just three hyphens on this line: ---")
    return NO_FRONT_MATTER(Place(name, next(text, 0) + 1), wrong, remedy)


def parse_yaml(text: str, name: str, problems: list[Problem], first_line: int = 1) -> yaml.Node | None:
    """The YAML document's node tree, its marks moved to the file's own lines, or None when it has none.

    Duplicate keys are problems but do not hinder the rest; what cannot be parsed does.
    """
    try:
        node = yaml.compose("\n" * (first_line - 1) + text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        problems.append(invalid(error, name, [""] * (first_line - 1) + text.split("\n")))
        return None
    except RecursionError:
        problems.append(too_deep(name, first_line))
        return None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        wrong = f"invalid YAML: the character #x{error.character:04x} is not allowed"
        problems.append(BAD_YAML(Place(name, line), wrong, "remove the character"))
        return None
    if node is None:
        problems.append(EMPTY_FILE(Place(name, first_line), "there is nothing here", "fill in the keys"))
        return None
    try:
        lines = [""] * (first_line - 1) + text.split("\n")
        problems.extend(oddities(node, name, lines, set()))
    except RecursionError:
        problems.append(too_deep(name, first_line))
        return None
    return node
