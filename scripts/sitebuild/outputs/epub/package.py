"""The parts of an EPUB that are not chapters: what it is, what it holds, and its contents."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import escape

from ...language.texts import Texts
from .chapters import page

CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="EPUB/bok.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)
_TYPES = {
    "xhtml": "application/xhtml+xml",
    "css": "text/css",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
_ACCESS = {
    "accessMode": ["textual", "visual"],
    "accessModeSufficient": ["textual"],
    "accessibilityFeature": ["structuralNavigation", "tableOfContents", "readingOrder", "alternativeText"],
    "accessibilityHazard": ["none"],
}


@dataclass(frozen=True)
class Part:
    """A file of the book, by its name in the folder; `title` where it stands in the contents."""

    name: str
    data: bytes
    title: str = ""
    properties: str = ""
    level: int = 1


def opf(parts: Sequence[Part], title: str, base_url: str, day: date, texts: Texts) -> bytes:
    """The package document. The identifier is made from the site's address, so that a new version is the same book."""
    items = "\n".join(_item(number, part) for number, part in enumerate(parts))
    spine = "\n".join(
        f'<itemref idref="del-{number}"/>' for number, part in enumerate(parts) if part.name.endswith(".xhtml")
    )
    told = {**_ACCESS, "accessibilitySummary": [texts("ebook.access")]}
    access = "\n".join(
        f'<meta property="schema:{key}">{escape(value)}</meta>' for key, found in told.items() for value in found
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{texts.code}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, base_url)}</dc:identifier>
<dc:title>{escape(title)}</dc:title>
<dc:creator>{escape(texts("ebook.author"))}</dc:creator>
<dc:language>{texts.code}</dc:language>
<dc:date>{day.isoformat()}</dc:date>
<dc:source>{escape(base_url)}</dc:source>
<dc:rights>CC BY 4.0</dc:rights>
<meta property="dcterms:modified">{day.isoformat()}T00:00:00Z</meta>
{access}
</metadata>
<manifest>
{items}
</manifest>
<spine>
{spine}
</spine>
</package>
""".encode()


def _item(number: int, part: Part) -> str:
    kind = _TYPES[part.name.rsplit(".", 1)[-1].lower()]
    told = f' properties="{part.properties}"' if part.properties else ""
    return f'<item id="del-{number}" href="{escape(part.name)}" media-type="{kind}"{told}/>'


def contents(parts: Sequence[Part], texts: Texts) -> bytes:
    """The navigation document: the chapters, the cases below one heading."""
    rows = []
    for at, part in enumerate(parts):
        deeper = part.level > 1
        if deeper and parts[at - 1].level == 1:
            rows.append("<ol>")
        rows.append(f'<li><a href="{part.name}">{escape(part.title)}</a>')
        following = parts[at + 1].level if at + 1 < len(parts) else 1
        if following <= part.level:
            rows.append("</li>")
        if deeper and following == 1:
            rows.append("</ol></li>")
    listed = "\n".join(rows)
    title = texts("print.contents")
    label = escape(title)
    toc = f'<nav epub:type="toc" id="innhald" role="doc-toc" aria-label="{label}">\n'
    toc += f"<h1>{label}</h1>\n<ol>\n{listed}\n</ol>\n</nav>"
    places = f'<ol><li><a epub:type="bodymatter" href="{parts[0].name}">{escape(texts("ebook.text"))}</a></li></ol>'
    label = escape(texts("ebook.places"))
    marks = f'<nav epub:type="landmarks" id="stader" hidden="" aria-label="{label}">\n{places}\n</nav>'
    return page(title, f"{toc}\n{marks}", texts.code, "frontmatter")
