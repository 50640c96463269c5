"""The conductor: one line a stage. Only this module knows their order."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .build_lock import alone
from .content.load import load
from .kept import Kept
from .problems import Problem, stop_on_errors
from .publish.in_place import must_be_possible, recover
from .publish.keep_addresses import keep_addresses
from .publish.publish import publish
from .publish.record_addresses import files, record
from .publish.unchanged import Standing, recipe_of, remember, remembered
from .publish.whole import must_be_whole
from .settings import WORK, Settings, language_of
from .site import facets, made_addresses, moves
from .site.link import link
from .site.published import disagreements, taken_out
from .site.site import Site
from .validate import own_problems, validate

Report = Callable[[str], None]


@dataclass(frozen=True)
class Result:
    """What a build made: how many pages, what the editors may want to mend, how long it took, and every address.

    `added` are the addresses that it wrote down, which only a build that records does.
    """

    pages: int
    advice: tuple[Problem, ...]
    seconds: float
    output: Path
    site: Site
    addresses: Mapping[str, frozenset[str]]
    added: tuple[str, ...] = ()


def check(root: Path, kept: Kept | None = None) -> tuple[Site, tuple[Problem, ...]]:
    """Read, validate and link the content. Raises `ContentError` with every problem at once.

    Pages that a former build has read are taken from `kept`.
    """
    problems: list[Problem] = []
    content = load(root, problems, language_of(root), kept, own_problems)
    problems.extend(validate(content.draft))
    site = link(content, problems)
    problems.extend(moves.check(site))
    problems.extend(made_addresses.check(site, _data_files))
    problems.extend(facets.check(site))
    problems.extend(disagreements(site))
    problems.extend(taken_out(root, site))
    return site, stop_on_errors(problems)


def _data_files() -> frozenset[str]:
    # The data's shapes take a while to fetch, and few checks ask for them.
    from .outputs.export.write import addresses

    return addresses()


@contextmanager
def at_work(root: Path, report: Report) -> Iterator[None]:
    """The project for whoever writes in it: nobody else does, and what was left half done is finished first."""
    with alone(root / WORK, report):
        recover(root / WORK, files(root))
        yield


def build(settings: Settings, report: Report, recording: bool = False) -> Result:
    """Build the site beside the last one, then put it in its place; `recording` writes down its addresses with it."""
    must_be_possible(settings.output)
    with at_work(settings.root, report):
        return _build(settings, report, recording)


def _build(settings: Settings, report: Report, recording: bool) -> Result:
    start = time.perf_counter()
    report("Reading and checking the content")
    read = Kept(settings.work / "cache" / "records")
    site, advice = check(settings.root, read)
    read.forget_the_rest()
    recipe = recipe_of(settings)
    added: tuple[str, ...] = ()
    standing = None if recording else remembered(settings, recipe)
    if standing is None:
        standing, added = _make(settings, site, report, recording)
        remember(settings, recipe, standing)
    seconds = time.perf_counter() - start
    return Result(standing.pages, advice, seconds, settings.output, site, standing.addresses, added)


def _make(settings: Settings, site: Site, report: Report, recording: bool) -> tuple[Standing, tuple[str, ...]]:
    """Make the site and put it in its place; returns what stands, and the addresses that were written down."""
    # Every output comes with its libraries. Who checks, or builds what stands already, need not wait for them.
    from .makers import PAGES, make_everything

    making = make_everything(settings, site, report)
    report("Keeping every address that was published")
    addresses = keep_addresses(settings, site, making.made, making.archived)
    must_be_whole(making.made, settings.base_path)
    added, texts = record(settings.root, site, addresses.found) if recording else ([], {})
    publish(settings, making.made, addresses, texts)
    return Standing(sum(making.made.owner(name) == PAGES for name in making.made), addresses.found), tuple(added)
