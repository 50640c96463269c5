"""Reads a tagged PDF: its structure elements in order, each with its text. Used to finish PDFs and to test them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_TOKEN = re.compile(
    rb"/MCID (?P<mcid>\d+)|/(?P<font>\w+) [\d.]+ Tf"
    rb"|/ActualText\s*(?P<actual><[0-9A-Fa-f]*>|\((?:[^()\\]|\\.)*\))"
    rb"|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|<[0-9A-Fa-f]+>|\b(?:BDC|BMC|EMC|TJ|Tj)\b",
    re.S,
)
_BFCHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_BFRANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


# The object of a page or a font: its number and its generation.
ObjectId = tuple[int, int]
# A string as it stands, with the glyphs of its face; or, without glyphs, words that replace some.
Strings = tuple[bytes, dict[int, str] | None]


@dataclass
class Marked:
    """A piece of marked content: its strings as they stand in the page, read only when somebody asks."""

    strings: list[Strings] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(_shown(string, glyphs) for string, glyphs in self.strings)


@dataclass
class Node:
    """A structure element: its role, its own text in order, the elements in it, and annotations it owns."""

    role: str
    content: list[Marked | Node] = field(default_factory=list)
    annotations: list[pikepdf.Object] = field(default_factory=list)
    alt: str = ""
    page: ObjectId | None = None

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.content)

    def walk(self) -> Iterator[Node]:
        yield self
        for part in self.content:
            if isinstance(part, Node):
                yield from part.walk()


def structure(pdf: pikepdf.Pdf) -> Node:
    """The structure tree of a PDF, with the marked content of each element."""
    return _node(pdf.Root.StructTreeRoot, None, _Pages(pdf))


def links(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, str]]:
    """Each link of a PDF, with the text of its structure element. Reads no more of the tree than the links."""
    pages, parents = _Pages(pdf), pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for page in pdf.pages:
        for annotation in page.get("/Annots", ()):
            if annotation.Subtype == "/Link" and "/StructParent" in annotation:
                element = parents[int(annotation.StructParent)]
                yield annotation, said(_node(element, page.obj.objgen, pages))
        pages.forget()


def said(node: Node) -> str:
    """The words of an element in one line, without hyphens that only a line's end has made, and word joiners."""
    return " ".join(node.text.replace("\u00ad", "").replace("\u2060", "").split())


class _Pages(dict[ObjectId | None, dict[int, Marked]]):
    """The marked content of each page, by the page's object; read when first asked for."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pages = {page.obj.objgen: page for page in pdf.pages}
        self.fonts: dict[ObjectId, dict[int, str]] = {}

    def __missing__(self, key: ObjectId | None) -> dict[int, Marked]:
        if key is None:
            return {}
        page = self.pages[key]
        fonts = {name.lstrip("/"): self._font(font) for name, font in page.resources.get("/Font", {}).items()}
        self[key] = _marked(page, fonts)
        return self[key]

    def forget(self) -> None:
        """Let the pages go that have been read: of a book of thousands, few are needed at a time."""
        self.clear()

    def _font(self, font: pikepdf.Object) -> dict[int, str]:
        if font.objgen not in self.fonts:
            self.fonts[font.objgen] = _unicode_map(font)
        return self.fonts[font.objgen]


def _node(element: pikepdf.Object, page: ObjectId | None, marked: _Pages) -> Node:
    page = element.Pg.objgen if "/Pg" in element else page
    found = Node(str(element.get("/S", "/Root"))[1:], alt=str(element.get("/Alt", "")), page=page)
    kids: Any = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            found.content.append(marked[page].get(kid, Marked()))
        elif kid.get("/Type") == "/OBJR":
            found.annotations.append(kid.Obj)
        elif kid.get("/Type") == "/MCR":
            own = kid.Pg.objgen if "/Pg" in kid else page
            found.content.append(marked[own].get(int(kid.MCID), Marked()))
        elif "/S" in kid:
            found.content.append(_node(kid, page, marked))
    return found


def _marked(page: pikepdf.Page, maps: dict[str, dict[int, str]]) -> dict[int, Marked]:
    """The marked content of a page, by its number.

    By a pattern over the stream as it is, which is ten times as fast as parsing each of its operators.
    """
    page.contents_coalesce()
    found: dict[int, Marked] = {}
    stack: list[tuple[int | None, bool]] = []  # of each marked content: its number, and whether words replace it
    pending: int | None = None
    actual: bytes | None = None
    current: dict[int, str] = {}
    strings: list[bytes] = []
    for token in _TOKEN.finditer(page.Contents.read_bytes()):
        text = token.group()
        if token["mcid"]:
            pending = int(token["mcid"])
        elif token["font"]:
            current = maps.get(token["font"].decode(), {})
        elif token["actual"] is not None:
            actual = token["actual"]
        elif text in (b"BDC", b"BMC"):
            stack.append((pending, actual is not None))
            if actual is not None:
                _take(found, stack, [(actual, None)])
            pending, actual, strings = None, None, []
        elif text == b"EMC" and stack:
            stack.pop()
        elif text in (b"TJ", b"Tj"):
            if not any(replaced for _number, replaced in stack):
                _take(found, stack, [(string, current) for string in strings])
            strings = []
        else:
            strings.append(text)
    return found


def _take(found: dict[int, Marked], stack: list[tuple[int | None, bool]], strings: list[Strings]) -> None:
    """Give strings to the innermost marked content that has a number."""
    number = next((number for number, _replaced in reversed(stack) if number is not None), None)
    if number is not None:
        found.setdefault(number, Marked()).strings += strings


def _shown(string: bytes, glyphs: dict[int, str] | None) -> str:
    """The text of a string of glyphs, or, without glyphs, of the words that replace some."""
    if glyphs is None:
        return str(pikepdf.Object.parse(string))
    data = bytes(pikepdf.Object.parse(string))
    return "".join(glyphs.get(int.from_bytes(data[at : at + 2], "big"), "") for at in range(0, len(data), 2))


def _unicode_map(font: pikepdf.Object) -> dict[int, str]:
    """Glyph numbers -> text, from the font's ToUnicode map."""
    if "/ToUnicode" not in font:
        return {}
    data = font.ToUnicode.read_bytes()
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.S):
        for code, text in _BFCHAR.findall(block):
            found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.S):
        for first, last, text in _BFRANGE.findall(block):
            start = int(text, 16)
            for offset in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + offset] = chr(start + offset)
    return found
