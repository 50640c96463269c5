"""What stands around the records of a data file: what it is, how new, and on what terms."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ...model.records import Language
from .records import Day, Semver, Uri, Year, record


@record
class Licence:
    about: ClassVar = "Vilkåra for gjenbruk."
    name: Annotated[str, "Namnet på lisensen."]
    url: Annotated[Uri, "Teksten til lisensen."]
    attribution: Annotated[str, "Slik kan de kreditere."]


@record
class Report:
    about: ClassVar = "Ein rapport frå Digitaliseringsrådet."
    title: Annotated[str, "Tittelen."]
    author: Annotated[str | None, "Kven som har skrive han."]
    work_url: Annotated[Uri | None, "Adressa til rapporten."]
    url: Annotated[Uri, "Adressa i lista over kjelder."]


@record
class Edition:
    about: ClassVar = "Ein årgang av rapporten."
    year: Annotated[Year, "Året."]
    title: Annotated[str, "Namnet på årgangen."]
    report: Annotated[Report, "Rapporten som årgangen byggjer på."]


@record
class Envelope:
    about: ClassVar = "Kva fila er, og det ho inneheld."
    version: Annotated[Semver, "Versjonen av skjemaet. Første ledd aukar når noko blir fjerna eller endrar tyding."]
    title: Annotated[str, "Namnet på fila."]
    description: Annotated[str, "Kva fila inneheld."]
    language: Annotated[Language, "Språket i tekstane."]
    date: Annotated[Day, "Dagen innhaldet sist blei endra."]
    homepage: Annotated[Uri, "Nettstaden fila kjem frå."]
    licence: Annotated[Licence, "Vilkåra for gjenbruk."]
    editions: Annotated[tuple[Edition, ...], "Årgangane, den nyaste først."]
