"""The linked content: every record by its key, and every relation from both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from ..content.contract import Published
from ..content.ledger import Ledger
from ..content.load import Content
from ..content.thesaurus import Thesaurus
from ..language.texts import Texts
from ..model.body import Link, all_inline
from ..model.kinds import ACTOR, Kind, named
from ..model.labels import labels_of
from ..model.records import (
    Actor,
    Case,
    Draft,
    Edition,
    Entry,
    HandPage,
    Member,
    PageRecord,
    Question,
    Recommendation,
    Situation,
    Source,
    Subject,
    Term,
)
from ..model.values import Target, norwegian_order
from ..problems import Place
from .addresses import address
from .anchors import PageAnchors
from .findings import Changed, Claim, Reasoned
from .frozen import by_key, freeze, grouped


@dataclass(frozen=True, eq=False, repr=False)
class Site:
    """All content, looked up both ways. Records are in reading order: recommendations by number, the rest by name, and
    cases from letters after those of the report.

    Nothing of it can be changed: what is not a field is worked out of the fields, when it is first asked for. A mapping
    by key has every key there is, so that what nothing relates to has an empty tuple.
    """

    content: Content
    page_anchors: Mapping[str, PageAnchors]
    # The ids that each page is known to have, by its address.
    fragments: Mapping[str, frozenset[str]]

    @property
    def draft(self) -> Draft:
        return self.content.draft

    @property
    def ledger(self) -> Ledger:
        return self.content.ledger

    @property
    def published(self) -> tuple[Published, ...]:
        """Every address that has been published; see `contract`."""
        return self.content.published

    @property
    def thesaurus(self) -> Thesaurus:
        return self.content.thesaurus

    @property
    def texts(self) -> Texts:
        """What readers meet in the site's language and no editor has written."""
        return self.content.texts

    @property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """What values of the content are called: by the name of the list, and in it by the value."""
        return labels_of(self.texts)

    @cached_property
    def anchors(self) -> Mapping[str, Mapping[Place, str]]:
        """The id of each unit of a page, by where it stands, by the path of the page's file."""
        return freeze({path: found.ids for path, found in self.page_anchors.items()})

    # --- records by key ---

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The newest first."""
        return tuple(sorted(self.draft.editions, key=lambda edition: -edition.year))

    @cached_property
    def recommendations(self) -> Mapping[str, Recommendation]:
        return by_key(sorted(self.draft.recommendations, key=lambda rec: (-rec.edition, rec.number)))

    @cached_property
    def cases(self) -> Mapping[str, Case]:
        return by_key(_report_first(_by_name(self.draft.cases)))

    @cached_property
    def pages(self) -> Mapping[str, HandPage]:
        return by_key(self.draft.pages)

    @cached_property
    def actors(self) -> Mapping[str, Actor]:
        return by_key(_by_name(self.draft.actors))

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        return by_key(_by_name(self.draft.terms))

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        return by_key(self.draft.sources)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        return by_key(self.draft.questions)

    @cached_property
    def situations(self) -> Mapping[str, Situation]:
        return by_key(self.draft.situations)

    @cached_property
    def members(self) -> Mapping[str, Member]:
        return by_key(self.draft.members)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Recommendations and cases, in reading order."""
        return (*self.recommendations.values(), *self.cases.values())

    @property
    def page_records(self) -> tuple[PageRecord, ...]:
        """Every record that has a page of its own, in reading order."""
        return (*self.recommendations.values(), *self.cases.values(), *self.pages.values())

    # --- relations, from the other side ---

    @cached_property
    def claims(self) -> Mapping[str, tuple[Claim, ...]]:
        """What pages claim to have taken over, by the path of the page it was on."""
        every = [
            (former.path, Claim(former, entry)) for entry in self.draft.page_records for former in entry.redirect_from
        ]
        return grouped(every, ())

    @cached_property
    def related(self) -> Mapping[str, tuple[Reasoned[Recommendation], ...]]:
        """The recommendations that each one relates to, whichever of the two says so."""
        found: list[tuple[str, Reasoned[Recommendation]]] = []
        for rec in self.recommendations.values():
            for relation in rec.related:
                other = self.recommendations.get(relation.to)
                if other is not None:
                    found.append((rec.key, Reasoned(other, relation.reason)))
                    found.append((other.key, Reasoned(rec, relation.reason)))
        found.sort(key=lambda pair: (-pair[1].entry.edition, pair[1].entry.number))
        return grouped(found, self.recommendations)

    @cached_property
    def illustrated_by(self) -> Mapping[str, tuple[Reasoned[Case], ...]]:
        """The cases that illustrate each recommendation."""
        found = [
            (str(shown.recommendation), Reasoned(case, shown.reason, case.connected_by(shown)))
            for case in self.cases.values()
            for shown in case.illustrates
        ]
        return grouped(found, self.recommendations)

    @cached_property
    def asked_by(self) -> Mapping[str, tuple[Reasoned[Question], ...]]:
        """The questions that each recommendation answers."""
        found = [
            (str(answer.recommendation), Reasoned(question, answer.reason))
            for question in self.questions.values()
            for answer in question.answers
        ]
        return grouped(found, self.recommendations)

    @cached_property
    def using_term(self) -> Mapping[str, tuple[Subject, ...]]:
        return self._users(self.terms, lambda entry: entry.terms)

    @cached_property
    def citing(self) -> Mapping[str, tuple[Subject, ...]]:
        return self._users(self.sources, lambda entry: [use.id for use in entry.sources])

    @cached_property
    def with_actor(self) -> Mapping[str, tuple[Subject, ...]]:
        return self._users(self.actors, _actors)

    @cached_property
    def mentioning(self) -> Mapping[str, tuple[Subject, ...]]:
        """The pages whose text links to an actor that they are not about."""
        return self._users(self.actors, _mentioned)

    @cached_property
    def with_member(self) -> Mapping[str, tuple[Subject, ...]]:
        return self._users(self.members, lambda entry: entry.people if isinstance(entry, Recommendation) else ())

    def _users(
        self, records: Mapping[str, Entry], names: Callable[[Subject], Iterable[str]]
    ) -> Mapping[str, tuple[Subject, ...]]:
        pairs = [(str(name), entry) for entry in self.subjects for name in dict.fromkeys(names(entry))]
        return grouped(pairs, records)

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
        return [source for source in self.sources.values() if names & _makers(source, self.texts)]

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
            if entry.is_listed
            for day in sorted({change.date for change in entry.changes}, reverse=True)
        ]
        return sorted(days, key=lambda changed: changed.date, reverse=True)

    @property
    def date(self) -> date:
        """The newest change: the site's date, instead of a clock."""
        entries = self.page_records
        return max(changed(entry) for entry in entries)

    # --- what references lead to ---

    def of_kind(self, kind: Kind) -> Mapping[str, Entry]:
        """The records of a kind, by key."""
        found: Mapping[str, Entry] = getattr(self, kind.plural)
        return found

    def is_unsure(self, kind: Kind) -> bool:
        """Whether a record of the kind could not be loaded: a reference to one that is not here may be right."""
        return kind.record in self.draft.unsure

    def entry_at(self, target: Target) -> Entry | None:
        """The record that a reference leads to; None for an outside address, a file, and what is not here."""
        kind = named(target.kind)
        return self.of_kind(kind).get(target.id) if kind else None

    def address_at(self, target: Target) -> str | None:
        """The address, from the site's root, that a reference leads to, with its place on the page."""
        entry = self.entry_at(target)
        if entry is None:
            return target.removeprefix("/") if target.is_file else None
        found = address(entry)
        return f"{found.partition('#')[0]}#{target.fragment}" if target.fragment else found


def changed(entry: PageRecord) -> date:
    """The date of a page's newest change."""
    return max((change.date for change in entry.changes), default=date.min)


def _makers(source: Source, texts: Texts) -> set[str]:
    """Who wrote and who published a work: «Regjeringa og KS» are two."""
    between = texts("page.and", first="", last="")
    return {name for field in (source.author, source.publisher) if field for name in field.split(between)}


def _actors(entry: Subject) -> tuple[str, ...]:
    return entry.actors if isinstance(entry, Case) else ()


def _mentioned(entry: Subject) -> Iterator[str]:
    """The actors that a page's text links to, but for those that the case is about."""
    own = _actors(entry)
    for node in all_inline(entry.body):
        if isinstance(node, Link) and node.target.kind == ACTOR.name and node.target.id not in own:
            yield node.target.id


def _report_first(cases: list[Case]) -> list[Case]:
    """A reader comes for the report: what is from elsewhere stands after it, in the index, the book and the data."""
    return sorted(cases, key=lambda case: case.is_from_letter)


N = TypeVar("N", Case, Actor, Term)


def _by_name(records: Iterable[N]) -> list[N]:
    return sorted(records, key=lambda record: norwegian_order(record.label))
