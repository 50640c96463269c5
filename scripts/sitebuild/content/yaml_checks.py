"""What is doubtful in YAML although a parser takes it, and where the slip is when it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from ..problems import Code, Place, Problem

BAD_YAML = Code(
    "F103",
    "Front matter and data files are valid YAML, without anchors, aliases, tags, and comments after a value.",
    bad="title: Vend i tide: snu",
    good='title: "Vend i tide: snu"',
)
DUPLICATE_KEY = Code(
    "F104",
    "A key stands once in its block: of two, YAML would silently keep the last.",
    bad="title: Éin\ntitle: To",
    good="title: Éin",
)
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "merge", "value")
)

_WIDE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
SPACES = re.compile(f"[{_WIDE}]+")
# One of them where YAML wants an ordinary space: before a key or an item, after a hyphen, after the colon of a key.
WIDE_SPACE = re.compile(rf"[ \t]*(?:-(?=[ \t{_WIDE}])[ \t]*)?(?:[\w-]+[ \t]*:)?(?=[{_WIDE}])")
_BRACKETS = re.compile(r"""[\[\]{}]|"(?:[^"\\]|\\.)*"|'[^']*'""")
_MOST_BRACKETS = 30
# What stands before the colon on a line that is indented: a word, as a key is.
_INDENTED_KEY = re.compile(r"[ ]+[\w-]+[ ]*")
# An item of a list with its hyphen glued to it.
_GLUED = re.compile(r"\s*-(?=[^\W\d])")


def place_of(node: yaml.Node, name: str) -> Place:
    """The place where a node begins."""
    return Place(name, node.start_mark.line + 1, node.start_mark.column + 1)


def too_deep_line(lines: list[str]) -> int | None:
    """The line, from 1, at which brackets stand in each other beyond all reason; each is a level to the parser."""
    depth = 0
    for number, line in enumerate(lines, start=1):
        if line[:1] not in (" ", "\t", ""):  # a new key or item: brackets in the text before it are forgotten
            depth = 0
        for found in _BRACKETS.findall(line) if "[" in line or "{" in line else ():
            depth = max(0, depth + {"[": 1, "{": 1, "]": -1, "}": -1}.get(found, 0))
            if depth > _MOST_BRACKETS:
                return number
    return None


def too_deep(name: str, line: int) -> Problem:
    return BAD_YAML(Place(name, line), "lists within lists without end", "write one list, a line for each item")


def invalid(error: yaml.MarkedYAMLError, name: str, lines: list[str]) -> Problem:
    """What the parser could not read. It tells where it gave up, which may be far below the slip; here, the slip."""
    context, said = str(error.context), f"{error.problem} {error.context}"
    begun = error.context_mark if any(part in context for part in ("quoted", "simple key", "flow")) else None
    mark = begun or error.problem_mark or error.context_mark
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
    if "\\" in "".join(lines[place.line - 1 : place.line]) and ("escape" in said or "hexdec" in said):
        wrong = "invalid YAML: a backslash in double quotes is read as the beginning of a code"
        return BAD_YAML(place, wrong, "use single quotes: '…'")
    if "flow" in context and re.search(r"[\[,{]\s*,", "".join(lines[place.line - 1 : place.line])):
        return BAD_YAML(place, "invalid YAML: two commas in a row in a list", "remove one of them")
    if begun and "simple key" not in context:
        what = "quote" if "quoted" in context else "bracket"
        return BAD_YAML(place, f"invalid YAML: the {what} that begins here is never ended", "end it, or remove it")
    for number in range(place.line, max(0, place.line - 4), -1):
        glued = _GLUED.match(lines[number - 1]) if number <= len(lines) else None
        if glued:
            at = Place(name, number, glued.end())
            return BAD_YAML(at, "invalid YAML: a hyphen without a space after it", "put a space after the hyphen")
    if begun:
        return BAD_YAML(place, "invalid YAML: this line is no key with a value", "write key: value, or remove the line")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    if "mapping values are not allowed" in str(error.problem) and _INDENTED_KEY.fullmatch(line[: place.column - 1]):
        wrong = "invalid YAML: this line begins further in than the one it would belong to"
        remedy = "begin a key where the other keys begin; put a text that goes on here in quotes, for its colon"
        return BAD_YAML(Place(name, place.line, len(line) - len(line.lstrip()) + 1), wrong, remedy)
    return BAD_YAML(place, f"invalid YAML: {error.problem or error.context}", _yaml_remedy(error))


