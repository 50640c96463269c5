"""Show the site in a browser, and build it again when an editor saves a file."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from .settings import Settings

PORT = 8000
_WATCHED = ("recommendations", "docs", "overrides", "mkdocs.yml", "scripts/sitebuild/pages/templates")


def serve(settings: Settings, build: Callable[[], int]) -> int:
    """Build, serve and watch until the reader presses Ctrl-C. Returns 0 then, or the first build's code."""
    seen = _state(settings.root)
    code = build()
    if code and not settings.output.is_dir():
        return code
    server, port = _server(settings.output)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"\nLook at it on http://localhost:{port}/ (stop with Ctrl-C). Save a file, and it is built again.")
    try:
        _watch(settings.root, build, seen)
    except KeyboardInterrupt:
        print("\nStopped.")
    finally:
        server.shutdown()
    return 0


def _server(folder: Path) -> tuple[http.server.ThreadingHTTPServer, int]:
    """A server on the first free port from 8000, on this machine only."""
    handler = functools.partial(_Handler, directory=str(folder))
    for port in range(PORT, PORT + 20):
        try:
            return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler), port
        except OSError:
            continue
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    return server, server.server_address[1]


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Quiet, uncached, and with the site's own page for unknown addresses."""

    def log_message(self, *_arguments: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _watch(root: Path, build: Callable[[], int], seen: dict[Path, int]) -> None:
    """Build at every change since `seen`, which was before the first build: a file may be saved while it runs."""
    while True:
        time.sleep(0.5)
        now = _state(root)
        if now != seen:
            seen = now
            print("\nA file has changed.")
            build()


def _state(root: Path) -> dict[Path, int]:
    """The time of last change of every file that the site is made of."""
    files: dict[Path, int] = {}
    for name in _WATCHED:
        path = root / name
        for file in path.rglob("*") if path.is_dir() else (path,):
            with contextlib.suppress(OSError):  # a file may go while it is looked at: editors save by renaming
                if file.is_file():
                    files[file] = file.stat().st_mtime_ns
    return files
