"""What a reader copies: the link, a citation, Markdown and the card, for a page and for each step and item on it.

Everything is made here, at build time; the script in the browser only copies it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from ...model.body import Item, Section, text_of
from ...model.records import Case, Recommendation
from ...model.sections import (
    ELABORATION,
    LESSONS,
    MINISTRY,
    PITFALLS,
    QUESTIONS,
    READY,
    STEPS,
    Shape,
    items_of,
    rules_for,
    section,
)
from ...pages.writer import long_date
from ...settings import Settings
from ...site.addresses import CARDS, OEMBED, QR_CODES
from ...site.site import Site, changed
from ..export.as_markdown import escaped, escaped_line
from ..export.files import LICENCE_NAME, LICENCE_URL
from .cards import Card, card_of, frame, snippet

# What a step or an item is called in a citation.
_NAMES = {
    STEPS: "steg",
    MINISTRY: "steg for departementet",
    READY: "mal",
    QUESTIONS: "spørsmål",
    PITFALLS: "fallgruve",
    LESSONS: "lærdom",
}


@dataclass(frozen=True)
class Piece:
    """Something to cite: the page itself, or a step or an item on it (then with its anchor)."""

    anchor: str
    name: str
    title: str
    text: str


@dataclass(frozen=True)
class Shared:
    """Everything about how a recommendation or a case is shared; `data` is what the page's script copies, as HTML."""

    card: Card
    snippet: str
    frame: str
    data: Markup

    @property
    def card_address(self) -> str:
        return f"{CARDS}{self.card.id}/"

    @property
    def oembed_address(self) -> str:
        return f"{OEMBED}{self.card.id}.json"

    def qr_address(self, kind: str) -> str:
        """The QR code's address; `kind` is `svg` or `png`."""
        return f"{QR_CODES}{self.card.id}.{kind}"


def share(settings: Settings, site: Site) -> dict[str, Shared]:
    """How each recommendation and case is shared, by the path of its file."""
    entries = site.subjects
    return {entry.place.path: _shared(entry, settings, site) for entry in entries}


def _shared(entry: Recommendation | Case, settings: Settings, site: Site) -> Shared:
    card = card_of(entry, site, settings)
    version = long_date(changed(entry))
    page = Piece("", "", card.title, card.text)
    pieces = {piece.anchor: _copies(piece, card, version) for piece in (page, *_pieces(entry, site))}
    return Shared(card, pieces[""]["card"], frame(card, settings), _as_html(pieces))


def _pieces(entry: Recommendation | Case, site: Site) -> Iterator[Piece]:
    """The steps, questions, pitfalls and lessons of a page, each with its number in its section."""
    anchors = site.anchors[entry.place.path]
    for rule in rules_for(entry):
        found = section(entry.body, rule)
        if rule not in ELABORATION or found is None:
            continue
        parts: tuple[Section | Item, ...] = found.sections if rule.shape is Shape.STEPS else items_of(found)
        for number, part in enumerate(parts, start=1):
            title = part.title if isinstance(part, Section) else ""
            yield Piece(anchors[part.place], f"{_NAMES[rule]} {number}", title, " ".join(text_of(part.blocks)))


def _copies(piece: Piece, card: Card, version: str) -> dict[str, str]:
    link = f"{card.link}#{piece.anchor}" if piece.anchor else card.link
    label = f"{card.label}, {piece.name}" if piece.name else card.label
    return {
        "name": label.lower(),
        "link": link,
        "citation": citation(piece, card, version, link),
        "markdown": markdown(piece, card, version, link),
        "card": snippet(label, piece.title or piece.text, piece.text if piece.title else "", link, card),
    }


def citation(piece: Piece, card: Card, version: str, link: str) -> str:
    """«Frå ord til handling, tilråding 3 (2022): «Tittel», steg 2: «Tittel». Versjon 24. november 2026. https://…»"""
    what = f"«{_inside_quotes(card.title)}»"
    if piece.name:
        what = f"{what}, {piece.name}: «{_inside_quotes(piece.title or piece.text)}»"
    return f"{_whole(card)}: {what}. Versjon {version}. {link}"


def markdown(piece: Piece, card: Card, version: str, link: str) -> str:
    """A quotation with its source and licence, ready for a wiki or a chat."""
    said = [f"**{escaped(piece.title)}**"] if piece.title else []
    said += [escaped_line(piece.text)] if piece.text else []
    quoted = "\n>\n".join(f"> {line}" for line in said)
    name = f"{_whole(card)}, {piece.name}" if piece.name else _whole(card)
    return f"{quoted}\n\n[{escaped(name)}]({link}). Versjon {version}. [{LICENCE_NAME}]({LICENCE_URL}).\n"


def _whole(card: Card) -> str:
    return f"{card.site_name}, {card.label.lower()} ({card.year})"


def _inside_quotes(text: str) -> str:
    """Quotation marks within quotation marks are ‘ and ’."""
    return text.replace("«", "‘").replace("»", "’")


def _as_html(pieces: dict[str, dict[str, str]]) -> Markup:
    """JSON as the text of an element: only these two signs are special there."""
    data = json.dumps(pieces, ensure_ascii=False, separators=(",", ":"))
    return Markup(data.replace("&", "&amp;").replace("<", "&lt;"))
