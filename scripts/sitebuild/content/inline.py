"""What stands inside a line: emphasis, links, notes, and the marks that end a heading or a list item."""

from __future__ import annotations

import re

from markdown_it.token import Token

from ..model.body import Citation, Emphasis, Inline, Link, Run, Strong
from ..model.values import Target, Text
from ..problems import Code, Place, Problem

UNSUPPORTED = Code(
    "S401",
    "The text uses paragraphs, headings, lists, quotes, links, strong and emphasis, and nothing else.",
    bad="<b>viktig</b>",
    good="**viktig**",
)
BAD_MARK = Code(
    "S404",
    "What stands in {…} last in a heading or an item is an id with #, or ids of points.",
    bad="## Kvifor {Kvifor då}",
    good="## Kvifor {#kvifor}",
)
_MARK = re.compile(r"\s*\{([^{}]*)\}\s*$")
_CITATION = re.compile(r"\[\^([^\]\s]+)\]")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NAMES = {
    "html_block": "HTML",
    "html_inline": "HTML",
    "fence": "a code block",
    "code_block": "a code block (a line indented by four spaces)",
    "code_inline": "code between backticks",
    "image": "a picture in a line of text",
    "hr": "a rule (---)",
    "hardbreak": "a forced line break",
}


def line_of(token: Token) -> int:
    """The line, from 0, that a block begins on: the parser knows it of every block, though its type does not say so."""
    assert token.map is not None
    return token.map[0]


class _Brace(Run):
    """A brace with a backslash before it, or as an entity: a text of its own, so that it begins and ends no mark."""


class InlineReader:
    """Reads inline tokens of one page; what they may not hold becomes problems."""

    def __init__(self, lines: list[str], first_line: int, path: str, problems: list[Problem]) -> None:
        self.lines, self.first_line, self.path, self.problems = lines, first_line, path, problems

    def read(self, token: Token) -> tuple[Inline, ...]:
        """The nodes of a paragraph or a heading."""
        search = _Finder(self.lines, line_of(token), self.first_line, self.path)
        nodes, _ = self._children(token.children or [], 0, search)
        return nodes

    def _children(self, tokens: list[Token], at: int, find: _Finder) -> tuple[tuple[Inline, ...], int]:
        """The nodes from `at` to the closing token of this depth, and the index after it."""
        nodes: list[Inline] = []
        while at < len(tokens):
            token = tokens[at]
            at += 1
            if token.nesting < 0:
                break
            if token.type in ("text", "softbreak"):
                nodes.extend(self._runs(token.content if token.type == "text" else " ", find))
            elif token.type == "text_special":
                nodes.append(_Brace(token.content) if token.content in ("{", "}") else Run(token.content))
            elif token.nesting > 0:
                opening = at - 1
                children, at = self._children(tokens, at, find)
                if _is_within_a_word(tokens, opening, at):
                    self._emphasis_within_a_word(token, find)
                nodes.append(self._span(token, children, find))
            else:
                name = NAMES.get(token.type, token.type)
                place = find.place(token.content)
                self.problems.append(UNSUPPORTED(place, f"{name} is not used here", "write it as plain Markdown"))
        return _joined(nodes), at

    def _span(self, token: Token, children: tuple[Inline, ...], find: _Finder) -> Inline:
        if token.type == "strong_open":
            return Strong(children)
        if token.type == "em_open":
            return Emphasis(children)
        target = str(token.attrs["href"])
        if token.attrs.get("title"):
            wrong = "a link has a text of its own in quotes, which nobody would be shown"
            self.problems.append(UNSUPPORTED(find.place(target), wrong, "write it in the running text"))
        return Link(Target(target, find.place(target)), children)

    def _runs(self, text: str, find: _Finder) -> list[Inline]:
        parts = _CITATION.split(text)
        return [
            Run(part) if index % 2 == 0 else Citation(Text(part, find.place(f"[^{part}]")))
            for index, part in enumerate(parts)
            if part
        ]

    def _emphasis_within_a_word(self, token: Token, find: _Finder) -> None:
        """The incident behind it: «5*3*2» was published as «532», the 3 in italics."""
        wrong = f"{token.markup} begins or ends emphasis within a word or a number"
        remedy = "write · or × between numbers; emphasise whole words"
        self.problems.append(UNSUPPORTED(find.place(token.markup), wrong, remedy))

    def marked(
        self, inline: tuple[Inline, ...], place: Place
    ) -> tuple[tuple[Inline, ...], Text | None, tuple[Text, ...]]:
        """Take the mark `{…}` off the end: what is left, the id, and the points it names."""
        last = inline[-1] if inline else None
        mark = _MARK.search(last.text) if isinstance(last, Run) else None
        if mark is None or not isinstance(last, Run):
            return inline, None, ()
        rest = last.text[: mark.start()]
        kept = (*inline[:-1], Run(rest)) if rest else inline[:-1]
        at = self._place_of_mark(place, mark.group(1))
        names = [name.strip() for name in mark.group(1).split(",")]
        if len(names) == 1 and names[0].startswith("#") and _ID.fullmatch(names[0][1:]):
            return kept, Text(names[0][1:], at), ()
        if all(_ID.fullmatch(name) for name in names):
            return kept, None, tuple(Text(name, at) for name in names)
        self.problems.append(
            BAD_MARK(at, f"cannot read {{{mark.group(1)}}}", "write {#id-of-heading} or {point, point}")
        )
        return kept, None, ()

    def _place_of_mark(self, place: Place, content: str) -> Place:
        mark = "{" + content + "}"
        for offset, line in enumerate(self.lines[place.line - self.first_line :][:40]):
            if mark in line:
                return Place(self.path, place.line + offset, line.index(mark) + 2)
        return place


class _Finder:
    """Finds where in a block a piece of its source stands; asks come in reading order."""

    def __init__(self, lines: list[str], line: int, first_line: int, path: str) -> None:
        self.lines, self.line, self.column = lines, line, 0
        self.first_line, self.path = first_line, path

    def place(self, piece: str) -> Place:
        for line in range(self.line, len(self.lines)):
            column = self.lines[line].find(piece, self.column if line == self.line else 0)
            if column >= 0:
                self.line, self.column = line, column + 1
                return Place(self.path, line + self.first_line, column + 1)
        return Place(self.path, self.line + self.first_line, 1)


def _is_within_a_word(tokens: list[Token], opening: int, after: int) -> bool:
    """Whether the emphasis that opens at `opening`, and ends before `after`, has a letter or a number close to it."""
    if tokens[opening].type not in ("em_open", "strong_open"):
        return False
    before = tokens[opening - 1].content[-1:] if opening else ""
    following = tokens[after].content[:1] if after < len(tokens) else ""
    return before.isalnum() or before == ")" or following.isalnum() or following == "("


def _joined(nodes: list[Inline]) -> tuple[Inline, ...]:
    """Neighbouring runs made one, but for braces."""
    joined: list[Inline] = []
    for node in nodes:
        last = joined[-1] if joined else None
        if isinstance(node, Run) and isinstance(last, Run) and _Brace not in (type(node), type(last)):
            joined[-1] = Run(last.text + node.text)
        else:
            joined.append(node)
    return tuple(joined)
