"""The engine frames what has changed and nothing else; a page comes out the same whoever it is framed with."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from sitebuild.build import check
from sitebuild.pages.render import RenderedPage, frame_values, render
from sitebuild.publish import engine
from sitebuild.settings import Settings, read_settings
from sitebuild.site.site import Site


@pytest.fixture
def project(valid_site: Path) -> tuple[Settings, Site, list[RenderedPage]]:
    for name in ("overrides", "mkdocs.yml"):
        copy = shutil.copytree if name == "overrides" else shutil.copy
        copy(ROOT / name, valid_site / name)
    site, _advice = check(valid_site)
    return read_settings(valid_site), site, render(site)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that the engine is given, from now on."""
    found: list[str] = []
    run = engine._run

    def recorded(pages: Sequence[RenderedPage], **rest: Any) -> list[bytes]:
        found.extend(page.path for page in pages)
        return run(pages, **rest)

    monkeypatch.setattr(engine, "_run", recorded)
    return found


def _frame(settings: Settings, site: Site, pages: list[RenderedPage]) -> dict[str, bytes]:
    return engine.frame(settings, pages, site.date, frame_values(site))


def test_a_page_that_has_changed_is_framed_and_no_other(project, asked: list[str]) -> None:
    settings, site, pages = project
    before = _frame(settings, site, pages)
    assert sorted(asked) == sorted(page.path for page in pages)
    asked.clear()
    assert _frame(settings, site, pages) == before and asked == []
    at = next(at for at, page in enumerate(pages) if page.path.startswith("doeme/"))
    pages[at] = dataclasses.replace(pages[at], html=pages[at].html.replace("</h1>", " og meir</h1>"))
    after = _frame(settings, site, pages)
    assert asked == [pages[at].path]
    assert {path for path in after if after[path] != before[path]} == {pages[at].path.replace(".md", "/index.html")}


def test_a_page_is_framed_alone_as_it_is_among_others(project) -> None:
    settings, site, pages = project
    together = _frame(settings, site, pages)
    for page in pages:
        [alone] = engine._run([page], settings, site.date, frame_values(site))
        assert alone == together[engine._address(page.path)]


@pytest.mark.parametrize("file", ["mkdocs.yml", "overrides/main.html", "overrides/partials/ny.html"])
def test_all_are_framed_again_when_what_frames_them_changes(project, asked: list[str], file: str) -> None:
    settings, site, pages = project
    _frame(settings, site, pages)
    asked.clear()
    path = settings.root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + "\n", encoding="utf-8")
    _frame(settings, site, pages)
    assert len(asked) == len(pages)


def test_the_engine_alone_builds_the_same_pages_for_the_benchmarks(project) -> None:
    """The frame came to ask for more than the benchmarks gave it, and what they compare us with could not be built."""
    settings, _site, pages = project
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "NO_MKDOCS_2_WARNING": "1"}
    write = "import sys; from rendered import write_bare; from pathlib import Path; write_bare(Path(sys.argv[1]))"
    for command in (["-c", write, str(settings.root)], ["-m", "mkdocs", "build", "-q", "-f", "bare.yml"]):
        folder = ROOT / "scripts/bench" if command[0] == "-c" else settings.root
        subprocess.run([sys.executable, *command], cwd=folder, env=environment, check=True)
    made = {path.relative_to(settings.root / ".bare").as_posix() for path in settings.root.glob(".bare/**/index.html")}
    assert made == {page.path.replace("index.md", "").replace(".md", "/") + "index.html" for page in pages}
