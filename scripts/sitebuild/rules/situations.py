"""Rules for the ways in: each situation leads to enough and to what is there, and no recommendation is without one."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.records import Draft, Recommendation, Record, Situation
from ..problems import Code, Problem

NO_WAY_IN = Code(
    "R340",
    "Each recommendation of the newest edition has a situation that leads to it: it is where readers begin.",
    bad="(no situation with recommendation: 2022/6)",
    good="- id: departementet-er-ikkje-med\n  recommendation: 2022/6",
)
TOO_MUCH = Code(
    "R341",
    "A situation has two or three steps and two questions: what a reader has time for before a meeting.",
    bad="questions: [one question]",
    good="questions: [two questions]",
)
_STEPS, _QUESTIONS = (2, 3), (2, 2)


def every_recommendation_has_a_way_in(draft: Draft) -> Iterator[Problem]:
    if Situation in draft.unsure or Recommendation in draft.unsure:
        return
    known = {situation.recommendation for situation in draft.situations}
    newest = max((rec.edition for rec in draft.recommendations), default=0)
    for rec in draft.recommendations:
        if rec.edition == newest and rec.key not in known:
            wrong = f"no situation leads to {rec.key}"
            yield NO_WAY_IN(rec.place, wrong, "add one to recommendations/situations.yml")


def situations_are_short(record: Record) -> Iterator[Problem]:
    if not isinstance(record, Situation):
        return
    for what, chosen, (least, most) in (("steps", record.steps, _STEPS), ("questions", record.questions, _QUESTIONS)):
        if not least <= len(chosen) <= most:
            wanted = str(least) if least == most else f"{least} to {most}"
            yield TOO_MUCH(record.place, f"the situation has {len(chosen)} {what}", f"choose {wanted}")


OWN_RULES = (situations_are_short,)
RULES = (every_recommendation_has_a_way_in,)
