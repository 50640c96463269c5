"""The running text of one page as HTML: blocks and lines with their ids, links, notes and explained terms."""

from __future__ import annotations

from markupsafe import Markup, escape

from ..model.body import (
    Block,
    Citation,
    Emphasis,
    Figure,
    Inline,
    Item,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Run,
    Strong,
    walk_inline,
)
from ..model.records import Case, Entry, HandPage, Recommendation
from ..model.values import Target
from ..model.web_address import encoded
from ..problems import Place
from ..site.addresses import PICTURES, address, relative
from ..site.anchor_names import names
from ..site.site import Site

# What a term means, without leaving the text; it works without scripts. On paper the page's own list of terms says it.
_TERM = Markup(
    '\n<details class="term"><summary class="term__name">{}</summary>\n<p class="term__text">{}</p></details>'
)


class TextWriter:
    """Writes the text of one page; `entry` is the page's record."""

    def __init__(self, site: Site, entry: Recommendation | Case | HandPage, here: str | None = None) -> None:
        self.site, self.entry = site, entry
        self.here = address(entry) if here is None else here
        self.anchors = site.anchors.get(entry.place.path, {})
        self.texts = site.texts
        self.names = names(entry, self.texts)
        self.headings: list[tuple[str, str]] = []
        # The terms that have been explained on the page: each is, once.
        self.explained: set[str] = set()
        self.notes = {use.id: number for number, use in enumerate(getattr(entry, "sources", ()), start=1)}

    def url(self, target: Entry | str) -> str:
        """The link from this page to a record, or to an address from the site's root."""
        return relative(target if isinstance(target, str) else address(target), self.here)

    def anchor(self, place: Place) -> str:
        return self.anchors[place]

    def link_to(self, place: Place) -> Markup:
        """The small link to a unit, to take its address from; beside headings and labels, never in them."""
        anchor = self.anchors.get(place)
        link = Markup('<a class="anchor-link" href="#{}" tabindex="-1" aria-label="{}">#</a>')
        return link.format(anchor, self.texts("places.link", place=self.names[place])) if anchor else Markup("")

    def name_of(self, place: Place) -> str:
        """What a unit is called: «steg 2»."""
        return self.names[place]

    def blocks(self, blocks: tuple[Block, ...], anchored: bool = True) -> Markup:
        """Blocks as HTML; those with an address of their own carry it as their id, unless they are nested
        in something that has it."""
        return Markup("\n").join(self._block(block, anchored) for block in blocks)

    def inline(self, nodes: tuple[Inline, ...]) -> Markup:
        return Markup("").join(self._inline(node) for node in nodes)

    def _block(self, block: Block, anchored: bool) -> Markup:
        identity, link = (self._id(block.place), self.link_to(block.place)) if anchored else (Markup(""), Markup(""))
        match block:
            case Paragraph(inline):
                told = Markup("<p{}>{}{}</p>").format(identity, self.inline(inline), link)
                return told + self._explained(inline) if anchored else told
            case Quote(blocks):
                return Markup("<blockquote{}>{}{}</blockquote>").format(identity, self.blocks(blocks, False), link)
            case Figure():
                return self._figure(block, identity, link)
            case ListBlock(ordered, items):
                tag = Markup("ol" if ordered else "ul")
                rows = Markup("\n").join(self._item(item, anchored) for item in items)
                return Markup("<{0}>\n{1}\n</{0}>").format(tag, rows)

    def _explained(self, inline: tuple[Inline, ...]) -> Markup:
        """Below a paragraph, what the terms mean that it is the first on the page to link to, to be opened in place."""
        found = Markup("")
        for node in walk_inline(inline):
            if isinstance(node, Link) and node.target.kind == "omgrep" and node.target.id not in self.explained:
                term = self.site.terms.get(node.target.id)
                if term is not None:
                    self.explained.add(node.target.id)
                    found += _TERM.format(self.texts("page.term", term=term.term), term.definition)
        return found

    def _item(self, item: Item, anchored: bool) -> Markup:
        identity, link = (self._id(item.place), self.link_to(item.place)) if anchored else ("", "")
        return Markup("<li{}>{}{}</li>").format(identity, self.tight(item.blocks), link)

    def _figure(self, figure: Figure, identity: Markup, link: Markup) -> Markup:
        """A picture with its size, so that the text does not jump when it comes, and its caption."""
        picture = self.site.draft.pictures[figure.picture]
        address = self.url(f"{PICTURES}{figure.picture}")
        image = Markup('<img src="{}" alt="{}" width="{}" height="{}" loading="lazy">')
        image = image.format(address, figure.alt, picture.width, picture.height)
        below = Markup("<figcaption>{}{}</figcaption>").format(figure.caption, link) if figure.caption else link
        return Markup('<figure{} class="picture">{}{}</figure>').format(identity, image, below)

    def tight(self, blocks: tuple[Block, ...]) -> Markup:
        """A single paragraph without its <p>, as in a list; more blocks as they are."""
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return self.inline(blocks[0].inline)
        return self.blocks(blocks, anchored=False)

    def _id(self, place: Place) -> Markup:
        anchor = self.anchors.get(place)
        return Markup(' id="{}"').format(anchor) if anchor else Markup("")

    def _inline(self, node: Inline) -> Markup:
        match node:
            case Run(text):
                return escape(text)
            case Strong(children):
                return Markup("<strong>{}</strong>").format(self.inline(children))
            case Emphasis(children):
                return Markup("<em>{}</em>").format(self.inline(children))
            case Link(target, children):
                return Markup('<a href="{}">{}</a>').format(self._href(target), self.inline(children))
            case Citation(source):
                return self.note(source)

    def _href(self, target: Target) -> str:
        found = self.site.address_at(target)
        return encoded(target) if found is None else self.url(found)

    def note(self, source: str) -> Markup:
        """A numbered note: a link to the source's place in this page's list of sources."""
        number = self.notes[source]
        return Markup('<sup class="note"><a href="#kjelde-{}" role="doc-noteref" aria-label="{}">{}</a></sup>').format(
            source, self.texts("sources.note", number=number), number
        )
