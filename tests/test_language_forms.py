"""One form of each word, also where it takes two words to see it, and in the words of our own templates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitebuild.content.load import load
from sitebuild.model.records import Draft
from sitebuild.problems import Problem
from sitebuild.rules.language import words_are_ours

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "scripts/sitebuild"
# What a template says is what is left when its tags, its markup and its names are taken out.
_NOT_SAID = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.S)


@pytest.fixture(scope="module")
def ours() -> Draft:
    problems: list[Problem] = []
    draft = load(ROOT, problems).draft
    assert not problems
    return draft


def test_a_choice_may_be_of_several_words(tmp_path: Path) -> None:
    text = ROOT / "docs/om.md"
    for part in ("docs", "recommendations"):
        for file in (ROOT / part).rglob("*"):
            if file.is_file():
                target = tmp_path / file.relative_to(ROOT)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.read_bytes())
    (tmp_path / "docs/om.md").write_text(f"{text.read_text('utf-8')}\nSjå kor det står.\n", "utf-8")
    found = [str(problem) for problem in words_are_ours(load(tmp_path, []).draft)]
    line = text.read_text("utf-8").count("\n") + 2
    assert found == [f'docs/om.md:{line}:5: L602 "kor det" is not the form we use - write "kvar det"']


def test_the_templates_use_the_same_forms(ours: Draft) -> None:
    """The check of the content does not read our templates, and «har kome» stood in two of them."""
    choices = ours.language.choices
    unwanted = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, choices))})(?!\w)", re.I)
    files = [*(PACKAGE / "pages/templates").glob("*.html"), *(ROOT / "overrides").rglob("*.html")]
    assert len(files) > 20
    found = []
    for file in files:
        said = _NOT_SAID.sub(" ", file.read_text("utf-8"))
        quoted = re.findall(r'(?:title|aria-label|label)="([^"]*)"', file.read_text("utf-8"))
        for text in (said, *quoted):
            found += [f"{file.name}: {word.group()}" for word in unwanted.finditer(text)]
    assert found == []
