"""What stands around the records of a data file: what it is, how new, and on what terms."""

from __future__ import annotations

from ...model.choices import Language
from .records import Day, Semver, Uri, Year, record


@record
class Licence:
    name: str
    url: Uri
    attribution: str


@record
class Report:
    title: str
    author: str | None
    work_url: Uri | None
    url: Uri


@record
class Edition:
    year: Year
    title: str
    report: Report


@record
class Envelope:
    version: Semver
    title: str
    description: str
    language: Language
    date: Day
    homepage: Uri
    licence: Licence
    editions: tuple[Edition, ...]
