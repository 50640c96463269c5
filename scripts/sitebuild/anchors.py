"""An id for each step, question, pitfall and paragraph, so that a link can lead to just that."""

from __future__ import annotations

from collections import Counter

from .model import Case, HandPage, Recommendation
from .problems import Place
from .sections import units


def assign(entry: Recommendation | Case | HandPage) -> dict[Place, str]:
    """The anchor of each unit of a page, by where it stands: `steg-1`, `sporsmal-2`, `avsnitt-3` …"""
    counts: Counter[str] = Counter()
    anchors = {}
    for unit in units(entry):
        counts[unit.kind] += 1
        anchors[unit.place] = f"{unit.kind}-{counts[unit.kind]}"
    return anchors
