"""One at a time writes in a folder: two at once would mix their pages in `.build`, and their lines in the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

_NAME = "lock"


@contextmanager
def alone(work: Path, report: Callable[[str], None]) -> Iterator[None]:
    """Wait until nothing else writes in `work`, then keep others out. The system frees the lock of what is dead.

    Who has it may ask again: `publish` holds it around a build, which takes it too.
    """
    work.mkdir(parents=True, exist_ok=True)
    lock = FileLock(work / _NAME, is_singleton=True)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        report("Waiting for another command in this folder to end")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
