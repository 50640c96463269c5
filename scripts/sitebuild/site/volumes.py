"""When there are many cases, the book holds none: each letter has its volumes, set again when one of its own changes.

A book of thousands of pages helps nobody, and one word changed in it would set them all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import groupby

from ..model.records import Case
from ..model.values import norwegian_order
from .addresses import DOWNLOADS

# With so many cases the book is some 130 pages.
MOST_IN_THE_BOOK = 60
# A volume is some 50 pages, so that a word that is changed sets no more than these.
MOST_IN_A_VOLUME = 25
_ADDRESSES = {"Æ": "ae", "Ø": "oe", "Å": "aa"}
# What is listed under no letter: names that begin with a number or a sign.
_OTHER = "0-9"


def volumes(cases: Iterable[Case]) -> dict[str, list[Case]]:
    """The cases of each volume by its name, «B» or «B 2», in Norwegian order; none when they all stand in the book."""
    every = sorted(cases, key=lambda case: (_letter(case.name), norwegian_order(case.name)))
    if len(every) <= MOST_IN_THE_BOOK:
        return {}
    found = {letter: list(those) for letter, those in groupby(every, key=lambda case: _letter(case.name))}
    return {
        f"{letter} {at // MOST_IN_A_VOLUME + 1}" if at else letter: found[letter][at : at + MOST_IN_A_VOLUME]
        for letter in sorted(found, key=norwegian_order)
        for at in range(0, len(found[letter]), MOST_IN_A_VOLUME)
    }


def volume_address(name: str) -> str:
    """Where a volume is: `last-ned/bind-b-2.pdf`; Æ, Ø and Å have ASCII names of their own."""
    letter, _, number = name.partition(" ")
    part = f"-{number}" if number else ""
    return f"{DOWNLOADS}bind-{_ADDRESSES.get(letter, letter.lower())}{part}.pdf"


def _letter(name: str) -> str:
    """The letter a name is listed under: that of its first sign, accents aside."""
    first = name[:1].upper()
    if first in _ADDRESSES:
        return first
    plain = unicodedata.normalize("NFKD", first)[:1]
    return plain if plain.isascii() and plain.isalpha() else _OTHER
