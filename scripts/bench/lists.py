"""The list of cases with 1,000 of them: the heaviest page of HTML, and how long the filters take in Chromium.

Run after scripts/test.py has made the environment: `PYTHONPATH=scripts .venv/bin/python scripts/bench/lists.py`, with
another number of cases if not that. Each filter is timed from the change to the list on the page, laid out.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from growth import grow
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import browser
from sitebuild.build import build
from sitebuild.settings import read_settings

# Every check box in turn, on and off, and words typed sign by sign.
_TIMED = """async () => {
  const times = []
  const done = (act) => {
    const start = performance.now()
    act()
    document.body.offsetHeight
    times.push(performance.now() - start)
  }
  for (const box of [...document.querySelectorAll(".facet__box")].slice(0, 60)) {
    done(() => box.click())
    done(() => box.click())
  }
  const field = document.querySelector("#doeme-ord")
  field.focus()
  await new Promise((go) => setTimeout(go, 1500))
  for (const word of ["livshendelser", "departementene", "kommunene", "målbilde"]) {
    for (let at = 1; at <= word.length; at += 1) {
      const start = performance.now()
      field.value = word.slice(0, at)
      field.dispatchEvent(new InputEvent("input"))
      await new Promise((go) => setTimeout(go, 0))
      document.body.offsetHeight
      times.push(performance.now() - start)
    }
  }
  return times
}"""


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        settings = read_settings(grow(Path(name) / "project", count))
        build(settings, lambda _stage: None)
        folder = settings.output
        made = ((path.stat().st_size, path.parent.relative_to(folder)) for path in folder.rglob("index.html"))
        shown = [f"{size / 1000:.0f} kB /{where}/" for size, where in sorted(made, reverse=True)[:8]]
        print(f"{count} cases, heaviest pages of HTML:", *shown)
        times = sorted(_filters((folder / "doeme/index.html").as_uri()))
        at = {share: times[min(len(times) - 1, int(len(times) * share))] for share in (0.5, 0.95, 1)}
        print(f"{len(times)} filterings, ms: median {at[0.5]:.1f}, 95th percentile {at[0.95]:.1f}, slowest {at[1]:.1f}")


def _filters(address: str) -> list[float]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=browser.ensure(), args=["--no-sandbox"])
        page = found.new_page(viewport={"width": 390, "height": 800})
        page.goto(address)
        page.wait_for_function("document.querySelector('.finder__meta')?.textContent")
        times: list[float] = page.evaluate(_TIMED)
        found.close()
        return times


if __name__ == "__main__":
    main()
