"""What the fixture site becomes, kept file by file in `fixtures/made`: a change there is seen before it is meant.

`python3 scripts/test.py --accept-golden -k golden` keeps what is made now. Look at the difference before you commit it.
"""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from sitebuild.build import check
from sitebuild.outputs.export.plain_pages import markdown_pages
from sitebuild.outputs.export.write import make_data
from sitebuild.pages.editions_and_archive import extra_pages
from sitebuild.pages.render import render
from sitebuild.settings import Settings

KEPT = Path(__file__).parent / "fixtures/made"
# Kept with the schemas of every version: see test_schemas.
SCHEMAS = "data/skjema/"


def made_of(root: Path) -> dict[str, bytes]:
    """Every article, every page as Markdown and every data file, by the name it is kept under."""
    settings = Settings(root, "https://example.no/", "Ein nettstad", root / "site")
    site, _advice = check(root)
    data = make_data(settings, site)
    pages = render(site, data=data)
    articles = {f"{page.address}article.html": page.html.encode() for page in (*pages, *extra_pages(site))}
    files = {**markdown_pages(settings, site, pages), **data.files}
    return articles | {name: data for name, data in files.items() if not name.startswith(SCHEMAS)}


def test_what_the_fixture_becomes_is_as_it_was_kept(valid_site: Path, request: pytest.FixtureRequest) -> None:
    made = made_of(valid_site)
    if request.config.getoption("--accept-golden"):
        keep(made)
    kept = {path.relative_to(KEPT).as_posix(): path.read_bytes() for path in KEPT.rglob("*.*") if path.is_file()}
    assert sorted(made) == sorted(kept), "files that are new, or gone: see --accept-golden"
    told = [line for name in made if made[name] != kept[name] for line in difference(name, kept[name], made[name])]
    assert not told, "\n".join(["see --accept-golden", *told])


def test_every_kind_of_page_is_kept() -> None:
    kinds = {"tilradingar/ein", "doeme/udi", "doeme/brevet", "om", "2022"}
    assert kinds <= {path.parent.relative_to(KEPT).as_posix() for path in KEPT.rglob("article.html")}


def test_an_edit_shows_where_it_reaches(valid_site: Path) -> None:
    """The kept files are read, and not only compared by name."""
    before = made_of(valid_site)
    case = valid_site / "recommendations/cases/udi.md"
    case.write_text(case.read_text("utf-8").replace("lesson: Lær av det.", "lesson: Lær av alt."), "utf-8")
    after = made_of(valid_site)
    changed = {name for name in after if after[name] != before[name]}
    assert {"doeme/udi/article.html", "doeme/udi/index.md", "data/doeme.json"} <= changed
    assert "om/article.html" not in changed


def keep(made: dict[str, bytes]) -> None:
    for path in sorted(KEPT.rglob("*.*")):
        path.unlink()
    for name, data in made.items():
        path = KEPT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def difference(name: str, kept: bytes, made: bytes) -> list[str]:
    before, after = (data.decode().splitlines() for data in (kept, made))
    return list(difflib.unified_diff(before, after, f"kept/{name}", f"made/{name}", n=1, lineterm=""))
