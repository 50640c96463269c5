"""What the lists of cases show: the index in pages of some fifty, and a page for each value of each facet.

A page stays below 150 kB however many cases there are: a long list is cut in pages, and values that many facets
have are shown on the facet's own page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model.records import Case
from ..site.addresses import CASES, SHARING
from ..site.facets import FACETS, PAGES, Facet, Value, values
from ..site.site import Site

# A row is some 600 bytes, and a page's frame some 15 kB.
ROWS = 50
SHARED_ROWS = 15
# How many values of a facet the index shows; the rest stand on the facet's page.
SHOWN = 12


@dataclass(frozen=True)
class Sheet:
    """One page of a list: its address, the cases on it, its number, and the addresses of all the list's pages."""

    address: str
    cases: tuple[Case, ...]
    number: int
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """A facet as the index shows it: the values with most cases, and how many there are in all."""

    facet: Facet
    shown: tuple[Value, ...]
    count: int


def sheets(address: str, cases: tuple[Case, ...], rows: int = ROWS) -> list[Sheet]:
    """A list cut in pages: the first at `address`, the next at `side/2/` below it. An empty list has one page."""
    count = max(1, -(-len(cases) // rows))
    addresses = (address, *(f"{address}{PAGES}/{number}/" for number in range(2, count + 1)))
    return [Sheet(where, cases[at * rows : (at + 1) * rows], at + 1, addresses) for at, where in enumerate(addresses)]


def index(site: Site) -> list[Sheet]:
    """The pages of the list of all cases; the first is the editors' own page."""
    return sheets(CASES, tuple(site.cases.values()))


def sides(site: Site) -> list[Side]:
    """The facets with the values that some case has: the most usual ones, in the facet's order."""
    return [side for side in (_side(site, facet) for facet in FACETS) if side.count]


def _side(site: Site, facet: Facet) -> Side:
    used = [value for value in values(site, facet) if value.cases]
    most = sorted(used, key=lambda value: -len(value.cases))[:SHOWN]
    return Side(facet, tuple(value for value in used if value in most), len(used))


def published_rows(site: Site) -> frozenset[str]:
    """The cases whose row on the index has been published as an address: only those rows keep an id.

    A row moves to another page as cases are added, so it has no lasting address; new ones get none.
    """
    return frozenset(line.anchor for line in site.published if line.path == CASES and line.anchor in site.cases)


def sharing(site: Site) -> list[Sheet]:
    """The pages of the list of what others link with. What they take of a case is some 4 kB."""
    return sheets(SHARING, tuple(site.cases.values()), SHARED_ROWS)


def published_cards(site: Site) -> frozenset[str]:
    """The ids of cards on the first of them that have been published: they stay there, as rows above do."""
    return frozenset(line.anchor for line in site.published if line.path == SHARING and line.anchor.startswith("kort-"))


def facet_sheets(site: Site) -> Iterator[tuple[Value, Sheet]]:
    """Every page of every value's list."""
    for facet in FACETS:
        for value in values(site, facet):
            for sheet in sheets(value.address, value.cases):
                yield value, sheet
