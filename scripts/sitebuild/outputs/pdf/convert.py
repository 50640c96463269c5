"""Article HTML -> Typst. What it does not know, it refuses: nothing is ever silently left out of a PDF.

Text goes in as string literals, so that no sign of it is read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

from lxml import etree, html

from ...pages.screen_only import is_screen_only
from ...problems import Place, ToolError
from .literals import quote, shown

Element = html.HtmlElement

# What a browser shows as one space; an unbreakable or a narrow one stays what it is.
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_TRANSPARENT = frozenset({"details", "div", "span", "label", "main", "article"})
_INLINE = frozenset({"a", "strong", "em", "cite", "sup", "span", "br", "label", "input"})
_LISTS = {
    "steps": "steps",
    "asks": "asks",
    "pitfalls": "pitfalls",
    "lessons": "pitfalls",
    "cards": "cards",
    "edges": "notes-list",
    "sources": "notes-list",
    "points": "notes-list",
    "index": "index",
    "ready": "index",
}
_PARAGRAPHS = {
    "lead": "lead",
    "facts-line": "small",
    "derived": "derived",
    "origin": "origin",
    "eyebrow": "eyebrow",
    "lesson": "lesson",
    "section-lead": "small",
    "card__kind": "small",
    "index__label": "label-line",
}
_SPANS = {"eyebrow__number": "number", "card__number": "card-number", "tag": "tag"}


@dataclass(frozen=True)
class Article:
    """What is to be set: a page's article. `places` says where in the content its units stand, by their ids."""

    address: str
    title: str
    html: str
    place: Place
    places: Mapping[str, Place]
    svg: str = ""


