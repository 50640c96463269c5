"""Documents -> the index, as the browser reads it.

It is made here and not in the browser: the reader waits for nothing but its transfer, and the dictionary is used once.
Each page is a part that is kept by its own text, so that an edit makes one part again. What a search does not need is
left as text until it is asked for: what is ready at once is a list of terms, and one short row for each document.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from itertools import groupby
from typing import TypedDict

from ...content.thesaurus import Thesaurus
from ...kept import Kept, key_of
from ...language.dictionary import Dictionary, ignored
from ...language.fold import needed
from ...language.plain import HYPHEN, plain, rules, seen, words
from ...language.stem import longest_first
from .documents import Document

# The fields of a document, with the letter that stands for each in the index.
FIELDS = {"title": "T", "names": "N", "asked": "A", "text": "X", "parts": "P"}
# How a word that is not in the dictionary stands in the index as it is written.
AS_IS = "="
# A word that stands so often in a field is no more telling for standing there oftener.
_MOST = 4


class Part(TypedDict):
    """A page: what is shown of each of its documents, their lengths, and their terms, field by field."""

    shown: list[list[str]]
    rows: list[list[str | float | list[int]]]
    terms: list[dict[str, dict[str, int]]]


def make_index(
    found: Iterable[Document], thesaurus: Thesaurus, kept: Kept | None = None, dictionary: Dictionary | None = None
) -> dict[str, object]:
    """What the browser loads: `terms` and their `postings` in order, a row for each document, a part for each page."""
    documents = list(found)
    known = dictionary or dictionary_for(documents, thesaurus)
    pages = [list(group) for _page, group in groupby(documents, lambda document: document.page)]
    salt = _salt(known, thesaurus)
    parts = [_part(page, known, thesaurus, kept, salt) for page in pages]
    rows = [[number, *row] for number, part in enumerate(parts) for row in part["rows"]]
    postings = _postings(terms for part in parts for terms in part["terms"])
    return {
        "terms": "\n".join(postings),
        "postings": "\n".join(postings.values()),
        "average": _averages(part["rows"] for part in parts),
        "pages": [page[0].page for page in pages],
        "phrases": [
            [number, phrase] for number, page in enumerate(pages) for phrase in _phrases(page[0], known, thesaurus)
        ],
        "codes": {code: number for number, page in reversed([*enumerate(pages)]) for code in page[0].codes},
        "rows": rows,
        "parts": [json.dumps(part["shown"], ensure_ascii=False, separators=(",", ":")) for part in parts],
    }


def dictionary_for(documents: Iterable[Document], thesaurus: Thesaurus) -> Dictionary:
    """As much of the dictionary as these documents, and the thesaurus, need."""
    every = {word for document in documents for text in _texts(document) for word in _words(text)}
    return needed(sorted(every | set(thesaurus.words)))


def _words(text: str) -> Iterator[str]:
    for word in words(seen(text)):
        yield word
        parts = HYPHEN.split(word)
        if len(parts) > 1:
            yield from (part for part in parts if len(part) > 2)


def _texts(document: Document) -> tuple[str, ...]:
    return (document.title, document.names, document.asked, document.text)


def _salt(known: Dictionary, thesaurus: Thesaurus) -> str:
    return key_of(json.dumps([known.lemmas, known.odd, sorted(map(str, thesaurus.same.items()))], ensure_ascii=False))


def _part(page: list[Document], known: Dictionary, thesaurus: Thesaurus, kept: Kept | None, salt: str) -> Part:
    if kept is None:
        return _made(page, known, thesaurus)
    key = key_of(salt, repr([astuple(document) for document in page]))
    data = kept.made(key, lambda: json.dumps(_made(page, known, thesaurus), ensure_ascii=False).encode())
    found: Part = json.loads(data)
    return found


def _made(page: list[Document], known: Dictionary, thesaurus: Thesaurus) -> Part:
    fields = [_fields(document, known, thesaurus) for document in page]
    return {
        "shown": [[document.location, document.title, document.text] for document in page],
        "rows": [[one.kind, one.weight, [len(terms) for terms in row]] for one, row in zip(page, fields, strict=True)],
        "terms": [
            {
                name: Counter(terms)
                for name, terms in zip(FIELDS, [*row, _parts(one, known, thesaurus, row)], strict=True)
            }
            for one, row in zip(page, fields, strict=True)
        ],
    }


def _fields(document: Document, known: Dictionary, thesaurus: Thesaurus) -> list[list[str]]:
    """The terms of each field. Words that say nothing are sought in titles and editors' words, not in running text."""
    *told, text = _texts(document)
    return [
        *([*terms(one, known, thesaurus, frozenset())] for one in told),
        [*terms(text, known, thesaurus, ignored())],
    ]


