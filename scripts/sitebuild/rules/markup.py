"""A rule for markup that came to nothing: what is not read as a mark, a link or emphasis is shown sign by sign.

The incident behind it: a dot after `{punkt}`, or a space in `](doeme: udi)`, and the reader sees the braces. In the
same way, marks from a word processor and from other dialects of Markdown are text here (`dialects`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.body import (
    Body,
    Figure,
    Inline,
    Link,
    Paragraph,
    Run,
    all_blocks,
    all_sections,
    plain,
    walk_inline,
)
from ..model.records import PageRecord, Record
from ..model.values import Text
from ..problems import Code, Place, Problem
from .dialects import IN_TEXT, odd_lines
from .language import texts

LEFT_MARKUP = Code(
    "S413",
    "No sign of markup is left in the text: what is not read as a mark, a link or emphasis is shown as it is written.",
    bad="- Kva ventar? {ein-ting}.",
    good="- Kva ventar? {ein-ting}",
)

_WHOLE = "write [text](kind:id) or [^source]; an address has no space in it"
_SIGNS = (
    (r"\*+", "a star is left", "close the emphasis, write · or × between numbers, or remove it"),
    (r"\{[^{}]*\}?|\}", "a mark in braces stands last in a heading or a list item", "move it last, or remove it"),
    (r"\[…\]|(\[[^\[\]]*\]?(?:\([^()]*\)?)?|\]\(?)", "a link or a note is not whole", _WHOLE),
    (
        r"~~+|`+|__+|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)|\\|<(?=[/!a-zA-Z])",
        "a sign of markup is left",
        "close it, or remove it",
    ),
    (r"https?://[^\s)»]+|www\.[^\s)»]+", "an address for its own sake", "write [what is there](address)"),
    ('["“”„‟]', "not the quotation marks we use", "write «…»"),
    (r"\||={3,}|-{3,}|!{3,}", "a sign of markup is left", "remove it; tables and boxes are not used"),
    *IN_TEXT,
)
_PATTERNS = tuple((re.compile(pattern), wrong, remedy) for pattern, wrong, remedy in _SIGNS)
# Nearly no text has any of them, so all are looked for at once before each is.
_ANY = re.compile("|".join(f"(?:{pattern})" for pattern, _wrong, _remedy in _SIGNS))
# In a name or a title these are never meant; other signs may be part of somebody else's.
_IN_NAMES = re.compile(r"\*\*|__|\]\(|\{#|`")
# Names and titles of others stand as they are, and what readers search for is never shown.
_NAMES = frozenset({"title", "titles", "name", "author", "publisher", "part", "other_names"})
_NOT_OURS = _NAMES | {"searched_as"}


def no_markup_is_left(record: Record) -> Iterator[Problem]:
    if isinstance(record, PageRecord):
        yield from _in_body(record.body)
    for text in texts(record, _NOT_OURS):
        for _piece, wrong, remedy in _left(text):
            yield LEFT_MARKUP(text.place, wrong, remedy)
    for text in texts(record, frozenset({"searched_as"})):
        if _IN_NAMES.search(text):
            yield LEFT_MARKUP(text.place, "a sign of markup is left", "write it without marks")


def _in_body(body: Body) -> Iterator[Problem]:
    finder = _Finder(body)
    for number, column, wrong, remedy in odd_lines(finder.lines):
        yield LEFT_MARKUP(Place(body.path, number + body.first_line, column), wrong, remedy)
    for part in all_sections(body):
        yield from _in_inline(part.heading, part.place, finder)
    for block in all_blocks(body):
        if isinstance(block, Paragraph):
            yield from _in_inline(block.inline, block.place, finder)
        elif isinstance(block, Figure):
            yield from _in_inline((Run(f"{block.alt} {block.caption}"),), block.place, finder)


def _in_inline(inline: tuple[Inline, ...], place: Place, finder: _Finder) -> Iterator[Problem]:
    nodes = list(walk_inline(inline))
    if not re.search(r"\w", plain(inline)) and all(isinstance(node, Run) for node in nodes):
        yield LEFT_MARKUP(place, "a line without words", "remove it")
        return
    linked = {node.children for node in nodes if isinstance(node, Link)}
    finder.begin(place)
    for node in nodes:
        if isinstance(node, Run):
            for piece, wrong, remedy in _left(node.text):
                at = finder.place(piece)
                yield LEFT_MARKUP(at, "an address is no text for a link" if (node,) in linked else wrong, remedy)


def _left(text: str | Text) -> Iterator[tuple[str, str, str]]:
    """(the sign with a little of what follows it, what is wrong, the remedy)"""
    if not _ANY.search(text):
        return
    for pattern, wrong, remedy in _PATTERNS:
        for found in pattern.finditer(text):
            if pattern.groups and found[1] is None:  # «[…]» says that something is left out
                continue
            yield text[found.start() : found.end() + 6], wrong, remedy


class _Finder:
    """Finds where the pieces of a block's text stand. No line is looked through more than once for the same piece."""

    def __init__(self, body: Body) -> None:
        self.body, self.lines = body, body.raw.split("\n")
        self.block = Place(body.path)
        self.asked: dict[str, tuple[int, int]] = {}

    def begin(self, place: Place) -> None:
        self.block, self.asked = place, {}

    def place(self, piece: str) -> Place:
        """The next place of a piece in the block, or the block's own when it is written otherwise there."""
        for known in dict.fromkeys((piece, piece.split(" ")[0])):
            number, column = self.asked.get(known, (self.block.line - self.body.first_line, 0))
            while known and number < len(self.lines) and self.lines[number].strip():
                at = self.lines[number].find(known, column)
                if at >= 0:
                    self.asked[known] = (number, at + 1)
                    return Place(self.body.path, number + self.body.first_line, at + 1)
                number, column = number + 1, 0
            self.asked[known] = (len(self.lines), 0)
        return self.block


OWN_RULES = (no_markup_is_left,)
