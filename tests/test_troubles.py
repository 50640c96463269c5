"""Trouble outside the content: settings, disk, an impatient editor, two builds at once, an old Python, no network."""

from __future__ import annotations

import errno
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import ROOT, copy_project
from sitebuild import build as conductor
from sitebuild import cli
from sitebuild.build import build
from sitebuild.build_lock import alone
from sitebuild.settings import Settings, read_settings

GOOD = "the last good site"


@pytest.fixture
def project(built: Settings, tmp_path: Path) -> Path:
    """The real content with a last good site, and the cache of a build so that the next is quick."""
    root = copy_project(tmp_path / "project")
    shutil.copytree(built.work / "cache", root / ".build/cache")
    (root / "site").mkdir()
    (root / "site/index.html").write_text(GOOD, encoding="utf-8")
    return root


def is_good(root: Path) -> bool:
    return (root / "site/index.html").read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("site_name: ", "site_name: [", "mkdocs.yml:2:"),
        ("site_url: https:", "site_url: ftp:", "must begin with https:// and end with /"),
        ("site_name: ", "namn: ", "has no site_name"),
        ("theme:\n", "site_name: To\ntheme:\n", 'the key "site_name" stands twice'),
        ("theme:\n", "theme:\n\t", "mkdocs.yml:"),
        ("name: material", "name: materiale", "Unrecognised theme name"),
        ("plugins:\n", "plugins:\n  - finst-ikkje\n", "plugin is not installed"),
        ("url: doeme/", "url: dome/", "Pages ask for what is not there"),
    ],
    ids=["bracket", "address", "name", "twice", "tab", "theme", "plugin", "menu"],
)
def test_a_broken_configuration_is_told_plainly(
    project: Path, capsys: pytest.CaptureFixture, old: str, new: str, said: str
) -> None:
    path = project / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert cli.main(["--root", str(project), "build"]) == 2
    assert said in capsys.readouterr().err
    assert is_good(project)


def test_a_configuration_that_is_not_utf8_or_not_there(project: Path, capsys: pytest.CaptureFixture) -> None:
    path = project / "mkdocs.yml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1", "replace"))
    assert cli.main(["--root", str(project), "build"]) == 2
    path.unlink()
    assert cli.main(["--root", str(project), "build"]) == 2
    said = capsys.readouterr().err
    assert "is not UTF-8" in said and "no file" in said
    assert is_good(project)


@pytest.mark.parametrize("lost", ["docs/assets/css/site.css", "overrides/main.html"])
def test_a_missing_part_of_the_frame_stops_the_build(project: Path, capsys: pytest.CaptureFixture, lost: str) -> None:
    (project / lost).unlink()
    assert cli.main(["--root", str(project), "build"]) == 2
    assert "Pages ask for what is not there" in capsys.readouterr().err
    assert is_good(project)


def test_a_template_that_cannot_be_read_has_its_place(project: Path, capsys: pytest.CaptureFixture) -> None:
    (project / "overrides/partials/footer.html").write_text("<p>\n{% if %}\n", encoding="utf-8")
    assert cli.main(["--root", str(project), "build"]) == 2
    assert "footer.html:2: Expected an expression" in capsys.readouterr().err
    assert is_good(project)


