"""What the site is about, as frozen records. No input, no output; keys as the editors write them.

Records name each other by id. `Site` (made by `link.py`) looks them up, in both directions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..problems import Place
from .body import Body
from .choices import ActorKind, CaseKind, CaseOrigin, Extent, Language, Layout, LetterPart, Origin, SourceKind
from .parts import Change, Chosen, Dated, Event, Illustration, Point, Relation, Showing, SourceUse, Statement, Written
from .values import FormerAddress, RecommendationRef, Reference, SitePath, Slug, Text, Url


class Identified:
    """What every record has that others name by its id."""

    id: Slug

    @property
    def key(self) -> str:
        """The name other records use."""
        return self.id


@dataclass(frozen=True, kw_only=True)
class ListedRecord(Identified):
    """A record that has a place on a list, and no page of its own."""

    place: Place
    id: Slug

    @property
    def label(self) -> str:
        """What it is called where it is only named."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    place: Place
    number: int
    edition: int
    slug: Slug
    title: Text
    short_title: Text
    summary: Text
    motif: Slug
    points: tuple[Point, ...]
    sources: tuple[SourceUse, ...]
    changes: tuple[Change, ...]
    terms: tuple[Slug, ...] = ()
    people: tuple[Slug, ...] = ()
    related: tuple[Relation, ...] = ()
    dated: tuple[Dated, ...] = ()
    searched_as: tuple[Text, ...] = ()
    redirect_from: tuple[FormerAddress, ...] = ()
    further: tuple[Statement, ...] = ()
    body: Body = field(default_factory=Body)

    @property
    def key(self) -> str:
        """`2022/3`, the name other records use."""
        return f"{self.edition}/{self.number}"

    @property
    def label(self) -> str:
        """What it is called where it is only named."""
        return str(self.title)

    @property
    def is_listed(self) -> bool:
        """Whether readers are led to the page: all are but the one for unknown addresses."""
        return True


