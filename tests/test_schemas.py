"""The schemas of the data files: what is published holds to them, and they change only with their version."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator

import pytest
from jsonschema import Draft202012Validator

from conftest import FIXTURES
from sitebuild.build import check
from sitebuild.language.texts import NYNORSK
from sitebuild.outputs.export.files import FILES, DataFile
from sitebuild.settings import Settings
from sitebuild.site.site import Site

SCHEMAS = FIXTURES / "schemas"
NAMES = [file.name for file in FILES]


@pytest.fixture(scope="module")
def content(built: Settings) -> Site:
    return check(built.root)[0]


def data(built: Settings, name: str) -> dict:
    return json.loads((built.output / "data" / f"{name}.json").read_text(encoding="utf-8"))


def validator(built: Settings, name: str) -> Draft202012Validator:
    """For the schema as published, at the address that the file names."""
    target = data(built, name)["$schema"].removeprefix(built.base_url)
    schema = json.loads((built.output / target).read_text(encoding="utf-8"))
    assert schema["$id"] == built.base_url + target
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("name", NAMES)
def test_a_data_file_is_what_its_schema_says(built: Settings, name: str) -> None:
    found = data(built, name)
    assert [error.message for error in validator(built, name).iter_errors(found)] == []
    assert found["items"]


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_rejects_a_key_too_few_too_many_or_of_another_kind(built: Settings, name: str) -> None:
    """In every object of the file's first record and of what stands around it."""
    check_schema, sound = validator(built, name), data(built, name)
    sound["items"] = sound["items"][:1]
    paths = list(objects(sound))
    assert len(paths) > 4
    for path in paths:
        for key in at(sound, path):
            broken = copy.deepcopy(sound)
            del at(broken, path)[key]
            assert not check_schema.is_valid(broken), f"without {key} in {path}"
            for wrong in (3.5, {"x": 1}, ["", 3.5], ""):
                broken = copy.deepcopy(sound)
                at(broken, path)[key] = wrong
                assert not check_schema.is_valid(broken), f"{wrong!r} as {key} in {path}"
        broken = copy.deepcopy(sound)
        at(broken, path)["extra"] = "x"
        assert not check_schema.is_valid(broken), f"a key too many in {path}"


def objects(value: object, path: tuple = ()) -> Iterator[tuple]:
    """The path of every object in a document."""
    if isinstance(value, dict):
        yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from objects(inner, (*path, key))


def at(value: object, path: tuple) -> dict:
    for step in path:
        value = value[step]
    return value


@pytest.mark.parametrize(
    ("name", "key", "wrong"),
    [
        ("doeme", "permalink", "/2022/d/udi/"),
        ("doeme", "permalink", "https://a b/"),
        ("doeme", "kind", "projekt"),
        ("doeme", "id", "Åse"),
        ("doeme", "year", 22),
        ("tilradingar", "id", "3"),
        ("tilradingar", "number", 0),
        ("kjelder", "accessed", "2026-13-01"),
        ("kjelder", "accessed", "24.11.2026"),
        ("kjelder", "language", "no"),
    ],
)
def test_the_schema_rejects_values_of_another_form(built: Settings, name: str, key: str, wrong: object) -> None:
    found = data(built, name)
    found["items"][0][key] = wrong
    [error] = validator(built, name).iter_errors(found)
    assert list(error.absolute_path) == ["items", 0, key]


def test_the_schemas_explain_every_key_in_our_nynorsk(built: Settings, content: Site) -> None:
    words = content.draft.language
    for file in FILES:
        for said in descriptions(file.schema(built.base_url, NYNORSK)):
            assert said and said[0].isupper() and said.endswith("."), said
            for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", said.lower()):
                assert word not in words.bokmal and word not in words.choices, said


def descriptions(schema: dict) -> Iterator[str]:
    """What every object and every key of a schema says of itself."""
    for thing in (schema, *schema["$defs"].values()):
        yield thing["description"]
        for key, value in thing["properties"].items():
            assert "description" in value, key
            yield value["description"]


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_a_schema_changes_only_with_its_version(file: DataFile, request: pytest.FixtureRequest) -> None:
    """A published schema is a promise. Another structure needs another version; wording may be mended."""
    path = SCHEMAS / f"{file.name}-{file.version}.json"
    if request.config.getoption("--accept-schemas") and not path.exists():
        path.write_text(json.dumps(structure(file), indent=1) + "\n", encoding="utf-8")
    assert path.is_file(), "a new version: accept its structure by python3 scripts/test.py --accept-schemas -k schema"
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert structure(file) == kept, f"raise the version of {file.name} in scripts/sitebuild/outputs/export/files.py"


def structure(file: DataFile) -> dict:
    return without_words(file.schema("https://site.test/", NYNORSK))


def without_words(schema: object, inside: str = "") -> object:
    """A schema without titles and descriptions, which are not part of the promise; keys so named are."""
    if isinstance(schema, list):
        return [without_words(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    words = () if inside in ("properties", "$defs") else ("title", "description")
    return {key: without_words(value, key) for key, value in schema.items() if key not in words}


def test_the_check_of_versions_would_see_a_change() -> None:
    sound = FILES[0].schema("https://site.test/", NYNORSK)
    changed = copy.deepcopy(sound)
    changed["properties"]["description"]["description"] = "Noko anna."
    assert without_words(changed) == without_words(sound), "wording may be mended"
    changed["$defs"]["Step"]["properties"]["minutes"] = {"type": "integer"}
    assert without_words(changed) != without_words(sound)
    del changed["$defs"]["Step"]["properties"]["minutes"], changed["properties"]["title"]
    assert without_words(changed) != without_words(sound), "a key named title is not a title"


def test_todays_files_are_what_every_schema_of_their_first_number_promised(built: Settings) -> None:
    """Within a first number keys are only added: what read an older file reads this one."""
    for path in sorted(SCHEMAS.glob("*.json")):
        name, version = path.stem.rsplit("-", 1)
        if data(built, name)["version"].partition(".")[0] == version.partition(".")[0]:
            kept = tolerant(json.loads(path.read_text(encoding="utf-8")))
            del kept["properties"]["$schema"]
            assert Draft202012Validator(kept).is_valid(data(built, name)), path.name


def tolerant(schema: object) -> object:
    """A schema as a reader should use it who wants to go on working when keys are added."""
    if isinstance(schema, list):
        return [tolerant(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: tolerant(value) for key, value in schema.items() if key != "additionalProperties"}
