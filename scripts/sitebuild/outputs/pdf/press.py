"""Sets and finishes PDFs: what a process of its own needs for that, and no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from .finish import finish
from .typeset import Typesetter


def pressed(sources: Sequence[tuple[str, str]], work: Path, day: date, pictures: Path) -> Iterator[bytes]:
    """The PDF of each title and source, after a line with its number of pages. `work` is where a folder may be made."""
    with TemporaryDirectory(dir=work, prefix="engine-", ignore_cleanup_errors=True) as folder:
        setter = Typesetter(Path(folder), day, pictures)
        for title, source in sources:
            count, data = finish(setter.pdf(source, title))
            yield b"%d\n%b" % (count, data)
