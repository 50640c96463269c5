"""Finds Chromium for the tests, and installs it where there is none.

The machine's own first; else Debian's package, where this may install packages (see `debian`); else Playwright's
own download. Standard library only. That there is none is an error: a test is never skipped for want of a browser.
"""

import os
import shutil
import subprocess
from pathlib import Path

import debian
import environment

# Names the browser for the tests; set it to use another than the one found.
VARIABLE = "SITE_CHROMIUM"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
)


def ensure():
    """The path of a Chromium. Raises `SetupError` when none can be had."""
    return _named() or _on_machine() or _from_debian() or _from_playwright()


def _named():
    path = os.environ.get(VARIABLE)
    if path and not Path(path).is_file():
        raise environment.SetupError("%s names %s, and there is no such file." % (VARIABLE, path))
    return path


def _on_machine():
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _from_debian():
    return debian.install("chromium", "chromium")


def _from_playwright():
    environment.say("Downloading Chromium by Playwright")
    environment.call(
        [str(environment.PYTHON), "-m", "playwright", "install", "chromium"],
        "No Chromium was found, and none could be downloaded. %sOr install Chromium or Chrome, and run this again."
        % debian.how_to_ask(),
    )
    asked = subprocess.run([str(environment.PYTHON), "-c", _ASK_PLAYWRIGHT], capture_output=True, text=True, check=True)
    return asked.stdout.strip()
