"""How long an editor waits: from a saved file to changed pixels in Chromium, with `build --serve` running.

Run after scripts/test.py has made the environment: `PYTHONPATH=scripts .venv/bin/python scripts/bench/preview.py`, with
numbers of cases if not the real content and 1,000. The clock starts as the file is written and stops after the first
frame that shows the new words. The processor's seconds are those of the preview's own process: on a machine that does
other work too, they say more. The first save is left out, since it fetches what later ones have.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from growth import ROOT, grow
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import browser

CASES = (0, 1000)
ROUNDS = 7
_CASE, _PAGE = "recommendations/cases/udi.md", "doeme/udi/"
# Tells of the first frame that has been painted with each number that stands in the page.
_LOOK_OUT = """
(() => {
  const look = () => {
    const found = document.body?.textContent.match(/Prøve nummer (\\d+)\\./);
    if (!found) return requestAnimationFrame(look);
    requestAnimationFrame(() => requestAnimationFrame(() => painted(Number(found[1]), Date.now() / 1000)));
  };
  look();
})();
"""


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:]] or list(CASES)
    print(f"{'cases':>6} {'median s':>9} {'from':>6} {'to':>6} {'cpu s':>6}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
            root = grow(Path(name) / "project", size)
            chromium = playwright.chromium.launch(executable_path=browser.ensure())
            waits, cpu = _followed(root, chromium.new_page(viewport={"width": 1280, "height": 900}))
            count = len(list((root / "recommendations/cases").glob("*.md")))
            print(
                f"{count:6} {statistics.median(waits):9.2f} {min(waits):6.2f} {max(waits):6.2f} {cpu:6.2f}", flush=True
            )


def _followed(root: Path, page: Page) -> tuple[list[float], float]:
    """The wait of each save, and the processor's seconds that the preview used for one."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-u", "-m", "sitebuild", "--root", str(root), "build", "--serve"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            said = ""
            for line in process.stdout:
                said += line
                if "The page is new" in line:
                    break
            address = re.search(r"http://\S+", said)
            assert address, f"The preview did not begin:\n{said}"
            painted: dict[int, float] = {}
            page.expose_function("painted", lambda number, at: painted.update({number: at}))
            page.add_init_script(_LOOK_OUT)
            page.goto(f"{address[0]}{_PAGE}")
            case = root / _CASE
            text, waits, before = case.read_text(encoding="utf-8"), [], 0.0
            for number in range(ROUNDS + 1):
                if number == 1:
                    before = _cpu(process.pid)
                start = time.time()
                told = f"Prøve nummer {number}.\n\n## Kva rådet"
                case.write_text(text.replace("## Kva rådet", told, 1), encoding="utf-8")
                while number not in painted:
                    page.wait_for_timeout(20)
                waits.append(painted[number] - start)
                page.wait_for_timeout(500)  # an editor looks at what has come, and so does the preview at its garbage
            return waits[1:], (_cpu(process.pid) - before) / ROUNDS
        finally:
            process.kill()


def _cpu(process: int) -> float:
    """The processor's seconds of a process, where the system tells them as Linux does; else nothing."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
