"""The rendered pages as files, for the benchmarks that give them to another builder."""

from __future__ import annotations

from pathlib import Path

from sitebuild.build import check
from sitebuild.pages.render import render


def write_rendered(root: Path, folder: Path) -> Path:
    """Write every page of the project at `root` into `folder`, as the engine would read it; returns the folder."""
    site, _advice = check(root)
    for page in render(site):
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.source, encoding="utf-8", newline="\n")
    return folder
