"""Values that remember where the editor wrote them, so that a later check can point at the place."""

from __future__ import annotations

import re
from datetime import date
from typing import ClassVar

from ..problems import Place

_OUTSIDE = ("https://", "http://", "mailto:")


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


# What names a file: some systems take no path of more than 260 signs, and no part of one of more than 255.
LONGEST_NAME = 80
WINDOWS_NAMES = frozenset({"con", "prn", "aux", "nul"}) | {f"{name}{n}" for name in ("com", "lpt") for n in range(10)}
_TAKEN = "|".join(sorted(WINDOWS_NAMES | {"index"}))


class Slug(Text):
    """An id or a slug: a part of an address that never changes, and a file's name, so ASCII only."""

    pattern = re.compile(rf"(?!(?:{_TAKEN})$)(?=.{{1,{LONGEST_NAME}}}$)[a-z0-9]+(-[a-z0-9]+)*")
    described = (
        f"an id (small letters a-z, digits and single hyphens, at most {LONGEST_NAME}; å is a, ø is o, æ is ae;"
        " not index, nor a name that Windows keeps for itself, such as con or aux)"
    )
    example = "god-historie"
    __slots__ = ()


class RecommendationRef(Text):
    """A recommendation named by edition and number: `2022/3`."""

    pattern = re.compile(r"\d{4}/\d{1,2}")
    described = "a recommendation by edition and number"
    example = "2022/3"
    __slots__ = ()

    @property
    def edition(self) -> str:
        """The year of its edition."""
        return self.partition("/")[0]


class Target(Text):
    """What a link leads to, as it is written in the text, read once: `kind:id#fragment` for the site's own things.

    Of an outside address, and of a file on the site, all three are empty: it is used as it is.
    """

    kind: str
    id: str
    fragment: str
    __slots__ = ("fragment", "id", "kind")

    def __new__(cls, value: str, place: Place | None = None) -> Target:
        target = super().__new__(cls, value, place)
        assert isinstance(target, Target)
        reference, _, fragment = value.partition("#")
        kind, _, identity = reference.partition(":")
        is_own = not value.startswith(("/", *_OUTSIDE))
        target.kind, target.id, target.fragment = (kind, identity, fragment) if is_own else ("", "", "")
        return target

    @property
    def name(self) -> str:
        """`kind:id`, without the place on the page."""
        return self.partition("#")[0]

    @property
    def is_outside(self) -> bool:
        """Whether it leads away from the site."""
        return self.startswith(_OUTSIDE)

    @property
    def is_file(self) -> bool:
        """Whether it is a file on the site, by its address."""
        return self.startswith("/")


class Reference(Target):
    """Something on the site by kind and id, as in the text's links; a file on it; or an outside address."""

    pattern = re.compile(
        r"[a-z]+:[a-z0-9/-]+(#[a-z0-9-]+)?|/([a-z0-9.-]{1,100}/)*[a-z0-9-]{1,100}(\.[a-z0-9]{1,10})+|https?://[^\s<>\"]+"
    )
    described = (
        "a link such as doeme:udi, a file such as /last-ned/moteark.pdf, or an address that begins with https://"
    )
    example = "doeme:udi"
    __slots__ = ()


class Url(Text):
    """An address outside the site."""

    pattern = re.compile(r"https?://[^\s<>\"]+")
    described = "an address that begins with https://"
    example = "https://www.digdir.no/digitaliseringsradet/"
    __slots__ = ()


class Moment(Text):
    """A day, a month or a year, as exact as the source is: `2022-12-15`, `2022-12`, `2022`."""

    pattern = re.compile(r"(19|20)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
    described = "a year, a month or a day"
    example = "2022, 2022-12 or 2022-12-15"
    __slots__ = ()

    @property
    def first(self) -> date:
        """The first day of it. Raises `ValueError` for a day that no month has."""
        return date.fromisoformat(f"{self}-01-01"[:10])

    @property
    def order(self) -> str:
        """A sort key. What is only known by its year stands after what is known to be in that year: most such
        things are told as lasting, or as having happened by then."""
        return f"{self}~"


# One part of an address, a folder or a file on some disk: not too long, no full stop last, no name of Windows' own.
_PART = rf"(?!(?:{'|'.join(sorted(WINDOWS_NAMES))})(?:[./#]|$))[a-z0-9_](?:[a-z0-9._~-]{{0,98}}[a-z0-9_~-])?"


class SitePath(Text):
    """A page or a file on the site, from its root: `/doeme/udi/`, `/last-ned/moteark.pdf`."""

    pattern = re.compile(rf"(?=.{{1,300}}$)/({_PART}/)*({_PART}\.[a-z0-9]{{1,10}})?")
    described = "an address on this site, with / first, and last unless it is a file"
    example = "/doeme/gamalt-namn/"
    __slots__ = ()


class FormerAddress(Text):
    """An address that a page has had, `/doeme/gamalt/` or `/gamalt.html`, or one place on it, `/om/#gamal -> ny`, with
    what it is now."""

    pattern = re.compile(rf"(?=.{{1,300}}$)/({_PART}/)*({_PART}\.html?)?(#[a-z0-9-]+)?( -> [a-z0-9-]+)?")
    described = (
        "a former address, with / first and last (or .html last), or a place on it, and where on this page it is now"
    )
    example = "/doeme/gamalt-namn/ or /om/#gamal-id -> ny-id"
    __slots__ = ()

    @property
    def path(self) -> str:
        """The page's address from the root, as the rest of the build writes it: `doeme/gamalt/`."""
        return self.split(" -> ")[0].split("#")[0].lstrip("/")

    @property
    def anchor(self) -> str | None:
        """The id on the former page, when only that has moved."""
        return self.split(" -> ")[0].partition("#")[2] or None

    @property
    def to(self) -> str | None:
        """The id on the page that it now leads to."""
        return self.partition(" -> ")[2] or None


_LAST_LETTERS = str.maketrans({"æ": "{", "ø": "|", "å": "}", "é": "e", "ò": "o", "ó": "o", "ô": "o"})


def norwegian_order(text: str) -> str:
    """A sort key in Norwegian alphabetical order: æ, ø and å last, case and accents aside."""
    return text.casefold().translate(_LAST_LETTERS)
