"""What the self-check and the plan are made of: each question with why it is asked, and the steps that answer it.

A question and a step belong together when they are derived from the same point of the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model.body import Item, Section, plain, text_of
from ..model.records import Recommendation
from ..model.sections import QUESTIONS, STEPS, items_of, section
from ..problems import Place
from ..site.addresses import address
from ..site.short_addresses import identity
from ..site.site import Site

Anchors = Mapping[Place, str]


@dataclass(frozen=True)
class Step:
    """A step: its lasting id (`2022/6#steg-1`), its address from the site's root, and the questions it answers."""

    id: str
    address: str
    title: str
    text: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A question: its lasting id (`2022/6#sporsmal-1`), a name for its fields, why it is asked, what to do about it.

    `good` and `warning` are what to listen for in the answers; empty where the editors have written none.
    """

    id: str
    name: str
    address: str
    text: str
    why: tuple[str, ...]
    good: str
    warning: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Part:
    """The questions and the steps of one recommendation."""

    rec: Recommendation
    asked: tuple[Asked, ...]
    steps: tuple[Step, ...]

    @property
    def name(self) -> str:
        """`2022-6`: the recommendation's key as a part of an id."""
        return identity(self.rec.key)


def checklist(site: Site) -> list[Part]:
    """Every recommendation with its questions and its steps, the newest edition first."""
    return [_part(rec, site) for rec in site.recommendations.values()]


def _part(rec: Recommendation, site: Site) -> Part:
    anchors = site.anchors[rec.place.path]
    items = items_of(section(rec.body, QUESTIONS))
    steps = tuple(_step(part, items, rec, anchors[part.place], anchors) for part in _steps(rec))
    asked = tuple(_asked(item, steps, rec, anchors[item.place]) for item in items)
    return Part(rec, asked, steps)


def _steps(rec: Recommendation) -> Iterator[Section]:
    found = section(rec.body, STEPS)
    yield from found.sections if found is not None else ()


def _step(part: Section, items: tuple[Item, ...], rec: Recommendation, anchor: str, anchors: Anchors) -> Step:
    answers = tuple(f"{rec.key}#{anchors[item.place]}" for item in items if set(item.points) & set(part.points))
    text = " ".join(text_of(part.blocks))
    return Step(f"{rec.key}#{anchor}", f"{address(rec)}#{anchor}", part.title, text, answers)


def _asked(item: Item, steps: tuple[Step, ...], rec: Recommendation, anchor: str) -> Asked:
    identity = f"{rec.key}#{anchor}"
    return Asked(
        id=identity,
        name=f"{rec.key.replace('/', '-')}-{anchor}",
        address=f"{address(rec)}#{anchor}",
        text=" ".join(text_of(item.blocks[:1])),
        why=tuple(str(point.text) for point in rec.points if point.id in item.points),
        good=plain(item.good.inline) if item.good else "",
        warning=plain(item.warning.inline) if item.warning else "",
        steps=tuple(step for step in steps if identity in step.questions),
    )
