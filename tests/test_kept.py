"""What is kept from one build to the next: whole or not at all, and made again only when it must be."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitebuild.kept import Kept, key_of


def test_what_is_kept_is_not_made_again(tmp_path: Path) -> None:
    kept, made = Kept(tmp_path), []

    def make() -> bytes:
        made.append(1)
        return b"noko"

    assert [kept.made(key_of("a"), make), kept.made(key_of("a"), make)] == [b"noko", b"noko"]
    assert len(made) == 1


def test_where_one_part_ends_counts() -> None:
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("abc", "")}) == 4


@pytest.mark.parametrize(
    "harm", [lambda data: b"", lambda data: data[:-1], lambda data: data[:40], lambda data: data + b"x"]
)
def test_what_is_not_whole_is_as_good_as_none(tmp_path: Path, harm) -> None:
    kept, key = Kept(tmp_path), key_of("a")
    kept.keep(key, b"noko som er laga")
    [path] = [path for path in tmp_path.rglob("*") if path.is_file()]
    path.write_bytes(harm(path.read_bytes()))
    assert kept.take(key) is None
    assert kept.made(key, lambda: b"laga om att") == b"laga om att" == kept.take(key)


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, key = Kept(tmp_path), key_of("a")
    kept.keep(key, b"heil")
    monkeypatch.setattr(
        Path, "replace", lambda *_arguments: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    with pytest.raises(OSError, match="No space"):
        kept.keep(key, b"ny")
    assert kept.take(key) == b"heil"
    assert not list(tmp_path.rglob("*.making"))


def test_only_what_was_asked_for_is_still_there(tmp_path: Path) -> None:
    before = Kept(tmp_path)
    before.keep(key_of("gamal"), b"1")
    before.keep(key_of("ny"), b"2")
    now = Kept(tmp_path)
    now.take(key_of("ny"))
    now.forget_the_rest()
    assert now.take(key_of("ny")) == b"2"
    assert now.take(key_of("gamal")) is None