def _yaml_remedy(error: yaml.MarkedYAMLError) -> str:
    if "mapping values are not allowed" in str(error.problem):
        return "put the text in quotes: it has a colon followed by a space"
    if "tab character" in str(error.problem):
        return "indent with spaces, not with a tab"
    if "token" in str(error.problem) and "cannot start" in str(error.problem):
        return "indent with spaces, not with a tab, and put text that begins with a special sign in quotes"
    return "put the text in quotes, or check the indentation and the line above"


def oddities(node: yaml.Node, name: str, lines: list[str], seen: set[int]) -> Iterator[Problem]:
    """Anchors, aliases (one node met twice), tags, comments that end a value, and duplicate keys: all by accident."""
    begin = lines[node.start_mark.line][node.start_mark.column :] if node.start_mark.line < len(lines) else ""
    if id(node) in seen or node.tag not in _PLAIN_TAGS or begin[:1] in ("&", "!"):
        yield BAD_YAML(
            place_of(node, name),
            "a YAML alias or tag (a value that begins with * & or !)",
            "put the text in quotes",
        )
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode) and not node.style:
        yield from _lost_comment(node, name, lines)
    if isinstance(node, yaml.ScalarNode) and node.style == '"':
        yield from _codes(node, name, lines)
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from oddities(item, name, lines, seen)
    elif isinstance(node, yaml.MappingNode):
        yield from _compound_keys(node, name)
        yield from _duplicate_keys(node, name)
        for _key, value in node.value:
            yield from oddities(value, name, lines, seen)


def _compound_keys(node: yaml.MappingNode, name: str) -> Iterator[Problem]:
    """A list or a block as a key (`[a]: b`); such are taken out, since nothing after this expects them."""
    for key, _value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            yield BAD_YAML(place_of(key, name), "a list or a block stands as a key", "write key: value")
    node.value[:] = [pair for pair in node.value if isinstance(pair[0], yaml.ScalarNode)]


def _lost_comment(node: yaml.ScalarNode, name: str, lines: list[str]) -> Iterator[Problem]:
    """«Tilråding # 3» is «Tilråding» to YAML: the rest is silently a comment."""
    end = node.end_mark
    after = lines[end.line][end.column :] if end.line < len(lines) else ""
    if node.value and after.lstrip().startswith("#"):
        place = Place(name, end.line + 1, end.column + len(after) - len(after.lstrip()) + 1)
        yield BAD_YAML(
            place, "what stands after # is lost", "put the text in quotes, or move the comment to a line of its own"
        )


def _codes(node: yaml.ScalarNode, name: str, lines: list[str]) -> Iterator[Problem]:
    """ "C:\temp" has a tab in it to YAML: a backslash in double quotes begins a code, and eats what follows."""
    for number in range(node.start_mark.line, node.end_mark.line + 1):
        line = lines[number] if number < len(lines) else ""
        first = node.start_mark.column if number == node.start_mark.line else 0
        last = node.end_mark.column if number == node.end_mark.line else len(line)
        found = re.compile(r'\\(?!["\\])|\\\\').search(line, first, last)
        if found:
            wrong = "a backslash in double quotes is read as the beginning of a code"
            yield BAD_YAML(Place(name, number + 1, found.start() + 1), wrong, "use single quotes: '…'")
            return


def _duplicate_keys(node: yaml.MappingNode, name: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for key, _value in node.value:
        if str(key.value) in seen:
            wrong = f'the key "{key.value}" stands twice'
            yield DUPLICATE_KEY(place_of(key, name), wrong, "keep one and remove the other")
        seen.add(str(key.value))
