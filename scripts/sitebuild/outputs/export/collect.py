"""`Site` -> records of the data files: every relation from both sides, every address in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from ...language.dates import moment
from ...model import parts
from ...model import records as model
from ...model.choices import LetterPart
from ...model.sections import ADVICE, KORT_FORTALT, KVIFOR, LESSONS, MINISTRY, NOT_SAID, PITFALLS, READY, SITUATION
from ...pages.known import Known
from ...site.addresses import address
from ...site.anchor_names import statement_anchor
from ...site.findings import Reasoned
from ...site.short_addresses import permalink
from ...site.site import Site
from . import records
from .texts import Texts

Page = model.Recommendation | model.Case


class Collector:
    """Collects the records of one site, to be published at `base_url`."""

    def __init__(self, site: Site, base_url: str) -> None:
        self.site, self.base_url = site, base_url

    # --- the kinds of record, in the order of the site ---

    def recommendations(self) -> Iterator[records.Recommendation]:
        for rec in self.site.recommendations.values():
            text = Texts(self.site, rec, self.base_url)
            yield records.Recommendation(
                id=rec.key,
                number=rec.number,
                edition=rec.edition,
                title=rec.title,
                short_title=rec.short_title,
                summary=rec.summary,
                **self._addresses(rec),
                in_short=text.required(KORT_FORTALT),
                why=text.required(KVIFOR),
                steps=text.steps(),
                ministry_steps=text.steps(MINISTRY),
                ready=text.steps(READY),
                questions=text.asked(),
                pitfalls=text.items(PITFALLS),
                points=text.points(),
                dated=self._dated(rec),
                cases=self._reasoned_cases(self.site.illustrated_by[rec.key]),
                related=self._reasoned_recommendations(self.site.related[rec.key]),
                answers=tuple(
                    records.ReasonedLink(**vars(self._link(found.entry)), reason=found.reason)
                    for found in self.site.asked_by[rec.key]
                ),
                terms=self._links(self.site.terms[name] for name in rec.terms),
                people=self._people(self.site.members[name] for name in rec.people),
                further=self._statements(rec, rec.further),
                sources=self._sources(rec),
                changes=_changes(rec),
            )

    def cases(self) -> Iterator[records.Case]:
        for case in self.site.cases.values():
            text, known = Texts(self.site, case, self.base_url), Known.of(case, self.site)
            yield records.Case(
                id=case.id,
                name=case.name,
                kind=case.kind,
                origin=case.origin,
                sector=case.sector,
                year=case.year,
                summary=case.summary,
                lesson=case.lesson,
                **self._addresses(case),
                actors=self._links(self.site.actors[name] for name in case.actors),
                situation=text.required(SITUATION),
                advice=text.prose(ADVICE),
                letter=self._letter(case),
                letter_note=known.letter,
                lessons=text.items(LESSONS),
                not_said=text.prose(NOT_SAID),
                points=text.points(),
                dated=self._dated(case),
                events=self._events(case),
                events_note=known.events,
                recommendations=self._shown_recommendations(case),
                terms=self._links(self.site.terms[name] for name in case.terms),
                further=self._statements(case, case.further),
                sources=self._sources(case),
                changes=_changes(case),
            )

    def actors(self) -> Iterator[records.Actor]:
        for actor in self.site.actors.values():
            employed = [member for member in self.site.members.values() if member.employer == actor.id]
            yield records.Actor(
                id=actor.id,
                name=actor.name,
                abbreviation=actor.abbreviation,
                kind=actor.kind,
                other_names=actor.other_names,
                url=self.full(address(actor)),
                cases=self._cases(self.site.with_actor[actor.id]),
                members=self._people(employed),
                works=self._links(self.site.works_of(actor)),
            )

    def terms(self) -> Iterator[records.Term]:
        for term in self.site.terms.values():
            users = self.site.using_term[term.id]
            yield records.Term(
                id=term.id,
                term=term.term,
                bokmal=term.bokmal,
                definition=term.definition,
                origin=term.origin,
                source=self._link(self.site.sources[term.source]) if term.source else None,
                url=self.full(address(term)),
                related=self._links(self.site.terms[name] for name in term.related),
                recommendations=self._recommendations(users),
                cases=self._cases(users),
            )

    def sources(self) -> Iterator[records.Source]:
        yield from (self.source(found) for found in self.site.sources.values())

    def source(self, found: model.Source) -> records.Source:
        users = self.site.citing[found.id]
        return records.Source(
            id=found.id,
            title=found.title,
            author=found.author,
            year=found.year,
            publisher=found.publisher,
            kind=found.kind,
            language=found.language,
            work_url=found.url,
            accessed=_day(found.accessed),
            read=found.read,
            note=found.note,
            url=self.full(address(found)),
            recommendations=self._recommendations(users),
            cases=self._cases(users),
        )

    def questions(self) -> Iterator[records.Question]:
        for question in self.site.questions.values():
            yield records.Question(
                id=question.id,
                question=question.question,
                explanation=question.explanation,
                url=self.full(address(question)),
                recommendations=self._reasoned_recommendations(self.site.answers(question)),
            )

    # --- what points at something else ---

    def full(self, target: str) -> str:
        """The full address of an address from the site's root."""
        return self.base_url + target

    def _addresses(self, page: Page) -> dict[str, str]:
        here = self.full(address(page))
        return {"permalink": self.full(permalink(page)), "url": here, "markdown_url": f"{here}index.md"}

    def _recommendation(self, rec: model.Recommendation) -> records.RecommendationLink:
        return records.RecommendationLink(id=rec.key, title=rec.title, permalink=self.full(permalink(rec)))

    def _case(self, case: model.Case) -> records.CaseLink:
        return records.CaseLink(id=case.id, name=case.name, origin=case.origin, permalink=self.full(permalink(case)))

    def _recommendations(self, pages: Iterable[Page]) -> tuple[records.RecommendationLink, ...]:
        return tuple(self._recommendation(page) for page in pages if isinstance(page, model.Recommendation))

    def _cases(self, pages: Iterable[Page]) -> tuple[records.CaseLink, ...]:
        return tuple(self._case(page) for page in pages if isinstance(page, model.Case))

    def _reasoned_recommendations(
        self, found: Iterable[Reasoned[model.Recommendation]]
    ) -> tuple[records.ReasonedRecommendation, ...]:
        return tuple(
            records.ReasonedRecommendation(**vars(self._recommendation(other.entry)), reason=other.reason)
            for other in found
        )

    def _reasoned_cases(self, found: Iterable[Reasoned[model.Case]]) -> tuple[records.ReasonedCase, ...]:
        return tuple(
            records.ReasonedCase(**vars(self._case(other.entry)), reason=other.reason, connection=other.connection)
            for other in found
        )

    def _shown_recommendations(self, case: model.Case) -> tuple[records.ShownRecommendation, ...]:
        return tuple(
            records.ShownRecommendation(
                **vars(self._recommendation(other.entry)), reason=other.reason, connection=other.connection
            )
            for other in self.site.illustrates(case)
        )

    def _statements(self, page: Page, told: Iterable[parts.Statement]) -> tuple[records.Statement, ...]:
        return tuple(records.Statement(**self._told(page, one)) for one in told)

    def _letter(self, case: model.Case) -> tuple[records.Written, ...]:
        in_order = (one for part in LetterPart for one in case.written(part))
        return tuple(records.Written(**self._told(case, one), part=one.about) for one in in_order)

    def _events(self, case: model.Case) -> tuple[records.Event, ...]:
        return tuple(
            records.Event(
                **self._told(case, event),
                date=event.date,
                told_as=event.told_as or moment(event.date, self.site.texts),
            )
            for event in case.events_in_order
        )

    def _dated(self, page: Page) -> tuple[records.Dated, ...]:
        return tuple(
            records.Dated(
                id=one.id,
                permalink=f"{self.full(permalink(page))}#da-og-no-{one.id}",
                held=one.held,
                now=one.now,
                source=self._link(self.site.sources[one.source]),
                ask_again=one.ask_again.isoformat(),
            )
            for one in page.dated
        )

    def _told(self, page: Page, told: parts.Statement) -> dict[str, Any]:
        """What a sentence and an event have in common. A rule demands the address of the source."""
        source = self.site.sources[told.source]
        return {
            "id": told.id,
            "permalink": f"{self.full(permalink(page))}#{statement_anchor(page, told)}",
            "text": told.what,
            "source": self._link(source),
            "work_url": source.url,
            "accessed": told.accessed.isoformat(),
        }

    def _link(self, entry: model.ListedRecord) -> records.Link:
        return records.Link(id=entry.id, name=entry.label, url=self.full(address(entry)))

    def _links(self, entries: Iterable[model.ListedRecord]) -> tuple[records.Link, ...]:
        return tuple(self._link(entry) for entry in entries)

    def _people(self, members: Iterable[model.Member]) -> tuple[records.Person, ...]:
        return tuple(
            records.Person(
                **vars(self._link(member)), role=member.role, employer=self._link(self.site.actors[member.employer])
            )
            for member in members
        )

    def _sources(self, page: Page) -> tuple[records.SourceLink, ...]:
        return tuple(
            records.SourceLink(**vars(self._link(self.site.sources[use.id])), part=use.part) for use in page.sources
        )


def _changes(page: Page) -> tuple[records.Change, ...]:
    newest_first = sorted(page.changes, key=lambda change: change.date, reverse=True)
    return tuple(records.Change(date=change.date.isoformat(), what=change.what) for change in newest_first)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
