"""Rules for who is who: ids, addresses, file names, and the titles' contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model.kinds import KINDS, records_of
from ..model.records import Draft, Identified, statements
from ..model.values import Slug
from ..problems import Code, Place, Problem

DUPLICATE_ID = Code(
    "R301",
    "An id, a slug and a recommendation's number are used once.",
    bad="two cases with id: udi",
    good="id: udi and id: udi-2023",
)
TITLE_DIFFERS = Code(
    "C501",
    "A recommendation's title stands exactly as in the contract in editions.yml: others cite it.",
    bad="title: Snu i tide",
    good="title: Vend i tide, det er inga skam å snu",
)
NOT_IN_EDITION = Code(
    "C502",
    "An edition's recommendations are those of its contract, each once.",
    bad="number: 8 in an edition of seven",
    good="number: 7",
)
FILE_NAME = Code(
    "C503",
    "A case's file is named by its id, so that it can be found.",
    bad="cases/utlendingar.md with id: udi",
    good="cases/udi.md with id: udi",
)


def ids_are_unique(draft: Draft) -> Iterator[Problem]:
    """Within each kind, and for slugs also across editions: an address has one owner."""
    yield from _unique("recommendation slug", (rec.slug for rec in draft.recommendations))
    for record_kind in KINDS:
        records = (record for record in records_of(draft, record_kind) if isinstance(record, Identified))
        yield from _unique(record_kind.called, (record.id for record in records))
    for entry in draft.subjects:
        # Lessons name points and sentences of a letter alike, and every one of these is an id on the page.
        ids = [*(point.id for point in entry.points), *(told.id for told in statements(entry))]
        yield from _unique("point or sentence", ids)
    yield from _unique_keys(
        "recommendation", ((rec.key, rec.place) for rec in draft.recommendations), "give it the next number"
    )
    yield from _unique_keys("edition", ((str(edition.year), edition.place) for edition in draft.editions), "keep one")


def _unique(what: str, ids: Iterable[Slug]) -> Iterator[Problem]:
    yield from _unique_keys(what, ((str(slug), slug.place) for slug in ids), "choose another id")


def _unique_keys(what: str, keys: Iterable[tuple[str, Place]], remedy: str) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for key, place in keys:
        if key in first:
            yield DUPLICATE_ID(place, f'the {what} "{key}" is already at {first[key]}', remedy)
        first.setdefault(key, place)


def titles_match_the_contract(draft: Draft) -> Iterator[Problem]:
    """Source: the list of titles in each edition's report, as `editions.yml` holds it."""
    contract = {
        f"{edition.year}/{number}": title
        for edition in draft.editions
        for number, title in enumerate(edition.titles, start=1)
    }
    for rec in draft.recommendations:
        if rec.key not in contract:
            wrong = f"the contract has no recommendation {rec.key}"
            yield NOT_IN_EDITION(rec.place, wrong, "mend number or edition, or add the title to editions.yml")
        elif rec.title != contract[rec.key]:
            yield TITLE_DIFFERS(
                rec.title.place, f"the title is not the contract's for {rec.key}", f'write "{contract[rec.key]}"'
            )


def editions_are_complete(draft: Draft) -> Iterator[Problem]:
    """Every title of an edition has its page."""
    written = {rec.key for rec in draft.recommendations}
    for edition in draft.editions:
        for number, title in enumerate(edition.titles, start=1):
            if f"{edition.year}/{number}" not in written and not draft.unsure:
                wrong = f'no page has edition {edition.year}, number {number} ("{title}")'
                yield NOT_IN_EDITION(title.place, wrong, "add its page to recommendations/")


def case_files_are_named_by_id(draft: Draft) -> Iterator[Problem]:
    for case in draft.cases:
        name = case.place.path.rsplit("/", 1)[-1]
        if name != f"{case.id}.md":
            wrong = f'the file is named "{name}", the id is "{case.id}"'
            taken = f"{case.id}.md" in draft.case_files
            remedy = f"give it an id that no other has: {case.id}.md is there already" if taken else _renamed(case.id)
            yield FILE_NAME(case.id.place, wrong, remedy)


def _renamed(identity: Slug) -> str:
    return f"rename the file to {identity}.md"


RULES = (ids_are_unique, titles_match_the_contract, editions_are_complete, case_files_are_named_by_id)
