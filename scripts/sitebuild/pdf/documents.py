"""Which PDFs there are, and what stands in each: one a page, the book, the summary and the meeting sheet."""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pikepdf
import segno

from .. import addresses
from ..addresses import address
from ..model import Case, Recommendation
from ..render import Download, RenderedPage
from ..sections import QUESTIONS, section
from ..settings import Settings
from ..site import Site, changed
from ..writer import Writer, long_date
from .convert import Converter, quote
from .finish import finish
from .typeset import Typesetter

FOLDER = "last-ned/"
BOOK = "fra-ord-til-handling"
_PREAMBLE = '#import "print.typ": *\n#show: setup.with({}, {}, margin: {})\n'
_AFTER_CASES = (addresses.TERMS, addresses.SOURCES, addresses.ACTORS)


@dataclass(frozen=True)
class Document:
    """One PDF to set: its key among the downloads, file name, title for messages, and Typst source."""

    key: str
    name: str
    title: str
    source: str


def make_pdfs(settings: Settings, site: Site, pages: list[RenderedPage], folder: Path) -> dict[str, Download]:
    """Every PDF, in `folder`. Those whose source has not changed are taken from the cache, byte for byte."""
    shutil.rmtree(folder, ignore_errors=True)
    target = folder / FOLDER
    target.mkdir(parents=True)
    setter = _Setter(settings, site)
    found = {}
    for document in documents(settings, site, pages):
        data, count = setter.pdf(document)
        (target / f"{document.name}.pdf").write_bytes(data)
        found[document.key] = Download(f"{FOLDER}{document.name}.pdf", count, len(data))
    return found


class _Setter:
    """Sets documents, or takes them from the cache by what they are made of."""

    def __init__(self, settings: Settings, site: Site) -> None:
        self.work, self.site = settings.work / "typst", site
        self.cache = settings.work / "cache" / "pdf"
        self.cache.mkdir(parents=True, exist_ok=True)
        tools = [version(name) for name in ("typst", "pikepdf", "font-source-sans-pro")]
        code = [path.read_bytes() for path in sorted(Path(__file__).parent.iterdir()) if path.is_file()]
        self.recipe = hashlib.sha256(b"".join([repr(tools).encode(), *code, str(site.date).encode()])).digest()
        self._typesetter: Typesetter | None = None

    def pdf(self, document: Document) -> tuple[bytes, int]:
        key = hashlib.sha256(self.recipe + document.source.encode()).hexdigest()[:32]
        path = self.cache / f"{key}.pdf"
        if path.is_file():
            data = path.read_bytes()
            with pikepdf.open(io.BytesIO(data)) as pdf:
                return data, len(pdf.pages)
        self._typesetter = self._typesetter or Typesetter(self.work, self.site.date)
        data, count = finish(self._typesetter.pdf(document.source, document.title))
        making = path.with_suffix(".making")
        making.write_bytes(data)
        making.replace(path)
        return data, count


def documents(settings: Settings, site: Site, pages: list[RenderedPage]) -> Iterator[Document]:
    """The source of every PDF."""
    by_address = {page.address: page for page in pages}
    for entry in (*site.recommendations.values(), *site.cases.values()):
        yield _single(entry, by_address[address(entry)], settings, site)
    yield _book(settings, site, by_address)
    yield _summary(settings, site)
    yield _meeting(site)


def _single(entry: Recommendation | Case, page: RenderedPage, settings: Settings, site: Site) -> Document:
    title = str(page.meta["title"])
    stem = f"tilrading-{entry.number}-{entry.slug}" if isinstance(entry, Recommendation) else f"doeme-{entry.id}"
    body = _body(page, settings, lambda target: target.replace("#", "") if _is_on(target, page) else None)
    edition = f"Versjon {long_date(changed(entry))}"
    motif = f"#motif({quote(_motif(site, entry.motif))})\n" if isinstance(entry, Recommendation) else ""
    source = [_preamble(title, edition), f"#running.update({quote(title)})\n", motif, body]
    source.append(_closing(settings.base_url + page.address, edition))
    return Document(entry.place.path, stem, title, "".join(source))


def _is_on(target: str, page: RenderedPage) -> bool:
    path, _, fragment = target.partition("#")
    return path == page.address and bool(fragment)


def _body(page: RenderedPage, settings: Settings, resolve: Callable[[str], str | None]) -> str:
    return Converter(page.address, settings.base_url, resolve, str(page.meta["title"])).convert(page.html)


