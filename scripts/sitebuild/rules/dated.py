"""Rules for what was tied to its time: it stands somewhere, has its source, and is asked about again after a date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..model.body import all_sections
from ..model.records import Case, Draft, Recommendation, Record, Subject
from ..model.sections import rules_for
from ..problems import Code, Problem, did_you_mean

NOWHERE = Code(
    "R330",
    "What is dated stands under a heading of the page, and its source is in the page's list.",
    bad="at: strategi (and no heading with that id)",
    good="at: strategien",
)
ASK_AGAIN = Code(
    "R331",
    "After the day in ask_again, an editor looks again at what holds now (advice, told by check).",
    bad="ask_again: 2026-06-01 (and today is later)",
    good="ask_again: 2027-06-01",
    advice=True,
)


def dated_stands_somewhere(record: Record) -> Iterator[Problem]:
    if not isinstance(record, Subject):
        return
    headings, sources = _headings(record), [use.id for use in record.sources]
    for dated in record.dated:
        if dated.at not in headings:
            wrong = f'no heading on the page has the id "{dated.at}"'
            yield NOWHERE(dated.at.place, wrong, did_you_mean(dated.at, headings))
        if dated.source not in sources:
            wrong = f'the source "{dated.source}" is not in the page\'s sources'
            yield NOWHERE(dated.source.place, wrong, f"add - id: {dated.source} to sources")


def _headings(entry: Recommendation | Case) -> list[str]:
    found = {part.role for part in entry.body.sections}
    own = [str(part.id) for part in all_sections(entry.body) if part.id]
    return [*(rule.id for rule in rules_for(entry) if rule.id in found), *own]


def to_ask_again(draft: Draft, today: date) -> Iterator[Problem]:
    """What an editor should look at again on the day `today`. No output is made from this."""
    for entry in draft.subjects:
        for dated in entry.dated:
            if dated.ask_again <= today:
                wrong = f'what holds now of "{dated.id}" was to be looked at again on {dated.ask_again}'
                yield ASK_AGAIN(dated.id.place, wrong, "look it up, mend now:, and set a later ask_again:")


OWN_RULES = (dated_stands_somewhere,)
