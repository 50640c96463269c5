"""Which words of the content a Bokmål writer cannot reach: neither folding nor the thesaurus leads to them.

The Bokmål words are those of the dictionary in the npm package `dictionary-nb`; it is never part of the site.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from ...content.thesaurus import Thesaurus
from ...language.fold import WORD, bare, fold
from ...model.body import all_sections, plain, text_of
from ...problems import ToolError
from ...site.site import Site
from .index import Compounds, ignored


@dataclass
class Unconnected:
    """A word in its most usual form, how often it stands in the texts, and a bit of the first that has it."""

    word: str
    count: int
    context: str


def unconnected(site: Site, node_modules: Path) -> list[Unconnected]:
    """The words that no Bokmål word leads to, most frequent first; names left out."""
    known = _bokmal(node_modules) | {folds[0] for folds in site.thesaurus.same if len(folds) == 1}
    compounds = Compounds(known, Thesaurus())
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    contexts: dict[str, str] = {}
    for text in _texts(site):
        for found in WORD.finditer(text):
            word = found.group()
            if word[0].isupper() or word[0].isdigit() or bare(word) in ignored():
                continue
            key = fold(word)
            if key not in known and not compounds.split(word.lower()):
                forms[key][word] += 1
                contexts.setdefault(key, _around(text, found))
    rows = [Unconnected(one.most_common(1)[0][0], one.total(), contexts[key]) for key, one in forms.items()]
    return sorted(rows, key=lambda row: (-row.count, row.word))


def _around(text: str, found: re.Match[str]) -> str:
    """The word with a few words on each side."""
    return " ".join([*text[: found.start()].split()[-3:], *text[found.start() :].split()[:4]])


def _texts(site: Site) -> list[str]:
    entries = site.page_records
    found = [str(entry.summary) for entry in entries] + [str(case.lesson) for case in site.cases.values()]
    for entry in entries:
        found += text_of(entry.body.blocks)
        for part in all_sections(entry.body):
            found += [plain(part.heading), *text_of(part.blocks)]
    found += [f"{question.question} {question.explanation}" for question in site.questions.values()]
    return found + [str(term.definition) for term in site.terms.values()]


def _bokmal(node_modules: Path) -> set[str]:
    path = node_modules / "dictionary-nb" / "index.dic"
    if not path.is_file():
        raise ToolError("dictionary-nb is not installed. Run python3 scripts/build.py, which installs it.")
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return {fold(line.partition("/")[0]) for line in lines if line and line[0].isalpha()}
