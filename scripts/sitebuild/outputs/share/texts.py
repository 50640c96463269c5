"""What a reader copies: the link, a citation, Markdown and the card, for a page and for each step and item on it.

Everything is made here, at build time; the script in the browser only copies it. It lies in a file
beside the page, which is loaded when the menu is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from ...language.dates import version as version_of
from ...language.texts import Texts
from ...model.body import Item, Section, text_of
from ...model.records import Case, Recommendation, statements
from ...model.sections import (
    ELABORATION,
    Shape,
    items_of,
    rules_for,
    section,
    units,
)
from ...pages.writer import capitalize_first
from ...settings import Settings
from ...site.addresses import CARDS, OEMBED, QR_CODES, SHARED, SHARING, address
from ...site.anchor_names import COUNTED, names, statement_anchor, statement_name
from ...site.site import Site, changed
from ..export.as_markdown import escaped, escaped_line
from ..export.files import LICENCE_NAME, LICENCE_URL
from ..script import as_script
from .cards import STYLE, Card, as_shown, card_of, frame, snippet


@dataclass(frozen=True)
class Piece:
    """Something to cite: the page itself, or a step, an item or a paragraph on it (then with its anchor).

    A paragraph has no number: its first words are its name, and it is cited by them (`is_named_by_words`).
    """

    anchor: str
    name: str
    title: str
    text: str
    is_named_by_words: bool = False


@dataclass(frozen=True)
class Part:
    """A page, or a step or an item on it, as editors of other sites take it: its card as HTML, and as it will look."""

    id: str
    name: str
    link: str
    snippet: str

    @property
    def shown(self) -> Markup:
        return as_shown(self.snippet)


@dataclass(frozen=True)
class Shared:
    """How a recommendation or a case is shared; `pieces` is what the page's script copies, by anchor, and `parts` are
    its steps and items."""

    card: Card
    snippet: str
    frame: str
    pieces: Mapping[str, Mapping[str, str]]
    parts: tuple[Part, ...] = ()

    @property
    def whole(self) -> Part:
        return Part(self.card.id, self.card.name, self.card.link, self.snippet)

    @property
    def parts_address(self) -> str:
        """The page on which the parts are."""
        return f"{SHARING}{self.card.id}/"

    @property
    def card_address(self) -> str:
        return f"{CARDS}{self.card.id}/"

    @property
    def oembed_address(self) -> str:
        return f"{OEMBED}{self.card.id}.json"

    @property
    def script_address(self) -> str:
        """What the page's script loads when the menu is opened."""
        return f"{SHARED}{self.card.id}.js"

    @property
    def script(self) -> bytes:
        """The pieces, with each style of the cards written once: `<0>` stands for it, which no text can hold."""
        styles = list(dict.fromkeys(STYLE.findall(self.snippet)))
        short = {
            anchor: {**piece, "card": STYLE.sub(lambda found: f"<{styles.index(found[0])}>", piece["card"])}
            for anchor, piece in self.pieces.items()
        }
        return as_script("Deling", {"styles": styles, "pieces": short})

    def qr_address(self, kind: str) -> str:
        """The QR code's address; `kind` is `svg` or `png`."""
        return f"{QR_CODES}{self.card.id}.{kind}"


def share(settings: Settings, site: Site, only: str | None = None) -> dict[str, Shared]:
    """How each recommendation and case is shared, or `only` the one at an address, by the path of its file."""
    entries = [entry for entry in site.subjects if only in (None, address(entry))]
    return {entry.place.path: _shared(entry, settings, site) for entry in entries}


def _shared(entry: Recommendation | Case, settings: Settings, site: Site) -> Shared:
    card = card_of(entry, site, settings)
    version = version_of(changed(entry), site.texts)
    page = Piece("", "", card.title, card.text)
    pieces = {piece.anchor: _copies(piece, card, version, site.texts) for piece in (page, *_pieces(entry, site))}
    parts = [_part(piece, pieces[piece.anchor], card) for piece in _items(entry, site)]
    return Shared(card, pieces[""]["card"], frame(card, settings), pieces, tuple(parts))


def _part(piece: Piece, copies: Mapping[str, str], card: Card) -> Part:
    name = f"{capitalize_first(piece.name)}: {piece.title or piece.text}"
    return Part(f"{card.id}-{piece.anchor}", name, copies["link"], copies["card"])


