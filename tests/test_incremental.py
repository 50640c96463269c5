"""A build that takes what it can from the one before gives the bytes of a cold build, whatever the edits were."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import copy_project, files_of
from sitebuild.build import build
from sitebuild.settings import Settings, read_settings

Edit = Callable[[Path, random.Random], object]
_CASES = "recommendations/cases"


def _change_a_paragraph(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted((root / "recommendations").rglob("20*.md")) + _cases(root))
    parts = path.read_text(encoding="utf-8").split("\n\n")
    at = chance.choice([at for at, part in enumerate(parts) if re.match(r"\[?[A-ZÆØÅ][\w-]+", part)])
    parts[at] = f"Dette kom til {chance.randrange(10**6)}. {parts[at]}"
    path.write_text("\n\n".join(parts), encoding="utf-8")


def _change_a_summary(root: Path, chance: random.Random) -> None:
    path = chance.choice(_cases(root))
    text = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(r'(?m)^summary: "?', rf"\g<0>Nr. {chance.randrange(10**6)}. ", text, count=1), encoding="utf-8"
    )


def _add_a_case(root: Path, chance: random.Random) -> None:
    model, number = chance.choice(_cases(root)), chance.randrange(10**6)
    text = re.sub(r"(?m)^id: .*$", f"id: prove-{number}", model.read_text(encoding="utf-8"), count=1)
    text = re.sub(r'(?m)^name: "?(.*?)"?$', rf'name: "\1 {number}"', text, count=1)
    (root / _CASES / f"prove-{number}.md").write_text(text, encoding="utf-8")


def _remove_a_case(root: Path, chance: random.Random) -> None:
    if added := sorted((root / _CASES).glob("prove-*.md")):
        chance.choice(added).unlink()


def _rename_a_case(root: Path, chance: random.Random) -> None:
    if added := sorted((root / _CASES).glob("prove-*.md")):
        path, number = chance.choice(added), chance.randrange(10**6)
        text = re.sub(r"(?m)^id: .*$", f"id: prove-{number}", path.read_text(encoding="utf-8"), count=1)
        path.unlink()
        (root / _CASES / f"prove-{number}.md").write_text(text, encoding="utf-8")


def _change_a_definition(root: Path, chance: random.Random) -> None:
    path = root / "recommendations/terms.yml"
    parts = path.read_text(encoding="utf-8").split("definition: ")
    at = chance.randrange(1, len(parts))
    quote = '"' if parts[at].startswith('"') else ""
    parts[at] = f"{quote}Sagt {chance.randrange(10**6)} gonger. {parts[at].removeprefix(quote)}"
    path.write_text("definition: ".join(parts), encoding="utf-8")


def _change_the_frame(root: Path, chance: random.Random) -> None:
    path = root / "docs/assets/css/site.css"
    path.write_text(f"{path.read_text(encoding='utf-8')}/* {chance.randrange(10**6)} */\n", encoding="utf-8")


EDITS: tuple[Edit, ...] = (
    _change_a_paragraph,
    _change_a_paragraph,
    _change_a_summary,
    _add_a_case,
    _remove_a_case,
    _rename_a_case,
    _change_a_definition,
    _change_the_frame,
)


def _cases(root: Path) -> list[Path]:
    return sorted((root / _CASES).glob("*.md"))


def _edited(built: Settings, tmp_path: Path, edits: int, seed: int, every: int = 1) -> None:
    """Build after every so many of some random edits, and once more without anything kept, elsewhere."""
    root, chance = copy_project(tmp_path / "varm"), random.Random(seed)
    shutil.copytree(built.work / "cache", root / ".build/cache")
    settings = read_settings(root)
    for number in range(edits):
        edit = EDITS[number] if number < len(EDITS) else chance.choice(EDITS)
        edit(root, chance)
        if number % every == every - 1:
            build(settings, lambda _stage: None)
    cold = tmp_path / "ein annan stad" / "kald"
    for name in ("recommendations", "docs", "overrides"):
        shutil.copytree(root / name, cold / name)
    shutil.copy(root / "mkdocs.yml", cold)
    build(read_settings(cold), lambda _stage: None)
    warm, anew = files_of(root / "site"), files_of(cold / "site")
    assert warm.keys() == anew.keys()
    assert [name for name in warm if warm[name] != anew[name]] == []


def test_a_few_edits_of_every_kind_give_the_bytes_of_a_cold_build(built: Settings, tmp_path: Path) -> None:
    _edited(built, tmp_path, len(EDITS), seed=1, every=4)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_random_edits_give_the_bytes_of_a_cold_build(built: Settings, tmp_path: Path, seed: int) -> None:
    _edited(built, tmp_path, 10, seed=seed + 2)
