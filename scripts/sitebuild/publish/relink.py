"""The same page at another address: its relative links rewritten, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urljoin

from ..site.addresses import relative

_RELATIVE = re.compile(r'(\s(?:href|src|action|data-base)=")(?![a-z]+:|/|#)([^"]*)"')


def relink(html: str, old: str, new: str) -> str:
    """A page's HTML as it must be to stand at `new` instead of `old`; both are paths from the root."""
    return _rewrite(html, old, lambda target: relative(target, new))


def rooted(html: str, old: str, base: str) -> str:
    """The page with addresses from the server's root (`base`), so that it can be shown at any depth."""
    return _rewrite(html, old, lambda target: base + target)


def _rewrite(html: str, old: str, address: Callable[[str], str]) -> str:
    def link(found: re.Match[str]) -> str:
        target = urljoin(f"/{old}", found[2]).lstrip("/")
        path, mark, query = target.partition("?")
        return f'{found[1]}{address(path)}{mark}{query}"'

    return _RELATIVE.sub(link, html)
