"""The sitemap, with the date each page truly changed, and robots.txt that names it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lxml import etree

from ...model.choices import Layout
from ...model.records import HandPage, PageRecord
from ...pages.render import entries
from ...settings import Settings
from ...site.addresses import address, brief_address
from ...site.site import Site, changed
from ...site.situations import ways

ADDRESS = "sitemap.xml"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Pages with nothing on them but their own text, and pages about everything; the other indexes list pages of content.
_OWN_TEXT = frozenset({Layout.PAGE, Layout.SEARCH})
_EVERYTHING = frozenset({Layout.CHANGES, Layout.DATA})
_RECOMMENDATIONS = frozenset({Layout.RECOMMENDATIONS, Layout.QUESTIONS})


def sitemap(settings: Settings, site: Site) -> bytes:
    """Every page at the address it has today; no copies, no cards, no redirects, no page for unknown addresses."""
    root = etree.Element(f"{{{_NAMESPACE}}}urlset", nsmap={None: _NAMESPACE})
    own = {address(entry): last_change(entry, site) for entry in canonical(site)}
    for path, day in sorted({**own, **_ways_in(site)}.items()):
        url = etree.SubElement(root, f"{{{_NAMESPACE}}}url")
        etree.SubElement(url, f"{{{_NAMESPACE}}}loc").text = settings.base_url + path
        etree.SubElement(url, f"{{{_NAMESPACE}}}lastmod").text = day.isoformat()
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"


def robots(settings: Settings) -> bytes:
    """Everything may be read; the sitemap is named. Crawlers look for it at the root of a host only."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {settings.base_url}{ADDRESS}\n".encode()


def _ways_in(site: Site) -> dict[str, date]:
    """The pages of situations, and of recommendations in ten minutes: as new as the recommendation they lead to."""
    found = {brief_address(rec): changed(rec) for rec in site.recommendations.values()}
    for way in ways(site):
        found[way.address] = changed(way.rec)
    return found


def canonical(site: Site) -> Iterable[PageRecord]:
    """Every page with an address of its own to find."""
    return (entry for entry in entries(site) if entry.is_listed)


def last_change(entry: PageRecord, site: Site) -> date:
    """The day a page changed: its own newest change, or for an index the newest of what it lists."""
    return max([changed(entry), *(changed(listed) for listed in _listed(entry, site))])


def _listed(entry: PageRecord, site: Site) -> list[PageRecord]:
    if not isinstance(entry, HandPage) or entry.layout in _OWN_TEXT:
        return []
    if entry.layout in _RECOMMENDATIONS:
        return [*site.recommendations.values()]
    return list(site.page_records if entry.layout in _EVERYTHING else site.subjects)
