"""Article HTML -> the XHTML of a chapter: links within the book stay in it, all others lead to the site."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from urllib.parse import urldefrag, urljoin

from lxml import etree, html
from markupsafe import escape

from ...kept import Kept, key_of, tools
from ...pages.screen_only import is_screen_only

Element = html.HtmlElement

# Boxes are not ticked in a book, and a label without its box is text.
_UNWRAPPED = ("label",)
_DROPPED = ("input", "template", "noscript")
_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{lang}" xml:lang="{lang}">
<head>
<meta charset="utf-8"/>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="bok.css"/>
</head>
<body{kind}>
{body}
</body>
</html>
"""


def page(title: str, body: str, lang: str, kind: str = "") -> bytes:
    """A whole XHTML document; `lang` its language, `kind` its `epub:type`."""
    told = f' epub:type="{kind}"' if kind else ""
    return _PAGE.format(lang=lang, title=escape(title), body=body, kind=told).encode()


class Book:
    """Which addresses are chapters: their files by the address, and the ids that each has."""

    def __init__(
        self, articles: Mapping[str, str], files: Mapping[str, str], base_url: str, lang: str, kept: Kept
    ) -> None:
        self.articles, self.files, self.base_url, self.lang, self.kept = articles, files, base_url, lang, kept
        read = {where: kept.told(key_of(tools(), articles[where]), partial(_read, articles[where])) for where in files}
        self.ids = {where: frozenset(ids) for where, (ids, _links) in read.items()}
        self.links = {where: links for where, (_ids, links) in read.items()}

    def chapter(self, address: str, title: str) -> bytes:
        """One chapter as XHTML."""
        leads = [self._target(address, link) for link in self.links[address]]
        key = key_of(tools(), self.lang, title, self.articles[address], *leads)
        return self.kept.made(key, lambda: self._chapter(address, title))

    def _chapter(self, address: str, title: str) -> bytes:
        tree = _prepared(self.articles[address])
        for link in tree.iter("a"):
            link.set("href", self._target(address, link.get("href", "")))
        for picture in tree.iter("img"):
            picture.set("src", f"bilete/{picture.get('src', '').rsplit('/', 1)[-1]}")
            for key in ("loading", "width", "height"):
                picture.attrib.pop(key, None)
        return page(title, _as_xhtml(tree), self.lang, "bodymatter chapter")

    def _target(self, here: str, href: str) -> str:
        """Where a link of the page at `here` leads in the book."""
        target = urljoin(f"https://x/{here}", href)
        if not target.startswith("https://x/"):
            return href
        where, fragment = urldefrag(target.removeprefix("https://x/"))
        if where not in self.files:
            return self.base_url + target.removeprefix("https://x/")
        mark = f"#{fragment}" if fragment and fragment in self.ids[where] else ""
        return f"{'' if where == here and mark else self.files[where]}{mark}"


def _read(article: str) -> tuple[list[str], list[str]]:
    """The ids of an article's chapter, and where its links lead."""
    tree = _prepared(article)
    return [str(name) for name in tree.xpath("//@id")], [link.get("href", "") for link in tree.iter("a")]


def _prepared(article: str) -> Element:
    tree = html.fragment_fromstring(article, create_parent="div")
    for node in list(tree.iter()):
        parent = node.getparent()
        if parent is not None and node.tag == "svg" and parent.tag == "figure":
            _without_links(node)
        elif parent is not None and _is_dropped(node):
            node.drop_tree()
    for name in _UNWRAPPED:
        for node in list(tree.iter(name)):
            node.drop_tag()
    for fold in tree.iter("details"):
        if fold.find("summary") is None:  # what opens it is for screens, and a fold without it is none
            fold.tag = "div"
            fold.attrib.pop("open", None)
    return tree


def _is_dropped(node: Element) -> bool:
    if any(near.tag == "figure" for near in node.iterancestors()) and node.tag != "a":
        return not isinstance(node.tag, str)
    return is_screen_only(node) or node.tag in _DROPPED


def _without_links(drawing: Element) -> None:
    """A drawing is one picture in a book: its links stand below it too, and programs differ on links in SVG."""
    for link in list(drawing.iter("a")):
        link.drop_tag()
    for target in list(drawing.find_class("map__target")):
        target.drop_tree()
    drawing.set("role", "img")


def _as_xhtml(tree: Element) -> str:
    """HTML has made the names of SVG's keys small."""
    text = etree.tostring(tree, encoding="unicode", method="xml")
    return text.replace(" viewbox=", " viewBox=")
