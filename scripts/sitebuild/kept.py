"""What was made before, kept by what it is made from, so that it is made again only when that has changed.

An entry stands beside a digest of itself, and is looked over when it is taken out: one that a full disk has cut, or
that a hand has emptied, is as good as none. Each is written whole or not at all.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

_DIGEST = hashlib.sha256().digest_size
_SCRIPTS = Path(__file__).parents[1]
_PINS = ("requirements/build.txt", "package-lock.json")

Told = TypeVar("Told")


def key_of(*parts: str | bytes) -> str:
    """A name for what is made from `parts`, in that order; where one ends and the next begins counts."""
    recipe = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        recipe.update(len(data).to_bytes(8, "big"))
        recipe.update(data)
    return recipe.hexdigest()[:40]


@cache
def tools() -> str:
    """A name for what everything is made with: Python, this package, and the pins of what it uses."""
    ours = (path for path in (_SCRIPTS / "sitebuild").rglob("*") if path.is_file() and path.suffix != ".pyc")
    files = {path.relative_to(_SCRIPTS).as_posix(): path for path in (*ours, *(_SCRIPTS / name for name in _PINS))}
    return key_of(sys.version, *(part for name in sorted(files) for part in (name, files[name].read_bytes())))


class Kept:
    """A folder of things of one kind. `used` are the keys that have been asked for, for `forget_the_rest`.

    Without a folder nothing is kept, and everything is made each time.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.used: set[str] = set()

    def take(self, key: str) -> bytes | None:
        """What is kept under a key, or None where there is nothing, or nothing whole."""
        if self.folder is None:
            return None
        self.used.add(key)
        try:
            data = self._path(self.folder, key).read_bytes()
        except OSError:
            return None
        digest, content = data[:_DIGEST], data[_DIGEST:]
        return content if hashlib.sha256(content).digest() == digest else None

    def has(self, key: str) -> bool:
        """Whether something is kept under a key; that it is whole is not looked into."""
        return self.folder is not None and self._path(self.folder, key).is_file()

    def keep(self, key: str, content: bytes) -> bytes:
        """Keep something under a key; returns it."""
        if self.folder is None:
            return content
        self.used.add(key)
        path = self._path(self.folder, key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, making = tempfile.mkstemp(dir=path.parent, suffix=".making")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(content).digest() + content)
            Path(making).replace(path)
        except BaseException:
            Path(making).unlink(missing_ok=True)
            raise
        return content

    def made(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under a key, made and kept when it is not there."""
        found = self.take(key)
        return self.keep(key, make()) if found is None else found

    def told(self, key: str, make: Callable[[], Told]) -> Told:
        """The same for what JSON can tell: texts, numbers, lists and objects of them."""
        if self.folder is None:
            return make()
        found: Told = json.loads(self.made(key, lambda: json.dumps(make(), ensure_ascii=False).encode()))
        return found

    def forget_the_rest(self) -> None:
        """Remove what has not been asked for: what a text was before its last change is seldom asked for again."""
        for path in self.folder.glob("*/*") if self.folder else ():
            if path.parent.name + path.name not in self.used:
                with contextlib.suppress(OSError):
                    path.unlink()

    @staticmethod
    def _path(folder: Path, key: str) -> Path:
        """Folders by the first two letters: many thousands of files in one are slow to list on some systems."""
        return folder / key[:2] / key[2:]
