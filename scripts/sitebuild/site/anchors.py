"""An id for each step, question, pitfall and paragraph, so that a link can lead to just that, for ever.

An id is given once, and stays with its text through edits (`matching`); the ledger remembers which is which. The
build itself never writes the ledger: until `publish` does, the ids of new text are provisional.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..content.ledger import Anchor, Ledger
from ..model.records import PageRecord
from ..model.sections import Unit, units
from ..problems import Place
from .matching import heir, match


@dataclass(frozen=True)
class PageAnchors:
    """The anchors of one page: of each unit by where it stands in the file, and what each removed id leads to."""

    ids: Mapping[Place, str]
    removed: Mapping[str, str]
    lines: tuple[Anchor, ...]


def assign(entry: PageRecord, ledger: Ledger) -> PageAnchors:
    """The anchors of a page as it now is; `lines` are what the ledger is to hold of it."""
    found = [replace(unit, text=" ".join(unit.text.split()) or "…") for unit in _anchored(entry)]
    lines = number(found, ledger.of(entry))
    ids = {unit.place: line.id for unit, line in zip(found, lines, strict=False)}
    return PageAnchors(ids, {line.id: line.where for line in lines[len(found) :]}, lines)


def _anchored(entry: PageRecord) -> Iterator[Unit]:
    """The page for unknown addresses has no address of its own, so nothing on it can be linked to."""
    if entry.is_listed:
        yield from units(entry)


def number(found: Sequence[Unit], known: Sequence[Anchor]) -> tuple[Anchor, ...]:
    """An id for each unit, in order, and then every id that was removed now or before.

    A unit that is new gets the next number of its kind: `steg-1`, `sporsmal-2`, `avsnitt-3` …
    """
    live = [anchor for anchor in known if anchor.text is not None]
    matched = match(found, live)
    last = Counter[str]()
    for anchor in known:
        last[anchor.kind] = max(last[anchor.kind], anchor.number)
    ids = []
    for at, unit in enumerate(found):
        if at not in matched:
            last[unit.kind] += 1
        ids.append(live[matched[at]].id if at in matched else f"{unit.kind}-{last[unit.kind]}")
    kept = [Anchor(identity, unit.section, unit.text) for identity, unit in zip(ids, found, strict=True)]
    return (*kept, *_removed(known, live, set(matched.values()), found, ids))


def _removed(
    known: Sequence[Anchor], live: list[Anchor], kept: set[int], found: Sequence[Unit], ids: list[str]
) -> list[Anchor]:
    now = [Anchor(anchor.id, heir(anchor, found, ids)) for at, anchor in enumerate(live) if at not in kept]
    return [*(anchor for anchor in known if anchor.text is None), *now]
