"""The last step before a site takes the former one's place: old addresses answer, or it does not take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..kept import Kept
from ..model.made_files import Files
from ..problems import stop_on_errors
from ..settings import Settings
from ..site.addresses import address
from ..site.contract import collect, lost
from ..site.moves import shorts
from ..site.site import Site
from .answers import Answers


@dataclass(frozen=True)
class Addresses:
    """Every address of a site with the ids on it, and where those that are not a page's own lead, for servers."""

    found: Mapping[str, frozenset[str]]
    redirects: Mapping[str, str]


def keep_addresses(settings: Settings, site: Site, made: Files, archived: Mapping[str, bytes]) -> Addresses:
    """Add what answers at old addresses to what has been made; returns every address.

    Raises `ContentError` with each published address that does not answer.
    """
    answers = Answers(settings, site, made, archived)
    answers.write()
    ids = Kept(settings.work / "cache" / "ids")
    found = collect(made, ids)
    ids.forget_the_rest()
    stop_on_errors([*answers.problems, *lost(site.published, found, _sources(site))])
    return Addresses(found, answers.redirects)


def _sources(site: Site) -> dict[str, tuple[str, str]]:
    """For each path of a page, short ones too, the page's own path and its file."""
    own = {address(entry): (address(entry), entry.place.path) for entry in site.draft.page_records}
    return {**{short: own[long] for short, long in shorts(site).items()}, **own}
