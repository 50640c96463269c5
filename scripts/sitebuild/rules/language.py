"""Rules for the language: Nynorsk, one form of each word, and easy to read.

Source: the language part of the content guide; the word lists are the editors' own, in `language.yml`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from ..model.body import Body, all_sections, text_of
from ..model.kinds import listed_records
from ..model.records import Draft, HandPage, LanguageChoices, PageRecord, Record, Source, statements
from ..model.values import Text
from ..problems import Code, Place, Problem

BOKMAL_WORD = Code(
    "L601",
    "Words that belong to Bokmål only are not used; names and titles in Bokmål stand in `names` in language.yml.",
    bad="Virksomheten må ikke vente.",
    good="Verksemda må ikkje vente.",
)
OTHER_FORM = Code(
    "L602",
    "Where Nynorsk has several forms, the site uses one, by `choices` in language.yml.",
    bad="Det ble også snakka om mål.",
    good="Det blei òg snakka om mål.",
)
HARD_TO_READ = Code(
    "L603",
    "A page's text has a LIX under 40, and so has a summary (advice: it does not stop the build).",
    bad="long words in long sentences",
    good="short sentences with verbs",
    advice=True,
)

NO_OTHER_FORM = Code(
    "L620",
    "A form in language.yml leads to another form, and to one that the lists do not turn down.",
    bad="moglege: moglege",
    good="mogelege: moglege",
)

PAGE_LIX, SUMMARY_LIX = 40, 40

# Keys whose text is a name, a title of somebody's work, or what readers type: it may be in any language.
_ANY_LANGUAGE = frozenset(
    {"searched_as", "other_names", "bokmal", "name", "role", "author", "publisher", "abbreviation", "titles"}
)
_MARKUP = re.compile(r"\]\([^)\s]*\)|\[\^[^\]]*\]|\{[^{}]*\}|https?://\S+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:]+(?=\s|$)")


def words_are_ours(draft: Draft) -> Iterator[Problem]:
    """No Bokmål word and no form we do not use, in any text that a reader meets."""
    checker = _Checker(draft)
    for record in (*draft.page_records, *listed_records(draft), *draft.archive):
        yield from checker.record(record)


def texts(record: Any, without: frozenset[str] = _ANY_LANGUAGE) -> Iterator[Text]:
    """The text in a record's keys, blocks within blocks too; ids, addresses and the keys of `without` left out."""
    for name in _keys(record.__class__):
        if name not in without:
            value = getattr(record, name)
            for item in value if type(value) is tuple else (value,):
                if type(item) is Text:
                    yield item
                elif _keys(item.__class__):
                    yield from texts(item, without)


@cache
def _keys(kind: type[Any]) -> tuple[str, ...]:
    """The keys in which a thing of a kind may have text, or things that have."""
    if not dataclasses.is_dataclass(kind) or issubclass(kind, Place | Body | date | StrEnum):
        return ()
    return tuple(field.name for field in dataclasses.fields(kind))


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern of any of some phrases; it finds nothing where there is none."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases)) or '(?!)'})(?!\w)", re.I)


@dataclasses.dataclass(frozen=True)
class _Listed:
    """The words, and the phrases of several words, that are looked for: all in small letters."""

    words: frozenset[str]
    phrases: re.Pattern[str]

    def may_be_in(self, text: str) -> bool:
        lower = text.lower()
        return not self.words.isdisjoint(_WORD.findall(lower)) or self.phrases.search(lower) is not None


