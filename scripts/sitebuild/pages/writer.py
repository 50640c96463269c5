"""What a template sees of one page: addresses relative to it, text as HTML, numbered notes.

The templates get finished values from here and do no string surgery of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from markupsafe import Markup, escape

from ..language.dates import in_words, long_date, moment
from ..model.body import (
    Block,
    Body,
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
    Section,
    Strong,
    all_sections,
    plain,
    text_of,
    walk_inline,
)
from ..model.records import (
    Actor,
    Case,
    Entry,
    HandPage,
    Recommendation,
    Source,
    Statement,
    Term,
    Written,
    statements,
)
from ..model.sections import ELABORATION, Rule, Shape, items_of, rules_for, section
from ..model.values import Target
from ..model.web_address import encoded, shown_host
from ..problems import Place
from ..site.addresses import (
    BOOK,
    DOCUMENT,
    EBOOK,
    FOLDER,
    MEETING,
    PICTURES,
    SLIDES,
    SUMMARY,
    address,
    document_address,
    pdf_address,
    relative,
    slides_address,
)
from ..site.anchor_names import names, statement_anchor, statement_name
from ..site.facets import Value
from ..site.site import Site
from ..site.volumes import volume_address, volumes

# Silent reading of Norwegian prose, words a minute: Rayner et al. (2016) give 200-400 for educated adults.
_WORDS_A_MINUTE = 200

# What a term means, without leaving the text; it works without scripts. On paper the page's own list of terms says it.
_TERM = Markup(
    '\n<details class="term"><summary class="term__name">{}</summary>\n<p class="term__text">{}</p></details>'
)


class Writer:
    """Writes the parts of one page; `entry` is the page's record."""

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

    # --- addresses ---

    def url(self, target: Entry | str) -> str:
        """The link from this page to a record, or to an address from the site's root."""
        return relative(target if isinstance(target, str) else address(target), self.here)

    # --- headings and sections ---

    def heading(self, level: int, text: str, identity: str) -> Markup:
        """A heading with its explicit id; those of level 2 make the page's contents."""
        if level == 2:
            self.headings.append((text, identity))
        return Markup('<h{0} id="{1}">{2}</h{0}>').format(level, identity, text)

    def sections(self, last: tuple[str, ...] = ()) -> list[tuple[Rule, Section]]:
        """The page's sections that are there, each with its rule, in order; those with an id in `last` stand last."""
        rules = () if isinstance(self.entry, HandPage) else rules_for(self.entry)
        found = ((rule, section(self.entry.body, rule)) for rule in rules)
        shown = [(rule, part) for rule, part in found if part is not None]
        return sorted(shown, key=lambda pair: last.index(pair[0].id) + 1 if pair[0].id in last else 0)

    def is_elaboration(self, rule: Rule) -> bool:
        return rule in ELABORATION

    def is_steps(self, rule: Rule) -> bool:
        return rule.shape is Shape.STEPS

    def basis(self, names: tuple[str, ...]) -> list[tuple[str, str]]:
        """What a step, a question, a pitfall or a lesson is derived from: «punkt 2», «setning 1 i brevet», and the
        id of each on the page."""
        if isinstance(self.entry, HandPage):
            return []
        points = enumerate(self.entry.points, start=1)
        told = statements(self.entry) if isinstance(self.entry, Case) else ()
        letter = enumerate((one for one in told if isinstance(one, Written)), start=1)
        found = [("basis.point", number, f"punkt-{point.id}") for number, point in points if point.id in names]
        found += [("basis.letter", number, self.statement_id(one)) for number, one in letter if one.id in names]
        return [(self.texts(key, number=number), identity) for key, number, identity in found]

    def statement_id(self, told: Statement) -> str:
        """The id on this page of a sentence that has its source with it."""
        assert not isinstance(self.entry, HandPage)
        return statement_anchor(self.entry, told)

    def link_to_statement(self, told: Statement) -> Markup:
        """The small link to such a sentence, to take its address from."""
        link = Markup('<a class="anchor-link" href="#{}" aria-label="{}">#</a>')
        return link.format(self.statement_id(told), self.texts("places.link", place=statement_name(told, self.texts)))

    # --- files to download ---

    book_slides, book_document, ebook = SLIDES, DOCUMENT, EBOOK
    book_pdf, summary_pdf, meeting_pdf, folder_zip = BOOK, SUMMARY, MEETING, FOLDER

    def pdf(self, entry: Recommendation | Case) -> str:
        """The address of a page's PDF."""
        return pdf_address(entry)

    def volumes(self) -> list[tuple[str, str, str]]:
        """The letter of each volume of cases, its number where it is not the first, and its address; none when they
        stand in the book."""
        found = ((name.partition(" "), volume_address(name)) for name in volumes(self.site.cases.values()))
        return [(letter, number, address) for (letter, _, number), address in found]

    def slides(self, rec: Recommendation) -> str:
        """The address of a recommendation's PowerPoint file."""
        return slides_address(rec)

    def document(self, rec: Recommendation) -> str:
        """The address of a recommendation's Word file."""
        return document_address(rec)

    # --- text ---

    def to_copy(self, part: Section) -> str:
        """A part as plain text, to paste into a letter or a plan: list items begin with a hyphen or a number."""
        lines = [part.title, ""]
        for block in part.blocks:
            if isinstance(block, ListBlock):
                marks = (f"{n}." if block.ordered else "-" for n in range(1, len(block.items) + 1))
                lines += [f"{mark} {self.plain_item(item)}" for mark, item in zip(marks, block.items, strict=True)]
            else:
                lines += text_of((block,))
            lines.append("")
        return "\n".join(lines).strip()

    def anchor(self, place: Place) -> str:
        return self.anchors[place]

    def link_to(self, place: Place) -> Markup:
        """The small link to a unit, to take its address from; beside headings and labels, never in them."""
        anchor = self.anchors.get(place)
        link = Markup('<a class="anchor-link" href="#{}" tabindex="-1" aria-label="{}">#</a>')
        return link.format(anchor, self.texts("places.link", place=self.names[place])) if anchor else Markup("")

    def paragraph_links(self) -> list[tuple[str, str]]:
        """The address on the page and the name of each paragraph, for those who get about by keyboard."""
        found = [(anchor, self.names[place]) for place, anchor in self.anchors.items() if place in self.names]
        return [(anchor, name) for anchor, name in found if anchor.startswith("avsnitt-")]

    def name_of(self, place: Place) -> str:
        """What a unit is called: «steg 2»."""
        return self.names[place]

    def basis_texts(self, names: tuple[str, ...]) -> list[str]:
        """What the points and the sentences say that something is derived from."""
        entry = self.entry
        if isinstance(entry, HandPage):
            return []
        found = [str(point.text) for point in entry.points if point.id in names]
        letter = entry.letter if isinstance(entry, Case) else ()
        return found + [str(told.what) for told in letter if told.id in names]

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

    # --- facts ---

    def letters(self, records: list[Actor | Term]) -> list[tuple[str, str]]:
        """The first letters of names, each with the id of the first record that has it, in the records' order."""
        found: dict[str, str] = {}
        for record in records:
            found.setdefault(str(record.term if isinstance(record, Term) else record.name)[0].upper(), str(record.id))
        return list(found.items())

    def facts_of(self, case: Case) -> list[str]:
        """What stands below a case in a list."""
        return case_facts(self.site, case)

    def reason_for(self, case: Case, value: Value | None) -> str:
        """Why a case is on the list of a recommendation; empty on other lists."""
        reasons = (shown.reason for shown in case.illustrates if value and _is_value(shown.recommendation, value))
        return str(next(reasons, ""))

    def items_of(self, rec: Recommendation, identity: str) -> list[Item]:
        """The list items of a section of another page, by the section's id."""
        rule = next(rule for rule in rules_for(rec) if rule.id == identity)
        return list(items_of(section(rec.body, rule)))

    def plain_item(self, item: Item) -> str:
        return " ".join(text_of(item.blocks))

    def source_lang(self, source: Source) -> Markup:
        """The language of a work's title, where it is not the page's."""
        return Markup("") if source.language == self.texts.code else Markup(' lang="{}"').format(source.language)

    def long_date(self, day: date) -> str:
        """A day, written in the page's language."""
        return long_date(day, self.texts)

    def moment(self, when: str) -> str:
        """A day, a month or a year, written in the page's language."""
        return moment(when, self.texts)

    def minutes(self) -> int:
        """Reading time of the page's own text, in whole minutes, at least one."""
        return max(1, round(len(words(self.entry.body)) / _WORDS_A_MINUTE))


