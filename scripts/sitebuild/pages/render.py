"""`Site` -> pages for the engine: front matter for the theme, and the article as HTML with explicit ids.

The text was parsed once, as CommonMark, when it was loaded. Handing the engine HTML keeps its own dialect of
Markdown out of it, so what an editor's preview shows is what the reader gets. The engine frames these pages;
PDF, search and data are made from the same articles and the same `Site`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2
import yaml
from markupsafe import Markup

from ..language.texts import Texts
from ..model.choices import Layout
from ..model.contact import Contact
from ..model.records import Case, HandPage, Recommendation
from ..site import addresses
from ..site.addresses import address
from ..site.site import Site, changed
from ..site.situations import ways
from . import case_lists
from .checklist import checklist
from .former_places import with_former_places
from .known import Known
from .relation_pages import relation_parts
from .writer import FILTERS, Writer

TEMPLATES = Path(__file__).parent / "templates"

Entry = Recommendation | Case | HandPage


@dataclass(frozen=True)
class RenderedPage:
    """One page for the engine. `address` is from the site's root (`doeme/udi/`); `meta` goes to the theme."""

    address: str
    meta: Mapping[str, object]
    html: str

    @property
    def path(self) -> str:
        """The file the engine reads: `doeme/udi/` is made from `doeme/udi.md`, the root from `index.md`."""
        return f"{self.address.rstrip('/') or 'index'}.md"

    @property
    def source(self) -> str:
        head = yaml.dump(dict(self.meta), Dumper=_DUMPER, allow_unicode=True, sort_keys=True, width=1000)
        return f"---\n{head}---\n\n{self.html}"


_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def render(
    site: Site,
    cache: Path | None = None,
    data: object = None,
    shared: Mapping[str, object] | None = None,
    contact: Contact | None = None,
    only: str | None = None,
) -> list[RenderedPage]:
    """Every page of the site, by address, or `only` the one at an address.

    Compiled templates are kept in `cache`: compiling is most of the time. `data` is what the page about data tells of;
    `shared` is how each page is shared (`share.texts.Shared`), by the path of its file; `contact` is whom readers
    tell of mistakes. Sizes of files are filled in later, see `sizes`.
    """
    environment = templates(site.texts, cache)
    environment.globals["data"] = data
    environment.globals["shared"] = shared or {}
    environment.globals["contact"] = contact
    pages = [_page(entry, site, environment) for entry in entries(site) if only in (None, address(entry))]
    return sorted(pages, key=lambda page: page.address)


def frame_values(site: Site) -> dict[str, object]:
    """What every page's frame shows: the site's mark, as SVG, and the texts of its language."""
    mark = site.draft.motifs["merke"].replace("<svg ", '<svg class="motif site-header__mark" aria-hidden="true" ', 1)
    return {"mark": Markup(mark), "t": site.texts}


def entries(site: Site) -> Iterator[Entry]:
    """Every record that has a page of its own."""
    yield from site.recommendations.values()
    yield from site.cases.values()
    yield from site.pages.values()


def _page(entry: Entry, site: Site, templates: jinja2.Environment) -> RenderedPage:
    writer = Writer(site, entry)
    year = entry.edition if isinstance(entry, Recommendation) else site.edition.year
    kind = _template(entry)
    html = templates.get_template(f"{kind}.html").render(
        entry=entry,
        kind=kind,
        w=writer,
        motifs=site.draft.motifs,
        labels=site.labels,
        changed=changed(entry),
        edition=next(edition for edition in site.editions if edition.year == year),
        row=site.of_edition(year),
        known=Known() if isinstance(entry, HandPage) else Known.of(entry, site),
        **_lists(entry, site),
    )
    return RenderedPage(address(entry), _meta(entry, writer), with_former_places(compact(html), writer, site))


