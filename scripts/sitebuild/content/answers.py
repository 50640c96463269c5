"""What stands in a list under a question: what a good answer holds, and what a warning sounds like."""

from __future__ import annotations

from ..language.texts import Texts
from ..model.body import Block, Item, ListBlock, Paragraph, Run

Heard = tuple[tuple[Block, ...], Paragraph | None, Paragraph | None]


def heard(blocks: tuple[Block, ...], texts: Texts) -> Heard:
    """The blocks of an item without such a list, the good answer and the warning; as they are when it is another.

    «Godt svar:» and «Varsel:» say which is which, in the language of the page.
    """
    good, warning = marks = tuple(f"{texts(f'recommendation.{name}')}:" for name in ("good", "warning"))
    last = blocks[-1] if len(blocks) > 1 else None
    if not isinstance(last, ListBlock):
        return blocks, None, None
    found: dict[str, Paragraph] = {}
    for item in last.items:
        label = _label(item, marks)
        if label is None or label in found:
            return blocks, None, None
        found[label] = _said(item, label)
    return blocks[:-1], found.get(good), found.get(warning)


def _label(item: Item, marks: tuple[str, ...]) -> str | None:
    if len(item.blocks) != 1 or item.points or not isinstance(item.blocks[0], Paragraph):
        return None
    first = item.blocks[0].inline[0]
    if not isinstance(first, Run):
        return None
    return next((label for label in marks if first.text.startswith(f"{label} ")), None)


def _said(item: Item, label: str) -> Paragraph:
    said = item.blocks[0]
    assert isinstance(said, Paragraph)
    first = said.inline[0]
    assert isinstance(first, Run)
    return Paragraph((Run(first.text.removeprefix(f"{label} ")), *said.inline[1:]), said.place)
