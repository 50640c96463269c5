"""Markdown -> `Body`: CommonMark without HTML, and four small marks of our own.

- `{#kva-dette-er}` last in a heading gives it its id
- `{fag, samfunn}` last in a heading or a list item names the points of the report it is derived from
- `[^difi-2014-07]` is a note that cites a source by its id
- `![What it shows](bilete:team.png "Caption")`, alone in a paragraph, is a picture in `recommendations/bilete/`

CommonMark is what editors' previews show; the engine's own dialect differs (lists want four spaces there).
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .body import (
    Block,
    Body,
    Citation,
    Emphasis,
    Figure,
    Inline,
    Item,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Run,
    Section,
    Strong,
)
from .problems import Code, Place, Problem
from .values import Text

UNSUPPORTED = Code(
    "S401",
    "The text uses paragraphs, headings, lists, quotes, links, strong and emphasis, and nothing else.",
    bad="<b>viktig</b>",
    good="**viktig**",
)
BAD_HEADING_LEVEL = Code(
    "S402",
    "Headings begin at ## (the title is the page's #) and never skip a level.",
    bad="## Kvifor\n\n#### Detalj",
    good="## Kvifor\n\n### Detalj {#detalj}",
)
EMPTY_SECTION = Code(
    "S403", "A heading has something under it.", bad="## Kvifor\n\n## Slik går de fram", good="## Kvifor\n\nTekst."
)
BAD_MARK = Code(
    "S404",
    "What stands in {…} last in a heading or an item is an id with #, or ids of points.",
    bad="## Kvifor {Kvifor då}",
    good="## Kvifor {#kvifor}",
)
BAD_PICTURE = Code(
    "S412",
    "A picture stands in a paragraph of its own, says in words what it shows, and lies in recommendations/bilete/.",
    bad="![](team.png)",
    good="![Fem personar rundt eit bord](bilete:team.png)",
)

_PARSER = MarkdownIt("commonmark", {"html": True})
_MARK = re.compile(r"\s*\{([^{}]*)\}\s*$")
_CITATION = re.compile(r"\[\^([^\]\s]+)\]")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KNOWN = {"paragraph", "bullet_list", "ordered_list", "blockquote"}
_NAMES = {
    "html_block": "HTML",
    "html_inline": "HTML",
    "fence": "a code block",
    "code_block": "a code block (a line indented by four spaces)",
    "code_inline": "code between backticks",
    "image": "a picture in a line of text",
    "hr": "a rule (---)",
    "hardbreak": "a forced line break",
}


def parse_body(raw: str, path: str, first_line: int, problems: list[Problem]) -> Body:
    """The tree of a page's text; what it may not hold becomes problems, and is left out of the tree."""
    return _Parser(raw, path, first_line, problems).body()


