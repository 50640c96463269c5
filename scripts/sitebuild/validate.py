"""Runs every rule over the draft."""

from __future__ import annotations

from collections.abc import Iterator

from .model.records import Draft
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

RULES = (
    *structure.RULES,
    *identity.RULES,
    *references.RULES,
    *situations.RULES,
    *evidence.RULES,
    *backing.RULES,
    *dated.RULES,
    *language.RULES,
    *glyphs.RULES,
    *markup.RULES,
    *links.RULES,
    *pages.RULES,
)


def validate(draft: Draft) -> Iterator[Problem]:
    """Every problem that every rule finds."""
    for rule in RULES:
        yield from rule(draft)
