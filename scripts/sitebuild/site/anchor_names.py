"""What the link to a step, a question or a paragraph is called: «steg 2», «avsnittet «UDI har søkt råd …»»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ..language.texts import Texts
from ..model.parts import Event, Statement
from ..model.records import PageRecord, Subject
from ..model.sections import units
from ..problems import Place

# What is counted is called by its number, which is its order on the page; the rest by its first words.
COUNTED = frozenset({"steg", "departement", "mal", "sporsmal", "fallgruve", "laerdom", "rad", "bilete"})
_WORDS = 6


def names(entry: PageRecord, texts: Texts) -> Mapping[Place, str]:
    """The name of each unit of a page, no two alike, by where it stands."""
    counts: Counter[str] = Counter()
    found = {}
    for unit in units(entry):
        name = texts("places.paragraph", words=_first_words(unit.text))
        if unit.kind in COUNTED:
            counts[unit.kind] += 1
            called = texts(f"places.{unit.kind}")
            name = texts("places.numbered", name=called, number=counts[unit.kind])
        counts[name] += 1
        found[unit.place] = name if counts[name] == 1 else f"{name} ({counts[name]})"
    return found


def statement_anchor(entry: Subject, told: Statement) -> str:
    """The id on the page of a sentence that has its source with it: `hending-lansert`, `brev-historia`."""
    if isinstance(told, Event):
        return f"hending-{told.id}"
    return f"{'lesing' if told in entry.further else 'brev'}-{told.id}"


def statement_name(told: Statement, texts: Texts) -> str:
    """What the link to such a sentence is called."""
    return texts("places.sentence", words=_first_words(told.what))


def _first_words(text: str) -> str:
    """Quotation marks within quotation marks are ‘ and ’."""
    words = text.replace("«", "‘").replace("»", "’").split()
    return " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")
