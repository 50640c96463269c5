"""The last touches to a built site, and the swap that puts it in place of the former one."""

from __future__ import annotations

import shutil
from pathlib import Path

from .permanent.relink import rooted
from .problems import ToolError
from .settings import Settings

# What the engine's theme copies along and no page of ours loads.
_UNUSED = (
    "assets/javascripts",
    "assets/images",
    "assets/stylesheets",
    "sitemap.xml*",
)


def finish(settings: Settings, site: Path) -> None:
    """Remove what no page uses, and put the page for unknown addresses where servers look for it."""
    for pattern in _UNUSED:
        for path in site.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    page = site / "404" / "index.html"
    html = page.read_text(encoding="utf-8")
    (site / "404.html").write_text(rooted(html, "404/", settings.base_path), encoding="utf-8", newline="\n")
    shutil.rmtree(page.parent)


def swap(made: Path, output: Path, previous: Path) -> None:
    """Put the new site in the old one's place by renaming, so that there is never half a site."""
    shutil.rmtree(previous, ignore_errors=True)
    try:
        if output.exists():
            output.rename(previous)
        made.rename(output)
    except (OSError, KeyboardInterrupt) as error:
        if previous.exists() and not output.exists():
            previous.rename(output)
        if isinstance(error, KeyboardInterrupt):
            raise
        raise ToolError(
            f"The new site could not take the place of {output} ({error.strerror}). "
            "Close what holds files in that folder open, and build again. The former site is untouched."
        ) from error
    shutil.rmtree(previous, ignore_errors=True)
