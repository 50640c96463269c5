"""Draws pictures of pages: what a process of its own needs for that, and no more."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from ..pdf.typeset import Typesetter

# As many colours as flat drawing and the edges of letters need.
_COLOURS = 32
_LOOK = Path(__file__).parent / "picture.typ"
_PREAMBLE = '#import "picture.typ": *\n#show: setup\n'


def drawn(sources: Sequence[str], work: Path, day: date, pictures: Path) -> Iterator[bytes]:
    """Each source as PNG. All of them are one document: starting Typst costs more than drawing."""
    with TemporaryDirectory(dir=work, prefix="engine-", ignore_cleanup_errors=True) as folder:
        setter = Typesetter(Path(folder), day, pictures)
        shutil.copyfile(_LOOK, setter.folder / _LOOK.name)
        for data in setter.pictures(_PREAMBLE + "".join(sources), "the pictures of the pages"):
            yield _packed(data)


def _packed(data: bytes) -> bytes:
    """The same picture with few colours, at half the size."""
    with Image.open(io.BytesIO(data)) as image:
        few = image.convert("RGB").quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    few.save(packed, "PNG", compress_level=6)
    return packed.getvalue()
