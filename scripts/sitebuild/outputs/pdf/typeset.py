"""Adapter to Typst: source text -> PDF bytes. The only module that knows it."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, time
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from ...problems import ToolError
from ...rules.glyphs import FACES, glyphs

STANDARDS = ["ua-1", "a-2a"]


class Typesetter:
    """Sets documents in a folder of its own, with our faces and no other: a missing glyph is an error."""

    def __init__(self, folder: Path, day: date, pictures: Path) -> None:
        self.folder, self.day = folder, day
        fonts = folder / "fonts"
        fonts.mkdir(parents=True, exist_ok=True)
        source = files("font_source_sans_pro") / "files"
        for face in FACES:
            shutil.copyfile(str(source / f"SourceSansPro-{face}.otf"), fonts / f"{face}.otf")
        shutil.copyfile(Path(__file__).parent / "print.typ", folder / "print.typ")
        if pictures.is_dir():
            shutil.copytree(pictures, folder / "bilete", dirs_exist_ok=True)
        self._fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
        self._compiler = typst.Compiler(root=str(folder), font_paths=self._fonts)

    def pdf(self, source: str, name: str) -> bytes:
        """The PDF of a document. Raises `ToolError` with the name of the page and what is wrong."""
        stamp = datetime.combine(self.day, time(), UTC)
        found = self._compile(source, f"{name}: the PDF", format="pdf", pdf_standards=STANDARDS, timestamp=stamp)
        assert isinstance(found, bytes)  # a PDF is one file; only pictures are many
        return found

    def pictures(self, source: str, name: str) -> list[bytes]:
        """Each page of a document as PNG, a pixel to a point. Raises `ToolError` as `pdf` does."""
        found = self._compile(source, name, format="png", ppi=72)
        return found if isinstance(found, list) else [found]

    def _compile(self, source: str, name: str, **options: Any) -> bytes | list[bytes]:
        self._check_glyphs(source, name)
        path = self.folder / "main.typ"
        path.write_text(source, encoding="utf-8", newline="\n")
        try:
            made = self._compiler.compile(str(path), **options)
        except typst.TypstError as error:
            said = "; ".join([error.message, *error.hints])
            raise ToolError(f"{name} could not be set: {said}") from error
        assert made is not None  # None is for a compilation to a file
        return made

    def _check_glyphs(self, source: str, name: str) -> None:
        """A backstop: signs in the content are a rule's concern, these are in our own templates."""
        missing = sorted({sign for sign in source if ord(sign) > 31} - glyphs() - {"\u2060"})
        if missing:
            shown = ", ".join(f"«{sign}» (U+{ord(sign):04X})" for sign in missing)
            raise ToolError(f"{name}: the text face has no glyph for {shown}. Write it with other signs.")
