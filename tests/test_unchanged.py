"""A build that would make what stands makes nothing; whatever has changed makes it again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import copy_project, files_of
from sitebuild import build as conductor
from sitebuild.settings import Settings, read_settings


@pytest.fixture
def project(built: Settings, tmp_path: Path) -> Settings:
    """The real content, and the cache of a build so that the next is quick."""
    root = copy_project(tmp_path / "project")
    shutil.copytree(built.work / "cache", root / ".build/cache")
    return read_settings(root)


@pytest.fixture
def stages() -> list[str]:
    """What is told while something is made."""
    return []


def _build(settings: Settings, stages: list[str]) -> conductor.Result:
    stages.clear()
    return conductor.build(settings, stages.append)


def _edit(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def test_what_stands_is_left_and_told_of_as_before(project: Settings, stages: list[str]) -> None:
    first = _build(project, stages)
    before = {path: path.stat().st_mtime_ns for path in project.output.rglob("*")}
    again = _build(project, stages)
    assert stages == ["Reading and checking the content"]
    assert {path: path.stat().st_mtime_ns for path in project.output.rglob("*")} == before
    assert (again.pages, again.addresses, again.advice) == (first.pages, first.addresses, first.advice)


CHANGES: dict[str, Callable[[Settings], object]] = {
    "a case": lambda settings: _edit(settings.root / "recommendations/cases/udi.md"),
    "the settings": lambda settings: _edit(settings.root / "mkdocs.yml"),
    "the frame": lambda settings: _edit(settings.root / "overrides/main.html"),
    "a page gone": lambda settings: (settings.output / "index.html").unlink(),
    "a page by hand": lambda settings: (settings.output / "index.html").write_bytes(b"a hand has been here"),
    "a page more": lambda settings: (settings.output / "more.html").write_bytes(b""),
    "the site gone": lambda settings: shutil.rmtree(settings.output),
    "the memory cut": lambda settings: [path.write_bytes(b"") for path in (settings.work / "standing").rglob("*/*")],
}


@pytest.mark.parametrize(
    "kinds",
    [
        ("a case", "a page by hand", "the site gone", "the memory cut"),
        pytest.param(tuple(CHANGES), marks=pytest.mark.slow),
    ],
    ids=["some", "all"],
)
def test_whatever_has_changed_makes_it_again(project: Settings, stages: list[str], kinds: tuple[str, ...]) -> None:
    _build(project, stages)
    before = files_of(project.output).keys()
    for what in kinds:
        CHANGES[what](project)
        _build(project, stages)
        assert len(stages) > 1, what
        assert files_of(project.output).keys() == before, what
        assert b"a hand has been here" not in (project.output / "index.html").read_bytes()
