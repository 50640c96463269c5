"""Text as Typst reads it: string literals, so that no sign of it is taken for markup."""

from __future__ import annotations

import re

from ...rules.glyphs import NO_BREAK_HYPHEN

_LONG, _CHUNKS = re.compile(r"\w{31,}"), re.compile(".{1,8}")


def quote(text: str) -> str:
    """A Typst string literal. An unbreakable hyphen is one that joiners hold on to both sides."""
    text = text.replace(NO_BREAK_HYPHEN, "\u2060-\u2060")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def shown(text: str) -> str:
    """A string literal of text to be read. A word longer than a line of a heading may break, which only then shows."""
    return quote(_LONG.sub(lambda word: "\u00ad".join(_CHUNKS.findall(word[0])), text))
