"""Documents -> the index, in the form that MiniSearch loads.

It is made here and not in the browser: the reader waits for nothing but its transfer, and the language layer is
used once. The form is MiniSearch's own (`serializationVersion` 2); a browser test loads it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from .documents import Document
from .fold import fold, rules, stem, tokens
from .thesaurus import Thesaurus

FIELDS = ("title", "names", "asked", "text", "parts")
# A part of a compound is a word of its own, of at least so many signs.
_PART = 3


def make_index(found: Iterable[Document], thesaurus: Thesaurus) -> dict[str, object]:
    """What the browser loads: MiniSearch's index, with each document's location, title, text and kind."""
    rows = list(found)
    fields = [_fields(document, thesaurus) for document in rows]
    vocabulary = {term for row in fields for terms in row for term in terms} | set(thesaurus.same.values())
    vocabulary -= ignored()
    for row in fields:
        whole = {term for terms in row for term in terms}
        row.append([part for term in sorted(whole) for part in split(term, vocabulary) if part not in whole])
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
    texts = (document.title, document.names, document.asked, document.text)
    return [[term for term in thesaurus.canonical(tokens(text)) if term] for text in texts]


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


def split(term: str, vocabulary: set[str]) -> list[str]:
    """The two parts of a compound, both words of the text; the longest second part wins; none if it is no compound.

    `samarbedspartn` gives `samarbed` and `partn`: an s or e between the parts belongs to neither.
    """
    for at in range(_PART, len(term) - _PART + 1):
        left, right = term[:at], stem(term[at:])
        if len(right) < _PART or right not in vocabulary:
            continue
        for first in (left, left[:-1] if left[-1] in "se" else ""):
            if len(first) >= _PART and stem(first) in vocabulary:
                return [stem(first), right]
    return []


def ignored() -> set[str]:
    """The folds of the words that say nothing of what is sought."""
    return {fold(word) for word in rules()["ignored"]}


def language(thesaurus: Thesaurus) -> dict[str, object]:
    """The rules and the thesaurus as the browser reads them."""
    data = rules()
    return {
        "signs": data["signs"],
        "parts": [pair for pair in data["parts"] if pair[0] != pair[1]],
        "sounds": data["sounds"],
        "endings": sorted(data["endings"], key=lambda end: (-len(end), end)),
        "stem": data["stem"],
        "ignored": sorted(ignored()),
        "same": {" ".join(folds): term for folds, term in sorted(thesaurus.same.items())},
        "near": thesaurus.near,
    }
