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
from ...model.records import Subject
from ...pages.render import RenderedPage
from ...pages.writer import long_date
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
        link, told = settings.base_url + permalink(rec), long_date(changed(rec))
        own = ((address(rec), articles[address(rec)]),)
        yield document_address(rec), Content(str(rec.title), own, str(rec.motif), link, told)
    row = site.of_edition(site.edition.year)
    # As in the PDF book: many cases would be set again for every word that is changed in one of them.
    cases = () if volumes(site.cases.values()) else tuple(site.cases.values())
    entries: tuple[Subject, ...] = (*row, *cases)
    places = [*(address(entry) for entry in entries), *_AFTER_CASES]
    opening = (
        f"Tilrådingane{' og døma bak dei' if cases else ''}, etter {site.edition.title}",
        f"Teksten er ei tilpassa framstilling av {site.edition.title}. Han er ikkje rapporten. Kvar del seier om han "
        "er attfortald frå rapporten eller utdjupa av redaksjonen.",
    )
    chapters = tuple((place, articles[place]) for place in places if place in articles)
    name = settings.site_name
    yield DOCUMENT, Content(name, chapters, "merke", settings.base_url, long_date(site.date), opening)


def _written(content: Content, settings: Settings, site: Site) -> bytes:
    from ..office.packing import repacked
    from .convert import Writer
    from .template import LEAD, SMALL, new_document

    made = new_document(content.title, settings.site_name, site.date)
    _picture(made, motif_png(content.motif, settings, site), motif_alt(content.motif), "Teikning")
    if content.opening:
        made.add_paragraph(content.title, style="Title")
        for style, text in zip((LEAD, SMALL), content.opening, strict=True):
            made.add_paragraph(text, style=style)
    writer = Writer(made, settings.base_url)
    for number, (where, article) in enumerate(content.articles):
        if content.opening or number:
            made.add_page_break()
        writer.article(article, where)
    licence = f"Versjon {content.version}. Tekstane kan brukast etter CC BY 4.0, når kjelda er nemnd."
    for told in (f"Denne teksten på nettet, med fast adresse: {content.link}", licence):
        made.add_paragraph(told, style=SMALL)
    code = codes(content.link, settings.work / "cache" / "codes")["png"]
    _picture(made, code, f"QR-kode til {content.link}", "QR-kode")
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
    told = repr((version("python-docx"), sorted(site.draft.motifs.items()), settings.site_name, str(site.date)))
    return key_of(told, *(path.read_bytes() for path in own))
