"""What a template sees of one page: its sections, what they are derived from, its files and its facts; and its text.

The templates get finished values from here and do no string surgery of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from markupsafe import Markup

from ..language.dates import in_words, long_date, moment
from ..model.body import Body, Item, ListBlock, Section, all_sections, plain, text_of
from ..model.parts import Statement, Written
from ..model.records import Actor, Case, HandPage, Recommendation, Source, Term, statements
from ..model.sections import ELABORATION, Rule, Shape, items_of, rules_for, section
from ..model.web_address import shown_host
from ..site.addresses import (
    BOOK,
    DOCUMENT,
    EBOOK,
    FOLDER,
    MEETING,
    SLIDES,
    SUMMARY,
    document_address,
    pdf_address,
    slides_address,
)
from ..site.anchor_names import statement_anchor, statement_name
from ..site.facets import Value
from ..site.short_addresses import identity
from ..site.site import Site
from ..site.volumes import volume_address, volumes
from .text_writer import TextWriter

# Silent reading of Norwegian prose, words a minute: Rayner et al. (2016) give 200-400 for educated adults.
_WORDS_A_MINUTE = 200


class Writer(TextWriter):
    """Writes the parts of one page; `entry` is the page's record."""

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

    def paragraph_links(self) -> list[tuple[str, str]]:
        """The address on the page and the name of each paragraph, for those who get about by keyboard."""
        found = [(anchor, self.names[place]) for place, anchor in self.anchors.items() if place in self.names]
        return [(anchor, name) for anchor, name in found if anchor.startswith("avsnitt-")]

    def basis_texts(self, names: tuple[str, ...]) -> list[str]:
        """What the points and the sentences say that something is derived from."""
        entry = self.entry
        if isinstance(entry, HandPage):
            return []
        found = [str(point.text) for point in entry.points if point.id in names]
        letter = entry.letter if isinstance(entry, Case) else ()
        return found + [str(told.what) for told in letter if told.id in names]

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
    return value.facet.former_id == "etter-tilrading" and identity(recommendation) == value.id


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
