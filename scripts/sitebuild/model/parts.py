"""What records are made of: points, sentences with their sources, changes, and relations with their reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..problems import Place
from .choices import LetterPart, Origin
from .values import Moment, RecommendationRef, Slug, Text


@dataclass(frozen=True, kw_only=True)
class Point:
    """Something the report says; what the editors elaborate names the points it is derived from."""

    place: Place
    id: Slug
    text: Text
    # The heading in the report under which it stands.
    part: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Dated:
    """Something in the report that was tied to its time: what held then, and what holds now.

    `at` is the id of the heading on the page that it stands under; `ask_again` the day an editor looks again.
    """

    place: Place
    id: Slug
    at: Slug
    held: Text
    now: Text
    source: Slug
    ask_again: date


@dataclass(frozen=True, kw_only=True)
class Change:
    place: Place
    date: date
    what: Text


@dataclass(frozen=True, kw_only=True)
class SourceUse:
    """A source as one page uses it; `part` is the heading in it."""

    place: Place
    id: Slug
    part: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Relation:
    """From one recommendation to another; the reason is shown on both."""

    place: Place
    to: RecommendationRef
    reason: Text


@dataclass(frozen=True, kw_only=True)
class Illustration:
    """From a question to a recommendation; the reason is shown on both."""

    place: Place
    recommendation: RecommendationRef
    reason: Text


@dataclass(frozen=True, kw_only=True)
class Showing(Illustration):
    """From a case to a recommendation that it illustrates, and who says that it does."""

    connection: Origin = Origin.REPORT


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One sentence in our words, and the source that it is from; `accessed` is the day the source was read."""

    place: Place
    id: Slug
    what: Text
    source: Slug
    accessed: date


@dataclass(frozen=True, kw_only=True)
class Written(Statement):
    """Something that the council wrote in a letter of its own."""

    about: LetterPart = LetterPart.ADVICE


@dataclass(frozen=True, kw_only=True)
class Event(Statement):
    """Something that has happened to a case. `told_as` is how the time is told when the source is not exact."""

    date: Moment
    told_as: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A step, a question or a case that a situation leads to, by its id, and why."""

    place: Place
    id: Slug
    reason: Text
