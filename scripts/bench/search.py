"""The search beside stock Material's, Pagefind and plain MiniSearch; and its speed at 20 to 5,000 pages.

Run after scripts/test.py has made the environment: `PYTHONPATH=scripts .venv/bin/python scripts/bench/search.py`.
Pagefind and MiniSearch are fetched by npm into a temporary folder; nothing here is part of the site or of the tests.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page, sync_playwright
from rendered import write_rendered

from sitebuild.build import build, check
from sitebuild.outputs.search.documents import Document, documents
from sitebuild.outputs.search.index import dictionary_for, make_index
from sitebuild.outputs.search.make import data_script
from sitebuild.pages.render import render
from sitebuild.settings import read_settings
from sitebuild.site.addresses import address
from sitebuild.site.short_addresses import short_addresses

ROOT = Path(__file__).resolve().parents[2]
_JUDGED = yaml.safe_load((ROOT / "tests/fixtures/queries.yml").read_text(encoding="utf-8"))
QUERIES = [query for query in _JUDGED if query["class"] != "nonsense"]
NONSENSE = [query["query"] for query in _JUDGED if query["class"] == "nonsense"]
# The lists where a query that is a name finds what it names.
_NAMES = ("verksemder/", "radet/", "kjelder/")
_CODE = ("search.js", "worker.js", "box.js")
SIZES = (20, 100, 1000, 5000)
_LOADED = ("search.js", "words.js", "index.js")
TYPED = "samarbeidspartnere målbilde"
# Material's own messages to its worker, and the three best pages of its answer.
_MATERIAL = """async ([base, name, queries]) => {
  const docs = await (await fetch(base + "search/search_index.json")).json()
  const worker = new Worker(base + name)
  const heard = () => new Promise(done => worker.onmessage = ({data}) => done(data))
  worker.postMessage({type: 0, data: {...docs, options: {suggest: false}}}); await heard()
  const found = []
  for (const query of queries) {
    worker.postMessage({type: 2, data: query})
    const {data} = await heard()
    found.push(data.items.slice(0, 3).map(group => group[0].location.split("#")[0]))
  }
  return found
}"""
_PAGEFIND = """async ([base, queries]) => {
  const pagefind = await import(base + "pagefind/pagefind.js")
  const found = []
  for (const query of queries) {
    const {results} = await pagefind.search(query)
    const pages = await Promise.all(results.slice(0, 9).map(result => result.data()))
    found.push(pages.map(page => page.raw_url ?? page.url))
  }
  return found
}"""
_MINISEARCH = """([pages, queries]) => {
  const index = new MiniSearch({fields: ["title", "text"], searchOptions: {prefix: true, fuzzy: 0.2}})
  index.addAll(pages)
  return queries.map(query => index.search(query).slice(0, 3).map(({id}) => id))
}"""
_OURS = "queries => queries.map(query => Sok.search(query).pages.slice(0, 3).map(page => page[0].location))"
_CONFIDENT = "queries => queries.map(query => Sok.search(query)).map(({pages, weak}) => pages.length > 0 && !weak)"
_LOADS = 5
_LOAD = """async base => {
  const start = performance.now()
  for (const name of ["search.js", "words.js", "index.js"]) await new Promise(done => {
    document.head.append(Object.assign(document.createElement("script"), {src: base + name, onload: done}))
  })
  Sok.load()
  return performance.now() - start
}"""
_TIME = """typed => {
  const start = performance.now(); Sok.search(typed.slice(0, 3)); const first = performance.now() - start
  const strokes = []
  for (let at = 4; at <= typed.length; at += 1) {
    const now = performance.now(); Sok.search(typed.slice(0, at)); strokes.push(performance.now() - now)
  }
  return [first, strokes]
}"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        work = Path(name)
        path = os.environ.get("SITE_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        settings = read_settings(ROOT, work / "ours")
        build(settings, lambda _stage: None)
        compare(browser.new_page(), work)
        sizes = (len(gzip.compress((work / "ours/assets/js/search" / name).read_bytes())) for name in _CODE)
        print(f"code, rules and thesaurus: {sum(sizes) / 1024:.1f} kB gzipped")
        for size in SIZES:
            time_at(browser, size, work)
        browser.close()


def compare(page: Page, work: Path) -> None:
    """One table: the share of queries, by class, with a right page among the first three; and first, of all."""
    asked = [query["query"] for query in QUERIES]
    page.goto(serve(work / "ours") + "om/")
    for script in _LOADED:
        page.add_script_tag(url=page.url.replace("om/", f"assets/js/search/{script}"))
    answers = {"ours": page.evaluate(_OURS, asked)}
    confident = sum(page.evaluate(_CONFIDENT, NONSENSE))
    base = serve(_material(work))
    page.goto(base)
    worker = next((work / "material").glob("assets/javascripts/workers/search*.js"))
    answers["Material"] = page.evaluate(_MATERIAL, [base, worker.relative_to(work / "material").as_posix(), asked])
    page.add_script_tag(path=str(_npm(work, "minisearch@7.2.0") / "minisearch/dist/umd/index.js"))
    answers["MiniSearch"] = page.evaluate(_MINISEARCH, [_whole_pages(), asked])
    base = serve(_pagefind(work))
    page.goto(base)
    found = page.evaluate(_PAGEFIND, [base, asked])
    copies = _copies()
    # A copy of a page is that page, and takes no place of its own.
    answers["Pagefind"] = [[*dict.fromkeys(copies.get(url[1:], url[1:]) for url in pages)][:3] for pages in found]
    print(f"{'class':10} {'queries':>7}" + "".join(f"{name:>11}" for name in answers))
    rows = {name: _tally(found) for name, found in answers.items()}
    for name, right in rows["ours"].items():
        print(f"{name:10} {len(right):>7}" + "".join(f"{statistics.mean(row[name]):>11.2f}" for row in rows.values()))
    first = [_tally([pages[:1] for pages in found]) for found in answers.values()]
    shares = (statistics.mean(right for row in rows.values() for right in row) for rows in first)
    print(f"{'first':10} {len(asked):>7}" + "".join(f"{share:>11.3f}" for share in shares))
    empty = [sum(not pages for pages in found) / len(found) for found in answers.values()]
    print(f"{'no result':10} {len(asked):>7}" + "".join(f"{share:>11.3f}" for share in empty))
    print(f"nonsense: ours is confident of {confident} of {len(NONSENSE)}")


def _whole_pages() -> list[dict[str, str]]:
    """Each page as one text, as a site without a search of its own would index it."""
    site, _advice = check(ROOT)
    texts: dict[str, list[str]] = defaultdict(list)
    titles: dict[str, str] = {}
    for document in documents(site, render(site)):
        page = document.location.split("#")[0]
        titles.setdefault(page, document.title)
        texts[page] += [document.title, document.text]
    return [{"id": page, "title": titles[page], "text": " ".join(text)} for page, text in texts.items()]


def _copies() -> dict[str, str]:
    """The short addresses, each a copy of a page, with the page's own."""
    site, _advice = check(ROOT)
    return {short: address(entry) for entry in site.subjects for short in short_addresses(entry)}


def _tally(found: list[list[str]]) -> dict[str, list[bool]]:
    right: dict[str, list[bool]] = defaultdict(list)
    for query, pages in zip(QUERIES, found, strict=True):
        right[query["class"]].append(any(_answers(query, place) for place in pages))
    return right


def _answers(query: dict[str, Any], place: str) -> bool:
    """Whether a result answers a judged query, as the tests have it; who finds whole pages need not find the entry."""
    page, _, entry = place.partition("#")
    wanted = query["pages"] if entry else [one.split("#")[0] for one in query["pages"]]
    return place in wanted or page in wanted or (query["class"] == "name" and page in _NAMES)


def _material(work: Path) -> Path:
    """The same pages built by the stock theme with its stock search."""
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    config["theme"].pop("custom_dir")
    config |= {
        "plugins": ["search"],
        "docs_dir": str(write_rendered(ROOT, work / "pages")),
        "site_dir": str(work / "material"),
    }
    (work / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    _run([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(work / "mkdocs.yml")], work)
    return work / "material"


def _pagefind(work: Path) -> Path:
    shutil.copytree(work / "ours", work / "pagefind")
    program = str(_npm(work, "pagefind@1.6.0") / ".bin/pagefind")
    _run([program, "--site", str(work / "pagefind"), "--root-selector", "article"], work)
    return work / "pagefind"


def _npm(work: Path, package: str) -> Path:
    _run(["npm", "install", "--silent", "--prefix", str(work / "npm"), package], work)
    return work / "npm/node_modules"


def _run(command: list[str], folder: Path) -> None:
    environment = dict(os.environ, NO_MKDOCS_2_WARNING="1")
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)


def serve(folder: Path) -> str:
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/"


def time_at(browser, size: int, work: Path) -> None:  # type: ignore[no-untyped-def]
    """Index size, time to the first result, time a key stroke and the heap, at so many synthetic pages."""
    site, _advice = check(ROOT)
    real = list(documents(site, render(site)))
    index = data_script(
        "index", make_index(_grown(real, size), site.thesaurus, None, dictionary_for(real, site.thesaurus))
    )
    (work / "ours/assets/js/search/index.js").write_text(index, encoding="utf-8")
    base = serve(work / "ours")
    # A machine that does other things too tells of them: the quickest of some is what the search itself needs.
    loads = []
    for _ in range(_LOADS):
        page = browser.new_page()
        page.goto(base + "om/")
        loads.append(page.evaluate(_LOAD, base + "assets/js/search/"))
        if len(loads) < _LOADS:
            page.close()
    load = min(loads)
    first, strokes = page.evaluate(_TIME, TYPED)
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    print(
        f"{size:>5} pages: index {len(gzip.compress(index.encode())) / 1024 / size:.2f} kB gzip a page;"
        f" ready in {load:.0f} ms,"
        f" first result {load + first:.0f} ms; a key stroke {statistics.median(strokes):.1f} ms"
        f" (most {max(strokes):.1f}); heap {heap:.0f} MB"
    )
    page.close()


def _grown(real: list[Document], size: int) -> list[Document]:
    """The real documents of so many pages, and copies with words in another order and a tenth of them made new."""
    chance = random.Random(2022)
    pages = list(dict.fromkeys(document.page for document in real))
    grown = [document for document in real if document.page in pages[:size]]
    for copy in range(1, -(-size // len(pages))):
        for document in real:
            words = document.text.split()
            chance.shuffle(words)
            words = [f"{word}{copy}" if chance.random() < 0.1 else word for word in words]
            place = document.location.replace(document.page, f"k{copy}/{document.page}", 1)
            grown.append(replace(document, location=place, page=f"k{copy}/{document.page}", text=" ".join(words)))
    return grown


if __name__ == "__main__":
    main()
