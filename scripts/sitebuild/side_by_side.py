"""Costly work done side by side, in processes of their own, on every core of the machine.

A process takes a batch, gives its results and ends. Then the system has its memory back: Typst, for one, remembers what
it has set for as long as its process lives. It is a fresh Python and no copy of this one, so it is the same on every
system; what it is to do and what it gives back are pickled on their way.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TypeVar

from .problems import ToolError

# More would take more memory than time: each has the libraries, and what it makes, in its own.
_MOST_AT_ONCE = 8
# Ctrl-C is said to all of them, and only who asked for the work has an answer to it.
_START = (
    "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); "
    "from sitebuild.side_by_side import _work_through; _work_through()"
)

Item = TypeVar("Item")
Made = TypeVar("Made")


def spread(
    work: Callable[[Sequence[Item]], Iterable[Made]], items: Sequence[Item], few: int, most: int
) -> Iterator[tuple[Item, Made]]:
    """Each item with what `work`, a function of a module, makes of it; as they are ready, so in no fixed order.

    Up to `few` items are done here and now, since a process takes a while to start; a batch has at most `most`. Items
    are dealt like cards, so that heavy ones that stand together are shared by all. Raises what `work` raises.
    """
    if len(items) <= few:
        yield from zip(items, work(items) if items else (), strict=True)
        return
    at_once = min(os.cpu_count() or 1, _MOST_AT_ONCE)
    rounds = -(-len(items) // (most * at_once))
    batches = [batch for at in range(rounds * at_once) if (batch := items[at :: rounds * at_once])]
    running: set[subprocess.Popen[bytes]] = set()
    with ThreadPoolExecutor(at_once) as pool:
        coming = {pool.submit(_elsewhere, work, batch, running): batch for batch in batches}
        try:
            for done in as_completed(coming):
                yield from zip(coming[done], done.result(), strict=True)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in [*running]:
                process.kill()


def _elsewhere(
    work: Callable[[Sequence[Item]], Iterable[Made]], batch: Sequence[Item], running: set[subprocess.Popen[bytes]]
) -> list[Made]:
    """A batch, worked through in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", _START], env=environment, stdin=pipe, stdout=pipe) as process:
        running.add(process)
        try:
            told, _ = process.communicate(pickle.dumps((work, batch)))
        finally:
            running.discard(process)
    if process.returncode:
        raise ToolError(f"A part of the build was stopped by the system (code {process.returncode}). Build again.")
    made, error = pickle.loads(told)
    if error is not None:
        raise error
    found: list[Made] = made
    return found


def _work_through() -> None:
    """The process's side: a batch from standard input, its results or what went wrong to standard output."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no part of the answer
    work, batch = pickle.load(sys.stdin.buffer)
    made: list[object] = []
    failure: Exception | None = None
    try:
        made = list(work(batch))
    except Exception as error:  # whatever it is, it is raised again where the work was asked for
        failure = error
    with answer:
        pickle.dump((made, failure), answer)
