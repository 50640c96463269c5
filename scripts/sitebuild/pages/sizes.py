"""How large the files are that a page leads to: filled in when they have been made, after the page was written.

A page is rendered once, and before the files that are made from it; where a size is to stand, it has a comment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ..language.texts import Texts
from .render import RenderedPage

_SLOT = re.compile(r"<!--size:([^>]+?)-->")


def told(address: str, data: bytes, texts: Texts, leaves: int | None = None) -> str:
    """The size of the file at `address`, after a comma: «, 3 sider, 40 kB»; of a large file «, 1,2 MB»."""
    if len(data) >= 1_000_000:
        number = f"{len(data) / 1_000_000:.1f}".replace(".", texts("sizes.comma"))
        size = texts("sizes.large", number=number)
    else:
        size = texts("sizes.small", number=max(1, round(len(data) / 1000)))
    if leaves is None:
        return f", {size}"
    kind = "slide" if address.endswith(".pptx") else "page"
    return f", {texts(f'sizes.{kind}' if leaves == 1 else f'sizes.{kind}s', count=leaves)}, {size}"


def with_sizes(pages: list[RenderedPage], sizes: Mapping[str, str]) -> list[RenderedPage]:
    """The pages with the sizes that are known, by the address of the file; other places are left as they are."""
    return [replace(page, html=fill(page.html, sizes)) for page in pages]


def fill(html: str, sizes: Mapping[str, str]) -> str:
    """A page's HTML with the sizes that are known."""
    return _SLOT.sub(lambda slot: sizes.get(slot[1], slot[0]), html)
