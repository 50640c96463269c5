"""Which unit of a page is which, before and after an edit: by the text, since nothing else stays with it.

First those whose text is as it was, wherever they stand; then the most alike, pair by pair.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..content.ledger import Anchor
from ..model.sections import TOP, Unit

# Units of one family are edited into each other: a piece of advice becomes a paragraph.
_FAMILIES = {
    "avsnitt": "prose",
    "rad": "prose",
    "sporsmal": "items",
    "fallgruve": "items",
    "laerdom": "items",
}
# Two texts with less in common are two. On our own text, the two most alike that are not the same reach 0.44;
# a paragraph with half its words changed, and the larger part of one that was split, have 0.55 and more.
ALIKE = 0.5
# A question that became a pitfall keeps its id if it says the same, but not if it was written anew.
ALIKE_ACROSS_FAMILIES = 0.8
# A merged paragraph's text holds nearly all the words of each of its parts, in their order.
_HELD, _FEWEST_WORDS = 0.6, 4
_LETTERS_ALONE = 0.25
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class _Pair:
    """A unit and an anchor that may be the same, by their numbers; the best pair has the highest `rank`."""

    rank: tuple[float, ...]
    unit: int
    anchor: int


def match(units: Sequence[Unit], anchors: Sequence[Anchor]) -> dict[int, int]:
    """For each unit that the anchors know, by its number, the number of its anchor. No anchor is given twice."""
    found = _take(_same(units, anchors), {})
    return _take(_alike(units, anchors, found), found)


def heir(gone: Anchor, units: Sequence[Unit], ids: Sequence[str]) -> str:
    """What a removed id leads to: the unit its text was merged into, else its section, else the page's title."""
    own = _words(gone.text or "")
    kin = [(unit, identity) for unit, identity in zip(units, ids, strict=True) if _kin(unit, gone)]
    held = {identity: _held(own, _words(unit.text)) for unit, identity in kin}
    best = max(held, key=lambda identity: held[identity], default="")
    return best if held.get(best, 0) >= _HELD else gone.where or TOP


def _take(pairs: Iterator[_Pair], taken: dict[int, int]) -> dict[int, int]:
    """The best pairs, none of which shares a unit or an anchor with a better one."""
    found, used = dict(taken), set(taken.values())
    for pair in sorted(pairs, key=lambda pair: pair.rank, reverse=True):
        if pair.unit not in found and pair.anchor not in used:
            found[pair.unit] = pair.anchor
            used.add(pair.anchor)
    return found


def _same(units: Sequence[Unit], anchors: Sequence[Anchor]) -> Iterator[_Pair]:
    """Pairs of the same text. Of twins, those in the same section go together, and the first with the first."""
    known: dict[str | None, list[int]] = defaultdict(list)
    for other, anchor in enumerate(anchors):
        known[anchor.text].append(other)
    seen: Counter[str] = Counter()
    for number, unit in enumerate(units):
        for order, other in enumerate(known.get(unit.text, ())):
            apart = abs(order - seen[unit.text])
            kin, near = _kin(unit, anchors[other]), unit.section == anchors[other].where
            yield _Pair((kin, near, -apart, -number), number, other)
        seen[unit.text] += 1


def _alike(units: Sequence[Unit], anchors: Sequence[Anchor], taken: dict[int, int]) -> Iterator[_Pair]:
    """Pairs of those that are left, where the texts have enough in common."""
    used = set(taken.values())
    left = [number for number in range(len(anchors)) if number not in used]
    for number, unit in enumerate(units):
        if number in taken or not left:
            continue
        for other in left:
            anchor = anchors[other]
            score = similarity(unit.text, anchor.text or "")
            if score >= (ALIKE if _kin(unit, anchor) else ALIKE_ACROSS_FAMILIES):
                yield _Pair((score, unit.section == anchor.where, -number, -other), number, other)


def similarity(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1: half by whole words in their order, half by letters.

    By letters alone where nearly all are the same, or a word of three letters mended would be another text.
    """
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Indel

    letters = fuzz.ratio(one, other) / 100
    return max((Indel.normalized_similarity(_words(one), _words(other)) + letters) / 2, letters - _LETTERS_ALONE)


def family(kind: str) -> str:
    return _FAMILIES.get(kind, kind)


def _kin(unit: Unit, anchor: Anchor) -> bool:
    """Of one family, or in one section: an id may have come there from another kind of section before."""
    return family(unit.kind) == family(anchor.kind) or unit.section == anchor.where


def _held(part: list[str], whole: list[str]) -> float:
    """The share of a text's words that stand, in their order, in another."""
    from rapidfuzz.distance import LCSseq

    common = LCSseq.similarity(part, whole)
    return common / len(part) if common >= _FEWEST_WORDS else 0.0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
