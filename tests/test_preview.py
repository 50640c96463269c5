"""The preview: a saved file shows in the browser by itself, problems stand there readable, and the rest is made when
asked for."""

from __future__ import annotations

import http.client
import json
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import ROOT, copy_project
from sitebuild.preview.live import Live
from sitebuild.preview.news import News
from sitebuild.preview.server import serve
from sitebuild.problems import ContentError, Place, Problem, ToolError
from sitebuild.publish import engine
from sitebuild.settings import Settings

# The machine may be busy with other tests.
expect.set_options(timeout=30_000)
SENTENCE = "Prøva gjekk bra."


@pytest.fixture
def project(built: Settings, tmp_path: Path) -> Path:
    """The real content, and the cache of a build so that the rest of a site is quick to make."""
    root = copy_project(tmp_path / "project")
    shutil.copytree(built.work / "cache", root / ".build/cache")
    return root


@contextmanager
def watching(root: Path) -> Iterator[tuple[subprocess.Popen, str, Callable[[str], str]]]:
    """`build --serve` in a process of its own, its address, and a function that waits for a line with some words."""
    command = [sys.executable, "-u", "-m", "sitebuild", "--root", str(root), "build", "--serve"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdout=pipe, stderr=subprocess.STDOUT, text=True) as process:
        lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=lambda: [lines.put(line) for line in process.stdout], daemon=True).start()

        def heard(words: str) -> str:
            while words not in (line := lines.get(timeout=60)):
                pass
            return line

        try:
            yield process, re.search(r"http://\S+", heard("Look at it on"))[0], heard
        finally:
            process.kill()


@contextmanager
def looking(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 600})
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(address)
    try:
        yield page
    finally:
        page.close()
    assert refused == []


def test_a_saved_file_shows_by_itself_and_problems_stand_in_the_page(project: Path, browser: Browser) -> None:
    case = project / "recommendations/cases/udi.md"
    sound = case.read_text(encoding="utf-8")
    with watching(project) as (_process, address, heard):
        heard("The page is new")
        with looking(browser, f"{address}doeme/udi/") as page:
            page.evaluate("document.fonts.ready.then(() => scrollTo(0, 500))")  # a late font moves the page
            stood = page.evaluate("scrollY")
            assert stood > 400
            case.write_text(sound.replace("## Kva rådet", f"{SENTENCE}\n\n## Kva rådet"), encoding="utf-8")
            expect(page.locator("p", has_text=SENTENCE)).to_be_visible()
            # Within a line: when the place is found again before the fonts have come, they move it by some pixels.
            assert abs(page.evaluate("scrollY") - stood) <= 30
            case.write_text(sound.replace("actors: [udi]", "actors: [uid]\nkjende: ja"), encoding="utf-8")
            box = page.get_by_role("dialog")
            expect(box.get_by_role("heading")).to_have_text("2 problems to mend")
            expect(box.get_by_text("recommendations/cases/udi.md:8:10")).to_be_visible()
            expect(box.get_by_text('R302 unknown actor "uid"')).to_be_visible()
            expect(box.get_by_text('did you mean "udi"?')).to_be_visible()
            page.keyboard.press("Escape")
            expect(page.locator("p", has_text=SENTENCE)).to_be_visible()  # the page as it was
            case.write_text(sound, encoding="utf-8")
            expect(page.locator("p", has_text=SENTENCE)).to_have_count(0)
            expect(box).to_have_count(0)


def test_the_first_reading_may_fail_and_the_page_comes_when_it_is_mended(project: Path, browser: Browser) -> None:
    case = project / "recommendations/cases/udi.md"
    sound = case.read_text(encoding="utf-8")
    case.write_text(sound.replace("## Situasjonen", "## Situasjon"), encoding="utf-8")
    with watching(project) as (_process, address, heard):
        heard("to mend")
        with looking(browser, f"{address}doeme/udi/") as page:
            expect(page.get_by_role("dialog")).to_contain_text("udi.md")
            case.write_text(sound, encoding="utf-8")
            expect(page.get_by_role("heading", name="UDI", level=1)).to_be_visible()


@pytest.mark.skipif(sys.platform == "win32", reason="there, Ctrl-C is sent to a console and not to a process")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_trouble_with_settings_and_frame_is_told_and_outlived(project: Path, sign: signal.Signals) -> None:
    settings, frame = project / "mkdocs.yml", project / "overrides/main.html"
    as_it_was, whole = settings.read_text(encoding="utf-8"), frame.read_text(encoding="utf-8")
    with watching(project) as (process, address, heard):
        heard("The page is new")
        settings.write_text("site_name: [", encoding="utf-8")
        heard("mkdocs.yml cannot be used")
        moved = settings.with_suffix(".new")  # some programs put another file in its place
        moved.write_text(as_it_was, encoding="utf-8")
        moved.replace(settings)
        heard("The page is new")
        frame.write_text("{% if %}", encoding="utf-8")
        assert "main.html" in heard("cannot be used")
        frame.write_text(whole, encoding="utf-8")
        heard("The page is new")
        with urllib.request.urlopen(f"{address}doeme/udi/") as page:
            assert "<h1" in page.read().decode()
        process.send_signal(sign)
        heard("Stopped.")
        assert process.wait(10) == 0


