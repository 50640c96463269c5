"""How the recommendations of one edition hang together, and which cases illustrate them: what the drawings show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model.records import Case, Edition, Recommendation
from .site import Site


@dataclass(frozen=True)
class Edge:
    """Two recommendations that hang together, the lowest number first, and every reason that is given."""

    first: Recommendation
    second: Recommendation
    reasons: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its place on the page: by the two numbers, so that it lasts when relations are added."""
        return f"samanheng-{self.first.edition}-{self.first.number}-{self.second.number}"


def edges(site: Site, edition: Edition) -> list[Edge]:
    """The relations within an edition, each once, in the order of the numbers."""
    found: dict[tuple[int, int], list[str]] = {}
    row = {rec.key: rec for rec in site.of_edition(edition.year)}
    for rec in row.values():
        for relation in rec.related:
            other = row.get(relation.to)
            if other is not None and other is not rec:
                pair = min(rec.number, other.number), max(rec.number, other.number)
                found.setdefault(pair, []).append(str(relation.reason))
    numbers = {rec.number: rec for rec in row.values()}
    return [Edge(numbers[one], numbers[two], tuple(reasons)) for (one, two), reasons in sorted(found.items())]


@dataclass(frozen=True)
class MatrixRow:
    """A case, and for each recommendation of the edition the reason it is shown there, or an empty text."""

    case: Case
    reasons: tuple[str, ...]


def matrix(site: Site, row: Sequence[Recommendation]) -> list[MatrixRow]:
    """The cases that illustrate some of the recommendations, in the order of the site."""
    found = []
    for case in site.cases.values():
        reasons = {str(shown.recommendation): str(shown.reason) for shown in case.illustrates}
        cells = tuple(reasons.get(rec.key, "") for rec in row)
        if any(cells):
            found.append(MatrixRow(case, cells))
    return found
