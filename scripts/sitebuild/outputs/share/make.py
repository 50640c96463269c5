"""Puts together how the site is shared: values for each page's head, and the files that others fetch."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from ...model.records import Case, HandPage, Layout, Recommendation
from ...pages.render import RenderedPage, entries
from ...settings import Settings
from ...site.addresses import OEMBED, QR_CODES, address
from ...site.site import Site, changed
from ..export.write import Data
from ..qr_codes import write_codes
from .cards import HEIGHT, WIDTH, write_cards
from .linked_data import Describer
from .pictures import SIZE, Picture, draw, pictures
from .texts import Shared

Entry = Recommendation | Case | HandPage


def describe(
    settings: Settings, site: Site, pages: list[RenderedPage], shared: Mapping[str, Shared], data: Data
) -> list[RenderedPage]:
    """The pages with what others read in their heads: Open Graph, oEmbed and schema.org.

    `meta["share"]` holds it; the page for unknown addresses, which nobody should link to, has none.
    """
    records = {address(entry): entry for entry in entries(site)}
    drawn = pictures(site, settings)
    describer = Describer(settings, site, data)
    described = []
    for page in pages:
        entry = records[page.address]
        picture = drawn.get(entry.place.path)
        if picture is not None:
            share = _head(entry, page, picture, settings)
            share["linked_data"] = describer.page(entry, page, picture.address)
            if entry.place.path in shared:
                share["oembed"] = settings.base_url + shared[entry.place.path].oembed_address
            page = dataclasses.replace(page, meta={**page.meta, "share": share})
        described.append(page)
    return described


def _head(entry: Entry, page: RenderedPage, picture: Picture, settings: Settings) -> dict[str, object]:
    is_home = isinstance(entry, HandPage) and entry.layout is Layout.HOME
    return {
        "type": "website" if is_home else "article",
        "url": settings.base_url + page.address,
        "image": settings.base_url + picture.address,
        "image_alt": picture.alt,
        "image_size": {"width": SIZE[0], "height": SIZE[1]},
        "modified": changed(entry).isoformat(),
    }


def write(settings: Settings, site: Site, shared: Mapping[str, Shared], folder: Path) -> None:
    """Fill `folder` with cards, codes, oEmbed answers and pictures, as they stand on the site."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in (OEMBED, QR_CODES):
        (folder / name).mkdir(parents=True)
    drawn = pictures(site, settings)
    for entry in site.subjects:
        found = shared[entry.place.path]
        write_cards(entry, found.card, folder)
        write_codes(found.card.link, folder / found.qr_address("svg"), settings.work / "cache" / "codes")
        answer = json.dumps(_oembed(found, drawn[entry.place.path], settings), ensure_ascii=False, indent=2)
        (folder / found.oembed_address).write_text(f"{answer}\n", encoding="utf-8", newline="\n")
    draw(drawn, settings, site, folder)


def _oembed(found: Shared, picture: Picture, settings: Settings) -> dict[str, object]:
    """The answer that oEmbed 1.0 asks of a provider, for one page."""
    return {
        "version": "1.0",
        "type": "rich",
        "title": found.card.name,
        "provider_name": settings.site_name,
        "provider_url": settings.base_url,
        "html": found.frame,
        "width": WIDTH,
        "height": HEIGHT,
        "thumbnail_url": settings.base_url + picture.address,
        "thumbnail_width": SIZE[0],
        "thumbnail_height": SIZE[1],
    }
