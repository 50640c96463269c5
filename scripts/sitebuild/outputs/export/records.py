"""What stands in the data files: one class a record, the only place that names their keys.

The published JSON Schemas are made from these classes, and the files from their instances, so the two cannot drift.
What describes a class and its keys, for people who read the schemas, is `records` of the language's texts. Every key
is always there; what is unknown is null.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, TypeVar, dataclass_transform

from ...model.choices import ActorKind, CaseKind, CaseOrigin, Extent, Language, LetterPart, Origin, SourceKind
from ...model.values import Moment, RecommendationRef


@dataclass(frozen=True)
class Limits:
    """What a value must be, in the words of JSON Schema."""

    pattern: str | None = None
    format: str | None = None
    minimum: int | None = None
    maximum: int | None = None


# Types with a fixed form. `format` is only a hint to many readers, so addresses have a pattern too.
Id = Annotated[str, Limits("^[a-z0-9]+(-[a-z0-9]+)*$")]
Key = Annotated[str, Limits(f"^{RecommendationRef.pattern.pattern}$")]
Uri = Annotated[str, Limits(r"^https?://\S+$", "uri")]
Day = Annotated[str, Limits(format="date")]
When = Annotated[str, Limits(f"^{Moment.pattern.pattern}$")]
Semver = Annotated[str, Limits(r"^\d+\.\d+\.\d+$")]
Year = Annotated[int, Limits(minimum=1900, maximum=2999)]
Number = Annotated[int, Limits(minimum=1)]

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """A frozen dataclass whose values are given by name."""
    return dataclass(frozen=True, kw_only=True)(cls)


@record
class Change:
    date: Day
    what: str


@record
class Prose:
    heading: str
    permalink: Uri
    text: str
    markdown: str


@record
class Point:
    id: Id
    permalink: Uri
    text: str
    part: str | None


@record
class Item:
    anchor: Id
    permalink: Uri
    text: str
    markdown: str
    points: tuple[Id, ...]


@record
class Asked(Item):
    good: str | None
    warning: str | None


@record
class Dated:
    id: Id
    permalink: Uri
    held: str
    now: str
    source: Link
    ask_again: Day


@record
class Step:
    number: Number
    anchor: Id
    permalink: Uri
    title: str
    text: str
    markdown: str
    points: tuple[Id, ...]


@record
class RecommendationLink:
    id: Key
    title: str
    permalink: Uri


@record
class ReasonedRecommendation(RecommendationLink):
    reason: str


@record
class ShownRecommendation(ReasonedRecommendation):
    connection: Origin


@record
class CaseLink:
    id: Id
    name: str
    origin: CaseOrigin
    permalink: Uri


@record
class ReasonedCase(CaseLink):
    reason: str
    connection: Origin


@record
class Link:
    id: Id
    name: str
    url: Uri


@record
class ReasonedLink(Link):
    reason: str


@record
class SourceLink(Link):
    part: str | None


@record
class Statement:
    id: Id
    permalink: Uri
    text: str
    source: Link
    work_url: Uri
    accessed: Day


@record
class Written(Statement):
    part: LetterPart


@record
class Event(Statement):
    date: When
    told_as: str


@record
class Person(Link):
    role: str
    employer: Link


@record
class Recommendation:
    id: Key
    number: Number
    edition: Year
    title: str
    short_title: str
    summary: str
    permalink: Uri
    url: Uri
    markdown_url: Uri
    in_short: Prose
    why: Prose
    steps: tuple[Step, ...]
    ministry_steps: tuple[Step, ...]
    ready: tuple[Step, ...]
    questions: tuple[Asked, ...]
    pitfalls: tuple[Item, ...]
    points: tuple[Point, ...]
    dated: tuple[Dated, ...]
    cases: tuple[ReasonedCase, ...]
    related: tuple[ReasonedRecommendation, ...]
    answers: tuple[ReasonedLink, ...]
    terms: tuple[Link, ...]
    people: tuple[Person, ...]
    further: tuple[Statement, ...]
    sources: tuple[SourceLink, ...]
    changes: tuple[Change, ...]


@record
class Case:
    id: Id
    name: str
    kind: CaseKind
    origin: CaseOrigin
    sector: str | None
    year: Year | None
    summary: str
    lesson: str
    permalink: Uri
    url: Uri
    markdown_url: Uri
    actors: tuple[Link, ...]
    situation: Prose
    advice: Prose | None
    letter: tuple[Written, ...]
    letter_note: str
    lessons: tuple[Item, ...]
    not_said: Prose | None
    points: tuple[Point, ...]
    dated: tuple[Dated, ...]
    events: tuple[Event, ...]
    events_note: str
    recommendations: tuple[ShownRecommendation, ...]
    terms: tuple[Link, ...]
    further: tuple[Statement, ...]
    sources: tuple[SourceLink, ...]
    changes: tuple[Change, ...]


@record
class Actor:
    id: Id
    name: str
    abbreviation: str | None
    kind: ActorKind
    other_names: tuple[str, ...]
    url: Uri
    cases: tuple[CaseLink, ...]
    members: tuple[Person, ...]
    works: tuple[Link, ...]


@record
class Term:
    id: Id
    term: str
    bokmal: str
    definition: str
    origin: Origin
    source: Link | None
    url: Uri
    related: tuple[Link, ...]
    recommendations: tuple[RecommendationLink, ...]
    cases: tuple[CaseLink, ...]


@record
class Source:
    id: Id
    title: str
    author: str | None
    year: Year | None
    publisher: str | None
    kind: SourceKind
    language: Language
    work_url: Uri | None
    accessed: Day | None
    read: Extent | None
    note: str | None
    url: Uri
    recommendations: tuple[RecommendationLink, ...]
    cases: tuple[CaseLink, ...]


@record
class Question:
    id: Id
    question: str
    explanation: str
    url: Uri
    recommendations: tuple[ReasonedRecommendation, ...]
