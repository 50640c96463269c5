"""Our whole build beside a bare `mkdocs build` of the same rendered pages, in turn, in processes of their own.

Run after scripts/test.py has made the environment: `PYTHONPATH=scripts .venv/bin/python scripts/bench/build.py`, with
the number of rounds if five are not enough.
Bare is the same engine, theme, frame and pages, and nothing of ours: no check, no PDF, no search, no data, no zip.
Warm is our build with nothing changed, edited is one with a sentence more in a case, and cold one where nothing was
built before, as a bare build always is. Medians are shown, since a shared machine is uneven.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from growth import edit
from rendered import write_bare

from sitebuild.build import build
from sitebuild.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        root = _project(Path(name))
        pages = build(read_settings(root), lambda _stage: None).pages
        bare = ["mkdocs", "build", "--quiet", "--config-file", str(write_bare(root))]
        ours = ["sitebuild", "--root", str(root), "build"]
        times: dict[str, list[float]] = {"bare": [], "ours, warm": [], "ours, edited": [], "ours, cold": []}
        for _ in range(rounds):
            times["bare"].append(_run(bare))
            times["ours, warm"].append(_run(ours))
            edit(root)
            times["ours, edited"].append(_run(ours))
            _forget(root)
            times["ours, cold"].append(_run(ours))
        base = statistics.median(times["bare"])
        print(f"{pages} pages, {rounds} rounds, medians:")
        for what, found in times.items():
            middle = statistics.median(found)
            print(f"  {what:12} {middle:5.2f} s  {middle / base:4.2f} x  ({min(found):.2f} to {max(found):.2f})")
        edit(root)
        _stages(root, "with a sentence more")
        _forget(root)
        _stages(root, "cold")


def _forget(root: Path) -> None:
    for folder in (".build", "site"):
        shutil.rmtree(root / folder)


def _project(folder: Path) -> Path:
    for name in ("recommendations", "docs", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def _run(module: list[str]) -> float:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "scripts")}
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", *module], env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def _stages(root: Path, which: str) -> None:
    """How long each stage takes in this process, with everything imported."""
    begun: list[tuple[str, float]] = []
    start = time.perf_counter()
    build(read_settings(root), lambda stage: begun.append((stage, time.perf_counter())))
    ends = [at for _stage, at in begun[1:]] + [time.perf_counter()]
    print(f"stages, {which}, without the start of Python ({ends[-1] - start:.2f} s):")
    for (stage, at), end in zip(begun, ends, strict=True):
        print(f"  {end - at:5.2f} s  {stage}")


if __name__ == "__main__":
    main()
