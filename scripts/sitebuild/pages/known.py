"""What the editors know of a page beside the report, said in whole sentences: that nothing was found is said too.

These sentences are made from the content, so that none is left standing when something has been found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..language.dates import long_date
from ..model.choices import CaseKind, Extent, LetterPart, SourceKind
from ..model.parts import Statement
from ..model.records import Case, Subject
from ..site.site import Site


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
    texts = site.texts
    if case.letter:
        rest = "known.more_written" if case.written(LetterPart.ADVICE) else "known.advice_unread"
        return f"{_read(case.letter, site)} {texts(rest)}"
    if case.kind is CaseKind.ANONYMOUS:
        return f"{texts('known.anonymous')} {texts('known.anonymous_letter')}"
    sources = [site.sources[use.id] for use in case.sources]
    if any(source.author in site.draft.council and source.kind is SourceKind.WEB_PAGE for source in sources):
        return texts("known.open_page")
    return texts("known.no_letter")


def _of_events(case: Case, site: Site) -> str:
    texts = site.texts
    if case.events:
        return f"{_read(case.events, site)} {texts('known.more_events')}"
    if case.kind is CaseKind.ANONYMOUS:
        return f"{texts('known.anonymous')} {texts('known.anonymous_events')}"
    return texts("known.no_events")


def _read(told: Sequence[Statement], site: Site) -> str:
    """When the sources of some sentences were last read, and of how many only the beginning; empty for none."""
    if not told:
        return ""
    sources = [site.sources[name] for name in dict.fromkeys(one.source for one in told)]
    partly = sum(source.read is Extent.BEGINNING for source in sources)
    texts = site.texts
    day = long_date(max(one.accessed for one in told), texts)
    if len(sources) == 1:
        return texts("known.read_beginning" if partly else "known.read_whole", date=day)
    if not partly:
        return texts("known.all_read", date=day)
    if partly == len(sources):
        return texts("known.all_beginnings", date=day)
    return texts("known.some_beginnings", date=day, partly=partly, count=len(sources))
