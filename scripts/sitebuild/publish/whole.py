"""Whether a site is whole: every address on it that a page has is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from ..model.made_files import Files
from ..problems import ToolError

# How many are told of: what is missing in the frame is missing on every page.
_SHOWN = 12
# An address within the site, without what stands after # or ?.
_LOCAL = re.compile(r'\s(?:href|src)="(?![a-z]+:|#|\?|//)([^"#?]+)')


def must_be_whole(made: Files, base_path: str) -> None:
    """Every address on the site that a page has, in a link or for a script or a picture, is there.

    Raises `ToolError`: a style sheet, a script or an item of the menu is missing, which no rule for content can see.
    """
    asked: dict[str, list[str]] = {}
    for page in sorted(name for name in made if name.endswith(".html")):
        for found in _missing(page, made, base_path):
            asked.setdefault(found, []).append(page)
    if asked:
        most = sorted(asked.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:_SHOWN]
        shown = [f"{path} (asked for by {len(pages)} pages, the first of them {pages[0]})" for path, pages in most]
        told = "Pages ask for what is not there. See to docs/assets, overrides and the menu in mkdocs.yml:"
        raise ToolError("\n  ".join([told, *shown]))


def _missing(page: str, made: Files, base_path: str) -> Iterator[str]:
    for target in set(_LOCAL.findall(made[page].decode())):
        name = unquote(unescape(target))
        folder = "" if name.startswith("/") else posixpath.dirname(page)
        path = posixpath.normpath(posixpath.join(folder, name.removeprefix(base_path) if not folder else name))
        path = "" if path == "." else path
        if not (f"{path}/index.html".lstrip("/") in made or (path in made and not name.endswith("/"))):
            yield path
