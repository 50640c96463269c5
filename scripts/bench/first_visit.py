"""A first visit, with nothing cached: requests, bytes as gzip sends them, and how many times Tab stops, in Chromium.

Run after scripts/build.py and scripts/test.py: `PYTHONPATH=scripts .venv/bin/python scripts/bench/first_visit.py`, with
the addresses of other pages than those below if wanted. Fonts and pictures are packed already, and sent as they are.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import sys
import threading
from pathlib import Path
from typing import ClassVar

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import browser

SITE = Path(__file__).resolve().parents[2] / "site"
PAGES = ["tilradingar/departementa/", "tilradingar/malbilete/", "doeme/udi/", "doeme/", "sok/", "sjolvsjekk/", ""]
_PACKED = {".woff2", ".png", ".webp", ".jpg"}
_MOST_STOPS = 400


class _Handler(http.server.SimpleHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *_arguments: object) -> None:
        pass


def main() -> None:
    if not SITE.is_dir():
        sys.exit("There is no site to visit. Build it first: python3 scripts/build.py")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}/"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.ensure(), args=["--no-sandbox"])
        print(f"{'page':30} {'requests':>8} {'kB':>6} {'of them fonts':>14} {'Tab stops':>10}")
        for page in sys.argv[1:] or PAGES:
            asked, stops = _visit(chromium, base + page)
            sizes = {path: _sent(path) for path in asked}
            fonts = sum(size for path, size in sizes.items() if path.endswith(".woff2"))
            print(f"/{page:29} {len(asked):8} {sum(sizes.values()) / 1000:6.1f} {fonts / 1000:14.1f} {stops:10}")
        chromium.close()
    server.shutdown()


def _visit(chromium: Browser, url: str) -> tuple[list[str], int]:
    """What the page asks for, and how many times Tab stops before it leaves the page."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    _Handler.asked.clear()
    answer = page.goto(url, wait_until="networkidle")
    if not (answer and answer.ok):
        sys.exit(f"There is no page at {url}.")
    asked = list(_Handler.asked)
    seen = 0
    while seen < _MOST_STOPS:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body || document.activeElement.dataset.stopped === ''"):
            break
        page.evaluate("document.activeElement.dataset.stopped = ''")
        seen += 1
    context.close()
    return asked, seen


def _sent(path: str) -> int:
    file = SITE / path.lstrip("/").partition("?")[0]
    file = file / "index.html" if file.is_dir() else file
    data = file.read_bytes() if file.is_file() else b""
    return len(data) if file.suffix in _PACKED else len(gzip.compress(data, 9))


if __name__ == "__main__":
    main()
