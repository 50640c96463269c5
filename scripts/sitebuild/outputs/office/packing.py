"""Zip files that are the same bytes each time: names in order, and the day of the text instead of a clock."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date

# The office's own properties of a file, which libraries fill with those of their template.
APP_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>{}</Application></Properties>"
)


def packed(parts: Mapping[str, bytes], day: date, first: str) -> bytes:
    """A zip of `parts` by name. `first` comes first; when it is `mimetype`, as in EPUB, it is not compressed."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(parts, key=lambda name: (name != first, name)):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, parts[name])
    return found.getvalue()


def repacked(data: bytes, day: date) -> bytes:
    """A file that a library has zipped, without the library's clock. The list of types comes first, as some want it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed(parts, day, "[Content_Types].xml")
