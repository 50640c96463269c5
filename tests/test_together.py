"""Commands at the same time, and commands that are stopped: they take turns, and the last good site stays."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from conftest import ROOT
from sitebuild.build import build
from sitebuild.build_lock import alone
from sitebuild.settings import Settings, read_settings
from test_preview import watching
from test_troubles import is_good, project

__all__ = ["project"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}


def _command(root: Path, verb: str) -> list[str]:
    return [sys.executable, "-m", "sitebuild", "--root", str(root), verb]


def test_who_comes_second_waits_for_the_first(tmp_path: Path) -> None:
    said: list[str] = []
    order: list[str] = []

    def second() -> None:
        with alone(tmp_path, said.append):
            order.append("second")

    with alone(tmp_path, said.append), alone(tmp_path, said.append):  # who has it may ask again
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.5)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
    assert said == ["Waiting for another command in this folder to end"]


def _pdfs(root: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (root / "site/last-ned").glob("*.pdf")}


def _at_once(root: Path, *verbs: str) -> list[tuple[int, str]]:
    """The exit code of each verb and what it said, all begun at the same time."""
    running = [
        subprocess.Popen(
            _command(root, verb), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=ENVIRONMENT
        )
        for verb in verbs
    ]
    said = [process.communicate()[0] for process in running]
    return [(process.returncode, text) for process, text in zip(running, said, strict=True)]


def _are_sound(root: Path, built: Settings, *verbs: str) -> None:
    shutil.rmtree(root / ".build/cache/pdf", ignore_errors=True)  # so that there is something to mix up
    for code, said in _at_once(root, *verbs):
        assert code == 0, said
    for verb in ("check", "build"):
        assert subprocess.run(_command(root, verb), env=ENVIRONMENT, capture_output=True).returncode == 0
    assert _pdfs(root) == _pdfs(built.root) != {}


def test_what_writes_at_the_same_time_takes_turns(project: Path, built: Settings) -> None:
    _are_sound(project, built, "pdf", "publish", "publish")


@pytest.mark.slow
@pytest.mark.parametrize("pair", list(itertools.combinations_with_replacement(("build", "pdf", "publish"), 2)))
def test_every_pair_takes_turns_beside_a_preview(project: Path, built: Settings, pair: tuple[str, str]) -> None:
    with watching(project):
        _are_sound(project, built, *pair)


@pytest.mark.skipif(sys.platform == "win32", reason="there, Ctrl-C is sent to a console and not to a process")
@pytest.mark.parametrize("moment", [0.15, 0.4, 1.0])
def test_an_interrupted_build_leaves_the_last_good_site(project: Path, moment: float) -> None:
    shutil.rmtree(project / ".build")  # so that the build is not over before it is stopped
    process = subprocess.Popen(_command(project, "build"), env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
    time.sleep(moment)
    process.send_signal(signal.SIGINT)
    _out, said = process.communicate()
    assert process.returncode in (130, -signal.SIGINT)
    assert process.returncode != 130 or "The last good site is untouched" in said
    assert is_good(project)


# Ends the process, as a kill does, before the file-system change number AT that is counted.
_HARNESS = """
import errno, os, sys
at, trouble, count = int(sys.argv[1]), sys.argv[2], 0
def hook(event, arguments):
    global count
    written = event == "open" and str(arguments[0]).startswith(sys.argv[3]) and "w" in str(arguments[1])
    if written or event in ("os.rename", "shutil.copytree"):
        count += 1
        if count == at and trouble == "kill":
            os._exit(9)
        if count >= at and trouble == "full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
from sitebuild import cli
sys.addaudithook(hook)
code = cli.main(sys.argv[4:])
print("COUNT", count)
sys.exit(code)
"""


def _with_trouble(root: Path, at: int, trouble: str, verb: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _HARNESS, str(at), trouble, str(root), "--root", str(root), verb]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True)


def _moments(root: Path, verb: str, share: int) -> list[int]:
    """Some of the changes that a command makes, evenly from the first to the last."""
    count = int(_with_trouble(root, 0, "none", verb).stdout.rsplit("COUNT ", 1)[1])
    assert count > 100
    return [1 + number * (count - 1) // (share - 1) for number in range(share)]


def _is_whole(root: Path) -> bool:
    return is_good(root) or "Frå ord til handling" in (root / "site/doeme/udi/index.html").read_text(encoding="utf-8")


def _survives(project: Path, tmp_path: Path, verb: str, trouble: str, share: int) -> None:
    (project / "recommendations/published-urls.txt").unlink(missing_ok=True)
    (project / "recommendations/anchors.txt").unlink(missing_ok=True)
    counted = shutil.copytree(project, tmp_path / "counted")
    for at in _moments(counted, verb, share):
        root = shutil.copytree(project, tmp_path / f"{at}")
        done = _with_trouble(root, at, trouble, verb)
        assert done.returncode == (9 if trouble == "kill" else 2), done.stderr
        assert _is_whole(root), f"no whole site after a {trouble} at {at}"
        if trouble == "full":
            assert re.search("disk is full|Make room|No space left", done.stderr), done.stderr
            assert "Traceback" not in done.stderr
        again = subprocess.run(_command(root, verb), env=ENVIRONMENT, capture_output=True, text=True)
        assert again.returncode == 0, again.stdout + again.stderr
        shutil.rmtree(root)


@pytest.mark.parametrize("trouble", ["kill", pytest.param("full", marks=pytest.mark.slow)])
def test_publish_survives_what_stops_it(project: Path, tmp_path: Path, trouble: str) -> None:
    _survives(project, tmp_path, "publish", trouble, 2)


@pytest.mark.slow
@pytest.mark.parametrize("trouble", ["kill", "full"])
@pytest.mark.parametrize("verb", ["build", "publish"])
def test_every_command_survives_what_stops_it(project: Path, tmp_path: Path, verb: str, trouble: str) -> None:
    _survives(project, tmp_path, verb, trouble, 40)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_site_that_is_a_link_stays_one(project: Path) -> None:
    shutil.move(project / "site", project / "annan")
    (project / "site").symlink_to("annan")
    result = build(read_settings(project), lambda stage: None)
    assert (project / "site").is_symlink() and result.output == project / "annan"
    assert not is_good(project)
