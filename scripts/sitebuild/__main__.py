"""`python -m sitebuild`."""

import sys

try:
    from .cli import main

    code = main()
except KeyboardInterrupt:  # during the imports, which take most of the first second
    print("\nStopped. The last good site is untouched.", file=sys.stderr)
    code = 130
sys.exit(code)
