"""Whom a reader tells of a mistake: one e-mail address, or one form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from .web_address import encoded, fault, shown_host

_NAME = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*")
# What a form gets the page's address in, where the setting names nothing of its own.
_PARAMETER = "side"


@dataclass(frozen=True)
class Contact:
    """The contact as it is written in the settings, once nothing is wrong with it."""

    value: str

    @property
    def is_form(self) -> bool:
        return "@" not in self.value

    @property
    def shown(self) -> str:
        """What people read: the e-mail address, or the name of the host that has the form."""
        return shown_host(self.value.split("/")[2]) if self.is_form else self.value

    @property
    def url(self) -> str:
        """The link, about no page in particular."""
        return encoded(self.value if self.is_form else f"mailto:{self.value}")

    def about(self, page: str, subject: str, body: str) -> str:
        """The link about the page at the address `page`. A form gets the address, in `side` or in the parameter that
        the setting ends with (`https://skjema.no/?adresse=`); a letter gets its subject and its body."""
        if not self.is_form:
            return f"{self.url}?subject={_quoted(subject)}&body={_quoted(body)}"
        if self.url.endswith("="):
            return f"{self.url}{_quoted(page)}"
        return f"{self.url}{'&' if '?' in self.url else '?'}{_PARAMETER}={_quoted(page)}"


def wrong_with(value: str) -> str | None:
    """What is wrong with a contact as it is written, and the remedy; None when readers can use it."""
    if value.startswith("mailto:"):
        return f"{value} has more than an address in it - take out mailto:"
    if "://" in value:
        return _wrong_with_form(value)
    name, at, _host = value.rpartition("@")
    if at and _NAME.fullmatch(name) and fault(f"mailto:{value}") is None:
        return None
    return f"{value} is no e-mail address, and no address of a form - write ein@stad.no, or https://stad.no/skjema"


def _wrong_with_form(value: str) -> str | None:
    if not value.startswith("https://"):
        return f"{value} is not encrypted - write an address that begins with https://"
    if "#" in value:
        return f"{value} has a # in it, and the page's address must stand before one - take out what stands from #"
    found = fault(value)
    return f"{found[0]} - {found[1]}" if found else None


def _quoted(text: str) -> str:
    """Encoded whole, with the line ends of a letter."""
    return quote(text.replace("\n", "\r\n"), safe="")
