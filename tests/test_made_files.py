"""One set of files: two owners of an address stop the build, and nothing is written over another's."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitebuild.model.made_files import Files
from sitebuild.problems import ToolError


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        ("om/index.html", "om/index.html", "/om/index.html"),
        ("Om/index.html", "om/index.html", "/om/index.html"),
        ("data", "data/doeme.json", "/data"),
        ("data/doeme.json", "data", "/data"),
        ("a/b", "A/b/c.html", "/A/b"),
    ],
)
def test_two_owners_of_an_address_are_named(first: str, second: str, shown: str) -> None:
    made = Files()
    made.add("the pages", {first: b"1"})
    with pytest.raises(ToolError) as raised:
        made.add("the data", {second: b"2"})
    assert f"the address {shown}: " in str(raised.value)
    assert "the data" in str(raised.value)


def test_files_side_by_side_are_no_trouble(tmp_path: Path) -> None:
    made = Files()
    made.add("a", {"index.html": b"0", "om/index.html": b"1", "om/index.md": b"2", "omgrep/index.html": b"3"})
    made.add("b", {"om/meir/index.html": b"4"})
    made.write(tmp_path / "ut", tmp_path / "ingen")
    written = {path.relative_to(tmp_path / "ut").as_posix(): path.read_bytes() for path in tmp_path.rglob("*.*")}
    assert written == dict(made)
    assert [made.owner(name) for name in ("om/index.md", "om/meir/index.html", "borte")] == ["a", "b", ""]
    assert [made.has(path) for path in ("", "om/", "om", "om/meir/", "om/index.md", "o", "om/me")] == [
        *[True] * 5,
        False,
        False,
    ]


def test_a_file_that_stands_with_the_same_bytes_is_linked_and_no_other(tmp_path: Path) -> None:
    former, now = tmp_path / "før", tmp_path / "no"
    first, second = Files(), Files()
    first.add("a", {"lik.html": b"1", "ulik.html": b"1", "lengre.html": b"1", "lenkje.html": b"1"})
    first.write(former, tmp_path / "ingen")
    (former / "lenkje.html").unlink()
    (tmp_path / "ein annan stad").write_bytes(b"1")
    (former / "lenkje.html").symlink_to(tmp_path / "ein annan stad")
    second.add("a", {"lik.html": b"1", "ulik.html": b"2", "lengre.html": b"12", "lenkje.html": b"1", "ny.html": b"3"})
    second.write(now, former)
    assert {path.name: path.read_bytes() for path in now.iterdir()} == dict(second)
    assert [name for name in second if (now / name).stat().st_nlink > 1] == ["lik.html"]
    assert not (now / "lenkje.html").is_symlink()
    assert (former / "ulik.html").read_bytes() == b"1"


def test_the_same_once_more_is_no_trouble_and_something_else_is() -> None:
    made = Files()
    made.add("a", {"side/index.html": b"1"})
    made.add("a", {"side/index.html": b"1"})
    with pytest.raises(ToolError, match="a and a"):
        made.add("a", {"side/index.html": b"2"})


def test_only_an_owner_may_fill_in_its_own_file() -> None:
    made = Files()
    made.add("a", {"side/index.html": b"1"})
    made.replace("a", "side/index.html", b"2")
    assert made["side/index.html"] == b"2"
    for owner, address in (("b", "side/index.html"), ("a", "anna.html")):
        with pytest.raises(ToolError, match="may not write over"):
            made.replace(owner, address, b"3")
