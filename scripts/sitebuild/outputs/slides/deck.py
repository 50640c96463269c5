"""What stands on the slides: plain records made from the content, before any library is asked to draw them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...language.dates import version
from ...language.texts import Texts
from ...model.body import Item, Section, text_of
from ...model.records import Recommendation
from ...model.sections import ELABORATION, KORT_FORTALT, PITFALLS, QUESTIONS, STEPS, Rule, items_of, section
from ...site.short_addresses import permalink
from ...site.site import Site, changed
from ..office.motifs import motif_alt

# More cases than these do not fit a slide; the page has them all.
_MOST_CASES = 4


@dataclass(frozen=True)
class Image:
    """A picture: `motif` names a drawing, else `link` is what a QR code leads to; `alt` is what it says."""

    alt: str
    motif: str = ""
    link: str = ""


@dataclass(frozen=True)
class Line:
    """A line of text, which may lead to an address."""

    text: str
    link: str = ""


@dataclass(frozen=True)
class Slide:
    """One slide. `origin` says whose words it holds, `section` which one of the page; `notes` are for who speaks."""

    title: str
    lines: tuple[Line, ...]
    notes: str
    origin: str = ""
    numbered: bool = False
    is_cover: bool = False
    image: Image | None = None
    section: str = ""


@dataclass(frozen=True)
class Deck:
    title: str
    slides: tuple[Slide, ...]


def deck_of(rec: Recommendation, site: Site, base_url: str) -> Deck:
    """The slides of one recommendation."""
    link = base_url + permalink(rec)
    row, texts = site.of_edition(rec.edition), site.texts
    source = site.sources[_source(rec, site)].title
    cover = Slide(
        str(rec.title),
        (Line(str(rec.summary)),),
        texts("slides.cover", number=rec.number, count=len(row), source=source, address=link),
        is_cover=True,
        image=Image(motif_alt(rec.motif, site), motif=str(rec.motif)),
    )
    return Deck(str(rec.title), (cover, *_parts(rec, site, link), _closing(link, version(changed(rec), texts), texts)))


def deck_of_all(site: Site, name: str, base_url: str) -> Deck:
    """The slides of the newest edition: of each recommendation its short version, steps and questions."""
    row, texts = site.of_edition(site.edition.year), site.texts
    subtitle = texts("slides.subtitle", edition=site.edition.title)
    cover = Slide(
        name,
        (Line(subtitle),),
        texts("slides.made_from", address=base_url),
        is_cover=True,
        image=Image(motif_alt("merke", site), motif="merke"),
    )
    listed = Slide(
        texts("slides.recommendations"),
        tuple(Line(str(rec.title), base_url + permalink(rec)) for rec in row),
        "\n\n".join(f"{rec.number}. {rec.title}: {rec.summary}" for rec in row),
        texts("origin.report"),
        numbered=True,
    )
    parts = [slide for rec in row for slide in _in_short(rec, site, base_url + permalink(rec))]
    return Deck(name, (cover, listed, *parts, _closing(base_url, version(site.date, texts), texts)))


def _in_short(rec: Recommendation, site: Site, link: str) -> Iterator[Slide]:
    opening = Slide(
        f"{rec.number}. {rec.title}",
        (Line(str(rec.summary)),),
        f"{_prose(rec)}\n\n{link}",
        site.texts("origin.report"),
        image=Image(motif_alt(rec.motif, site), motif=str(rec.motif)),
    )
    yield opening
    for slide in _parts(rec, site, link):
        if slide.section in (STEPS.id, QUESTIONS.id):
            yield Slide(f"{rec.number}. {slide.title}", slide.lines, slide.notes, slide.origin, slide.numbered)


def _source(rec: Recommendation, site: Site) -> str:
    return next(edition.source for edition in site.editions if edition.year == rec.edition)


def _prose(rec: Recommendation) -> str:
    part = section(rec.body, KORT_FORTALT)
    return "\n\n".join(text_of(part.blocks)) if part else ""


def _parts(rec: Recommendation, site: Site, link: str) -> Iterator[Slide]:
    """The slides between the cover and the address."""
    texts = site.texts
    short = section(rec.body, KORT_FORTALT)
    if short:
        told = _prose(rec)
        sentences = re.split(r"(?<=[.!?])\s+(?=[A-ZÆØÅ«])", told)
        yield Slide(
            short.title,
            tuple(map(Line, sentences)),
            f"{told}\n\n{link}",
            texts("origin.report"),
            section=KORT_FORTALT.id,
        )
    steps = section(rec.body, STEPS)
    if steps:
        notes = [f"{number}. {_whole(step)}" for number, step in enumerate(steps.sections, start=1)]
        lines = tuple(Line(step.title) for step in steps.sections)
        yield Slide(
            steps.title, lines, _notes(notes, link, STEPS), _origin(STEPS, texts), numbered=True, section=STEPS.id
        )
    for rule in (QUESTIONS, PITFALLS):
        part = section(rec.body, rule)
        items = items_of(part)
        if part and items:
            notes = [f"– {' '.join(text_of(item.blocks))}" for item in items]
            lines = tuple(Line(_first(item)) for item in items)
            yield Slide(part.title, lines, _notes(notes, link, rule), _origin(rule, texts), section=rule.id)
    cases = site.illustrated_by[rec.key][:_MOST_CASES]
    if cases:
        lines = tuple(Line(f"{found.entry.name}: {found.entry.lesson}") for found in cases)
        yield Slide(
            texts("sections.doeme"),
            lines,
            "\n\n".join(f"{found.entry.name}: {found.reason}" for found in cases) + f"\n\n{link}#doeme",
        )
    others = site.related[rec.key]
    if others:
        lines = tuple(Line(_named(found.entry, texts)) for found in others)
        reasons = "\n\n".join(f"{found.entry.number}. {found.entry.title}: {found.reason}" for found in others)
        yield Slide(texts("sections.heng-saman-med"), lines, f"{reasons}\n\n{link}#heng-saman-med")


def _whole(step: Section) -> str:
    return " ".join([f"{step.title}.", *text_of(step.blocks)])


def _first(item: Item) -> str:
    """The item itself, without what may stand below it."""
    return next(text_of(item.blocks), "")


def _notes(told: list[str], link: str, rule: Rule) -> str:
    return "\n\n".join([*told, f"{link}#{rule.id}"])


def _named(rec: Recommendation, texts: Texts) -> str:
    return texts("recommendation.named", number=rec.number, title=rec.title)


def _origin(rule: Rule, texts: Texts) -> str:
    return texts("origin.ours" if rule in ELABORATION else "origin.report")


def _closing(link: str, version: str, texts: Texts) -> Slide:
    lines = (Line(texts("print.kept")), Line(link, link), Line(texts("print.licence", version=version)))
    image = Image(texts("print.code", address=link), link=link)
    return Slide(texts("slides.more"), lines, texts("slides.show_code", address=link), image=image)
