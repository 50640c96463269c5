"""Rules for what does not stand in the report: letters from the council, events, further reading, and their sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.body import Citation, Paragraph, walk_blocks, walk_inline
from ..model.parts import Event, Statement
from ..model.records import Case, Draft, Record, Source, Subject, statements
from ..model.sections import SITUATION, section
from ..problems import Code, Problem

NOT_TO_LOOK_UP = Code(
    "E901",
    "A source of a letter, an event or further reading has its address, and says how much of it has been read.",
    bad="source: samferdselsdata-sak (and in sources.yml no read:)",
    good="read: byrjinga",
)
BAD_TIME = Code(
    "E902",
    "An event has a day that is in the calendar, and was there to be read about on the day the source was read.",
    bad="date: 2022-02-30",
    good="date: 2022-02-28",
)
MORE_THAN_ONE_SENTENCE = Code(
    "E903",
    "What is told with its source is one sentence, so that each sentence has its own.",
    bad="what: Rådet bad om eit målbilete. Det kom i 2023.",
    good="what: Rådet bad om eit målbilete.",
)
WRONG_ORIGIN = Code(
    "E904",
    "A case from a letter tells what the council wrote (letter:), and nothing of the report's (points:).",
    bad="origin: brev (and no letter:)",
    good="origin: brev\nletter:\n  - id: styring\n    what: Rådet tilrådde enkel styring.",
)
NOT_THE_COUNCILS = Code(
    "E905",
    "What the council wrote is from a page of its own: its author is that of the edition's report.",
    bad="source: avisartikkel (under letter:)",
    good="source: samferdselsdata-sak",
)
NOT_CITED = Code(
    "E906",
    "In a case from a letter, each paragraph of the situation has a note that names its source.",
    bad="Arkivverket planla eit forprosjekt.",
    good="Arkivverket planla eit forprosjekt.[^arkivverket-earkiv-sak]",
)

THE_COUNCILS = Code(
    "E907",
    "Further reading is by others than the council, and is never taken for its advice.",
    bad="source: erfaringsrapport-2021 (under further:)",
    good="source: rikets-tilstand-2024",
)

# A new sentence begins after «.», but not after «1.» in a date, nor in «Innst. 81 S».
_NEXT_SENTENCE = re.compile(r"(?<=[^\W\d_»)]{2})[.!?…]\s+(?=[«A-ZÆØÅ])")


def sources_can_be_looked_up(draft: Draft) -> Iterator[Problem]:
    known = {source.id: source for source in draft.sources}
    for entry in draft.subjects:
        for told in statements(entry):
            if told.source in known:
                yield from _looked_up(told, known[told.source])


def _looked_up(told: Statement, source: Source) -> Iterator[Problem]:
    for key, example in (("url", "https://…"), ("read", "heile, or byrjinga")):
        if getattr(source, key) is None:
            wrong = f'the source "{source.id}" ({source.place}) has no {key}'
            yield NOT_TO_LOOK_UP(told.source.place, wrong, f"add {key}: {example} to it")


def events_have_their_time(record: Record) -> Iterator[Problem]:
    for event in record.events if isinstance(record, Case) else ():
        yield from _time(event)


def _time(event: Event) -> Iterator[Problem]:
    try:
        if event.date.first > event.accessed:
            wrong = f"the event of {event.date} was read about on {event.accessed}, before it happened"
            yield BAD_TIME(event.date.place, wrong, "mend date or accessed")
    except ValueError:
        yield BAD_TIME(event.date.place, f'there is no day "{event.date}"', "write a day that the month has")


def statements_are_one_sentence(record: Record) -> Iterator[Problem]:
    for told in statements(record) if isinstance(record, Subject) else ():
        if _NEXT_SENTENCE.search(told.what):
            wrong = "more than one sentence"
            yield MORE_THAN_ONE_SENTENCE(told.what.place, wrong, "give each its own id, what, source and accessed")


def origins_are_kept_apart(record: Record) -> Iterator[Problem]:
    if not isinstance(record, Case) or not record.is_from_letter:
        return
    if not record.letter:
        yield WRONG_ORIGIN(record.place, "the case is from a letter that it does not tell", "add letter: …")
    if record.points:
        wrong = "the case has points of the report, and is from a letter"
        yield WRONG_ORIGIN(record.points[0].place, wrong, "remove points:, or write origin: rapport")
    yield from _not_cited(record)


def _not_cited(case: Case) -> Iterator[Problem]:
    found = section(case.body, SITUATION)
    for block in walk_blocks(found.blocks) if found else ():
        if isinstance(block, Paragraph) and not any(isinstance(node, Citation) for node in walk_inline(block.inline)):
            yield NOT_CITED(block.place, "the paragraph names no source", "end it with [^id-of-source]")


def letters_are_the_councils(draft: Draft) -> Iterator[Problem]:
    others = {source.id: source for source in draft.sources if source.author not in draft.council}
    for case in draft.cases:
        for told in case.letter:
            if told.source in others:
                wrong = f'"{told.source}" is not written by the council ({", ".join(sorted(draft.council))})'
                yield NOT_THE_COUNCILS(
                    told.source.place, wrong, "tell it under events: or further:, or mend its author"
                )


def further_reading_is_by_others(draft: Draft) -> Iterator[Problem]:
    own = {source.id for source in draft.sources if source.author in draft.council}
    for entry in draft.subjects:
        for told in entry.further:
            if told.source in own:
                wrong = f'"{told.source}" is written by the council, and is not further reading'
                yield THE_COUNCILS(told.source.place, wrong, "cite it in the text, or tell it under letter:")


OWN_RULES = (events_have_their_time, statements_are_one_sentence, origins_are_kept_apart)
RULES = (sources_can_be_looked_up, letters_are_the_councils, further_reading_is_by_others)
