"""The last touches to a PDF: each link says in words where it goes, and objects are packed."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pikepdf

from ..problems import ToolError
from .read import links

# A stream whose last byte is a carriage return, before the line end that PDF/A wants: readers count it differently.
_AMBIGUOUS = b"\r\nendstream"
_TRIES = 12


def finish(data: bytes) -> bytes:
    """The finished PDF. Same in, same out: no clock, no random id."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for annotation, words in links(pdf):
            if words:
                annotation.Contents = pikepdf.String(words)
        for stream in pdf.objects:
            if isinstance(stream, pikepdf.Stream) and stream.read_raw_bytes().endswith(b"\r"):
                stream.write(stream.read_bytes() + b"\n")
        return _packed(pdf)


def _packed(pdf: pikepdf.Pdf) -> bytes:
    """The PDF with its objects in streams, none of which ends in a way that readers disagree on."""
    with tempfile.TemporaryDirectory() as folder:
        described, packed = Path(folder) / "described.pdf", Path(folder) / "packed.pdf"
        # PDF/A wants a line end before `endstream`; only the job interface can ask for it.
        options = ["--object-streams=generate", "--newline-before-endstream", "--deterministic-id"]
        for _ in range(_TRIES):
            pdf.save(described, static_id=True)
            pikepdf.Job(["pikepdf", *options, str(described), str(packed)]).run()
            data = packed.read_bytes()
            if _AMBIGUOUS not in data:
                return data
            # One object more in the catalogue moves the others, and so changes how every stream of them ends.
            padding = pdf.Root.get("/Padding", pikepdf.Array())
            padding.append(pdf.make_indirect(pikepdf.Dictionary()))
            pdf.Root.Padding = padding
    raise ToolError("A PDF could not be packed without an ambiguous stream. Change pikepdf's version and try again.")
