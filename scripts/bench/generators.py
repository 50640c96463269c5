"""A first visit beside Astro Starlight, VitePress and stock Material, made from the same Markdown, in one run.

Run after scripts/build.py and scripts/test.py: `PYTHONPATH=scripts .venv/bin/python scripts/bench/generators.py`.
The others are fetched by npm into a temporary folder, Lighthouse with them; nothing here is part of the site or of the
tests. Each gets every page of the site as Markdown, with its own default look and search; Node 20 is enough.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import browser

SITE = Path(__file__).resolve().parents[2] / "site"
PAGE = "tilradingar/departementa/"
# Measured by Lighthouse on our own site only, beside the one page that all have.
OWN = ("", "doeme/", "sok/", "sjolvsjekk/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ASTRO, STARLIGHT, VITEPRESS, LIGHTHOUSE = (
    "astro@5.18.2",
    "@astrojs/starlight@0.36.2",
    "vitepress@1.6.4",
    "lighthouse@12.8.2",
)
_SHIFT = """() => new Promise(done => {
  let sum = 0
  new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.hadRecentInput ? 0 : one.value })
    .observe({type: "layout-shift", buffered: true})
  setTimeout(() => done(sum), 500)
})"""


@dataclass(frozen=True)
class Row:
    """What one generator sends for the page; `kilobytes` and `fonts` as gzip sends them, in thousands of bytes."""

    name: str
    requests: int
    kilobytes: float
    fonts: float
    shift: float
    scores: dict[str, dict[str, int]]


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder packed, as a web server does, and remembers how much it has sent of what."""

    sent: dict[str, int]

    def send_head(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file() and path.with_suffix(".html").is_file():
            path = path.with_suffix(".html")
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        is_packed = path.suffix not in (".woff2", ".png", ".webp", ".jpg")
        body = gzip.compress(data, 9) if is_packed else data
        self.sent[self.path] = len(body)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Cache-Control", "max-age=31536000")
        if is_packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.send_head()

    def log_message(self, *_arguments: object) -> None:
        pass


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, dict[str, int]]]:
    sent: dict[str, int] = {}
    handler = type("Handler", (_Handler,), {"sent": sent})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", sent
    server.shutdown()


def main() -> None:
    if not SITE.is_dir():
        sys.exit("There is no site to compare. Build it first: python3 scripts/build.py")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        work = Path(folder)
        chromium = playwright.chromium.launch(executable_path=browser.ensure(), args=["--no-sandbox"])
        _run(["npm", "install", "--silent", "--no-audit", "--no-fund", LIGHTHOUSE], _folder(work / "lighthouse"))
        rows = [_measured("this site", SITE, chromium, work, OWN)]
        makers: dict[str, Callable[[Path], Path]] = {
            "Starlight": _starlight,
            "VitePress": _vitepress,
            "stock Material": _material,
        }
        for name, make in makers.items():
            rows.append(_measured(name, make(_folder(work / name.replace(" ", "-"))), chromium, work, ()))
        chromium.close()
    _show(rows)


def _show(rows: list[Row]) -> None:
    print(f"{'/' + PAGE:28} {'requests':>8} {'kB':>7} {'of them fonts':>14} {'shift, 390 px':>14}")
    for row in rows:
        print(f"{row.name:28} {row.requests:8} {row.kilobytes:7.1f} {row.fonts:14.1f} {row.shift:14.3f}")
    print(f"\n{'Lighthouse':50} {' '.join(f'{name:>15}' for name in CATEGORIES)}")
    for row in rows:
        for what, scores in row.scores.items():
            print(f"{row.name + ' ' + what:50} {' '.join(f'{scores[name]:15}' for name in CATEGORIES)}")


