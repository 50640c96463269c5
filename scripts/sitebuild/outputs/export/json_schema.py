"""Record classes -> JSON Schema (draft 2020-12): strict, every key required, described in Nynorsk."""

from __future__ import annotations

import dataclasses
import types
import typing
from enum import StrEnum

from .records import Limits

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SIMPLE: dict[type, dict[str, object]] = {str: {"type": "string", "minLength": 1}, int: {"type": "integer"}}


def schema_of(envelope: type, record: type, identity: str, title: str, about: str) -> dict[str, object]:
    """The schema of a file: the keys of `envelope`, and `items`, a list of `record`."""
    definitions: dict[str, object] = {}
    root = _object(envelope, definitions)
    items = {"type": "array", "items": _schema(record, definitions), "description": "Postane."}
    root["properties"] = {
        "$schema": {"const": identity, "description": "Adressa til dette skjemaet."},
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
        "$defs": dict(sorted(definitions.items())),
    }


def _object(record: typing.Any, definitions: dict[str, object]) -> dict[str, typing.Any]:
    """A record as an object with exactly its keys; records inside it are added to `definitions`."""
    hints = typing.get_type_hints(record, include_extras=True)
    names = [field.name for field in dataclasses.fields(record)]
    return {
        "type": "object",
        "description": record.about,
        "properties": {name: _schema(hints[name], definitions) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _schema(kind: typing.Any, definitions: dict[str, object]) -> dict[str, object]:
    if typing.get_origin(kind) is typing.Annotated:
        return _annotated(kind, definitions)
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        [inner] = [part for part in typing.get_args(kind) if part is not types.NoneType]
        return {"anyOf": [_schema(inner, definitions), {"type": "null"}]}
    if typing.get_origin(kind) is tuple:
        return {"type": "array", "items": _schema(typing.get_args(kind)[0], definitions)}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}  # a record that holds itself would go on for ever
            definitions[kind.__name__] = _object(kind, definitions)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if issubclass(kind, StrEnum):
        return {"enum": [str(value) for value in kind]}
    return dict(_SIMPLE[kind])


def _annotated(kind: typing.Any, definitions: dict[str, object]) -> dict[str, object]:
    """A type with what is said of it: a text describes it, `Limits` limit it."""
    inner, *said = typing.get_args(kind)
    schema = _schema(inner, definitions)
    for part in said:
        schema |= {"description": part} if isinstance(part, str) else _limits(part)
    return schema


def _limits(limits: Limits) -> dict[str, object]:
    return {key: value for key, value in vars(limits).items() if value is not None}