def _lists(entry: Entry, site: Site) -> dict[str, object]:
    """What a page that lists cases shows beside its text."""
    layout = entry.layout if isinstance(entry, HandPage) else None
    if layout is Layout.HOME:
        return {"featured": _featured(site)}
    if layout is Layout.RELATIONS:
        return {"part": relation_parts(site, address(entry))[0]}
    if layout is Layout.SHARING:
        first, *later = case_lists.sharing(site)
        return {"sheet": first, "later_sheets": later, "published_cards": case_lists.published_cards(site)}
    if layout is not Layout.CASES:
        return {}
    return {
        "sheet": case_lists.index(site)[0],
        "sides": case_lists.sides(site),
        "index_rows": case_lists.ROWS,
        "published_rows": case_lists.published_rows(site),
    }


def _template(entry: Entry) -> str:
    if isinstance(entry, HandPage):
        return str(entry.layout)
    return "recommendation" if isinstance(entry, Recommendation) else "case"


def _featured(site: Site) -> list[Case]:
    """Four of the report's cases for the home page: those that illustrate most, then those with most to tell."""
    cases = [case for case in site.cases.values() if not case.is_from_letter]
    order = sorted(cases, key=lambda case: (-len(case.illustrates), -len(case.points), case.id))
    return order[:4]


def _meta(entry: Entry, writer: Writer) -> dict[str, object]:
    """What the theme's templates need: finished values, with addresses relative to the page."""
    meta: dict[str, object] = {
        "title": entry.label,
        "description": str(entry.summary),
        "kind": _template(entry),
        "crumbs": _crumbs(entry, writer),
        "section": _section(entry),
    }
    if isinstance(entry, Recommendation):
        meta["row"] = _row(entry, writer)
    return meta


def _row(rec: Recommendation, writer: Writer) -> dict[str, object]:
    """The edition's recommendations, those before and after this one, and what they are called."""
    row, texts = writer.site.of_edition(rec.edition), writer.texts
    before, after = writer.site.neighbours(rec)
    return {
        "title": texts("row.title"),
        "beside": [
            {"rel": rel, "label": texts(f"row.{name}"), **_link(other, writer)}
            for rel, name, other in (("prev", "before", before), ("next", "after", after))
            if other is not None
        ],
        "all": {"label": texts("row.all", count=len(row)), "links": [_link(other, writer) for other in row]},
        "here": rec.number,
    }


def _link(rec: Recommendation, writer: Writer) -> dict[str, object]:
    return {"title": str(rec.title), "number": rec.number, "url": writer.url(rec)}


def _section(entry: Entry) -> str:
    """Which item of the site's menu the page belongs to, by address."""
    if isinstance(entry, HandPage):
        return address(entry)
    return addresses.RECOMMENDATIONS if isinstance(entry, Recommendation) else addresses.CASES


def _crumbs(entry: Entry, writer: Writer) -> list[dict[str, str]]:
    if isinstance(entry, HandPage) and entry.layout is Layout.HOME:
        return []
    texts = writer.texts
    crumbs = [{"title": texts("page.home"), "url": writer.url("")}]
    if isinstance(entry, Recommendation):
        crumbs.append({"title": texts("page.recommendations"), "url": writer.url(addresses.RECOMMENDATIONS)})
    elif isinstance(entry, Case):
        crumbs.append({"title": texts("page.cases"), "url": writer.url(addresses.CASES)})
    return crumbs


def compact(html: str) -> str:
    """Without the empty lines that template tags leave."""
    return "".join(f"{line}\n" for line in html.split("\n") if line.strip())


def templates(texts: Texts, cache: Path | None) -> jinja2.Environment:
    """The pages' templates, which take their texts from `t`; compiled ones are kept in `cache`."""
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        bytecode_cache=jinja2.FileSystemBytecodeCache(str(cache)) if cache else None,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["t"] = texts
    environment.filters.update(FILTERS)
    environment.filters |= {"checklist": checklist, "ways": ways}
    environment.globals["brief_address"] = addresses.brief_address
    return environment
