"""What is to be remembered of what is published, in the contract and in the ledger. Nothing is taken out of either.

`in_place` writes it, in the same step as the site.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..content import contract, ledger
from ..content.ledger import Ledger
from ..model.kinds import key_of
from ..problems import Problem, stop_on_errors
from ..site.contract import lines_of
from ..site.site import Site


def record(root: Path, site: Site, addresses: Mapping[str, frozenset[str]]) -> tuple[list[str], dict[Path, str]]:
    """A built site's addresses that are new, sorted, and the texts of the files that are to remember them."""
    known = {f"/{line.path}#{line.anchor}" if line.anchor else f"/{line.path}" for line in site.published}
    added = sorted(set(lines_of(addresses)) - known)
    text, lines = contract.write([*known, *added]), ledger.write(ledger_of(site))
    _must_be_readable(text, lines)
    texts = zip(files(root), (text, lines), strict=True)
    return added, {path: text for path, text in texts if _read(path) != text.encode()}


def files(root: Path) -> tuple[Path, Path]:
    """The contract and the ledger: what `record` has texts for."""
    return root / contract.FILE, root / ledger.FILE


def _must_be_readable(text: str, lines: str) -> None:
    """What is written here is for ever, so it is read first: nothing goes in that every later check would refuse."""
    problems: list[Problem] = []
    contract.parse(text, problems)
    ledger.parse(lines, problems)
    stop_on_errors(problems)


def unpublished(site: Site, addresses: Mapping[str, frozenset[str]]) -> int:
    """How many addresses of a built site the contract does not have yet."""
    known = {(line.path, line.anchor) for line in site.published}
    return len({(path, anchor) for path, anchors in addresses.items() for anchor in ("", *anchors)} - known)


def ledger_of(site: Site) -> Ledger:
    """The ledger as it is to be: every page's anchors under the page's own key, and those of pages that are gone."""
    entries = site.draft.page_records
    moved = {site.ledger.name_of(entry) for entry in entries}
    gone = {key: anchors for key, anchors in site.ledger.pages.items() if key not in moved}
    now = {key_of(entry): site.page_anchors[entry.place.path].lines for entry in entries}
    return Ledger({**gone, **{key: lines for key, lines in now.items() if lines}})


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
