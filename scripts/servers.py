"""Finds nginx and Caddy for the tests, and installs them where they are missing and this may.

The machine's own first, else Debian's package. Where one cannot be had, its tests fail and say what to install: they
are never skipped. Standard library only.
"""

import os
from pathlib import Path

import debian
import environment

# Program, and the variable that names it for the tests; set one to use another than the one found.
VARIABLES = {"nginx": "SITE_NGINX", "caddy": "SITE_CADDY"}


def ensure():
    """The path of each server that can be had, by its variable. Raises `SetupError` on a path that leads nowhere."""
    found = {}
    for name, variable in VARIABLES.items():
        path = os.environ.get(variable) or debian.find(name) or debian.install(name, name)
        if path and not Path(path).is_file():
            raise environment.SetupError("%s names %s, and there is no such file." % (variable, path))
        if path:
            found[variable] = path
        else:
            print("  %s is not here, and its tests will fail. %s" % (name, how_to_install(name)), flush=True)
    return found


def how_to_install(name):
    """What to do where a server is missing, on any system."""
    by_hand = (
        "Install it (Debian and Ubuntu: sudo apt-get install %s; macOS: brew install %s; Windows: download it from its "
        "own site and set %s to the program) and run the command again." % (name, name, VARIABLES[name])
    )
    return debian.how_to_ask() + by_hand
