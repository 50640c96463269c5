"""Puts together how the site is shared: values for each page's head, and the files that others fetch."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping

from ...model.choices import Layout
from ...model.records import Case, HandPage, Recommendation
from ...pages.render import RenderedPage, entries
from ...settings import Settings
from ...site.addresses import PASTED_STYLE, address
from ...site.site import Site, changed
from ..export.write import Data
from ..qr_codes import codes
from .cards import HEIGHT, WIDTH, card_pages, pasted_style
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


def make_share(settings: Settings, site: Site, shared: Mapping[str, Shared]) -> dict[str, bytes]:
    """Cards, codes, oEmbed answers, pictures and what is copied, by address."""
    made: dict[str, bytes] = {PASTED_STYLE: pasted_style()}
    drawn = pictures(site, settings)
    for entry in site.subjects:
        found = shared[entry.place.path]
        made |= card_pages(entry, found.card)
        made[found.script_address] = found.script
        for kind, data in codes(found.card.link, settings.work / "cache" / "codes").items():
            made[found.qr_address(kind)] = data
        answer = json.dumps(_oembed(found, drawn[entry.place.path], settings), ensure_ascii=False, indent=2)
        made[found.oembed_address] = f"{answer}\n".encode()
    return made | draw(drawn, settings, site)


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
