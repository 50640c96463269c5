"""Cards: a recommendation or a case as it stands on someone else's page.

Three forms of the same: a page of its own to frame (`kort/2022-3/`), HTML with inline style to paste, and the frame.
Only the card's own page may be framed, and it has a policy of its own: no script, nothing from anywhere, one style.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import jinja2
from markupsafe import Markup

from ...language.texts import NYNORSK, Texts
from ...model.records import Case, Recommendation
from ...settings import Settings
from ...site.addresses import CARDS, address
from ...site.short_addresses import identity, permalink, short_addresses
from ...site.site import Site
from ..export.files import LICENCE_NAME, LICENCE_URL

# Room for the longest of them, at the narrowest a frame may be.
NARROWEST, WIDTH, HEIGHT = 280, 480, 300

# A style within a card to paste, where a text has no quotation mark of its own.
STYLE = re.compile(r' style="[^"]*"')
_HERE = Path(__file__).parent
_STYLE = (_HERE / "card.css").read_text(encoding="utf-8")
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
# What a server sends with every page below `kort/`; the style is allowed by its own hash.
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src data:; frame-ancestors *; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True)
class Card:
    """What stands on a card. `link` is the permanent address, in full; `motif` is a drawing, as SVG."""

    id: str
    label: str
    title: str
    text: str
    year: str
    motif: str
    link: str
    canonical: str
    site_name: str
    texts: Texts

    @property
    def name(self) -> str:
        return f"{self.label}: {self.title}"


def card_address(entry: Recommendation | Case) -> str:
    return f"{CARDS}{identity(permalink(entry))}/"


def card_of(entry: Recommendation | Case, site: Site, settings: Settings) -> Card:
    """The card of a recommendation or a case."""
    short = permalink(entry)
    label, title, text = _told(entry, site.texts)
    return Card(
        id=identity(short),
        label=label,
        title=title,
        text=text,
        year=str(_year(entry)),
        motif=site.draft.motifs[motif_of(entry, site)],
        link=settings.base_url + short,
        canonical=settings.base_url + address(entry),
        site_name=settings.site_name,
        texts=site.texts,
    )


def _told(entry: Recommendation | Case, texts: Texts) -> tuple[str, str, str]:
    """The label, the title and the text of a card."""
    if isinstance(entry, Case):
        label = texts("case.from_letter" if entry.is_from_letter else "case.kind")
        return label, str(entry.name), str(entry.lesson)
    return texts("recommendation.numbered", number=entry.number), str(entry.title), str(entry.summary)


def _year(entry: Recommendation | Case) -> int:
    """The year of the edition that the card cites; of a page that belongs to none, the year it was made."""
    if isinstance(entry, Case) and entry.is_from_letter:
        return min(change.date for change in entry.changes).year
    return int(permalink(entry).partition("/")[0])


def motif_of(entry: Recommendation | Case, site: Site) -> str:
    """The name of a page's drawing: a case has that of the first recommendation it illustrates."""
    return str(entry.motif if isinstance(entry, Recommendation) else site.illustrates(entry)[0].entry.motif)


def card_pages(entry: Recommendation | Case, card: Card) -> dict[str, bytes]:
    """The card's page for each of the entry's short addresses, by address, so that a later edition breaks no frame."""
    html = _templates().get_template("card.html").render(card=card, t=card.texts, style=Markup(_STYLE)).encode()
    return {f"{CARDS}{identity(short)}/index.html": html for short in short_addresses(entry)}


def snippet(label: str, title: str, text: str, link: str, card: Card) -> str:
    """HTML with inline style, for a page whose style we do not know. `text` may be empty."""
    credit = {"site_name": card.site_name, "year": card.year, "licence": LICENCE_URL, "licence_name": LICENCE_NAME}
    template = _templates().get_template("snippet.html")
    return template.render(lang=card.texts.code, label=label, title=title, text=text, link_to=link, **credit)


def as_shown(html: str) -> Markup:
    """A card to paste as our own pages can show it: the policy lets no style be inline, so each is a class instead."""
    return Markup(STYLE.sub(lambda found: f' class="pasted-{_styles().index(found[0])}"', html))


def pasted_style() -> bytes:
    """The style sheet for that: the same declarations, in the same words."""
    rules = (f".pasted-{number}{{{style[8:-1]}}}\n" for number, style in enumerate(_styles()))
    return "".join(rules).encode()


@cache
def _styles() -> list[str]:
    """Each style of a card; one without a text has no other."""
    card = Card(*("",) * 9, texts=NYNORSK)
    return list(dict.fromkeys(STYLE.findall(snippet("", "", "x", "", card))))


def frame(card: Card, settings: Settings) -> str:
    """The frame that shows the card's page, for editors who may paste one."""
    return (
        f'<iframe src="{settings.base_url}{CARDS}{card.id}/" title="{escape(card.name)}" width="{WIDTH}" '
        f'height="{HEIGHT}" style="border:0;width:100%;max-width:{WIDTH}px" loading="lazy"></iframe>'
    )


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
