"""Addresses outside the site: what is wrong with one as it is written, and how it is written in a file."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

SCHEMES = ("https://", "http://", "mailto:")

_FROM_THE_BAR = "copy the address from the browser's address bar"
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_TOP = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]+")
_LONGEST_HOST = 253
_MAIL = re.compile(r"mailto:[^\s@?:/]+@([^\s@?/]+)(\?\S*)?")
# Names that lead to a machine or a network of somebody's own, or nowhere.
_PRIVATE = frozenset(
    {"localhost", "local", "internal", "intranet", "lan", "home", "corp", "test", "invalid"}
    | {"localdomain", "private", "intern", "intranett", "example", "onion", "arpa", "alt"}
)
# Left as they are in an address: what has a meaning there, and what is encoded already.
_LOOSE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_KEPT = "/:@!$&'()*+,;=~-._?#[]%"


def fault(url: str) -> tuple[str, str] | None:
    """What is wrong with an outside address and how it is mended, or None when a reader can follow it."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return f'"{url}" is no address', _FROM_THE_BAR
    if re.search(r'[\s\\<>"`{}|^]', url):
        return f'"{url}" has a sign in it that an address cannot have', _FROM_THE_BAR
    if parts.scheme == "mailto":
        mail = _MAIL.fullmatch(url)
        is_sound = mail is not None and _host_fault(mail[1]) is None
        return None if is_sound else (f'"{url}" is no e-mail address', "write mailto:ein@stad.no")
    if host in ("http", "https") or re.match(r"/*https?:/", parts.path):
        return f'"{url}" is two addresses in one', "keep the last of the two"
    if port == 0:
        return "nothing answers at the port 0", "remove :0"
    if parts.username is not None:
        return f'"{url}" has a user name in it', "remove what stands before @"
    return _host_fault(host)


def _host_fault(host: str) -> tuple[str, str] | None:
    if not host:
        return "the address has no host", _FROM_THE_BAR
    if ":" in host or re.fullmatch(r"[\d.]+|0x[\da-f.x]+", host):
        return f"{host} is the number of a machine", "write the address by its name"
    labels = ascii_host(host).split(".")
    if len(labels) < 2 or labels[-1] in _PRIVATE:
        return f"{host} is a name that only some machines know", "write an address that every reader can follow"
    if sum(map(len, labels)) + len(labels) > _LONGEST_HOST:
        return f"the name of the host has more than {_LONGEST_HOST} signs", _FROM_THE_BAR
    if not all(_LABEL.fullmatch(label) for label in labels) or not _TOP.fullmatch(labels[-1]):
        return f"{host} is no name of a host", _FROM_THE_BAR
    return None


def ascii_host(host: str) -> str:
    """`målbilete.no` as the net knows it, `xn--mlbilete-9za.no`; as it is when it cannot be a host's name."""
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host


def shown_host(host: str) -> str:
    """The name of a host as people write it."""
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def encoded(url: str) -> str:
    """The address in ASCII, which every format and reader takes: PDFs take nothing else."""
    if url.isascii() and not _LOOSE_PERCENT.search(url):
        return url
    if url.startswith("mailto:"):
        name, at, host = url.partition("?")[0].removeprefix("mailto:").rpartition("@")
        query = url.partition("?")[1] + url.partition("?")[2]
        return f"mailto:{_quoted(name)}{at}{ascii_host(host)}{_quoted(query)}"
    parts = urlsplit(url)
    host = ascii_host(parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    query = f"?{_quoted(parts.query)}" if "?" in url.partition("#")[0] else ""
    fragment = f"#{_quoted(parts.fragment)}" if "#" in url else ""
    return f"{parts.scheme}://{host}{_quoted(parts.path)}{query}{fragment}"


def _quoted(part: str) -> str:
    """Percent-encoded; a % that encodes nothing is encoded itself."""
    return quote(_LOOSE_PERCENT.sub("%25", part), safe=_KEPT)
