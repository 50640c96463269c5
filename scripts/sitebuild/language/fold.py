"""Words -> keys: what Nynorsk, Bokmål and inflections of a word share.

A word is looked up in the dictionary (`lexicon.py`), as it stands, then by its endings; what is not there is split in
two words that are. A word that is neither has the key of its stem, marked, so that it never meets a real one.
`docs/assets/js/search/language.js` does the same with as much of the dictionary as a site needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from .dictionary import Dictionary
from .lexicon import lexicon
from .plain import HYPHEN, plain, seen, words


@cache
def everything() -> Dictionary:
    """The whole dictionary."""
    return Dictionary(lexicon().lemmas, lexicon().odd)


def fold(word: str) -> str:
    """The likeliest key of one word; a hyphenated word is one."""
    return everything().keys(word)[0]


def tokens(text: str) -> list[str]:
    """The likeliest keys of a text's words, in order; a hyphenated word gives itself as one, and its parts."""
    found = []
    for word in words(seen(text)):
        found.append(fold(word))
        parts = HYPHEN.split(word)
        if len(parts) > 1:
            found += [fold(part) for part in parts if len(part) > 2]
    return found


def needed(every: Iterable[str]) -> Dictionary:
    """As much of the dictionary as gives these words the same keys as all of it, and the common words."""
    whole = everything()
    lemmas = {word: whole.lemmas[word] for word in lexicon().common}
    odd = {form: first for form, first in whole.odd.items() if all(one in lemmas for one in first)}
    for word in every:
        for part in whole.looked_up(plain(word)):
            for first in (part, *whole.odd.get(part, ())):
                if first in whole.lemmas:
                    lemmas[first] = whole.lemmas[first]
            if part in whole.odd:
                odd[part] = whole.odd[part]
    return Dictionary(dict(sorted(lemmas.items())), dict(sorted(odd.items())))
