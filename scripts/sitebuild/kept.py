"""What was made before, kept by what it is made from, so that it is made again only when that has changed.

An entry stands beside a digest of itself, and is looked over when it is taken out: one that a full disk has cut, or
that a hand has emptied, is as good as none. Each is written whole or not at all.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size


def key_of(*parts: str | bytes) -> str:
    """A name for what is made from `parts`, in that order; where one ends and the next begins counts."""
    recipe = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        recipe.update(len(data).to_bytes(8, "big"))
        recipe.update(data)
    return recipe.hexdigest()[:40]


class Kept:
    """A folder of things of one kind. `used` are the keys that have been asked for, for `forget_the_rest`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.used: set[str] = set()

    def take(self, key: str) -> bytes | None:
        """What is kept under a key, or None where there is nothing, or nothing whole."""
        self.used.add(key)
        try:
            data = self._path(key).read_bytes()
        except OSError:
            return None
        digest, content = data[:_DIGEST], data[_DIGEST:]
        return content if hashlib.sha256(content).digest() == digest else None

    def keep(self, key: str, content: bytes) -> bytes:
        """Keep something under a key; returns it."""
        self.used.add(key)
        path = self._path(key)
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

    def forget_the_rest(self) -> None:
        """Remove what has not been asked for: what a text was before its last change is seldom asked for again."""
        for path in self.folder.glob("*/*"):
            if path.parent.name + path.name not in self.used:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _path(self, key: str) -> Path:
        """Folders by the first two letters: many thousands of files in one are slow to list on some systems."""
        return self.folder / key[:2] / key[2:]
