"""One sheet for each situation, and for each recommendation in ten minutes: set from the articles of their pages."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from ...pages.render import RenderedPage
from ...problems import Place
from ...site.addresses import brief_address, sheet_address, situation_address
from ...site.short_addresses import permalink
from ...site.site import Site
from .convert import Article, Converter


@dataclass(frozen=True)
class Sheet:
    """One sheet to set: its file's address, its title, the address it tells of, and its text as Typst."""

    file: str
    title: str
    address: str
    body: str


def sheets(site: Site, pages: list[RenderedPage], base_url: str, known: Container[str]) -> Iterator[Sheet]:
    """The sheets, in the order of the site."""
    found = {page.address: page for page in pages}
    for rec in site.recommendations.values():
        page = found[brief_address(rec)]
        body = _body(page, rec.place, base_url, known)
        yield Sheet(sheet_address(rec), str(page.meta["title"]), permalink(rec), body)
    for situation in site.draft.situations:
        page = found[situation_address(situation)]
        body = _body(page, situation.place, base_url, known)
        yield Sheet(sheet_address(situation), str(page.meta["title"]), page.address, body)


def _body(page: RenderedPage, place: Place, base_url: str, known: Container[str]) -> str:
    article = Article(page.address, str(page.meta["title"]), page.html, place, {})
    return Converter(article, base_url, lambda _target: None, known).convert()
