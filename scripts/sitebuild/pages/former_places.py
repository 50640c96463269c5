"""Ids that a page has had: each is still on the page, at what it leads to, so that an old link lands there.

An empty element with the id says nothing to a screen reader and is no stop for Tab. Where the text has moved to
another page, a line says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from markupsafe import Markup

from ..model.sections import TOP
from ..site.moves import former
from ..site.site import Site
from .writer import Writer


def with_former_places(html: str, writer: Writer, site: Site) -> str:
    """The page's article with its former ids put in."""
    found = former(writer.entry, site)
    if not found.here and not found.away:
        return html
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    for name in sorted(found.here.keys() - ids, reverse=True):
        place = _landing(name, found.here, ids)
        html = _inside(html, place, f'<span class="anchor-former" id="{name}"></span>')
    removed = site.page_anchors[writer.entry.place.path].removed
    for name in sorted(found.away.keys() - ids, reverse=True):
        claim = found.away[name]
        told = site.texts.linked("moved.away", writer.url(claim.target), title=claim.entry.label)
        line = str(Markup('\n<p class="anchor-moved" id="{}">{}</p>').format(name, told))
        html = _after_heading(html, removed.get(name, TOP), line)
    return html


def _landing(name: str, leads: Mapping[str, str], ids: Collection[str]) -> str:
    """The id on the page that a former one leads to, past others that are former too."""
    seen = {name}
    while leads.get(name, TOP) not in ids and leads.get(name) in leads and leads[name] not in seen:
        name = leads[name]
        seen.add(name)
    target = leads.get(name, TOP)
    return target if target in ids else TOP


def _inside(html: str, target: str, element: str) -> str:
    """`element` first in what has the id `target`; in its heading, if it begins with one."""
    begins = rf'<\w+(?:\s[^>]*)?\sid="{re.escape(target)}"[^>]*>(?:\s*<h[1-6][^>]*>)?'
    return re.sub(begins, lambda found: found[0] + element, html, count=1)


def _after_heading(html: str, target: str, element: str) -> str:
    """`element` below the heading with the id `target`, or below the page's title."""
    heading = rf'(<h([1-6])(?:\s[^>]*)?\sid="{re.escape(target)}"[^>]*>.*?</h\2>)'
    put, count = re.subn(heading, lambda found: found[0] + element, html, count=1, flags=re.S)
    return put if count or target == TOP else _after_heading(html, TOP, element)
