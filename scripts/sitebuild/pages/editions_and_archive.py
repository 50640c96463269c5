"""Pages beside the editors' own: one for each edition, and one for each page that was removed."""

from __future__ import annotations

from pathlib import Path

from ..model.choices import Layout
from ..model.records import Archived, Edition, HandPage
from ..model.sections import TOP
from ..model.values import Target, Text
from ..problems import Place
from ..site.addresses import RECOMMENDATIONS
from ..site.contract import anchors_by_path
from ..site.short_addresses import edition_address, short_addresses
from ..site.site import Site
from .render import RenderedPage, compact, templates
from .writer import Writer

ARCHIVE = "_arkiv/"


def extra_pages(site: Site, cache: Path | None = None) -> list[RenderedPage]:
    """The pages, framed as the others are. They are neither searched nor listed: what they lead to is."""
    maker = _Maker(site, cache)
    editions = [maker.edition(edition) for edition in site.editions]
    return [*editions, *(maker.archived(record) for record in site.draft.archive if not replaced_by_file(record))]


def archive_address(record: Archived) -> str:
    """Where the engine makes the page; `answers` puts it where it belongs, when nothing else is there."""
    return f"{ARCHIVE}{record.address.strip('/')}/"


def replaced_by_file(record: Archived) -> str | None:
    """The path of the file that takes a removed file's place: one of its kind, which can stand at its address."""
    kind = _kind(record.address)
    files = (target.lstrip("/") for target in record.replaced_by if target.is_file)
    return next((file for file in files if kind and _kind(file) == kind), None)


def _kind(path: str) -> str:
    return path.rsplit("/", 1)[-1].partition(".")[2]


class _Maker:
    def __init__(self, site: Site, cache: Path | None) -> None:
        self.site, self.texts, self.templates = site, site.texts, templates(site.texts, cache)
        self.published = anchors_by_path(site.published)

    def edition(self, edition: Edition) -> RenderedPage:
        """The page at `2022/`: the recommendations and the cases of one edition."""
        path, newest = edition_address(edition), self.site.edition
        every = self.site.cases.values()
        cases = [case for case in every if any(short.startswith(path) for short in short_addresses(case))]
        title = self.texts("edition.page", year=edition.year)
        summary = self.texts("edition.about", title=edition.title)
        values = {"edition": edition, "cases": cases, "newest": newest, "newest_address": edition_address(newest)}
        return self._page("edition", path, title, summary, values)

    def archived(self, record: Archived) -> RenderedPage:
        """The page that says what replaced one that was removed; it has every id that was published there."""
        path = archive_address(record)
        published = self.published.get(f"{record.address.strip('/')}/", ())
        ids = sorted({line.anchor for line in published} - {TOP, "i-staden"})
        links = [self._link(target, path) for target in record.replaced_by]
        return self._page("archived", path, record.title, record.why, {"record": record, "ids": ids, "links": links})

    def _link(self, target: Target, path: str) -> dict[str, str]:
        entry, where = self.site.entry_at(target), self.site.address_at(target)
        url = target if where is None else self._writer(path, "", "").url(where)
        return {"url": url, "title": entry.label if entry else target}

    def _page(self, kind: str, path: str, title: str, summary: str, values: dict[str, object]) -> RenderedPage:
        writer = self._writer(path, title, summary)
        html = self.templates.get_template(f"{kind}.html").render(
            entry=writer.entry, kind=kind, w=writer, motifs=self.site.draft.motifs, labels={}, **values
        )
        crumbs = {self.texts("page.home"): ""}
        if kind == "edition":
            crumbs[self.texts("page.recommendations")] = RECOMMENDATIONS
        up = [{"title": name, "url": writer.url(target)} for name, target in crumbs.items()]
        meta = {"title": str(title), "description": str(summary), "kind": kind, "section": "", "crumbs": up}
        return RenderedPage(path, {**meta, "unlisted": True}, compact(html))

    def _writer(self, path: str, title: str, summary: str) -> Writer:
        entry = HandPage(place=Place(path), layout=Layout.PAGE, title=Text(title), summary=Text(summary), changes=())
        return Writer(self.site, entry, path)
