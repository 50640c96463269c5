"""A site with a past: the real content published once, then a year of changes, as editors make them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sitebuild import cli
from sitebuild.build import check
from sitebuild.content import contract, ledger
from sitebuild.model.body import Paragraph, Section
from sitebuild.model.kinds import key_of
from sitebuild.pages.writer import Writer
from sitebuild.settings import Settings
from sitebuild.site.addresses import address

ARCHIVE = """\
- address: /doeme/ny-i-noreg/
  title: Livshendinga ny i Noreg
  date: 2027-02-01
  why: Dømet fortel det same som dømet om UDI, og er slått saman med det.
  replaced_by: [doeme:utlendingar#situasjonen]
- address: /last-ned/gamalt-moteark.pdf
  title: Det gamle møtearket
  date: 2027-02-01
  why: Møtearket har fått nytt namn.
  replaced_by: [/last-ned/moteark.pdf]
- address: /last-ned/plakat.pdf
  title: Plakaten
  date: 2027-02-01
  why: Ingen hengde han opp.
"""
SITUATIONS = "recommendations/situations.yml"
# Files that were published before the real ones: the site no longer makes them.
OLDER = "/last-ned/gamalt-moteark.pdf\n/last-ned/plakat.pdf\n"


@dataclass(frozen=True)
class Place:
    """A paragraph: its page by key and by path, its id, and the section it stood in."""

    key: str
    path: str
    id: str
    section: str


@dataclass(frozen=True)
class History:
    """`old` is the contract before the changes, as lines.

    `removed` is a paragraph that was taken out, and `moved` one that went to another page.
    """

    settings: Settings
    old: tuple[str, ...]
    removed: Place
    moved: Place

    @property
    def site(self) -> Path:
        return self.settings.output

    @property
    def paths(self) -> list[str]:
        """Every old address without ids, by its path from the root."""
        return [line.lstrip("/") for line in self.old if "#" not in line]


def lines(root: Path) -> tuple[str, ...]:
    """The addresses in a project's contract."""
    text = (root / contract.FILE).read_text(encoding="utf-8")
    return tuple(line for line in text.split("\n") if line.startswith("/"))


def publish(root: Path) -> int:
    return cli.main(["--root", str(root), "publish"])


def edit(path: Path, change: Callable[[str], str]) -> None:
    """Change a file's text; that nothing changes is a mistake of the test."""
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before, path
    path.write_text(after, encoding="utf-8", newline="\n")


def everywhere(root: Path, pattern: str, put: str) -> None:
    """Replace in all content."""
    for path in [*(root / "recommendations").rglob("*.md"), *(root / "docs").glob("*.md")]:
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(pattern, put, text), encoding="utf-8", newline="\n")


def rename_case(root: Path, old: str, new: str, redirect: bool = True) -> None:
    """What an editor does who gives a case another name: the file, the id, the links to it, and where it was."""
    path = root / f"recommendations/cases/{old}.md"
    moved = f"id: {new}\nredirect_from:\n  - /doeme/{old}/" if redirect else f"id: {new}"
    edit(path, lambda text: text.replace(f"id: {old}\n", f"{moved}\n", 1))
    path.rename(path.with_stem(new))
    everywhere(root, rf"\(doeme:{old}\b", f"(doeme:{new}")
    ways = root / SITUATIONS
    ways.write_text(re.sub(rf"\bid: {old}\b", f"id: {new}", ways.read_text(encoding="utf-8")), encoding="utf-8")


def archive_case(root: Path, name: str) -> None:
    (root / f"recommendations/cases/{name}.md").unlink()
    everywhere(root, rf"\[([^\]]*)\]\(doeme:{name}[^)]*\)", r"\1")
    (root / "recommendations/archive.yml").write_text(ARCHIVE, encoding="utf-8")


def rename_heading(root: Path, page: str, old: str, new: str, redirect: bool = True) -> None:
    path = root / f"docs/{page}.md"
    moved = f"redirect_from:\n  - /{page}/#{old} -> {new}\nchanges:" if redirect else "changes:"
    edit(path, lambda text: text.replace(f"{{#{old}}}", f"{{#{new}}}").replace("changes:", moved, 1))
    everywhere(root, rf"\(side:{page}#{old}\)", f"(side:{page}#{new})")


def claim(path: Path, former: str) -> None:
    """Say on a page that it answers for an address."""
    line = f"redirect_from:\n  - {former}\n"
    edit(path, lambda text: text.replace("changes:", f"{line}changes:", 1))


def remove_paragraph(root: Path) -> Place:
    """Take out the second paragraph of a section that has two; where it was."""
    site, _advice = check(root)
    entries = (*site.cases.values(), *site.recommendations.values())
    parts = ((entry, part) for entry in entries for part in entry.body.sections)
    entry, part = next((entry, part) for entry, part in parts if _paragraphs(part) > 1)
    gone = part.blocks[1].place
    rule = next(rule for rule, found in Writer(site, entry).sections() if found is part)

    def without(text: str) -> str:
        kept = text.split("\n")
        del kept[gone.line - 1 : gone.line + 1]
        return "\n".join(kept)

    edit(root / entry.place.path, without)
    return Place(key_of(entry), address(entry), site.anchors[entry.place.path][gone], rule.id)


def _paragraphs(part: Section) -> int:
    return sum(isinstance(block, Paragraph) for block in part.blocks[:2])


def add_edition(root: Path) -> None:
    """A second edition: the recommendations of 2022 with other slugs, and a case that both editions show."""
    content = root / "recommendations"
    edit(content / "sources.yml", lambda text: text + _source(text))
    edit(content / "editions.yml", lambda text: text + _edition(text))
    for path in sorted(content.glob("2022-*.md")):
        text = path.read_text(encoding="utf-8")
        text = text.replace("edition: 2022", "edition: 2023").replace("to: 2022/", "to: 2023/")
        text = re.sub(r"^slug: (.*)$", r"slug: \1-2023", text, count=1, flags=re.M)
        (content / path.name.replace("2022", "2023", 1)).write_text(text, encoding="utf-8", newline="\n")
    edit(root / SITUATIONS, lambda text: text + _for_the_new(text))
    both = "illustrates:\n  - recommendation: 2023/3\n    reason: Dømet viser det same i den nye årgangen."
    edit(content / "cases/biodigsirk.md", lambda text: text.replace("illustrates:", both, 1))


def _source(text: str) -> str:
    first = text[text.index("- id: erfaringsrapport-2022") :].split("\n- ", 1)[0]
    return f"{first.replace('2022', '2023')}\n"


def _for_the_new(situations: str) -> str:
    """The ways in to the new edition: the same, with ids of their own."""
    anew = re.sub(r"^- id: (.*)$", r"- id: \1-2023", situations, flags=re.M)
    return anew.replace("recommendation: 2022/", "recommendation: 2023/")


def _edition(text: str) -> str:
    return text[text.index("- year: 2022") :].replace("2022", "2023")


def with_caches_of(settings: Settings, root: Path) -> Path:
    """The project at `root`, with what a former build made and keeps."""
    shutil.copytree(settings.work / "cache", root / ".build/cache")
    return root


def ledger_of(root: Path) -> ledger.Ledger:
    return ledger.parse((root / ledger.FILE).read_text(encoding="utf-8"), [])
