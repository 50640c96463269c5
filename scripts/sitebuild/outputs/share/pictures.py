"""The picture of each page that others show beside a link to it: drawn by Typst, 1200 x 630, kept by its content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

from ...kept import Kept, key_of
from ...model.choices import Layout
from ...model.records import Case, HandPage, Recommendation
from ...pages.render import entries
from ...settings import Settings
from ...side_by_side import spread
from ...site.addresses import SHARE_PICTURES, address
from ...site.site import Site
from ..office.motifs import motif_alt
from ..pdf.literals import quote, shown
from ..photos import in_a_folder
from .cards import motif_of

SIZE = (1200, 630)
# Of pictures to draw: how many take less time than a process takes to start, and how many one may hold at a time.
_FEW, _MOST = 100, 100
_OURS = ("picture.typ", "draw.py")

Entry = Recommendation | Case | HandPage


@dataclass(frozen=True)
class Picture:
    """A page's picture: its address, what it shows in words, and its Typst source."""

    address: str
    alt: str
    source: str


def pictures(site: Site, settings: Settings) -> dict[str, Picture]:
    """The picture of every page that others may link to, by the path of the page's file."""
    return {entry.place.path: _picture(entry, site, settings) for entry in entries(site) if not _is_not_found(entry)}


def _is_not_found(entry: Entry) -> bool:
    return isinstance(entry, HandPage) and entry.layout is Layout.NOT_FOUND


def _picture(entry: Entry, site: Site, settings: Settings) -> Picture:
    texts = site.texts
    title = str(entry.name if isinstance(entry, Case) else entry.title)
    motif = "merke" if isinstance(entry, HandPage) else motif_of(entry, site)
    number = str(entry.number) if isinstance(entry, Recommendation) else ""
    label = {Recommendation: texts("recommendation.kind"), Case: texts("case.kind")}.get(type(entry), "")
    # The home page's title is the site's name: its promise stands below it instead.
    lead, name = (str(entry.summary), "") if title == settings.site_name else ("", settings.site_name)
    words, drawings = (label, number, title, lead, name), (_drawing(site, motif), _drawing(site, "merke"))
    return Picture(
        address=f"{SHARE_PICTURES}{address(entry).rstrip('/').replace('/', '-') or 'framside'}.png",
        alt=_alt(" ".join(part for part in (label, number) if part), title, motif_alt(motif, site)),
        source=f"#picture({', '.join([*map(shown, words), *map(quote, drawings)])})\n",
    )


def _alt(label: str, title: str, drawn: str) -> str:
    said = f"{label}: {title}" if label else title
    end = "" if said.endswith((".", "!", "?")) else "."
    return f"{said}{end} {drawn}".rstrip()


def _drawing(site: Site, name: str) -> str:
    """A drawing in fixed colours: a picture does not know the reader's."""
    svg = site.draft.motifs[name].replace("currentColor", "#2e5048")
    return svg.replace('class="accent"', 'stroke="#a46c44"').replace('class="accent-fill"', 'fill="#a46c44"')


def draw(found: Mapping[str, Picture], settings: Settings, site: Site) -> dict[str, bytes]:
    """The pictures by address. What has not changed is taken from the cache, byte for byte."""
    kept, recipe = Kept(settings.work / "cache" / "pictures"), _recipe(site)
    keys = {picture.source: key_of(recipe, picture.source) for picture in found.values()}
    made = {source: kept.take(key) for source, key in keys.items()}
    missing = [source for source, data in made.items() if data is None]
    if missing:
        # Fetched with its libraries, which most builds have no use for.
        from .draw import drawn

        tag, pictures = site.texts("page.tag"), in_a_folder(settings)
        work = partial(drawn, work=settings.work, day=site.date, tag=tag, pictures=pictures)
        for source, data in spread(work, missing, few=_FEW, most=_MOST):
            made[source] = kept.keep(keys[source], data)
    return {picture.address: made[picture.source] or b"" for picture in found.values()}


def _recipe(site: Site) -> bytes:
    tools = [version(name) for name in ("typst", "pillow", "font-source-sans-pro")]
    code = [(Path(__file__).parent / name).read_bytes() for name in _OURS]
    return key_of(repr(tools), site.texts("page.tag"), *code).encode()