class Converter:
    """Converts one article.

    `resolve` turns an address from the site's root into a label of this document, or None for one outside it;
    `known` are the addresses that a link may lead to. With `on_page`, links within say in these words which page they
    lead to.
    """

    def __init__(
        self,
        article: Article,
        base_url: str,
        resolve: Callable[[str], str | None],
        known: Container[str],
        on_page: str = "",
    ) -> None:
        self.article, self.base_url, self.resolve, self.known = article, base_url, resolve, known
        self.on_page = on_page
        self.noted: set[str] = set()
        self.root = html.fromstring(article.html)
        self.notes = {item.get("id"): item for item in self.root.xpath("//ol[@class='sources']/li[@id]")}

    def convert(self) -> str:
        """The article as Typst. Raises `ToolError`, with the place in the content, on what it does not know."""
        return "".join(self._block(self.root))

    # --- blocks ---

    def _block(self, node: Element) -> list[str]:
        if is_screen_only(node):
            return []
        names = node.get("class", "").split()
        first = names[0] if names else ""
        if node.tag in ("h1", "h2", "h3", "h4"):
            return [self._heading(node)]
        if node.tag == "summary":
            return [f"#label-line[{self._inlines(node)}]\n\n"]
        if node.tag == "p":
            return [self._paragraph(node, first)]
        if node.tag in ("ul", "ol"):
            return [self._list(node, first)]
        if node.tag == "table":
            return [self._table(node)]
        if node.tag == "dl":
            return [self._facts(node)]
        if node.tag == "blockquote":
            return [f"#quote(block: true)[{self._children(node)}]\n\n"]
        if node.tag == "figure":
            return [self._figure(node)]
        if node.tag == "header":
            return [self._masthead(node)]
        if node.tag == "section":
            return [self._section(node, names)]
        if node.tag in _TRANSPARENT:
            if (node.text or "").strip() or any((child.tail or "").strip() for child in node):
                return [self._anchor(node) + self._inlines(node) + "\n\n"]
            return [part for child in node for part in self._block(child)]
        raise self._unknown(node)

    def _section(self, node: Element, names: list[str]) -> str:
        """A heading stays with its first paragraph, also when that has a note that would push it to the next page."""
        shown = [child for child in node if not is_screen_only(child)]
        parts = ["".join(self._block(child)) for child in shown]
        if "section--short" in names:
            return f"#boxed[{''.join(parts)}]\n\n"
        opening = [child.tag == "h2" or child.get("class", "").startswith("origin") for child in shown]
        first = opening.index(False) if False in opening else 0
        if first and shown[first].tag == "p":
            parts[: first + 1] = [f"#opening[{''.join(parts[: first + 1])}]\n\n"]
        return "".join(parts)

    def _children(self, node: Element) -> str:
        """The content of a list item or a quote: blocks, or one line of text."""
        if _is_line(node):
            return self._inlines(node)
        parts = [self._anchor(node)]
        if (node.text or "").strip():
            parts.append(self._string(node.text))
        for child in node:
            parts += [self._inline(child)] if child.tag in _INLINE and child.tag != "label" else self._block(child)
            if (child.tail or "").strip():
                parts.append(self._string(child.tail))
        return "".join(parts)

    def _masthead(self, node: Element) -> str:
        svg = f"svg: {quote(self.article.svg)}" if self.article.svg else ""
        return f"#masthead({svg})[{''.join(part for child in node for part in self._block(child))}]\n\n"

    def _heading(self, node: Element) -> str:
        level, parent = int(str(node.tag)[1]), node.getparent()
        identity = node.get("id") or (parent.get("id") if parent is not None else None)
        if not identity:
            return f"#heading(level: {level}, outlined: false, bookmarked: true)[{self._inlines(node)}]\n"
        return f"#h({level}, {quote(self.label('#' + identity))})[{self._inlines(node)}]\n"

    def _paragraph(self, node: Element, name: str) -> str:
        inside = self._anchor(node) + self._inlines(node)
        function = _PARAGRAPHS.get(name)
        return f"#{function}[{inside}]\n\n" if function else f"{inside}\n\n"

    def _list(self, node: Element, name: str) -> str:
        function = _LISTS.get(name, "counted" if node.tag == "ol" else "plain")
        items = []
        for item in node:
            if item.tag != "li":
                raise self._unknown(item)
            own = item.get("id") and (not len(item) or item[0].tag not in ("h2", "h3"))
            items.append(f"[{self._anchor(item) if own else ''}{self._children_of_item(item)}]")
        return f"#{function}({', '.join(items)})\n\n" if items else ""

    def _children_of_item(self, item: Element) -> str:
        """The content of an item, whose id is told before it, or is that of the heading it begins with."""
        if not _is_line(item):
            identity = item.attrib.pop("id", None)
            if identity and len(item) and item[0].tag in ("h2", "h3") and not item[0].get("id"):
                item[0].set("id", identity)
        return self._children(item)

    def _facts(self, node: Element) -> str:
        rows = []
        for row in node:
            name = self._inlines(row.xpath("./dt")[0])
            values = "#linebreak();".join(self._inlines(value) for value in row.findall("dd"))
            rows.append(f"terms.item([{name}], [{values}])")
        return f"#facts({', '.join(rows)})\n\n"

    def _figure(self, node: Element) -> str:
        drawing = node.find("svg")
        if drawing is not None:
            return f"{self._anchor(node)}{self._drawing(drawing)}\n\n"
        [picture], caption = node.xpath("./img"), node.find("figcaption")
        alt, source = picture.get("alt"), picture.get("src", "")
        if not alt:
            raise ToolError(f"{self._place(node)}: the picture {source} has no text alternative.")
        file = quote(f"/bilete/{source.rsplit('/', 1)[-1]}")
        shown = f"[{self._inlines(caption)}]" if caption is not None else "none"
        return f"{self._anchor(node)}#picture({file}, {quote(alt)}, {shown})\n\n"

    def _drawing(self, svg: Element) -> str:
        """A drawing that was made by the build, with its text alternative; HTML has made the name of one key small."""
        label = svg.get("aria-label", "")
        source = etree.tostring(svg, encoding="unicode", with_tail=False).replace(" viewbox=", " viewBox=")
        return f"#drawn({quote(source)}, {quote(label)})"

    def _table(self, node: Element) -> str:
        """The heading of each row with what stands in it, and the headings of its columns: a PDF cannot tell from
        here that a cell is the heading of a row, and a page is too narrow for many columns."""
        columns = [self._inlines(cell) for cell in node.xpath("./thead/tr/th")][1:]
        rows = []
        for row in node.xpath("./tbody/tr"):
            told = zip(columns, row.findall("td"), strict=True)
            cells = [
                f"#strong[{column}]: {self._inlines(cell)}" for column, cell in told if cell.text_content().strip()
            ]
            rows.append(f"terms.item([{self._inlines(row.find('th'))}], [{'#linebreak();'.join(cells)}])")
        caption = node.find("caption")
        above = f"#label-line[{self._inlines(caption)}]\n" if caption is not None else ""
        return f"{above}#crossings({', '.join(rows)})\n\n"

    # --- inside a line ---

    def _inlines(self, node: Element) -> str:
        parts = [self._string(node.text)]
        for child in node:
            parts += [self._inline(child), self._string(child.tail)]
        return "".join(parts).strip()

    def _inline(self, node: Element) -> str:
        if is_screen_only(node):
            return ""
        if node.tag == "br":
            return "#linebreak();"
        if node.tag == "sup":
            return "".join(self._inline(child) for child in node)
        if node.tag == "a":
            return self._note(node) if node.get("role") == "doc-noteref" else self._link(node)
        inside = self._inlines(node)
        if node.tag in ("span", "label"):
            function = _SPANS.get(node.get("class", "").partition(" ")[0])
            return f"#{function}[{inside}];" if function else inside
        if node.tag == "strong":
            return f"#strong[{inside}];"
        if node.tag in ("em", "cite"):
            language = node.get("lang")
            mark = f"#emph[{inside}];"
            return f'#text(lang: "{language}")[{mark}];' if language else mark
        raise self._unknown(node)

    def _link(self, node: Element) -> str:
        inside = self._inlines(node)
        target = node.get("href", "")
        if target.startswith(("https://", "http://", "mailto:")):
            return f"#link({quote(target)})[{inside}];"
        address = urljoin(f"/{self.article.address}", target).lstrip("/")
        if address.partition("#")[0] not in self.known:
            raise ToolError(f"{self._place(node)}: the link to {target} leads to no page of the site.")
        label = self.resolve(address)
        if label is None:
            return f"#link({quote(self.base_url + address)})[{inside}];"
        page = f"#on-page({quote(label)}, {quote(self.on_page)});" if self.on_page else ""
        return f"#link(label({quote(label)}))[{inside}];{page}"

    def _note(self, node: Element) -> str:
        """A note is a footnote the first time, and then points back to it."""
        identity = node.get("href", "").lstrip("#")
        name = self.label(f"#note-{identity}")
        if identity in self.noted:
            return f"#footnote(label({quote(name)}));"
        self.noted.add(identity)
        item = self.notes.get(identity)
        if item is None:
            raise ToolError(f"{self._place(node)}: the note #{identity} has no source on the page.")
        return f"#footnote[{self._inlines(item)}]#label({quote(name)});"

    # --- small parts ---

    def label(self, target: str) -> str:
        """The name in the document of `#id` on this page."""
        return f"{self.article.address}{urldefrag(target).fragment}"

    def _anchor(self, node: Element) -> str:
        identity = node.get("id")
        return f"#anchor({quote(self.label('#' + identity))});" if identity else ""

    def _string(self, text: str | None) -> str:
        return f"#{shown(_SPACES.sub(' ', text))};" if text else ""

    def _place(self, node: Element) -> Place:
        """Where in the content an element comes from: the place of the nearest unit around or before it."""
        for near in node.xpath("(ancestor-or-self::*|preceding::*)[@id]")[::-1]:
            if near.get("id") in self.article.places:
                return self.article.places[near.get("id")]
        return self.article.place

    def _unknown(self, node: Element) -> ToolError:
        return ToolError(
            f"{self._place(node)}: <{node.tag!s} class={node.get('class', '')!r}> has no place in a PDF. "
            "Teach scripts/sitebuild/outputs/pdf/convert.py what it becomes, or leave it out of the page."
        )


def _is_line(node: Element) -> bool:
    """Whether nothing in an element is a block of its own."""
    return all(child.tag in _INLINE or is_screen_only(child) for child in node)
