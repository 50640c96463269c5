"""Names of files, which become addresses and names in a zip: they must work on every disk and in every address.

The incident behind it: a case named `con.md` could not be cloned on Windows, and `docs/språk.md` was published, and
then refused by the reader of what had been published.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from pathlib import Path, PurePosixPath

from ..model.values import LONGEST_NAME, WINDOWS_NAMES
from ..problems import Code, Place, Problem

BAD_NAME = Code(
    "F112",
    "A file's name works on every disk and in every address: a-z, digits and hyphens, at most 80, none that is taken.",
    bad="docs/Språk og form.md",
    good="docs/sprak-og-form.md",
)
_PAGE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ASSET = re.compile(r"[A-Za-z0-9]+([._-]+[A-Za-z0-9]+)*")
# Folders that the build makes, and names that the engine takes for another page's.
_TAKEN = frozenset({"assets", "kort", "oembed", "readme", "search"})
# What the pages load; a page here would be one that no rule has looked at. In small letters: `x.SVG` was published as
# it was written, script and all, since what reads drawings asked for `.svg`.
_ASSETS = frozenset(
    ".css .js .json .svg .png .jpg .jpeg .webp .ico .woff2 .txt .pdf .csv .xml .webmanifest .zip".split()  # noqa: SIM905
)
_LOADED = "docs/assets"
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a", "ð": "d", "đ": "d", "ŋ": "n"})


def shown(name: str) -> str:
    """A path as it can be printed: bytes that are no text, and signs that cannot be seen, by their numbers."""
    safe = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in safe)


def bad_names(root: Path, paths: Iterable[Path]) -> Iterator[Problem]:
    """A problem for each file that cannot keep its name, with one that it can have."""
    folders: dict[Path, list[Path]] = defaultdict(list)
    told = set()
    for path in paths:
        folders[path.parent].append(path)
        fault = _fault(path.relative_to(root))
        if fault:
            told.add(path)
            yield BAD_NAME(Place(shown(path.relative_to(root).as_posix())), fault, _remedy(path))
    for siblings in folders.values():
        yield from _same_but_for_case(root, siblings, told)
    yield from _bad_folders(root, folders)


def _bad_folders(root: Path, folders: Iterable[Path]) -> Iterator[Problem]:
    """The folders below `docs/assets` are parts of addresses as much as the files in them."""
    every = {parent for folder in folders for parent in (folder, *folder.parents) if parent.is_relative_to(root)}
    ours = [folder for folder in every if folder.relative_to(root).as_posix().startswith(f"{_LOADED}/")]
    beside: dict[Path, list[Path]] = defaultdict(list)
    told = set()
    for folder in sorted(ours):
        beside[folder.parent].append(folder)
        fault = _fault_of_any(folder.name) or _fault_of_form(folder.name)
        if fault:
            told.add(folder)
            place = Place(f"{shown(folder.relative_to(root).as_posix())}/")
            yield BAD_NAME(place, fault, f"rename it to {free_name(folder)}")
    for siblings in beside.values():
        yield from _same_but_for_case(root, siblings, told)


def _fault(path: Path) -> str | None:
    """What is wrong with the name of a file, given by its path from the root."""
    folder, ending = path.parent.as_posix(), path.suffix
    return _fault_of_name(folder, path.name) or _fault_of_ending(folder, ending)


def _fault_of_name(folder: str, name: str) -> str | None:
    """What is wrong with a name in a folder, whatever its ending promises."""
    fault = _fault_of_any(name)
    if fault:
        return fault
    return _fault_of_page(folder, name.removesuffix(".md")) if name.endswith(".md") else _fault_of_form(name)


def _fault_of_any(name: str) -> str | None:
    """What no name of a file or a folder may be."""
    if not is_text(name):
        return "the name is not UTF-8"
    if len(name) > LONGEST_NAME:
        return f"the name has {len(name)} signs, the limit is {LONGEST_NAME}"
    if name.split(".")[0].lower() in WINDOWS_NAMES:
        return f'"{name.split(".")[0]}" is a name that Windows keeps for itself'
    return None


def _fault_of_form(name: str) -> str | None:
    return None if _ASSET.fullmatch(name) else f"{_odd(name, _ASSET)} cannot stand in the name"


def _fault_of_page(folder: str, stem: str) -> str | None:
    if not _PAGE.fullmatch(stem):
        return f"{_odd(stem, _PAGE)} cannot stand in the name"
    if folder == "docs" and (stem in _TAKEN or re.fullmatch(r"[12]\d{3}", stem)):
        return f'"{stem}" is the name of something that the build makes'
    if folder != "docs" and stem == "index":
        return '"index" is the name of the page that a folder opens with'
    return None


def _fault_of_ending(folder: str, ending: str) -> str | None:
    if (folder == _LOADED or folder.startswith(f"{_LOADED}/")) and ending not in _ASSETS:
        return f'a file here does not end in "{ending}"'
    return None


def is_text(name: str) -> bool:
    """Whether a file's name is UTF-8, as the system gave it."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _odd(name: str, allowed: re.Pattern[str]) -> str:
    """The signs that are not allowed, or where those that are stand wrong."""
    found = dict.fromkeys(sign for sign in unicodedata.normalize("NFC", name) if not allowed.fullmatch(sign))
    signs = [sign for sign in found if sign not in "-._"] or list(found)
    called = ["a space" if sign == " " else shown(sign) for sign in signs[:6]]
    return ", ".join(called) if called else "what it begins or ends with"


