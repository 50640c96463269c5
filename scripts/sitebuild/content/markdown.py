"""Markdown -> `Body`: CommonMark without HTML, and four small marks of our own.

- `{#kva-dette-er}` last in a heading gives it its id
- `{fag, samfunn}` last in a heading, a list item or a paragraph names the points of the report it builds on or retells
- `- Godt svar: …` and `- Varsel: …` in a list under a question are what to listen for
- `[^difi-2014-07]` is a note that cites a source by its id
- `![What it shows](bilete:team.png "Caption")`, alone in a paragraph, is a picture in `recommendations/bilete/`

CommonMark is what editors' previews show; the engine's own dialect differs (lists want four spaces there).
"""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..language.texts import Texts
from ..model.body import Block, Body, Figure, Inline, Item, ListBlock, Paragraph, Quote, Section
from ..model.values import Text
from ..problems import Code, Place, Problem
from .answers import heard
from .inline import BAD_MARK, NAMES, UNSUPPORTED, InlineReader, line_of
from .markers import MarkerReader

BAD_HEADING_LEVEL = Code(
    "S402",
    "Headings begin at ## (the title is the page's #) and never skip a level.",
    bad="## Kvifor\n\n#### Detalj",
    good="## Kvifor\n\n### Detalj {#detalj}",
)
EMPTY_SECTION = Code(
    "S403", "A heading has something under it.", bad="## Kvifor\n\n## Slik går de fram", good="## Kvifor\n\nTekst."
)
BAD_PICTURE = Code(
    "S412",
    "A picture stands in a paragraph of its own, says in words what it shows, and lies in recommendations/bilete/.",
    bad="![](team.png)",
    good="![Fem personar rundt eit bord](bilete:team.png)",
)

_PARSER = MarkdownIt("commonmark", {"html": True})
# Addresses stay as they are written: what is wrong with one is said in the editor's own words.
_PARSER.normalizeLink = str  # type: ignore[method-assign,assignment]
_PARSER.validateLink = lambda _url: True  # type: ignore[method-assign,assignment]
# What is written with a backslash, or as an entity, stays a token of its own, so that it is known to be no mark.
_PARSER.disable("text_join")
# The parser drops what lies deeper than twenty levels; no reader wants half of that.
_DEEPEST = 8
_KNOWN = {"paragraph", "bullet_list", "ordered_list", "blockquote"}


def parse_body(raw: str, path: str, first_line: int, problems: list[Problem], texts: Texts) -> Body:
    """The tree of a page's text, in the language of `texts`; what it may not hold becomes problems, and is left out."""
    return _Parser(raw, path, first_line, problems, texts).body()


