"""What readers meet and no editor has written: headings, labels and sentences, in one file for each language.

A language is a file beside this one, with the keys of `nn.yml`. Ids and addresses are the same in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from ..problems import ToolError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HERE = Path(__file__).parent


class Texts:
    """The texts of one language, by key with full stops: `texts("page.contents")`."""

    def __init__(self, code: str, found: Mapping[str, Any]) -> None:
        self.code = code
        self._found = dict(_flat("", found))

    @property
    def keys(self) -> frozenset[str]:
        """Every key, for the test that no language lacks one."""
        return frozenset(self._found)

    def __call__(self, key: str, **values: object) -> str:
        """A text, with `values` in the places of `{…}`. Raises `KeyError` for a key that is not there."""
        return self._found[key].format(**values) if values else self._found[key]

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


def read_texts(path: Path) -> Texts:
    """The texts in a language's file, which is named by the language's code. Raises `ToolError` where it is missing."""
    if not path.is_file():
        raise ToolError(f"There are no texts in {path.stem}: write {path.name}, with the keys of nn.yml.")
    found: Mapping[str, Any] = yaml.load(
        path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return Texts(path.stem, found)


NYNORSK = read_texts(_HERE / "nn.yml")
