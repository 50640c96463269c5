"""Short permanent addresses, with the edition in them: what others cite and link to.

`2022/3/` is recommendation 3 of 2022, `2022/d/udi/` a case that the edition shows. An edition that comes later adds
addresses and changes none: a case that both editions show answers at both, and is cited by the oldest.
"""

from __future__ import annotations

from .addresses import address
from .model import Case, HandPage, Recommendation


def short_addresses(entry: Recommendation | Case | HandPage) -> list[str]:
    """Every short address of a page, from the site's root, the one to cite first; none for a hand-written page."""
    match entry:
        case Recommendation():
            return [f"{entry.key}/"]
        case Case():
            years = sorted({relation.recommendation.partition("/")[0] for relation in entry.illustrates})
            return [f"{year}/d/{entry.id}/" for year in years]
        case _:
            return []


def permalink(entry: Recommendation | Case | HandPage) -> str:
    """The address to cite: the short one, or the page's own where it has none."""
    return next(iter(short_addresses(entry)), address(entry))
