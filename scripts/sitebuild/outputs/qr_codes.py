"""QR codes of permanent addresses, for paper and slides. They are costly to draw, so what is drawn is kept."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import segno

from ..kept import Kept, key_of

# Dark on white in every scheme, with the quiet zone that readers need; the picture is about 400 pixels wide.
_LOOK: dict[str, Any] = {"dark": "#1b2f2a", "light": "#ffffff", "border": 4}
_ON_PAPER: dict[str, Any] = {"dark": "#1b2f2a", "light": None, "border": 2, "xmldecl": False}


def codes(link: str, kept: Path) -> dict[str, bytes]:
    """The code of an address as `svg` and as `png`; `kept` is a folder for what has been drawn."""
    kinds: dict[str, dict[str, Any]] = {
        "svg": {"xmldecl": False, "svgns": True, "omitsize": True},
        "png": {"scale": 10},
    }
    return {kind: _drawn(link, kind, {**options, **_LOOK}, kept) for kind, options in kinds.items()}


def on_paper(link: str, kept: Path) -> str:
    """The code of an address as SVG for the last page of a PDF."""
    return _drawn(link, "svg", _ON_PAPER, kept).decode()


def _drawn(link: str, kind: str, look: dict[str, Any], kept: Path) -> bytes:
    recipe = f"{segno.__version__} {link} {sorted(look.items(), key=str)}"

    def draw() -> bytes:
        drawn = io.BytesIO()
        _code(link).save(drawn, kind=kind, **look)
        return drawn.getvalue()

    return Kept(kept).made(key_of(recipe, kind), draw)


@cache
def _code(link: str) -> segno.QRCode:
    """Level M survives a fold or a coffee stain."""
    return segno.make(link, error="m", micro=False)
