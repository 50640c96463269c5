"""A rule for markup that came to nothing: what is not read as a mark, a link or emphasis is shown sign by sign.

The incident behind it: a dot after `{punkt}`, or a space in `](doeme: udi)`, and the reader sees the braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.body import Body, Inline, Link, Paragraph, Run, all_blocks, all_sections, plain, walk_inline
from ..model.records import Draft
from ..problems import Code, Place, Problem
from .language import texts

LEFT_MARKUP = Code(
    "S413",
    "No sign of markup is left in the text: what is not read as a mark, a link or emphasis is shown as it is written.",
    bad="- Kva ventar? {ein-ting}.",
    good="- Kva ventar? {ein-ting}",
)

_WHOLE = "write [text](kind:id) or [^source]"
_SIGNS = (
    (r"\{[^{}]*\}?|\}", "a mark in braces stands last in a heading or a list item", "move it last, or remove it"),
    (r"\[…\]|(\[[^\[\]]*\]?(?:\([^()]*\)?)?|\]\(?)", "a link or a note is not whole", _WHOLE),
    (r"\*+|~~+|`+|__+|\\|<(?=[/!a-zA-Z])", "a sign of markup is left", "close it, or remove it"),
    (r"https?://[^\s)»]+|www\.[^\s)»]+", "an address for its own sake", "write [what is there](address)"),
    ('["“”„‟]', "not the quotation marks we use", "write «…»"),
    (r"\||={3,}|-{3,}|!{3,}", "a sign of markup is left", "remove it; tables and boxes are not used"),
)
_PATTERNS = tuple((re.compile(pattern), wrong, remedy) for pattern, wrong, remedy in _SIGNS)
_LINES = (
    (re.compile(r"\s*#+(?=[^\s#])"), "a heading begins with a space after #", "put a space after the last #"),
    (re.compile(r"\s*-(?=[^\W\d])"), "a list item begins with a space after the hyphen", "put a space after it"),
    (re.compile(r"\s*\d+[.)](?=[^\W\d])"), "a list item begins with a space after the number", "put a space after it"),
)
# Names and titles of others stand as they are, and what readers search for is never shown.
_NOT_OURS = frozenset({"searched_as", "title", "titles", "name", "author", "publisher", "part"})


def no_markup_is_left(draft: Draft) -> Iterator[Problem]:
    pages = draft.page_records
    for page in pages:
        yield from _in_lines(page.body)
        for part in all_sections(page.body):
            yield from _in_inline(part.heading, part.place, page.body)
        for block in all_blocks(page.body):
            if isinstance(block, Paragraph):
                yield from _in_inline(block.inline, block.place, page.body)
    for record in (*pages, *draft.actors, *draft.terms, *draft.sources, *draft.questions, *draft.members):
        for text in texts(record, _NOT_OURS):
            for _piece, wrong, remedy in _left(text):
                yield LEFT_MARKUP(text.place, wrong, remedy)


def _in_lines(body: Body) -> Iterator[Problem]:
    for number, line in enumerate(body.raw.split("\n"), start=body.first_line):
        for pattern, wrong, remedy in _LINES:
            found = pattern.match(line)
            if found:
                yield LEFT_MARKUP(Place(body.path, number, found.end()), wrong, remedy)


def _in_inline(inline: tuple[Inline, ...], place: Place, body: Body) -> Iterator[Problem]:
    nodes = list(walk_inline(inline))
    if not re.search(r"\w", plain(inline)) and all(isinstance(node, Run) for node in nodes):
        yield LEFT_MARKUP(place, "a line without words", "remove it")
        return
    linked = {node.children for node in nodes if isinstance(node, Link)}
    for node in nodes:
        if isinstance(node, Run):
            for piece, wrong, remedy in _left(node.text):
                at = _place(piece, place, body)
                yield LEFT_MARKUP(at, "an address is no text for a link" if (node,) in linked else wrong, remedy)


def _left(text: str) -> Iterator[tuple[str, str, str]]:
    """(the sign with a little of what follows it, what is wrong, the remedy)"""
    for pattern, wrong, remedy in _PATTERNS:
        for found in pattern.finditer(text):
            if pattern.groups and found[1] is None:  # «[…]» says that something is left out
                continue
            yield text[found.start() : found.end() + 6], wrong, remedy


def _place(piece: str, place: Place, body: Body) -> Place:
    """Where a piece of a block's text stands, or the block's own place when it is written otherwise there."""
    lines = body.raw.split("\n")
    for number in range(place.line - body.first_line, len(lines)):
        for known in (piece, piece.split(" ")[0]):
            if known and known in lines[number]:
                return Place(body.path, number + body.first_line, lines[number].index(known) + 1)
        if not lines[number].strip():
            break
    return place


RULES = (no_markup_is_left,)
