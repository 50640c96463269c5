"""The short pages for those who have little time: one for each situation, and one view of each recommendation.

Each is also a sheet of A4, set from the same article; see `outputs/pdf/documents`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..model.choices import Layout
from ..model.records import HandPage, Recommendation
from ..model.sections import QUESTIONS, items_of, section
from ..model.values import Text
from ..site.addresses import (
    QR_CODES,
    RECOMMENDATIONS,
    SITUATIONS,
    address,
    brief_address,
    sheet_address,
)
from ..site.short_addresses import permalink
from ..site.site import Site
from ..site.situations import Way, ways
from .render import RenderedPage, compact, templates
from .writer import Writer

# What a leader can ask in one meeting.
_QUESTIONS = 3


def ways_in(site: Site, cache: Path | None = None) -> list[RenderedPage]:
    """The pages, framed as the others are."""
    return list(_Maker(site, cache).pages())


class _Maker:
    def __init__(self, site: Site, cache: Path | None) -> None:
        self.site, self.texts, self.templates = site, site.texts, templates(site.texts, cache)

    def pages(self) -> Iterator[RenderedPage]:
        for rec in self.site.recommendations.values():
            yield self._brief(rec)
        for way in ways(self.site):
            yield self._situation(way)

    def _brief(self, rec: Recommendation) -> RenderedPage:
        path, cases = brief_address(rec), self.site.illustrated_by[rec.key]
        asked = items_of(section(rec.body, QUESTIONS))[:_QUESTIONS]
        short = next(part for rule, part in Writer(self.site, rec, path).sections() if rule.id == "kort-fortalt")
        values = {"rec": rec, "asked": asked, "short": short, "shown": next(iter(cases), None)}
        values["code"] = f"{QR_CODES}{rec.key.replace('/', '-')}.svg"
        crumbs = {self.texts("page.recommendations"): RECOMMENDATIONS, str(rec.short_title): address(rec)}
        title = self.texts("brief.title", title=rec.title)
        return self._page("ten-minutes", path, title, rec.summary, crumbs, values)

    def _situation(self, way: Way) -> RenderedPage:
        situation = way.situation
        crumbs = {self.texts("situation.all"): SITUATIONS}
        title = str(situation.situation)
        values: dict[str, object] = {"way": way, "rec": way.rec}
        return self._page("situation", way.address, title, situation.told, crumbs, values)

    def _page(
        self, kind: str, path: str, title: str, summary: str, crumbs: dict[str, str], values: dict[str, object]
    ) -> RenderedPage:
        rec = values["rec"]
        assert isinstance(rec, Recommendation)
        entry = HandPage(place=rec.place, layout=Layout.PAGE, title=Text(title), summary=Text(summary), changes=())
        # The page is of the recommendation's text: its notes and its links are written as there, seen from here.
        writer = Writer(self.site, rec, path)
        html = self.templates.get_template(f"{kind}.html").render(
            entry=entry,
            kind=kind,
            w=writer,
            motifs=self.site.draft.motifs,
            labels=self.site.labels,
            permalink=permalink,
            sheet=sheet_address,
            **values,
        )
        crumbs = {self.texts("page.home"): "", **crumbs}
        up = [{"title": name, "url": writer.url(target)} for name, target in crumbs.items()]
        meta = {
            "title": title,
            "description": str(summary),
            "kind": kind,
            "section": RECOMMENDATIONS,
            "crumbs": up,
            "brief": True,
        }
        return RenderedPage(path, meta, compact(html))
