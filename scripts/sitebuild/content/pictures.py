"""The editors' pictures: which may be used, and how large they are."""

from __future__ import annotations

import warnings
from pathlib import Path

from ..model.records import Picture
from ..problems import Code, Place, Problem

PICTURES = "recommendations/bilete"
# What a phone on a train should not have to wait for, and what a page is printed at.
MOST_BYTES, MOST_PIXELS = 1_000_000, 4000

UNUSABLE_PICTURE = Code(
    "F107",
    f"A picture is a PNG or JPEG in RGB or grey, at most {MOST_BYTES // 1000} kB and {MOST_PIXELS} pixels each way.",
    bad="a photo of 40 MB straight from the camera",
    good="the same photo, made smaller and saved as JPEG",
)

_SMALLER = "make it smaller in a picture editor, and save it as JPEG"


def read_pictures(root: Path, problems: list[Problem]) -> dict[str, Picture]:
    """The pictures in `recommendations/bilete/` by file name; those that cannot be used become problems."""
    found = {}
    for path in sorted((root / PICTURES).glob("[!.]*")):
        picture = _read(path, Place(f"{PICTURES}/{path.name}"), problems)
        if picture is not None:
            found[path.name] = picture
    return found


def _read(path: Path, place: Place, problems: list[Problem]) -> Picture | None:
    from PIL import Image, UnidentifiedImageError

    size = path.stat().st_size
    if size > MOST_BYTES:
        wrong = f"the picture is {size / 1_000_000:.1f} MB, the limit is {MOST_BYTES / 1_000_000:.0f} MB"
        problems.append(UNUSABLE_PICTURE(place, wrong, _SMALLER))
        return None
    try:
        with (
            warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning),  # judged below
            Image.open(path, formats=["PNG", "JPEG"]) as image,
        ):
            width, height, mode = image.width, image.height, image.mode
            image.verify()
    except Image.DecompressionBombError as error:
        problems.append(UNUSABLE_PICTURE(place, f"the picture has too many pixels: {error}", _SMALLER))
        return None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        wrong = "the file is not a whole PNG or JPEG picture"
        problems.append(UNUSABLE_PICTURE(place, wrong, "save it again as PNG or JPEG"))
        return None
    if max(width, height) > MOST_PIXELS:
        wrong = f"the picture is {width} x {height} pixels, the limit is {MOST_PIXELS} each way"
        problems.append(UNUSABLE_PICTURE(place, wrong, _SMALLER))
        return None
    if mode == "CMYK":  # PDF/A-2 takes no colours of a printing press without a profile of them
        problems.append(UNUSABLE_PICTURE(place, "the picture is in CMYK", "save it again in RGB"))
        return None
    return Picture(width, height)