def _remedy(path: Path) -> str:
    suffix = Path(_trimmed(path.name)).suffix.lower()
    if _fault_of_ending(_below(path, path.name).parent.as_posix(), suffix):
        return f"move it out of {_LOADED}, which has what pages load: {', '.join(sorted(_ASSETS))}"
    name = free_name(path)
    also = f", and write bilete:{name} where it is shown" if path.parent.name == "bilete" else ""
    return f"rename it to {name}{also}"


def _trimmed(name: str) -> str:
    """A name without the full stops and spaces last in it that hide its ending, and that Windows takes away."""
    return name.rstrip(". \t\r\n\u00a0") or name


def free_name(path: Path) -> str:
    """A name like the file's own that works everywhere, and that no other file in the folder has."""
    known = Path(_trimmed(path.name))
    stem, suffix = (known.stem, known.suffix.lower()) if known.suffix else (known.name, "")
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFC", stem).translate(_LETTERS))
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower().encode("ascii", "ignore").decode()).strip("-") or "namn"
    slug = slug[: LONGEST_NAME // 2].strip("-")
    ending = suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""
    taken = {other.name.casefold() for other in path.parent.iterdir() if other != path}
    names = (f"{slug}{number}{ending}" for number in ("", *(f"-{number}" for number in range(2, 1000))))
    folder = _below(path, path.name).parent.as_posix()
    is_free = (name for name in names if name not in taken and _fault_of_name(folder, name) is None)
    return next(is_free, f"namn{ending}")


def _below(path: Path, name: str) -> Path:
    """The path that the checks see, with another name: its folder is one of the content's."""
    parts = path.with_name(name).parts
    for top in ("recommendations", "docs"):
        if top in parts:
            return Path(*parts[len(parts) - 1 - parts[::-1].index(top) :])
    return Path(name)


def _same_but_for_case(root: Path, paths: list[Path], told: Container[Path]) -> Iterator[Problem]:
    """Two names that are one on a disk that does not tell capitals, or forms of å, apart; of those in `told` it is said
    already that they must change, and then the other may stay as it is."""
    first: dict[str, Path] = {}
    for path in sorted(paths, key=lambda path: (path in told, path)):
        key = unicodedata.normalize("NFC", path.name).casefold()
        if key in first and (path not in told or first[key] in told):
            name = shown(PurePosixPath(path.relative_to(root)).as_posix())
            wrong = f'"{shown(first[key].name)}" is the same name on many disks'
            yield BAD_NAME(Place(name), wrong, f"give it another name, as {free_name(path)}")
        first.setdefault(key, path)
