"""Whether a site stands as the last build left it, made from the same: then there is nothing to make.

What a site is made from: every file of the content, the frame and this package, the settings, Python, and the pins of
what it uses. That the site still stands is seen from the names, the sizes and the times of its files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..kept import Kept, key_of, tools
from ..settings import CONFIG, Settings

_INPUTS = ("recommendations", "docs", "overrides")


@dataclass(frozen=True)
class Standing:
    """What is remembered of a build: how many pages it made, and every address with its ids."""

    pages: int
    addresses: Mapping[str, frozenset[str]]


def recipe_of(settings: Settings) -> str:
    """A name for everything that a site is made from, as it stands now."""
    inputs = [path for name in _INPUTS for path in _below(settings.root / name)]
    files = {path.relative_to(settings.root).as_posix(): path for path in inputs}
    files[CONFIG] = settings.root / CONFIG
    parts = [part for name in sorted(files) for part in (name, files[name].read_bytes())]
    return key_of(tools(), str(settings.output), *parts)


def remembered(settings: Settings, recipe: str) -> Standing | None:
    """The last build, where it was made from the same and its site stands as it was left; else None."""
    data = _memory(settings).take(recipe)
    told = json.loads(data) if data else None
    if not told or told["files"] != _state(settings.output):
        return None
    return Standing(told["pages"], {path: frozenset(ids) for path, ids in told["addresses"].items()})


def remember(settings: Settings, recipe: str, standing: Standing) -> None:
    """Keep what was built; what was kept of former builds is forgotten."""
    addresses = {path: sorted(ids) for path, ids in standing.addresses.items()}
    told = {"pages": standing.pages, "addresses": addresses, "files": _state(settings.output)}
    memory = _memory(settings)
    memory.keep(recipe, json.dumps(told, sort_keys=True).encode())
    memory.forget_the_rest()


def _memory(settings: Settings) -> Kept:
    return Kept(settings.work / "standing")


def _state(folder: Path) -> str:
    """A name for the names, sizes and times of all files below a folder."""
    found = []
    for path in _below(folder):
        status = path.stat()
        found.append(f"{path.relative_to(folder).as_posix()} {status.st_size} {status.st_mtime_ns}")
    return key_of(*found)


def _below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
