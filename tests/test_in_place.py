"""The step from one site to the next: stopped at any moment or out of room, all of it is there, or none of it."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sitebuild.problems import ToolError
from sitebuild.publish import in_place
from sitebuild.publish.in_place import must_be_possible, put_in_place, recover

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be copied there")

FILES = {"index.html": "framside", "doeme/udi/index.html": "udi", "assets/css/site.css": "body {}"}
TEXTS = ("published-urls.txt", "anchors.txt")
STOPPED = 9
# What the system is asked for when something is written, moved or removed.
CHANGES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "shutil.rmtree", "ctypes.dlsym"}


def _site(folder: Path, name: str, files: tuple[str, ...] = ()) -> Path:
    for file in (*FILES, *files):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(f"{name} {file}", encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with an old site and old texts, and a new site that is made."""
    return _project(tmp_path / "project")


def _project(root: Path) -> Path:
    _site(root / "site", "old", ("gone/index.html",))
    (root / "recommendations").mkdir()
    for name in TEXTS:
        (root / "recommendations" / name).write_text("old", encoding="utf-8")
    _site(root / ".build/site", "new")
    return root


def _put(root: Path) -> None:
    texts = {root / "recommendations" / name: "new" for name in TEXTS}
    put_in_place(root / ".build", root / ".build/site", (root / "site").resolve(), texts)


def _state(root: Path) -> tuple[str, ...]:
    """`old`, `new`, `gone` or `mixed`: the site, then each text."""
    files = [path for path in (root / "site").rglob("*") if path.is_file()]
    names = {path.read_text(encoding="utf-8").split(" ")[0] for path in files}
    whole = len(files) == len(FILES) + (names == {"old"})
    site = names.pop() if len(names) == 1 and whole else "mixed" if names else "gone"
    return site, *((root / "recommendations" / name).read_text(encoding="utf-8") for name in TEXTS)