def terms(text: str, known: Dictionary, thesaurus: Thesaurus, left_out: frozenset[str]) -> Iterator[str]:
    """The terms of a text: of each word all it may be, and of words that are one in the thesaurus that too."""
    every = list(_words(text))
    for word in every:
        written = plain(word)
        if written in left_out:
            continue
        keys = (*known.keys(word), *known.ordered(word))
        yield from dict.fromkeys(key if written in ignored() else thesaurus.term(key) for key in keys)
        if not known.whole(written):
            yield AS_IS + written
    yield from thesaurus.rows([known.keys(word)[0] for word in every])


def _parts(document: Document, known: Dictionary, thesaurus: Thesaurus, row: list[list[str]]) -> list[str]:
    """The terms of the compounds' parts, but for those that the document has as words."""
    whole = {term for terms in row for term in terms}
    found = sorted({plain(word) for text in _texts(document) for word in _words(text)})
    parts = (thesaurus.term(key) for word in found for key in known.split(word))
    return [part for part in parts if part not in whole]


def _postings(documents: Iterable[Mapping[str, Mapping[str, int]]]) -> dict[str, str]:
    """Each term with the documents that hold it: how far each is from the one before, and a letter for each time."""
    found: dict[str, list[str]] = defaultdict(list)
    last: dict[str, int] = {}
    for number, fields in enumerate(documents):
        held: dict[str, str] = defaultdict(str)
        for name, counts in fields.items():
            for term, count in counts.items():
                held[term] += FIELDS[name] * min(count, _MOST)
        for term, letters in held.items():
            found[term].append(_base36(number - last.get(term, 0)) + letters)
            last[term] = number
    return {term: "".join(found[term]) for term in sorted(found)}


def _phrases(document: Document, known: Dictionary, thesaurus: Thesaurus) -> Iterator[str]:
    """What editors expect a reader to ask in several words, and what a list is called, as keys with spaces between."""
    asked = [phrase for phrase in document.asked.split(" · ") if len(words(phrase)) > 1]
    for phrase in [*asked, *([document.title] if document.is_list else [])]:
        told = [word for word in _words(phrase) if plain(word) not in ignored()]
        yield " ".join(dict.fromkeys(thesaurus.term(known.keys(word)[0]) for word in told or _words(phrase)))


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return digits[number] if number < 36 else _base36(number // 36) + digits[number % 36]


def _averages(pages: Iterable[list[list[str | float | list[int]]]]) -> list[float]:
    lengths = [row[2] for rows in pages for row in rows if isinstance(row[2], list)]
    return [round(sum(column) / max(1, len(lengths)), 2) for column in zip(*lengths, strict=True)] or [0.0] * 4


# --- the language, as the browser reads it ----------------------------------------------------------------


def language(thesaurus: Thesaurus) -> dict[str, object]:
    """The rules and the thesaurus."""
    data = rules()
    return {
        "signs": data["signs"],
        "parts": [pair for pair in data["parts"] if pair[0] != pair[1]],
        "sounds": data["sounds"],
        "endings": longest_first(data["endings"]),
        "last": data["last"],
        "derived": longest_first(data["derived"]),
        "stem": data["stem"],
        "inflection": data["inflection"],
        "ignored": sorted(ignored()),
        "same": {" ".join(folds): term for folds, term in sorted(thesaurus.same.items())},
        "near": thesaurus.near,
    }


def dictionary_table(known: Dictionary) -> dict[str, str]:
    """The dictionary as two texts: a first form a line with its classes, each with how its key differs; and odd forms.

    A first form begins with a letter for how much it shares with the one before, A for nothing.
    """
    lines, before = [], ""
    for word, kinds in known.lemmas.items():
        shared = _shared(before, word)
        lines.append(
            " ".join([chr(65 + shared) + word[shared:], *(kind + _change(word, key) for kind, key in kinds.items())])
        )
        before = word
    odd = (" ".join([form, *(_change(form, first) for first in firsts)]) for form, firsts in known.odd.items())
    return {"lemmas": "\n".join(lines), "odd": "\n".join(odd)}


def _shared(word: str, other: str) -> int:
    """How many letters two words begin with alike."""
    unlike = (at for at, (a, b) in enumerate(zip(word, other, strict=False)) if a != b)
    return next(unlike, min(len(word), len(other)))


def _change(word: str, other: str) -> str:
    """How many letters to take off, and what to put on; nothing where the two are one."""
    same = _shared(word, other)
    return "" if word == other else f"{len(word) - same}{other[same:]}"
