"""Which words of the content a Bokmål writer cannot reach: neither folding nor the thesaurus leads to them.

The Bokmål words are those of the dictionary in the npm package `dictionary-nb`; it is never part of the site.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from ..body import all_sections, plain, text_of
from ..problems import ToolError
from ..site import Site
from .fold import bare, fold, words
from .index import Compounds, ignored
from .thesaurus import Thesaurus


def unconnected(site: Site, node_modules: Path) -> list[tuple[int, str]]:
    """(count, word), most frequent first; each word in its most usual form, names left out."""
    known = _bokmal(node_modules) | {folds[0] for folds in site.thesaurus.same if len(folds) == 1}
    compounds = Compounds(known, Thesaurus())
    counts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for word in words(" ".join(_texts(site))):
        if word[0].isupper() or word[0].isdigit() or bare(word) in ignored():
            continue
        key = fold(word)
        if key in known or compounds.split(word.lower()):
            continue
        counts[key] += 1
        forms.setdefault(key, Counter())[word] += 1
    found = [(count, forms[key].most_common(1)[0][0]) for key, count in counts.items()]
    return sorted(found, key=lambda row: (-row[0], row[1]))


def _texts(site: Site) -> list[str]:
    entries = (*site.recommendations.values(), *site.cases.values(), *site.pages.values())
    found = [str(entry.summary) for entry in entries]
    for entry in entries:
        found += text_of(entry.body.blocks)
        for part in all_sections(entry.body):
            found += [plain(part.heading), *text_of(part.blocks)]
    return found + [str(term.definition) for term in site.terms.values()]


def _bokmal(node_modules: Path) -> set[str]:
    path = node_modules / "dictionary-nb" / "index.dic"
    if not path.is_file():
        raise ToolError("dictionary-nb is not installed. Run python3 scripts/build.py, which installs it.")
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return {fold(line.partition("/")[0]) for line in lines if line and line[0].isalpha()}
