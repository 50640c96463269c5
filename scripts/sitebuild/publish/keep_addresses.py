"""The last step before a site takes the former one's place: old addresses answer, or it does not take it."""

from __future__ import annotations

from pathlib import Path

from ..problems import stop_on_errors
from ..settings import Settings
from ..site.addresses import address
from ..site.contract import collect, lost
from ..site.moves import shorts
from ..site.site import Site
from .answers import Answers
from .server_files import write_server_files


def keep_addresses(settings: Settings, site: Site, folder: Path) -> dict[str, frozenset[str]]:
    """Write what answers at old addresses into the built site, and what servers are told; returns every address.

    Raises `ContentError` with each published address that does not answer.
    """
    answers = Answers(settings, site, folder)
    answers.write()
    addresses = collect(folder)
    stop_on_errors([*answers.problems, *lost(site.published, addresses, _sources(site))])
    write_server_files(folder, settings.work / "server", settings.base_path, answers.redirects)
    return addresses


def _sources(site: Site) -> dict[str, tuple[str, str]]:
    """For each path of a page, short ones too, the page's own path and its file."""
    entries = site.draft.page_records
    own = {address(entry): (address(entry), entry.place.path) for entry in entries}
    return {**{short: own[long] for short, long in shorts(site).items()}, **own}
