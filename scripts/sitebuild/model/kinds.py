"""The kinds of record that the site is made of, one row each: everything that differs between them but their keys.

A new kind is a row here, its record in `records`, and its template in `pages/templates` (or a place in another's).
Where its records are read, checked, linked to and addressed follows from the row, and so does the page of its list: it
has the layout that is called as `plural`.
"""

from __future__ import annotations

from dataclasses import dataclass

from .records import (
    Actor,
    Case,
    Draft,
    Entry,
    HandPage,
    ListedRecord,
    Member,
    Question,
    Recommendation,
    Situation,
    Source,
    Term,
)


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    `name` is what text's links call it (`doeme:udi`), `called` what the tool calls one in its messages. `plural` is the
    field of `Draft` and of `Site` that holds them, `source` the folder or the list they are read from, below the
    project's root. `home` is the address below which their pages lie or, where they have no page of their own, of the
    list they stand on. `template` makes their pages; a hand-written page says its own, in `layout`.
    """

    name: str
    record: type[Entry]
    called: str
    plural: str
    source: str
    home: str
    has_page: bool = False
    template: str = ""

    @property
    def is_folder(self) -> bool:
        """Whether each record has a file of its own."""
        return not self.source.endswith(".yml")


RECOMMENDATION = Kind(
    name="tilrading",
    record=Recommendation,
    called="recommendation",
    plural="recommendations",
    source="recommendations",
    home="tilradingar/",
    has_page=True,
    template="recommendation",
)
CASE = Kind(
    name="doeme",
    record=Case,
    called="case",
    plural="cases",
    source="recommendations/cases",
    home="doeme/",
    has_page=True,
    template="case",
)
PAGE = Kind(name="side", record=HandPage, called="page", plural="pages", source="docs", home="", has_page=True)
ACTOR = Kind("verksemd", Actor, "actor", "actors", "recommendations/actors.yml", "verksemder/")
TERM = Kind("omgrep", Term, "term", "terms", "recommendations/terms.yml", "omgrep/")
SOURCE = Kind("kjelde", Source, "source", "sources", "recommendations/sources.yml", "kjelder/")
QUESTION = Kind("sporsmal", Question, "question", "questions", "recommendations/questions.yml", "sporsmal/")
SITUATION = Kind("situasjon", Situation, "situation", "situations", "recommendations/situations.yml", "strevar/")
MEMBER = Kind("medlem", Member, "member", "members", "recommendations/members.yml", "radet/")

# In the order in which the remedies name them.
KINDS = (RECOMMENDATION, CASE, TERM, ACTOR, SOURCE, QUESTION, SITUATION, MEMBER, PAGE)
_BY_NAME = {kind.name: kind for kind in KINDS}
_BY_RECORD: dict[type, Kind] = {kind.record: kind for kind in KINDS}


def named(name: str) -> Kind | None:
    """The kind that links call so; None where there is none, as for an outside address."""
    return _BY_NAME.get(name)


def kind_of(entry: Entry | type[Entry]) -> Kind:
    """The kind of a record, or of a class of records."""
    return _BY_RECORD[entry if isinstance(entry, type) else type(entry)]


def key_of(entry: Entry) -> str:
    """How text links to a record: `doeme:udi`, `tilrading:2022/3`."""
    return f"{kind_of(entry).name}:{entry.key}"


def listed_records(draft: Draft) -> tuple[ListedRecord, ...]:
    """Every record that has a place on a list, and no page of its own."""
    found = (record for kind in KINDS if not kind.has_page for record in records_of(draft, kind))
    return tuple(record for record in found if isinstance(record, ListedRecord))


def records_of(draft: Draft, kind: Kind) -> tuple[Entry, ...]:
    """The records of a kind, in the order of their files."""
    found: tuple[Entry, ...] = getattr(draft, kind.plural)
    return found
