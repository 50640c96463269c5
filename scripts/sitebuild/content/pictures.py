"""The editors' pictures: which may be used, and how large they are."""

from __future__ import annotations

import struct
import unicodedata
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.records import Picture
from ..problems import Code, Place, Problem
from .file_names import is_text
from .left_behind import is_left_behind

if TYPE_CHECKING:
    from PIL import Image

PICTURES = "recommendations/bilete"
# What a phone on a train should not have to wait for, and what a page is printed at.
MOST_BYTES, MOST_PIXELS = 1_000_000, 4000

UNUSABLE_PICTURE = Code(
    "F107",
    f"A picture is a PNG or JPEG in RGB or grey, as its name says, {MOST_BYTES // 1000} kB and {MOST_PIXELS} pixels.",
    bad="a photo of 40 MB straight from the camera",
    good="the same photo, made smaller and saved as JPEG",
)

_SMALLER = "make it smaller in a picture editor, and save it as JPEG"


# A phone's photo may hold a second, smaller picture of itself (MPO); the first of them is a JPEG.
FORMATS = ("PNG", "JPEG")
_ENDINGS = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "MPO": (".jpg", ".jpeg")}
_ORIENTATION, _ON_ITS_SIDE = 0x0112, frozenset({5, 6, 7, 8})


def picture_files(folder: Path) -> list[Path]:
    """The files of the pictures, in the order of their names; a name that is no text is told of by `strays`."""
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if path.is_file() and not is_left_behind(path) and is_text(path.name))


def read_pictures(root: Path, problems: list[Problem]) -> dict[str, Picture]:
    """The pictures in `recommendations/bilete/` by file name; those that cannot be used become problems."""
    found = {}
    for path in picture_files(root / PICTURES):
        picture = _read(path, Place(f"{PICTURES}/{path.name}"), problems)
        if picture is not None:
            found[unicodedata.normalize("NFC", path.name)] = picture
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
            warnings.catch_warnings(
                action="ignore"
            ),  # what is too large is judged below; what the camera left is removed
            Image.open(path, formats=FORMATS) as image,
        ):
            fault = _fault(image, path)
            if fault:
                problems.append(UNUSABLE_PICTURE(place, *fault))
                return None
            image.load()  # a picture that is cut short shows only here
            on_its_side = image.getexif().get(_ORIENTATION) in _ON_ITS_SIDE
            return Picture(*(image.size[::-1] if on_its_side else image.size))
    except Image.DecompressionBombError as error:
        problems.append(UNUSABLE_PICTURE(place, f"the picture has too many pixels: {error}", _SMALLER))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, struct.error):
        wrong = "the file is not a whole PNG or JPEG picture"
        problems.append(UNUSABLE_PICTURE(place, wrong, "save it again as PNG or JPEG"))
    return None


def _fault(image: Image.Image, path: Path) -> tuple[str, str] | None:
    """What is wrong with a picture and how it is mended, from what its head says."""
    kind, endings = str(image.format), _ENDINGS[str(image.format)]
    if max(image.size) > MOST_PIXELS:
        wrong = f"the picture is {image.width} x {image.height} pixels, the limit is {MOST_PIXELS} each way"
        return wrong, _SMALLER
    if image.mode == "CMYK":  # PDF/A-2 takes no colours of a printing press without a profile of them
        return "the picture is in CMYK", "save it again in RGB"
    if kind == "PNG" and getattr(image, "n_frames", 1) > 1:
        return "the picture moves", "save one picture of it; what moves cannot be printed, and disturbs readers"
    if path.suffix.lower() not in endings:
        wrong = f'the picture is {"PNG" if kind == "PNG" else "JPEG"}, and its name ends in "{path.suffix}"'
        return wrong, f"save it again as what its name says, or let the name end in {endings[0]}"
    return None
