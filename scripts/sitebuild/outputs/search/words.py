"""Which words of the content only their own spelling finds: in no dictionary, and in no group of the thesaurus."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from ...language.dictionary import UNKNOWN, ignored
from ...language.fold import everything
from ...language.plain import WORD, plain
from ...model.body import all_sections, text_of
from ...model.body import plain as plain_text
from ...site.site import Site


@dataclass
class Unconnected:
    """A word in its most usual form, how often it stands in the texts, and a bit of the first that has it."""

    word: str
    count: int
    context: str


def unconnected(site: Site) -> list[Unconnected]:
    """The words that are not in the dictionary and not in the thesaurus, most frequent first; names left out."""
    grouped = {keys[0] for keys in site.thesaurus.same if len(keys) == 1}
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    contexts: dict[str, str] = {}
    for text in _texts(site):
        for found in WORD.finditer(text):
            word = found.group()
            if word[0].isupper() or word[0].isdigit() or plain(word) in ignored():
                continue
            key = everything().keys(word)[0]
            if key.startswith(UNKNOWN) and key not in grouped:
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
            found += [plain_text(part.heading), *text_of(part.blocks)]
    found += [f"{question.question} {question.explanation}" for question in site.questions.values()]
    return found + [str(term.definition) for term in site.terms.values()]