class _Parser:
    def __init__(self, raw: str, path: str, first_line: int, problems: list[Problem]) -> None:
        self.raw, self.path, self.first_line, self.problems = raw, path, first_line, problems
        self.lines = raw.split("\n")
        self.tokens = _PARSER.parse(raw)
        self.at = 0

    def body(self) -> Body:
        blocks = self._blocks_until("heading_open")
        sections = self._sections(2)
        return Body(blocks, sections, self.raw, self.first_line, self.path)

    # --- sections ---

    def _sections(self, level: int) -> tuple[Section, ...]:
        found = []
        while self.at < len(self.tokens):
            actual = int(self.tokens[self.at].tag[1])
            if actual < level and level > 2:
                break
            if actual != level:
                self._wrong_level(actual, level)
            found.append(self._section(level))
        return tuple(found)

    def _section(self, level: int) -> Section:
        opening, content = self.tokens[self.at], self.tokens[self.at + 1]
        place = self._place(opening)
        self.at += 3
        heading, identity, points = self._marked(self._inline(content), place)
        blocks = self._blocks_until("heading_open")
        below = self._next_level()
        sections = self._sections(level + 1) if below and below > level else ()
        if not blocks and not sections:
            title = self.lines[opening.map[0]].strip("# ")
            self.problems.append(
                EMPTY_SECTION(place, f'nothing stands under "{title}"', "write the text, or remove the heading")
            )
        return Section(heading, level, identity, points, blocks, sections, place)

    def _next_level(self) -> int | None:
        return int(self.tokens[self.at].tag[1]) if self.at < len(self.tokens) else None

    def _wrong_level(self, actual: int, expected: int) -> None:
        self.problems.append(
            BAD_HEADING_LEVEL(
                self._place(self.tokens[self.at]),
                f"the heading has level {actual}, expected {expected}",
                f"begin it with {'#' * expected}",
            )
        )

    # --- blocks ---

    def _blocks_until(self, *stops: str) -> tuple[Block, ...]:
        blocks = []
        while self.at < len(self.tokens) and self.tokens[self.at].type not in stops:
            block = self._block()
            if block is not None:
                blocks.append(block)
        return tuple(blocks)

    def _block(self) -> Block | None:
        token = self.tokens[self.at]
        place = self._place(token)
        kind = token.type.removesuffix("_open")
        self.at += 1
        if kind == "paragraph":
            content = self.tokens[self.at]
            self.at += 2
            only = content.children[0] if content.children and len(content.children) == 1 else None
            if only is not None and only.type == "image":
                return self._figure(only, place)
            return Paragraph(self._inline(content), place)
        if kind == "blockquote":
            blocks = self._blocks_until("blockquote_close")
            self.at += 1
            return Quote(blocks, place)
        if kind in _KNOWN:
            return self._list(ordered=kind == "ordered_list", place=place)
        self._unsupported(token, place)
        return None

    def _figure(self, token: Token, place: Place) -> Figure | None:
        source, alt = str(token.attrs["src"]), " ".join(token.content.split())
        kind, _, name = source.partition(":")
        if kind != "bilete" or not name:
            remedy = "put the file in recommendations/bilete/ and write bilete:name.png"
            self.problems.append(BAD_PICTURE(place, f'the picture "{source}" is not one of the site\'s own', remedy))
            return None
        if not alt:
            remedy = "write between [ and ] what it shows, for those who do not see it"
            self.problems.append(BAD_PICTURE(place, f'the picture "{name}" has no text alternative', remedy))
            return None
        return Figure(Text(name, place), alt, str(token.attrs.get("title", "")), place)

    def _list(self, ordered: bool, place: Place) -> ListBlock:
        items = []
        while self.tokens[self.at].type == "list_item_open":
            at = self._place(self.tokens[self.at])
            self.at += 1
            items.append(self._item(self._blocks_until("list_item_close"), at))
            self.at += 1
        self.at += 1
        return ListBlock(ordered, tuple(items), place)

    def _item(self, blocks: tuple[Block, ...], place: Place) -> Item:
        if not blocks:
            self.problems.append(EMPTY_SECTION(place, "the list item is empty", "write it, or remove it"))
        if not blocks or not isinstance(blocks[-1], Paragraph):
            return Item(blocks, (), place)
        last = blocks[-1]
        inline, identity, points = self._marked(last.inline, last.place)
        if identity is not None:
            wrong = f"a list item cannot have the id {identity}"
            self.problems.append(BAD_MARK(place, wrong, "remove {#…}: items get their id from the tool"))
        return Item((*blocks[:-1], Paragraph(inline, last.place)), points, place)

    def _unsupported(self, token: Token, place: Place) -> None:
        if token.type == "heading_open":  # inside a list or a quote
            self.problems.append(
                UNSUPPORTED(place, "a heading inside a list or a quote", "move it out, or remove the #")
            )
        else:
            name = _NAMES.get(token.type, token.type)
            self.problems.append(UNSUPPORTED(place, f"{name} is not used here", "write it as plain Markdown"))

    # --- inside a line ---

    def _inline(self, token: Token) -> tuple[Inline, ...]:
        search = _Finder(self.lines, token.map[0], self.first_line, self.path)
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
            elif token.nesting > 0:
                children, at = self._children(tokens, at, find)
                nodes.append(self._span(token, children, find))
            else:
                name = _NAMES.get(token.type, token.type)
                place = find.place(token.content)
                self.problems.append(UNSUPPORTED(place, f"{name} is not used here", "write it as plain Markdown"))
        return _joined(nodes), at

    def _span(self, token: Token, children: tuple[Inline, ...], find: _Finder) -> Inline:
        if token.type == "strong_open":
            return Strong(children)
        if token.type == "em_open":
            return Emphasis(children)
        target = str(token.attrs["href"])
        return Link(Text(target, find.place(target)), children)

    def _runs(self, text: str, find: _Finder) -> list[Inline]:
        parts = _CITATION.split(text)
        return [
            Run(part) if index % 2 == 0 else Citation(Text(part, find.place(f"[^{part}]")))
            for index, part in enumerate(parts)
            if part
        ]

    def _marked(
        self, inline: tuple[Inline, ...], place: Place
    ) -> tuple[tuple[Inline, ...], Text | None, tuple[Text, ...]]:
        """Take the mark `{…}` off the end: what is left, the id, and the points it names."""
        last = inline[-1] if inline else None
        mark = _MARK.search(last.text) if isinstance(last, Run) else None
        if mark is None:
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

    def _place(self, token: Token) -> Place:
        line = token.map[0]
        text = self.lines[line]
        return Place(self.path, line + self.first_line, len(text) - len(text.lstrip()) + 1)


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


def _joined(nodes: list[Inline]) -> tuple[Inline, ...]:
    """Neighbouring runs made one."""
    joined: list[Inline] = []
    for node in nodes:
        if isinstance(node, Run) and joined and isinstance(joined[-1], Run):
            joined[-1] = Run(joined[-1].text + node.text)
        else:
            joined.append(node)
    return tuple(joined)
