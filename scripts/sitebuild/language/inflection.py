"""The first forms that an inflected word may belong to, by its ending."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from .plain import rules

_DOUBLED = frozenset("bdfgklmnprst")


@cache
def _endings() -> Mapping[str, Mapping[str, list[tuple[str, str]]]]:
    """Class -> last letter -> endings, longest first."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for kind, rows in rules()["inflection"].items():
        by_letter: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for end, new in rows:
            by_letter[end[-1]].append((end, new))
        found[kind] = by_letter
    return found


def bases(form: str, kind: str) -> Iterator[str]:
    """The first forms of a class that a form may belong to, by its ending: «artiklane» to «artikel», and «artikkel»."""
    for end, new in _endings().get(kind, {}).get(form[-1:], ()):
        stem = form.removesuffix(end)
        if len(stem) == len(form) or len(stem) < 2:
            continue
        yield stem + new
        if not new and stem[-1] == stem[-2] == "m":
            yield stem[:-1]
        elif len(new) == 2 and end[0] == new[1] and stem[-1] in _DOUBLED:
            yield stem + stem[-1] + new
