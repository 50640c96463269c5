"""Each page as schema.org data (JSON-LD): what it is, what it builds on, and where it stands on the site.

One `@graph` a page. Its values are those of the page; nothing is said here that a reader of the page cannot find.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import cast
from urllib.parse import urljoin

from ...model.choices import Layout
from ...model.records import Case, Entry, HandPage, Recommendation, Source
from ...pages.render import RenderedPage
from ...settings import Settings
from ...site.addresses import address
from ...site.short_addresses import permalink
from ...site.site import Site, changed
from ..export.files import LICENCE_URL
from ..export.write import Data

Node = dict[str, object]

# Hand-written pages that are more than a page, by what is generated around their text.
_PAGE_TYPES = {
    Layout.RECOMMENDATIONS: "CollectionPage",
    Layout.CASES: "CollectionPage",
    Layout.TERMS: "CollectionPage",
    Layout.SEARCH: "SearchResultsPage",
}


class Describer:
    """Describes the pages of one site. Addresses in the data are full, as those who read it elsewhere need."""

    def __init__(self, settings: Settings, site: Site, data: Data) -> None:
        self.site, self.data, self.base, self.name = site, data, settings.base_url, settings.site_name

    def page(self, entry: Recommendation | Case | HandPage, page: RenderedPage, picture: str) -> str:
        """The page's data as text for a script element; `picture` is the address of its drawn picture."""
        layout = entry.layout if isinstance(entry, HandPage) else None
        nodes = [self._main(entry, page, picture), self._website(with_search=layout is Layout.HOME), self._editors()]
        if layout is not Layout.HOME:
            nodes.append(self._crumbs(page))
        if layout is Layout.DATA:
            nodes += self._datasets(page.address)
        return as_text(nodes)

    def _datasets(self, page: str) -> Iterator[Node]:
        """Each kind of record that is published, with its files as ways to get it."""
        for one in self.data.published:
            types = {one.json.address: "application/json"} | {table.address: "text/csv" for table in one.tables}
            yield {
                "@type": "Dataset",
                "@id": f"{self.base}{page}#{one.file.name}",
                "url": f"{self.base}{page}#{one.file.name}",
                "name": f"{self.name}: {one.file.title(self.site.texts)}",
                "description": one.file.about(self.site.texts),
                "version": one.file.version,
                "inLanguage": self.site.texts.code,
                "dateModified": self.site.date.isoformat(),
                "license": LICENCE_URL,
                "isAccessibleForFree": True,
                "creator": self._ref("redaksjon"),
                "distribution": [
                    {"@type": "DataDownload", "contentUrl": self.base + target, "encodingFormat": media_type}
                    for target, media_type in types.items()
                ],
            }

    # --- the page itself ---

    def _main(self, entry: Recommendation | Case | HandPage, page: RenderedPage, picture: str) -> Node:
        url = self.base + page.address
        common: Node = {
            "@id": f"{url}#side",
            "url": url,
            "description": str(entry.summary),
            "inLanguage": self.site.texts.code,
            "datePublished": min(change.date for change in entry.changes).isoformat(),
            "dateModified": changed(entry).isoformat(),
            "image": self.base + picture,
            "license": LICENCE_URL,
            "isPartOf": self._ref("nettstad"),
            "publisher": self._ref("redaksjon"),
        }
        if isinstance(entry, HandPage):
            name = {"name": str(entry.title)}
            return {"@type": _PAGE_TYPES.get(entry.layout, "WebPage"), **name, **common, **self._listed(entry)}
        return {"@type": "Article", "headline": str(page.meta["title"]), **common, **self._article(entry)}

    def _article(self, entry: Recommendation | Case) -> Node:
        works = [self.site.sources[use.id] for use in entry.sources]
        basis = {edition.source for edition in self.site.editions}
        if isinstance(entry, Case) and entry.is_from_letter:
            basis = {told.source for told in entry.letter}
        found: Node = {
            "@id": self.base + permalink(entry),
            "identifier": self.base + permalink(entry),
            "mainEntityOfPage": self.base + address(entry),
            "author": self._ref("redaksjon"),
            "isBasedOn": [_work(source) for source in works if source.id in basis],
            "citation": [_work(source) for source in works if source.id not in basis],
            "about": [self._term(term) for term in entry.terms],
        }
        if isinstance(entry, Recommendation):
            found["alternativeHeadline"] = str(entry.short_title)
        return {key: value for key, value in found.items() if value}

    def _listed(self, entry: HandPage) -> Node:
        """What a page that lists others lists."""
        if entry.layout is Layout.TERMS:
            terms = [self._term(name) for name in self.site.terms]
            return {"mainEntity": {"@type": "DefinedTermSet", "name": str(entry.title), "hasDefinedTerm": terms}}
        if entry.layout is Layout.RECOMMENDATIONS:
            return self._list(self.site.recommendations.values())
        return self._list(self.site.cases.values()) if entry.layout is Layout.CASES else {}

    def _list(self, entries: Iterable[Recommendation | Case]) -> Node:
        items = [
            {
                "@type": "ListItem",
                "position": position,
                "name": entry.label,
                "url": self._url(entry),
            }
            for position, entry in enumerate(entries, start=1)
        ]
        return {"mainEntity": {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}}

    def _term(self, name: str) -> Node:
        term = self.site.terms[name]
        return {
            "@type": "DefinedTerm",
            "name": str(term.term),
            "description": str(term.definition),
            "url": self._url(term),
        }

    # --- around it ---

    def _website(self, with_search: bool = False) -> Node:
        site: Node = {
            "@type": "WebSite",
            "@id": f"{self.base}#nettstad",
            "url": self.base,
            "name": self.name,
            "inLanguage": self.site.texts.code,
            "publisher": self._ref("redaksjon"),
        }
        if with_search:
            target = {"@type": "EntryPoint", "urlTemplate": f"{self.base}sok/?q={{ord}}"}
            site["potentialAction"] = {"@type": "SearchAction", "target": target, "query-input": "required name=ord"}
        return site

    def _editors(self) -> Node:
        return {
            "@type": "Organization",
            "@id": f"{self.base}#redaksjon",
            "name": self.site.texts("share.publisher", site=self.name),
            "url": self._url(self.site.pages["om"]),
        }

    def _crumbs(self, page: RenderedPage) -> Node:
        """The path that the page itself shows, ending with the page."""
        here = self.base + page.address
        crumbs = cast(list[dict[str, str]], page.meta["crumbs"])
        path = [(urljoin(here, crumb["url"]), crumb["title"]) for crumb in crumbs]
        items = [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (url, name) in enumerate([*path, (here, str(page.meta["title"]))], start=1)
        ]
        return {"@type": "BreadcrumbList", "@id": f"{here}#brodsmular", "itemListElement": items}

    def _url(self, entry: Entry) -> str:
        return self.base + address(entry)

    def _ref(self, name: str) -> Node:
        return {"@id": f"{self.base}#{name}"}


def _work(source: Source) -> Node:
    found: Node = {
        "@type": "CreativeWork",
        "name": str(source.title),
        "inLanguage": str(source.language),
        "url": source.url and str(source.url),
        "author": source.author and {"@type": "Organization", "name": str(source.author)},
        "datePublished": source.year and str(source.year),
    }
    return {key: value for key, value in found.items() if value}


def as_text(nodes: Iterable[Node]) -> str:
    """A graph as JSON in which no sign can end, or begin, an element of the page around it."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("&", "\\u0026")
