#!/usr/bin/env python3
"""Build the site: `python3 scripts/build.py`. Makes its own environment; see README.md for the other verbs."""

import sys
from pathlib import Path

if sys.version_info < (3, 11):
    told = "This needs Python 3.11 or newer, and this is %d.%d. Run it with a newer one.\n"
    sys.stderr.write(told % sys.version_info[:2])
    sys.exit(2)

# With PYTHONSAFEPATH in the environment, Python looks for no modules beside the script.
sys.path.insert(0, str(Path(__file__).resolve().parent))

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
