"""Rules for the files themselves: what nothing reads, and drawings that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..model.kinds import KINDS
from ..problems import Code, Place, Problem, did_you_mean
from .drawings import BAD_DRAWING, redrawn
from .file_names import bad_names, free_name, is_text, shown
from .left_behind import is_content, is_left_behind
from .plain_files import not_plain
from .text_files import decoded, read_text

STRAY_FILE = Code(
    "F110",
    "Every file among the content is read: one with another ending or in another folder would be left out in silence.",
    bad="recommendations/cases/udi.md.txt",
    good="recommendations/cases/udi.md",
)
CONTENT, PAGES, MOTIFS = "recommendations", "docs", "docs/assets/motifs"
# The editors' own guide lies among the content, and is not content.
GUIDE = "README.md"
_LISTS = frozenset(
    {"archive.yml", "editions.yml", "language.yml", "thesaurus.yml"}
    | {kind.source.removeprefix(f"{CONTENT}/") for kind in KINDS if not kind.is_folder}
)
_RECORDS = frozenset({"published-urls.txt", "anchors.txt"})
_MARK = "merke"
# What the build reads as text of what pages load: one that is not UTF-8 is told of here, and not fallen over there.
_LOADED_TEXT = frozenset({".css", ".js", ".json", ".txt", ".csv", ".xml", ".webmanifest"})
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".tif", ".tiff", ".bmp"})


def pages_in(folder: Path) -> list[Path]:
    """The pages of a folder, not of folders below it, in the order of their names. A name that is no text is told of
    by `strays`."""
    found = (path for path in folder.glob("*.md") if not is_left_behind(path) and is_text(path.name))
    return sorted(path for path in found if path.name != GUIDE or folder.name != CONTENT)


def strays(root: Path) -> Iterator[Problem]:
    """What lies among the content and is read by nothing, and names that do not work everywhere."""
    read = []
    for folder in (CONTENT, PAGES):
        yield from not_plain(root, folder)
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            if not path.is_file() or not is_content(path, root):
                continue
            if _is_read(name):
                read.append(path)
            else:
                yield STRAY_FILE(Place(shown(name)), "nothing reads this file", _remedy(path, name))
    yield from bad_names(root, [path for path in read if not _is_ours(path.relative_to(root).as_posix())])
    for path in read:
        if path.suffix in _LOADED_TEXT:
            problems: list[Problem] = []
            decoded(path.read_bytes(), shown(path.relative_to(root).as_posix()), problems)
            yield from problems


def _is_ours(name: str) -> bool:
    """Whether a file among the content has the one name that it is read by."""
    folder, _, file = name.rpartition("/")
    return folder == CONTENT and (file in _LISTS or file in _RECORDS or file == GUIDE)


def _is_read(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    if folder == CONTENT:
        return file.endswith(".md") or file in _LISTS or file in _RECORDS
    if folder in (f"{CONTENT}/cases", PAGES):
        return file.endswith(".md")
    return folder == f"{CONTENT}/bilete" or name.startswith(f"{PAGES}/assets/")


def _remedy(path: Path, name: str) -> str:
    folder, _, file = name.rpartition("/")
    stem = file.split(".")[0]
    if f"{stem}.yml" in _LISTS and folder == CONTENT:
        return _renamed(path, f"{stem}.yml")
    if folder == CONTENT and file.lower().endswith((".yml", ".yaml")):
        meant = next((known for known in sorted(_LISTS) if file.lower().startswith(known.removesuffix(".yml"))), None)
        return _renamed(path, meant) if meant else did_you_mean(file, _LISTS)
    if ".md" in file.lower() and not file.endswith(".md") and stem:
        return _renamed(path, f"{stem}.md")
    if Path(file).suffix.lower() in _PICTURES:
        return f"move it to {CONTENT}/bilete/ if a page shows it, or out of the content"
    return "move it to where its kind lies and give it the ending .md, or move it out of the content"


def _renamed(path: Path, name: str) -> str:
    """The remedy to rename a file, unless another has that name: then one of the two is a copy."""
    there = {other.name.casefold(): other.name for other in path.parent.iterdir() if other != path}
    if name.casefold() in there:
        return f"remove it if it is a copy: {shown(there[name.casefold()])} is there already"
    return f"rename it to {free_name(path.with_name(name)) if name.endswith('.md') else name}"


def read_drawings(root: Path, problems: list[Problem]) -> dict[str, str]:
    """The drawings in `docs/assets/motifs`, as SVG, by name; what is wrong with any drawing goes to `problems`."""
    found = {}
    for path in sorted((root / PAGES / "assets").rglob("*.svg")):
        if is_left_behind(path):
            continue
        name = path.relative_to(root).as_posix()
        text = read_text(path, name, problems)
        if text is not None:
            drawn = redrawn(text, name, problems)
            if path.parent == root / MOTIFS:
                found[path.stem] = drawn or ""
    problems.extend(_missing(found))
    return found


def _missing(found: Mapping[str, str]) -> Iterator[Problem]:
    if _MARK not in found:
        yield BAD_DRAWING(Place(f"{MOTIFS}/{_MARK}.svg"), "the site's own mark is missing", "put it back")
