"""The sides from which a reader looks for cases: which values each has, and which cases have which.

One table, `FACETS`: the static pages, the filters in the browser and their data are all made from it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..language.texts import Texts
from ..model.records import Case
from ..model.values import norwegian_order
from ..problems import Code, Problem
from .addresses import CASES
from .short_addresses import identity
from .site import Site

# What a letter that is not in an address is written as, in the name of a value that the editors write as text.
_PLAIN = str.maketrans({"å": "a", "ø": "o", "æ": "ae", "é": "e", "ö": "o", "ä": "a"})


NAME_TAKEN = Code(
    "L901",
    "A case has an id that no list of cases has: at /doeme/slag/ stand the cases by kind.",
    bad="id: slag",
    good="id: slag-i-saksbehandling",
)


@dataclass(frozen=True)
class Facet:
    """One side. `of` gives the ids of a case's values, and `known` every value that has a page: id -> name.

    `former_id` is what the list by this side was called on the index before it had pages of its own.
    """

    id: str
    of: Callable[[Site, Case], Iterable[str]]
    known: Callable[[Site], Mapping[str, str]]
    former_id: str = ""

    def title(self, texts: Texts) -> str:
        """What the side is called."""
        return texts(f"facets.{self.id}")

    @property
    def address(self) -> str:
        return f"{CASES}{self.id}/"

    def address_of(self, value: str) -> str:
        return f"{self.address}{value}/"


@dataclass(frozen=True)
class Value:
    """A value with the cases that have it, in the order of the site."""

    facet: Facet
    id: str
    name: str
    cases: tuple[Case, ...]

    @property
    def address(self) -> str:
        return self.facet.address_of(self.id)


_LONGEST = 60


def slug(text: str) -> str:
    """A text as part of an address: «Helse og omsorg» is `helse-og-omsorg`."""
    found = re.sub(r"[^a-z0-9]+", "-", text.lower().translate(_PLAIN)).strip("-")
    if len(found) <= _LONGEST:
        return found
    # Some systems take no longer names; two that begin alike are still two.
    return f"{found[:_LONGEST].rstrip('-')}-{hashlib.sha256(found.encode()).hexdigest()[:8]}"


def _recommendations(_site: Site, case: Case) -> Iterator[str]:
    return (identity(shown.recommendation) for shown in case.illustrates)


def recommendation_names(site: Site) -> dict[str, str]:
    """The recommendations as values: by number and short title, and with more editions by their year."""
    many = len(site.editions) > 1
    return {
        identity(key): f"{rec.number}. {rec.short_title}" + (f" ({rec.edition})" if many else "")
        for key, rec in site.recommendations.items()
    }


def _kinds_of_actors(site: Site, case: Case) -> Iterator[str]:
    return (str(site.actors[name].kind) for name in case.actors if name in site.actors)


def _sectors(site: Site) -> dict[str, str]:
    """Two ways to write a sector with the same words are one value: they have one address."""
    found = {str(case.sector) for case in site.cases.values() if case.sector}
    return {slug(name): name for name in sorted(found, key=norwegian_order)}


def _labels(name: str) -> Callable[[Site], Mapping[str, str]]:
    return lambda site: site.labels[name]


FACETS = (
    Facet("tilrading", _recommendations, recommendation_names, "etter-tilrading"),
    Facet("slag", lambda _site, case: [str(case.kind)], _labels("case_kind"), "etter-slag"),
    Facet("opphav", lambda _site, case: [str(case.origin)], _labels("case_origin")),
    Facet("sektor", lambda _site, case: [slug(case.sector)] if case.sector else [], _sectors),
    Facet(
        "verksemd",
        lambda _site, case: case.actors,
        lambda site: {actor.id: str(actor.name) for actor in site.actors.values()},
        "etter-verksemd",
    ),
    Facet("verksemdslag", _kinds_of_actors, _labels("actor_kind")),
    Facet(
        "omgrep",
        lambda _site, case: case.terms,
        lambda site: {term.id: str(term.term) for term in site.terms.values()},
    ),
)
# What a case cannot be called, since the pages of the facets and the later pages of the list stand there.
PAGES = "side"
TAKEN = frozenset({*(facet.id for facet in FACETS), PAGES})


def values(site: Site, facet: Facet) -> list[Value]:
    """Every known value of a facet, in its own order; those that no case has too."""
    found: dict[str, list[Case]] = {name: [] for name in facet.known(site)}
    for case in site.cases.values():
        for value in dict.fromkeys(facet.of(site, case)):
            if value in found:
                found[value].append(case)
    return [Value(facet, key, name, tuple(found[key])) for key, name in facet.known(site).items()]


def list_above(path: str) -> str | None:
    """The list that a list of cases is part of: `doeme/slag/` of `doeme/slag/program/`, `doeme/` of `doeme/side/2/`."""
    whole, mark, _number = path.partition(f"{PAGES}/")
    if mark and path.startswith(CASES):
        return whole
    return next((facet.address for facet in FACETS if path.startswith(facet.address) and path != facet.address), None)


def check(site: Site) -> Iterator[Problem]:
    """The addresses of the lists are theirs alone."""
    for case in site.cases.values():
        if case.id in TAKEN:
            wrong = f'the case\'s id "{case.id}" is the name of a list at /{CASES}{case.id}/'
            yield NAME_TAKEN(case.id.place, wrong, f"choose another id, such as {case.id}-{slug(case.name)[:20]}")
