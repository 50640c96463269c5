"""Article HTML -> Typst. What it does not know, it refuses: nothing is ever silently left out of a PDF.

Text goes in as string literals, so that no sign of it is read as markup.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urldefrag, urljoin

from lxml import html

from ..problems import ToolError

Element = html.HtmlElement

# What only a screen needs: contents beside the text, actions, boxes to tick, links on to the same list elsewhere.
_SCREEN_ONLY = frozenset({"page-toc", "actions", "ask__box", "motif", "used-elsewhere", "masthead__search", "more"})
_TRANSPARENT = frozenset({"div", "section", "header", "span", "label", "main", "article"})
_INLINE = frozenset({"a", "strong", "em", "cite", "sup", "span", "br", "label", "input"})
_LISTS = {"steps": "steps", "asks": "asks", "pitfalls": "pitfalls", "lessons": "pitfalls", "cards": "cards"}
_PARAGRAPHS = {
    "lead": "lead",
    "facts-line": "small",
    "derived": "small",
    "origin": "small",
    "eyebrow": "small",
    "lesson": "lesson",
    "section-lead": "small",
}


def quote(text: str) -> str:
    """A Typst string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Converter:
    """Converts one page. `resolve` turns an address from the site's root into a label of this document, or None."""

    def __init__(self, page: str, base_url: str, resolve: Callable[[str], str | None], title: str) -> None:
        self.page, self.base_url, self.resolve, self.title = page, base_url, resolve, title
        self.notes: Mapping[str, Element] = {}
        self.noted: set[str] = set()

    def convert(self, source: str) -> str:
        """The page's article as Typst. Raises `ToolError` on what it does not know."""
        root = html.fromstring(source)
        self.notes = {item.get("id"): item for item in root.xpath("//ol[@class='sources']/li[@id]")}
        return "".join(self._block(root))

    # --- blocks ---

    def _block(self, node: Element) -> list[str]:
        if self._is_skipped(node):
            return []
        names = node.get("class", "").split()
        first = names[0] if names else ""
        if node.tag in ("h1", "h2", "h3", "h4"):
            return [self._heading(node)]
        if node.tag == "p":
            return [self._paragraph(node, first)]
        if node.tag in ("ul", "ol"):
            return [self._list(node, first)]
        if node.tag == "dl":
            return [self._facts(node)]
        if node.tag == "blockquote":
            return [f"#quote(block: true)[{self._children(node)}]\n\n"]
        if node.tag in _TRANSPARENT:
            inside = "".join(part for child in node for part in self._block(child))
            if (node.text or "").strip() or any((child.tail or "").strip() for child in node):
                inside = self._anchor(node) + self._inlines(node) + "\n\n"
            return [f"#boxed[{inside}]\n\n" if "section--short" in names else inside]
        raise self._unknown(node)

    def _children(self, node: Element) -> str:
        """The content of a list item or a quote: blocks, or one line of text."""
        if all(child.tag in _INLINE or self._is_skipped(child) for child in node):
            return self._inlines(node)
        parts = [self._anchor(node)]
        if (node.text or "").strip():
            parts.append(self._string(node.text))
        for child in node:
            parts += [self._inline(child)] if child.tag in _INLINE and child.tag != "label" else self._block(child)
            if (child.tail or "").strip():
                parts.append(self._string(child.tail))
        return "".join(parts)

    def _heading(self, node: Element) -> str:
        level = int(node.tag[1])
        identity = node.get("id") or (node.getparent().get("id") if node.getparent() is not None else None)
        name = self.label(f"#{identity}") if identity else f"{self.page}-{abs(hash(node)) % 10**9}"
        if not identity:
            return f"#heading(level: {level}, outlined: false)[{self._inlines(node)}]\n"
        return f"#h({level}, {quote(name)})[{self._inlines(node)}]\n"

    def _paragraph(self, node: Element, name: str) -> str:
        inside = self._anchor(node) + self._inlines(node)
        function = _PARAGRAPHS.get(name)
        return f"#{function}[{inside}]\n\n" if function else f"{inside}\n\n"

    def _list(self, node: Element, name: str) -> str:
        function = _LISTS.get(name, "enum" if node.tag == "ol" else "list")
        items = []
        for item in node:
            if item.tag != "li":
                raise self._unknown(item)
            own = item.get("id") and not item.xpath("./h3[1]")
            items.append(f"[{self._anchor(item) if own else ''}{self._children_of_item(item)}]")
        return f"#{function}({', '.join(items)})\n\n" if items else ""

    def _children_of_item(self, item: Element) -> str:
        if all(child.tag in _INLINE or self._is_skipped(child) for child in item):
            return self._inlines(item)
        return self._children_without_anchor(item)

    def _children_without_anchor(self, item: Element) -> str:
        identity = item.attrib.pop("id", None)
        if identity and item[0].tag == "h3" and not item[0].get("id"):
            item[0].set("id", identity)
        return self._children(item)

    def _facts(self, node: Element) -> str:
        rows = []
        for row in node:
            name = self._inlines(row.find("dt"))
            values = "#linebreak();".join(self._inlines(value) for value in row.findall("dd"))
            rows.append(f"terms.item([{name}], [{values}])")
        return f"#facts({', '.join(rows)})\n\n"

    # --- inside a line ---

    def _inlines(self, node: Element) -> str:
        parts = [self._string(node.text)]
        for child in node:
            parts += [self._inline(child), self._string(child.tail)]
        return "".join(parts).strip()

    def _inline(self, node: Element) -> str:
        if self._is_skipped(node):
            return ""
        if node.tag == "br":
            return "#linebreak();"
        if node.tag == "sup":
            return "".join(self._inline(child) for child in node)
        if node.tag == "a":
            return self._note(node) if node.get("role") == "doc-noteref" else self._link(node)
        inside = self._inlines(node)
        if node.tag in ("span", "label"):
            return inside
        if node.tag == "strong":
            return f"#strong[{inside}];"
        if node.tag in ("em", "cite"):
            language = node.get("lang")
            mark = f"#emph[{inside}];"
            return f'#text(lang: "{language}")[{mark}];' if language else mark
        raise self._unknown(node)

    def _link(self, node: Element) -> str:
        inside = self._inlines(node)
        target = node.get("href")
        if target.startswith(("https://", "http://", "mailto:")):
            return f"#link({quote(target)})[{inside}];"
        address = urljoin(f"/{self.page}", target).lstrip("/")
        label = self.resolve(address)
        if label is not None:
            return f"#link(label({quote(label)}))[{inside}];"
        return f"#link({quote(self.base_url + address)})[{inside}];"

    def _note(self, node: Element) -> str:
        """A note is a footnote the first time, and then points back to it."""
        identity = node.get("href").lstrip("#")
        name = self.label(f"#note-{identity}")
        if identity in self.noted:
            return f"#footnote(label({quote(name)}));"
        self.noted.add(identity)
        item = self.notes.get(identity)
        if item is None:
            raise ToolError(f"{self.title}: the note #{identity} has no source on the page.")
        return f"#footnote[{self._inlines(item)}]#label({quote(name)});"

    # --- small parts ---

    def label(self, target: str) -> str:
        """The name in the document of `#id` on this page."""
        return f"{self.page}{urldefrag(target).fragment}"

    def _anchor(self, node: Element) -> str:
        identity = node.get("id")
        return f"#anchor({quote(self.label('#' + identity))});" if identity else ""

    def _string(self, text: str | None) -> str:
        if not text:
            return ""
        if not text.strip():
            return '#" ";'
        kept = " ".join(text.split())
        kept = (" " if text[0].isspace() else "") + kept + (" " if text[-1].isspace() else "")
        return f"#{quote(kept)};"

    def _is_skipped(self, node: Element) -> bool:
        return (
            not isinstance(node.tag, str)
            or not _SCREEN_ONLY.isdisjoint(node.get("class", "").split())
            or node.tag in ("noscript", "svg", "button")
        )

    def _unknown(self, node: Element) -> ToolError:
        return ToolError(
            f"{self.title}: <{node.tag} class={node.get('class', '')!r}> has no place in a PDF. "
            "Teach scripts/sitebuild/pdf/convert.py what it becomes, or leave it out of the page."
        )
