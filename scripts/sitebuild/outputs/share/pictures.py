"""The picture of each page that others show beside a link to it: drawn by Typst, 1200 x 630, kept by its content."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from ...kept import Kept, key_of
from ...model.records import Case, HandPage, Layout, Recommendation
from ...pages.render import entries
from ...settings import Settings
from ...site.addresses import SHARE_PICTURES, address
from ...site.site import Site
from ..office.motifs import motif_alt
from ..pdf.convert import quote, shown
from ..photos import in_a_folder
from .cards import motif_of

SIZE = (1200, 630)
# As many colours as flat drawing and the edges of letters need.
_COLOURS = 32
_LOOK = Path(__file__).parent / "picture.typ"

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
    keys = {picture: key_of(recipe, picture.source) for picture in found.values()}
    drawn = {picture: kept.take(key) for picture, key in keys.items()}
    missing = [picture for picture, data in drawn.items() if data is None]
    for picture, data in zip(missing, _drawn(missing, settings, site), strict=True):
        drawn[picture] = kept.keep(keys[picture], data)
    return {picture.address: data for picture, data in drawn.items() if data is not None}


def _recipe(site: Site) -> bytes:
    tools = [version(name) for name in ("typst", "pillow", "font-source-sans-pro")]
    code = [_LOOK.read_bytes(), Path(__file__).read_bytes()]
    return key_of(repr(tools), site.texts("page.tag"), *code).encode()


def _drawn(missing: list[Picture], settings: Settings, site: Site) -> Iterator[bytes]:
    """All of them as one document: starting Typst costs more than drawing."""
    if not missing:
        return
    from ..pdf.typeset import Typesetter

    setter = Typesetter(settings.work / "typst", site.date, in_a_folder(settings))
    shutil.copyfile(_LOOK, setter.folder / _LOOK.name)
    lang, _, region = site.texts("page.tag").partition("-")
    head = f'#import "picture.typ": *\n#show: setup.with({quote(lang)}, {quote(region)})\n'
    source = head + "".join(picture.source for picture in missing)
    for data in setter.pictures(source, "the pictures of the pages"):
        yield _packed(data)


def _packed(data: bytes) -> bytes:
    """The same picture with few colours, at half the size."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        few = image.convert("RGB").quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    few.save(packed, "PNG", compress_level=6)
    return packed.getvalue()
