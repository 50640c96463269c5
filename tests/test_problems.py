"""Every rule: a bad site gives exactly the problems it should, where it should."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from PIL import Image

from conftest import FIXTURES
from sitebuild import cli
from sitebuild.build import check
from sitebuild.kept import Kept
from sitebuild.problems import CATALOGUE, ContentError, Problem

CASES = yaml.safe_load((FIXTURES / "problems.yml").read_text(encoding="utf-8"))


def test_the_valid_site_is_sound(valid_site: Path) -> None:
    _site, advice = check(valid_site)
    assert advice == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['code']}-{Path(case['file']).stem}")
def test_a_bad_site_gives_just_its_problems(case: dict, valid_site: Path, tmp_path: Path) -> None:
    """And gives them again when what was read of its files is remembered, and when it is kept from another run."""
    _break(valid_site, case)
    expected = {f"{case['file']}:{place}: {case['code']}" for place in case["at"]}
    expected |= {f"{more.get('file', case['file'])}:{more['at']}: {more['code']}" for more in case.get("also", ())}
    kept = Kept(tmp_path / "kept")
    for remembered in (None, kept, kept):
        found = {f"{problem.place}: {problem.code}" for problem in _problems(valid_site, remembered)}
        assert found == expected


def _break(root: Path, case: dict) -> None:
    path = root / case["file"]
    if case.get("remove"):
        path.unlink()
    elif case.get("folder"):
        path.unlink()
        path.mkdir()
    elif "link" in case:
        path.symlink_to(case["link"])
    elif "bytes" in case:
        path.write_bytes(bytes.fromhex(case["bytes"]))
    else:
        text = path.read_text(encoding="utf-8")
        assert text.count(case["find"]) == 1, "the fixture's text must stand once in the valid site"
        path.write_text(text.replace(case["find"], case["put"]), encoding="utf-8")


def _problems(root: Path, kept: Kept | None = None) -> tuple[Problem, ...]:
    try:
        _site, advice = check(root, kept)
    except ContentError as error:
        return error.problems
    return advice


def test_every_code_has_a_fixture() -> None:
    """P801 needs a built site (test_addresses.py); R321 and R323 two files, and R331 a day (test_backing.py)."""
    assert {case["code"] for case in CASES} | {"P801", "R321", "R323", "R331"} == set(CATALOGUE)


def test_a_rule_says_that_it_is_advice_and_is() -> None:
    assert {name for name, code in CATALOGUE.items() if code.advice} == {
        name for name, code in CATALOGUE.items() if "(advice" in code.rule
    }


def test_every_problem_is_shown_at_once_with_place_and_remedy(valid_site: Path, capsys: pytest.CaptureFixture) -> None:
    case, actors = valid_site / "recommendations/cases/udi.md", valid_site / "recommendations/actors.yml"
    case.write_text(case.read_text(encoding="utf-8").replace("actors: [udi]", "actors: [uid]"), encoding="utf-8")
    actors.write_text(actors.read_text(encoding="utf-8") + "  navn: x\n", encoding="utf-8")
    assert cli.main(["--root", str(valid_site), "check"]) == 1
    shown = capsys.readouterr().err
    assert 'recommendations/cases/udi.md:7:10: R302 unknown actor "uid" - did you mean "udi"?' in shown
    assert 'recommendations/actors.yml:5:3: K201 unknown key "navn" - use one of: abbreviation, id, kind' in shown
    assert "2 problems to mend" in shown


def test_windows_line_ends_and_a_byte_order_mark_are_fine(valid_site: Path) -> None:
    for path in (valid_site / "recommendations").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    check(valid_site)


@pytest.mark.parametrize(
    "text",
    ["[" * 5000, "a: " * 3000, "&a [*a]", "- " * 4000 + "x", "!!python/object:os.system {}", "\x07", "? ? ?", "{}"],
    ids=["brackets", "maps", "alias", "lists", "tag", "control", "keys", "empty"],
)
def test_hostile_yaml_is_a_problem_and_never_a_crash(valid_site: Path, text: str) -> None:
    (valid_site / "recommendations/actors.yml").write_text(text, encoding="utf-8")
    assert any(problem.place.path.endswith("actors.yml") for problem in _problems(valid_site))


def test_rules_are_explained(capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["rules"]) == 0
    shown = capsys.readouterr().out
    assert all(code in shown and rule.good.split("\n")[0] in shown for code, rule in CATALOGUE.items())


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(b"\x89PNG" + bytes(40_000_000)), "is 40.0 MB, the limit is 1 MB"),
        (lambda path: Image.new("1", (20_000, 5_000)).save(path), "is 20000 x 5000 pixels"),
        (lambda path: Image.new("CMYK", (9, 9)).save(path, "JPEG"), "is in CMYK"),
        (lambda path: path.write_text("<svg/>", encoding="utf-8"), "not a whole PNG or JPEG"),
    ],
    ids=["40 MB", "many pixels", "CMYK", "not a picture"],
)
def test_a_picture_that_cannot_be_used_is_a_problem_with_its_file(valid_site: Path, make: Callable, said: str) -> None:
    path = valid_site / "recommendations/bilete/stor.png"
    make(path)
    [problem] = _problems(valid_site)
    assert str(problem).startswith("recommendations/bilete/stor.png:1:1: F107") and said in problem.message


CASE, CHANGED, TOLD = "recommendations/cases/udi.md", "date: 2026-01-01", "Det hende noko."


def _text(words: int, long: int) -> str:
    """A sentence of so many words, of which so many have more than six letters."""
    return " ".join(["Ei"] + ["lita"] * (words - long - 1) + ["saksgang"] * long) + "."


# On each side of a limit: what is put in the case's file, and the codes that it gives.
LIMITS = [
    ("Ei lita sak.", _text(6, 2), []),
    ("Ei lita sak.", _text(10, 3), ["L603"]),
    (TOLD, _text(10, 4), []),
    (TOLD, _text(18, 6), ["L603"]),
    (CHANGED, "date: 2027-01-01", []),
    (CHANGED, "date: 2029-01-01", []),
    (CHANGED, "date: 2030-01-01", ["L609"]),
]


@pytest.mark.parametrize(("find", "put", "codes"), LIMITS)
def test_a_limit_is_where_the_rule_says(valid_site: Path, find: str, put: str, codes: list[str]) -> None:
    _break(valid_site, {"file": CASE, "find": find, "put": put})
    assert [problem.code for problem in _problems(valid_site)] == codes


def test_a_date_far_ahead_is_measured_from_the_last_before_it(valid_site: Path) -> None:
    _break(valid_site, {"file": "docs/om.md", "find": CHANGED, "put": "date: 2020-01-01"})
    _break(valid_site, {"file": CASE, "find": CHANGED, "put": "date: 2062-01-01"})
    [problem] = _problems(valid_site)
    assert problem.message == "2062-01-01 lies 36 years after every other date"


def test_a_form_of_two_words_is_found_in_the_text_and_in_a_key(valid_site: Path) -> None:
    _break(valid_site, {"file": "recommendations/language.yml", "find": "også: òg", "put": "til saman: i alt"})
    _break(valid_site, {"file": CASE, "find": TOLD, "put": "Det hende til saman mykje."})
    _break(valid_site, {"file": CASE, "find": "Ei lita sak.", "put": "Ei lita sak til\n  saman."})
    assert [str(problem).partition(" - ")[0] for problem in _problems(valid_site)] == [
        f'{CASE}:5:10: L602 "til saman" is not the form we use',
        f'{CASE}:24:11: L602 "til saman" is not the form we use',
    ]


def test_of_two_names_that_begin_alike_the_longer_may_stand_whole(valid_site: Path) -> None:
    name = "  - Hvordan lykkes"
    _break(valid_site, {"file": "recommendations/language.yml", "find": name, "put": f"{name}\n{name} også i dag"})
    _break(valid_site, {"file": CASE, "find": TOLD, "put": "Dei las Hvordan lykkes også i dag."})
    assert _problems(valid_site) == ()


PAGE, PITFALL = "recommendations/2022-1-ein.md", "- Ingenting. {ein-ting}\n"


@pytest.mark.parametrize(
    ("file", "find", "put", "remedy"),
    [
        (CASE, "## Situasjonen", "Noko.\n\n## Situasjonen", "move it below ## Situasjonen"),
        (PAGE, PITFALL, "", "write 2 to 5"),
        (CASE, "- Gjer lite. {lite}", "Gjer lite.", "write one bullet list, each item with a point"),
    ],
)
def test_a_remedy_says_what_the_rule_asks_for(valid_site: Path, file: str, find: str, put: str, remedy: str) -> None:
    _break(valid_site, {"file": file, "find": find, "put": put})
    assert [problem.remedy for problem in _problems(valid_site)] == [remedy]


@pytest.mark.parametrize(
    ("one_less", "remedy"),
    [
        ("    - id: steg-2\n      reason: Det neste.\n", "choose 2 to 3"),
        ("    - id: sporsmal-2\n      reason: Det viser kva som står att.\n", "choose 2"),
    ],
)
def test_a_situation_that_is_too_short_says_how_many_to_choose(valid_site: Path, one_less: str, remedy: str) -> None:
    path = valid_site / "recommendations/situations.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(one_less, "", 1), encoding="utf-8")
    assert [(problem.code, problem.remedy) for problem in _problems(valid_site)] == [("R341", remedy)]
