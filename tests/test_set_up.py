"""The set-up of the two commands: what goes wrong is told with its cause, and nothing in the user's variables leads it
astray."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from conftest import ROOT, copy_project

sys.path.append(str(ROOT / "scripts"))

import environment

ASTRAY = {
    "PIP_USER": "1",
    "PIP_TARGET": "/finst/ikkje",
    "PIP_PREFIX": "/finst/ikkje",
    "PIP_REQUIRE_VIRTUALENV": "1",
    "PIP_NO_DEPS": "1",
    "PYTHONSAFEPATH": "1",
    "PYTHONHOME": "/finst/ikkje",
    "PYTHONPATH": "/finst/ikkje",
    "PYTHONWARNINGS": "error",
    "NODE_ENV": "production",
    "npm_config_omit": "optional",
    "npm_config_global": "true",
}


def test_variables_that_lead_elsewhere_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**ASTRAY, "PIP_INDEX_URL": "https://speil.example/", "HTTPS_PROXY": "http://p"}.items():
        monkeypatch.setenv(name, value)
    left = environment._variables()
    assert left["PIP_USER"] == "0" and not (ASTRAY.keys() - {"PIP_USER"}) & left.keys()
    assert (left["PIP_INDEX_URL"], left["HTTPS_PROXY"]) == ("https://speil.example/", "http://p")


def test_a_command_runs_whatever_the_variables_say() -> None:
    """All but PYTHONHOME, without which no Python begins."""
    variables = {name: value for name, value in ASTRAY.items() if name not in ("PYTHONHOME", "PYTHONWARNINGS")}
    command = [sys.executable, str(ROOT / "scripts/build.py"), "rules"]
    done = subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True)
    assert done.returncode == 0 and "F101" in done.stdout, done.stderr


def test_a_home_that_cannot_be_written_in_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/finst/ikkje")
    monkeypatch.setenv("USERPROFILE", "/finst/ikkje")
    assert environment._variables()["npm_config_cache"].startswith(str(ROOT))


def test_packages_that_went_elsewhere_are_missed(tmp_path: Path) -> None:
    pins = ROOT / "scripts/requirements/build.txt"
    assert subprocess.run([sys.executable, "-c", environment._ARE_THERE, str(pins)]).returncode == 0
    other = tmp_path / "other.txt"
    other.write_text("pyyaml==0.0.1 \\\n    --hash=sha256:0\nfinst-ikkje==1.0\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", environment._ARE_THERE, str(other)], capture_output=True, text=True)
    assert done.returncode == 1 and done.stderr.strip() == "missing: pyyaml, finst-ikkje"


def test_nothing_is_marked_as_done_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("package.json", "package-lock.json"):
        (tmp_path / name).write_bytes((ROOT / "scripts" / name).read_bytes())
    (tmp_path / "node_modules").mkdir()
    monkeypatch.setattr(environment, "SCRIPTS", tmp_path)
    monkeypatch.setattr(environment, "_npm", lambda: [sys.executable, "-c", ""])
    with pytest.raises(environment.SetupError, match=r"did not install \S+\."):
        environment._ensure_npm_packages(environment.SCRIPTS)
    assert not (tmp_path / "node_modules/.installed").exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("npm error code EACCES\nnpm error syscall mkdir", "No permission to write in"),
        ("[Errno 13] Permission denied: '/x/.venv'", "No permission to write in"),
        ("npm error code ENOTFOUND", "The network is away"),
        ("something else", "This is what was said"),
    ],
)
def test_the_cause_of_a_failure_is_told(said: str, told: str) -> None:
    with pytest.raises(environment.SetupError, match="It failed") as raised:
        environment.call([sys.executable, "-c", f"import sys; sys.exit({said!r})"], "It failed.")
    assert told in str(raised.value) and said.splitlines()[0] in str(raised.value)


@pytest.mark.parametrize("trouble", ["environment.SetupError('Slik.')", "OSError(13, 'Permission denied')"])
def test_trouble_in_the_set_up_ends_with_2_on_standard_error(trouble: str) -> None:
    code = f"import environment\ndef work(): raise {trouble}\nenvironment.main(work)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "scripts", capture_output=True, text=True)
    assert done.returncode == 2 and done.stdout == "" and "Traceback" not in done.stderr and done.stderr.strip()


def test_two_first_builds_take_turns(tmp_path: Path) -> None:
    code = (
        "import environment, pathlib\n"
        f"environment.ROOT = pathlib.Path({str(tmp_path)!r})\n"
        "with environment._one_at_a_time():\n"
        "    print('in', flush=True); input()\n"
    )
    pipes = {"cwd": ROOT / "scripts", "stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    first = subprocess.Popen([sys.executable, "-c", code], **pipes)
    assert first.stdout.readline() == "in\n"
    second = subprocess.Popen([sys.executable, "-c", code], **pipes)
    assert "Waiting for another command" in second.stdout.readline()
    first.communicate("\n")
    assert second.communicate("\n")[0] == "in\n"


def _build(*arguments: str, **more: object) -> subprocess.Popen[bytes]:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, str(ROOT / "scripts/build.py"), *arguments], **{**pipes, **more})


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_a_terminal_that_does_not_know_our_signs_gets_others(encoding: str) -> None:
    said, wrong = _build("rules", env={**os.environ, "PYTHONIOENCODING": encoding}).communicate()
    assert wrong == b"" and b"F101" in said


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are closed in another way there")
@pytest.mark.parametrize("verb", ["rules", "check"])
def test_who_has_read_enough_is_told_no_more(verb: str) -> None:
    with _build(verb) as process:
        process.stdout.close()
        wrong = process.stderr.read()
    assert process.returncode in (0, 141) and wrong == b"", wrong


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal there")
def test_the_preview_ends_with_who_began_it(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    verb = ["-m", "sitebuild", "--root", str(root), "build", "--serve"]
    code = f"import environment, sys; sys.exit(environment.run({verb!r}))"
    pipes = {"cwd": ROOT / "scripts", "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", code], **pipes) as process:
        line = next(line for line in process.stdout if "Look at it on" in line)
        process.terminate()
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(re.search(r"http://[^ ]+", line)[0], timeout=5)
