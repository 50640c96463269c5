"""What readers meet and no editor has written: headings, labels and sentences, in one folder for each language.

A language is a folder beside this module, with the keys of `nn`: a file for each room of the site. A text has `{…}`
where something is filled in, and `[…]` around the words that a link stands on. Ids and addresses are the same in
every language.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, KeysView, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup, escape

from ..problems import ToolError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HERE = Path(__file__).parent
_CODE = re.compile("[a-z]{2,3}(-[a-z]+)*")
_NUMBERED = re.compile(r"\.\d+$")
_LINKED = re.compile(r"\[(.+?)\]")


class Texts:
    """The texts of one language, by key with full stops: `texts("page.contents")`."""

    def __init__(self, code: str, found: Mapping[str, Any], files: Mapping[str, str] | None = None) -> None:
        self.code = code
        self._found = dict(_flat("", found))
        # The file of each part, which is the first word of a key.
        self._files = files or {}

    @property
    def keys(self) -> KeysView[str]:
        """Every key, in the order of the files."""
        return self._found.keys()

    @cached_property
    def digest(self) -> str:
        """A name for all the texts as they are, for what is kept of something that was made from them."""
        return hashlib.sha256(repr((self.code, sorted(self._found.items()))).encode()).hexdigest()

    def __repr__(self) -> str:
        """A language is known by its texts: what is kept of a page names it so."""
        return f"Texts({self.code}, {self.digest})"

    def __call__(self, key: str, **values: object) -> str:
        """A text, with `values` in the places of `{…}`. Raises `ToolError` for one that nobody has written."""
        text = self._found.get(key)
        if text is None:
            remedy = "mend the address in mkdocs.yml, or " if key.startswith("menu.") else ""
            where = f"language/{self.code}/{self.file_of(key)}"
            raise ToolError(f'There is no text "{key}" in the language {self.code}: {remedy}write it in {where}.')
        return text.format(**values) if values else text

    def linked(self, key: str, *urls: str, **values: object) -> Markup:
        """A text as HTML: what it has in brackets leads to `urls`, one after the other."""
        left = list(urls)
        text = Markup(_LINKED.sub(lambda found: f'<a href="{escape(left.pop(0))}">{found[1]}</a>', escape(self(key))))
        assert not left, f"{key} has fewer links than {len(urls)}"
        return text.format(**values) if values else text

    def missing(self, keys: Iterable[str]) -> list[str]:
        """Of some keys those that have no text here. A list may be of another length, but not empty."""
        parts = {key.rpartition(".")[0] for key in self.keys}
        return [
            key
            for key in keys
            if key not in self._found and not (_NUMBERED.search(key) and key.rpartition(".")[0] in parts)
        ]

    def file_of(self, key: str) -> str:
        """The name of the file in which a text stands; empty where no file has its part of the texts."""
        return self._files.get(key.partition(".")[0], "")

    def group(self, name: str) -> dict[str, str]:
        """The texts below a key, by what is left of their keys, in the order of the file."""
        return {key.removeprefix(f"{name}."): text for key, text in self._found.items() if key.startswith(f"{name}.")}


def _flat(name: str, value: object) -> list[tuple[str, str]]:
    """Each text with its whole key; items of a list are numbered from 1."""
    if isinstance(value, Mapping):
        return [pair for key, inner in value.items() for pair in _flat(f"{name}.{key}" if name else str(key), inner)]
    if isinstance(value, list):
        return [pair for number, inner in enumerate(value, start=1) for pair in _flat(f"{name}.{number}", inner)]
    return [(name, str(value))]


def read_texts(folder: Path) -> Texts:
    """The texts in a language's folder, which is named by the language's code.

    Raises `ToolError` where it is missing, or where two of its files have the same part of the texts.
    """
    files = sorted(folder.glob("*.yml")) if _CODE.fullmatch(folder.name) else []
    if not files:
        where = f"{_HERE.name}/{folder.name}/"
        raise ToolError(f'There are no texts in "{folder.name}": write {where}, with the keys of nn.')
    found: dict[str, Any] = {}
    places: dict[str, str] = {}
    for path in files:
        part: Mapping[str, Any] = yaml.load(path.read_text(encoding="utf-8"), _LOADER)
        for name in part:
            if name in found:
                raise ToolError(f'{folder.name}/{path.name}: "{name}" stands in another file too. Keep it in one.')
        found |= part
        places |= dict.fromkeys(part, path.name)
    return Texts(folder.name, found, places)


def of_language(code: str) -> Texts:
    """The texts of a language of the site. Raises `ToolError` where nobody has written them, with every one missing."""
    if code == NYNORSK.code:
        return NYNORSK
    found = read_texts(_HERE / code)
    missing = [f"{NYNORSK.file_of(key)}: {key}" for key in found.missing(NYNORSK.keys)]
    if missing:
        where = f"{_HERE.name}/{code}/"
        raise ToolError("\n  ".join([f"{len(missing)} of the texts in nn are not in {where}. Write them:", *missing]))
    return found


NYNORSK = read_texts(_HERE / "nn")