@pytest.mark.parametrize("stage", ["make_search", "keep_addresses"])
def test_a_full_disk_is_told_plainly(
    project: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(conductor, stage, full)
    assert cli.main(["--root", str(project), "build"]) == 2
    assert "The disk is full" in capsys.readouterr().err
    assert is_good(project)


@pytest.mark.skipif(sys.platform == "win32", reason="there, Ctrl-C is sent to a console and not to a process")
def test_an_interrupted_build_leaves_the_last_good_site(project: Path) -> None:
    command = [sys.executable, "-m", "sitebuild", "--root", str(project), "build"]
    for moment in (0.15, 0.4, 1.0):
        shutil.rmtree(project / ".build", ignore_errors=True)  # so that the build is not over before it is stopped
        process = subprocess.Popen(
            command, env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")}, stderr=subprocess.PIPE, text=True
        )
        time.sleep(moment)
        process.send_signal(signal.SIGINT)
        _out, said = process.communicate()
        assert process.returncode in (130, -signal.SIGINT)
        assert process.returncode != 130 or "The last good site is untouched" in said
        assert is_good(project)


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    said: list[str] = []
    order: list[str] = []

    def second() -> None:
        with alone(tmp_path, said.append):
            order.append("second")

    with alone(tmp_path, said.append):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.5)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
    assert said == ["Waiting for another build in this folder to end"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_site_that_is_a_link_stays_one(project: Path) -> None:
    shutil.move(project / "site", project / "annan")
    (project / "site").symlink_to("annan")
    result = build(read_settings(project), lambda stage: None)
    assert (project / "site").is_symlink() and result.output == project / "annan"
    assert not is_good(project)


@pytest.mark.skipif(sys.platform == "win32", reason="there, Ctrl-C is sent to a console and not to a process")
def test_the_watch_builds_again_and_outlives_what_goes_wrong(project: Path) -> None:
    case, frame = project / "recommendations/cases/udi.md", project / "overrides/main.html"
    sound, whole = case.read_text(encoding="utf-8"), frame.read_text(encoding="utf-8")
    with watching(project) as (process, heard):
        address = re.search(r"http://\S+", heard("Look at it on"))[0]
        case.write_text(sound.replace("actors: [udi]", "actors: [uid]"), encoding="utf-8")
        heard("1 problem to mend")
        frame.write_text("{% if %}", encoding="utf-8")
        case.write_text(sound.replace("## Kva rådet", "Prøva gjekk bra.\n\n## Kva rådet"), encoding="utf-8")
        heard("cannot be used")
        frame.write_text(whole, encoding="utf-8")
        heard("Built")
        with urllib.request.urlopen(f"{address}doeme/udi/") as page:
            assert "Prøva gjekk bra." in page.read().decode()
        with pytest.raises(urllib.error.HTTPError, match="404") as missing:
            urllib.request.urlopen(f"{address}finst-ikkje/")
        with missing.value as answer:
            assert "Vi fann ikkje sida" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        heard("Stopped.")
        assert process.wait(10) == 0


@contextmanager
def watching(root: Path) -> Iterator[tuple[subprocess.Popen, Callable[[str], str]]]:
    """`build --serve` in a process of its own, and a function that waits for a line with some words."""
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
            yield process, heard
        finally:
            process.kill()


@pytest.mark.parametrize("command", ["build.py", "test.py"])
def test_a_python_that_is_too_old_is_told_so(command: str) -> None:
    code = f"import sys; sys.version_info = (3, 10, 1); exec(open({command!r}).read())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "scripts", capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.strip() == "This needs Python 3.11 or newer, and this is 3.10. Run it with a newer one."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Temporary failure in name resolution", "The network is away"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "not the one that was pinned"),
        ("The virtual environment was not created: ensurepip is not available", "python3-venv"),
    ],
)
def test_a_set_up_that_fails_says_why(monkeypatch: pytest.MonkeyPatch, said: str, told: str) -> None:
    monkeypatch.syspath_prepend(ROOT / "scripts")
    import environment

    with pytest.raises(environment.SetupError, match="It failed") as raised:
        environment.call([sys.executable, "-c", f"import sys; sys.exit({said!r})"], "It failed.")
    assert told in str(raised.value) and said in str(raised.value)


def test_trouble_while_watching_is_told_and_does_not_end_the_watch(
    project: Path, capsys: pytest.CaptureFixture
) -> None:
    (project / "mkdocs.yml").write_text("site_name: [", encoding="utf-8")
    assert cli._build_again(project) == 2
    assert "mkdocs.yml" in capsys.readouterr().err
    assert is_good(project)
