"""Which PDFs there are, and what stands in each: one a page, the book, the summary and the meeting sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from functools import partial

from ...kept import Kept, key_of, tools
from ...language.dates import version
from ...language.texts import Texts
from ...model.records import Case, HandPage, Recommendation, Subject
from ...model.sections import QUESTIONS, items_of, section
from ...pages.render import RenderedPage, entries
from ...pages.ways_in import ways_in
from ...pages.writer import Writer
from ...rules.glyphs import never_italic
from ...settings import Settings
from ...site import addresses
from ...site.addresses import BOOK, MEETING, SUMMARY, address, pdf_address
from ...site.short_addresses import permalink
from ...site.site import Site, changed
from ...site.volumes import volume_address, volumes
from ..qr_codes import on_paper
from .briefs import sheets
from .convert import Article, Converter
from .literals import quote, shown

# Beside nothing else: a document of one article.
_ALONE = ""
# What the book has after the cases. On paper, a link says which page it leads to.
_AFTER_CASES = (addresses.RELATIONS, addresses.TERMS, addresses.SOURCES, addresses.ACTORS)

Entry = Recommendation | Case | HandPage


@dataclass(frozen=True)
class Document:
    """One PDF to set. `key` is what it is made from: a page's file, or book, summary or meeting."""

    key: str
    address: str
    title: str
    source: str

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.address.rpartition("/")[2].removesuffix(".pdf")


def documents(settings: Settings, site: Site, pages: list[RenderedPage]) -> Iterator[Document]:
    """The source of every PDF, those of single pages first."""
    maker = _Maker(settings, site, pages)
    for entry in site.subjects:
        yield maker.single(entry)
    yield maker.book()
    yield from maker.volumes()
    maker.kept.forget_the_rest()
    yield maker.summary()
    yield maker.meeting()
    yield from maker.sheets(ways_in(site, settings.work / "cache" / "templates"))


