"""The last touches to a built site, and the swap that puts it in place of the former one."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from ..problems import ToolError
from ..settings import Settings
from .relink import rooted

# What the engine makes although the site has its own.
_UNUSED = "sitemap.xml*"
# An address within the site, without what stands after # or ?.
_LOCAL = re.compile(r'\s(?:href|src)="(?![a-z]+:|#|\?|//)([^"#?]+)')


def finish(settings: Settings, site: Path) -> None:
    """Remove what is not ours, and put the page for unknown addresses where servers look for it."""
    for path in site.glob(_UNUSED):
        path.unlink()
    page = site / "404" / "index.html"
    html = page.read_text(encoding="utf-8")
    (site / "404.html").write_text(rooted(html, "404/", settings.base_path), encoding="utf-8", newline="\n")
    shutil.rmtree(page.parent)


def must_be_whole(site: Path, base_path: str) -> None:
    """Every address on the site that a page has, in a link or for a script or a picture, is there.

    Raises `ToolError`: a style sheet, a script or an item of the menu is missing, which no rule for content can see.
    """
    missing = Counter(found for page in site.rglob("*.html") for found in _missing(page, site, base_path))
    if missing:
        shown = [f"{path} (asked for by {count} pages)" for path, count in missing.most_common(12)]
        told = "Pages ask for what is not there. See to docs/assets, overrides and the menu in mkdocs.yml:"
        raise ToolError("\n  ".join([told, *shown]))


def _missing(page: Path, site: Path, base_path: str) -> Iterator[str]:
    for target in set(_LOCAL.findall(page.read_text(encoding="utf-8"))):
        name = unquote(unescape(target))
        path = site / name.removeprefix(base_path) if name.startswith("/") else page.parent / name
        if not (path / "index.html" if name.endswith("/") or path.is_dir() else path).is_file():
            yield os.path.relpath(path, site).replace(os.sep, "/")


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
