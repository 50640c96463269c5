"""The conductor: one line a stage. Only this module knows their order."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .build_lock import alone
from .content.load import load
from .content.thesaurus import read_thesaurus
from .outputs import assets
from .outputs.export.write import make_data, write_exports
from .outputs.pdf.make import make_pdfs
from .outputs.search.make import make_search, open_search
from .outputs.share.make import describe, write
from .outputs.share.texts import share
from .pages.editions_and_archive import extra_pages
from .pages.render import frame_values, render
from .problems import Problem, stop_on_errors
from .publish import engine
from .publish import swap as finish
from .publish.keep_addresses import keep_addresses
from .publish.offline import make_offline
from .settings import Settings
from .site import moves
from .site.link import link
from .site.published import disagreements, read_contract, read_ledger
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
    draft = load(root, problems)
    problems.extend(validate(draft))
    site = link(draft, problems, read_ledger(root, problems))
    site.published = read_contract(root, problems)
    problems.extend(moves.check(site))
    problems.extend(disagreements(site))
    site.thesaurus = read_thesaurus(root, problems)
    return site, stop_on_errors(problems)


def build(settings: Settings, report: Report) -> Result:
    """Build the site beside the last one, then put it in its place."""
    with alone(settings.work, report):
        return _build(settings, report)


def _build(settings: Settings, report: Report) -> Result:
    start = time.perf_counter()
    report("Reading and checking the content")
    site, advice = check(settings.root)
    report("Rendering the pages")
    pages = render(site, settings.work / "cache" / "templates")
    shared = share(settings, site)
    report("Setting the PDFs")
    downloads = make_pdfs(settings, site, pages, settings.work / "pdf")
    report("Writing the data")
    data = make_data(settings, site)
    pages = render(site, settings.work / "cache" / "templates", downloads, data, shared)
    report("Drawing cards and pictures")
    pages = describe(settings, site, pages, shared, data)
    write(settings, site, shared, settings.work / "share")
    report("Making colours, fonts and drawings")
    assets.make(settings, settings.work / "assets")
    report("Making the search")
    make_search(settings, site, pages, settings.work / "assets")
    report("Building the site")
    pages += extra_pages(site, settings.work / "cache" / "templates")
    framed = engine.frame(settings, pages, site.date, frame_values(site))
    _write_anew(settings.work / "site", framed)
    shutil.copytree(settings.work / "assets", settings.work / "site" / "assets")
    report("Finishing")
    finish.finish(settings, settings.work / "site")
    shutil.copytree(settings.work / "pdf" / "last-ned", settings.work / "site" / "last-ned", dirs_exist_ok=True)
    shutil.copytree(settings.work / "share", settings.work / "site", dirs_exist_ok=True)
    (settings.work / "site" / "opensearch.xml").write_text(open_search(settings), encoding="utf-8", newline="\n")
    write_exports(settings, site, pages, data, settings.work / "site")
    make_offline(settings.work / "site", site.date)
    report("Keeping every address that was published")
    addresses = keep_addresses(settings, site, settings.work / "site")
    finish.must_be_whole(settings.work / "site", settings.base_path)
    finish.swap(settings.work / "site", settings.output, settings.work / "previous")
    return Result(len(pages), advice, time.perf_counter() - start, settings.output, site, addresses)


def _write_anew(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make `folder` hold exactly the files."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
