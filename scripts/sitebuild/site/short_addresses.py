"""Short permanent addresses, with the edition in them: what others cite and link to.

`2022/3/` is recommendation 3 of 2022, `2022/d/udi/` a case that the edition shows. An edition that comes later adds
addresses and changes none: a case that both editions show answers at both, and is cited by the oldest. A case from a
letter belongs to no edition, whatever it illustrates: it is `brev/<id>/`, and so stays when editions come and go.
"""

from __future__ import annotations

import re

from ..model.records import Case, Edition, PageRecord, Recommendation
from .addresses import address

LETTERS = "brev/"
SHORT = re.compile(rf"\d{{4}}/|{LETTERS}")
# What stands before a page's name in that of a file or an id made from it, and in that of a page: `2022-d-` of a card.
_BEFORE, _BEFORE_A_PAGE = r"(?:.*[/-])?", r"(?:.*/)?(?:\d{4}-d-|brev-)?"


def short_addresses(entry: PageRecord) -> list[str]:
    """Every short address of a page, from the site's root, the one to cite first; none for a hand-written page."""
    match entry:
        case Recommendation():
            return [f"{entry.key}/"]
        case Case(is_from_letter=True):
            return [f"{LETTERS}{entry.id}/"]
        case Case():
            years = sorted({relation.recommendation.edition for relation in entry.illustrates})
            return [f"{year}/d/{entry.id}/" for year in years]
        case _:
            return []


def identity(short: str) -> str:
    """A short address or a key as one name, for ids, files and values of filters: `2022/3/` -> `2022-3`.

    With the edition first, no two can be the same.
    """
    return short.strip("/").replace("/", "-")


def edition_address(edition: Edition) -> str:
    """`2022/`, the page of an edition: what a reader finds who cuts a short address."""
    return f"{edition.year}/"


def cases_address(edition: Edition) -> str:
    """`2022/d/`, what is left of a case's short address: it leads to the edition's cases."""
    return f"{edition.year}/d/"


def letters_address() -> str:
    """`brev/`, what is left of the short address of a case from a letter: it leads to the cases."""
    return LETTERS


def renamed(made: str, old: str, new: str) -> str | None:
    """What something made from a page is called when the page has moved from `old` to `new`; None if it was not.

    Its name ends in the page's own, whatever stands before it: `last-ned/doeme-udi.pdf`, `2022/d/udi/`. Of a short
    address (old and new) the whole is in the name: `kort/2022-d-udi/`. A page is another if more of a name stands
    before: `doeme/felles-ikt/` was not made from `doeme/ikt/`.
    """
    former, now = (_name(path) for path in (old, new))
    before = _BEFORE_A_PAGE if made.endswith("/") else _BEFORE
    found = re.fullmatch(rf"({before}){re.escape(former)}((?:\.[a-z0-9.]+|/.*)?)", made) if former else None
    return f"{found[1]}{now}{found[2]}" if found else None


def _name(path: str) -> str:
    parts = path.strip("/").split("/")
    return "-".join(parts) if SHORT.match(path) else parts[-1]


def permalink(entry: PageRecord) -> str:
    """The address to cite: the short one, or the page's own where it has none."""
    return next(iter(short_addresses(entry)), address(entry))
