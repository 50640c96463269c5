"""Drawings made from the relations, as inline SVG: a map of the recommendations, and the matrix of them and the cases.

Colours stand as attributes, for paper; on a screen the style sheet's classes outweigh them. A drawing tells nothing
that the page does not tell in words below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from math import cos, hypot, pi, sin

from markupsafe import Markup

from ..language.texts import Texts
from ..model.records import Recommendation
from ..site.relations import Edge, MatrixRow

# The map is drawn for a phone: 480 units wide, so that 17 units are 12 pixels there.
_WIDTH, _HEIGHT = 480, 560
_MIDDLE = (240.0, 255.0)
_RADII = (165.0, 205.0)
_NODE, _BADGE, _TARGET = 30, 12, 17
# More nodes than this are set in the order of their numbers: to try every order takes too long.
_MOST_TRIED = 8
_LONGEST_LINE = 14

Point = tuple[float, float]


@dataclass(frozen=True)
class _Map:
    places: dict[int, Point]
    edges: Sequence[Edge]


def relation_map(
    row: Sequence[Recommendation], edges: Sequence[Edge], url: Callable[[Recommendation], str], texts: Texts
) -> Markup:
    """The map as SVG. Each node leads to its recommendation, each number on a line to the reason on the page."""
    places = _places([rec.number for rec in row], [(edge.first.number, edge.second.number) for edge in edges])
    lines = [_line(edge, places) for edge in edges]
    spots = _badge_places(edges, places)
    placed = enumerate(zip(edges, spots, strict=True), start=1)
    badges = [_badge(edge, number, spot, texts) for number, (edge, spot) in placed]
    nodes = [_node(rec, places[rec.number], url(rec), texts) for rec in row]
    label = texts("relations.map", recommendations=len(row), edges=len(edges))
    return _svg(_WIDTH, _HEIGHT, "map", label, [*lines, *badges, *nodes], "group")


def matrix_drawing(row: Sequence[Recommendation], rows: Sequence[MatrixRow], texts: Texts) -> Markup:
    """The matrix as SVG: a row for each case, a column for each recommendation, a dot where the one shows the other."""
    left, step, top = 232, 34, 40
    parts = [
        Markup('<text class="map__number" x="{}" y="24" font-size="18" font-weight="700" fill="#7f5334"'
               ' text-anchor="middle">{}</text>').format(left + step * at + step / 2, rec.number)
        for at, rec in enumerate(row)
    ]  # fmt: skip
    for number, found in enumerate(rows):
        parts += _matrix_row(found, top + 26 * number, left, step)
    count = sum(1 for found in rows for reason in found.reasons if reason)
    label = texts("relations.matrix", cases=len(rows), recommendations=len(row), count=count)
    return _svg(left + step * len(row) + 8, top + 26 * len(rows), "dots", label, parts, "img")


def _matrix_row(found: MatrixRow, y: int, left: int, step: int) -> Iterable[Markup]:
    name = str(found.case.name)
    shown = name if len(name) <= 32 else name[:31].rstrip(" :,(–") + "…"
    width = left + step * len(found.reasons)
    yield Markup('<path class="map__line" d="M0 {0}H{1}" stroke="#b9c5c0" stroke-width="1"/>').format(y, width)
    text = '<text class="map__label" x="0" y="{}" font-size="15" fill="#1b2f2a">{}</text>'
    yield Markup(text).format(y + 18, shown)
    for at, reason in enumerate(found.reasons):
        if reason:
            dot = '<circle class="map__dot" cx="{}" cy="{}" r="7" fill="#2c4d45"/>'
            yield Markup(dot).format(left + step * at + step / 2, y + 13)


def _svg(width: float, height: float, name: str, label: str, parts: Iterable[Markup], role: str) -> Markup:
    open_tag = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="{}" viewBox="0 0 {} {}" role="{}" aria-label="{}">'
    )
    return open_tag.format(name, f"{width:g}", f"{height:g}", role, label) + Markup("\n").join(parts) + Markup("</svg>")


def _line(edge: Edge, places: dict[int, Point]) -> Markup:
    (x1, y1), (x2, y2) = places[edge.first.number], places[edge.second.number]
    return Markup('<path class="map__line" d="M{} {}L{} {}" stroke="#8a9a94" stroke-width="2.5"/>').format(
        *(round(value) for value in (x1, y1, x2, y2))
    )


def _badge(edge: Edge, number: int, place: Point, texts: Texts) -> Markup:
    x, y = (round(value) for value in place)
    label = texts("relations.why", first=edge.first.number, second=edge.second.number, number=number)
    return Markup(
        '<a href="#{0}" aria-label="{1}">'
        '<circle class="map__target" cx="{3}" cy="{4}" r="{5}" fill="none"/>'
        '<circle class="map__badge" cx="{3}" cy="{4}" r="{6}" fill="#ffffff" stroke="#8a9a94" stroke-width="1.5"/>'
        '<text class="map__label" x="{3}" y="{7}" font-size="14" fill="#1b2f2a" text-anchor="middle">{2}</text></a>'
    ).format(edge.id, label, number, x, y, _TARGET, _BADGE, y + 5)


def _badge_places(edges: Sequence[Edge], places: dict[int, Point]) -> list[Point]:
    """A place on each line: where it is farthest from the nodes, their names and the numbers that have theirs."""
    taken = [*places.values(), *((x, y + _NODE + 22) for x, y in places.values())]
    found = []
    for edge in edges:
        (x1, y1), (x2, y2) = places[edge.first.number], places[edge.second.number]
        tried = [(x1 + part * (x2 - x1), y1 + part * (y2 - y1)) for part in (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73)]
        place = max(tried, key=lambda spot: min(40.0, *(hypot(spot[0] - x, spot[1] - y) for x, y in taken)))
        found.append(place)
        taken.append(place)
    return found


def _node(rec: Recommendation, place: Point, url: str, texts: Texts) -> Markup:
    x, y = (round(value) for value in place)
    lines = _lines(str(rec.short_title))
    label = texts("relations.node", number=rec.number, title=rec.short_title)
    spans = Markup(" ").join(
        Markup('<tspan x="{}" y="{}">{}</tspan>').format(x, y + _NODE + 19 + 19 * at, line)
        for at, line in enumerate(lines)
    )
    shown = Markup(
        '<text class="map__label map__label--halo" font-size="17" font-weight="600" fill="#1b2f2a" stroke="#ffffff"'
        ' stroke-width="5" paint-order="stroke" text-anchor="middle">{}</text>'
    ).format(spans)
    return Markup(
        '<a href="{0}" aria-label="{2}">'
        '<circle class="map__node" cx="{3}" cy="{4}" r="{5}" fill="#eef5f3" stroke="#2c4d45" stroke-width="2.5"/>'
        '<text class="map__number" x="{3}" y="{6}" font-size="28" font-weight="700" fill="#7f5334"'
        ' text-anchor="middle">{1}</text> {7}</a>'
    ).format(url, rec.number, label, x, y, _NODE, y + 10, shown)


def _lines(title: str) -> list[str]:
    """A short title on one line, or two of much the same length."""
    words = title.split()
    if len(title) <= _LONGEST_LINE or len(words) < 2:
        return [title]
    cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return list(min(cuts, key=lambda cut: max(len(line) for line in cut)))


# --- where the nodes stand -----------------------------------------------------------------------------


def _places(numbers: list[int], pairs: list[tuple[int, int]]) -> dict[int, Point]:
    """The node with most lines in the middle, the others around it, in the order in which fewest lines meet."""
    counted = Counter(number for pair in pairs for number in pair)
    middle = max(numbers, key=lambda number: (counted[number], -number))
    others = [number for number in numbers if number != middle]
    orders = permutations(others[1:]) if len(numbers) <= _MOST_TRIED else [tuple(others[1:])]
    tried = (_around(middle, [*others[:1], *order]) for order in orders)
    return min(tried, key=lambda places: _trouble(places, pairs))


def _around(middle: int, others: list[int]) -> dict[int, Point]:
    angles = [2 * pi * at / max(1, len(others)) - pi / 2 for at in range(len(others))]
    spots = {
        number: (_MIDDLE[0] + _RADII[0] * cos(angle), _MIDDLE[1] + _RADII[1] * sin(angle))
        for number, angle in zip(others, angles, strict=True)
    }
    return {**spots, middle: _MIDDLE}


def _trouble(places: dict[int, Point], pairs: list[tuple[int, int]]) -> float:
    """Lines that cross, and, worse, lines that pass over a node that they do not belong to."""
    crossed = sum(
        _cross(*(places[n] for n in (*one, *two))) for one, two in combinations(pairs, 2) if not {*one} & {*two}
    )
    passed = sum(
        _distance(place, places[one], places[two]) < 1.6 * _NODE
        for one, two in pairs
        for number, place in places.items()
        if number not in (one, two)
    )
    length = sum(hypot(places[a][0] - places[b][0], places[a][1] - places[b][1]) for a, b in pairs)
    return crossed + 10 * passed + length / 10_000


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) != _side(a, b, d) and _side(c, d, a) != _side(c, d, b)


def _side(a: Point, b: Point, p: Point) -> bool:
    return (b[0] - a[0]) * (p[1] - a[1]) > (b[1] - a[1]) * (p[0] - a[0])


def _distance(p: Point, a: Point, b: Point) -> float:
    """From a point to the line between two others."""
    length = hypot(b[0] - a[0], b[1] - a[1])
    along = ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length**2
    near = min(1.0, max(0.0, along))
    return hypot(p[0] - a[0] - near * (b[0] - a[0]), p[1] - a[1] - near * (b[1] - a[1]))
