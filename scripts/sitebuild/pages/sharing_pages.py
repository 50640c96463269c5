"""The pages below the list of what others link with: the rest of that list, and the parts of each recommendation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from ..model.choices import Layout
from ..model.records import HandPage
from ..site.addresses import address
from ..site.site import Site
from .case_lists import sharing
from .list_pages import unlisted_page
from .render import RenderedPage, templates


class _Shared(Protocol):
    """What is used of how a page is shared; see `outputs.share.texts.Shared`."""

    @property
    def parts_address(self) -> str: ...


def sharing_pages(site: Site, shared: Mapping[str, _Shared], cache: Path | None = None) -> list[RenderedPage]:
    """The pages; `shared` is how each page is shared, by the path of its file."""
    lists = [page for page in site.pages.values() if page.layout is Layout.SHARING]
    return [made for page in lists for made in _below(page, site, shared, cache)]


def _below(page: HandPage, site: Site, shared: Mapping[str, _Shared], cache: Path | None) -> list[RenderedPage]:
    texts, environment, above = site.texts, templates(site.texts, cache), (str(page.title), address(page))
    made = []
    for sheet in sharing(site)[1:]:
        named = (texts("sharing.later", number=sheet.number), texts("sharing.about_later"), sheet.address)
        made.append(unlisted_page(site, environment, "sharing-list", named, above, sheet=sheet, shared=shared))
    for rec in site.recommendations.values():
        found = shared[rec.place.path]
        title = texts("sharing.parts_of", number=rec.number, title=rec.title)
        named = (title, texts("sharing.about_parts"), found.parts_address)
        made.append(unlisted_page(site, environment, "sharing-parts", named, above, found=found, rec=rec, up=above[1]))
    return made
