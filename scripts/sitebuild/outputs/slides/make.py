"""Every deck as a file. What has not changed since the last build is taken from a cache, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from ...kept import Kept, key_of
from ...settings import Settings
from ...site.addresses import SLIDES, slides_address
from ...site.site import Site
from ..office.motifs import motif_png
from ..qr_codes import codes
from .deck import Deck, Image, deck_of, deck_of_all


def make_slides(settings: Settings, site: Site) -> dict[str, tuple[bytes, int]]:
    """Every deck by its address, each with its number of slides."""
    kept, recipe = Kept(settings.work / "cache" / "slides"), _recipe(settings, site)
    made = {}
    for address, deck in _decks(settings, site):
        data = kept.made(key_of(recipe, repr(deck)), lambda deck=deck: _drawn(deck, settings, site))  # type: ignore[misc]
        made[address] = (data, len(deck.slides))
    return made


def _decks(settings: Settings, site: Site) -> Iterator[tuple[str, Deck]]:
    for rec in site.recommendations.values():
        yield slides_address(rec), deck_of(rec, site, settings.base_url)
    yield SLIDES, deck_of_all(site, settings.site_name, settings.base_url)


def _drawn(deck: Deck, settings: Settings, site: Site) -> bytes:
    from .draw import draw

    def picture(image: Image) -> bytes:
        if image.motif:
            return motif_png(image.motif, settings, site)
        return codes(image.link, settings.work / "cache" / "codes")["png"]

    return draw(deck, settings.site_name, site.date, picture, site.texts)


def _recipe(settings: Settings, site: Site) -> str:
    """What every deck is made from beside its own text: the library, our code, the drawings and the date."""
    own = sorted(
        path for folder in (Path(__file__).parent, Path(__file__).parents[1] / "office") for path in folder.glob("*.py")
    )
    drawn = repr(sorted(site.draft.motifs.items()))
    return key_of(
        version("python-pptx"),
        drawn,
        str(site.date),
        settings.site_name,
        site.texts.digest,
        *(path.read_bytes() for path in own),
    )
