"""What the editors know of a page beside the report, said in whole sentences: that nothing was found is said too.

These sentences are made from the content, so that none is left standing when something has been found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model.records import Case, CaseKind, Extent, LetterPart, SourceKind, Statement, Subject
from ..site.site import Site
from .writer import long_date

_ANONYMOUS = "Rapporten seier ikkje kven saka gjeld."


@dataclass(frozen=True)
class Known:
    """What is known of the council's letter about a case, of what has happened since, and of the further reading."""

    letter: str = ""
    events: str = ""
    further: str = ""

    @classmethod
    def of(cls, entry: Subject, site: Site) -> Known:
        further = _read(entry.further, site)
        if isinstance(entry, Case):
            return cls(_of_letter(entry, site), _of_events(entry, site), further)
        return cls(further=further)


def _of_letter(case: Case, site: Site) -> str:
    if case.letter:
        rest = "Rådet kan ha skrive meir." if case.written(LetterPart.ADVICE) else "Råda har vi ikkje lese."
        return f"{_read(case.letter, site)} {rest}"
    if case.kind is CaseKind.ANONYMOUS:
        return f"{_ANONYMOUS} Difor veit vi ikkje om rådet har skrive ope om henne."
    sources = [site.sources[use.id] for use in case.sources]
    if any(source.author in site.draft.council and source.kind is SourceKind.WEB_PAGE for source in sources):
        return "Rådet har ei open side om saka. Vi har berre lese byrjinga, og har ikkje notert råd derifrå."
    return "Redaksjonen kjenner ikkje til noko ope brev frå rådet om saka."


def _of_events(case: Case, site: Site) -> str:
    if case.events:
        return f"{_read(case.events, site)} Det kan ha hendt meir enn dette."
    if case.kind is CaseKind.ANONYMOUS:
        return f"{_ANONYMOUS} Difor kan vi ikkje følgje henne vidare."
    return "Redaksjonen har ikkje funne noko om det. Det kan likevel ha hendt noko."


def _read(told: Sequence[Statement], site: Site) -> str:
    """When the sources of some sentences were last read, and of how many only the beginning; empty for none."""
    if not told:
        return ""
    sources = [site.sources[name] for name in dict.fromkeys(one.source for one in told)]
    partly = sum(source.read is Extent.BEGINNING for source in sources)
    day = long_date(max(one.accessed for one in told))
    if len(sources) == 1:
        return f"Kjelda blei lesen {day}, {'men berre byrjinga' if partly else 'heile sida'}."
    if not partly:
        return f"Kjeldene blei sist lesne {day}."
    which = "alle" if partly == len(sources) else f"{partly} av {len(sources)}"
    return f"Kjeldene blei sist lesne {day}, men berre byrjinga av {which}."
