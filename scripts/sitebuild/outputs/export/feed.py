"""Changes as an Atom feed (RFC 4287): an entry for each page and day, from `changes:` in the content."""

from __future__ import annotations

from datetime import date

from lxml import etree

from ...model.kinds import kind_of
from ...model.records import PageRecord
from ...settings import Settings
from ...site.addresses import CHANGES
from ...site.findings import Changed
from ...site.short_addresses import permalink
from ...site.site import Site
from .files import LICENCE_NAME, LICENCE_URL

ADDRESS = "endringar.xml"
_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"
# The year in every id (RFC 4151): one in which the site's name was ours. It never changes.
_MINTED = 2026
# Readers of feeds look for what is new; the page of changes has everything.
MOST = 100


def feed(settings: Settings, site: Site) -> bytes:
    """The feed, the newest changes first."""
    changes = site.history()[:MOST]
    root = etree.Element(f"{{{_ATOM}}}feed", {f"{{{_XML}}}lang": site.texts.code}, nsmap={None: _ATOM})
    _add(root, "title", site.texts("feed.title", site=settings.site_name))
    _add(root, "subtitle", site.texts("feed.about"))
    _add(root, "id", _tag(settings, "endringar"))
    _add(root, "updated", _moment(changes[0].date))
    _add(root, "link", rel="self", type="application/atom+xml", href=settings.base_url + ADDRESS)
    _add(root, "link", rel="alternate", type="text/html", href=settings.base_url + CHANGES)
    author = _add(root, "author")
    _add(author, "name", settings.site_name)
    _add(author, "uri", settings.base_url)
    _add(root, "rights", f"{LICENCE_NAME}, {LICENCE_URL}")
    for changed in changes:
        _entry(root, changed, settings)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"


def _entry(root: etree._Element, changed: Changed, settings: Settings) -> None:
    entry = _add(root, "entry")
    _add(entry, "title", changed.title)
    _add(entry, "id", _tag(settings, f"{_name(changed.entry)}:{changed.date.isoformat()}"))
    _add(entry, "updated", _moment(changed.date))
    _add(entry, "link", rel="alternate", type="text/html", href=settings.base_url + permalink(changed.entry))
    _add(entry, "summary", str(changed.entry.summary))
    _add(entry, "content", changed.text, type="text")


def _name(entry: PageRecord) -> str:
    """A page's name in an id: what neither a new title nor a new address changes."""
    return f"{kind_of(entry).name}/{entry.key}"


def _tag(settings: Settings, name: str) -> str:
    return f"tag:{settings.base_url.split('/')[2].partition(':')[0]},{_MINTED}:{name}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text
    return element