def _measured(name: str, site: Path, chromium: Browser, work: Path, more: tuple[str, ...]) -> Row:
    with _served(site) as (base, sent):
        context = chromium.new_context(viewport={"width": 390, "height": 664})
        page = context.new_page()
        page.goto(base + PAGE, wait_until="networkidle")
        shift = page.evaluate(_SHIFT)
        context.close()
        asked = dict(sent)
        scores = {f"/{path} {form}": _lighthouse(base + path, form, work) for path in (PAGE, *more) for form in _FORMS}
    fonts = sum(size for path, size in asked.items() if path.endswith(".woff2"))
    return Row(name, len(asked), sum(asked.values()) / 1000, fonts / 1000, shift, scores)


_FORMS = {"mobile": [], "desktop": ["--preset=desktop"]}


def _lighthouse(url: str, form: str, work: Path) -> dict[str, int]:
    program = work / "lighthouse/node_modules/.bin/lighthouse"
    chosen = [f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox", *_FORMS[form]]
    told = _run([str(program), url, "--output=json", "--quiet", *chosen], work, CHROME_PATH=browser.ensure())
    categories = json.loads(told)["categories"]
    return {name: round(100 * categories[name]["score"]) for name in CATEGORIES}


# --- the others ---


def _pages() -> Iterator[tuple[str, str]]:
    """(path, Markdown) of each page of the site that is published as Markdown; its links lead to addresses there."""
    for path in sorted(SITE.rglob("index.md")):
        yield path.relative_to(SITE).as_posix(), path.read_text(encoding="utf-8")


def _starlight(folder: Path) -> Path:
    _write(folder / "package.json", '{"type": "module"}')
    _write(
        folder / "astro.config.mjs",
        'import { defineConfig } from "astro/config"\nimport starlight from "@astrojs/starlight"\n'
        'export default defineConfig({ integrations: [starlight({ title: "Frå ord til handling",'
        ' defaultLocale: "root", locales: { root: { label: "Nynorsk", lang: "nn" } } })] })\n',
    )
    _write(
        folder / "src/content.config.ts",
        'import { defineCollection } from "astro:content"\nimport { docsLoader } from "@astrojs/starlight/loaders"\n'
        'import { docsSchema } from "@astrojs/starlight/schema"\n'
        "export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) }\n",
    )
    for path, text in _pages():
        title, _, rest = text.removeprefix("# ").partition("\n")
        head = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n"
        _write(folder / "src/content/docs" / path, head + _without_html(rest))
    _run(["npm", "install", "--silent", "--no-audit", "--no-fund", ASTRO, STARLIGHT], folder)
    _run(["npx", "astro", "build"], folder, ASTRO_TELEMETRY_DISABLED="1")
    return folder / "dist"


def _vitepress(folder: Path) -> Path:
    _write(folder / "package.json", '{"type": "module"}')
    _write(
        folder / ".vitepress/config.mjs",
        'export default { title: "Frå ord til handling", lang: "nn", ignoreDeadLinks: true,'
        ' themeConfig: { search: { provider: "local" } } }\n',
    )
    for path, text in _pages():
        _write(folder / path, _without_html(text))
    _run(["npm", "install", "--silent", "--no-audit", "--no-fund", VITEPRESS], folder)
    _run(["npx", "vitepress", "build"], folder)
    return folder / ".vitepress/dist"


def _material(folder: Path) -> Path:
    _write(
        folder / "mkdocs.yml",
        "site_name: Frå ord til handling\ntheme: {name: material, language: nn}\nplugins: [search]\n",
    )
    for path, text in _pages():
        _write(folder / "docs" / path, text)
    _run([sys.executable, "-m", "mkdocs", "build", "--quiet"], folder)
    return folder / "site"


def _without_html(text: str) -> str:
    """Addresses in < > are read as components by the others."""
    return re.sub(r"<(https?://[^>]+)>", r"[\1](\1)", text)


def _folder(path: Path) -> Path:
    path.mkdir(parents=True)
    return path


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _run(command: list[str], folder: Path, **variables: str) -> str:
    found = [shutil.which(command[0]) or command[0], *command[1:]]
    done = subprocess.run(found, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    main()
