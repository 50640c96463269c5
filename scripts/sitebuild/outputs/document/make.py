"""Every Word document as a file. What has not changed since the last build is taken from a cache, byte for byte."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ...kept import Kept, key_of
from ...language.dates import version as version_of
from ...model.records import Subject
from ...pages.render import RenderedPage
from ...settings import Settings
from ...site.addresses import DOCUMENT, RELATIONS, SOURCES, TERMS, address, document_address
from ...site.short_addresses import permalink
from ...site.site import Site, changed
from ...site.volumes import volumes
from ..office.motifs import motif_alt, motif_png
from ..qr_codes import codes

# What the document of everything has after the cases.
_AFTER_CASES = (RELATIONS, TERMS, SOURCES)
_PICTURE_CM = 3


@dataclass(frozen=True)
class Content:
    """What stands in one document: articles with their addresses, the drawing on top, and the address at the end."""

    title: str
    articles: tuple[tuple[str, str], ...]
    motif: str
    link: str
    version: str
    opening: tuple[str, ...] = ()


def make_documents(settings: Settings, site: Site, pages: list[RenderedPage]) -> dict[str, bytes]:
    """Every document by its address."""
    kept, recipe = Kept(settings.work / "cache" / "documents"), _recipe(settings, site)
    return {
        where: kept.made(key_of(recipe, repr(content)), functools.partial(_written, content, settings, site))
        for where, content in _contents(settings, site, pages)
    }


def _contents(settings: Settings, site: Site, pages: list[RenderedPage]) -> Iterator[tuple[str, Content]]:
    articles = {page.address: page.html for page in pages}
    for rec in site.recommendations.values():
        link, told = settings.base_url + permalink(rec), version_of(changed(rec), site.texts)
        own = ((address(rec), articles[address(rec)]),)
        yield document_address(rec), Content(str(rec.title), own, str(rec.motif), link, told)
    row = site.of_edition(site.edition.year)
    # As in the PDF book: many cases would be set again for every word that is changed in one of them.
    cases = () if volumes(site.cases.values()) else tuple(site.cases.values())
    entries: tuple[Subject, ...] = (*row, *cases)
    places = [*(address(entry) for entry in entries), *_AFTER_CASES]
    title = "slides.subtitle" if cases else "document.subtitle"
    opening = tuple(site.texts(key, edition=site.edition.title) for key in (title, "document.adapted"))
    chapters = tuple((place, articles[place]) for place in places if place in articles)
    name = settings.site_name
    yield DOCUMENT, Content(name, chapters, "merke", settings.base_url, version_of(site.date, site.texts), opening)


def _written(content: Content, settings: Settings, site: Site) -> bytes:
    from ..office.packing import repacked
    from .convert import Writer
    from .template import LEAD, SMALL, new_document, style_name

    texts = site.texts
    made = new_document(content.title, settings.site_name, site.date, texts)
    drawing = motif_png(content.motif, settings, site)
    _picture(made, drawing, motif_alt(content.motif, site), texts("print.names.drawing"))
    if content.opening:
        made.add_paragraph(content.title, style="Title")
        for style, text in zip((LEAD, SMALL), content.opening, strict=True):
            made.add_paragraph(text, style=style_name(style, texts))
    writer = Writer(made, settings.base_url, texts)
    for number, (where, article) in enumerate(content.articles):
        if content.opening or number:
            made.add_page_break()
        writer.article(article, where)
    for told in (f"{texts('print.kept')} {content.link}", texts("print.licence", version=content.version)):
        made.add_paragraph(told, style=style_name(SMALL, texts))
    code = codes(content.link, settings.work / "cache" / "codes")["png"]
    _picture(made, code, texts("print.code", address=content.link), texts("print.names.code"))
    found = io.BytesIO()
    made.save(found)
    return repacked(found.getvalue(), site.date)


def _picture(made: Any, data: bytes, alt: str, name: str) -> None:
    from docx.shared import Cm

    properties = made.add_picture(io.BytesIO(data), width=Cm(_PICTURE_CM))._inline.docPr
    properties.set("descr", alt)
    properties.set("name", name)


def _recipe(settings: Settings, site: Site) -> str:
    """What every document is made from beside its articles: the library, our code, the drawings and the date."""
    folders = (Path(__file__).parent, Path(__file__).parents[1] / "office")
    own = sorted(path for folder in folders for path in folder.glob("*.py"))
    told = repr(
        (
            version("python-docx"),
            sorted(site.draft.motifs.items()),
            settings.site_name,
            str(site.date),
            site.texts.digest,
        )
    )
    return key_of(told, *(path.read_bytes() for path in own))