class _Itself:
    """A record by which one it is, and not by all that is in it, which would take long to compare."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.record is other.record

    def __hash__(self) -> int:
        return id(self.record)


@lru_cache(maxsize=10_000)
def _suspects(which: _Itself, listed: _Listed) -> tuple[Body | Text, ...]:
    """What of a record may hold a listed word: nearly always nothing, and while an editor writes, as a moment ago."""
    record = which.record
    if isinstance(record, Source):
        found: Iterable[Body | Text] = [record.note] if record.note else []
    else:
        found = [*([record.body] if isinstance(record, PageRecord) else []), *texts(record)]
    return tuple(one for one in found if listed.may_be_in(one.raw if isinstance(one, Body) else one))


class _Checker:
    def __init__(self, draft: Draft) -> None:
        self.lists: LanguageChoices = draft.language
        self.names = _names(draft)
        phrases = [phrase for phrase in self.lists.choices if " " in phrase]
        self.listed = _Listed(frozenset(self.lists.bokmal.keys() | self.lists.choices.keys()), _any_of(phrases))
        self.phrases = [(_any_of([phrase]), self.lists.choices[phrase]) for phrase in phrases]

    def record(self, record: Record) -> Iterator[Problem]:
        for suspect in _suspects(_Itself(record), self.listed):
            yield from self._body(suspect) if isinstance(suspect, Body) else self._text(suspect)

    def _body(self, body: Body) -> Iterator[Problem]:
        masked = self._masked(body.raw)
        for number, line in enumerate(masked.split("\n")):
            yield from self._line(line, body.path, body.first_line + number, 1)

    def _text(self, text: Text) -> Iterator[Problem]:
        masked = self._masked(text).replace("\n", " ")
        for problem in self._line(masked, text.place.path, text.place.line, 1):
            yield dataclasses.replace(problem, place=text.place)

    def _masked(self, text: str) -> str:
        """The text with names, links, marks and notes blanked out, every character in its old place."""
        for pattern in (_MARKUP, self.names):
            text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
        return text

    def _line(self, line: str, path: str, number: int, first: int) -> Iterator[Problem]:
        for phrase, better in self.phrases:
            for found in phrase.finditer(line):
                place = Place(path, number, found.start() + first)
                yield OTHER_FORM(place, f'"{found.group()}" is not the form we use', f'write "{better}"')
        for found in _WORD.finditer(line):
            word = found.group().lower()
            place = Place(path, number, found.start() + first)
            if word in self.lists.bokmal:
                better = self.lists.bokmal[word]
                yield BOKMAL_WORD(place, f'"{found.group()}" is Bokmål', f'write "{better}"')
            elif word in self.lists.choices:
                better = self.lists.choices[word]
                yield OTHER_FORM(place, f'"{found.group()}" is not the form we use', f'write "{better}"')


def _names(draft: Draft) -> re.Pattern[str]:
    """One pattern for all names and titles that may stand as they are."""
    names = {str(name) for name in draft.language.names}
    names |= {case.name for case in draft.cases}
    names |= {title for edition in draft.editions for title in (edition.title, *edition.titles)}
    for source in draft.sources:
        names |= {str(part) for part in (source.title, source.author, source.publisher) if part}
    for actor in draft.actors:
        names |= {actor.name, *actor.other_names}
    names |= {str(part) for member in draft.members for part in (member.name, member.role)}
    longest_first = sorted((name for name in names if name.strip()), key=lambda name: (-len(name), name))
    if not longest_first:
        return re.compile(r"(?!)")
    alternatives = (r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")


def forms_lead_elsewhere(draft: Draft) -> Iterator[Problem]:
    """A list that turns a form down and offers the same one, or one it turns down too, leads an editor in a ring."""
    lists = draft.language
    for word, better in (*lists.choices.items(), *lists.bokmal.items()):
        if better.lower() == word or better.lower() in lists.choices or better.lower() in lists.bokmal:
            wrong = f'"{word}" leads to "{better}", which is not the form we use either'
            yield NO_OTHER_FORM(better.place, wrong, "write the form we use, or remove the line")


def pages_are_readable(record: Record) -> Iterator[Problem]:
    """LIX by Björnsson: words a sentence, plus the share of words over six letters, in per cent."""
    if isinstance(record, PageRecord):
        yield from _readable(lix([record.summary]), SUMMARY_LIX, "the summary", record.summary.place)
        told = [] if isinstance(record, HandPage) else [one.what for one in statements(record)]
        yield from _readable(lix([*_prose(record.body), *told]), PAGE_LIX, "the text", record.place)


def _readable(value: float, limit: int, what: str, place: Place) -> Iterator[Problem]:
    if value >= limit:
        yield HARD_TO_READ(
            place, f"{what} has LIX {value:.0f}, the limit is {limit}", "shorten sentences, choose shorter words"
        )


def _prose(body: Body) -> list[str]:
    found = list(text_of(body.blocks))
    for part in all_sections(body):
        found.extend(text_of(part.blocks))
    return found


def lix(paragraphs: list[str] | list[Text]) -> float:
    """The readability index of some paragraphs, each at least one sentence; 0 when there are no words."""
    words = [word for text in paragraphs for word in _WORD.findall(text)]
    sentences = sum(max(1, len(_SENTENCE_END.findall(text.strip()))) for text in paragraphs)
    if not words:
        return 0.0
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


FAR_AHEAD = Code(
    "L609",
    "A date is of our time: one that lies years after every other is taken for a slip (advice).",
    bad="date: 2062-11-24",
    good="date: 2026-11-24",
    advice=True,
)
_YEARS_AHEAD = 3


def dates_are_of_our_time(draft: Draft) -> Iterator[Problem]:
    """Without a clock, which would make the same content sound one day and not the next: the dates judge each other."""
    found = [(change.date, change.place) for entry in draft.page_records for change in entry.changes]
    found += [(record.date, record.place) for record in draft.archive]
    found += [(source.accessed, source.place) for source in draft.sources if source.accessed]
    years = sorted({day.year for day, _place in found})
    for day, place in found:
        before = [year for year in years if year < day.year]
        if before and day.year - before[-1] > _YEARS_AHEAD and day.year == years[-1]:
            wrong = f"{day} lies {day.year - before[-1]} years after every other date"
            yield FAR_AHEAD(place, wrong, "look at the year again: the page would be the newest until then")


OWN_RULES = (pages_are_readable,)
RULES = (words_are_ours, forms_lead_elsewhere, dates_are_of_our_time)
