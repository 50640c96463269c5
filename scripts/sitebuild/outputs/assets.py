"""Colours, fonts and drawings: what the pages load, made from pinned packages and our own files.

No third-party file is committed. What is costly to make (font subsets) is kept in a cache, by its inputs.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Container, Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import rjsmin

from ..content.drawings import redrawn
from ..content.left_behind import is_content
from ..kept import Kept, key_of
from ..language.texts import Texts
from ..problems import ToolError
from ..settings import Settings
from .photos import published_pictures
from .spoken import spoken

# Designsystemet's theme «uutilsynet»: spruce green and copper suit a text about paths and turning back.
THEME = "@digdir/designsystemet-theme/brand/uutilsynet.css"
_GROUPS = re.compile(r"--ds-(color-(neutral|brand2|brand3)-|color-focus-|border-radius-)")

# The faces the pages use: file in the package, and the name it gets.
FACES = {
    "SourceSansPro-Regular.otf": "source-sans-400",
    "SourceSansPro-It.otf": "source-sans-400-italic",
    "SourceSansPro-Semibold.otf": "source-sans-600",
}
# Latin for Nynorsk, its neighbours and names, with the punctuation and arrows we use.
_CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *(ord(sign) for sign in "–—‘’‚“”„…‹›•′″€−×→←↑↓ŋŊŠšŽžČčĐđŦŧ\u2009\u202f\u2011"),
]


# What every page loads is one file of each kind: a request each costs more than what is in them.
_JOINED = {
    "assets/css/site.css": ("assets/css/tokens.css", "assets/css/site.css"),
    "assets/js/site.js": ("assets/js/site.js", "assets/js/search.js"),
}


def make_assets(settings: Settings, texts: Texts, without: Container[str] = ()) -> dict[str, bytes]:
    """Every style sheet, script, drawing, font and picture, by address; scripts of the names in `without` aside."""
    own = settings.root / "docs" / "assets"
    made = {f"assets/{name}": data for name, data in _files(own).items() if name.rpartition("/")[2] not in without}
    for address, data in made.items():
        if address.endswith(".js"):
            made[address] = rjsmin.jsmin(spoken(data.decode(), address, texts)).encode()
        elif address.endswith(".svg"):
            made[address] = f"{redrawn(data.decode(), address, []) or ''}\n".encode()
    made["assets/css/tokens.css"] = tokens(settings).encode()
    for name, parts in _JOINED.items():
        found = [made.pop(part) for part in parts if part in made]
        if len(found) == len(parts):  # where one is lost, pages ask for what is not there, and the build says so
            made[name] = b"\n".join(found)
    return {
        **{address: _small(data) if address.endswith(".css") else data for address, data in made.items()},
        **_fonts(settings),
        **{f"assets/bilete/{name}": data for name, data in published_pictures(settings).items()},
        **_licences(settings),
    }


def _small(css: bytes) -> bytes:
    """A style sheet without comments and indents."""
    lines = re.sub(r"/\*.*?\*/", "", css.decode(), flags=re.S).split("\n")
    return "".join(f"{line.strip()}\n" for line in lines if line.strip()).encode()


def _files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path from there, in the order of the paths; none where there is no folder."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and is_content(path, folder))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def tokens(settings: Settings) -> str:
    """Designsystemet's colours and radii as CSS: light, dark by system or choice, and light on paper."""
    theme = settings.node_modules / THEME
    if not theme.is_file():
        raise ToolError(f"{THEME} is not installed. Run python3 scripts/build.py, which installs it.")
    light, dark, other = _parts(theme.read_text(encoding="utf-8"))
    return (
        f"/* From Designsystemet (MIT), {THEME} */\n"
        f":root {{\n  color-scheme: light;\n{other}{light}}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n"
        f":root:not([data-color-scheme='light']) {{\n  color-scheme: dark;\n{dark}}}\n}}\n"
        f"@media screen {{\n:root[data-color-scheme='dark'] {{\n  color-scheme: dark;\n{dark}}}\n}}\n"
    )


def _parts(css: str) -> tuple[str, str, str]:
    """The declarations we use of a theme file: light, dark, and those that are the same in both."""
    found: dict[str, dict[str, str]] = {"light": {}, "dark": {}, "other": {}}
    for selector, name, value in _declarations(css):
        if 'data-color-scheme="light"' in selector:
            found["light"][name] = value
        elif 'data-color-scheme="dark"' in selector:
            found["dark"][name] = value
        elif "data-color" not in selector:
            found["other"][name] = value
    if not found["light"] or found["light"].keys() != found["dark"].keys():
        raise ToolError(f"{THEME} has another form than the pinned version had; read assets.py.")
    light, dark, other = (
        "".join(f"  {name}: {value};\n" for name, value in found[part].items()) for part in ("light", "dark", "other")
    )
    return light, dark, other


def _declarations(css: str) -> Iterator[tuple[str, str, str]]:
    """Each custom property of ours in the file, with the selector it stands under."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    selector = ""
    for line in css.split("\n"):
        line = line.strip()
        if line.endswith("{") and not line.startswith("@"):
            selector = line
        found = re.fullmatch(r"(--[\w-]+): *(.*);", line)
        if found and _GROUPS.match(found[1]):
            yield selector, found[1], found[2]


def _fonts(settings: Settings) -> dict[str, bytes]:
    """The subset woff2 files, each made once for its combination of font, characters and tools."""
    source = files("font_source_sans_pro") / "files"
    recipe = repr([version(package) for package in ("font-source-sans-pro", "fonttools", "brotli")])
    kept = Kept(settings.work / "cache" / "fonts")
    made = {}
    for file, name in FACES.items():
        path = Path(str(source / file))
        key = key_of(recipe, "unhinted", repr(_CHARACTERS), path.read_bytes())
        made[f"assets/fonts/{name}.woff2"] = kept.made(key, functools.partial(_subset, path))
    return made


def _subset(source: Path) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    # Hints are for screens with few dots, and a fifth of the file.
    features = ["kern", "liga", "tnum", "lnum", "locl", "ccmp", "mark"]
    options = subset.Options(flavor="woff2", layout_features=features, hinting=False)
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=_CHARACTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def _licences(settings: Settings) -> dict[str, bytes]:
    """The licence texts that must follow what we serve."""
    font = files("font_source_sans_pro") / "files" / "LICENSE.txt"
    theme = settings.node_modules / "@digdir/designsystemet-theme" / "LICENSE"
    texts = {"source-sans": font.read_text(encoding="utf-8"), "designsystemet": theme.read_text(encoding="utf-8")}
    return {f"assets/lisensar/{name}.txt": text.encode() for name, text in texts.items()}
