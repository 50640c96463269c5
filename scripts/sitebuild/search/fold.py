"""Words -> folds: the form that Nynorsk, Bokmål, inflections and common spellings of a word share.

The rules are data, in `rules.yml`; `docs/assets/js/search/language.js` does the same with the same data, and
`tests/fixtures/folds.json` holds the vectors that keep the two equal.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import yaml

RULES = Path(__file__).parent / "rules.yml"
# A word: letters and digits, with hyphens inside.
WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_HYPHEN = re.compile(r"[-\u2010\u2011]")


@cache
def rules() -> dict:
    return yaml.safe_load(RULES.read_text(encoding="utf-8"))


def fold(word: str) -> str:
    """The fold of one word; a hyphenated word is folded as one."""
    return _fold(word.lower())


@cache
def _fold(word: str) -> str:
    data = _compiled()
    text = _plain(_HYPHEN.sub("", word), data["signs"])
    for old, new in data["parts"]:
        text = text.replace(old, new)
    for pattern, new in data["sounds"]:
        text = pattern.sub(new, text)
    return stem(text)


def _plain(word: str, signs: dict[str, str]) -> str:
    """Without accents, with the signs of `rules.yml` replaced before å loses its ring."""
    replaced = "".join(signs.get(sign, sign) for sign in unicodedata.normalize("NFC", word))
    return "".join(sign for sign in unicodedata.normalize("NFD", replaced) if not unicodedata.combining(sign))


def stem(text: str) -> str:
    """A folded word without its endings."""
    data = _compiled()
    while True:
        fits = (end for end in data["endings"] if text.endswith(end) and len(text) - len(end) >= data["stem"])
        found = next(fits, None)
        if found is None:
            return text
        text = text[: -len(found)]


@cache
def _compiled() -> dict:
    data = rules()
    return {
        "signs": data["signs"],
        "parts": [(old, new) for old, new in data["parts"] if old != new],
        "sounds": [(re.compile(old), new) for old, new in data["sounds"]],
        "endings": sorted(data["endings"], key=lambda end: (-len(end), end)),
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