class _Maker:
    def __init__(self, settings: Settings, site: Site, pages: list[RenderedPage]) -> None:
        self.base_url, self.name, self.site = settings.base_url, settings.site_name, site
        made = {page.address: page for page in pages}
        self.articles = {address(entry): self._article(entry, made[address(entry)]) for entry in entries(site)}
        self.known: Container[str] = self.articles.keys()
        self.texts = site.texts
        self.version = version(site.date, self.texts)
        self.row = site.of_edition(site.edition.year)
        self.codes = settings.work / "cache" / "codes"
        self.kept = Kept(settings.work / "cache" / "typst")

    def _article(self, entry: Entry, page: RenderedPage) -> Article:
        places = {anchor: place for place, anchor in self.site.anchors[entry.place.path].items()}
        svg = self.motif(entry.motif) if isinstance(entry, Recommendation) else ""
        return Article(page.address, str(page.meta["title"]), page.html, entry.place, places, svg)

    # --- documents ---

    def single(self, entry: Recommendation | Case) -> Document:
        """A page for itself: links within it lead within it, all others to the site."""
        article = self.articles[address(entry)]

        def resolve(target: str) -> str | None:
            path, _, fragment = target.partition("#")
            return f"{path}{fragment}" if path == article.address and fragment else None

        told = version(changed(entry), self.texts)
        parts = [self._preamble(article.title, told), _chapter(article.title), self._body(article, resolve, _ALONE)]
        parts.append(self._closing(self.base_url + permalink(entry), told))
        return Document(entry.place.path, pdf_address(entry), article.title, "".join(parts))

    def book(self) -> Document:
        """Everything, but for cases that have volumes of their own."""
        cases = [] if volumes(self.site.cases.values()) else list(self.site.cases.values())
        told: tuple[Subject, ...] = (*self.row, *cases)
        chapters = [self.articles[address(entry)] for entry in told]
        chapters += [self.articles[name] for name in _AFTER_CASES if name in self.articles]
        parts = [self._preamble(self.name, self.version), self._cover(), self._colophon(), self._contents()]
        parts += self._chapters(chapters, {address(case) for case in cases[1:]})
        parts.append(self._closing(self.base_url, self.version))
        return Document("book", BOOK, self.name, "".join(parts))

    def volumes(self) -> Iterator[Document]:
        """The cases letter by letter, when they are too many for the book. One is as new as its newest case."""
        for name, cases in volumes(self.site.cases.values()).items():
            title, where = self.texts("print.volume", name=name), volume_address(name)
            told = version(max(map(changed, cases)), self.texts)
            parts = [self._preamble(title, told), f"#heading(level: 1, {quote(title)})\n", self._contents()]
            chapters = [self.articles[address(case)] for case in cases]
            parts += self._chapters(chapters, {address(case) for case in cases[1:]})
            parts.append(self._closing(self.base_url + where, told))
            yield Document(f"volume/{name.lower()}", where, title, "".join(parts))

    def _chapters(self, chapters: list[Article], follows: Container[str]) -> Iterator[str]:
        """Chapters whose links to each other lead within the document; `follows` are those that begin no page."""
        inside = {article.address for article in chapters}
        together = key_of(*sorted(inside))

        def resolve(target: str) -> str | None:
            path, _, fragment = target.partition("#")
            return f"{path}{fragment or 'tittel'}" if path in inside else None

        for article in chapters:
            # A case follows the one before on the same page; everything else begins on a page of its own.
            yield "#v(2.4em, weak: true)\n" if article.address in follows else "#pagebreak(weak: true)\n"
            yield _chapter(article.title) + self._body(article, resolve, together)

    def summary(self) -> Document:
        """All seven on one page, for those who will not read more."""
        title = self.texts("print.summary")
        rows = []
        for rec in self.row:
            heading = f"#in-margin({quote(self.motif(rec.motif))})#heading(level: 2, {shown(str(rec.title))})"
            asked = self.texts("print.ask", question=self._questions(rec)[0])
            told = f"#{shown(str(rec.summary))};\n\n#small[#{shown(asked)};]"
            rows.append(f"[{heading}{told}]")
        parts = [self._preamble(title, self.version), f"#heading(level: 1, {quote(title)})\n#set text(size: 11.5pt)\n"]
        parts += ["#show heading.where(level: 2): set block(above: 0pt, below: 0.5em)\n"]
        parts.append(self._who("print.whose_summary"))
        parts += [f"#steps({', '.join(rows)})\n", self._closing(self.base_url, self.version)]
        return Document("summary", SUMMARY, title, "".join(parts))

    def meeting(self) -> Document:
        """Every question to ask, on two pages, with room to write."""
        title = self.texts("print.meeting")
        parts = [self._preamble(title, self.version, "outer: 24mm"), f"#heading(level: 1, {quote(title)})\n"]
        parts.append(self._who("print.whose_questions"))
        parts.append("#show heading.where(level: 2): set text(size: 12.5pt)\n")
        parts.append("#show heading.where(level: 2): set block(above: 0pt)\n")
        for number, rec in enumerate(self.row):
            asks = ", ".join(f"[#{shown(ask)};]" for ask in self._questions(rec))
            if number == (len(self.row) + 1) // 2:
                parts.append("#pagebreak()\n")
            parts.append(f"#heading(level: 2, {shown(f'{rec.number}. {rec.title}')})\n#asks-tight({asks})\n")
            parts.append("#write-space()\n")
        return Document("meeting", MEETING, title, "".join([*parts, self._closing(self.base_url, self.version)]))

    def sheets(self, pages: list[RenderedPage]) -> Iterator[Document]:
        """One page of A4 for each situation, and for each recommendation in ten minutes."""
        for sheet in sheets(self.site, pages, self.base_url, self.known):
            head = self._preamble(sheet.title, self.version, "outer: 24mm")
            parts = [head, _chapter(sheet.title), "#show: tight\n", sheet.body]
            parts.append(self._closing(self.base_url + sheet.address, self.version))
            yield Document(sheet.file, sheet.file, sheet.title, "".join(parts))

    # --- parts ---

    def _body(self, article: Article, resolve: Callable[[str], str | None], beside: str) -> str:
        """An article as Typst. `beside` is a name for what it shares its document with, which `resolve` knows.

        Which addresses are known is no part of what it is kept by: a link that leads nowhere stops the build later too.
        """
        says_page = beside != _ALONE and article.address in _AFTER_CASES
        on_page = self.texts("print.see_page") if says_page else ""
        key = key_of(tools(), self.base_url, beside, on_page, article.address, article.title, article.svg, article.html)
        converter = partial(Converter, article, self.base_url, resolve, self.known, on_page)
        return self.kept.made(key, lambda: converter().convert().encode()).decode()

    def _questions(self, rec: Recommendation) -> list[str]:
        writer = Writer(self.site, rec)
        return [writer.plain_item(item) for item in items_of(section(rec.body, QUESTIONS))]

    def _cover(self) -> str:
        subtitle = self.texts("print.subtitle", edition=self.site.edition.title)
        motifs = ", ".join(quote(self.motif(rec.motif)) for rec in self.row)
        return f"#cover({quote(self.name)}, {quote(subtitle)}, {quote(self.motif('merke'))}, ({motifs},))\n"

    def _colophon(self) -> str:
        source = self.site.sources[self.site.edition.source]
        lines = [
            self.texts("print.adapted", source=source.title, edition=self.site.edition.title),
            self.texts("print.retold"),
            self.texts("print.reuse", version=self.version),
        ]
        return "#colophon[" + "".join(f"#{quote(line)};\n\n" for line in lines) + "]\n"

    def _who(self, key: str) -> str:
        """Who says what on a sheet: it is handed out alone, without the page that explains it."""
        council = self.site.sources[self.site.edition.source].author
        line = self.texts(key, council=council, edition=self.site.edition.title)
        return f"#small[#{quote(line)};]\n\n"

    def _contents(self) -> str:
        return f"#contents({quote(self.texts('print.contents'))})\n"

    def _closing(self, target: str, version: str) -> str:
        """The last of a document: its address, also as a code to point a phone at, and its version."""
        told = (
            self.texts("print.kept"),
            target,
            self.texts("print.licence", version=version),
            on_paper(target, self.codes),
            self.texts("print.code", address=target),
        )
        return f"#closing({', '.join(map(quote, told))})\n"

    def _preamble(self, title: str, version: str, more: str = "") -> str:
        return preamble(title, version, self.name, self.texts, more)

    def motif(self, name: str) -> str:
        """A drawing in the colours of print."""
        svg = self.site.draft.motifs[name].replace("currentColor", "#2c4d45")
        return svg.replace('class="accent"', 'stroke="#a46c44"').replace('class="accent-fill"', 'fill="#a46c44"')


