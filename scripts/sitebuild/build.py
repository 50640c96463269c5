"""The conductor: one line a stage. Only this module knows their order."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .build_lock import alone
from .content.load import load
from .makers import PAGES, make_everything
from .problems import Problem, stop_on_errors
from .publish.keep_addresses import keep_addresses
from .publish.publish import publish
from .publish.unchanged import Standing, recipe_of, remember, remembered
from .publish.whole import must_be_whole
from .settings import Settings
from .site import facets, moves
from .site.link import link
from .site.published import disagreements
from .site.site import Site
from .validate import validate

Report = Callable[[str], None]


@dataclass(frozen=True)
class Result:
    """What a build made: how many pages, what the editors may want to mend, how long it took, and every address."""

    pages: int
    advice: tuple[Problem, ...]
    seconds: float
    output: Path
    site: Site
    addresses: Mapping[str, frozenset[str]]


def check(root: Path) -> tuple[Site, tuple[Problem, ...]]:
    """Read, validate and link the content. Raises `ContentError` with every problem at once."""
    problems: list[Problem] = []
    content = load(root, problems)
    problems.extend(validate(content.draft))
    site = link(content, problems)
    problems.extend(moves.check(site))
    problems.extend(facets.check(site))
    problems.extend(disagreements(site))
    return site, stop_on_errors(problems)


def build(settings: Settings, report: Report) -> Result:
    """Build the site beside the last one, then put it in its place."""
    with alone(settings.work, report):
        return _build(settings, report)


def _build(settings: Settings, report: Report) -> Result:
    start = time.perf_counter()
    report("Reading and checking the content")
    site, advice = check(settings.root)
    recipe = recipe_of(settings)
    standing = remembered(settings, recipe)
    if standing is None:
        standing = _make(settings, site, report)
        remember(settings, recipe, standing)
    seconds = time.perf_counter() - start
    return Result(standing.pages, advice, seconds, settings.output, site, standing.addresses)


def _make(settings: Settings, site: Site, report: Report) -> Standing:
    making = make_everything(settings, site, report)
    report("Keeping every address that was published")
    addresses = keep_addresses(settings, site, making.made, making.archived)
    must_be_whole(making.made, settings.base_path)
    publish(settings, making.made, addresses)
    return Standing(sum(making.made.owner(name) == PAGES for name in making.made), addresses.found)
