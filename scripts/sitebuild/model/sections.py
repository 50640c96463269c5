"""The sections a page has, in order: the one place that knows their ids and shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from ..problems import Place
from .body import Block, Body, Figure, Item, ListBlock, Paragraph, Section, plain, text_of
from .records import Case, HandPage, Recommendation


class Shape(Enum):
    """What stands under a heading."""

    PROSE = "paragraphs and lists"
    PROSE_WITH_PARTS = "paragraphs and lists, and parts under ### headings with ids"
    STEPS = "steps, each a ### heading with a point, and text"
    ITEMS = "one bullet list, each item with a point"


@dataclass(frozen=True)
class Rule:
    """One section: its id on the page, its shape, and the name of its items' anchors. Its heading is the language's."""

    id: str
    shape: Shape
    anchor: str = "avsnitt"
    required: bool = True
    at_least: int = 0
    at_most: int = 99
    # Whether it says whom it is for, where that is not everybody who reads the page: `audience` of the language.
    has_audience: bool = False


KORT_FORTALT = Rule("kort-fortalt", Shape.PROSE)
KVIFOR = Rule("kvifor", Shape.PROSE_WITH_PARTS)
STEPS = Rule(
    "slik-gar-de-fram",
    Shape.STEPS,
    "steg",
    at_least=3,
    at_most=7,
    has_audience=True,
)
MINISTRY = Rule(
    "slik-kan-departementet-ga-fram",
    Shape.STEPS,
    "departement",
    required=False,
    at_least=2,
    at_most=7,
    has_audience=True,
)
READY = Rule("klart-til-bruk", Shape.STEPS, "mal", required=False, at_least=1, at_most=6)
QUESTIONS = Rule("sporsmal", Shape.ITEMS, "sporsmal", at_least=3, at_most=6)
PITFALLS = Rule("fallgruver", Shape.ITEMS, "fallgruve", at_least=2, at_most=5)

SITUATION = Rule("situasjonen", Shape.PROSE)
ADVICE = Rule("kva-radet-tilradde", Shape.PROSE, "rad", required=False)
LESSONS = Rule("kva-andre-kan-laere", Shape.ITEMS, "laerdom", required=False, at_least=1)
NOT_SAID = Rule("kva-rapporten-ikkje-seier", Shape.PROSE, required=False)

RECOMMENDATION = (KORT_FORTALT, KVIFOR, STEPS, MINISTRY, READY, QUESTIONS, PITFALLS)
CASE = (SITUATION, ADVICE, LESSONS, NOT_SAID)
# What the council wrote in a letter is not prose of ours, but `letter` in the front matter, with its sources.
CASE_FROM_LETTER = (SITUATION, LESSONS)

# The form of the ids that units get. Headings must have another.
UNIT_ID = re.compile(
    "(%s)-[1-9][0-9]*" % "|".join(sorted({rule.anchor for rule in (*RECOMMENDATION, *CASE)} | {"avsnitt", "bilete"}))
)

# Parts that the editors derive from the report's points; the rest retells the report.
ELABORATION = frozenset({STEPS, MINISTRY, READY, QUESTIONS, PITFALLS, LESSONS})

# Parts that retell the report: each paragraph and item of theirs names the points that it retells.
RETOLD = frozenset({KORT_FORTALT, KVIFOR, SITUATION, ADVICE})

# The id of the page's title: what a removed id leads to when nothing nearer is left.
TOP = "tittel"
# Sections that are generated below the text, so their ids are taken.
WRITTEN = "kva-radet-skreiv"
SINCE = "kva-som-har-hendt-sidan"
FURTHER = "vidare-lesing"
GENERATED = ("doeme", "heng-saman-med", "kjelder", "tilradingar", WRITTEN, SINCE, FURTHER)


def rules_for(entry: Recommendation | Case) -> tuple[Rule, ...]:
    if isinstance(entry, Recommendation):
        return RECOMMENDATION
    return CASE_FROM_LETTER if entry.is_from_letter else CASE


def section(body: Body, rule: Rule) -> Section | None:
    """The section of `body` that a rule names, if it is there."""
    return next((found for found in body.sections if found.role == rule.id), None)


def with_roles(body: Body, headings: Mapping[str, str]) -> Body:
    """The body, its sections told which they are. `headings` are those of the page's language, by the section's id."""
    roles = {heading: identity for identity, heading in headings.items()}
    return replace(body, sections=tuple(replace(part, role=roles.get(part.title)) for part in body.sections))


def items_of(part: Section | None) -> tuple[Item, ...]:
    """The items of a section that is one list; none where it is something else, or not there."""
    first = part.blocks[0] if part is not None and part.blocks else None
    return first.items if isinstance(first, ListBlock) else ()


@dataclass(frozen=True)
class Unit:
    """A piece of text that has its own address on the page: a step, a question, a paragraph …"""

    kind: str
    section: str
    text: str
    place: Place


def units(entry: Recommendation | Case | HandPage) -> Iterator[Unit]:
    """Every piece of a page that gets an anchor of its own, in reading order."""
    if isinstance(entry, HandPage):
        yield from _prose_units(entry.body.blocks, "avsnitt", "")
        for found in entry.body.sections:
            yield from _section_units(found, "avsnitt", str(found.id))
        return
    for rule in rules_for(entry):
        part = section(entry.body, rule)
        if part is None:
            continue
        if rule.shape is Shape.STEPS:
            for step in part.sections:
                text = " ".join([step.title, *text_of(step.blocks)])
                yield Unit(rule.anchor, rule.id, text, step.place)
        else:
            yield from _section_units(part, rule.anchor, rule.id)


def _section_units(found: Section, kind: str, identity: str) -> Iterator[Unit]:
    yield from _prose_units(found.blocks, kind, identity)
    for part in found.sections:
        yield from _section_units(part, kind, str(part.id))


def _prose_units(blocks: tuple[Block, ...], kind: str, identity: str) -> Iterator[Unit]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Unit("avsnitt", identity, plain(block.inline), block.place)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield Unit(kind, identity, " ".join(text_of(item.blocks)), item.place)
        elif isinstance(block, Figure):
            yield Unit("bilete", identity, f"{block.alt} {block.caption}".strip(), block.place)
        else:
            yield Unit("avsnitt", identity, " ".join(text_of(block.blocks)), block.place)
