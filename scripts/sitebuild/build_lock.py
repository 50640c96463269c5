"""One build at a time in a folder: two at once would mix their pages in `.build`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone(work: Path, report: Callable[[str], None]) -> Iterator[None]:
    """Wait until no other build works in `work`, then keep others out. The system frees the lock of a dead build."""
    work.mkdir(parents=True, exist_ok=True)
    told = False
    with (work / "lock").open("ab") as file:
        while True:
            try:
                _lock(file)
                break
            except OSError:
                if not told:
                    report("Waiting for another build in this folder to end")
                told = True
                time.sleep(0.2)
        yield