def _asked(address: str, path: str, host: str | None = None, method: str = "GET") -> http.client.HTTPResponse:
    """One request as it is, with no redirect followed and no path made tidy."""
    found = re.match(r"http://([\w.]+):(\d+)/", address)
    connection = http.client.HTTPConnection("127.0.0.1", int(found[2]))
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or f"{found[1]}:{found[2]}")
    connection.endheaders()
    return connection.getresponse()


_OUTSIDE = ("/../mkdocs.yml", "/assets/../../../mkdocs.yml", "/%2e%2e/mkdocs.yml", "//etc/passwd", "/%00", "/%ff")


def test_the_rest_is_made_when_asked_for_and_nothing_outside_the_site_is_given(project: Path) -> None:
    with watching(project) as (_process, address, heard):
        heard("The page is new")
        assert not (project / "site").exists()
        front = _asked(address, "/")
        assert front.status == 200 and "default-src 'none'" in front.headers["Content-Security-Policy"]
        moved = {
            path: _asked(address, path).headers["Location"]
            for path in ("/2022/3/", "/2022/3", "/doeme/udi", "/kort/2022-3")
        }
        assert moved == {
            "/2022/3/": "/tilradingar/malbilete/",
            "/2022/3": "/tilradingar/malbilete/",
            "/doeme/udi": "/doeme/udi/",
            "/kort/2022-3": "/kort/2022-3/",
        }
        pdf = _asked(address, "/last-ned/doeme-udi.pdf")
        assert pdf.headers["Content-Type"] == "application/pdf" and pdf.read(5) == b"%PDF-"
        assert len(_asked(address, "/assets/js/search/index.js").read()) > 10_000
        gone = _asked(address, "/finst/ikkje/")
        assert gone.status == 404 and "Vi fann ikkje sida" in gone.read().decode()
        for path in (
            "/../mkdocs.yml",
            "/assets/../../../mkdocs.yml",
            "/%2e%2e/mkdocs.yml",
            "//etc/passwd",
            "/%00",
            "/%ff",
        ):
            answer = _asked(address, path)
            assert answer.status in (400, 404) and b"site_url" not in answer.read(), path
        assert _asked(address, "/", host="evil.example:8000").status == 421
        for host in ("localhost.evil.example", "localhost:8000@evil.example", "localhost:evil", "::1", "localhost:"):
            assert _asked(address, "/", host=host).status == 421, host
        for host in ("localhost", "LOCALHOST:8000", "127.0.0.1", "[::1]", "[::1]:8000"):
            assert _asked(address, "/", host=host).status == 200, host
        wrong = _asked(address, "/", method="POST")
        assert wrong.status == 501 and "default-src 'none'" in wrong.headers["Content-Security-Policy"]


def test_a_page_is_made_again_only_after_a_change(project: Path) -> None:
    live = Live(project, lambda stage: None)
    live.refresh()
    first = live.answer("doeme/udi/")
    assert live.answer("doeme/udi/").data is first.data
    case = project / "recommendations/cases/udi.md"
    case.write_text(
        case.read_text(encoding="utf-8").replace("## Kva rådet", f"{SENTENCE}\n\n## Kva rådet"), encoding="utf-8"
    )
    live.refresh()
    assert SENTENCE in live.answer("doeme/udi/").data.decode()


def test_the_engine_is_started_once_while_nobody_waits(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Path] = []
    monkeypatch.setattr(engine, "warm", lambda settings, _day, _extra: started.append(settings.root))
    live = Live(project, lambda stage: None)
    live.get_ready()
    assert started == []  # nothing could be read yet
    live.refresh()
    live.get_ready()
    live.get_ready()
    assert started == [project]


def test_news_counts_versions_and_leaves_advice_out() -> None:
    news = News()
    assert news.after(-1, 0)[1].version == 0
    news.tell()
    number, state = news.after(0, 0)
    assert (number, state.version) == (1, 1)
    bad, advice = (Problem(Place("a.md", 2, 3), "X1", "wrong «so»", "mend", only) for only in (False, True))
    news.tell(problems=(bad, advice))
    number, state = news.after(number, 0)
    told = json.loads(state.as_json())
    assert told == {
        "version": 1,
        "trouble": "",
        "problems": [{"place": "a.md:2:3", "code": "X1", "message": "wrong «so»", "remedy": "mend"}],
    }
    assert news.after(number, 0.01)[0] == number  # nothing new


class _Failing:
    """What stands in for the site: each answer is an error."""

    is_ready = True

    def __init__(self, error: Exception) -> None:
        self.error = error

    def answer(self, _path: str) -> None:
        raise self.error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ContentError([Problem(Place("a.md", 2, 3), "X1", "wrong", "mend")]), "a.md:2:3: X1 wrong - mend\n"),
        (ToolError("The PDF could not be set."), "The PDF could not be set.\n"),
        (KeyError("x"), "The preview failed; see the terminal.\n"),
    ],
)
def test_what_cannot_be_made_is_told_in_its_place_and_the_preview_goes_on(
    error: Exception, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    server, port = serve(_Failing(error), News())
    other, next_port = serve(_Failing(error), News())
    assert next_port != port, "a port that is taken is passed by"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        for _again in range(2):
            answer = _asked(f"http://localhost:{port}/", "/last-ned/doeme-udi.pdf")
            assert (answer.status, answer.read().decode()) == (500, said)
    finally:
        server.shutdown()
        server.server_close()
        other.server_close()
    assert ("KeyError" in capsys.readouterr().err) is isinstance(error, KeyError)
