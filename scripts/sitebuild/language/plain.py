"""Text -> words, and words in plain signs: what a keyboard, a copied PDF and another system write alike."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import yaml

RULES = Path(__file__).parent / "rules.yml"
# Signs that are not seen: soft hyphens, joiners, marks of direction, variants.
INVISIBLE = r"\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
HYPHENS = r"\u002d\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_SIGN = r"[^\W_]"
_LETTERS = rf"{_SIGN}(?:{_SIGN}|[\u0300-\u036f{INVISIBLE}])*"
# A word: letters and digits, with marks, signs that are not seen, and hyphens inside.
WORD = re.compile(rf"{_LETTERS}(?:[{HYPHENS}]{_LETTERS})*")
HYPHEN = re.compile(rf"[{HYPHENS}]")
_UNSEEN = re.compile(rf"[{INVISIBLE}]")
# The letters that are their own, and not others with a mark.
_OWN = "åøæ"


@cache
def rules() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    return found


def seen(text: str) -> str:
    """A text with ligatures and wide signs taken apart, marks joined to their letters, and nothing that is not seen."""
    return text if text.isascii() else _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def words(text: str) -> list[str]:
    """The words of a text, as written."""
    return WORD.findall(text)


@cache
def plain(word: str) -> str:
    """A word in small letters, without hyphens and accents; å, ø and æ are letters of their own."""
    text = HYPHEN.sub("", seen(word).lower())
    if text.isascii():
        return text
    return "".join(sign if sign in _OWN else _unmarked(sign) for sign in unicodedata.normalize("NFC", text))


@cache
def _unmarked(sign: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", sign) if not unicodedata.combining(part))


def bare(word: str) -> str:
    """A plain word in the signs of an address: å is a, ø is o, æ is e."""
    return plain(word).translate(_signs())


@cache
def _signs() -> dict[int, str]:
    return str.maketrans(rules()["signs"])
