"""Words -> folds: the form that Nynorsk, Bokmål, inflections and common spellings of a word share.

The rules are data, in `rules.yml`; `docs/assets/js/search/language.js` does the same with the same data, and
`tests/fixtures/folds.json` holds the vectors that keep the two equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

RULES = Path(__file__).parent / "rules.yml"
# A word: letters and digits, with hyphens inside.
WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_HYPHEN = re.compile(r"[-\u2010\u2011]")


@cache
def rules() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    return found


def fold(word: str) -> str:
    """The fold of one word; a hyphenated word is folded as one."""
    return _fold(word.lower())


@cache
def _fold(word: str) -> str:
    data = _compiled()
    text = bare(word)
    for old, new in data["parts"]:
        text = text.replace(old, new)
    for change in data["sounds"]:
        text = change(text)
    return stem(text)


def bare(word: str) -> str:
    """In small letters, without hyphens and accents; the signs of `rules.yml` are replaced before å loses its ring."""
    text = unicodedata.normalize("NFC", _HYPHEN.sub("", word.lower())).translate(_signs())
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


@cache
def _signs() -> dict[int, str]:
    return str.maketrans(rules()["signs"])


def stem(text: str) -> str:
    """A folded word without its inflection, the ending it is derived by, and a last s."""
    data = _compiled()
    text = _without(data["endings"], text)
    text = data["last"].sub("", text)
    return _without(("s",), _without(data["derived"], text))


def _without(endings: Sequence[str], text: str) -> str:
    longest = len(text) - _compiled()["stem"]
    for end in endings:
        if text.endswith(end) and len(end) <= longest:
            return text[: -len(end)]
    return text


def longest_first(endings: list[str]) -> list[str]:
    """Endings in the order they are tried."""
    return sorted(endings, key=lambda end: (-len(end), end))


def _change(old: str, new: str) -> Callable[[str], str]:
    """A rule as a function. Most are plain signs, which are replaced in a tenth of the time of an expression."""
    if re.escape(old) == old:
        return lambda text: text.replace(old, new)
    pattern = re.compile(old)
    return lambda text: pattern.sub(new, text)


@cache
def _compiled() -> dict[str, Any]:
    data = rules()
    return {
        "parts": [(old, new) for old, new in data["parts"] if old != new],
        "sounds": [_change(old, new) for old, new in data["sounds"]],
        "endings": longest_first(data["endings"]),
        "last": re.compile(data["last"]),
        "derived": longest_first(data["derived"]),
        "stem": data["stem"],
    }


def words(text: str) -> list[str]:
    """The words of a text, as written."""
    return WORD.findall(text)


def tokens(text: str) -> list[str]:
    """The folds of a text's words, in order; a hyphenated word gives itself as one, and its parts."""
    found = []
    for word in words(text):
        found.append(fold(word))
        parts = _HYPHEN.split(word)
        if len(parts) > 1:
            found += [fold(part) for part in parts if len(part) > 2]
    return found
