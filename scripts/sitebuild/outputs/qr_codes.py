"""QR codes of permanent addresses, for paper and slides. They are costly to draw, so what is drawn is kept."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import segno

from ..kept import Kept, key_of
from ..side_by_side import spread

# Dark on white in every scheme, with the quiet zone that readers need; the picture is about 400 pixels wide.
_LOOK: dict[str, Any] = {"dark": "#1b2f2a", "light": "#ffffff", "border": 4}
_KINDS: dict[str, dict[str, Any]] = {
    "svg": {"kind": "svg", "xmldecl": False, "svgns": True, "omitsize": True, **_LOOK},
    "png": {"kind": "png", "scale": 10, **_LOOK},
    "paper": {"kind": "svg", "dark": "#1b2f2a", "light": None, "border": 2, "xmldecl": False},
}
# Of codes to draw: how many take less time than a process takes to start, and how many are enough for one.
_FEW, _MOST = 500, 500


def codes(link: str, kept: Path) -> dict[str, bytes]:
    """The code of an address as `svg` and as `png`; `kept` is a folder for what has been drawn."""
    return {kind: _kept(link, kind, kept) for kind in ("svg", "png")}


def on_paper(link: str, kept: Path) -> str:
    """The code of an address as SVG for the last page of a PDF."""
    return _kept(link, "paper", kept).decode()


def draw_ahead(links: Iterable[str], kept: Path) -> None:
    """Draw the codes that will be asked for and have not been drawn, many at a time."""
    store = Kept(kept)
    missing = [link for link in links if not all(store.has(_key(link, kind)) for kind in _KINDS)]
    for link, made in spread(_all_drawn, missing, few=_FEW, most=_MOST):
        for kind, data in made.items():
            store.keep(_key(link, kind), data)


def _kept(link: str, kind: str, kept: Path) -> bytes:
    return Kept(kept).made(_key(link, kind), lambda: _drawn(_code(link), kind))


def _key(link: str, kind: str) -> str:
    return key_of(f"{segno.__version__} {link} {sorted(_KINDS[kind].items(), key=str)}")


def _all_drawn(links: Sequence[str]) -> Iterator[dict[str, bytes]]:
    for link in links:
        code = _code(link)
        yield {kind: _drawn(code, kind) for kind in _KINDS}


def _drawn(code: segno.QRCode, kind: str) -> bytes:
    drawn = io.BytesIO()
    code.save(drawn, **_KINDS[kind])
    return drawn.getvalue()


def _code(link: str) -> segno.QRCode:
    """Level M survives a fold or a coffee stain."""
    return segno.make(link, error="m", micro=False)
