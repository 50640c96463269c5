"""The last touches to a built site, and the swap that puts it in place of the former one."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from .problems import ToolError
from .settings import Settings

# What the engine's theme copies along and no page of ours loads.
_UNUSED = (
    "assets/javascripts",
    "assets/images",
    "assets/stylesheets",
    "sitemap.xml*",
)
_RELATIVE = re.compile(r'(\s(?:href|src|action)=")(?![a-z]+:|/|#)([^"]*)"')


def finish(settings: Settings, site: Path) -> None:
    """Remove what no page uses, and put the page for unknown addresses where servers look for it."""
    for pattern in _UNUSED:
        for path in site.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    page = site / "404" / "index.html"
    html = page.read_text(encoding="utf-8")
    (site / "404.html").write_text(_rooted(html, settings.base_path), encoding="utf-8", newline="\n")
    shutil.rmtree(page.parent)


def _rooted(html: str, base: str) -> str:
    """The same page with addresses from the site's root: it is served at any depth."""

    def root(found: re.Match[str]) -> str:
        target = os.path.normpath(f"404/{found[2]}").replace(os.sep, "/")
        target = "" if target == "." else target
        slash = "/" if found[2].endswith("/") and target else ""
        return f'{found[1]}{base}{target}{slash}"'

    return _RELATIVE.sub(root, html)


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
