"""The book as one EPUB file."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from markupsafe import escape

from ...content.pictures import PICTURES
from ...kept import Kept, key_of
from ...language.dates import version as version_of
from ...model.records import Case, Recommendation
from ...pages.render import RenderedPage
from ...settings import Settings
from ...site.addresses import ACTORS, CASES, EBOOK, RELATIONS, SOURCES, TERMS, address
from ...site.site import Site
from ..office.motifs import motif_alt, motif_png
from ..office.packing import packed
from ..pdf.literals import quote
from ..qr_codes import codes
from .chapters import Book, page
from .package import CONTAINER, Part, contents, opf

# What the book has after the cases, as on paper.
_AFTER_CASES = (RELATIONS, TERMS, SOURCES, ACTORS)
_FOLDER = "EPUB/"


def make_ebook(settings: Settings, site: Site, pages: list[RenderedPage]) -> dict[str, bytes]:
    """The book, by its address."""
    parts = [*_text(settings, site, pages), *_pictures(settings, site)]
    shown = [part for part in parts if part.title]
    nav = Part("innhald.xhtml", contents(shown, site.texts), properties="nav")
    # The contents stand after the title page.
    parts = [parts[0], nav, *parts[1:]]
    files = {f"{_FOLDER}{part.name}": part.data for part in parts}
    files |= {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": CONTAINER.encode(),
        f"{_FOLDER}bok.opf": opf(parts, settings.site_name, settings.base_url, site.date, site.texts),
    }
    kept = Kept(settings.work / "cache" / "packed-chapters")
    made = packed(files, site.date, "mimetype", kept)
    kept.forget_the_rest()
    return {EBOOK: made}


def _text(settings: Settings, site: Site, pages: list[RenderedPage]) -> Iterator[Part]:
    articles = {made.address: made.html for made in pages}
    titles = {made.address: str(made.meta["title"]) for made in pages}
    row: list[Recommendation | Case] = [*site.of_edition(site.edition.year)]
    cases = list(site.cases.values())
    after = [where for where in _AFTER_CASES if where in articles]
    order = [*(address(entry) for entry in (*row, *cases)), *after]
    files = {where: _name(where) for where in order}
    texts, kept = site.texts, Kept(settings.work / "cache" / "chapters")
    book = Book(articles, files, settings.base_url, texts.code, kept)
    yield Part("framside.xhtml", _front(settings, site))
    deeper = {address(case) for case in cases}
    for where in order:
        if cases and where == address(cases[0]):
            title = texts("list.cases")
            opening = f"<h1>{escape(title)}</h1>\n<p>{escape(_about(site))}</p>"
            yield Part("doeme.xhtml", page(title, opening, texts.code, "part"), title)
        number = next((f"{rec.number}. " for rec in site.of_edition(site.edition.year) if address(rec) == where), "")
        data = book.chapter(where, titles[where])
        properties = "svg" if b"<svg" in data else ""
        yield Part(files[where], data, number + titles[where], properties, 2 if where in deeper else 1)
    kept.forget_the_rest()
    yield Part("om-boka.xhtml", _about_the_book(settings, site), texts("ebook.about"))
    yield Part("bok.css", (Path(__file__).parent / "bok.css").read_bytes())


def _about(site: Site) -> str:
    return str(next(page.summary for page in site.pages.values() if address(page) == CASES))


def _name(where: str) -> str:
    return f"{where.strip('/').replace('/', '-')}.xhtml"


def _front(settings: Settings, site: Site) -> bytes:
    body = (
        f'<section class="front">\n<img src="merke.png" alt="{escape(motif_alt("merke", site))}"/>\n'
        f"<h1>{escape(settings.site_name)}</h1>\n"
        f"<p>{escape(site.texts('slides.subtitle', edition=site.edition.title))}</p>\n</section>"
    )
    return page(settings.site_name, body, site.texts.code, "frontmatter titlepage")


def _about_the_book(settings: Settings, site: Site) -> bytes:
    source = site.sources[site.edition.source]
    link, texts = escape(settings.base_url), site.texts
    adapted = texts("print.adapted", source=source.title, edition=site.edition.title)
    licence = texts("print.licence", version=version_of(site.date, texts))
    body = (
        f"<h1>{escape(texts('ebook.about'))}</h1>\n<p>{escape(adapted)} {escape(texts('ebook.whose'))}</p>\n"
        f'<p>{escape(texts("ebook.kept"))} <a href="{link}">{link}</a></p>\n'
        f'<p><img src="qr.png" alt="{escape(texts("print.code", address=link))}" width="200" height="200"/></p>\n'
        f"<p>{escape(licence)}</p>"
    )
    return page(texts("ebook.about"), body, texts.code, "backmatter")


def _pictures(settings: Settings, site: Site) -> Iterator[Part]:
    yield Part("omslag.png", _cover(settings, site), properties="cover-image")
    yield Part("merke.png", motif_png("merke", settings, site))
    yield Part("qr.png", codes(settings.base_url, settings.work / "cache" / "codes")["png"])
    for name in sorted(site.draft.pictures):
        yield Part(f"bilete/{name}", (settings.root / PICTURES / name).read_bytes())


def _cover(settings: Settings, site: Site) -> bytes:
    """The picture that a shelf of e-books shows."""
    svg = site.draft.motifs["merke"].replace("currentColor", "#2c4d45").replace('class="accent"', 'stroke="#a46c44"')
    svg = svg.replace('class="accent-fill"', 'fill="#a46c44"')
    source = (
        '#set page(width: 600pt, height: 800pt, margin: 60pt, fill: rgb("#eef5f3"))\n'
        '#set text(font: "Source Sans Pro", fill: rgb("#2c4d45"), hyphenate: false)\n'
        f'#v(1fr)\n#image(bytes({quote(svg)}), format: "svg", width: 240pt)\n#v(30pt)\n'
        f'#text(size: 58pt, weight: "bold", {quote(settings.site_name)})\n\n'
        f"#text(size: 24pt, {quote(site.edition.title)})\n#v(1fr)\n"
    )

    def draw() -> bytes:
        from ..pdf.typeset import Typesetter

        setter = Typesetter(settings.work / "typst", site.date, settings.root / PICTURES)
        return setter.pictures(source, "the cover of the e-book")[0]

    return Kept(settings.work / "cache" / "drawings").made(key_of(version("typst"), source), draw)
