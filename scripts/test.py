#!/usr/bin/env python3
"""Pass the tests: `python3 scripts/test.py`. Makes its own environment, a browser included. Arguments go to pytest.

`python3 scripts/test.py lint` lints, checks the format, the types and who imports whom, and stops there.
"""

import sys
from pathlib import Path

if sys.version_info < (3, 11):
    told = "This needs Python 3.11 or newer, and this is %d.%d. Run it with a newer one.\n"
    sys.stderr.write(told % sys.version_info[:2])
    sys.exit(2)

# With PYTHONSAFEPATH in the environment, Python looks for no modules beside the script.
sys.path.insert(0, str(Path(__file__).resolve().parent))

import browser
import debian
import environment
import servers

_PYTHON = ["scripts", "tests"]
_LINT = (
    ["-m", "ruff", "check", "--quiet", *_PYTHON],
    ["-m", "ruff", "format", "--check", "--quiet", *_PYTHON],
    ["-m", "mypy", "--no-error-summary"],
    ["-c", "from importlinter.cli import lint_imports_command as check; check(['--no-logo', '--no-cache'])"],
)
# As many files at once as the machine has processors (one more took longer): what a file's tests share is made once.
# What is slow has a shorter version that always runs.
_TESTS = ["-m", "pytest", "-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder", "-m", "not slow"]


def work():
    arguments = debian.take_flag(sys.argv[1:])
    environment.ensure(["build", "test"])
    if arguments[:1] == ["invariant"]:
        examples = arguments[1] if len(arguments) > 1 else "20"
        return _run([["-m", "pytest", "tests/test_invariant.py", "-x", "--examples", examples]])
    if arguments[:1] == ["lint"]:
        return _run(_LINT)
    tools = servers.ensure()
    tools[browser.VARIABLE] = browser.ensure()
    environment.say("Linting, then testing in %s" % tools[browser.VARIABLE])
    return _run((*_LINT, [*_TESTS, *arguments]), tools)


def _run(steps, variables=None):
    """Run each step in the environment until one fails; returns its exit code, or 0."""
    for step in steps:
        code = environment.run(step, variables)
        if code:
            return code
    return 0


if __name__ == "__main__":
    environment.main(work)
