"""The rendered pages as files, for the benchmarks that give them to another builder."""

from __future__ import annotations

from pathlib import Path

import yaml

from sitebuild.build import check
from sitebuild.pages.render import frame_values, render
from sitebuild.site.site import Site

_PAGES = ".bare-pages"
# The frame asks for the texts of its language, which are an object and no value that a configuration can hold.
_HOOK = """from sitebuild.language.texts import NYNORSK


def on_config(config):
    config.extra["t"] = NYNORSK
"""


def write_rendered(root: Path, folder: Path) -> Path:
    """Write every page of the project at `root` into `folder`, as the engine would read it; returns the folder."""
    return _written(check(root)[0], folder)


def _written(site: Site, folder: Path) -> Path:
    for page in render(site):
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.source, encoding="utf-8", newline="\n")
    return folder


def write_bare(root: Path) -> Path:
    """A configuration for `mkdocs build` alone: the project's own, with the rendered pages as what is built."""
    site, _advice = check(root)
    _written(site, root / _PAGES)
    config = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    hook, path = root / "bare_hook.py", root / "bare.yml"
    hook.write_text(_HOOK, encoding="utf-8", newline="\n")
    config |= {"docs_dir": _PAGES, "site_dir": ".bare", "hooks": [hook.name]}
    config["extra"]["mark"] = str(frame_values(site)["mark"])
    path.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path
