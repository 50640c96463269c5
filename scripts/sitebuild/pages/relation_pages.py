"""What the page about relations shows, in pages of some hundred cases so that none grows without end."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from ..model.records import Edition, Recommendation
from ..site.addresses import address, relative
from ..site.facets import PAGES
from ..site.relations import Edge, MatrixRow, edges, matrix
from ..site.site import Site
from .drawings import matrix_drawing, relation_map

# A row of the table and of the drawing is some 900 bytes.
ROWS = 80


@dataclass(frozen=True)
class EditionPart:
    """One edition on one page: its recommendations, the map, and some rows of its matrix of `count` rows."""

    edition: Edition
    row: tuple[Recommendation, ...]
    edges: tuple[Edge, ...]
    map: Markup
    rows: tuple[MatrixRow, ...]
    dots: Markup
    count: int


@dataclass(frozen=True)
class RelationsPart:
    """One of the pages: its number and those of all, and whether there are several editions."""

    number: int
    address: str
    addresses: tuple[str, ...]
    editions: tuple[EditionPart, ...]
    many: bool


def relation_parts(site: Site, home: str) -> list[RelationsPart]:
    """The pages about relations, the first of them at `home`."""
    rows = {edition.year: matrix(site, site.of_edition(edition.year)) for edition in site.editions}
    count = max(1, *(-(-len(found) // ROWS) for found in rows.values()))
    addresses = (home, *(f"{home}{PAGES}/{number}/" for number in range(2, count + 1)))
    return [
        RelationsPart(
            at + 1,
            where,
            addresses,
            tuple(_edition(site, edition, rows[edition.year], at, where) for edition in site.editions),
            len(site.editions) > 1,
        )
        for at, where in enumerate(addresses)
    ]


def _edition(site: Site, edition: Edition, rows: list[MatrixRow], at: int, where: str) -> EditionPart:
    row = tuple(site.of_edition(edition.year))
    found = tuple(edges(site, edition))
    shown = tuple(rows[at * ROWS : (at + 1) * ROWS])

    def url(rec: Recommendation) -> str:
        return relative(address(rec), where)

    drawn = relation_map(row, found, url, site.texts) if at == 0 and found else Markup("")
    return EditionPart(edition, row, found, drawn, shown, matrix_drawing(row, shown, site.texts), len(rows))
