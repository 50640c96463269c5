"""What the filters of the list of cases ask in the browser: each case's values and the terms of its words, as a script.

The terms are made here by the search's language layer, so that the browser has only the query's words to fold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..content.thesaurus import Thesaurus
from ..language.dictionary import ignored
from ..language.fold import everything
from ..language.plain import seen, words
from ..model.records import Case
from ..pages.writer import case_facts
from ..site.facets import FACETS
from ..site.site import Site
from .script import as_script
from .search.index import terms

ADDRESS = "assets/js/cases-data.js"
# Facets with a few fixed values: those that no case has can be asked for too, and the answer says so.
_CLOSED = frozenset({"tilrading", "slag", "verksemdslag", "opphav"})


def case_data(site: Site) -> dict[str, bytes]:
    """The script, by its address: `Liste.facets` and `Liste.rows`, read by docs/assets/js/cases.js."""
    known = {facet.id: facet.known(site) for facet in FACETS}
    facets = [
        [facet.id, facet.title(site.texts), facet.id in _CLOSED, [[key, name] for key, name in known[facet.id].items()]]
        for facet in FACETS
    ]
    told = {"facets": facets, "rows": list(_cases(site, {key: list(found) for key, found in known.items()}))}
    return {ADDRESS: as_script("Liste", told)}


def _cases(site: Site, known: dict[str, list[str]]) -> Iterator[list[object]]:
    places = {key: {value: number for number, value in enumerate(found)} for key, found in known.items()}
    labels = site.labels
    for case in site.cases.values():
        values = [
            [places[facet.id][value] for value in dict.fromkeys(facet.of(site, case)) if value in places[facet.id]]
            for facet in FACETS
        ]
        yield [
            str(case.id),
            str(case.name),
            str(case.lesson),
            [labels["case_kind"][case.kind], *([labels["case_origin"][case.origin]] if case.is_from_letter else [])],
            " · ".join(case_facts(site, case)),
            case.year,
            values,
            searched(_texts(case, site), site.thesaurus),
        ]


def searched(texts: Iterable[str], thesaurus: Thesaurus) -> str:
    """The terms that some texts are found by, also by the parts of their compounds."""
    text = " · ".join(texts)
    whole = set(terms(text, everything(), thesaurus, ignored()))
    split = (everything().split(word) for word in words(seen(text)))
    return " ".join(sorted(whole | {thesaurus.term(key) for keys in split for key in keys}))


def _texts(case: Case, site: Site) -> Iterator[str]:
    """What is told of a case in few words, and what those it is about are called."""
    yield from (case.name, case.summary, case.lesson, site.labels["case_kind"][case.kind], case.sector or "")
    yield from case.searched_as
    for name in case.actors:
        if name in site.actors:
            actor = site.actors[name]
            yield from (actor.name, actor.abbreviation or "", *actor.other_names, site.labels["actor_kind"][actor.kind])
    yield from (site.terms[name].term for name in case.terms if name in site.terms)
