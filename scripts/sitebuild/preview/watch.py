"""Hears of saved files, and has the preview look at them again."""

from __future__ import annotations

import gc
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from watchfiles import Change, watch

from ..content.left_behind import is_left_behind
from ..problems import ContentError, ToolError
from ..settings import CONFIG
from .live import Live
from .news import News
from .server import serve

_WATCHED = ("recommendations", "docs", "overrides")
# A program saves by a few quick changes: wait until none has come for so many milliseconds, and no longer than so.
_QUIET, _AT_MOST = 20, 200
# How often the settings' own file is looked at: some programs put another in its place, which no watch of it survives.
_LOOK_AT_SETTINGS = 200


def follow(root: Path, explain: Callable[[OSError], str]) -> int:
    """Show the site of `root`, and show it again at each change, until the editor stops it. Returns 0.

    `explain` puts an error of the system in words.
    """
    live, news = Live(root, lambda stage: print(f"  {stage} …", flush=True)), News()
    watcher = _Watcher(root, live, news, explain)
    server, port = serve(live, news)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends it kindly is obeyed as Ctrl-C is
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(
        f"\nLook at it on http://localhost:{port}/ (stop with Ctrl-C). Save a file, and the page shows it.", flush=True
    )
    try:
        watcher.look()
        watcher.go_on()
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
    print("\nStopped.")
    return 0


class _Watcher:
    def __init__(self, root: Path, live: Live, news: News, explain: Callable[[OSError], str]) -> None:
        self.root, self.live, self.news, self.explain = root, live, news, explain

    def go_on(self) -> None:
        """Look, and look again at each change: of texts, of settings, of the frame."""
        paths = [self.root / name for name in _WATCHED]
        changes = watch(
            *(path for path in paths if path.exists()),
            watch_filter=_counts,
            step=_QUIET,
            debounce=_AT_MOST,
            rust_timeout=_LOOK_AT_SETTINGS,
            yield_on_timeout=True,
            raise_interrupt=True,
        )
        next(changes)  # the watch stands before the first look: a file may be saved while that lasts
        settings = self._settings()
        self.look()
        is_tidy = False
        for found in changes:
            if found or settings != self._settings():
                settings = self._settings()
                self.look()
                is_tidy = False
            elif not is_tidy:
                # Only now: it stops all else for a while, and the browser was fetching what is new.
                gc.collect()
                self.live.get_ready()
                is_tidy = True

    def _settings(self) -> int:
        try:
            return (self.root / CONFIG).stat().st_mtime_ns
        except OSError:
            return 0

    def look(self) -> None:
        """Read the files as they are now, and tell terminal and browser how they are."""
        start = time.perf_counter()
        try:
            advice = self.live.refresh()
        except ContentError as error:
            self.news.tell(problems=error.problems)
            print("", *error.problems, sep="\n", flush=True)
            errors = sum(not problem.advice for problem in error.problems)
            print(
                f"\n{errors} {'problem' if errors == 1 else 'problems'} to mend. The page is shown as it was.",
                flush=True,
            )
        except (ToolError, OSError) as error:
            said = str(error) if isinstance(error, ToolError) else self.explain(error)
            self.news.tell(trouble=said)
            print(f"\n{said}", flush=True)
        else:
            self.news.tell()
            for problem in advice:
                print(f"  warning: {problem}")
            print(f"Read in {time.perf_counter() - start:.1f} s. The page is new.", flush=True)


def _counts(_change: Change, path: str) -> bool:
    """Whether a change is of a file that the site is made of, and not of one that a program leaves behind."""
    return not is_left_behind(Path(path))
