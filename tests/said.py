"""Every word that the files of a site say to those who read them, file by file."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator

import pikepdf
from lxml import etree, html

from sitebuild.outputs.pdf.read import Marked, structure

_WORD = re.compile(r"[^\W\d_]{3,}")
# Addresses and names of files are the same in every language.
_ADDRESS = re.compile(r"\S*(?:[/@#]|\.(?:csv|json|md|txt|xml|html|ics))\S*")
_SPOKEN = ("aria-label", "alt", "title", "placeholder", "content", "data-copy", "data-copied", "label", "name", "descr")
_LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
# What a script says begins with a capital or ends with a stop; the rest of its strings are names of things in the page.
_SENTENCE = re.compile(r"^\W*[A-ZÆØÅ]|[.:!?…»]\W*$")
_ID = re.compile("[a-z0-9-]+")
# What a program reads and nobody else: rules of the language, the dictionary, and the index of the texts.
_DATA = ("search/search.js", "search/words.js", "search/index.js")


def words(text: str) -> set[str]:
    """The words of a text in small letters, without addresses."""
    return {word.lower() for word in _WORD.findall(_ADDRESS.sub(" ", text))}


def words_of(address: str, data: bytes) -> set[str]:
    """The words that a file says; none of one that holds no words."""
    ending = address.rpartition(".")[2]
    if address.startswith("assets/lisensar/"):
        return set()
    if ending == "html":
        return words(" ".join(_of_html(data)))
    if ending in ("md", "txt", "csv"):
        return words(data.decode())
    if ending == "json":
        return words(" ".join(_of_json(json.loads(data))))
    if ending == "xml":
        return words(" ".join(_of_xml(data)))
    if ending == "js" and not address.endswith(_DATA):
        literals = (one or other for one, other in _LITERAL.findall(data.decode()))
        return words(" ".join(filter(_SENTENCE.search, literals)))
    if ending == "pdf":
        return words(" ".join(_of_pdf(data)))
    if ending in ("pptx", "docx", "epub"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            named = [name for name in parts.namelist() if name.endswith((".xml", ".xhtml", ".opf"))]
            return words(" ".join(text for name in named for text in _of_xml(parts.read(name))))
    return set()


def _of_html(data: bytes) -> Iterator[str]:
    tree = html.fromstring(data.decode())
    yield from (str(text) for text in tree.xpath("//text()[not(ancestor::style or ancestor::script)]"))
    for key in _SPOKEN:
        # A name of a field is for the script, and a policy for the browser.
        yield from map(str, tree.xpath(f"//*[not(self::input or self::iframe)]/@{key} | //img/@{key}"))
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        yield from _of_json(json.loads(str(script)))


def _of_json(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not key.startswith("@") and key not in ("$ref", "pattern", "const", "enum", "required"):
                yield from _of_json(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_json(inner)
    elif not _ID.fullmatch(str(value)):
        yield str(value)


def _of_xml(data: bytes) -> Iterator[str]:
    for node in etree.fromstring(data).iter():
        if isinstance(node.tag, str):
            yield from (text for text in (node.text, node.tail) if text)
            yield from (node.get(key, "") for key in _SPOKEN)


def _of_pdf(data: bytes) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield from (str(value) for value in pdf.docinfo.values())
        for node in structure(pdf).walk():
            own = "".join(part.text for part in node.content if isinstance(part, Marked))
            yield own.replace("\u00ad", "").replace("\u2060", "")
            yield node.alt
