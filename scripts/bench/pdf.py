"""The book as a PDF by us and by WeasyPrint from the same articles, side by side, at some 30, 300 and 3,000 pages.

Run after a build: `PYTHONPATH=scripts .venv/bin/python scripts/bench/pdf.py [copies ...]`. WeasyPrint gets an
environment of its own in .build/bench; on Debian it also needs the packages libpango-1.0-0, libpangoft2-1.0-0 and
libharfbuzz-subset0. Each PDF is made by a process of its own, so time and memory are those of the whole process.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
import time
import venv
from datetime import date
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import pikepdf
from lxml import html

from sitebuild.build import check
from sitebuild.language.texts import NYNORSK
from sitebuild.outputs.pdf.convert import Article, Converter
from sitebuild.outputs.pdf.documents import preamble
from sitebuild.outputs.pdf.finish import finish
from sitebuild.outputs.pdf.typeset import Typesetter
from sitebuild.pages.render import render
from sitebuild.problems import Place
from sitebuild.settings import read_settings
from sitebuild.site.addresses import address

ROOT = Path(__file__).resolve().parents[2]
PEER = ROOT / ".build" / "bench"
# How often the book's content is repeated: half of it is some 30 pages, 53 times is some 3,000.
COPIES = (0.5, 5.5, 55)
# WeasyPrint is left out beyond this; it is said in the report.
PEER_AT_MOST = 6
_SHEET = """
@page { size: A4; margin: 28mm 48mm 26mm 24mm; @top-left { content: "Frå ord til handling" }
  @top-right { content: string(chapter) } @bottom-right { content: "Side " counter(page) " av " counter(pages) } }
body { font: 10.5pt/1.5 "Source Sans Pro"; hyphens: auto }
h1 { string-set: chapter content(); bookmark-level: 1; break-before: page } h2, h3 { break-after: avoid }
li { break-inside: avoid } .page-toc, .actions, .motif, .ask__box, svg { display: none }
"""


class _Everything:
    def __contains__(self, _address: str) -> bool:
        return True


def chapters(copies: float) -> list[Article]:
    """The articles of the book, repeated under addresses of their own."""
    site, _advice = check(ROOT)
    pages = {page.address: page for page in render(site)}
    entries = [*site.recommendations.values(), *site.cases.values()]
    found = []
    for copy in range(math.ceil(copies)):
        part = entries[: round(len(entries) * min(1, copies - copy))]
        for page in (pages[address(entry)] for entry in part):
            title = str(page.meta["title"])
            found.append(Article(f"{copy}/{page.address}", title, page.html, part[0].place, {}))
    return found


def ours(source: Path, target: Path) -> None:
    """Articles in a file -> finished PDF, as the build does it."""
    data = json.loads(source.read_text(encoding="utf-8"))
    articles = [Article(*row, place=Place("bench"), places={}) for row in data["articles"]]
    inside = {article.address for article in articles}

    def resolve(link: str) -> str | None:
        path, _, fragment = link.partition("#")
        return f"{path}{fragment or 'tittel'}" if path in inside else None

    parts = [preamble("Prøve", "Versjon", "Prøve", NYNORSK), '#contents("Innhald")\n']
    for article in articles:
        parts.append(f'#pagebreak(weak: true)\n#chapter("{article.title}")\n')
        parts.append(Converter(article, data["base"], resolve, _Everything()).convert())
    with tempfile.TemporaryDirectory() as folder:
        setter = Typesetter(Path(folder), date(2026, 1, 1), ROOT / "none")
        target.write_bytes(finish(setter.pdf("".join(parts), "bench"))[1])


def for_us(articles: list[Article], target: Path) -> None:
    rows = [(article.address, article.title, article.html) for article in articles]
    target.write_text(json.dumps({"base": read_settings(ROOT).base_url, "articles": rows}), encoding="utf-8")


def for_peer(articles: list[Article], target: Path) -> None:
    """One HTML file of the same articles, its links made to lead within it."""
    body = html.Element("body")
    for article in articles:
        root = html.fromstring(article.html)
        for node in root.xpath("//*[@id]"):
            node.set("id", article.address + node.get("id"))
        for link in root.xpath("//a[@href]"):
            path, _, fragment = urljoin(f"/{article.address}", link.get("href")).lstrip("/").partition("#")
            if not path.startswith("http"):
                link.set("href", f"#{path}{fragment or 'tittel'}")
        body.append(root)
    page = html.Element("html", lang="nn")
    head = html.fromstring(f"<head><title>Prøve</title><style>{_SHEET}</style></head>")
    page.extend([head, body])
    target.write_bytes(html.tostring(page, encoding="utf-8"))


def main(copies: list[float]) -> None:
    _make_peer()
    print(f"{'pages':>6} {'ours s':>8} {'MB':>6}   {'peer pages':>10} {'s':>8} {'MB':>6}   ratio")
    found = []
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for copy in copies:
            articles = chapters(copy)
            for_us(articles, work / "ours.json")
            row = _measure([sys.executable, __file__, "--ours", str(work / "ours.json"), str(work / "ours.pdf")])
            found.append((_pages(work / "ours.pdf"), row[0]))
            told = f"{found[-1][0]:>6} {row[0]:>8.2f} {row[1]:>6.0f}"
            if copy <= PEER_AT_MOST:
                for_peer(articles, work / "peer.html")
                script = (
                    "import sys, weasyprint as w;w.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')"
                )
                peer = _measure([str(_peer_python()), "-c", script, str(work / "peer.html"), str(work / "peer.pdf")])
                pages = _pages(work / "peer.pdf")
                told += f"   {pages:>10} {peer[0]:>8.2f} {peer[1]:>6.0f}   {row[0] / peer[0]:.2f}"
            print(told, flush=True)
    for (few, short), (many, long) in pairwise(found):
        print(f"growth from {few} to {many} pages: exponent {math.log(long / short) / math.log(many / few):.2f}")


def _measure(command: list[str]) -> tuple[float, float]:
    """Seconds of wall time and the process's peak memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stderr=sys.stderr if "--ours" in command else subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"failed: {command}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def _pages(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def _peer_python() -> Path:
    return PEER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _make_peer() -> None:
    if not _peer_python().exists():
        venv.create(PEER, with_pip=True)
    pins = str(ROOT / "scripts/requirements/bench.txt")
    pip = [str(_peer_python()), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", pins]
    subprocess.run(pip, check=True, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ours"]:
        ours(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main([float(argument) for argument in sys.argv[1:]] or list(COPIES))
