"""Reads a tagged PDF: its structure elements in order, each with its text. Used to finish PDFs and to test them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

_TOKEN = re.compile(
    rb"/MCID (?P<mcid>\d+)|/(?P<font>\w+) [\d.]+ Tf"
    rb"|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|<[0-9A-Fa-f]+>|\b(?:BDC|BMC|EMC|TJ|Tj)\b",
    re.S,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.S)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}
_BFCHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_BFRANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass
class Node:
    """A structure element: its role, its own text in order, the elements in it, and annotations it owns."""

    role: str
    content: list[str | Node] = field(default_factory=list)
    annotations: list[pikepdf.Object] = field(default_factory=list)
    alt: str = ""

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.content)

    def walk(self) -> Iterator[Node]:
        yield self
        for part in self.content:
            if isinstance(part, Node):
                yield from part.walk()


def structure(pdf: pikepdf.Pdf) -> Node:
    """The structure tree of a PDF, with the text of each element's marked content."""
    texts = {page.objgen: _marked_texts(page) for page in pdf.pages}
    return _node(pdf.Root.StructTreeRoot, None, texts)


def _node(element: pikepdf.Object, page: tuple | None, texts: dict) -> Node:
    found = Node(str(element.get("/S", "/Root"))[1:], alt=str(element.get("/Alt", "")))
    page = element.Pg.objgen if "/Pg" in element else page
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            found.content.append(texts.get(page, {}).get(kid, ""))
        elif kid.get("/Type") == "/OBJR":
            found.annotations.append(kid.Obj)
        elif kid.get("/Type") == "/MCR":
            own = kid.Pg.objgen if "/Pg" in kid else page
            found.content.append(texts.get(own, {}).get(int(kid.MCID), ""))
        elif "/S" in kid:
            found.content.append(_node(kid, page, texts))
    return found


def _marked_texts(page: pikepdf.Page) -> dict[int, str]:
    """The text of each marked content of a page, by its number.

    By a pattern over the stream as it is, which is ten times as fast as parsing each of its operators.
    """
    maps = {name.lstrip("/"): _unicode_map(font) for name, font in page.resources.get("/Font", {}).items()}
    page.contents_coalesce()
    found: dict[int, str] = {}
    stack: list[int | None] = []
    pending, current, strings = None, {}, []
    for token in _TOKEN.finditer(page.Contents.read_bytes()):
        text = token.group()
        if token["mcid"]:
            pending = int(token["mcid"])
        elif token["font"]:
            current = maps.get(token["font"].decode(), {})
        elif text in (b"BDC", b"BMC"):
            stack.append(pending)
            pending, strings = None, []
        elif text == b"EMC" and stack:
            stack.pop()
        elif text in (b"TJ", b"Tj"):
            number = next((one for one in reversed(stack) if one is not None), None)
            if number is not None:
                found[number] = found.get(number, "") + "".join(_shown(string, current) for string in strings)
            strings = []
        else:
            strings.append(text)
    return found


def _shown(string: bytes, glyphs: dict[int, str]) -> str:
    data = _ESCAPE.sub(_unescape, string[1:-1]) if string[:1] == b"(" else bytes.fromhex(string[1:-1].decode())
    return "".join(glyphs.get(int.from_bytes(data[at : at + 2], "big"), "") for at in range(0, len(data), 2))


def _unescape(found: re.Match[bytes]) -> bytes:
    code = found.group(1)
    return bytes([int(code, 8)]) if code[:1].isdigit() else _ESCAPED.get(code, code)


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
