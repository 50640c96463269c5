"""How the build grows: the content with 100, 1,000 and 5,000 cases, beside a bare `mkdocs build` of the same pages.

Run after scripts/test.py has made the environment: `PYTHONPATH=scripts .venv/bin/python scripts/bench/growth.py`, with
the numbers of cases if not those. For each it tells the seconds, the processor's seconds and the memory of a check, a
cold build, a warm one, one with an edited case, and the bare build; each is a process of its own. The processor's
seconds are also those of the processes that it starts; the memory is that of the largest of them. The exponent says how
time grows from the first number to the last: 1 is in step with the content.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rendered import write_bare

ROOT = Path(__file__).resolve().parents[2]
SIZES = (100, 1000, 5000)


@dataclass(frozen=True)
class Run:
    """One process and what it starts: seconds on the clock, the processor's seconds, and MB of the largest process."""

    wall: float
    cpu: float
    memory: float


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:]] or list(SIZES)
    found: dict[int, dict[str, Run]] = {}
    print(f"{'cases':>6} {'run':10} {'wall s':>8} {'cpu s':>8} {'MB':>6} {'x bare':>7}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            root = grow(Path(name) / "project", size)
            found[size] = dict(_measured(root))
            bare = found[size]["bare"].cpu
            for what, run in found[size].items():
                ratio = run.cpu / bare
                print(f"{size:6} {what:10} {run.wall:8.2f} {run.cpu:8.2f} {run.memory:6.0f} {ratio:7.2f}", flush=True)
            print(f"{size:6} the folder: {_heaviest(root / 'site')}", flush=True)
    if len(sizes) > 1:
        first, last = found[sizes[0]], found[sizes[-1]]
        for what in first:
            exponent = math.log(last[what].cpu / first[what].cpu) / math.log(sizes[-1] / sizes[0])
            print(f"exponent from {sizes[0]} to {sizes[-1]}, {what}: {exponent:.2f}")


def grow(root: Path, cases: int) -> Path:
    """The real content at `root`, with copies of its cases until there are `cases` of them."""
    for name in ("recommendations", "docs", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    folder = root / "recommendations" / "cases"
    real = sorted(folder.glob("*.md"))
    for number in range(len(real), cases):
        model = real[number % len(real)]
        text = _renamed(model.read_text(encoding="utf-8"), f"{model.stem}-{number:04}", number)
        (folder / f"{model.stem}-{number:04}.md").write_text(text, encoding="utf-8", newline="\n")
    return root


def _renamed(text: str, identity: str, number: int) -> str:
    """A case under another id and name; no address of the first is claimed by it."""
    text = re.sub(r"(?m)^id: .*$", f"id: {identity}", text, count=1)
    text = re.sub(r'(?m)^name: "?(.*?)"?$', lambda name: f'name: "{name[1]} {number}"', text, count=1)
    return re.sub(r"(?m)^redirect_from:\n(?:(?:  )?- .*\n)+", "", text)


def _measured(root: Path) -> Iterator[tuple[str, Run]]:
    ours = ["sitebuild", "--root", str(root)]
    yield "check", _run([*ours, "check"])
    yield "cold", _run([*ours, "build"])
    yield "warm", _run([*ours, "build"])
    edit(root)
    yield "one edit", _run([*ours, "build"])
    yield "bare", _run(["mkdocs", "build", "--quiet", "--config-file", str(write_bare(root))])


def edit(root: Path) -> None:
    """A sentence more in the first case's first paragraph."""
    path = sorted((root / "recommendations" / "cases").glob("*.md"))[0]
    head, mark, body = path.read_text(encoding="utf-8").partition("\n## ")
    heading, _, rest = body.partition("\n\n")
    path.write_text(f"{head}{mark}{heading}\n\nDette er endra. {rest}", encoding="utf-8", newline="\n")


def _run(module: list[str]) -> Run:
    """A process measured by the system as it ends."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "scripts")}
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([sys.executable, "-m", *module], env=environment, stdout=said, stderr=said)
        wait: Callable[[int, int], tuple[int, int, object]] = os.wait4
        _pid, status, usage = wait(process.pid, 0)
        if status:
            said.seek(0)
            sys.exit(f"{' '.join(module)} failed:\n{said.read().decode(errors='replace')[-3000:]}")
    wall = time.perf_counter() - start
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _heaviest(site: Path) -> str:
    """The largest page and the zip, in MB."""
    pages = [path for path in site.rglob("index.html") if path.parent.name != site.name]
    page = max(pages, key=lambda path: path.stat().st_size)
    packed = max(site.rglob("*.zip"), key=lambda path: path.stat().st_size)
    sizes = (f"{path.relative_to(site)} {path.stat().st_size / 1e6:.2f} MB" for path in (page, packed))
    return ", ".join(sizes)


if __name__ == "__main__":
    main()
