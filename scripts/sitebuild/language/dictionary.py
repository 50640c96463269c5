"""Looking a word up: as it stands, by its endings, then as a compound of words that are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from .inflection import bases
from .plain import plain, rules
from .stem import stem

# A part of a compound is at least so long.
_SHORTEST = 3
# A part that is searched for by itself is no shorter than this: of those that are, most are no parts at all.
_PART = 4
# What looks like a word and ends others.
_ENDINGS = frozenset({"ande", "ende", "het", "heit", "leg", "lig"})
# What marks the key of a word that is not in the dictionary.
UNKNOWN = "~"


class Dictionary:
    """Some of the dictionary, or all: `lemmas` gives first form -> class -> key, `odd` form -> first forms."""

    def __init__(self, lemmas: Mapping[str, Mapping[str, str]], odd: Mapping[str, tuple[str, ...]]) -> None:
        self.lemmas, self.odd = lemmas, odd
        self._known: dict[str, tuple[str, ...]] = {}
        self._parts: dict[str, tuple[str, str] | None] = {}

    def keys(self, word: str) -> tuple[str, ...]:
        """The keys of a word, the likeliest first; at least one."""
        text = plain(word)
        if text not in self._known:
            self._known[text] = self._keys(text)
        return self._known[text]

    def _keys(self, text: str) -> tuple[str, ...]:
        if found := self.whole(text) or tuple(dict.fromkeys(self._short(text))):
            return found
        if parts := self.parts(text):
            first, last = parts
            return tuple(first + key for key in self.whole(last))
        return (UNKNOWN + stem(text),)

    def whole(self, text: str) -> tuple[str, ...]:
        """The keys of a plain word that is in the dictionary itself, in any of its forms; or none."""
        found = dict.fromkeys(self._looked_up(text))
        if not found and text.endswith("s") and len(text) > _SHORTEST:
            found = dict.fromkeys(self._looked_up(text[:-1]))
        return tuple(found)

    def _short(self, text: str) -> Iterator[str]:
        """The keys of verbs that have lost their ending, as imperatives and Nynorsk's strong verbs do."""
        for base in (text + "e", text + "je", text + text[-1:] + "e"):
            if len(text) >= _SHORTEST and (key := self.lemmas.get(base, {}).get("v")):
                yield key

    def ordered(self, word: str) -> tuple[str, ...]:
        """The keys of the verb that a word with a capital may be an order of: «Bygg alliansar». None of other words."""
        text = plain(word)
        if not word[:1].isupper() or word[1:] != word[1:].lower() or text in ignored():
            return ()
        return tuple(dict.fromkeys(self._short(text))) if list(self.lemmas.get(text, ())) == ["n"] else ()

    def _looked_up(self, text: str) -> Iterator[str]:
        own = self.lemmas.get(text, {})
        yield from own.values()
        if text in ignored():
            return
        if not own:
            yield from self._based(text, "n")
        for first in self.odd.get(text, ()):
            yield from self.lemmas[first].values()
        yield from self._based(text, "a")
        yield from self._based(text, "v")

    def _based(self, text: str, kind: str) -> Iterator[str]:
        for base in bases(text, kind):
            if key := self.lemmas.get(base, {}).get(kind):
                yield key

    def parts(self, text: str) -> tuple[str, str] | None:
        """The key of the first part of a compound and its last part as written; the longest last part wins.

        An s or e between them belongs to neither. None if the word is no compound of words in the dictionary.
        """
        return self._plainly(text) or self._merged(text)

    def _plainly(self, text: str) -> tuple[str, str] | None:
        if text not in self._parts:
            self._parts[text] = self._split(text)
        return self._parts[text]

    def _split(self, text: str) -> tuple[str, str] | None:
        """Most compounds are things: «samfunns-nytte» is tried before «samfunn-snytte»."""
        return self._split_before(text, self._is_thing) or self._split_before(text, lambda _last: True)

    def _split_before(self, text: str, fits: Callable[[str], bool]) -> tuple[str, str] | None:
        for at in range(_SHORTEST, len(text) - _SHORTEST + 1):
            last = text[at:]
            if last in _ENDINGS or self._is_other(last) or not self.whole(last) or not fits(last):
                continue
            heads = (text[:at], text[: at - 1] if text[at - 1] in "se" else "")
            key = next((key for head in heads if (key := self._first(head))), None) or self._elided(text[:at])
            if key := key or self._compound(text[:at]) or self._compound(text[: at - 1]):
                return key, last
        return None

    def _merged(self, text: str) -> tuple[str, str] | None:
        """The parts of a compound where three of a letter would have met, and two are written: «stoppunkt»."""
        for at in range(_SHORTEST, len(text) - _SHORTEST + 1):
            last = text[at:]
            if text[at - 1] == last[0] and self.whole(last) and (key := self._first(text[:at] + last[0])):
                return key, last
        return None

    def _is_thing(self, text: str) -> bool:
        """Whether a word is a noun, in any of its forms."""
        return any("n" in self.lemmas.get(base, ()) for base in (text, *bases(text, "n"), *self.odd.get(text, ())))

    def _first(self, text: str) -> str | None:
        """The key of the first part of a compound, where it is a first form; most are things."""
        if len(text) < _SHORTEST or text not in self.lemmas or text in ignored():
            return None
        kinds = self.lemmas[text]
        return kinds.get("n") or next(iter(kinds.values()))

    def _elided(self, text: str) -> str | None:
        """The key of a noun that has lost its last e before another: «bilet» in «biletvindauge»."""
        return self.lemmas.get(text + "e", {}).get("n") if len(text) > _SHORTEST + 1 else None

    def _compound(self, text: str) -> str | None:
        """The key of the first part of a compound, where it is one itself."""
        parts = self._plainly(text) if len(text) >= 2 * _SHORTEST else None
        return parts[0] + self.whole(parts[1])[0] if parts else None

    def split(self, word: str) -> tuple[str, str] | tuple[()]:
        """The keys of a compound's two parts; none if the word is no compound, or a usual word that looks like one."""
        text = plain(word)
        parts = self.parts(text)
        if parts is None or len(parts[1]) < _PART:
            return ()
        return parts[0], self.whole(parts[1])[0]

    def looked_up(self, text: str) -> Iterator[str]:
        """The first and odd forms that give a plain word its keys."""
        if not self.whole(text) and (parts := self.parts(text)):
            yield from self.looked_up(parts[1])
            head = text[: len(text) - len(parts[1])]
            for first in (head, head[:-1], head + text[len(head)]):
                yield from (word for word in (first, first + "e") if word in self.lemmas)
                if self.parts(first):
                    yield from self.looked_up(first)
            return
        yield from (base for base in (text + "e", text + "je", text + text[-1:] + "e") if base in self.lemmas)
        for form in (text, text.removesuffix("s")):
            yield form
            for kind in "nav":
                yield from (base for base in bases(form, kind) if base in self.lemmas)

    def _is_other(self, text: str) -> bool:
        return list(self.lemmas.get(text, ())) == ["x"]


@cache
def ignored() -> frozenset[str]:
    """The words that say nothing of what is sought, in plain signs."""
    return frozenset(plain(word) for word in rules()["ignored"])