def _book(settings: Settings, site: Site, pages: dict[str, RenderedPage]) -> Document:
    chapters = [pages[address(entry)] for entry in (*site.of_edition(site.edition.year), *site.cases.values())]
    chapters += [pages[name] for name in _AFTER_CASES]
    inside = {page.address for page in chapters}
    first_case = next(page for page in chapters if page.address.startswith(addresses.CASES))

    def resolve(target: str) -> str | None:
        path, _, fragment = target.partition("#")
        return f"{path}{fragment or 'tittel'}" if path in inside else None

    edition = f"Versjon {long_date(site.date)}"
    title = settings.site_name
    subtitle = f"Sju tilrådingar og døma bak dei, etter {site.edition.title}"
    parts = [_preamble(title, edition), f"#cover({quote(title)}, {quote(subtitle)}, {quote(_motif(site, 'merke'))})\n"]
    parts += [_colophon(site, edition), "#contents()\n"]
    for page in chapters:
        # A case follows the one before on the same page; everything else begins on a page of its own.
        follows = page.address.startswith(addresses.CASES) and page != first_case
        apart = "#v(2.2em)\n" if follows else "#pagebreak(weak: true)\n"
        parts.append(f"{apart}#chapter({quote(str(page.meta['title']))})\n{_body(page, settings, resolve)}")
    parts.append(_closing(settings.base_url, edition))
    return Document("book", BOOK, title, "".join(parts))


def _colophon(site: Site, edition: str) -> str:
    source = site.sources[site.edition.source]
    lines = [
        f"Boka er ei tilpassa framstilling av «{source.title}», {site.edition.title}. Ho er ikkje rapporten.",
        "Attfortalt frå rapporten er det rådet seier, med redaksjonen sine ord. Utdjuping frå redaksjonen er merkt.",
        f"{edition}. Tekstar og teikningar kan brukast etter CC BY 4.0, når kjelda er nemnd.",
    ]
    return "".join(f"#{quote(line)}\n\n" for line in lines) + "#pagebreak()\n"


def _summary(settings: Settings, site: Site) -> Document:
    """All seven on one page, for those who will not read more."""
    title = "Sju tilrådingar på éi side"
    edition = f"Versjon {long_date(site.date)}"
    source = [_preamble(title, edition), f"#heading(level: 1, {quote(title)})\n#set text(size: 11.5pt)\n"]
    rows = []
    for rec in site.of_edition(site.edition.year):
        first = Writer(site, rec).plain_item(section(rec.body, QUESTIONS).blocks[0].items[0])
        heading = f"#heading(level: 2, {quote(str(rec.title))})"
        rows.append(f"[{heading}#{quote(str(rec.summary))};\n\n#small[#{quote(f'Spør: {first}')};]]")
    source.append(f"#steps({', '.join(rows)})\n")
    return Document("summary", "alt-pa-ei-side", title, "".join([*source, _closing(settings.base_url, edition)]))


def _meeting(site: Site) -> Document:
    """Every question to ask, on two pages, with room to write."""
    title = "Spørsmål til møtet"
    edition = f"Versjon {long_date(site.date)}"
    parts = [_preamble(title, edition, "20mm"), f"#heading(level: 1, {quote(title)})\n#set text(size: 10.5pt)\n"]
    parts.append("#show heading.where(level: 2): set text(size: 12.5pt)\n")
    for rec in site.of_edition(site.edition.year):
        writer = Writer(site, rec)
        found = section(rec.body, QUESTIONS)
        asks = [f"[#{quote(writer.plain_item(item))};]" for item in found.blocks[0].items]
        heading = f"#heading(level: 2, {quote(f'{rec.number}. {rec.title}')})\n"
        parts.append(f"#together[{heading}#asks-tight({', '.join(asks)})\n#write-lines(3)]\n")
    return Document("meeting", "moteark", title, "".join(parts))


def _preamble(title: str, edition: str, margin: str = "25mm") -> str:
    return _PREAMBLE.format(quote(title), quote(edition), margin)


def _closing(address: str, edition: str) -> str:
    code = io.BytesIO()
    segno.make(address, error="m").save(code, kind="svg", xmldecl=False, border=2, dark="#1b2f2a", light=None)
    alt = f"QR-kode til {address}"
    return f"#closing({quote(address)}, {quote(edition)}, {quote(code.getvalue().decode())}, {quote(alt)})\n"


def _motif(site: Site, name: str) -> str:
    """A drawing in the colours of print."""
    svg = site.draft.motifs[name].replace("currentColor", "#2c4d45")
    return svg.replace('class="accent"', 'stroke="#a46c44"').replace('class="accent-fill"', 'fill="#a46c44"')
