"""Where everything lives on the site. Addresses are made here and nowhere else.

An address is the path from the site's root, without the leading slash: `tilradingar/<slug>/`, and with a
fragment for what has no page of its own: `omgrep/#malbilete`.
"""

from __future__ import annotations

import posixpath
from functools import singledispatch

from ..model.records import Actor, Case, HandPage, Member, Question, Recommendation, Source, Term

RECOMMENDATIONS = "tilradingar/"
CASES = "doeme/"
# The id on the page of cases of those that are from letters.
FROM_LETTERS = "fra-brev"
ACTORS = "verksemder/"
TERMS = "omgrep/"
QUESTIONS = "sporsmal/"
MEMBERS = "radet/"
SOURCES = "kjelder/"
CHANGES = "endringar/"
DATA = "data/"
PICTURES = "assets/bilete/"
CARDS = "kort/"
OEMBED = "oembed/"
QR_CODES = "lenk/qr/"
SHARE_PICTURES = "assets/deling/"
DOWNLOADS = "last-ned/"
# The PDFs that are made from the whole, and the folder without a network.
BOOK = f"{DOWNLOADS}fra-ord-til-handling.pdf"
SUMMARY = f"{DOWNLOADS}alt-pa-ei-side.pdf"
MEETING = f"{DOWNLOADS}moteark.pdf"
FOLDER = f"{DOWNLOADS}fra-ord-til-handling.zip"


@singledispatch
def address(entry: object) -> str:
    """The address of a record."""
    raise TypeError(f"{type(entry).__name__} has no address")


@address.register
def _(entry: Recommendation) -> str:
    return f"{RECOMMENDATIONS}{entry.slug}/"


@address.register
def _(entry: Case) -> str:
    return f"{CASES}{entry.id}/"


@address.register
def _(entry: HandPage) -> str:
    return "" if entry.stem == "index" else f"{entry.stem}/"


@address.register
def _(entry: Actor) -> str:
    return f"{ACTORS}#{entry.id}"


@address.register
def _(entry: Term) -> str:
    return f"{TERMS}#{entry.id}"


@address.register
def _(entry: Source) -> str:
    return f"{SOURCES}#{entry.id}"


@address.register
def _(entry: Question) -> str:
    return f"{QUESTIONS}#{entry.id}"


@address.register
def _(entry: Member) -> str:
    return f"{MEMBERS}#{entry.id}"


def pdf_address(entry: Recommendation | Case) -> str:
    """The PDF of a page."""
    name = f"tilrading-{entry.number}-{entry.slug}" if isinstance(entry, Recommendation) else f"doeme-{entry.id}"
    return f"{DOWNLOADS}{name}.pdf"


def relative(target: str, page: str) -> str:
    """The link from the page at address `page` to `target`, both from the root: works in any folder."""
    path, hash_sign, fragment = target.partition("#")
    if path == page:
        return f"#{fragment}" if fragment else "./"
    link = posixpath.relpath(path or ".", page or ".")
    link = "./" if link == "." else link + ("/" if path.endswith("/") or not path else "")
    return f"{link}{hash_sign}{fragment}"
