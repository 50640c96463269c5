"""Installs Debian packages for the tests, where this may: as root, with apt-get, and when somebody has asked for it.

A test command must not change somebody's machine unasked: `python3 scripts/test.py --install-tools` asks, and so does a
machine that runs tests for a living, which sets CI. Standard library only.
"""

import os
import shutil
import subprocess

import environment

FLAG = "--install-tools"
_ASKED = "SITE_INSTALL_TOOLS"
# Debian's places for programs that are not in everybody's search path.
_PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])


def find(program):
    """The path of a program on this machine, or None."""
    return shutil.which(program, path=_PLACES)


def install(package, program):
    """Install a package and return the path of its program, or None when that cannot be done here."""
    if not _may_install():
        return None
    environment.say("Installing %s from Debian's packages" % package)
    # RUNLEVEL=1: a package that has a service must not start it; the tests start their own.
    settings = dict(os.environ, DEBIAN_FRONTEND="noninteractive", RUNLEVEL="1")
    for command in (["update"], ["install", "--yes", "--no-install-recommends", package]):
        subprocess.run(["apt-get", "--quiet", "--quiet", *command], env=settings, capture_output=True, check=False)
    return find(program)


def take_flag(arguments):
    """The arguments without the flag that asks for system packages; remembers that it was there."""
    if FLAG in arguments:
        os.environ[_ASKED] = "1"
    return [argument for argument in arguments if argument != FLAG]


def how_to_ask():
    """What to say where a package could have been installed, had somebody asked; empty where it could not."""
    if not _can_install() or _is_asked():
        return ""
    return "Run python3 scripts/test.py %s to have it installed from Debian's packages. " % FLAG


def _may_install():
    return _can_install() and _is_asked()


def _can_install():
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def _is_asked():
    return bool(os.environ.get(_ASKED)) or os.environ.get("CI", "").lower() in ("1", "true", "yes")
