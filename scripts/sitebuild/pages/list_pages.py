"""The pages of lists that no editor writes: the index's later pages, each facet, and each value of it.

They give without scripts what the filters on the index give with them.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment

from ..model.choices import Layout
from ..model.records import HandPage
from ..model.values import Text
from ..problems import Place
from ..site.addresses import CASES, address
from ..site.facets import FACETS, Facet, Value, values
from ..site.site import Site
from .case_lists import Sheet, facet_sheets, index
from .relation_pages import relation_parts
from .render import RenderedPage, compact, templates
from .writer import Writer


def list_pages(site: Site, cache: Path | None = None) -> list[RenderedPage]:
    """The pages, framed as the others are. They are not searched: what they lead to is."""
    maker = _Maker(site, cache)
    later = [maker.later(sheet) for sheet in index(site)[1:]]
    facets = [maker.facet(facet) for facet in FACETS]
    related = [
        page for entry in site.pages.values() if entry.layout is Layout.RELATIONS for page in maker.related(entry)
    ]
    return [*later, *facets, *(maker.value(value, sheet) for value, sheet in facet_sheets(site)), *related]


class _Maker:
    def __init__(self, site: Site, cache: Path | None) -> None:
        self.site, self.texts, self.templates = site, site.texts, templates(site.texts, cache)

    def later(self, sheet: Sheet) -> RenderedPage:
        title = self.texts("list.page", title=self.texts("list.cases"), number=sheet.number)
        return self._page(title, self.texts("list.about_all"), sheet.address, sheet=sheet, value=None)

    def facet(self, facet: Facet) -> RenderedPage:
        """Every value of a facet, with how many cases it has."""
        name = facet.title(self.texts).lower()
        title, summary = self.texts("list.by", facet=name), self.texts("list.about_by", facet=name)
        return self._page(title, summary, facet.address, sheet=None, facet=facet, found=values(self.site, facet))

    def value(self, value: Value, sheet: Sheet) -> RenderedPage:
        title = self.texts("list.value", facet=value.facet.title(self.texts), value=value.name)
        if sheet.number > 1:
            title = self.texts("list.page", title=title, number=sheet.number)
        count = len(value.cases)
        summary = self.texts("list.count", count=count) if count else self.texts("list.none")
        return self._page(title, summary, sheet.address, sheet=sheet, value=value)

    def related(self, entry: HandPage) -> list[RenderedPage]:
        """The later pages of the matrix."""
        return [
            self._page(
                self.texts("list.page", title=entry.title, number=part.number),
                entry.summary,
                part.address,
                "relations",
                part=part,
            )
            for part in relation_parts(self.site, address(entry))[1:]
        ]

    def _page(self, title: str, summary: str, path: str, kind: str = "case-list", **told: object) -> RenderedPage:
        above = (self.site.texts("page.cases"), CASES)
        return unlisted_page(self.site, self.templates, kind, (title, summary, path), above, **told)


def unlisted_page(
    site: Site,
    templates: Environment,
    kind: str,
    named: tuple[str, str, str],
    above: tuple[str, str],
    **told: object,
) -> RenderedPage:
    """A page below another that no editor writes, and that is not searched. `named` is its title, its summary and its
    address; `above` is the title and the address of the page it is below; `told` is what its template shows."""
    title, summary, path = named
    entry = HandPage(place=Place(path), layout=Layout.PAGE, title=Text(title), summary=Text(summary), changes=())
    writer = Writer(site, entry, path)
    html = templates.get_template(f"{kind}.html").render(
        entry=entry, kind=kind, w=writer, motifs=site.draft.motifs, labels=site.labels, **told
    )
    crumbs = [(site.texts("page.home"), ""), above]
    up = [{"title": name, "url": writer.url(where)} for name, where in crumbs]
    meta = {"title": str(title), "description": str(summary), "kind": kind, "section": above[1], "crumbs": up}
    return RenderedPage(path, {**meta, "unlisted": True}, compact(html))
