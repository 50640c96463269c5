"""Article HTML -> Markdown (CommonMark), with full addresses. What it does not know, it refuses, as the PDFs do.

A list item that holds a heading (a step, a card, an entry of an index) becomes the heading and what stands under it:
headings inside lists are valid, but few readers of plain text expect them.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from lxml import html

from ...pages.screen_only import is_screen_only
from ...problems import ToolError

Element = html.HtmlElement

_TRANSPARENT = frozenset({"div", "section", "nav", "details", "article"})
_INLINE = frozenset({"a", "strong", "em", "cite", "sup", "span", "br", "label", "input", "code", "time"})
_PLAIN = frozenset({"span", "label", "sup", "time"})
# What a browser shows as one space; an unbreakable or a narrow one stays what it is.
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_MARKS = {"strong": "**", "em": "*", "cite": "*"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_ESCAPED = re.compile(r"[\\`*_\[\]<]|&(?=#?\w+;)")
# What would make a line something other than text: a heading, a list, a quote, a rule.
_LINE_START = re.compile(r"(?m)^(\d{1,9}(?=[.)](?:\s|$))|(?=[#>+=~-]))")


class MarkdownWriter:
    """Writes what stands on the page at address `page`."""

    def __init__(self, page: str, base_url: str) -> None:
        self.page, self.here = page, base_url + page

    def article(self, source: str) -> str:
        """A whole article or a part of one, as Markdown without a last newline. Raises `ToolError`."""
        return "\n\n".join(self._blocks(html.fragment_fromstring(source, create_parent=True)))

    # --- blocks ---

    def _blocks(self, node: Element) -> list[str]:
        """The blocks inside an element; text and inline elements side by side make a paragraph."""
        blocks: list[str] = []
        line = escaped(node.text)
        for child in node:
            if is_screen_only(child):
                line += escaped(child.tail)
            elif child.tag in _INLINE:
                line += self._inline(child) + escaped(child.tail)
            else:
                blocks += [*_paragraph(line), *self._block(child)]
                line = escaped(child.tail)
        return [*blocks, *_paragraph(line)]

    def _block(self, node: Element) -> list[str]:
        if node.tag == "header":
            return _heading_first(self._blocks(node))
        if node.tag in _TRANSPARENT:
            return self._blocks(node)
        if node.tag in _HEADINGS:
            text = re.sub(r"(?<=\s)#+$", r"\\\g<0>", self._inlines(node))  # a # last would be taken off
            return [f"{'#' * int(node.tag[1])} {text}"]
        if node.tag in ("p", "summary", "figcaption"):
            return _paragraph(self._inlines(node))
        if node.tag in ("ul", "ol"):
            return self._list(node)
        if node.tag == "table":
            return self._table(node)
        if node.tag == "dl":
            return self._facts(node)
        if node.tag == "blockquote":
            return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(self._blocks(node)).split("\n"))]
        if node.tag == "figure":
            return self._blocks(node)
        if node.tag == "img":
            return [f"![{escaped(node.get('alt'))}]({self._address(node.get('src', ''))})"]
        if node.tag == "pre":
            return [f"```\n{node.text_content().strip()}\n```"]
        raise ToolError(
            f"{self.page or 'The home page'}: <{node.tag!s} class={node.get('class', '')!r}> has no place in Markdown. "
            "Teach scripts/sitebuild/outputs/export/as_markdown.py what it becomes, or leave it out of the page."
        )

    def _list(self, node: Element) -> list[str]:
        """One block with all items, or the blocks of each item where items hold headings."""
        rows: list[str] = []
        unfolded = bool(node.xpath("./li/h2 | ./li/h3 | ./li/h4"))
        for number, item in enumerate(node.iterchildren("li"), start=1):
            mark = f"{number}. " if node.tag == "ol" else "- "
            blocks = self._blocks(item)
            if unfolded:
                blocks = _heading_first(blocks)
                rows += _numbered(blocks, mark) if node.get("class") == "steps" else blocks
            elif blocks:
                rows.append(mark + _indented("\n\n".join(blocks), len(mark)))
        if unfolded or not rows:
            return rows
        return [("\n\n" if any("\n\n" in row for row in rows) else "\n").join(rows)]

    def _facts(self, node: Element) -> list[str]:
        rows = []
        for row in node.iterchildren("div"):
            values = ", ".join(self._inlines(value) for value in row.iterchildren("dd"))
            rows.append(f"- **{self._inlines(row.xpath('./dt')[0])}:** {values}")
        return ["\n".join(rows)]

    def _table(self, node: Element) -> list[str]:
        """A list with an item for each row: CommonMark has no tables."""
        columns = [self._inlines(cell) for cell in node.xpath("./thead/tr/th")][1:]
        rows = []
        for row in node.xpath("./tbody/tr"):
            told = zip(columns, row.findall("td"), strict=True)
            cells = [f"  - {column}: {self._inlines(cell)}" for column, cell in told if cell.text_content().strip()]
            rows.append("\n".join([f"- **{self._inlines(row.find('th'))}**", *cells]))
        caption = node.find("caption")
        above = _paragraph(self._inlines(caption)) if caption is not None else []
        return [*above, "\n".join(rows)]

    # --- inside a line ---

    def _inlines(self, node: Element) -> str:
        parts = [escaped(node.text)]
        for child in node:
            parts += [self._inline(child), escaped(child.tail)]
        return re.sub(r" *(\\\n) *", r"\1", "".join(parts)).strip()

    def _inline(self, node: Element) -> str:
        if is_screen_only(node) or node.tag == "input":
            return ""
        if node.tag == "br":
            return "\\\n"
        if node.tag == "code":
            return f"`{node.text_content()}`"
        inside = self._inlines(node)
        if node.tag == "a":
            return f"[{self._link_text(node, inside)}]({self._address(node.get('href', ''))})"
        if node.tag in _PLAIN:
            return f"{inside}." if node.get("class") == "card__number" else inside
        if node.tag in _MARKS:
            return f"{_MARKS[node.tag]}{inside}{_MARKS[node.tag]}"
        return self._block(node)[0]

    def _link_text(self, node: Element, inside: str) -> str:
        return rf"\[{inside}\]" if node.get("role") == "doc-noteref" else inside

    def _address(self, target: str) -> str:
        address = urljoin(self.here, target)
        return f"<{address}>" if re.search(r"[\s()]", address) else address


def escaped(text: str | None) -> str:
    """Text with its runs of white space made one, and what Markdown would read as marks within a line escaped."""
    return _ESCAPED.sub(r"\\\g<0>", _SPACES.sub(" ", text or ""))


def escaped_line(text: str) -> str:
    """Text that begins a line."""
    return _LINE_START.sub(r"\1\\", escaped(text))


def _paragraph(line: str) -> list[str]:
    """The line as a paragraph, or nothing when it is empty."""
    line = re.sub(r"(?m)^ +| +$", "", line)
    return [_LINE_START.sub(r"\1\\", line)] if line.strip() else []


def _heading_first(blocks: list[str]) -> list[str]:
    """With what stands above the heading on the screen (a kind, a reason) just below it."""
    at = next((number for number, block in enumerate(blocks) if block.startswith("#")), 0)
    return [*blocks[at : at + 1], *blocks[:at], *blocks[at + 1 :]]


def _numbered(blocks: list[str], mark: str) -> list[str]:
    """The blocks of a step, with its number in the heading."""
    return [re.sub(r"^(#+ )", rf"\g<1>{mark}", blocks[0]), *blocks[1:]]


def _indented(text: str, width: int) -> str:
    """The lines after the first moved in under it, as what belongs to a list item is."""
    return re.sub(r"\n(?=[^\n])", "\n" + " " * width, text)
