"""Strict YAML with places: text -> nodes whose every value knows its line and column.

MkDocs' own front matter is lenient: invalid YAML silently becomes page text. Here every file is read
before MkDocs sees it, and anything doubtful is a problem with a place.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from .problems import Code, Place, Problem

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
BAD_YAML = Code(
    "F103",
    "Front matter and data files are valid YAML, without anchors, aliases and tags.",
    bad="title: Vend i tide: snu",
    good='title: "Vend i tide: snu"',
)
DUPLICATE_KEY = Code(
    "F104",
    "A key stands once in its block: of two, YAML would silently keep the last.",
    bad="title: Éin\ntitle: To",
    good="title: Éin",
)
EMPTY_FILE = Code(
    "F105",
    "A file has content.",
    bad="an empty file",
    good="the file filled in, or removed",
)

FENCE = "---"
# libyaml's loader: the same tree as the pure Python one, ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "merge", "value")
)


def read_text(path: Path, name: str, problems: list[Problem]) -> str | None:
    """The text of `path` with \\n line ends and no byte order mark, or None when it cannot be used."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        wrong = f"the byte {data[error.start]:#04x} is not UTF-8"
        problems.append(NOT_UTF8(Place(name, line, column), wrong, "save the file as UTF-8 in your editor"))
        return None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        problems.append(
            NOT_UTF8(Place(name, line), "the file holds a NUL character", "save the file as UTF-8 text")
        )
        return None
    if not text.strip():
        problems.append(EMPTY_FILE(Place(name), "the file is empty", "fill it in, or remove it"))
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
    problems.append(
        NO_FRONT_MATTER(
            Place(name), "the front matter is never closed", "end it with a line of --- before the text"
        )
    )
    return None


def parse_yaml(text: str, name: str, problems: list[Problem], first_line: int = 1) -> yaml.Node | None:
    """The YAML document's node tree, its marks moved to the file's own lines, or None when it has none.

    Duplicate keys are problems but do not hinder the rest; what cannot be parsed does.
    """
    try:
        node = yaml.compose("\n" * (first_line - 1) + text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        wrong = f"invalid YAML: {error.problem or error.context}"
        problems.append(BAD_YAML(place, wrong, _yaml_remedy(error)))
        return None
    except RecursionError:
        problems.append(_too_deep(name, first_line))
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
        problems.extend(_oddities(node, name, set()))
    except RecursionError:
        problems.append(_too_deep(name, first_line))
        return None
    return node


def _too_deep(name: str, line: int) -> Problem:
    return BAD_YAML(Place(name, line), "lists within lists without end", "write one list, a line for each item")


def place_of(node: yaml.Node, name: str) -> Place:
    """The place where a node begins."""
    return Place(name, node.start_mark.line + 1, node.start_mark.column + 1)


def _yaml_remedy(error: yaml.MarkedYAMLError) -> str:
    if "mapping values are not allowed" in str(error.problem):
        return "put the text in quotes: it has a colon followed by a space"
    if "token" in str(error.problem) and "cannot start" in str(error.problem):
        return "indent with spaces, not with a tab, and put text that begins with a special sign in quotes"
    return "put the text in quotes, or check the indentation and the line above"


def _oddities(node: yaml.Node, name: str, seen: set[int]) -> Iterator[Problem]:
    """Aliases (one node met twice), tags and duplicate keys; an editor meets the first two by accident."""
    if id(node) in seen or node.tag not in _PLAIN_TAGS:
        yield BAD_YAML(
            place_of(node, name),
            "a YAML alias or tag (a value that begins with * & or !)",
            "put the text in quotes",
        )
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _oddities(item, name, seen)
    elif isinstance(node, yaml.MappingNode):
        yield from _duplicate_keys(node, name)
        for _key, value in node.value:
            yield from _oddities(value, name, seen)


def _duplicate_keys(node: yaml.MappingNode, name: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for key, _value in node.value:
        if str(key.value) in seen:
            wrong = f'the key "{key.value}" stands twice'
            yield DUPLICATE_KEY(place_of(key, name), wrong, "keep one and remove the other")
        seen.add(str(key.value))
