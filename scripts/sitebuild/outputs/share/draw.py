"""Draws pictures of pages: what a process of its own needs for that, and no more."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from ..pdf.literals import quote
from ..pdf.typeset import Typesetter

# As many colours as flat drawing and the edges of letters need.
_COLOURS = 32
_LOOK = Path(__file__).parent / "picture.typ"


def drawn(sources: Sequence[str], work: Path, day: date, tag: str, pictures: Path) -> Iterator[bytes]:
    """Each source as PNG, in the language of `tag`.

    All of them are one document: starting Typst costs more than drawing.
    """
    lang, _, region = tag.partition("-")
    preamble = f'#import "picture.typ": *\n#show: setup.with({quote(lang)}, {quote(region)})\n'
    with TemporaryDirectory(dir=work, prefix="engine-", ignore_cleanup_errors=True) as folder:
        setter = Typesetter(Path(folder), day, pictures)
        shutil.copyfile(_LOOK, setter.folder / _LOOK.name)
        for data in setter.pictures(preamble + "".join(sources), "the pictures of the pages"):
            yield _packed(data)


def _packed(data: bytes) -> bytes:
    """The same picture with few colours, at half the size."""
    with Image.open(io.BytesIO(data)) as image:
        few = image.convert("RGB").quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    few.save(packed, "PNG", compress_level=6)
    return packed.getvalue()
