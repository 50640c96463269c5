"""Rules for references between records: every id that is named exists, and relations make sense."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ..model.body import Citation, Figure, Item, ListBlock, Paragraph, all_blocks, all_inline, all_sections
from ..model.kinds import KINDS, kind_of, records_of
from ..model.parts import Illustration
from ..model.records import (
    Actor,
    Case,
    Draft,
    Edition,
    Entry,
    Member,
    Recommendation,
    Record,
    Source,
    Subject,
    Term,
    statements,
)
from ..model.values import Text
from ..problems import Code, Problem, did_you_mean

UNKNOWN_REFERENCE = Code(
    "R302",
    "What a page names (a recommendation, case, actor, term, source, member, motif) exists.",
    bad="actors: [UDl]",
    good="actors: [udi]",
)
UNKNOWN_POINT = Code(
    "R303",
    "A point in {…} is one of the page's own points, or something the council wrote in the page's letter.",
    bad="- Kven eig målet? {felles-mol}",
    good="- Kven eig målet? {felles-mal}",
)
ODD_RELATION = Code(
    "R304",
    "A relation is written once, on one side, and never to itself.",
    bad="to: 2022/3 both on recommendation 1 and, back to 1, on recommendation 3",
    good="to: 2022/3 on recommendation 1",
)
UNLISTED_SOURCE = Code(
    "R306",
    "A source that the text cites stands in the page's list of sources.",
    bad="Definisjonen er Difi sin.[^difi-2014-07] (and not in sources)",
    good="sources: [{id: difi-2014-07}]",
)


class _Known:
    """The ids of each kind; a kind of which something could not be loaded is not checked."""

    def __init__(self, draft: Draft) -> None:
        self.unsure = draft.unsure
        self.ids = {kind.record: {record.key for record in records_of(draft, kind)} for kind in KINDS}

    def check(self, kind: type[Entry], names: Iterable[Text]) -> Iterator[Problem]:
        if kind in self.unsure:
            return
        for name in names:
            if name not in self.ids[kind]:
                wrong = f'unknown {kind_of(kind).called} "{name}"'
                yield UNKNOWN_REFERENCE(name.place, wrong, did_you_mean(name, self.ids[kind]))


def references_exist(draft: Draft) -> Iterator[Problem]:
    """Every id in the front matter and in the data files."""
    known = _Known(draft)
    for rec in draft.recommendations:
        yield from known.check(Member, rec.people)
        yield from known.check(Recommendation, (relation.to for relation in rec.related))
        if rec.motif not in draft.motifs:
            wrong = f'unknown motif "{rec.motif}"'
            yield UNKNOWN_REFERENCE(rec.motif.place, wrong, did_you_mean(rec.motif, draft.motifs))
    for case in draft.cases:
        yield from known.check(Actor, case.actors)
        yield from known.check(Recommendation, (relation.recommendation for relation in case.illustrates))
    for entry in draft.subjects:
        yield from known.check(Term, entry.terms)
        yield from known.check(Source, (use.id for use in entry.sources))
        yield from known.check(Source, (told.source for told in statements(entry)))
    yield from _references_of_data(draft, known)


def _references_of_data(draft: Draft, known: _Known) -> Iterator[Problem]:
    for term in draft.terms:
        yield from known.check(Term, term.related)
        yield from known.check(Source, (term.source,) if term.source else ())
    for question in draft.questions:
        yield from known.check(Recommendation, (answer.recommendation for answer in question.answers))
    for situation in draft.situations:
        yield from known.check(Recommendation, (situation.recommendation,))
        yield from known.check(Case, (situation.case.id,))
    yield from known.check(Actor, (member.employer for member in draft.members))
    editions: tuple[Edition, ...] = draft.editions
    yield from known.check(Source, (edition.source for edition in editions))


def points_exist(record: Record) -> Iterator[Problem]:
    if not isinstance(record, Subject):
        return
    known = {point.id for point in record.points}
    if isinstance(record, Case):
        known |= {told.id for told in record.letter}
    for name in _points_named(record):
        if name not in known:
            wrong = f'unknown point "{name}"'
            yield UNKNOWN_POINT(name.place, wrong, did_you_mean(name, known))


def _points_named(entry: Recommendation | Case) -> Iterator[Text]:
    for part in all_sections(entry.body):
        yield from part.points
    for block in all_blocks(entry.body):
        if isinstance(block, Paragraph):
            yield from block.points
        elif isinstance(block, ListBlock):
            items: tuple[Item, ...] = block.items
            for item in items:
                yield from item.points


def relations_are_written_once(draft: Draft) -> Iterator[Problem]:
    seen: dict[frozenset[str], str] = {}
    for rec in draft.recommendations:
        for relation in rec.related:
            pair = frozenset((rec.key, relation.to))
            if relation.to == rec.key:
                yield ODD_RELATION(relation.to.place, "a relation to itself", "remove it")
            elif pair in seen:
                wrong = f"the relation between {rec.key} and {relation.to} is already at {seen[pair]}"
                yield ODD_RELATION(relation.to.place, wrong, "keep one; it is shown on both sides")
            seen.setdefault(pair, str(relation.to.place))
    for case in draft.cases:
        yield from _repeated(case.illustrates)
    for question in draft.questions:
        yield from _repeated(question.answers)


def _repeated(relations: tuple[Illustration, ...]) -> Iterator[Problem]:
    counts = Counter(relation.recommendation for relation in relations)
    for relation in relations:
        if counts[relation.recommendation] > 1:
            counts[relation.recommendation] = 1
            wrong = f"{relation.recommendation} is named twice"
            yield ODD_RELATION(relation.recommendation.place, wrong, "keep one, with one reason")


def cited_sources_are_listed(draft: Draft) -> Iterator[Problem]:
    known = _Known(draft)
    for entry in draft.subjects:
        listed = {use.id for use in entry.sources}
        cited = [node.source for node in all_inline(entry.body) if isinstance(node, Citation)]
        yield from known.check(Source, cited)
        told = [statement.source for statement in statements(entry)]
        for name in (*cited, *dict.fromkeys(told)):
            if name not in listed and name in known.ids[Source]:
                wrong = f'the page cites "{name}", which is not in sources'
                yield UNLISTED_SOURCE(name.place, wrong, f"add - id: {name} to sources")
    for page in draft.pages:
        for node in all_inline(page.body):
            if isinstance(node, Citation):
                wrong = "a page in docs/ has no list of sources to cite from"
                yield UNLISTED_SOURCE(node.source.place, wrong, f"write a link: [text](kjelde:{node.source})")


def pictures_exist(draft: Draft) -> Iterator[Problem]:
    for entry in draft.page_records:
        for block in all_blocks(entry.body):
            if isinstance(block, Figure) and block.picture not in draft.pictures:
                wrong = f'there is no usable picture "{block.picture}" in recommendations/bilete/'
                yield UNKNOWN_REFERENCE(block.picture.place, wrong, did_you_mean(block.picture, draft.pictures))


OWN_RULES = (points_exist,)
RULES = (references_exist, pictures_exist, relations_are_written_once, cited_sources_are_listed)
