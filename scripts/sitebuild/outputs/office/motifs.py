"""The drawings as PNG, for programs that do not read SVG. What has been drawn is kept."""

from __future__ import annotations

from importlib.metadata import version

from ...content.pictures import PICTURES
from ...kept import Kept, key_of
from ...settings import Settings
from ...site.site import Site
from ..pdf.literals import quote

# Points, and so pixels: sharp at a third of a slide.
_SIZE = 480


def motif_png(name: str, settings: Settings, site: Site) -> bytes:
    """A drawing in the colours of paper, without a background."""
    svg = site.draft.motifs[name].replace("currentColor", "#2c4d45")
    svg = svg.replace('class="accent"', 'stroke="#a46c44"').replace('class="accent-fill"', 'fill="#a46c44"')
    page = f"#set page(width: {_SIZE}pt, height: {_SIZE}pt, margin: 0pt, fill: none)\n"
    source = f'{page}#image(bytes({quote(svg)}), format: "svg", width: 100%)\n'

    def draw() -> bytes:
        from ..pdf.typeset import Typesetter

        setter = Typesetter(settings.work / "typst", site.date, settings.root / PICTURES)
        return setter.pictures(source, f"the drawing {name}")[0]

    return Kept(settings.work / "cache" / "drawings").made(key_of(version("typst"), source), draw)


def motif_alt(name: str, site: Site) -> str:
    """What a drawing shows, for those who do not see it."""
    drawn = site.labels["motif"].get(name)
    return site.texts("print.drawing", drawn=drawn) if drawn else ""