@dataclass(frozen=True, kw_only=True)
class Case(Identified):
    place: Place
    id: Slug
    name: Text
    kind: CaseKind
    summary: Text
    lesson: Text
    illustrates: tuple[Showing, ...]
    sources: tuple[SourceUse, ...]
    changes: tuple[Change, ...]
    origin: CaseOrigin = CaseOrigin.REPORT
    actors: tuple[Slug, ...] = ()
    sector: Text | None = None
    year: int | None = None
    points: tuple[Point, ...] = ()
    dated: tuple[Dated, ...] = ()
    terms: tuple[Slug, ...] = ()
    searched_as: tuple[Text, ...] = ()
    redirect_from: tuple[FormerAddress, ...] = ()
    # What the council wrote in its own letter, what has happened since, and what to read besides.
    letter: tuple[Written, ...] = ()
    events: tuple[Event, ...] = ()
    further: tuple[Statement, ...] = ()
    body: Body = field(default_factory=Body)

    @property
    def is_from_letter(self) -> bool:
        """Whether the case is told in a letter, and not in the report of any edition."""
        return self.origin is CaseOrigin.LETTER

    @property
    def events_in_order(self) -> tuple[Event, ...]:
        """What has happened, the oldest first."""
        return tuple(sorted(self.events, key=lambda event: event.date.order))

    def written(self, about: LetterPart) -> tuple[Written, ...]:
        """What the letter says of the case, or the advice in it."""
        return tuple(told for told in self.letter if told.about == about)

    def connected_by(self, shown: Showing) -> Origin:
        """Who connects the case with a recommendation: never the report, where the case is not in it."""
        return Origin.EDITORS if self.is_from_letter else shown.connection

    @property
    def label(self) -> str:
        """What it is called where it is only named."""
        return str(self.name)

    @property
    def slug(self) -> str:
        """Its part of the page's address."""
        return self.id

    @property
    def is_listed(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class HandPage:
    """A page written by hand in `docs/`; `layout` says what is generated around its text."""

    place: Place
    layout: Layout
    title: Text
    summary: Text
    changes: tuple[Change, ...]
    searched_as: tuple[Text, ...] = ()
    redirect_from: tuple[FormerAddress, ...] = ()
    body: Body = field(default_factory=Body)

    @property
    def stem(self) -> str:
        """The file's name without ending: the page's id and, but for `index`, its address."""
        return self.place.path.rsplit("/", 1)[-1].removesuffix(".md")

    @property
    def key(self) -> str:
        """The name that links use."""
        return self.stem

    @property
    def slug(self) -> str:
        """Its part of the page's address; empty for the home page."""
        return "" if self.stem == "index" else self.stem

    @property
    def label(self) -> str:
        """What it is called where it is only named."""
        return str(self.title)

    @property
    def is_listed(self) -> bool:
        """The page for unknown addresses has no address of its own: it is in no list, and nothing links to it."""
        return self.layout is not Layout.NOT_FOUND


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One year's report. `titles` is the contract: the recommendations' titles, in order, word for word.

    `headings` are all headings of the report; where they are written, the texts are checked against its points.
    """

    place: Place
    year: int
    title: Text
    source: Slug
    titles: tuple[Text, ...]
    headings: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Actor(ListedRecord):
    name: Text
    kind: ActorKind
    abbreviation: Text | None = None
    other_names: tuple[Text, ...] = ()

    @property
    def label(self) -> str:
        """What it is called where it is only named."""
        return str(self.name)


@dataclass(frozen=True, kw_only=True)
class Term(ListedRecord):
    term: Text
    definition: Text
    origin: Origin
    bokmal: Text
    source: Slug | None = None
    related: tuple[Slug, ...] = ()
    searched_as: tuple[Text, ...] = ()

    @property
    def label(self) -> str:
        """What it is called where it is only named."""
        return str(self.term)


@dataclass(frozen=True, kw_only=True)
class Source(ListedRecord):
    title: Text
    kind: SourceKind
    language: Language
    author: Text | None = None
    year: int | None = None
    publisher: Text | None = None
    url: Url | None = None
    accessed: date | None = None
    read: Extent | None = None
    note: Text | None = None

    @property
    def label(self) -> str:
        """What it is called where it is only named."""
        return str(self.title)


@dataclass(frozen=True, kw_only=True)
class Question(ListedRecord):
    question: Text
    explanation: Text
    answers: tuple[Illustration, ...]
    searched_as: tuple[Text, ...] = ()

    @property
    def label(self) -> str:
        """What it is called where it is only named."""
        return str(self.question)


@dataclass(frozen=True, kw_only=True)
class Situation(ListedRecord):
    """What a reader struggles with, in his own words, and one way on; it has a page of its own."""

    situation: Text
    told: Text
    recommendation: RecommendationRef
    reason: Text
    steps: tuple[Chosen, ...]
    questions: tuple[Chosen, ...]
    case: Chosen
    searched_as: tuple[Text, ...] = ()

    @property
    def label(self) -> str:
        """What it is called where it is only named."""
        return str(self.situation)


@dataclass(frozen=True, kw_only=True)
class Member(ListedRecord):
    name: Text
    role: Text
    employer: Slug

    @property
    def label(self) -> str:
        """What it is called where it is only named."""
        return str(self.name)


@dataclass(frozen=True, kw_only=True)
class Archived:
    """A page or a file that was removed, and what replaced it; `also` are other addresses that it had."""

    place: Place
    address: SitePath
    title: Text
    date: date
    why: Text
    replaced_by: tuple[Reference, ...] = ()
    also: tuple[SitePath, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A picture in `recommendations/bilete/`: its size in pixels."""

    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class LanguageChoices:
    """The word lists that the language checks read, from `language.yml`: a word, in small letters, to a better one."""

    place: Place
    choices: Mapping[str, Text]
    bokmal: Mapping[str, Text]
    names: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Everything as loaded: sound records, references not yet looked up."""

    recommendations: tuple[Recommendation, ...] = ()
    cases: tuple[Case, ...] = ()
    pages: tuple[HandPage, ...] = ()
    editions: tuple[Edition, ...] = ()
    actors: tuple[Actor, ...] = ()
    terms: tuple[Term, ...] = ()
    sources: tuple[Source, ...] = ()
    questions: tuple[Question, ...] = ()
    situations: tuple[Situation, ...] = ()
    members: tuple[Member, ...] = ()
    archive: tuple[Archived, ...] = ()
    language: LanguageChoices = LanguageChoices(place=Place(""), choices={}, bokmal={}, names=())
    # The drawings in docs/assets/motifs, as SVG, by name.
    motifs: Mapping[str, str] = field(default_factory=dict)
    # The pictures in recommendations/bilete, by file name.
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    # The site's own address, to know links that lead to it; empty where the settings do not say.
    site_url: str = ""
    # The names of the files in recommendations/cases, those that could not be loaded too.
    case_files: frozenset[str] = frozenset()
    # The headings of the fixed sections in the site's language, by the section's id.
    headings: Mapping[str, str] = field(default_factory=dict)
    # Kinds of record of which at least one could not be loaded: a reference to one of these may be right.
    unsure: frozenset[type] = frozenset()

    @property
    def council(self) -> frozenset[str]:
        """Who gives the advice: the authors of the editions' reports, by name."""
        reports = {edition.source for edition in self.editions}
        return frozenset(str(source.author) for source in self.sources if source.id in reports and source.author)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Recommendations and cases, in the order of their files."""
        return (*self.recommendations, *self.cases)

    @property
    def page_records(self) -> tuple[PageRecord, ...]:
        """Every record that has a page of its own, in the order of their files."""
        return (*self.recommendations, *self.cases, *self.pages)


# What the site is about; every record with a page of its own; every record of a kind; every record that is read.
Subject = Recommendation | Case
PageRecord = Recommendation | Case | HandPage
Entry = PageRecord | ListedRecord
Record = Entry | Edition | Archived


def statements(entry: Subject) -> tuple[Statement, ...]:
    """Every sentence of a page that has its source with it, in the order of the page."""
    if not isinstance(entry, Case):
        return entry.further
    letter = (*entry.written(LetterPart.CASE), *entry.written(LetterPart.ADVICE))
    return (*letter, *entry.events_in_order, *entry.further)
