"""Lines that Markdown takes for a list or a quote, and that may be text.

The incident behind it: a paragraph that began «17. mai 2022 kom …» was a list to the parser, and was published as
«1. mai 2022 …». What a marker of Markdown eats or changes (a number, a minus, a plus, «more than») is either surely
a marker, or a problem that names the escape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from ..problems import Code, Place, Problem
from .inline import line_of

TEXT_AS_LIST = Code(
    "S414",
    "A list or a quote stands after an empty line, its numbers are 1., 2., 3., and it is no text that begins like one.",
    bad="17. mai 2022 kom saka til rådet.",
    good="17\\. mai 2022 kom saka til rådet.",
)
_OPENING = frozenset({"bullet_list_open", "ordered_list_open", "blockquote_open"})
_DIGIT = re.compile(r"[\s\u00a0\u202f]*[−+±<>~]?\d")
_MARKER = re.compile(r"[ \t]*(>|[-+*]|\d{1,9}[.)])")


class MarkerReader:
    """Looks through the tokens of one page for markers that may be text."""

    def __init__(self, tokens: Sequence[Token], lines: list[str], first_line: int, path: str) -> None:
        self.tokens, self.lines, self.first_line, self.path = tokens, lines, first_line, path
        # The lines on which the items and quotes begin that the token at hand stands in.
        self.around: list[int] = []

    def problems(self) -> Iterator[Problem]:
        ended: dict[int, int] = {}  # by level, the line after the last paragraph's end
        for at, token in enumerate(self.tokens):
            if token.type == "paragraph_open":
                ended[token.level] = token.map[1] if token.map else 0
            elif token.type in _OPENING:
                found = self._list_or_quote(at, glued=ended.get(token.level) == line_of(token))
                if found is not None:
                    yield found
            if token.type in ("list_item_open", "blockquote_open"):
                self.around.append(line_of(token))
            elif token.type in ("list_item_close", "blockquote_close"):
                self.around.pop()

    def _list_or_quote(self, at: int, glued: bool) -> Problem | None:
        token = self.tokens[at]
        is_number, is_quote = self._begins_with_digit(at), token.type == "blockquote_open"
        if token.type == "ordered_list_open" and token.markup == ")":
            return self._problem(token, "a list is not numbered with ) here", "the number with a full stop")
        if token.type == "bullet_list_open" and token.markup == "+":
            return self._problem(token, "a line begins with +", "- before each item")
        if glued and (token.level == 0 or is_number or is_quote):
            return self._problem(token, "a list or a quote begins in the middle of a paragraph", "an empty line before")
        if token.type == "ordered_list_open":
            return self._numbers(at)
        if is_number and (is_quote or len(self._items(at)) == 1):
            return self._problem(token, f'"{token.markup}" before a number may be a sign of it', "a word first")
        return None

    def _numbers(self, at: int) -> Problem | None:
        items = self._items(at)
        for expected, item in enumerate(items, start=1):
            if item.info != str(expected):
                return self._problem(item, f"{item.info}. would be published as {expected}.", f"{expected}. here")
        if len(items) == 1:
            return self._problem(items[0], "a numbered list has one item", "- as its mark")
        return None

    def _items(self, at: int) -> list[Token]:
        """The items of the list that opens at `at`, not those of lists within it."""
        found, level = [], self.tokens[at].level
        for number in range(at + 1, len(self.tokens)):
            token = self.tokens[number]
            if token.level == level and token.nesting < 0:
                break
            if token.type == "list_item_open" and token.level == level + 1:
                found.append(token)
        return found

    def _begins_with_digit(self, at: int) -> bool:
        """Whether a number is the first text in a list or a quote, not in one that begins within it."""
        for token in self.tokens[at + 1 : at + 4]:
            if token.type == "inline":
                return bool(_DIGIT.match(token.content))
        return False

    def _problem(self, token: Token, wrong: str, as_list: str) -> Problem:
        """The remedies both ways: how the list is written, and how the text is."""
        line, end, marker = self.lines[line_of(token)], 0, ""
        for _ in range(self.around.count(line_of(token)) + 1):  # past the markers of what this stands in
            found = _MARKER.match(line, end)
            if found:
                end, marker = found.end(), found[1]
        escaped = f"{marker[:-1]}\\{marker[-1:]}"
        what = "quote" if token.type == "blockquote_open" else "list"
        if marker == "*":  # a star is no sign of a text, escaped or not
            escaped = "another sign"
        remedy = f"write {escaped} if it is text; if it is a {what}, write {as_list}"
        place = Place(self.path, line_of(token) + self.first_line, end - len(marker) + 1)
        return TEXT_AS_LIST(place, wrong, remedy)
