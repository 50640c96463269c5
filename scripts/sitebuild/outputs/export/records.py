"""What stands in the data files: one class a record, the only place that names their keys.

The published JSON Schemas are made from these classes, and the files from their instances, so the two cannot drift.
What describes a key is Nynorsk: people read it in the schemas. Every key is always there; what is unknown is null.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, TypeVar, dataclass_transform

from ...model.records import ActorKind, CaseKind, CaseOrigin, Extent, Language, LetterPart, Origin, SourceKind
from ...model.values import Moment, RecommendationRef


@dataclass(frozen=True)
class Limits:
    """What a value must be, in the words of JSON Schema."""

    pattern: str | None = None
    format: str | None = None
    minimum: int | None = None
    maximum: int | None = None


# Types with a fixed form. `format` is only a hint to many readers, so addresses have a pattern too.
Id = Annotated[str, Limits("^[a-z0-9]+(-[a-z0-9]+)*$")]
Key = Annotated[str, Limits(f"^{RecommendationRef.pattern.pattern}$")]
Uri = Annotated[str, Limits(r"^https?://\S+$", "uri")]
Day = Annotated[str, Limits(format="date")]
When = Annotated[str, Limits(f"^{Moment.pattern.pattern}$")]
Semver = Annotated[str, Limits(r"^\d+\.\d+\.\d+$")]
Year = Annotated[int, Limits(minimum=1900, maximum=2999)]
Number = Annotated[int, Limits(minimum=1)]

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """A frozen dataclass whose values are given by name."""
    return dataclass(frozen=True, kw_only=True)(cls)


@record
class Change:
    about: ClassVar[str] = "Ei endring på ei side."
    date: Annotated[Day, "Dagen sida blei endra."]
    what: Annotated[str, "Kva som blei endra."]


@record
class Prose:
    about: ClassVar[str] = "Ein del av ei side: tekst under éi overskrift."
    heading: Annotated[str, "Overskrifta."]
    permalink: Annotated[Uri, "Fast adresse til delen."]
    text: Annotated[str, "Teksten utan formatering, med eit linjeskift mellom avsnitta."]
    markdown: Annotated[str, "Teksten som Markdown (CommonMark), med fulle adresser i lenkjene."]


@record
class Point:
    about: ClassVar[str] = "Noko rapporten seier, attfortalt av redaksjonen."
    id: Annotated[Id, "Id-en til punktet på sida."]
    permalink: Annotated[Uri, "Fast adresse til punktet."]
    text: Annotated[str, "Punktet."]
    part: Annotated[str | None, "Overskrifta i rapporten som punktet står under."]


@record
class Item:
    about: ClassVar[str] = (
        "Eit spørsmål, ei fallgruve eller ein lærdom. Redaksjonen har laga det ut frå rapporten eller eit brev."
    )
    anchor: Annotated[Id, "Ankeret på sida."]
    permalink: Annotated[Uri, "Fast adresse til akkurat dette."]
    text: Annotated[str, "Teksten utan formatering."]
    markdown: Annotated[str, "Teksten som Markdown (CommonMark)."]
    points: Annotated[tuple[Id, ...], "Id-ane til punkta i rapporten, eller setningane i brevet, som det byggjer på."]


@record
class Asked(Item):
    about: ClassVar[str] = "Eit spørsmål å stille, og kva ein kan lytte etter i svaret. Alt er frå redaksjonen."
    good: Annotated[str | None, "Kva eit godt svar har i seg."]
    warning: Annotated[str | None, "Korleis eit varsel kan høyrast ut."]


@record
class Dated:
    about: ClassVar[str] = "Noko i rapporten som var bunde til si tid: kva som galdt då, og kva som gjeld no."
    id: Annotated[Id, "Id-en på sida."]
    permalink: Annotated[Uri, "Fast adresse."]
    held: Annotated[str, "Kva som galdt då rapporten kom."]
    now: Annotated[str, "Kva som gjeld no, etter det redaksjonen veit."]
    source: Annotated[Link, "Kjelda."]
    ask_again: Annotated[Day, "Dagen redaksjonen ser etter på nytt."]


@record
class Step:
    about: ClassVar[str] = "Eit steg. Redaksjonen har laga det ut frå punkt i rapporten."
    number: Annotated[Number, "Nummeret i rekkja av steg."]
    anchor: Annotated[Id, "Ankeret på sida."]
    permalink: Annotated[Uri, "Fast adresse til steget."]
    title: Annotated[str, "Kva de skal gjere, i éi linje."]
    text: Annotated[str, "Forklaringa utan formatering."]
    markdown: Annotated[str, "Forklaringa som Markdown (CommonMark)."]
    points: Annotated[tuple[Id, ...], "Id-ane til punkta i rapporten som steget byggjer på."]


@record
class RecommendationLink:
    about: ClassVar[str] = "Ei tilråding, vist til frå noko anna."
    id: Annotated[Key, "Årgang og nummer."]
    title: Annotated[str, "Tittelen, slik rapporten skriv han."]
    permalink: Annotated[Uri, "Fast adresse."]


@record
class ReasonedRecommendation(RecommendationLink):
    about: ClassVar[str] = "Ei tilråding, og grunnen til at ho er vist."
    reason: Annotated[str, "Kvifor dei to heng saman."]


@record
class ShownRecommendation(ReasonedRecommendation):
    about: ClassVar[str] = "Ei tilråding som eit døme viser, og kven som koplar dei to."
    connection: Annotated[Origin, "Om rapporten eller redaksjonen koplar dei to."]


@record
class CaseLink:
    about: ClassVar[str] = "Eit døme, vist til frå noko anna."
    id: Annotated[Id, "Id-en til dømet."]
    name: Annotated[str, "Namnet på dømet."]
    origin: Annotated[CaseOrigin, "Om dømet er frå rapporten eller frå eit brev rådet har publisert."]
    permalink: Annotated[Uri, "Fast adresse."]


@record
class ReasonedCase(CaseLink):
    about: ClassVar[str] = "Eit døme, og grunnen til at det er vist."
    reason: Annotated[str, "Kvifor dei to heng saman."]
    connection: Annotated[Origin, "Om rapporten eller redaksjonen koplar dei to."]


@record
class Link:
    about: ClassVar[str] = "Noko som har ein plass på ei av oversiktene."
    id: Annotated[Id, "Id-en."]
    name: Annotated[str, "Namnet eller tittelen."]
    url: Annotated[Uri, "Adressa på oversikta."]


@record
class ReasonedLink(Link):
    about: ClassVar[str] = "Noko på ei av oversiktene, og grunnen til at det er vist."
    reason: Annotated[str, "Kvifor dei to heng saman."]


@record
class SourceLink(Link):
    about: ClassVar[str] = "Ei kjelde, slik ei side bruker henne."
    part: Annotated[str | None, "Overskrifta på den delen av kjelda som sida byggjer på."]


@record
class Statement:
    about: ClassVar[str] = "Éi setning frå redaksjonen, og kjelda ho byggjer på."
    id: Annotated[Id, "Id-en til setninga på sida."]
    permalink: Annotated[Uri, "Fast adresse til setninga."]
    text: Annotated[str, "Setninga."]
    source: Annotated[Link, "Kjelda."]
    work_url: Annotated[Uri, "Adressa til kjelda sjølv."]
    accessed: Annotated[Day, "Dagen kjelda blei lesen."]


@record
class Written(Statement):
    about: ClassVar[str] = "Noko rådet skreiv i sitt eige brev."
    part: Annotated[LetterPart, "Om setninga gjeld saka (sak) eller er eit råd (rad)."]


@record
class Event(Statement):
    about: ClassVar[str] = "Noko som har hendt i ei sak, og kjelda til det."
    date: Annotated[When, "Dagen, månaden eller året, så nøyaktig som kjelda er."]
    told_as: Annotated[str, "Tida, slik ho står på sida."]


@record
class Person(Link):
    about: ClassVar[str] = "Ein medlem av rådet."
    role: Annotated[str, "Rolla, slik ho stod i rapporten."]
    employer: Annotated[Link, "Verksemda."]


@record
class Recommendation:
    about: ClassVar[str] = "Ei tilråding frå Digitaliseringsrådet."
    id: Annotated[Key, "Årgang og nummer. Endrar seg aldri."]
    number: Annotated[Number, "Nummeret i årgangen."]
    edition: Annotated[Year, "Årgangen av rapporten."]
    title: Annotated[str, "Tittelen, slik rapporten skriv han."]
    short_title: Annotated[str, "Kort tittel, for lister."]
    summary: Annotated[str, "Tilrådinga i éi setning."]
    permalink: Annotated[Uri, "Fast adresse, til å sitere."]
    url: Annotated[Uri, "Adressa til sida i dag."]
    markdown_url: Annotated[Uri, "Heile sida som Markdown."]
    in_short: Annotated[Prose, "Kort fortalt, etter rapporten."]
    why: Annotated[Prose, "Kvifor rådet tilrår dette, etter rapporten."]
    steps: Annotated[tuple[Step, ...], "Steg for steg, frå redaksjonen."]
    ministry_steps: Annotated[tuple[Step, ...], "Steg for departementet, frå redaksjonen."]
    ready: Annotated[tuple[Step, ...], "Tekstar og malar som er klare til å kopiere, frå redaksjonen."]
    questions: Annotated[tuple[Asked, ...], "Spørsmål å stille i eit møte, frå redaksjonen."]
    pitfalls: Annotated[
        tuple[Item, ...], "Det som kan gå gale, vurdert av redaksjonen. Rapporten seier ikkje kor ofte det hender."
    ]
    points: Annotated[tuple[Point, ...], "Punkta i rapporten."]
    dated: Annotated[tuple[Dated, ...], "Det som var bunde til tida rapporten kom."]
    cases: Annotated[tuple[ReasonedCase, ...], "Døma som viser tilrådinga."]
    related: Annotated[tuple[ReasonedRecommendation, ...], "Tilrådingar som heng saman med denne, begge vegar."]
    answers: Annotated[tuple[ReasonedLink, ...], "Spørsmåla frå rapporten som tilrådinga svarer på."]
    terms: Annotated[tuple[Link, ...], "Omgrepa tilrådinga bruker."]
    people: Annotated[tuple[Person, ...], "Medlemmene av rådet som rapporten viser ved tilrådinga."]
    further: Annotated[tuple[Statement, ...], "Vidare lesing, vald av redaksjonen. Det er ikkje råd frå rådet."]
    sources: Annotated[tuple[SourceLink, ...], "Kjeldene til sida."]
    changes: Annotated[tuple[Change, ...], "Endringar på sida, den nyaste først."]


@record
class Case:
    about: ClassVar[str] = "Eit døme, frå rapporten eller frå eit brev rådet har publisert."
    id: Annotated[Id, "Id-en til dømet. Endrar seg aldri."]
    name: Annotated[str, "Namnet på dømet."]
    kind: Annotated[CaseKind, "Slaget døme."]
    origin: Annotated[CaseOrigin, "Om dømet er frå rapporten eller frå eit brev rådet har publisert."]
    sector: Annotated[str | None, "Sektoren, om kjelda seier det."]
    year: Annotated[Year | None, "Året, om kjelda seier det."]
    summary: Annotated[str, "Kva som hende, i éi setning."]
    lesson: Annotated[str, "Det viktigaste å ta med seg, i éi setning."]
    permalink: Annotated[Uri, "Fast adresse, til å sitere."]
    url: Annotated[Uri, "Adressa til sida i dag."]
    markdown_url: Annotated[Uri, "Heile sida som Markdown."]
    actors: Annotated[tuple[Link, ...], "Verksemdene og nettverka som er med."]
    situation: Annotated[Prose, "Situasjonen, etter rapporten, eller etter brevet når dømet er frå det."]
    advice: Annotated[Prose | None, "Kva rådet tilrådde, om rapporten seier det."]
    letter: Annotated[tuple[Written, ...], "Kva rådet skreiv i sitt eige brev. Det er ikkje frå rapporten."]
    letter_note: Annotated[str, "Kva redaksjonen veit om brevet, òg når ingenting er funne."]
    lessons: Annotated[tuple[Item, ...], "Kva andre kan lære, frå redaksjonen."]
    not_said: Annotated[Prose | None, "Kva rapporten ikkje seier."]
    points: Annotated[tuple[Point, ...], "Punkta i rapporten."]
    dated: Annotated[tuple[Dated, ...], "Det som var bunde til tida rapporten kom."]
    events: Annotated[tuple[Event, ...], "Kva som har hendt sidan, frå opne kjelder, det eldste først."]
    events_note: Annotated[str, "Kor langt redaksjonen har lese, òg når ingenting er funne."]
    recommendations: Annotated[tuple[ShownRecommendation, ...], "Tilrådingane som dømet viser."]
    terms: Annotated[tuple[Link, ...], "Omgrepa dømet bruker."]
    further: Annotated[tuple[Statement, ...], "Vidare lesing, vald av redaksjonen. Det er ikkje råd frå rådet."]
    sources: Annotated[tuple[SourceLink, ...], "Kjeldene til sida."]
    changes: Annotated[tuple[Change, ...], "Endringar på sida, den nyaste først."]


@record
class Actor:
    about: ClassVar[str] = "Ei verksemd eller eit nettverk."
    id: Annotated[Id, "Id-en. Endrar seg aldri."]
    name: Annotated[str, "Namnet."]
    abbreviation: Annotated[str | None, "Forkortinga."]
    kind: Annotated[ActorKind, "Slaget verksemd."]
    other_names: Annotated[tuple[str, ...], "Andre namn folk bruker, òg på bokmål."]
    url: Annotated[Uri, "Adressa på oversikta."]
    cases: Annotated[tuple[CaseLink, ...], "Døma der verksemda er med."]
    members: Annotated[tuple[Person, ...], "Medlemmer av rådet som arbeider der."]
    works: Annotated[tuple[Link, ...], "Kjelder frå verksemda."]


@record
class Term:
    about: ClassVar[str] = "Eit omgrep, med forklaring."
    id: Annotated[Id, "Id-en. Endrar seg aldri."]
    term: Annotated[str, "Ordet."]
    bokmal: Annotated[str, "Ordet på bokmål."]
    definition: Annotated[str, "Forklaringa."]
    origin: Annotated[Origin, "Om forklaringa er etter rapporten eller frå redaksjonen."]
    source: Annotated[Link | None, "Kjelda til forklaringa."]
    url: Annotated[Uri, "Adressa på oversikta."]
    related: Annotated[tuple[Link, ...], "Omgrep å sjå på òg."]
    recommendations: Annotated[tuple[RecommendationLink, ...], "Tilrådingar som bruker omgrepet."]
    cases: Annotated[tuple[CaseLink, ...], "Døme som bruker omgrepet."]


@record
class Source:
    about: ClassVar[str] = "Ei kjelde, eller noko å lese vidare."
    id: Annotated[Id, "Id-en. Endrar seg aldri."]
    title: Annotated[str, "Tittelen på verket."]
    author: Annotated[str | None, "Kven som har skrive det."]
    year: Annotated[Year | None, "Året."]
    publisher: Annotated[str | None, "Utgivaren."]
    kind: Annotated[SourceKind, "Slaget kjelde."]
    language: Annotated[Language, "Språket i tittelen."]
    work_url: Annotated[Uri | None, "Adressa til verket sjølv."]
    accessed: Annotated[Day | None, "Dagen adressa blei notert."]
    read: Annotated[Extent | None, "Kor mykje av kjelda redaksjonen har lese, når ho står bak ei setning."]
    note: Annotated[str | None, "Merknad frå redaksjonen."]
    url: Annotated[Uri, "Adressa på oversikta."]
    recommendations: Annotated[tuple[RecommendationLink, ...], "Tilrådingar som viser til kjelda."]
    cases: Annotated[tuple[CaseLink, ...], "Døme som viser til kjelda."]


@record
class Question:
    about: ClassVar[str] = "Eit døme på spørsmåla som samarbeid tek med seg til rådet, etter rapporten."
    id: Annotated[Id, "Id-en. Endrar seg aldri."]
    question: Annotated[str, "Spørsmålet."]
    explanation: Annotated[str, "Kva spørsmålet handlar om."]
    url: Annotated[Uri, "Adressa på oversikta."]
    recommendations: Annotated[tuple[ReasonedRecommendation, ...], "Tilrådingane som svarer."]
