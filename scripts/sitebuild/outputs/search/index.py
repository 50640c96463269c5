"""Documents -> the index, in the form that MiniSearch loads.

It is made here and not in the browser: the reader waits for nothing but its transfer, and the language layer is
used once. The form is MiniSearch's own (`serializationVersion` 2); a browser test loads it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

from ...content.thesaurus import Thesaurus
from ...language.fold import bare, fold, longest_first, rules, tokens, words
from .documents import Document

FIELDS = ("title", "names", "asked", "text", "parts")
# A part of a compound is a word of its own, of at least so many signs.
_PART = 3


def make_index(found: Iterable[Document], thesaurus: Thesaurus) -> dict[str, object]:
    """What the browser loads: MiniSearch's index, with each document's location, title, text and kind."""
    rows = list(found)
    fields = [_fields(document, thesaurus) for document in rows]
    vocabulary = {term for row in fields for terms in row for term in terms} | set(thesaurus.same.values())
    compounds = Compounds(vocabulary, thesaurus)
    for document, row in zip(rows, fields, strict=True):
        row.append(_parts(document, compounds, {term for terms in row for term in terms}))
    return {
        "documentCount": len(rows),
        "nextId": len(rows),
        "documentIds": {str(number): number for number in range(len(rows))},
        "fieldIds": {name: number for number, name in enumerate(FIELDS)},
        "fieldLength": {str(number): [len(set(terms)) for terms in row] for number, row in enumerate(fields)},
        "averageFieldLength": [_average(len(set(row[field])) for row in fields) for field in range(len(FIELDS))],
        "storedFields": {str(number): _stored(document) for number, document in enumerate(rows)},
        "dirtCount": 0,
        "index": _postings(fields),
        "serializationVersion": 2,
    }


def _fields(document: Document, thesaurus: Thesaurus) -> list[list[str]]:
    return [[term for term in thesaurus.canonical(tokens(text)) if term] for text in _texts(document)]


def _texts(document: Document) -> tuple[str, ...]:
    return (document.title, document.names, document.asked, document.text)


def _parts(document: Document, compounds: Compounds, whole: set[str]) -> list[str]:
    """The terms of the compounds' parts, but for those that the document has as words."""
    found = sorted({word.lower() for text in _texts(document) for word in words(text)})
    return [part for word in found for part in compounds.split(word) if part not in whole]


def _stored(document: Document) -> dict[str, object]:
    return {
        "location": document.location,
        "page": document.page,
        "title": document.title,
        "text": document.text,
        "kind": document.kind,
        "weight": document.weight,
    }


def _average(lengths: Iterable[int]) -> float:
    found = list(lengths)
    return round(sum(found) / max(1, len(found)), 4)


def _postings(fields: list[list[list[str]]]) -> list[list[object]]:
    found: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for number, row in enumerate(fields):
        for field, terms in enumerate(row):
            for term, count in Counter(terms).items():
                found[term][str(field)][str(number)] = count
    return [[term, found[term]] for term in sorted(found)]


class Compounds:
    """Splits compounds in two parts that are both in `vocabulary`, a set of terms."""

    def __init__(self, vocabulary: set[str], thesaurus: Thesaurus) -> None:
        self.vocabulary, self.thesaurus = vocabulary, thesaurus
        self.known: dict[str, list[str]] = {}

    def split(self, word: str) -> list[str]:
        """The terms of the two parts; the longest second part wins; none if the word is no compound.

        `samarbeidspartnar` gives those of `samarbeid` and `partnar`: an s or e between the parts belongs to neither,
        and what is left when an ending is taken off is no part.
        """
        if word not in self.known:
            self.known[word] = self._split(word)
        return self.known[word]

    def _split(self, word: str) -> list[str]:
        whole = fold(word)
        for at in range(_PART, len(word) - _PART + 1):
            right = self._term(word[at:])
            if right is None:
                continue
            for first in (word[:at], word[: at - 1] if word[at - 1] in "se" else ""):
                left = self._term(first)
                if left is not None and fold(first) != whole and bare(first) not in ignored():
                    return [left, right]
        return []

    def _term(self, part: str) -> str | None:
        term = self.thesaurus.term(fold(part)) if len(part) >= _PART else None
        return term if term in self.vocabulary else None


@cache
def ignored() -> frozenset[str]:
    """The words that say nothing of what is sought, in plain signs."""
    return frozenset(bare(word) for word in rules()["ignored"])


def language(thesaurus: Thesaurus) -> dict[str, object]:
    """The rules and the thesaurus as the browser reads them."""
    data = rules()
    return {
        "signs": data["signs"],
        "parts": [pair for pair in data["parts"] if pair[0] != pair[1]],
        "sounds": data["sounds"],
        "endings": longest_first(data["endings"]),
        "last": data["last"],
        "derived": longest_first(data["derived"]),
        "stem": data["stem"],
        "ignored": sorted(ignored()),
        "same": {" ".join(folds): term for folds, term in sorted(thesaurus.same.items())},
        "near": thesaurus.near,
    }
