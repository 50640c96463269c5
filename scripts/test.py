#!/usr/bin/env python3
"""Pass the tests: `python3 scripts/test.py`. Makes its own environment, a browser included. Arguments go to pytest."""

import sys

if sys.version_info < (3, 11):
    sys.exit("This needs Python 3.11 or newer, and this is %d.%d. Run it with a newer one." % sys.version_info[:2])

import browser
import environment
import servers


def work():
    environment.ensure(["build", "test"])
    found = browser.ensure()
    environment.say("Using the browser %s" % found)
    tools = servers.ensure()
    tools[browser.VARIABLE] = found
    # As many at once as the machine has processors; what is slow has a shorter version that always runs.
    pytest = ["-m", "pytest", "-n", "auto", "-m", "not slow"]
    pytest.extend(sys.argv[1:])
    for step in (["-m", "ruff", "check", "scripts", "tests"], pytest):
        code = environment.run(step, tools)
        if code:
            return code
    return 0


if __name__ == "__main__":
    environment.main(work)
