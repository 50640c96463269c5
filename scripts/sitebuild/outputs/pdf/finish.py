"""The last touches to a PDF: each link says in words where it goes, and objects are packed."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pikepdf

from .read import links

# A stream whose last byte is a carriage return, before the line end that PDF/A wants: readers count it differently.
_AMBIGUOUS = b"\r\nendstream"
_TRIES, _MANY = 4, 50_000


def finish(data: bytes) -> tuple[int, bytes]:
    """How many pages a PDF has, and the finished PDF. Same in, same out: no clock, no random id."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for annotation, words in links(pdf):
            if words:
                annotation.Contents = pikepdf.String(words)
        if "/Outlines" in pdf.Root:
            _without_soft_hyphens(pdf.Root.Outlines)
        if _AMBIGUOUS in data:
            _end_otherwise(pdf)
        return len(pdf.pages), _packed(pdf)


def _end_otherwise(pdf: pikepdf.Pdf) -> None:
    """No stream ends in a carriage return."""
    for stream in pdf.objects:
        if isinstance(stream, pikepdf.Stream) and stream.read_raw_bytes().endswith(b"\r"):
            stream.write(stream.read_bytes() + b"\n")


def _without_soft_hyphens(first: pikepdf.Object) -> None:
    """Bookmarks are not broken into lines: where a long word of a heading may break is no part of its name."""
    item: pikepdf.Object | None = first
    while item is not None:
        if "\u00ad" in str(item.get("/Title", "")):
            item.Title = pikepdf.String(str(item.Title).replace("\u00ad", ""))
        if "/First" in item:
            _without_soft_hyphens(item.First)
        item = item.get("/Next")


def _packed(pdf: pikepdf.Pdf) -> bytes:
    """The PDF with its objects in streams, none of which ends in a way that readers disagree on.

    One stream in 256 does so by chance. In a book of thousands of pages some will, however often it is packed anew:
    it keeps its objects outside streams, and is larger.
    """
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "packed.pdf"
        for _ in range(_TRIES if int(pdf.trailer.Size) < _MANY else 0):
            data = _written(pdf, target, "generate")
            if _AMBIGUOUS not in data:
                return data
            # One object more in the catalogue moves the others, and so changes how every stream of them ends.
            padding = pdf.Root.get("/Padding", pikepdf.Array())
            padding.append(pdf.make_indirect(pikepdf.Dictionary()))
            pdf.Root.Padding = padding
        return _written(pdf, target, "disable")


def _written(pdf: pikepdf.Pdf, target: Path, object_streams: str) -> bytes:
    """The PDF as PDF/A wants it: with a line end before `endstream`, which only the job interface can ask for."""
    options = [f"--object-streams={object_streams}", "--newline-before-endstream", "--deterministic-id"]
    pikepdf.Job(["pikepdf", *options, "--empty", str(target)]).write_pdf(pdf)
    return target.read_bytes()
