"""The search on text its rules were not made on: passages in Nynorsk, asked for in Bokmål and in Nynorsk.

The passages are what programs say: sentences that exist in both written forms. Debian's packages with them are fetched
by apt into a temporary folder, used here alone, and are no part of the site. Half of them are for whoever changes the
rules; the other half is to be reported, and not looked at. Beside it stands plain MiniSearch.

Three measures, from the strictest. «The same»: the query's own sentence is found, though others may have all its words
(«regn, hagl og tåke») and the two forms may be told in other words by two translators. «Any»: so is a sentence that has
all the words asked for, in the form they are asked in. «Close»: the same of the sentences whose two forms are alike in
more than seven of ten letters: of the others no dictionary can tell that one is the other.

Run after scripts/test.py has made the environment: `PYTHONPATH=scripts .venv/bin/python scripts/bench/unseen.py`.
"""

from __future__ import annotations

import gettext
import os
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from rapidfuzz import fuzz

from sitebuild.build import check
from sitebuild.language.dictionary import ignored
from sitebuild.language.plain import plain, seen, words
from sitebuild.outputs.search.documents import Document
from sitebuild.outputs.search.index import dictionary_for, dictionary_table, make_index
from sitebuild.outputs.search.make import data_script, search_script
from sitebuild.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]
_PACKAGES = ("digikam-data", "krita-l10n", "plasma-workspace-data", "libkf5xmlgui-data")
_HELD = re.compile(r"%\([^)]*\)\w|%[a-z]|\$\{[^}]*\}|\{[^}]*\}|<[^>]*>|&\w+;")
# A passage and a query have at least so many words that tell something.
_LEAST, _ASKED = 5, 3
# So like are the two forms of a sentence that is told in the same words, of 100.
_CLOSE = 70
_OURS = "queries => queries.map(query => Sok.search(query).pages.slice(0, 5).map(page => page[0].location))"
_MINISEARCH = """([texts, queries]) => {
  const index = new MiniSearch({fields: ["text"], searchOptions: {prefix: true, fuzzy: 0.2}})
  index.addAll(texts.map((text, id) => ({id, text})))
  return queries.map(query => index.search(query).slice(0, 5).map(({id}) => `${id}/`))
}"""


@dataclass(frozen=True)
class Passage:
    """A sentence in both written forms, and three words of it to ask for, picked by chance in each."""

    nynorsk: str
    bokmal: str
    asked: dict[str, str]

    def form(self, name: str) -> str:
        return self.nynorsk if name == "nynorsk" else self.bokmal

    @property
    def closeness(self) -> float:
        """How like the two forms are, letter by letter, of 100."""
        return fuzz.ratio(self.nynorsk.lower(), self.bokmal.lower())


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        work = Path(name)
        passages = list(read_passages(work))
        path = os.environ.get("SITE_CHROMIUM") or shutil.which("chromium")
        page = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"]).new_page()
        for script in scripts(passages):
            page.add_script_tag(content=script)
        command = ["npm", "install", "--silent", "--prefix", str(work / "npm"), "minisearch@7.2.0"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        page.add_script_tag(path=str(work / "npm/node_modules/minisearch/dist/umd/index.js"))
        tell(page, passages)


def tell(page: Page, passages: list[Passage]) -> None:
    """The share with a right passage first, and among five, in each half and by each measure."""
    print(f"{len(passages)} passages")
    for form in ("bokmål", "nynorsk"):
        queries = [passage.asked[form] for passage in passages]
        texts = [passage.nynorsk for passage in passages]
        found = {"ours": page.evaluate(_OURS, queries), "MiniSearch": page.evaluate(_MINISEARCH, [texts, queries])}
        for half in (0, 1):
            print(f"{form}, {'half to look at' if half == 0 else 'half kept blind'}:")
            for measure, (numbers, right) in _measures(passages, form, half).items():
                row = "; ".join(f"{name} {_shares(answers, numbers, right)}" for name, answers in found.items())
                print(f"  {measure:8} ({len(numbers)}) {row}")


def _measures(passages: list[Passage], form: str, half: int) -> dict[str, tuple[list[int], list[set[str]]]]:
    """By name: the numbers of the queries that are counted, and what answers each query."""
    held = [{plain(word) for word in words(seen(passage.form(form)))} for passage in passages]
    asked = [{plain(word) for word in passage.asked[form].split()} for passage in passages]
    any_of = [{f"{number}/" for number, has in enumerate(held) if wanted <= has} for wanted in asked]
    numbers = list(range(half, len(passages), 2))
    close = [number for number in numbers if passages[number].closeness > _CLOSE]
    same = [{f"{number}/"} for number in range(len(passages))]
    return {"the same": (numbers, same), "any": (numbers, any_of), "close": (close, any_of)}


def _shares(answers: list[list[str]], numbers: list[int], right: list[set[str]]) -> str:
    shares = [
        sum(not right[number].isdisjoint(answers[number][:among]) for number in numbers) / len(numbers)
        for among in (1, 5)
    ]
    return f"{shares[0]:.3f} first, {shares[1]:.3f} among five"


def scripts(passages: list[Passage]) -> list[str]:
    """What the browser loads, with the passages for pages: each is a text without a title."""
    settings = read_settings(ROOT, ROOT / "site")
    site, _advice = check(ROOT)
    found = [
        Document(f"{number}/", f"{number}/", "", passage.nynorsk, "Side", 1.0)
        for number, passage in enumerate(passages)
    ]
    known = dictionary_for(found, site.thesaurus)
    index = make_index(found, site.thesaurus, None, known)
    return [
        search_script(settings, site),
        data_script("dictionary", dictionary_table(known)),
        data_script("index", index),
    ]


def read_passages(work: Path) -> Iterator[Passage]:
    """Every sentence that has both forms, in an order by chance that is the same each time."""
    subprocess.run(["apt-get", "download", "-q", *_PACKAGES], cwd=work, check=True, stdout=subprocess.DEVNULL)
    for package in sorted(work.glob("*.deb")):
        subprocess.run(["dpkg", "-x", package, work / "unpacked"], check=True)
    found: dict[str, str] = {}
    for path in sorted((work / "unpacked").rglob("nn/LC_MESSAGES/*.mo")):
        found |= _pairs(path)
    chance = random.Random(2026)
    rows = sorted(found.items())
    chance.shuffle(rows)
    for nynorsk, bokmal in rows:
        asked = {"nynorsk": _query(nynorsk, chance), "bokmål": _query(bokmal, chance)}
        yield Passage(nynorsk, bokmal, asked)


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    """The sentences of a file and its sister in Bokmål; those that are alike in both say nothing, and are left out."""
    sister = path.parents[2] / "nb" / "LC_MESSAGES" / path.name
    nynorsk, bokmal = _read(path), _read(sister) if sister.is_file() else {}
    for key in sorted(nynorsk.keys() & bokmal.keys()):
        both = [_HELD.sub(" ", text).replace("&", "") for text in (nynorsk[key], bokmal[key])]
        if both[0] != both[1] and all(len(_telling(text)) >= _LEAST for text in both):
            yield both[0], both[1]


def _read(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        catalog = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {str(key): text for key, text in catalog.items() if key and isinstance(text, str)}


def _telling(text: str) -> list[str]:
    return list(dict.fromkeys(word for word in words(seen(text)) if plain(word) not in ignored() and len(word) > 2))


def _query(text: str, chance: random.Random) -> str:
    return " ".join(chance.sample(_telling(text), _ASKED))


if __name__ == "__main__":
    main()
