"""What the values in the content are called on the site, in the order they are listed: `labels` of the language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ..language.texts import Texts


@cache
def labels_of(texts: Texts) -> Mapping[str, Mapping[str, str]]:
    """The labels of a language: by the name of the list, and in it by the value."""
    found: dict[str, dict[str, str]] = {}
    for key, text in texts.group("labels").items():
        name, value = key.split(".", 1)
        found.setdefault(name, {})[value] = text
    return found