def preamble(title: str, version: str, site_name: str, texts: Texts, more: str = "") -> str:
    """The first lines of a document: what it is called, and the words that stand on each of its pages."""
    upright = quote("".join(sorted(never_italic())))
    lang, _, region = texts("page.tag").partition("-")
    told = {
        "site": site_name,
        "about": texts("print.about"),
        "page": texts("print.page"),
        "lang": lang,
        "region": region,
    }
    words = ", ".join(f"{name}: {quote(text)}" for name, text in told.items())
    keywords = ", ".join(quote(word) for word in texts.group("print.keywords").values())
    setup = f"{quote(title)}, {quote(version)}, {upright}, ({words}, keywords: ({keywords},)), {more}"
    return f'#import "print.typ": *\n#show: setup.with({setup})\n'


def _chapter(title: str) -> str:
    return f"#chapter({shown(title)})\n"


def names(document: Document) -> set[str]:
    """What an editor may call a document: its content file, that file's name, the id in it, and the PDF's name."""
    stem = document.key.rsplit("/", 1)[-1].removesuffix(".md")
    found = {document.key, document.name, stem}
    numbered = re.match(r"(\d{4})-(\d+)-(.+)", stem)
    return found | ({f"{numbered[1]}/{numbered[2]}", numbered[3]} if numbered else set())
