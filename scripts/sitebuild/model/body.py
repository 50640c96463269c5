"""The running text of a page as a small tree: what the editors write, free of any output format.

Every output (page, PDF, search, data) is made from this tree, so none of them reads Markdown again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..problems import Place
from .values import Target, Text

# --- inside a line ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """Plain text."""

    text: str


@dataclass(frozen=True)
class Strong:
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Emphasis:
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Link:
    """`target` is `kind:id#anchor` for the site's own things, else an outside address."""

    target: Target
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Citation:
    """A numbered note that names a source, by the source's id."""

    source: Text


Inline = Run | Strong | Emphasis | Link | Citation


# --- blocks ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `points` are the ids of the report's points that it retells."""

    inline: tuple[Inline, ...]
    place: Place
    points: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Item:
    """A list item; `points` are the ids of the report's points that it retells or is derived from.

    Of a question: `good` is what a good answer holds, and `warning` what a bad one sounds like.
    """

    blocks: tuple[Block, ...]
    points: tuple[Text, ...]
    place: Place
    good: Paragraph | None = None
    warning: Paragraph | None = None

    @property
    def answers(self) -> tuple[Paragraph, ...]:
        """What to listen for after the question, the good answer first."""
        return tuple(answer for answer in (self.good, self.warning) if answer is not None)


@dataclass(frozen=True)
class ListBlock:
    ordered: bool
    items: tuple[Item, ...]
    place: Place


@dataclass(frozen=True)
class Quote:
    blocks: tuple[Block, ...]
    place: Place


@dataclass(frozen=True)
class Figure:
    """A picture in a paragraph of its own. `picture` is the file's name; `caption` may be empty."""

    picture: Text
    alt: str
    caption: str
    place: Place


Block = Paragraph | ListBlock | Quote | Figure


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it. `id` is the explicit one (`{#id}`) or None."""

    heading: tuple[Inline, ...]
    level: int
    id: Text | None
    points: tuple[Text, ...]
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    place: Place
    # Which of the page's fixed sections it is, by id: its heading is another in another language.
    role: str | None = None

    @property
    def title(self) -> str:
        return plain(self.heading)


@dataclass(frozen=True)
class Body:
    """A page's text: the blocks before the first heading, then the sections.

    `raw` is the text as written and `first_line` its line in the file, for the checks of language.
    """

    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    raw: str = ""
    first_line: int = 1
    path: str = ""


# --- walks -----------------------------------------------------------------------------------------


def plain(inline: tuple[Inline, ...]) -> str:
    """The text without markup; notes are left out."""
    return "".join(_plain(node) for node in inline)


def _plain(node: Inline) -> str:
    match node:
        case Run(text):
            return text
        case Strong(children) | Emphasis(children) | Link(_, children):
            return plain(children)
        case Citation():
            return ""


def all_sections(body: Body) -> Iterator[Section]:
    """Every section, in reading order."""

    def walk(sections: tuple[Section, ...]) -> Iterator[Section]:
        for section in sections:
            yield section
            yield from walk(section.sections)

    yield from walk(body.sections)


def all_blocks(body: Body) -> Iterator[Block]:
    """Every block, in reading order, those inside lists and quotes too."""
    yield from walk_blocks(body.blocks)
    for section in all_sections(body):
        yield from walk_blocks(section.blocks)


def walk_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, ListBlock):
            for item in block.items:
                yield from walk_blocks((*item.blocks, *item.answers))
        elif isinstance(block, Quote):
            yield from walk_blocks(block.blocks)


def all_inline(body: Body) -> Iterator[Inline]:
    """Every inline node of the body, headings first in their section, nested ones too."""
    for section in all_sections(body):
        yield from walk_inline(section.heading)
    for block in all_blocks(body):
        if isinstance(block, Paragraph):
            yield from walk_inline(block.inline)


def walk_inline(nodes: tuple[Inline, ...]) -> Iterator[Inline]:
    for node in nodes:
        yield node
        if not isinstance(node, Run | Citation):
            yield from walk_inline(node.children)


def text_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The plain text of each paragraph and caption, in order."""
    for block in walk_blocks(blocks):
        if isinstance(block, Paragraph):
            yield plain(block.inline)
        elif isinstance(block, Figure) and block.caption:
            yield block.caption
