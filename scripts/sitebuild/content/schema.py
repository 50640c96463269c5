"""Node tree -> frozen dataclasses. The dataclass is the schema: its fields, types and defaults are the rules.

A field without a default is required. Types: `Text` and its kinds, `int`, `bool`, `date`, an enum of texts,
`tuple[X, ...]` for a list, `Mapping[str, X]` for a block of words, or another dataclass for a block of keys.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

import yaml

from ..model.values import Text
from ..model.web_address import SCHEMES, encoded, fault
from ..problems import Code, Place, Problem, did_you_mean
from .yaml_checks import place_of

T = typing.TypeVar("T")

UNKNOWN_KEY = Code(
    "K201", "Only the keys of the content model are used.", bad="titel: Vend i tide", good="title: Vend i tide"
)
MISSING_KEY = Code(
    "K202", "Every key the model requires is there.", bad="(no summary)", good="summary: Éi setning som står åleine."
)
WRONG_TYPE = Code("K203", "A value has the kind the model gives it.", bad="terms: samarbeid", good="terms: [samarbeid]")
UNKNOWN_VALUE = Code(
    "K204", "A value from a fixed list is one of the list.", bad="kind: projekt", good="kind: prosjekt"
)
BAD_FORM = Code(
    "K205", "Ids, references and addresses have their fixed form.", bad="id: Århus kommune", good="id: arhus-kommune"
)
EMPTY_VALUE = Code(
    "K206", "A key that is written has a value, and a list has items.", bad="terms:", good="terms: [samarbeid]"
)

# A slip of the finger makes a year that would be the newest of all for ever.
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_STR, _INT, _DATE = (f"tag:yaml.org,2002:{name}" for name in ("str", "int", "timestamp"))


def _one_line(text: str) -> str:
    """The words with one space between them; spaces that the editor made wide, narrow or unbreakable stay."""
    return re.sub(r"[ \t\n\r\f\v]+", " ", text).strip()


def _quoted(node: yaml.ScalarNode) -> str:
    """A value that YAML takes for a number, a date or a truth, as text."""
    return f'"{node.value}"'


@cache
def _fields(cls: type) -> dict[str, tuple[object, bool]]:
    """Each key of a record: its type and whether it is required (`place` is ours, not the editor's)."""
    hints = typing.get_type_hints(cls)
    return {
        field.name: (hints[field.name], _is_required(field))
        for field in dataclasses.fields(cls)
        if field.name not in ("place", "body")
    }


def _is_required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


class Reader:
    """Reads records out of one file's nodes and collects what is wrong with them in `problems`."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.name = name
        self.problems = problems

    def record(self, node: yaml.Node, cls: type[T], **given: object) -> T | None:
        """The record in `node`, or None when a key of it is missing or wrong; `given` fills other fields."""
        place = place_of(node, self.name)
        if not isinstance(node, yaml.MappingNode):
            self._wrong_type(place, "a block of keys", "key: value")
            return None
        values = self._values(node, cls)
        complete = self._all_required(cls, values, place)
        values = {key: value for key, value in values.items() if value is not None}
        made: Callable[..., T] = cls
        return made(place=place, **values, **given) if complete else None

    def records(self, node: yaml.Node, cls: type[T]) -> list[T | None]:
        """The records of a list of blocks, with None for each that is not sound, and for a list without any."""
        if isinstance(node, yaml.SequenceNode) and not node.value:
            place = place_of(node, self.name)
            self.problems.append(EMPTY_VALUE(place, "the list is empty", "write its items, or put the file back"))
            return [None]
        if not isinstance(node, yaml.SequenceNode):
            self._wrong_type(place_of(node, self.name), "a list", "- id: …")
            return []
        return [self.record(item, cls) for item in node.value]

    def _values(self, node: yaml.MappingNode, cls: type) -> dict[str, object]:
        fields = _fields(cls)
        values: dict[str, object] = {}
        for key, value in node.value:
            if key.value in fields:
                values[key.value] = self._value(value, fields[key.value][0], key.value)
                continue
            wrong = f'unknown key "{key.value}"'
            self.problems.append(UNKNOWN_KEY(place_of(key, self.name), wrong, did_you_mean(str(key.value), fields)))
        return values

    def _all_required(self, cls: type, values: dict[str, object], place: Place) -> bool:
        complete = True
        for key, (_kind, required) in _fields(cls).items():
            if required and key not in values:
                self.problems.append(MISSING_KEY(place, f'the key "{key}" is missing', f"add {key}: …"))
            complete = complete and not (required and values.get(key) is None)
        return complete

    def _value(self, node: yaml.Node, kind: Any, key: str) -> object | None:
        if isinstance(kind, types.UnionType):
            kind = next(part for part in typing.get_args(kind) if part is not type(None))
        if typing.get_origin(kind) is tuple:
            return self._list(node, typing.get_args(kind)[0], key)
        if typing.get_origin(kind) is Mapping:
            return self._words(node, typing.get_args(kind)[1], key)
        if dataclasses.is_dataclass(kind) and isinstance(kind, type):
            return self.record(node, kind)
        return self._scalar(node, kind, key)

    def _list(self, node: yaml.Node, kind: object, key: str) -> tuple[object, ...] | None:
        place = place_of(node, self.name)
        if not isinstance(node, yaml.SequenceNode):
            if getattr(node, "value", None) == "":
                self._empty(place, key)
            else:
                self._wrong_type(place, f'"{key}" as a list', f"{key}: [one, another], or one to a line after -")
            return None
        if not node.value:
            self._empty(place, key)
            return None
        found = tuple(self._value(item, kind, key) for item in node.value)
        return tuple(item for item in found if item is not None)

    def _words(self, node: yaml.Node, kind: type, key: str) -> Mapping[str, object] | None:
        """A block in which each key is a word, told apart without regard to capitals."""
        place = place_of(node, self.name)
        if not isinstance(node, yaml.MappingNode):
            if getattr(node, "value", None) == "":
                self._empty(place, key)
            else:
                self._wrong_type(place, f'"{key}" as lines of word: better word', f"{key}: and a line below for each")
            return None
        pairs = [(self._scalar(word, Text, key), self._scalar(value, kind, key)) for word, value in node.value]
        return {str(word).lower(): value for word, value in pairs if word is not None and value is not None}

    def _scalar(self, node: yaml.Node, kind: type, key: str) -> object | None:
        place = place_of(node, self.name)
        if not isinstance(node, yaml.ScalarNode):
            self._wrong_type(place, f'"{key}" as one value', f"{key}: value")
            return None
        if not node.value.strip():
            self._empty(place, key)
            return None
        if issubclass(kind, StrEnum):
            return self._choice(node, kind, key, place)
        if issubclass(kind, Text):
            return self._text(node, kind, key, place)
        return self._number_or_date(node, kind, key, place)

    def _text(self, node: yaml.ScalarNode, kind: type[Text], key: str, place: Place) -> Text | None:
        if node.tag != _STR and kind is Text:
            self.problems.append(WRONG_TYPE(place, f'expected "{key}" as text', f"put it in quotes: {_quoted(node)}"))
            return None
        text = _one_line(node.value) if kind is Text else " ".join(node.value.split())
        if kind.pattern.fullmatch(text):
            is_address = kind is not Text and text.startswith(SCHEMES) and fault(text) is None
            return kind(encoded(text) if is_address else text, place)
        wrong = f'"{key}" is not {kind.described}: "{text}"'
        self.problems.append(BAD_FORM(place, wrong, f"write it like {kind.example}"))
        return None

    def _choice(self, node: yaml.ScalarNode, kind: type[StrEnum], key: str, place: Place) -> StrEnum | None:
        known = [str(choice) for choice in kind]
        if node.value in known:
            return kind(node.value)
        wrong = f'unknown {key} "{node.value}"'
        self.problems.append(UNKNOWN_VALUE(place, wrong, did_you_mean(node.value, known)))
        return None

    def _number_or_date(self, node: yaml.ScalarNode, kind: type, key: str, place: Place) -> object | None:
        try:
            if kind is int and node.tag == _INT and re.fullmatch(r"0|[1-9]\d{0,8}", node.value):
                return int(node.value)
            if kind is date and node.tag == _DATE and _FIRST_YEAR <= int(node.value[:4]) < _LAST_YEAR:
                return date.fromisoformat(node.value)
        except ValueError:
            pass
        described, example = ("a whole number", "3") if kind is int else ("a date of our time", "2026-11-24")
        self._wrong_type(place, f'"{key}" as {described}', f"{key}: {example}")
        return None

    def _wrong_type(self, place: Place, expected: str, remedy: str) -> None:
        self.problems.append(WRONG_TYPE(place, f"expected {expected}", f"write {remedy}"))

    def _empty(self, place: Place, key: str) -> None:
        self.problems.append(EMPTY_VALUE(place, f'"{key}" has no value', f"fill in {key}, or remove the key"))
