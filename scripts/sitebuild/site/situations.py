"""The ways in, looked up: what each situation leads to, with the reason for each; what is not there is a problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model.body import Item, Section
from ..model.parts import Chosen
from ..model.records import Case, Recommendation, Situation
from ..model.sections import QUESTIONS, STEPS, items_of, section
from ..problems import Code, Problem, did_you_mean
from .addresses import situation_address
from .site import Site

UNKNOWN_CHOICE = Code(
    "A604",
    "A step and a question that a situation names is one of its recommendation, by its lasting id.",
    bad="steps: [{id: steg-9, reason: …}]",
    good="steps: [{id: steg-1, reason: …}]",
)


@dataclass(frozen=True)
class Way:
    """One situation with what it leads to; each step and question with its id on the recommendation's page."""

    situation: Situation
    rec: Recommendation
    steps: tuple[tuple[str, Section, str], ...]
    questions: tuple[tuple[str, Item, str], ...]
    case: Case

    @property
    def address(self) -> str:
        return situation_address(self.situation)


def ways(site: Site) -> list[Way]:
    """Every situation, in the editors' order."""
    return [_way(situation, site) for situation in site.draft.situations]


def _way(situation: Situation, site: Site) -> Way:
    rec = site.recommendations[situation.recommendation]
    steps, questions = _steps(rec, site), _questions(rec, site)
    return Way(
        situation,
        rec,
        tuple((chosen.id, steps[chosen.id], chosen.reason) for chosen in situation.steps),
        tuple((chosen.id, questions[chosen.id], chosen.reason) for chosen in situation.questions),
        site.cases[situation.case.id],
    )


def _steps(rec: Recommendation, site: Site) -> Mapping[str, Section]:
    found = section(rec.body, STEPS)
    return {site.anchors[rec.place.path][step.place]: step for step in (found.sections if found else ())}


def _questions(rec: Recommendation, site: Site) -> Mapping[str, Item]:
    items = items_of(section(rec.body, QUESTIONS))
    return {site.anchors[rec.place.path][item.place]: item for item in items}


def lost_choices(site: Site) -> Iterator[Problem]:
    """Steps and questions that situations name and that are not there."""
    for situation in site.draft.situations:
        rec = site.recommendations.get(situation.recommendation)
        if rec is not None:
            yield from _lost(situation.steps, _steps(rec, site))
            yield from _lost(situation.questions, _questions(rec, site))


def _lost(chosen: tuple[Chosen, ...], known: Mapping[str, object]) -> Iterator[Problem]:
    for one in chosen:
        if one.id not in known:
            yield UNKNOWN_CHOICE(one.id.place, f'the recommendation has no "{one.id}"', did_you_mean(one.id, known))
