"""Record classes -> JSON Schema (draft 2020-12): strict, every key required, described in the texts' language."""

from __future__ import annotations

import dataclasses
import types
import typing
from enum import StrEnum

from ...language.texts import Texts
from .records import Limits

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SIMPLE: dict[type, dict[str, object]] = {str: {"type": "string", "minLength": 1}, int: {"type": "integer"}}


def schema_of(envelope: type, record: type, identity: str, title: str, about: str, texts: Texts) -> dict[str, object]:
    """The schema of a file: the keys of `envelope`, and `items`, a list of `record`."""
    maker = _Maker(texts)
    root = maker.object(envelope)
    items = {"type": "array", "items": maker.schema(record), "description": texts("schema.items")}
    root["properties"] = {
        "$schema": {"const": identity, "description": texts("schema.address")},
        **root["properties"],
        "items": items,
    }
    root["required"] = list(root["properties"])
    return {
        "$schema": DIALECT,
        "$id": identity,
        "title": title,
        "description": about,
        **{key: value for key, value in root.items() if key != "description"},
        "$defs": dict(sorted(maker.definitions.items())),
    }


class _Maker:
    """Makes one schema; records that stand in others are collected in `definitions`."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.definitions: dict[str, object] = {}

    def object(self, record: typing.Any) -> dict[str, typing.Any]:
        """A record as an object with exactly its keys, each described."""
        hints = typing.get_type_hints(record, include_extras=True)
        names = [field.name for field in dataclasses.fields(record)]
        return {
            "type": "object",
            "description": self.texts(f"records.{record.__name__}.about"),
            "properties": {
                name: self.schema(hints[name]) | {"description": self._described(record, name)} for name in names
            },
            "required": names,
            "additionalProperties": False,
        }

    def _described(self, record: type, name: str) -> str:
        """What a key is: told of the class that has it, also for those that are made from that class."""
        owner = next(found for found in record.__mro__ if name in vars(found).get("__annotations__", {}))
        return self.texts(f"records.{owner.__name__}.{name}")

    def schema(self, kind: typing.Any) -> dict[str, typing.Any]:
        if typing.get_origin(kind) is typing.Annotated:
            inner, *limits = typing.get_args(kind)
            return {**self.schema(inner), **{key: value for part in limits for key, value in _limits(part).items()}}
        if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
            [inner] = [part for part in typing.get_args(kind) if part is not types.NoneType]
            return {"anyOf": [self.schema(inner), {"type": "null"}]}
        if typing.get_origin(kind) is tuple:
            return {"type": "array", "items": self.schema(typing.get_args(kind)[0])}
        if dataclasses.is_dataclass(kind) and isinstance(kind, type):
            if kind.__name__ not in self.definitions:
                self.definitions[kind.__name__] = {}  # a record that holds itself would go on for ever
                self.definitions[kind.__name__] = self.object(kind)
            return {"$ref": f"#/$defs/{kind.__name__}"}
        if issubclass(kind, StrEnum):
            return {"enum": [str(value) for value in kind]}
        return dict(_SIMPLE[kind])


def _limits(limits: Limits) -> dict[str, object]:
    return {key: value for key, value in vars(limits).items() if value is not None}
