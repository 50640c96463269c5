#!/usr/bin/env python3
"""Build the site: `python3 scripts/build.py`. Makes its own environment; see README.md for the other verbs."""

import sys

if sys.version_info < (3, 11):
    sys.exit("This needs Python 3.11 or newer, and this is %d.%d. Run it with a newer one." % sys.version_info[:2])

import environment


def work():
    environment.ensure(["build"])
    arguments = sys.argv[1:]
    asks_for_help = arguments[:1] in (["-h"], ["--help"])
    if not asks_for_help and not (arguments and not arguments[0].startswith("-")):
        arguments.insert(0, "build")
    arguments[:0] = ["-m", "sitebuild"]
    return environment.run(arguments)


if __name__ == "__main__":
    environment.main(work)
