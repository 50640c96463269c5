"""Marks of word processors and of other dialects of Markdown: none is a mark here, and the reader would see them.

What a line begins with is looked at in the text as written, since the parser has joined the lines of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_ITEM, _NO_BOX = "write - and a space before each item", "remove it; boxes and columns are not used"
_SPACED = "put a space after it if it is a list; if it is text, write \\. or \\) with a backslash before the sign"
_LEFT, _PLAIN = "a mark of another dialect is left", "remove it, and write it in words"

# Inside a line: (pattern, what is wrong, the remedy).
IN_TEXT = (
    (r"==[^=\s][^=]*==|\+\+[^+\s][^+]*\+\+|@@|%%", _LEFT, _PLAIN),
    (
        r"(?<!~)~[^\s~]{1,40}~|\^[^\s^]{1,40}\^|\^\[|(?<=[\w)])\^(?=[\w({+−-])",
        _LEFT,
        "write H₂O and x² with their own signs",
    ),
    (
        r"\$\$|\$[a-zA-Z][^\s$]{0,40}\$|\$[^$\s][^$\n]{0,80}[\\^_={][^$\n]{0,80}\$|\\[(\[]",
        "a formula is left",
        "write it in words",
    ),
    (r"(?<![\w:/]):(?:[a-z][a-z0-9_+-]{1,40}|[+-]1|100|1234):(?![\w:])", "a name of a picture sign is left", _PLAIN),
    (r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]{1,30});", "a sign is written as a code", "write the sign itself"),
    (r"(?<!-)--(?!-)", "two hyphens are left", "write –"),
    (r"<<|>>", "not the quotation marks we use", "write «…»"),
    (r"Feil! (?:Bokmerke|Fann|Fant|Ugyldig)|Error! (?:Reference|Bookmark)", "a broken field is left", "write the text"),
)

# What a line begins with, whatever stands around it.
_ALWAYS = (
    (r"#+(?=[^\s#])", "a heading begins with a space after #", "put a space after the last #"),
    (r"-(?=[^\W\d])", "a list item begins with a space after the hyphen", "put a space after it"),
    (r"\d+[.)](?=[^\W\d])", "a number and a word have no space between them", _SPACED),
    (
        r"(?:#{1,6}|[-+*>]|\d{1,9}[.)])[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]",
        "the space after the mark is no ordinary one",
        "delete it, and type a space",
    ),
    (r"[•·▪▫◦‣⁃●○■□∙➢➤►✓✔¤\uf0a7\uf0b7](?=\s|\w)", "a bullet from a word processor", _ITEM),
    # Wingdings' square looks like this in plain text; «§ 5 i lova» is a reference.
    (r"§[ \t\u00a0]*(?=[^\W\d])", "a bullet from a word processor", _ITEM),
    (r"o[ \t\u00a0]+(?=\S)", "a bullet from a word processor", _ITEM),
    (r"\(?(?:[a-zA-ZæøåÆØÅ]|[ivx]{1,4}|\d{1,2})\)(?=\s)", "a list of another kind", f"{_ITEM}, or 1., 2., 3."),
    (r":{2,}|/{3,}", _LEFT, _NO_BOX),
    (r":[ \t]+(?=\S)", "a list of definitions is not used here", _ITEM),
    (r"\?{3}\+?\s|>!|\+{3,}|%{3,}|\{%|\[\[?_?TOC_?\]?\]|\\[a-z]+", _LEFT, _NO_BOX),
)
# What a line may begin with, but not two lines in a row: they would run together.
_IN_A_ROW = (
    (r"[–—−→⇒][ \t\u00a0]+(?=\S)", "a dash from a word processor", _ITEM),
    (r"(?:[a-zA-ZæøåÆØÅ]|[ivx]{1,4})\.[ \t\u00a0]+(?=\S)", "a list of another kind", f"{_ITEM}, or 1., 2., 3."),
)
_BEGINNINGS = tuple((re.compile(rf"\s*(?:{pattern})"), wrong, remedy) for pattern, wrong, remedy in _ALWAYS)
_ROWS = tuple((re.compile(rf"\s*{pattern}"), wrong, remedy) for pattern, wrong, remedy in _IN_A_ROW)
_ITEM_BEGINS = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")


def odd_lines(lines: Sequence[str]) -> Iterator[tuple[int, int, str, str]]:
    """(number of the line from 0, column from 1, what is wrong, the remedy) for each line that is no plain text."""
    for number, line in enumerate(lines):
        for pattern, wrong, remedy in _BEGINNINGS:
            found = pattern.match(line)
            if found:
                yield number, found.end(), wrong, remedy
        for pattern, wrong, remedy in _ROWS:
            if pattern.match(line) and _runs_on(pattern, lines, number):
                yield number, len(line) - len(line.lstrip()) + 1, wrong, remedy


def _runs_on(pattern: re.Pattern[str], lines: Sequence[str], number: int) -> bool:
    """Whether the line before or after begins in the same way, or the line belongs to an item of a list."""
    around = [lines[at] for at in (number - 1, number + 1) if 0 <= at < len(lines)]
    before = lines[number - 1] if number else ""
    return any(pattern.match(line) for line in around) or bool(_ITEM_BEGINS.match(before))
