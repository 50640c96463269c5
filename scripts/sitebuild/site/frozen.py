"""Mappings that nobody can change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from ..model.records import Entry

K = TypeVar("K")
V = TypeVar("V")
R = TypeVar("R", bound=Entry)


def freeze(found: Mapping[K, V]) -> Mapping[K, V]:
    """The same mapping, which nobody can change."""
    return MappingProxyType(dict(found))


def by_key(records: Iterable[R]) -> Mapping[str, R]:
    """Records by the names that others use of them."""
    return freeze({record.key: record for record in records})


def grouped(pairs: Iterable[tuple[str, V]], keys: Iterable[str]) -> Mapping[str, tuple[V, ...]]:
    """The values of each key, in order; every one of `keys` is there."""
    found: dict[str, list[V]] = {key: [] for key in keys}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return freeze({key: tuple(values) for key, values in found.items()})
