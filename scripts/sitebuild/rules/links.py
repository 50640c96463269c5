"""Rules for links: each has words to click, and an outside address is one that every reader can follow.

No network is asked: whether somebody answers at an address is not for a build to depend on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.body import Body, Citation, Link, all_inline, plain, walk_inline
from ..model.records import Archived, PageRecord, Record, Source
from ..model.values import Text
from ..model.web_address import SCHEMES, fault
from ..problems import Code, Problem

BAD_LINK = Code(
    "A603",
    "A link has words to click, and an address that leads somewhere for every reader.",
    bad="[](http://localhost:8000/om/)",
    good="[rapporten](https://www.digdir.no/digitaliseringsradet/)",
)


def links_can_be_followed(record: Record) -> Iterator[Problem]:
    if isinstance(record, PageRecord):
        yield from _in_text(record.body)
    elif isinstance(record, Source) and record.url:
        yield from _faults(record.url)
    elif isinstance(record, Archived):
        for target in record.replaced_by:
            yield from _faults(target) if target.startswith(SCHEMES) else ()


def _faults(target: Text) -> Iterator[Problem]:
    found = fault(target)
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
        if node.target.startswith(SCHEMES):
            yield from _faults(node.target)


OWN_RULES = (links_can_be_followed,)
