"""What the filters of the lists of actors and of terms ask in the browser, in the form of that of the cases.

All their rows are on the page, so a row here has an id alone: the script shows and hides what is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..model.records import Actor, Recommendation, Subject, Term
from ..site.facets import recommendation_names
from ..site.short_addresses import identity
from ..site.site import Site
from .case_data import searched
from .script import as_script

ACTORS, TERMS = "assets/js/verksemder-data.js", "assets/js/omgrep-data.js"


@dataclass(frozen=True)
class _Row:
    """A record of a list, with its values by facet, and what it is found by."""

    id: str
    values: Mapping[str, Iterable[str]]
    texts: Iterable[str]


def list_data(site: Site) -> dict[str, bytes]:
    """The scripts, by their addresses: `Liste.facets` and `Liste.rows`, read by docs/assets/js/cases.js."""
    kinds, origins = site.texts.group("labels.actor_kind"), site.texts.group("labels.origin")
    actors = [_of_actor(actor, site) for actor in site.actors.values()]
    terms = [_of_term(term, site) for term in site.terms.values()]
    return {ACTORS: _script("slag", kinds, actors, site), TERMS: _script("forklaring", origins, terms, site)}


def _of_actor(actor: Actor, site: Site) -> _Row:
    pages = (*site.with_actor[actor.id], *site.mentioning[actor.id])
    kind = site.texts(f"labels.actor_kind.{actor.kind}")
    values = {"slag": [str(actor.kind)], "tilrading": _recommendations(pages, site)}
    return _Row(actor.id, values, (actor.name, actor.abbreviation or "", *actor.other_names, kind))


def _of_term(term: Term, site: Site) -> _Row:
    values = {"forklaring": [str(term.origin)], "tilrading": _recommendations(site.using_term[term.id], site)}
    return _Row(term.id, values, (term.term, term.bokmal, term.definition, *term.searched_as))


def _recommendations(pages: Iterable[Subject], site: Site) -> list[str]:
    """Those that are among some pages, and those that the cases among them illustrate, as in the filters of cases."""
    found = set()
    for page in pages:
        shown = [page] if isinstance(page, Recommendation) else [one.entry for one in site.illustrates(page)]
        found |= {identity(rec.key) for rec in shown}
    return sorted(found)


def _script(first: str, names: Mapping[str, str], rows: list[_Row], site: Site) -> bytes:
    known = {first: names, "tilrading": recommendation_names(site)}
    places = {facet: list(values) for facet, values in known.items()}
    facets = [[facet, site.texts(f"filter.{facet}"), False, list(map(list, known[facet].items()))] for facet in known]
    told = [
        [row.id, "", "", [], "", None, [_numbers(row.values[key], places[key]) for key in known], _terms(row, site)]
        for row in rows
    ]
    return as_script("Liste", {"facets": facets, "rows": told})


def _numbers(values: Iterable[str], known: list[str]) -> list[int]:
    return [known.index(value) for value in values if value in known]


def _terms(row: _Row, site: Site) -> str:
    return searched(row.texts, site.thesaurus)
