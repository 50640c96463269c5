"""What the tests share: the valid site to break, the real site built once, a browser, a server with the policy."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

import history
from sitebuild import cli
from sitebuild.build import build
from sitebuild.content import contract
from sitebuild.publish.headers import rule_for
from sitebuild.settings import Settings, read_settings

# A shell that runs the tests in the background has them ignore Ctrl-C, and what they start would too.
signal.signal(signal.SIGINT, signal.default_int_handler)
ROOT = Path(__file__).resolve().parents[1]
FIXTURES = Path(__file__).parent / "fixtures"
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept-schemas", action="store_true", help="keep the structure of a new version of a schema")
    parser.addoption("--examples", default="0", help="how many rows of slips the invariant is tried with")
    parser.addoption("--accept-golden", action="store_true", help="keep what the fixture site becomes")


def copy_project(target: Path) -> Path:
    """A copy of everything the site is made of, without anything made."""
    for name in ("recommendations", "docs", "overrides"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


@pytest.fixture
def valid_site(tmp_path: Path) -> Path:
    """A small sound site, free to break."""
    return Path(shutil.copytree(FIXTURES / "valid_site", tmp_path / "site"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The real content, built once; `output` is the site."""
    settings = read_settings(copy_project(tmp_path_factory.mktemp("project")))
    build(settings, lambda stage: None)
    return settings


@pytest.fixture(scope="session")
def published(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The real content, published: its contract and its ledger are written. Copy it to break it."""
    root = history.with_caches_of(built, copy_project(tmp_path_factory.mktemp("published")))
    assert history.publish(root) == 0
    return read_settings(root)


@pytest.fixture(scope="session")
def past(published: Settings, tmp_path_factory: pytest.TempPathFactory) -> history.History:
    """The published site after a year: names, headings and text changed, a case removed, an edition added."""
    root = copy_published(published, tmp_path_factory.mktemp("past"))
    history.edit(root / contract.FILE, lambda text: text + history.OLDER)
    old = history.lines(root)
    history.add_edition(root)
    history.rename_case(root, "udi", "utlendingar")
    history.archive_case(root, "ny-i-noreg")
    history.rename_heading(root, "om", "gjenbruk", "bruk")
    removed, moved = history.remove_paragraph(root), history.remove_paragraph(root)
    history.claim(root / "recommendations/2022-5-samarbeidsarenaer.md", f"/{moved.path}#{moved.id} -> kvifor")
    # A page that became two, and a case that another edition shows now.
    history.rename_case(root, "felles-ikt", "felles-tenester")
    history.claim(root / "recommendations/2022-4-kommunane.md", "/doeme/felles-ikt/#laerdom-1 -> sporsmal")
    turned = root / "recommendations/cases/snudde-i-tide.md"
    history.claim(turned, "/2022/d/snudde-i-tide/")
    history.edit(turned, lambda text: text.replace("recommendation: 2022/", "recommendation: 2023/"))
    assert cli.main(["--root", str(root), "build"]) == 0
    return history.History(read_settings(root), old, removed, moved)


def copy_published(published: Settings, target: Path) -> Path:
    """The published project, free to change, with what was made of it."""
    for name in ("recommendations", "docs", "overrides", "site"):
        shutil.copytree(published.root / name, target / name)
    shutil.copy(published.root / "mkdocs.yml", target)
    return history.with_caches_of(published, target)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a built site by its address."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Server:
    """Serves a folder on loopback with the policy; `bare` for someone else's site, which has none."""

    def __init__(self, folder: Path, bare: bool = False) -> None:
        handler = functools.partial(_Quiet if bare else _Handler, directory=str(folder))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        pass


class _Handler(_Quiet):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", rule_for(self.path.lstrip("/")).policy)
        super().end_headers()


@pytest.fixture(scope="session")
def server(built: Settings) -> Iterator[Server]:
    found = Server(built.output)
    yield found
    found.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Real Chromium; scripts/test.py finds or installs it. That there is none is an error, not a skip."""
    path = os.environ.get("SITE_CHROMIUM") or shutil.which("chromium")
    assert path, "no Chromium: run the tests by python3 scripts/test.py, which finds or installs one"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield found
        found.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context(viewport={"width": 1280, "height": 900})
    yield found
    found.close()
