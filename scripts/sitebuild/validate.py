"""Runs every rule over the content.

A rule of `OWN_RULES` takes one record and looks at nothing else. What it finds is kept with the record by who reads it,
so that a page that is as it was is not looked over again. A rule of `RULES` takes the whole draft.
"""

from __future__ import annotations

from collections.abc import Iterator

from .model.records import Draft, Record
from .problems import Problem
from .rules import (
    backing,
    dated,
    evidence,
    glyphs,
    identity,
    language,
    links,
    markup,
    pages,
    references,
    situations,
    structure,
)

OWN_RULES = (
    *structure.OWN_RULES,
    *references.OWN_RULES,
    *situations.OWN_RULES,
    *evidence.OWN_RULES,
    *backing.OWN_RULES,
    *dated.OWN_RULES,
    *language.OWN_RULES,
    *glyphs.OWN_RULES,
    *markup.OWN_RULES,
    *links.OWN_RULES,
)
RULES = (
    *structure.RULES,
    *identity.RULES,
    *references.RULES,
    *situations.RULES,
    *evidence.RULES,
    *backing.RULES,
    *language.RULES,
    *pages.RULES,
)


def own_problems(record: Record) -> Iterator[Problem]:
    """Every problem that a record shows by itself."""
    for rule in OWN_RULES:
        yield from rule(record)


def validate(draft: Draft) -> Iterator[Problem]:
    """Every problem that shows when records are seen together."""
    for rule in RULES:
        yield from rule(draft)
