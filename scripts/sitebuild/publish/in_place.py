"""One step from the former site to the new: the site, and with `publish` the contract and the ledger, or nothing.

All that needs room on the disk is written first, beside what it is to replace. Then a note is put down that says so,
and from there on the step is only finished, never undone: by this process, or by the next command after a kill.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ..problems import ToolError, is_full

_NOTE = "taking-place.json"
_READY, _FORMER = "ready", "previous"
# What a stopped build leaves in `.build`, beside the folders that the next one makes anew.
_LEFTOVERS = "engine-*"


def must_be_possible(output: Path) -> None:
    """Raises `ToolError` where no site can be put, before the minutes that it takes to build one."""
    if output.is_dir():
        return
    if output.exists():
        raise ToolError(f"{output} is a file, and the site is a folder. Move the file away, and build again.")
    if not output.parent.is_dir():
        raise ToolError(f"{output.parent} is not there, and the site is to be put in it. Make it, and build again.")


def put_in_place(work: Path, made: Path, output: Path, texts: Mapping[Path, str] | None = None) -> None:
    """The site in `made` takes the place of `output`, and each text that of its file, at the same time.

    Raises `ToolError` when the site cannot take its place, and `OSError` when there is no room for the texts; then
    nothing has changed.
    """
    ready, texts = work / _READY, texts or {}
    shutil.rmtree(ready, ignore_errors=True)
    _let_servers_read(made)
    try:
        for path, text in texts.items():
            _write(_beside(path), text)
        made.rename(ready)
        told = {
            "inode": ready.stat().st_ino,
            "output": os.path.relpath(output, work),
            "files": [os.path.relpath(path, work) for path in texts],
        }
        _write(work / f"{_NOTE}.new", json.dumps(told))
        (work / f"{_NOTE}.new").replace(work / _NOTE)
    except BaseException:
        _forget(work, texts)
        raise
    _finish(work)


def is_half_done(work: Path) -> bool:
    """Whether `recover` has something to finish, which who only reads must let it do first."""
    return (work / _NOTE).exists()


def recover(work: Path, files: Iterable[Path]) -> None:
    """Finish, or clear away, what a process that was stopped left half done; `files` are those that get texts.

    Call it with the lock.
    """
    if (work / _NOTE).exists():
        _finish(work)
    _forget(work, files)
    for left in work.glob(_LEFTOVERS):
        shutil.rmtree(left, ignore_errors=True)


def _finish(work: Path) -> None:
    """From the note on: each step is done once, or again without harm."""
    told = json.loads((work / _NOTE).read_text(encoding="utf-8"))
    output, files = (work / told["output"]).resolve(), [(work / name).resolve() for name in told["files"]]
    ready = work / _READY
    if ready.is_dir() and ready.stat().st_ino == told["inode"]:
        try:
            _swap(ready, output, work / _FORMER)
        except OSError as error:
            _forget(work, files)
            (work / _NOTE).unlink(missing_ok=True)
            remedy = "Make room there" if is_full(error) else "Close what holds files in that folder open"
            raise ToolError(
                f"The new site could not take the place of {output} ({error.strerror or error}). "
                f"{remedy}, and build again. The former site is untouched."
            ) from error
    for path in files:
        try:
            if _beside(path).exists():
                _beside(path).replace(path)
        except OSError as error:
            raise ToolError(
                f"The new site is in place, but {path} could not be written ({error.strerror or error}). "
                "Mend that and run the command again: it begins by writing it."
            ) from error
    (work / _NOTE).unlink()
    for left in (ready, work / _FORMER):
        shutil.rmtree(left, ignore_errors=True)


def _forget(work: Path, files: Iterable[Path]) -> None:
    for path in files:
        for left in (_beside(path), path.with_name(f"{path.name}.making")):  # the second is of earlier versions
            left.unlink(missing_ok=True)
    (work / f"{_NOTE}.new").unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """Where a text waits: on the same disk as its file, and hidden, so that nothing takes it for content."""
    return path.with_name(f".{path.name}.making")


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _let_servers_read(site: Path) -> None:
    """Whatever the editor's umask, and the modes of the files that were copied: a site is for all to read."""
    for folder, _folders, files in os.walk(site):
        Path(folder).chmod(0o755)
        for name in files:
            (Path(folder) / name).chmod(0o644)


# --- the swap -----------------------------------------------------------------------------------------


def _swap(ready: Path, output: Path, former: Path) -> None:
    """By the first way that this disk allows. Raises `OSError` of the last one."""
    ways: tuple[Callable[[Path, Path, Path], None], ...] = (_exchange, _rename, _by_a_copy, _fill)
    for way in ways if sys.platform != "win32" else (_rename,):
        try:
            way(ready, output, former)
            return
        except OSError as error:
            if is_full(error) or way is ways[-1] or sys.platform == "win32":
                raise


def _exchange(ready: Path, output: Path, _former: Path) -> None:
    """The two change names in one call of the system, so that there is a site at every moment."""
    if not output.exists():
        ready.rename(output)
        return
    libc = ctypes.CDLL(None, use_errno=True)
    here, other = os.fsencode(ready), os.fsencode(output)
    if hasattr(libc, "renameat2"):
        failed = libc.renameat2(-100, here, -100, other, 2)  # AT_FDCWD, RENAME_EXCHANGE
    elif hasattr(libc, "renamex_np"):
        failed = libc.renamex_np(here, other, 2)  # RENAME_SWAP
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _rename(ready: Path, output: Path, former: Path) -> None:
    """The former site steps aside for a moment; `recover` finishes what is stopped in it."""
    if output.exists():
        shutil.rmtree(former, ignore_errors=True)
        output.rename(former)
    try:
        ready.rename(output)
    except OSError:
        if former.exists():
            former.rename(output)
        raise


def _by_a_copy(ready: Path, output: Path, _former: Path) -> None:
    """`output` is on another disk, by a link: the new site is copied there before it takes the other's place."""
    copy, former = output.with_name(f".{output.name}.new"), output.with_name(f".{output.name}.former")
    shutil.rmtree(copy, ignore_errors=True)
    try:
        shutil.copytree(ready, copy)
        try:
            _exchange(copy, output, former)
        except OSError:
            _rename(copy, output, former)
        shutil.rmtree(former, ignore_errors=True)
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def _fill(ready: Path, output: Path, _former: Path) -> None:
    """`output` is a mount point, which cannot be renamed: each file takes its own place, and then the rest goes.

    Pages come last: while it lasts, every page finds what it asks for.
    """
    files = [path.relative_to(ready) for path in ready.rglob("*") if path.is_file()]
    for name in sorted(files, key=lambda name: (name.suffix == ".html", name)):
        target = output / name
        if target.is_dir():
            shutil.rmtree(target)
        for parent in [*reversed(target.relative_to(output).parents)][1:]:
            if (output / parent).is_file():
                (output / parent).unlink()
        target.parent.mkdir(parents=True, exist_ok=True)
        making = target.with_name(f".{target.name}.making")
        shutil.copyfile(ready / name, making)
        making.replace(target)
    known = {output / name for name in files}
    for path in sorted(output.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            with contextlib.suppress(OSError):  # not empty, or the disk's own (lost+found)
                path.rmdir()
        elif path not in known:
            path.unlink()
