"""What the last commit has of a file, where the project is kept in git: an editor's slip does not change that."""

from __future__ import annotations

import subprocess
from pathlib import Path


def committed(root: Path, name: str) -> str:
    """The text of a file in the last commit; empty where there is no git, no commit, or no such file in it."""
    command = ["git", "-C", str(root), "show", f"HEAD:./{name}"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode(errors="replace") if done.returncode == 0 else ""
