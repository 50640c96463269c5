"""Which data files there are, and each as bytes with its schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...language.texts import Texts
from ...model.choices import Language
from ...settings import Settings
from ...site.addresses import DATA, address
from ...site.site import Site
from . import records
from .collect import Collector
from .envelope import Edition, Envelope, Licence, Report
from .json_schema import schema_of

LICENCE_NAME, LICENCE_URL = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class DataFile:
    """One kind of record as a file. A change that readers of the file can notice raises `version`:

    the last part when a limit is set right, the middle one when a key is added, the first one when a key goes away
    or comes to mean something else; then the schema gets a new address too.
    """

    name: str
    version: str
    record: type
    collect: Callable[[Collector], Iterable[object]]

    @property
    def address(self) -> str:
        return f"{DATA}{self.name}.json"

    @property
    def schema_address(self) -> str:
        return f"{DATA}skjema/{self.name}-{self.version.partition('.')[0]}.json"

    def title(self, texts: Texts) -> str:
        """What the file is called."""
        return texts(f"data.files.{self.name}.title")

    def about(self, texts: Texts) -> str:
        """What the file holds, in a sentence."""
        return texts(f"data.files.{self.name}.about")

    def schema(self, base_url: str, texts: Texts) -> dict[str, object]:
        """The JSON Schema of the file, as published at `base_url`."""
        address = base_url + self.schema_address
        return schema_of(Envelope, self.record, address, self.title(texts), self.about(texts), texts)


FILES = (
    DataFile("tilradingar", "1.2.0", records.Recommendation, Collector.recommendations),
    DataFile("doeme", "1.2.0", records.Case, Collector.cases),
    DataFile("aktorar", "1.1.0", records.Actor, Collector.actors),
    DataFile("omgrep", "1.1.0", records.Term, Collector.terms),
    DataFile("sporsmal", "1.0.0", records.Question, Collector.questions),
    DataFile("kjelder", "1.1.0", records.Source, Collector.sources),
)


def document(file: DataFile, settings: Settings, site: Site) -> dict[str, object]:
    """What stands in a data file."""
    collector = Collector(site, settings.base_url)
    envelope = Envelope(
        version=file.version,
        title=file.title(site.texts),
        description=file.about(site.texts),
        language=Language(site.texts.code),
        date=site.date.isoformat(),
        homepage=settings.base_url,
        licence=Licence(name=LICENCE_NAME, url=LICENCE_URL, attribution=f"{settings.site_name}, {settings.base_url}"),
        editions=tuple(_editions(site, settings.base_url)),
    )
    schema = settings.base_url + file.schema_address
    return {"$schema": schema, **vars(envelope), "items": list(file.collect(collector))}


def _editions(site: Site, base_url: str) -> Iterable[Edition]:
    for edition in site.editions:
        source = site.sources[edition.source]
        report = Report(title=source.title, author=source.author, work_url=source.url, url=base_url + address(source))
        yield Edition(year=edition.year, title=edition.title, report=report)


def as_json(value: object) -> bytes:
    """JSON to be read by people too: keys in the order of their classes, indented, UTF-8, a newline last."""
    return (json.dumps(value, default=vars, ensure_ascii=False, indent=2) + "\n").encode()
