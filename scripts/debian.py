"""Installs Debian packages for the tests, where this may: as root, on a machine with apt-get. Standard library only."""

import os
import shutil
import subprocess

import environment

# Debian's places for programs that are not in everybody's search path.
_PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])


def find(program):
    """The path of a program on this machine, or None."""
    return shutil.which(program, path=_PLACES)


def install(package, program):
    """Install a package and return the path of its program, or None when that cannot be done here."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    environment.say("Installing %s from Debian's packages" % package)
    # RUNLEVEL=1: a package that has a service must not start it; the tests start their own.
    settings = dict(os.environ, DEBIAN_FRONTEND="noninteractive", RUNLEVEL="1")
    for command in (["update"], ["install", "--yes", "--no-install-recommends", package]):
        subprocess.run(["apt-get", "--quiet", "--quiet", *command], env=settings, capture_output=True, check=False)
    return find(program)
