"""Rules for links: each has words to click, and an outside address is one that every reader can follow.

No network is asked: whether somebody answers at an address is not for a build to depend on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.body import Body, Citation, Link, all_inline, plain, walk_inline
from ..model.records import Draft
from ..model.web_address import SCHEMES, fault
from ..problems import Code, Problem

BAD_LINK = Code(
    "A603",
    "A link has words to click, and an address that leads somewhere for every reader.",
    bad="[](http://localhost:8000/om/)",
    good="[rapporten](https://www.digdir.no/digitaliseringsradet/)",
)


def links_can_be_followed(draft: Draft) -> Iterator[Problem]:
    for page in draft.page_records:
        yield from _in_text(page.body)
    for source in draft.sources:
        found = fault(source.url) if source.url else None
        if source.url and found:
            yield BAD_LINK(source.url.place, *found)
    for record in draft.archive:
        for target in record.replaced_by:
            found = fault(target) if target.startswith(SCHEMES) else None
            if found:
                yield BAD_LINK(target.place, *found)


def _in_text(body: Body) -> Iterator[Problem]:
    for node in all_inline(body):
        if not isinstance(node, Link):
            continue
        if not re.search(r"\w", plain(node.children)):
            yield BAD_LINK(node.target.place, "the link has no words to click", "write what is there: [text](address)")
        if any(isinstance(inner, Citation) for inner in walk_inline(node.children)):
            yield BAD_LINK(node.target.place, "a note stands inside the link", "move the note to after the link")
        found = fault(node.target) if node.target.startswith(SCHEMES) else None
        if found:
            yield BAD_LINK(node.target.place, *found)


RULES = (links_can_be_followed,)
