"""Our whole build beside a bare `mkdocs build` of the same rendered pages, in turn, in processes of their own.

Run after scripts/test.py has made the environment: `PYTHONPATH=scripts .venv/bin/python scripts/bench/build.py`, with
the number of rounds if five are not enough.
Bare is the same engine, theme, frame and pages, and nothing of ours: no check, no PDF, no search, no data, no zip.
Cold is our build without its cache; a bare build has none. Medians are shown, since a shared machine is uneven.
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

import yaml
from rendered import write_rendered

from sitebuild.build import build
from sitebuild.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        root = _project(Path(name))
        pages = build(read_settings(root), lambda _stage: None).pages
        bare = ["mkdocs", "build", "--quiet", "--config-file", str(_bare(root))]
        ours = ["sitebuild", "--root", str(root), "build"]
        times: dict[str, list[float]] = {"bare": [], "ours, warm": [], "ours, cold": []}
        for _ in range(rounds):
            times["bare"].append(_run(bare))
            times["ours, warm"].append(_run(ours))
            shutil.rmtree(root / ".build/cache")
            times["ours, cold"].append(_run(ours))
        base = statistics.median(times["bare"])
        print(f"{pages} pages, {rounds} rounds, medians:")
        for what, found in times.items():
            middle = statistics.median(found)
            print(f"  {what:11} {middle:5.2f} s  {middle / base:4.2f} x  ({min(found):.2f} to {max(found):.2f})")
        _stages(root)


def _project(folder: Path) -> Path:
    for name in ("recommendations", "docs", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def _bare(root: Path) -> Path:
    """The project's own configuration, with the rendered pages as what is built."""
    write_rendered(root, root / ".build/pages")
    config = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    config |= {"docs_dir": ".build/pages", "site_dir": ".bare"}
    path = root / "bare.yml"
    path.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def _run(module: list[str]) -> float:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "scripts")}
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", *module], env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def _stages(root: Path) -> None:
    """How long each stage takes with a warm cache, in this process, with everything imported."""
    begun: list[tuple[str, float]] = []
    build(read_settings(root), lambda _stage: None)
    start = time.perf_counter()
    build(read_settings(root), lambda stage: begun.append((stage, time.perf_counter())))
    ends = [at for _stage, at in begun[1:]] + [time.perf_counter()]
    print(f"stages, warm, without the start of Python ({ends[-1] - start:.2f} s):")
    for (stage, at), end in zip(begun, ends, strict=True):
        print(f"  {end - at:5.2f} s  {stage}")


if __name__ == "__main__":
    main()
