"""The linked content: every record by its id, and every relation from both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from ..content.thesaurus import Thesaurus
from ..model.body import Link, all_inline
from ..model.records import (
    Actor,
    Case,
    Draft,
    Edition,
    Entry,
    HandPage,
    Layout,
    Member,
    Origin,
    PageRecord,
    Question,
    Recommendation,
    Source,
    Subject,
    Term,
)
from ..model.values import FormerAddress, norwegian_order
from ..problems import Place
from .addresses import address
from .anchors import PageAnchors
from .contract import Published
from .ledger import Ledger

E = TypeVar("E", bound=Entry, covariant=True)


@dataclass(frozen=True)
class Reasoned(Generic[E]):
    """The other end of a relation, why it is there, and who says that it is."""

    entry: E
    reason: str
    connection: Origin = Origin.REPORT


@dataclass(frozen=True)
class Changed:
    """What changed on one page on one day."""

    date: date
    entry: Recommendation | Case | HandPage
    what: tuple[str, ...]

    @property
    def title(self) -> str:
        return title_of(self.entry)

    @property
    def text(self) -> str:
        return " ".join(self.what)


@dataclass(frozen=True)
class Claim:
    """A page's word, in its `redirect_from`, that it answers for an address or for one place on a page."""

    former: FormerAddress
    entry: Recommendation | Case | HandPage

    @property
    def target(self) -> str:
        """The address that the former one leads to, with the id if there is one."""
        return f"{address(self.entry)}#{self.former.to}" if self.former.to else address(self.entry)


@dataclass(frozen=True)
class Kind:
    """One kind of thing that text can link to: its records by id; `unsure` if some could not be loaded."""

    records: Mapping[str, Entry]
    unsure: bool


