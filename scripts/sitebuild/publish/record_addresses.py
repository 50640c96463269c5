"""Remember what has been published: adds to the contract and to the ledger. Nothing is ever taken out of either."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ..content import contract, ledger
from ..content.ledger import Ledger
from ..model.kinds import key_of
from ..problems import Problem, stop_on_errors
from ..site.contract import lines_of
from ..site.site import Site


def record(root: Path, site: Site, addresses: Mapping[str, frozenset[str]]) -> list[str]:
    """Write down a built site's addresses and ids; returns the addresses that are new, sorted."""
    known = {f"/{line.path}#{line.anchor}" if line.anchor else f"/{line.path}" for line in site.published}
    added = sorted(set(lines_of(addresses)) - known)
    text, lines = contract.write([*known, *added]), ledger.write(ledger_of(site))
    _must_be_readable(text, lines)
    texts = {
        root / contract.FILE: text,
        root / ledger.FILE: lines,
    }
    write_together({path: text for path, text in texts.items() if _read(path) != text.encode()})
    return added


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


def write_together(texts: Mapping[Path, str]) -> None:
    """Write files so that either all of them are new or none is, and none is ever half written."""
    before = {path: _read(path) for path in texts}
    try:
        for path, text in texts.items():
            _replace(path, text.encode())
    except BaseException:
        for path, data in before.items():
            _replace(path, data) if data is not None else path.unlink(missing_ok=True)
        raise


def _replace(path: Path, data: bytes) -> None:
    making = path.with_name(f"{path.name}.making")
    try:
        with making.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        making.replace(path)
    finally:
        making.unlink(missing_ok=True)


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
