"""QR codes of permanent addresses, for slides, posters and printed agendas."""

from __future__ import annotations

from pathlib import Path

import segno

# Dark on white in every scheme, with the quiet zone that readers need; the picture is about 400 pixels wide.
_LOOK = {"dark": "#1b2f2a", "light": "#ffffff", "border": 4}


def code(link: str) -> segno.QRCode:
    """The code of an address. Level M survives a fold or a coffee stain."""
    return segno.make(link, error="m", micro=False)


def write_codes(link: str, path: Path) -> None:
    """The code as `path` with `.svg` and with `.png`."""
    found = code(link)
    found.save(str(path.with_suffix(".svg")), xmldecl=False, svgns=True, omitsize=True, **_LOOK)
    found.save(str(path.with_suffix(".png")), scale=10, **_LOOK)
