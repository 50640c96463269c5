"""Pages -> documents: a page, and each section, step and item on it that has an address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

from ...kept import Kept, key_of, tools
from ...model.choices import Layout
from ...model.kinds import KINDS, SITUATION
from ...model.records import Case, HandPage, Recommendation, Situation, statements
from ...model.sections import FURTHER, SINCE, WRITTEN
from ...pages.render import RenderedPage, entries
from ...site.addresses import address, situation_address
from ...site.short_addresses import short_addresses
from ...site.site import Site

# Below these headings stands what is told elsewhere: lists of links, cards and sources.
_REPEATED = frozenset({"doeme", "heng-saman-med", "kjelder", "tilradingar", "omgrep", "alle", "ta-med", FURTHER})
# Parts that every case has, also where there is nothing to tell: what was found is searched, not that nothing was.
_PERHAPS_NOTHING = frozenset({WRITTEN, SINCE})
# Pages whose lists are of things with a page or a result of their own: only their own text is searched.
_LISTS = frozenset(
    {
        Layout.HOME,
        Layout.RECOMMENDATIONS,
        Layout.CASES,
        Layout.RELATIONS,
        Layout.SOURCES,
        Layout.SEARCH,
        Layout.CHANGES,
        Layout.SHARING,
        Layout.SELF_CHECK,
        Layout.SITUATIONS,
        Layout.PLAN,
    }
)
# What a page is called in a list of results, by the text's key below `searching.kinds`, and how much it weighs against
# another with the same words: what answers, recommendations, cases and questions, stands before lists and pages about
# the site.
_KINDS = {
    "recommendation": ("recommendation", 1.65),
    "case": ("case", 1.05),
    "home": ("home", 0.85),
    "page": ("about", 0.7),
    "self-check": ("tool", 1.1),
    "plan": ("tool", 1.1),
    "downloads": ("download", 1.0),
}
_PAGE = ("overview", 0.7)
# The same for the entries of the lists, each of which is a result of its own: situations have pages besides.
_LISTED = {kind.plural: kind for kind in KINDS if not kind.has_page and kind is not SITUATION}
_LISTED_WEIGHTS = {"actors": 0.95, "terms": 1.08, "members": 0.95, "sources": 0.55}
# What a page is derived from, against what it says itself.
_POINTS = 0.7
# A situation is short, so that each of its words counts for more than in a page that answers at length.
_SITUATION = 0.7
# Readers come for the report: its cases stand before others with the same words.
_LETTER = 0.75
_LEFT_OUT = frozenset(
    {
        "anchor-former",
        "basis",
        "basis__mark",
        "basis__text",
        "anchor-link",
        "anchor-moved",
        "ask__box",
        "derived",
        "note",
        "origin",
        "section-lead",
        "term",
    }
)
_BLOCKS = frozenset({"section", "li", "ul", "ol", "div", "p", "h2", "h3", "blockquote", "dl", "label"})


@dataclass(frozen=True)
class Document:
    """Something a hit can lead to. `page` is the result that it is a part of: a page, or an entry of a list.

    `asked` and `names` are searched and never shown; `codes` are addresses and numbers that lead there alone.
    """

    location: str
    page: str
    title: str
    text: str
    kind: str
    weight: float
    asked: str = ""
    names: str = ""
    codes: tuple[str, ...] = ()
    is_list: bool = False


def documents(site: Site, pages: list[RenderedPage], kept: Kept | None = None) -> Iterator[Document]:
    """Every document of the site, page by page. What an article tells is kept in `kept`."""
    seen = kept or Kept(None)
    records = {address(entry): entry for entry in entries(site)}
    for page in pages:
        entry = records[page.address]
        if not isinstance(entry, HandPage) or entry.layout not in (Layout.NOT_FOUND, Layout.SEARCH):
            yield from _of_page(page, entry, site, seen)
    for situation in site.draft.situations:
        yield _situation(situation, site)


def _situation(situation: Situation, site: Site) -> Document:
    """What a reader struggles with has a short page of its own, which is not among the pages that are read above."""
    place, asked = situation_address(situation), " · ".join(situation.searched_as)
    text = f"{situation.told} {situation.reason}"
    kind = site.texts("searching.kinds.situation")
    return Document(place, place, str(situation.situation), text, kind, _SITUATION, asked)


def _of_page(page: RenderedPage, entry: Recommendation | Case | HandPage, site: Site, kept: Kept) -> Iterator[Document]:
    name, weight = _KINDS.get(str(page.meta["kind"]), _PAGE)
    kind = site.texts(f"searching.kinds.{name}")
    if isinstance(entry, Recommendation):
        kind = site.texts("recommendation.numbered", number=entry.number)
    elif isinstance(entry, Case) and entry.is_from_letter:
        kind, weight = site.texts("case.from_letter"), _LETTER
    yield Document(
        location=page.address,
        page=page.address,
        title=str(page.meta["title"]),
        text=f"{entry.summary} {getattr(entry, 'lesson', '')}".strip(),
        kind=kind,
        weight=weight,
        asked=" · ".join(entry.searched_as),
        names=" · ".join(_names(entry, site)),
        codes=tuple(_codes(entry, site)),
        is_list=isinstance(entry, HandPage),
    )
    is_listing = isinstance(entry, HandPage) and entry.layout in _LISTS
    told = kept.told(key_of(tools(), str(is_listing), page.html), lambda: [*_sections(page.html, is_listing)])
    for mark, title, text in told:
        yield Document(f"{page.address}#{mark}", page.address, title, text, kind, weight)
    if not isinstance(entry, HandPage) and entry.points:
        points = " ".join(point.text for point in entry.points)
        yield Document(
            f"{page.address}#punkt", page.address, site.texts("searching.points"), points, kind, weight * _POINTS
        )
    yield from _of_items(page, site)


def _sections(source: str, is_listing: bool) -> Iterator[tuple[str, str, str]]:
    """What an article's sections and their parts tell: the id, the title and the text of each."""
    article = html.fromstring(source, parser=html.HTMLParser(remove_comments=True))
    for section in article.xpath("//section[@aria-labelledby]"):
        identity = section.get("aria-labelledby")
        if identity in _REPEATED or (is_listing and _is_list(section)):
            continue
        if identity not in _PERHAPS_NOTHING or section.find_class("told"):
            yield from _of_section(section, identity)


