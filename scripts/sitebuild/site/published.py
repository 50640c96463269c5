"""Whether the two files that remember what was published agree; `publish` is what writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..content import contract, ledger
from ..content.committed import committed
from ..content.contract import Published
from ..content.ledger import Ledger
from ..model.records import PageRecord
from ..model.sections import UNIT_ID
from ..problems import Code, Place, Problem
from .addresses import address
from .contract import anchors_by_path
from .site import Site

DISAGREE = Code(
    "P805",
    "anchors.txt and published-urls.txt agree: nobody edits them by hand, and no id is given twice.",
    bad="doeme:udi#avsnitt-7 [situasjonen] … (the id was avsnitt-2)",
    good="doeme:udi#avsnitt-2 [situasjonen] …",
)
_TAKE_BACK = f"take the file back, git checkout {ledger.FILE} {contract.FILE}, and publish again"


def disagreements(site: Site) -> Iterator[Problem]:
    """Ids of live pages that only one of the two files has: a sign that somebody edited one by hand."""
    published, known = anchors_by_path(site.published), site.ledger
    if not published:
        if known.pages:
            wrong = "ids have been given, and the list of the addresses they are published at is gone"
            yield DISAGREE(Place(contract.FILE), wrong, _TAKE_BACK)
        return
    if not known.pages and any(UNIT_ID.fullmatch(line.anchor) for lines in published.values() for line in lines):
        yield DISAGREE(Place(ledger.FILE), "addresses are published, and the ledger of their ids is gone", _TAKE_BACK)
        return
    for entry in site.draft.page_records:
        yield from _of_page(entry, known, published)


def taken_out(root: Path, site: Site) -> Iterator[Problem]:
    """A problem where the last commit has addresses that the contract no longer has: nobody takes out a line."""
    now = {f"/{line.path}#{line.anchor}" if line.anchor else f"/{line.path}" for line in site.published}
    before = [line for line in committed(root, contract.FILE).splitlines() if line.startswith("/")]
    gone = [line for line in before if line not in now]
    if gone:
        more = f" and {len(gone) - 1} more" if len(gone) > 1 else ""
        wrong = f"{gone[0]}{more} stood here in the last commit, and others rely on what was published"
        yield DISAGREE(Place(contract.FILE), wrong, f"take the file back, git checkout {contract.FILE}")


def _of_page(entry: PageRecord, known: Ledger, published: Mapping[str, list[Published]]) -> Iterator[Problem]:
    key, lines = known.name_of(entry), known.of(entry)
    paths = [address(entry), *(former.path for former in entry.redirect_from if former.anchor is None)]
    given = {line.anchor for path in paths for line in published.get(path, ())}
    for kept in lines:
        if kept.id not in given:
            yield DISAGREE(kept.place, f'the id "{key}#{kept.id}" was never published', _TAKE_BACK)
    ids = {kept.id for kept in lines}
    for line in published.get(address(entry), ()):
        if UNIT_ID.fullmatch(line.anchor) and line.anchor not in ids:
            wrong = f'the id "{key}#{line.anchor}" was published, and {ledger.FILE} does not have it'
            yield DISAGREE(line.place, wrong, _TAKE_BACK)
