"""How large the files are that a page leads to: filled in when they have been made, after the page was written.

A page is rendered once, and before the files that are made from it; where a size is to stand, it has a comment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from .render import RenderedPage

_SLOT = re.compile(r"<!--size:([^>]+?)-->")


def leaf_of(address: str) -> tuple[str, str]:
    """What one of the leaves of a file is called, and what several are."""
    return ("lysbilete", "lysbilete") if address.endswith(".pptx") else ("side", "sider")


def told(data: bytes, leaves: int | None = None, called: tuple[str, str] = ("side", "sider")) -> str:
    """A size in words, after a comma: «, 3 sider, 40 kB»; of a large file «, 1,2 MB»."""
    count = "" if leaves is None else f", {leaves} {called[leaves != 1]}"
    large = len(data) >= 1_000_000
    size = f"{len(data) / 1_000_000:.1f} MB".replace(".", ",") if large else f"{max(1, round(len(data) / 1000))} kB"
    return f"{count}, {size}"


def with_sizes(pages: list[RenderedPage], sizes: Mapping[str, str]) -> list[RenderedPage]:
    """The pages with the sizes that are known, by the address of the file; other places are left as they are."""
    return [replace(page, html=fill(page.html, sizes)) for page in pages]


def fill(html: str, sizes: Mapping[str, str]) -> str:
    """A page's HTML with the sizes that are known."""
    return _SLOT.sub(lambda slot: sizes.get(slot[1], slot[0]), html)