class _Parser:
    def __init__(self, raw: str, path: str, first_line: int, problems: list[Problem], texts: Texts) -> None:
        self.raw, self.path, self.first_line, self.problems, self.texts = raw, path, first_line, problems, texts
        self.lines = raw.split("\n")
        defined: dict[str, Any] = {}
        self.inside = InlineReader(self.lines, first_line, path, problems)
        self.tokens = _PARSER.parse(raw, defined)
        self.at = 0
        problems.extend(MarkerReader(self.tokens, self.lines, first_line, path).problems())
        for label, found in defined.get("references", {}).items():
            self._definition(str(label), found["map"][0])

    def body(self) -> Body:
        blocks = self._blocks_until("heading_open")
        sections = self._sections(2)
        return Body(blocks, sections, self.raw, self.first_line, self.path)

    def _definition(self, label: str, line: int) -> None:
        """`[x]: address` is shown nowhere, so what stands in it would be lost."""
        place = Place(self.path, self.first_line + line)
        if label.startswith("^"):
            remedy = "notes cite a source from sources.yml by its id; move other text into the page"
            self.problems.append(UNSUPPORTED(place, "a note's own text is not used here", remedy))
        else:
            remedy = "write the address in the link: [text](address)"
            self.problems.append(UNSUPPORTED(place, "an address in a line of its own is not used here", remedy))

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
        heading, identity, points = self.inside.marked(self.inside.read(content), place)
        blocks = self._blocks_until("heading_open")
        below = self._next_level()
        sections = self._sections(level + 1) if below and below > level else ()
        if not blocks and not sections:
            title = self.lines[line_of(opening)].strip("# ")
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
        if token.level == _DEEPEST:
            self.problems.append(UNSUPPORTED(place, "lists or quotes deep within each other", "write one list"))
        self.at += 1
        if kind == "paragraph":
            content = self.tokens[self.at]
            self.at += 2
            only = content.children[0] if content.children and len(content.children) == 1 else None
            if only is not None and only.type == "image":
                return self._figure(only, place)
            inline = self.inside.read(content)
            return Paragraph(inline, place) if token.level else self._claim(inline, place)
        if kind == "blockquote":
            blocks = self._blocks_until("blockquote_close")
            self.at += 1
            return Quote(blocks, place)
        if kind in _KNOWN:
            return self._list(ordered=kind == "ordered_list", place=place)
        self._unsupported(token, place)
        if kind == "heading":
            self.at += 2
        return None

    def _figure(self, token: Token, place: Place) -> Figure | None:
        source, alt = str(token.attrs["src"]), self._alternative(token, place)
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

    def _alternative(self, token: Token, place: Place) -> str:
        """What a picture shows: it is read aloud, so it is text without marks."""
        children = token.children or []
        if any(child.type not in ("text", "text_special", "softbreak") for child in children):
            wrong = "there is markup in the text alternative of the picture"
            self.problems.append(BAD_PICTURE(place, wrong, "write it as plain text"))
        said = (" " if child.type == "softbreak" else child.content for child in children)
        return re.sub("[ \t]+", " ", "".join(said)).strip()

    def _list(self, ordered: bool, place: Place) -> ListBlock:
        items = []
        while self.tokens[self.at].type == "list_item_open":
            at = self._place(self.tokens[self.at])
            self.at += 1
            items.append(self._item(self._blocks_until("list_item_close"), at))
            self.at += 1
        self.at += 1
        return ListBlock(ordered, tuple(items), place)

    def _claim(self, inline: tuple[Inline, ...], place: Place) -> Paragraph:
        """A paragraph outside lists and quotes, which may name the points that it retells."""
        kept, identity, points = self.inside.marked(inline, place)
        if identity is not None:  # a heading that lacks its space, say: left for the rule against left markup
            return Paragraph(inline, place)
        return Paragraph(kept, place, points)

    def _item(self, blocks: tuple[Block, ...], place: Place) -> Item:
        blocks, good, warning = heard(blocks, self.texts)
        if not blocks:
            self.problems.append(EMPTY_SECTION(place, "the list item is empty", "write it, or remove it"))
        if not blocks or not isinstance(blocks[-1], Paragraph):
            return Item(blocks, (), place, good, warning)
        last = blocks[-1]
        inline, identity, points = self.inside.marked(last.inline, last.place)
        if identity is not None:
            wrong = f"a list item cannot have the id {identity}"
            self.problems.append(BAD_MARK(place, wrong, "remove {#…}: items get their id from the tool"))
        return Item((*blocks[:-1], Paragraph(inline, last.place)), points, place, good, warning)

    def _unsupported(self, token: Token, place: Place) -> None:
        if token.type == "heading_open":  # inside a list or a quote
            self.problems.append(
                UNSUPPORTED(place, "a heading inside a list or a quote", "move it out, or remove the #")
            )
        else:
            name = NAMES.get(token.type, token.type)
            self.problems.append(UNSUPPORTED(place, f"{name} is not used here", "write it as plain Markdown"))

    def _place(self, token: Token) -> Place:
        line = line_of(token)
        text = self.lines[line]
        return Place(self.path, line + self.first_line, len(text) - len(text.lstrip()) + 1)
