"""Everything among the content is a plain file or a folder of them: no link, since what it leads to may be anything.

A link in `docs/assets` put /etc/passwd on the site; a folder that could not be read, or was a link, was skipped in
silence, with every page in it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..problems import Place, Problem
from .text_files import UNREADABLE

# What may be missing must not be missed because it is a folder.
_OPTIONAL = frozenset({"archive.yml", "thesaurus.yml", "published-urls.txt", "anchors.txt"})


def not_plain(root: Path, folder: str) -> Iterator[Problem]:
    """A problem for each link, each folder that cannot be read and each file that is none, below a folder."""
    try:
        with os.scandir(root / folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        wrong = f"the folder cannot be read ({error.strerror})"
        yield UNREADABLE(Place(f"{folder}/"), wrong, "give yourself the right to read it, or put the folder back")
        return
    for entry in entries:
        yield from _entry(root, f"{folder}/{entry.name}", entry)


def _entry(root: Path, name: str, entry: os.DirEntry[str]) -> Iterator[Problem]:
    shown = name.encode(errors="replace").decode()
    if entry.is_symlink():
        # What leads nowhere is told by who reads it (an editor's lock is one); what may be missing nobody would miss.
        if Path(entry.path).exists() or entry.name in _OPTIONAL:
            yield UNREADABLE(Place(shown), "this is a link, which may lead anywhere", "put the file itself here")
    elif entry.is_dir():
        if entry.name in _OPTIONAL:
            yield UNREADABLE(Place(shown), "this is a folder", "put a text file in its place, or remove it")
        yield from not_plain(root, name)
    elif not entry.is_file():
        wrong = "this is no file, or a link that leads nowhere"
        yield UNREADABLE(Place(shown), wrong, "put a text file in its place, or remove it")
