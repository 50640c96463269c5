"""What scripts say: the texts of the language stand in them when they are built, and none is left to be filled in."""

from __future__ import annotations

import re

import pytest

from sitebuild.language.texts import Texts
from sitebuild.outputs.spoken import spoken
from sitebuild.problems import ToolError
from sitebuild.settings import Settings

TEXTS = Texts(
    "en",
    {
        "all": "All",
        "some": "{shown} of {all}",
        "months": ["January", "February"],
    },
)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ('tell(t("all"))', 'tell("All")'),
        ('tell(t("some", { shown, all: rows.length }))', "tell(`${shown} of ${rows.length}`)"),
        ('tell(t("some", { all, shown: some(a)[0] }))', "tell(`${some(a)[0]} of ${all}`)"),
        ('const MONTHS = t.list("months")', 'const MONTHS = ["January", "February"]'),
        ('at("all") + text("all") + element("all")', 'at("all") + text("all") + element("all")'),
    ],
)
def test_a_text_stands_where_the_script_asks_for_it(asked: str, said: str) -> None:
    assert spoken(asked, "x.js", TEXTS) == said


def test_no_sign_of_a_text_is_read_as_code() -> None:
    texts = Texts("en", {"odd": "a \\ `b` ${name}", "quoted": 'a "b" \\'})
    assert spoken('t("odd", { name })', "x.js", texts) == r"`a \\ \`b\` \$${name}`"
    assert spoken('t("quoted")', "x.js", texts) == r'"a \"b\" \\"'


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ('t("none")', 'There is no text "none"'),
        ('t("some", { shown })', "x.js: \"some\" has ['all', 'shown'] to fill in, and the script gives ['shown']"),
        ('t("all", { shown })', "x.js: \"all\" has [] to fill in, and the script gives ['shown']"),
        ("t(key)", "x.js: a text is asked for in a way that is not known: t(key)"),
        ('t("some", { shown, all: f({ a }) })', "x.js: a text is asked for in a way that is not known"),
    ],
)
def test_one_that_cannot_be_said_stops_the_build(asked: str, told: str) -> None:
    with pytest.raises(ToolError) as raised:
        spoken(asked, "x.js", TEXTS)
    assert told in str(raised.value)


def test_every_script_of_the_site_has_its_texts(built: Settings) -> None:
    scripts = {path.name: path.read_text(encoding="utf-8") for path in (built.output / "assets/js").rglob("*.js")}
    assert "Nullstill" in scripts["cases.js"] and "Kopier lenkja" in scripts["share.js"]
    assert [name for name, script in scripts.items() if re.search(r'\bt(\.list)?\("', script)] == []