def case_facts(site: Site, case: Case) -> list[str]:
    """A case in a line: who it is about, the recommendations it illustrates, and its year."""
    actors = [site.actors[name] for name in case.actors if name in site.actors]
    numbers = [str(found.entry.number) for found in site.illustrates(case)]
    facts = [", ".join(str(actor.abbreviation or actor.name) for actor in actors)]
    told = site.texts("list.recommendations", numbers=in_words(numbers, site.texts)) if numbers else ""
    facts += [told, str(case.year or "")]
    return [fact for fact in facts if fact]


def _is_value(recommendation: str, value: Value) -> bool:
    return value.facet.former_id == "etter-tilrading" and recommendation.replace("/", "-") == value.id


def words(body: Body) -> list[str]:
    """Every word of a page's text, headings too."""
    texts = [*text_of(body.blocks)]
    for part in all_sections(body):
        texts += [plain(part.heading), *text_of(part.blocks)]
    return " ".join(texts).split()


def capitalize_first(text: str) -> str:
    """With a capital first, and the rest as it is: «Desember 2022»."""
    return text[:1].upper() + text[1:]


def host(url: str) -> str:
    """«digdir.no», for the reader who wants to know where a link leads."""
    return shown_host(url.split("/")[2]).removeprefix("www.")


FILTERS: dict[str, Callable[..., object]] = {
    "capitalize_first": capitalize_first,
    "host": host,
}
