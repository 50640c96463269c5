"""Rules for a page's sections: which, in what order, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.body import Item, ListBlock, Run, Section, all_sections, text_of
from ..model.records import Case, Draft, HandPage, PageRecord, Recommendation, Record, Subject
from ..model.sections import GENERATED, QUESTIONS, STEPS, TOP, UNIT_ID, Rule, Shape, items_of, rules_for, section
from ..model.values import Text
from ..problems import Code, Place, Problem, did_you_mean

MISSING_SECTION = Code(
    "S405",
    "A page has the sections of its kind.",
    bad="a recommendation without ## Fallgruver",
    good="## Fallgruver",
)
UNEXPECTED_SECTION = Code(
    "S406",
    "A page has no other sections than those of its kind, in their order; the rest is generated.",
    bad="## Kjelder",
    good="(sources in the front matter)",
)
MISSING_ID = Code(
    "S407",
    "A heading of the editors' own has an explicit id, so that its address survives a new wording.",
    bad="### Sektorprinsippet",
    good="### Sektorprinsippet {#sektorprinsippet}",
)
DUPLICATE_HEADING_ID = Code(
    "S408",
    "An id stands once on a page.",
    bad="### Éin {#same}\n### To {#same}",
    good="### Éin {#ein}\n### To {#to}",
)
NOT_DERIVED = Code(
    "S409",
    "A step, a question, a pitfall and a lesson names the point of the report, or of a letter, it is derived from.",
    bad="- Kven eig målet?",
    good="- Kven eig målet? {felles-mal}",
)
WRONG_SHAPE = Code(
    "S410",
    "A section holds what its kind holds: steps are ### headings, questions one bullet list, and so on.",
    bad="## Spørsmål å stille\n\nKven eig målet?",
    good="## Spørsmål å stille\n\n- Kven eig målet? {felles-mal}",
)
WRONG_COUNT = Code(
    "S411",
    "There are three to seven steps, three to six questions and two to five pitfalls.",
    bad="## Spørsmål å stille\n\n- Kven eig målet? {felles-mal}",
    good="three to six questions",
)

MORE_THAN_WORDS = Code(
    "S415",
    "A heading is plain words: emphasis, a link or a note in it would be lost in contents, slides and lists.",
    bad="### Gå *tidleg* ut {tidleg}",
    good="### Gå tidleg ut {tidleg}",
)
ANOTHER_ANSWER = Code(
    "S420",
    "A question to ask can be answered with yes, partly or no: the self-check asks it so.",
    bad="- Kven eig målet? {felles-mal}",
    good="- Er det klart kven som eig målet? {felles-mal}",
)
NO_STEP = Code(
    "S421",
    "A question shares a point with a step on its page: the step is what to do when the answer is no.",
    bad="- Er målet felles? {tal} (and no step with {tal})",
    good="- Er målet felles? {felles-mal} (as in ### Teikn målet saman {felles-mal})",
)
# The words that begin a question which yes or no is no answer to.
_OPEN = ("kven", "kva", "kor", "korleis", "kvar", "kvifor", "når", "kvi", "koffor")


def sections_are_those_of_the_kind(draft: Draft) -> Iterator[Problem]:
    """Source: the page structure of the content guide."""
    for entry in draft.subjects:
        rules = rules_for(entry)
        known = [draft.headings[rule.id] for rule in rules]
        found = [part.title for part in entry.body.sections]
        for rule, heading in zip(rules, known, strict=True):
            if rule.required and heading not in found:
                yield MISSING_SECTION(entry.place, f'the section "{heading}" is missing', f"add ## {heading}")
        yield from _unexpected(entry, known)


def _unexpected(entry: Recommendation | Case, known: list[str]) -> Iterator[Problem]:
    last = -1
    for part in entry.body.sections:
        if part.title not in known:
            yield UNEXPECTED_SECTION(
                part.place, f'"{part.title}" is not a section of this page', did_you_mean(part.title, known)
            )
            continue
        if known.index(part.title) <= last:
            order = ", ".join(known)
            yield UNEXPECTED_SECTION(
                part.place, f'"{part.title}" stands in the wrong place, or twice', f"the order is: {order}"
            )
        last = max(last, known.index(part.title))
    if entry.body.blocks:
        place = entry.body.blocks[0].place
        yield UNEXPECTED_SECTION(place, "text before the first heading", f"move it below ## {known[0]}")


def headings_are_plain(record: Record) -> Iterator[Problem]:
    for part in all_sections(record.body) if isinstance(record, PageRecord) else ():
        if not all(isinstance(piece, Run) for piece in part.heading):
            wrong = f'the heading "{part.title}" has more than words'
            yield MORE_THAN_WORDS(part.place, wrong, "take out emphasis, links and notes")


def sections_have_their_shape(record: Record) -> Iterator[Problem]:
    """Source: the page structure of the content guide."""
    if isinstance(record, Subject):
        for rule in rules_for(record):
            found = section(record.body, rule)
            if found is not None:
                yield from _shape(found, rule)


def _shape(found: Section, rule: Rule) -> Iterator[Problem]:
    if rule.shape is Shape.STEPS:
        yield from _steps(found, rule)
    elif rule.shape is Shape.ITEMS:
        yield from _items(found, rule)
    if found.sections and rule.shape in (Shape.PROSE, Shape.ITEMS):
        yield WRONG_SHAPE(found.sections[0].place, f'a heading under "{found.title}"', f"write {rule.shape.value}")


def _steps(found: Section, rule: Rule) -> Iterator[Problem]:
    if found.blocks:
        yield WRONG_SHAPE(
            found.blocks[0].place, f'text before the first step of "{found.title}"', "move it into a step"
        )
    for step in found.sections:
        if not step.points:
            yield _not_derived(step.place, "the step")
    yield from _count(len(found.sections), found, rule)


def _items(found: Section, rule: Rule) -> Iterator[Problem]:
    if len(found.blocks) != 1 or not isinstance(found.blocks[0], ListBlock):
        yield WRONG_SHAPE(found.place, f'"{found.title}" is not one list', f"write {rule.shape.value}")
        return
    items: tuple[Item, ...] = found.blocks[0].items
    for item in items:
        if not item.points:
            yield _not_derived(item.place, "the item")
    yield from _count(len(items), found, rule)


def questions_fit_the_self_check(record: Record) -> Iterator[Problem]:
    """Source: what the self-check answers with, and where it leads."""
    if isinstance(record, Recommendation):
        steps = section(record.body, STEPS)
        points = {point for step in (steps.sections if steps else ()) for point in step.points}
        for item in items_of(section(record.body, QUESTIONS)):
            yield from _question(item, points)


def _question(item: Item, points: set[Text]) -> Iterator[Problem]:
    text = " ".join(text_of(item.blocks[:1]))
    if text.split(" ")[0].casefold() in _OPEN:
        yield ANOTHER_ANSWER(
            item.place, f'yes or no is no answer to "{text}"', "begin it with a verb: «Er …», «Har vi …»"
        )
    if points and item.points and points.isdisjoint(item.points):
        yield NO_STEP(item.place, f'no step is about what is asked in "{text}"', "name a point that a step names too")


def _not_derived(place: Place, what: str) -> Problem:
    return NOT_DERIVED(
        place, f"{what} names no point of the report", "end it with {id}, from points or letter in the front matter"
    )


def _count(count: int, found: Section, rule: Rule) -> Iterator[Problem]:
    if not rule.at_least <= count <= rule.at_most:
        yield WRONG_COUNT(
            found.place,
            f'"{found.title}" has {count} of them',
            f"write {rule.at_least} to {rule.at_most}" if rule.at_most < 99 else f"write at least {rule.at_least}",
        )


def headings_have_unique_ids(record: Record) -> Iterator[Problem]:
    """Every heading that the editors name has an id; no id stands twice on a page."""
    if not isinstance(record, PageRecord):
        return
    taken = {*GENERATED, TOP}
    fixed = {} if isinstance(record, HandPage) else {rule.id: rule for rule in rules_for(record)}
    taken |= fixed.keys()
    steps = {rule.id for rule in fixed.values() if rule.shape is Shape.STEPS}
    parts = {part.place for found in record.body.sections if found.role in steps for part in found.sections}
    for part in all_sections(record.body):
        if part.place in parts or (part.level == 2 and part.role in fixed):
            yield from _no_id(part)
        else:
            yield from _own_id(part, taken)


def _no_id(part: Section) -> Iterator[Problem]:
    if part.id is not None:
        wrong = f'"{part.title}" has its id from the tool'
        yield DUPLICATE_HEADING_ID(part.id.place, wrong, "remove {#…}")


def _own_id(part: Section, taken: set[str]) -> Iterator[Problem]:
    if part.id is None:
        wrong = f'the heading "{part.title}" has no id'
        yield MISSING_ID(part.place, wrong, "end it with {#short-id}")
    elif UNIT_ID.fullmatch(part.id):
        wrong = f'the id "{part.id}" has the form of those that the tool gives'
        yield DUPLICATE_HEADING_ID(part.id.place, wrong, "choose another, without a number last")
    elif part.id in taken:
        wrong = f'the id "{part.id}" is taken on this page'
        yield DUPLICATE_HEADING_ID(part.id.place, wrong, "choose another")
    else:
        taken.add(part.id)


OWN_RULES = (headings_are_plain, sections_have_their_shape, questions_fit_the_self_check, headings_have_unique_ids)
RULES = (sections_are_those_of_the_kind,)