class Site:
    """Lookups over a draft. Records are in reading order: recommendations by number, the rest by name, and cases
    from letters after those of the report."""

    def __init__(self, draft: Draft, anchors: Mapping[str, PageAnchors]) -> None:
        self.draft = draft
        self.thesaurus = Thesaurus()
        self.page_anchors = anchors
        self.ledger = Ledger()
        # The ids that each page is known to have, by its address.
        self.fragments: Mapping[str, set[str]] = {}
        # Every address that has been published; see `contract`.
        self.published: tuple[Published, ...] = ()
        self.anchors: dict[str, Mapping[Place, str]] = {path: found.ids for path, found in anchors.items()}
        self.editions: tuple[Edition, ...] = tuple(sorted(draft.editions, key=lambda edition: -edition.year))
        recommendations = sorted(draft.recommendations, key=lambda rec: (-rec.edition, rec.number))
        self.recommendations: dict[str, Recommendation] = {rec.key: rec for rec in recommendations}
        self.cases: dict[str, Case] = {case.id: case for case in _report_first(_by_name(draft.cases))}
        self.pages: dict[str, HandPage] = {page.stem: page for page in draft.pages}
        self.actors: dict[str, Actor] = {actor.id: actor for actor in _by_name(draft.actors)}
        self.terms: dict[str, Term] = {term.id: term for term in _by_name(draft.terms)}
        self.sources: dict[str, Source] = {source.id: source for source in draft.sources}
        self.questions: dict[str, Question] = {question.id: question for question in draft.questions}
        self.members: dict[str, Member] = {member.id: member for member in draft.members}
        # What pages claim to have taken over, by the path of the page it was on.
        self.claims: dict[str, list[Claim]] = defaultdict(list)
        for entry in draft.page_records:
            for former in entry.redirect_from:
                self.claims[former.path].append(Claim(former, entry))
        self._relate()

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Recommendations and cases, in reading order."""
        return (*self.recommendations.values(), *self.cases.values())

    @property
    def page_records(self) -> tuple[PageRecord, ...]:
        """Every record that has a page of its own, in reading order."""
        return (*self.recommendations.values(), *self.cases.values(), *self.pages.values())

    def _relate(self) -> None:
        self.related: dict[str, list[Reasoned[Recommendation]]] = defaultdict(list)
        for rec in self.recommendations.values():
            for relation in rec.related:
                other = self.recommendations.get(relation.to)
                if other is not None:
                    self.related[rec.key].append(Reasoned(other, relation.reason))
                    self.related[other.key].append(Reasoned(rec, relation.reason))
        for found in self.related.values():
            found.sort(key=lambda reasoned: (-reasoned.entry.edition, reasoned.entry.number))
        self.illustrated_by: dict[str, list[Reasoned[Case]]] = defaultdict(list)
        for case in self.cases.values():
            for shown in case.illustrates:
                self.illustrated_by[shown.recommendation].append(Reasoned(case, shown.reason, case.connected_by(shown)))
        self.asked_by: dict[str, list[Reasoned[Question]]] = defaultdict(list)
        for question in self.questions.values():
            for answer in question.answers:
                self.asked_by[answer.recommendation].append(Reasoned(question, answer.reason))
        self.using_term = self._users(lambda entry: entry.terms)
        self.citing = self._users(lambda entry: [use.id for use in entry.sources])
        self.with_actor = self._users(lambda entry: getattr(entry, "actors", ()))
        self.mentioning = self._users(_mentioned)
        self.with_member = self._users(lambda entry: getattr(entry, "people", ()))

    def _users(self, names: Callable[[Subject], Iterable[str]]) -> dict[str, list[Subject]]:
        users: dict[str, list[Subject]] = defaultdict(list)
        for entry in self.subjects:
            for name in dict.fromkeys(names(entry)):
                users[name].append(entry)
        return users

    # --- views ---

    @property
    def edition(self) -> Edition:
        """The newest edition: the one the home page shows."""
        return self.editions[0]

    def of_edition(self, year: int) -> list[Recommendation]:
        """The recommendations of one edition, by number."""
        return [rec for rec in self.recommendations.values() if rec.edition == year]

    def illustrates(self, case: Case) -> list[Reasoned[Recommendation]]:
        """The recommendations that a case illustrates, by number, with the reasons."""
        found = [
            Reasoned(self.recommendations[relation.recommendation], relation.reason, case.connected_by(relation))
            for relation in case.illustrates
            if relation.recommendation in self.recommendations
        ]
        return sorted(found, key=lambda reasoned: (-reasoned.entry.edition, reasoned.entry.number))

    def answers(self, question: Question) -> list[Reasoned[Recommendation]]:
        """The recommendations that answer a question, in the editors' order."""
        return [
            Reasoned(self.recommendations[answer.recommendation], answer.reason)
            for answer in question.answers
            if answer.recommendation in self.recommendations
        ]

    def works_of(self, actor: Actor) -> list[Source]:
        """The sources that an actor is the author or the publisher of."""
        names = {str(name) for name in (actor.name, actor.abbreviation, *actor.other_names) if name}
        return [source for source in self.sources.values() if names & _makers(source)]

    def neighbours(self, rec: Recommendation) -> tuple[Recommendation | None, Recommendation | None]:
        """The recommendations before and after, within the edition."""
        row = self.of_edition(rec.edition)
        at = row.index(rec)
        return (row[at - 1] if at else None), (row[at + 1] if at + 1 < len(row) else None)

    def history(self) -> list[Changed]:
        """What changed on which page, the newest day first; within a day in the order of the site."""
        pages = self.page_records
        days = [
            Changed(day, entry, tuple(change.what for change in entry.changes if change.date == day))
            for entry in pages
            if not (isinstance(entry, HandPage) and entry.layout is Layout.NOT_FOUND)
            for day in sorted({change.date for change in entry.changes}, reverse=True)
        ]
        return sorted(days, key=lambda changed: changed.date, reverse=True)

    @property
    def date(self) -> date:
        """The newest change: the site's date, instead of a clock."""
        entries = self.page_records
        return max(changed(entry) for entry in entries)

    def linkable(self, kind: str) -> Kind | None:
        """What a link of this kind can lead to, or None for an unknown kind."""
        records: dict[str, tuple[type, Mapping[str, Entry]]] = {
            "tilrading": (Recommendation, self.recommendations),
            "doeme": (Case, self.cases),
            "omgrep": (Term, self.terms),
            "verksemd": (Actor, self.actors),
            "kjelde": (Source, self.sources),
            "sporsmal": (Question, self.questions),
            "medlem": (Member, self.members),
            "side": (HandPage, self.pages),
        }
        if kind not in records:
            return None
        cls, found = records[kind]
        return Kind(found, cls in self.draft.unsure)


def changed(entry: Recommendation | Case | HandPage) -> date:
    """The date of a page's newest change."""
    return max((change.date for change in entry.changes), default=date.min)


def title_of(entry: Recommendation | Case | HandPage) -> str:
    """What a page is called."""
    return str(entry.name if isinstance(entry, Case) else entry.title)


def _makers(source: Source) -> set[str]:
    """Who wrote and who published a work: «Regjeringa og KS» are two."""
    return {name for field in (source.author, source.publisher) if field for name in field.split(" og ")}


def _mentioned(entry: Recommendation | Case) -> Iterator[str]:
    """The actors that a page's text links to, but for those that the case is about."""
    own = getattr(entry, "actors", ())
    for node in all_inline(entry.body):
        if isinstance(node, Link) and node.target.startswith("verksemd:"):
            name = node.target.removeprefix("verksemd:")
            if name not in own:
                yield name


def _report_first(cases: list[Case]) -> list[Case]:
    """A reader comes for the report: what is from elsewhere stands after it, in the index, the book and the data."""
    return sorted(cases, key=lambda case: case.is_from_letter)


N = TypeVar("N", Case, Actor, Term)


def _by_name(records: Iterable[N]) -> list[N]:
    return sorted(records, key=lambda record: norwegian_order(record.term if isinstance(record, Term) else record.name))
