"""Values that remember where the editor wrote them, so that a later check can point at the place."""

from __future__ import annotations

import re
from typing import ClassVar

from .problems import Place


class Text(str):
    """Text from the content, with its place. Behaves as `str` everywhere else."""

    place: Place
    pattern: ClassVar[re.Pattern[str]] = re.compile(r"(?s).*\S.*")
    described: ClassVar[str] = "text"
    example: ClassVar[str] = "some text"
    __slots__ = ("place",)

    def __new__(cls, value: str, place: Place | None = None) -> Text:
        text = super().__new__(cls, value)
        text.place = place or Place("")
        return text


class Slug(Text):
    """An id or a slug: a part of an address that never changes, so ASCII only."""

    pattern = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
    described = "an id (small letters a-z, digits and single hyphens; å is a, ø is o, æ is ae)"
    example = "god-historie"
    __slots__ = ()


class RecommendationRef(Text):
    """A recommendation named by edition and number: `2022/3`."""

    pattern = re.compile(r"\d{4}/\d{1,2}")
    described = "a recommendation by edition and number"
    example = "2022/3"
    __slots__ = ()


class Url(Text):
    """An address outside the site."""

    pattern = re.compile(r"https?://[^\s<>\"]+")
    described = "an address that begins with https://"
    example = "https://www.digdir.no/digitaliseringsradet/"
    __slots__ = ()


class SitePath(Text):
    """An address on the site, from its root: `/doeme/udi/`."""

    pattern = re.compile(r"/([a-z0-9][a-z0-9.-]*/)*(#[a-z0-9-]+)?")
    described = "an address on this site, with / first and last"
    example = "/doeme/gamalt-namn/"
    __slots__ = ()


_LAST_LETTERS = str.maketrans({"æ": "{", "ø": "|", "å": "}", "é": "e", "ò": "o", "ó": "o", "ô": "o"})


def norwegian_order(text: str) -> str:
    """A sort key in Norwegian alphabetical order: æ, ø and å last, case and accents aside."""
    return text.casefold().translate(_LAST_LETTERS)
