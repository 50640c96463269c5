"""What is looked up in a site beside its records: the other end of a relation, a change, a claim on an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from ..model.choices import Origin
from ..model.records import Entry, PageRecord
from ..model.values import FormerAddress
from .addresses import address

E = TypeVar("E", bound=Entry, covariant=True)


@dataclass(frozen=True)
class Reasoned(Generic[E]):
    """The other end of a relation, why it is there, and who says that it is."""

    entry: E
    reason: str
    connection: Origin = Origin.REPORT


@dataclass(frozen=True)
class Changed:
    """What changed on one page on one day."""

    date: date
    entry: PageRecord
    what: tuple[str, ...]

    @property
    def title(self) -> str:
        return self.entry.label

    @property
    def text(self) -> str:
        return " ".join(self.what)


@dataclass(frozen=True)
class Claim:
    """A page's word, in its `redirect_from`, that it answers for an address or for one place on a page."""

    former: FormerAddress
    entry: PageRecord

    @property
    def target(self) -> str:
        """The address that the former one leads to, with the id if there is one."""
        return f"{address(self.entry)}#{self.former.to}" if self.former.to else address(self.entry)
