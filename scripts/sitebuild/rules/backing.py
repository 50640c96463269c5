"""Rules for what is marked as the report's: each text names the point it retells, each point its place in the report.

They hold for the pages of an edition whose report's headings are written in `editions.yml`; without these there is
nothing to name. Cases from letters have rules of their own (`evidence`).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.body import Block, Item, ListBlock, Paragraph, Section, all_blocks, all_sections
from ..model.records import Case, Draft, HandPage, Recommendation, Record
from ..model.sections import QUESTIONS, RETOLD, items_of, rules_for, section
from ..model.values import Text
from ..problems import Code, Place, Problem, did_you_mean

UNBACKED = Code(
    "R320",
    "A paragraph or an item that is marked as the report's names the point it retells (advice).",
    bad="Rådet vil ha tverrfaglege team.",
    good="Rådet tilrår ofte tverrfaglege team. {faget-med}",
    advice=True,
)
UNUSED_POINT = Code(
    "R321",
    "A point of the report is used by a text on its page (advice).",
    bad="points: [{id: millionar, …}] (and no {millionar} on the page)",
    good="Samfunnet har spart mange millionar. {millionar}",
    advice=True,
)
NO_PART = Code(
    "R322",
    "A point names the heading in the report under which it stands (advice).",
    bad="- id: faget-med\n  text: …",
    good="- id: faget-med\n  text: …\n  part: Set saman tverrfaglege team",
    advice=True,
)
UNKNOWN_PART = Code(
    "R323",
    "The heading that a point names is one of the report's, as editions.yml has them.",
    bad="part: Set saman tverrfagleg team",
    good="part: Set saman tverrfaglege team",
)
MARK_ON_HAND_PAGE = Code(
    "R324",
    "Marks that name points stand on recommendations and cases: a page in docs/ has no points.",
    bad="Dette er ei tilpassa framstilling. {tilpassing}",
    good="Dette er ei tilpassa framstilling.",
)
HALF_ANSWER = Code(
    "S425",
    "A question is one paragraph; below it stand both a good answer and a warning, or neither.",
    bad="- Kven eig målet? {felles-mal}\n  - Godt svar: Eit namn.",
    good="- Kven eig målet? {felles-mal}\n  - Godt svar: Eit namn.\n  - Varsel: «Alle eig det.»",
)


def _checked(draft: Draft) -> Iterator[tuple[Recommendation | Case, set[str]]]:
    """The pages that retell a report whose headings are known, each with these headings."""
    headings = {edition.year: {str(heading) for heading in edition.headings} for edition in draft.editions}
    everywhere = set().union(*headings.values())
    for rec in draft.recommendations:
        if headings.get(rec.edition):
            yield rec, headings[rec.edition]
    for case in draft.cases:
        if everywhere and not case.is_from_letter:
            yield case, everywhere


def texts_name_their_points(draft: Draft) -> Iterator[Problem]:
    for entry, _headings in _checked(draft):
        for rule in rules_for(entry):
            found = section(entry.body, rule)
            if rule in RETOLD and found is not None:
                for block in _blocks(found):
                    yield from _unbacked(block)


def _blocks(part: Section) -> Iterator[Block]:
    yield from part.blocks
    for below in part.sections:
        yield from _blocks(below)


def _unbacked(block: Block) -> Iterator[Problem]:
    parts: tuple[Paragraph | Item, ...] = ()
    if isinstance(block, Paragraph):
        parts = (block,)
    elif isinstance(block, ListBlock):
        parts = block.items
    for part in parts:
        if not part.points:
            yield UNBACKED(part.place, "the text names no point of the report", "end it with {id-of-point}")


def points_are_used(draft: Draft) -> Iterator[Problem]:
    for entry, headings in _checked(draft):
        used = set(_named(entry))
        for point in entry.points:
            if point.id not in used:
                remedy = "end the text that retells it with {%s}, or remove the point" % point.id
                yield UNUSED_POINT(point.id.place, f'no text uses the point "{point.id}"', remedy)
            if point.part is None:
                yield NO_PART(point.id.place, f'the point "{point.id}" does not say where it stands', "add part: …")
            elif point.part not in headings:
                wrong = f'the report has no heading "{point.part}"'
                yield UNKNOWN_PART(point.part.place, wrong, did_you_mean(point.part, headings))


def _named(entry: Recommendation | Case | HandPage) -> Iterator[Text]:
    for part in all_sections(entry.body):
        yield from part.points
    for block in all_blocks(entry.body):
        if isinstance(block, Paragraph):
            yield from block.points
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from item.points


def hand_pages_name_no_points(record: Record) -> Iterator[Problem]:
    for name in _named(record) if isinstance(record, HandPage) else ():
        yield MARK_ON_HAND_PAGE(name.place, f'"{name}" names a point, and this page has none', "remove {…}")


def questions_have_whole_answers(record: Record) -> Iterator[Problem]:
    if isinstance(record, Recommendation):
        for item in items_of(section(record.body, QUESTIONS)):
            yield from _answered(item)


def _answered(item: Item) -> Iterator[Problem]:
    if len(item.blocks) > 1:
        place: Place = item.blocks[1].place
        remedy = "write one paragraph, and below it - Godt svar: … and - Varsel: …"
        yield HALF_ANSWER(place, "the question has more under it than what to listen for", remedy)
    elif len(item.answers) == 1:
        missing = "Varsel:" if item.good else "Godt svar:"
        yield HALF_ANSWER(item.place, f'the question has no "{missing}"', f"add - {missing} …")


OWN_RULES = (hand_pages_name_no_points, questions_have_whole_answers)
RULES = (texts_name_their_points, points_are_used)
