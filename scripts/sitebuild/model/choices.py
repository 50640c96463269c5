"""The values that the content may choose between, as the editors write them. Their labels are the language's."""

from __future__ import annotations

from enum import StrEnum


class CaseKind(StrEnum):
    PROJECT = "prosjekt"
    LIFE_EVENT = "livshending"
    PROGRAMME = "program"
    PRACTICE = "praksis"
    ANONYMOUS = "anonym"


class CaseOrigin(StrEnum):
    """Where a case is told: in the report of an edition, or in a letter that the council has made public."""

    REPORT = "rapport"
    LETTER = "brev"


class ActorKind(StrEnum):
    MINISTRY = "departement"
    AGENCY = "etat"
    MUNICIPALITY = "kommune"
    ASSOCIATION = "organisasjon"
    NETWORK = "nettverk"
    OTHER = "anna"


class SourceKind(StrEnum):
    REPORT = "rapport"
    STRATEGY = "strategi"
    CIRCULAR = "rundskriv"
    ARTICLE = "artikkel"
    SEMINAR = "seminar"
    GUIDE = "rettleiing"
    WEB_PAGE = "nettside"
    PROGRAMME = "program"
    NETWORK = "nettverk"


class LetterPart(StrEnum):
    """What a sentence of a letter is about: the case as the council tells it, or the council's advice."""

    CASE = "sak"
    ADVICE = "rad"


class Extent(StrEnum):
    """How much of a source has been read: what stands further down may say more."""

    WHOLE = "heile"
    BEGINNING = "byrjinga"


class Origin(StrEnum):
    """Who a definition is from: the report, or the editors."""

    REPORT = "rapport"
    EDITORS = "redaksjon"


class Language(StrEnum):
    NYNORSK = "nn"
    BOKMAL = "nb"
    ENGLISH = "en"


class Layout(StrEnum):
    """Which template a hand-written page fills."""

    HOME = "home"
    RECOMMENDATIONS = "recommendations"
    CASES = "cases"
    RELATIONS = "relations"
    ACTORS = "actors"
    TERMS = "terms"
    QUESTIONS = "questions"
    MEMBERS = "members"
    SOURCES = "sources"
    SEARCH = "search"
    DOWNLOADS = "downloads"
    CHANGES = "changes"
    DATA = "data"
    SHARING = "sharing"
    SITUATIONS = "situations"
    SELF_CHECK = "self-check"
    PLAN = "plan"
    PAGE = "page"
    NOT_FOUND = "not-found"