def _in_child(work: Callable[[], None], at: int, then: Callable[[], None]) -> int:
    """Do some work in a copy of this process, and `then` something else before the change number `at`.

    Returns 0 when it came to its end, 1 when it raised, else what it was ended with.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in CHANGES and not (event == "open" and "w" not in str(arguments[1])):
            count += 1
            if count == at:
                then()

    sys.addaudithook(hook)
    try:
        work()
    except (OSError, ToolError):
        os._exit(1)
    except BaseException:
        os._exit(3)
    os._exit(0)


def _full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


WAYS = ("_exchange", "_rename", "_by_a_copy", "_fill")


def _only(way: str, patch: pytest.MonkeyPatch) -> None:
    """As on a disk that allows no way before this one."""
    for other in WAYS[: WAYS.index(way)]:
        patch.setattr(in_place, other, lambda *_arguments: (_ for _ in ()).throw(OSError(errno.EXDEV, "other disk")))


@pytest.mark.parametrize("way", WAYS)
def test_a_kill_at_any_step_is_finished_or_undone_by_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    _only(way, monkeypatch)
    outcomes = set()
    for at in range(1, 1000):
        root = _project(tmp_path / str(at))
        code = _in_child(lambda: _put(root), at, lambda: os._exit(STOPPED))  # noqa: B023 - called before the next round
        if way == "_exchange":
            assert _state(root)[0] in ("old", "new"), f"no whole site after a kill at step {at}"
        recover(root / ".build", [root / "recommendations" / name for name in TEXTS])
        assert _state(root) in (("old",) * 3, ("new",) * 3), f"step {at}: {_state(root)}"
        assert _leftovers(root) <= {"site"}, f"step {at}"
        outcomes.add(_state(root)[0])
        if code == 0:
            break
        assert code == STOPPED
    assert at > 20 and outcomes == {"old", "new"}


def _leftovers(root: Path) -> set[str]:
    hidden = {path.name for path in root.rglob("*") if path.name.startswith(".") and path.name != ".build"}
    making = {path.name for path in root.rglob("*") if path.name.endswith((".making", ".new", ".former"))}
    ready = {path.name for path in (root / ".build").iterdir() if path.name not in ("ready", "previous")}
    return hidden | making | ready


@pytest.mark.parametrize("way", WAYS[:3])
def test_a_full_disk_at_any_write_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    _only(way, monkeypatch)
    for at in range(1, 1000):
        root = _project(tmp_path / str(at))
        code = _in_child(lambda: _put(root), at, _full)  # noqa: B023
        recover(root / ".build", [root / "recommendations" / name for name in TEXTS])
        assert _state(root) in (("old",) * 3, ("new",) * 3), f"step {at}: {_state(root)}"
        if code == 0 and _state(root)[0] == "new" and at > 40:
            break
        assert code in (0, 1), f"step {at}"


def test_the_site_and_the_texts_are_new(project: Path) -> None:
    _put(project)
    assert _state(project) == ("new",) * 3
    assert sorted(path.name for path in (project / ".build").iterdir()) == []


def test_a_first_site_and_a_site_without_texts(project: Path) -> None:
    shutil.rmtree(project / "site")
    put_in_place(project / ".build", project / ".build/site", project / "site")
    assert _state(project) == ("new", "old", "old")


def test_what_cannot_be_replaced_is_left_with_the_texts(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for way in WAYS:
        monkeypatch.setattr(in_place, way, lambda *_arguments: (_ for _ in ()).throw(OSError(errno.EBUSY, "in use")))
    with pytest.raises(ToolError, match=r"could not take the place .*in use.*former site is untouched"):
        _put(project)
    recover(project / ".build", [])
    assert _state(project) == ("old",) * 3


def test_the_site_can_be_read_by_a_server_whatever_the_umask(project: Path) -> None:
    (project / ".build/site/index.html").chmod(0o600)
    (project / ".build/site/doeme").chmod(0o700)
    before = os.umask(0o077)
    try:
        _put(project)
    finally:
        os.umask(before)
    modes = {path: path.stat().st_mode & 0o777 for path in (project / "site", *(project / "site").rglob("*"))}
    assert set(modes.values()) == {0o755, 0o644}


def test_a_file_where_the_site_is_to_be_is_told_before_the_build(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("")
    with pytest.raises(ToolError, match=r"is a file, and the site is a folder. Move the file away"):
        must_be_possible(tmp_path / "site")
    with pytest.raises(ToolError, match="is not there"):
        must_be_possible(tmp_path / "borte/site")


def test_filling_makes_files_of_folders_and_folders_of_files(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _only("_fill", monkeypatch)
    shutil.rmtree(project / "site/doeme")
    (project / "site/doeme").write_text("old")
    (project / "site/index.html").unlink()
    _site(project / "site/index.html", "old")
    (project / "site/lost+found").mkdir()
    _put(project)
    assert _state(project) == ("new",) * 3


@pytest.mark.skipif(sys.platform != "linux", reason="mounts")
def test_a_site_on_another_disk_and_a_mounted_one(project: Path) -> None:
    """On real file systems, where this may mount one; elsewhere a link into /dev/shm, which is another disk."""
    other = Path("/dev/shm") / f"site-{os.getpid()}"
    if other.parent.stat().st_dev == project.stat().st_dev:
        other = project.parent / "other"
    shutil.move(project / "site", other)
    (project / "site").symlink_to(other)
    try:
        _put(project)
        assert _state(project) == ("new",) * 3 and (project / "site").is_symlink()
    finally:
        shutil.rmtree(other)
    (project / "site").unlink()
    (project / "site").mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", project / "site"], capture_output=True).returncode == 0
    _site(project / "site", "old", ("gone/index.html",))
    _site(project / ".build/site", "newer")
    try:
        _put(project)
        assert _state(project)[0] == "newer"
    finally:
        if mounted:
            subprocess.run(["umount", project / "site"], check=True)