def _is_list(section: html.HtmlElement) -> bool:
    listed = ".//ol[@class] | .//ul[@class] | .//table | .//svg"
    return bool(section.xpath(listed)) or "groups" in section.get("class", "")


def _of_section(section: html.HtmlElement, identity: str) -> Iterator[tuple[str, str, str]]:
    """A section, cut at its parts: steps, and headings of the editors' own."""
    texts: list[str] = []
    title, mark = _text(section.xpath("./h2")[0]), identity
    for child in _unfolded(section):
        if child.tag == "h2":
            continue
        if child.tag == "h3" and child.get("id"):
            yield mark, title, " ".join(texts)
            title, texts, mark = _text(child), [], child.get("id", "")
        elif child.get("class", "") in ("steps", "ready"):
            for step in child:
                yield step.get("id", ""), _text(step[0]), _text(step, 1)
        elif child.get("class", "").split(" ")[0] not in _LEFT_OUT:
            texts.append(_text(child))
    yield mark, title, " ".join(texts)


def _unfolded(section: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """What stands in a section, also what is folded, but for what a word means: that is told where the word is."""
    for child in section:
        if child.get("class") != "term":
            yield from child.iterchildren() if child.tag == "details" else (child,)


def _of_items(page: RenderedPage, site: Site) -> Iterator[Document]:
    """The items of a list without pages of their own: actors, terms, questions, members, sources."""
    kind = _LISTED.get(str(page.meta["kind"]))
    if kind is None:
        return
    # What only stands behind a sentence is found by the sentence, on its page, and not by a title in other words.
    behind = {told.source for entry in site.subjects for told in statements(entry)}
    for identity, record in site.of_kind(kind).items():
        if identity in behind:
            continue
        place = f"{page.address}#{identity}"
        names = [getattr(record, key, None) for key in ("abbreviation", "bokmal", "author", "publisher")]
        told = (getattr(record, key, None) for key in ("definition", "explanation", "role", "note", "text"))
        yield Document(
            location=place,
            page=place,
            title=record.label,
            text=next((str(part) for part in told if part), ""),
            kind=site.texts(f"searching.kinds.{kind.called}"),
            weight=_LISTED_WEIGHTS.get(kind.plural, 1.0),
            asked=" · ".join(getattr(record, "searched_as", ())),
            names=" · ".join([str(name) for name in names if name] + [*getattr(record, "other_names", ())]),
            codes=(place, identity),
        )


def _codes(entry: Recommendation | Case | HandPage, site: Site) -> Iterator[str]:
    """The addresses of a page, with and without its folder, and the number of a recommendation in the last edition."""
    own = address(entry)
    yield from (code.rstrip("/") for code in (own, *short_addresses(entry)) if code)
    if isinstance(entry, Recommendation) and site.editions and entry.edition == site.editions[0].year:
        yield str(entry.number)
    if isinstance(entry, Case):
        yield entry.id


def _names(entry: Recommendation | Case | HandPage, site: Site) -> Iterator[str]:
    """The actors and people of a page, by every name they have."""
    for name in getattr(entry, "actors", ()):
        actor = site.actors[name]
        yield from (str(part) for part in (actor.name, actor.abbreviation, *actor.other_names) if part)
    for name in getattr(entry, "people", ()):
        member = site.members[name]
        yield f"{member.name} {member.role} {site.actors[member.employer].name}"


def _text(element: html.HtmlElement, first: int = 0) -> str:
    """The words of an element from its child number `first`, without notes and what tells of the text itself."""
    parts = [] if first else [element.text or ""]
    for child in element[first:]:
        if child.get("class", "").split(" ")[0] not in _LEFT_OUT:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return " ".join(" ".join(parts).split()) if element.tag in _BLOCKS else "".join(parts)
