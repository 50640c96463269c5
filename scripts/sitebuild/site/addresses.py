"""Where everything lives on the site. Addresses are made here and nowhere else.

An address is the path from the site's root, without the leading slash: `tilradingar/<slug>/`, and with a
fragment for what has no page of its own: `omgrep/#malbilete`.
"""

from __future__ import annotations

from itertools import takewhile

from ..model import kinds
from ..model.kinds import kind_of
from ..model.records import Case, Entry, HandPage, Recommendation, Situation

RECOMMENDATIONS = kinds.RECOMMENDATION.home
CASES = kinds.CASE.home
# The list of the cases that are from letters: one of those by a case's origin.
FROM_LETTERS = f"{CASES}opphav/brev/"
RELATIONS = "samanheng/"
ACTORS = kinds.ACTOR.home
TERMS = kinds.TERM.home
QUESTIONS = kinds.QUESTION.home
SITUATIONS = kinds.SITUATION.home
# A recommendation in one view, below its own address.
TEN_MINUTES = "ti-minutt/"
MEMBERS = kinds.MEMBER.home
SOURCES = kinds.SOURCE.home
CHANGES = "endringar/"
DATA = "data/"
PICTURES = "assets/bilete/"
CARDS = "kort/"
OEMBED = "oembed/"
# How to link to us: a list of all that can be shared, and below it a page for the parts of each recommendation.
SHARING = "lenk/"
QR_CODES = f"{SHARING}qr/"
# What cards look like where they are shown before they are pasted.
PASTED_STYLE = "assets/css/kort.css"
SHARE_PICTURES = "assets/deling/"
# What is copied from each page, as scripts; `share.js` knows that it lies beside itself.
SHARED = "assets/js/deling/"
DOWNLOADS = "last-ned/"
# The PDFs that are made from the whole, and the folder without a network.
BOOK = f"{DOWNLOADS}fra-ord-til-handling.pdf"
SUMMARY = f"{DOWNLOADS}alt-pa-ei-side.pdf"
MEETING = f"{DOWNLOADS}moteark.pdf"
FOLDER = f"{DOWNLOADS}fra-ord-til-handling.zip"
SLIDES = f"{DOWNLOADS}fra-ord-til-handling.pptx"
DOCUMENT = f"{DOWNLOADS}fra-ord-til-handling.docx"
EBOOK = f"{DOWNLOADS}fra-ord-til-handling.epub"


def address(entry: Entry) -> str:
    """The address of a record: its page, or its place on a list."""
    kind = kind_of(entry)
    if isinstance(entry, Recommendation | Case | HandPage):
        return f"{kind.home}{entry.slug}/" if entry.slug else kind.home
    return f"{kind.home}#{entry.key}"


def situation_address(entry: Situation) -> str:
    """The page of a situation; `address` is its place on the list of them."""
    return f"{SITUATIONS}{entry.id}/"


def brief_address(rec: Recommendation) -> str:
    """Where a recommendation has its view for the one who has ten minutes."""
    return f"{address(rec)}{TEN_MINUTES}"


def pdf_address(entry: Recommendation | Case) -> str:
    """The PDF of a page."""
    name = f"tilrading-{entry.number}-{entry.slug}" if isinstance(entry, Recommendation) else f"doeme-{entry.id}"
    return f"{DOWNLOADS}{name}.pdf"


def sheet_address(entry: Recommendation | Situation) -> str:
    """The sheet of A4 for the one who has ten minutes."""
    name = f"ti-minutt-{entry.number}-{entry.slug}" if isinstance(entry, Recommendation) else f"strevar-{entry.id}"
    return f"{DOWNLOADS}{name}.pdf"


def slides_address(rec: Recommendation) -> str:
    """The PowerPoint file of a recommendation."""
    return f"{DOWNLOADS}tilrading-{rec.number}-{rec.slug}.pptx"


def document_address(rec: Recommendation) -> str:
    """The Word file of a recommendation."""
    return f"{DOWNLOADS}tilrading-{rec.number}-{rec.slug}.docx"


def relative(target: str, page: str) -> str:
    """The link from the page at address `page` to `target`, both from the root: works in any folder."""
    path, hash_sign, fragment = target.partition("#")
    if path == page:
        return f"#{fragment}" if fragment else "./"
    there, here = [part for part in path.split("/") if part], [part for part in page.split("/") if part]
    # By hand, since `posixpath.relpath` asks the system for the folder it runs in, at each of a site's many links.
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(there, here, strict=False)))
    link = "/".join([*(".." for _ in here[shared:]), *there[shared:]]) or "."
    link = "./" if link == "." else link + ("/" if path.endswith("/") or not path else "")
    return f"{link}{hash_sign}{fragment}"