def _pieces(entry: Recommendation | Case, site: Site) -> Iterator[Piece]:
    """Everything on a page that has an address: its steps and items first, then its paragraphs and its sentences."""
    anchors, found = site.anchors[entry.place.path], {piece.anchor: piece for piece in _items(entry, site)}
    yield from found.values()
    called = names(entry, site.texts)
    for unit in units(entry):
        if anchors[unit.place] not in found:
            name = called[unit.place]
            yield Piece(anchors[unit.place], name, "", unit.text, is_named_by_words=unit.kind not in COUNTED)
    for told in statements(entry):
        name = statement_name(told, site.texts)
        yield Piece(statement_anchor(entry, told), name, "", str(told.what), is_named_by_words=True)


def _items(entry: Recommendation | Case, site: Site) -> Iterator[Piece]:
    """The steps, questions, pitfalls and lessons of a page, each with its number in its section."""
    anchors = site.anchors[entry.place.path]
    for rule in rules_for(entry):
        found = section(entry.body, rule)
        if rule not in ELABORATION or found is None:
            continue
        parts: tuple[Section | Item, ...] = found.sections if rule.shape is Shape.STEPS else items_of(found)
        for number, part in enumerate(parts, start=1):
            title = part.title if isinstance(part, Section) else ""
            name = site.texts("places.numbered", name=site.texts(f"places.{rule.anchor}"), number=number)
            yield Piece(anchors[part.place], name, title, " ".join(text_of(part.blocks)))


def _copies(piece: Piece, card: Card, version: str, texts: Texts) -> dict[str, str]:
    link = f"{card.link}#{piece.anchor}" if piece.anchor else card.link
    label = f"{card.label}, {piece.name}" if piece.name else card.label
    # A paragraph is no title of anything.
    on_card = (
        (card.label, card.title, piece.text) if piece.is_named_by_words else (label, piece.title or piece.text, "")
    )
    if piece.title:
        on_card = (label, piece.title, piece.text)
    return {
        "name": f"{card.label.lower()}, {piece.name}" if piece.name else card.label.lower(),
        "link": link,
        "message": message(piece, card, label, link),
        "citation": citation(piece, card, version, link, texts),
        "markdown": markdown(piece, card, version, link),
        "quote": quotation(piece, card, version, link),
        "card": snippet(*on_card, link, card),
    }


def citation(piece: Piece, card: Card, version: str, link: str, texts: Texts) -> str:
    """«Frå ord til handling, tilråding 3 (2022): «Tittel», steg 2: «Tittel». Versjon 24. november 2026. https://…»"""
    what = texts("page.quoted", words=_inside_quotes(card.title))
    if piece.name:
        said = texts("page.quoted", words=_inside_quotes(piece.title or piece.text))
        what = f"{what}, {piece.name}{'' if piece.is_named_by_words else f': {said}'}"
    return f"{_whole(card)}: {what}. {version}. {link}"


def markdown(piece: Piece, card: Card, version: str, link: str) -> str:
    """A quotation with its source and licence, ready for a wiki or a chat."""
    said = [f"**{escaped(piece.title)}**"] if piece.title else []
    said += [escaped_line(piece.text)] if piece.text else []
    quoted = "\n>\n".join(f"> {line}" for line in said)
    name = f"{_whole(card)}, {piece.name}" if piece.name else _whole(card)
    return f"{quoted}\n\n[{escaped(name)}]({link}). {version}. [{LICENCE_NAME}]({LICENCE_URL}).\n"


def quotation(piece: Piece, card: Card, version: str, link: str) -> str:
    """The same as HTML, for an editor of text with form."""
    said = f"<p><strong>{escape(piece.title)}</strong></p>" if piece.title else ""
    said += f"<p>{escape(piece.text)}</p>" if piece.text else ""
    name = f"{_whole(card)}, {piece.name}" if piece.name else _whole(card)
    source = f'<a href="{escape(link)}">{escape(name)}</a>. {escape(version)}. '
    licence = f'<a href="{LICENCE_URL}">{LICENCE_NAME}</a>.'
    return f"<blockquote>{said}</blockquote><p>{source}{licence}</p>"


def message(piece: Piece, card: Card, label: str, link: str) -> str:
    """A title, a sentence and the address, a line each: for a chat, and for a letter with the first as its subject."""
    place = card.label if piece.is_named_by_words else label
    return "\n".join([f"{place}: {piece.title or card.title}", _first_sentence(piece.text), link])


def _first_sentence(text: str) -> str:
    """What stands before the first end of a sentence with another after it."""
    return re.split(r"(?<=[.!?])\s+(?=[A-ZÆØÅ«–])", " ".join(text.split()), maxsplit=1)[0]


def _whole(card: Card) -> str:
    return f"{card.site_name}, {card.label.lower()} ({card.year})"


def _inside_quotes(text: str) -> str:
    """Quotation marks within quotation marks are ‘ and ’."""
    return text.replace("«", "‘").replace("»", "’")
