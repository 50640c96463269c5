"""Zip files that are the same bytes each time: names in order, and the day of the text instead of a clock."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from ...kept import Kept, key_of

# The office's own properties of a file, which libraries fill with those of their template.
APP_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>{}</Application></Properties>"
)


_LEVEL = 9


class Zip:
    """A zip file being packed. What packing a content gave is kept: to pack it costs more than all else of a zip."""

    def __init__(self, day: date, kept: Kept) -> None:
        self._kept, self._found = kept, io.BytesIO()
        self._archive = zipfile.ZipFile(self._found, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)
        self._moment = (day.year, day.month, day.day, 0, 0, 0)

    def store(self, name: str, data: bytes) -> None:
        """A file that is not packed, since it is already."""
        self._archive.writestr(self._entry(name, zipfile.ZIP_STORED), data)

    def pack(self, name: str, source: bytes, made: Callable[[], bytes]) -> None:
        """A file whose content, `made`, is made of `source` and of what its name tells, and of nothing else."""
        packed = self._kept.made(key_of(zlib.ZLIB_RUNTIME_VERSION, name, source), lambda: _packed(made()))
        entry = self._entry(name, zipfile.ZIP_DEFLATED)
        entry.CRC, entry.file_size = (int.from_bytes(packed[at : at + 4], "big") for at in (0, 4))
        entry.compress_size = len(packed) - 8
        # As `ZipFile.writestr` does it, which can only take what is yet to be packed.
        entry.header_offset = self._archive.start_dir
        self._found.seek(entry.header_offset)
        self._found.write(entry.FileHeader(zip64=False) + packed[8:])
        self._archive.filelist.append(entry)
        self._archive.NameToInfo[entry.filename] = entry
        self._archive.start_dir = self._found.tell()

    def data(self) -> bytes:
        """The finished file."""
        self._archive.close()
        return self._found.getvalue()

    def _entry(self, name: str, packing: int) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, self._moment)
        entry.compress_type, entry.create_system, entry.external_attr = packing, 3, 0o644 << 16
        return entry


def _packed(data: bytes) -> bytes:
    """Packed data, after its checksum and its size."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    told = zlib.crc32(data).to_bytes(4, "big") + len(data).to_bytes(4, "big")
    return told + packer.compress(data) + packer.flush()


def packed(parts: Mapping[str, bytes], day: date, first: str, kept: Kept | None = None) -> bytes:
    """A zip of `parts` by name. `first` comes first; when it is `mimetype`, as in EPUB, it is not compressed."""
    archive = Zip(day, kept or Kept(None))
    for name in sorted(parts, key=lambda name: (name != first, name)):
        if name == "mimetype":
            archive.store(name, parts[name])
        else:
            archive.pack(name, parts[name], partial(bytes, parts[name]))
    return archive.data()


def repacked(data: bytes, day: date) -> bytes:
    """A file that a library has zipped, without the library's clock. The list of types comes first, as some want it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed(parts, day, "[Content_Types].xml")
