"""The editors' pictures as they are published: turned the way they were taken, and without what a camera adds.

A photo from a phone tells where it was taken and by which machine. None of that goes on the net: the picture is written
anew from what it shows.
"""

from __future__ import annotations

import io
import shutil
import warnings
from functools import partial
from importlib.metadata import version
from pathlib import Path

from PIL import Image, ImageOps

from ..content.pictures import FORMATS, PICTURES, picture_files
from ..kept import Kept, key_of
from ..settings import Settings

# What nobody can tell from the original; used where the picture must be turned.
_QUALITY = 92


def published_pictures(settings: Settings) -> dict[str, bytes]:
    """Each picture by its file's name."""
    kept, tool = Kept(settings.work / "cache" / "photos"), version("pillow")
    found = {path.name: path.read_bytes() for path in picture_files(settings.root / PICTURES)}
    return {name: kept.made(key_of(tool, data), partial(cleaned, data)) for name, data in found.items()}


def in_a_folder(settings: Settings) -> Path:
    """The folder of the pictures for what reads them from a disk."""
    folder = settings.work / "bilete"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, data in published_pictures(settings).items():
        (folder / name).write_bytes(data)
    return folder


def cleaned(data: bytes) -> bytes:
    """A PNG or JPEG without metadata, its pixels upright; the colour profile stays, since it changes what is seen."""
    with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=FORMATS) as image:
        upright = ImageOps.exif_transpose(image)
        profile, made = image.info.get("icc_profile"), io.BytesIO()
        if image.format == "PNG":
            upright.save(made, "PNG", icc_profile=profile, exif=b"", optimize=True)
            return made.getvalue()
        is_turned = upright.size != image.size or image.getexif().get(_ORIENTATION, 1) != 1
        quality = "keep" if image.format == "JPEG" and not is_turned else _QUALITY
        kept = image if quality == "keep" else upright
        kept.save(made, "JPEG", quality=quality, icc_profile=profile, exif=b"", comment=b"", xmp=b"")
        return made.getvalue()


_ORIENTATION = 0x0112
