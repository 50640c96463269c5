"""The swap that puts a new site in place of the former one."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..problems import ToolError


def swap(made: Path, output: Path, previous: Path) -> None:
    """Put the new site in the old one's place by renaming, so that there is never half a site."""
    shutil.rmtree(previous, ignore_errors=True)
    try:
        if output.exists():
            output.rename(previous)
        made.rename(output)
    except (OSError, KeyboardInterrupt) as error:
        if previous.exists() and not output.exists():
            previous.rename(output)
        if isinstance(error, KeyboardInterrupt):
            raise
        raise ToolError(
            f"The new site could not take the place of {output} ({error.strerror}). "
            "Close what holds files in that folder open, and build again. The former site is untouched."
        ) from error
    shutil.rmtree(previous, ignore_errors=True)
