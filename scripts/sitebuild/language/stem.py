"""Words -> stems: the last resort, for words that are in no dictionary. Two words with one stem may well be strangers.

The rules are data, in `rules.yml`; `docs/assets/js/search/language.js` does the same with the same data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from .plain import bare, rules


@cache
def stem(word: str) -> str:
    """A word as Nynorsk and Bokmål may both be heard, without its ending."""
    data = _compiled()
    text = bare(word)
    for old, new in data["parts"]:
        text = text.replace(old, new)
    for change in data["sounds"]:
        text = change(text)
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
