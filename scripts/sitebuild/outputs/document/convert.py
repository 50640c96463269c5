"""Article HTML -> a Word document. What it does not know, it refuses, as the PDFs do."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import html

from ...language.texts import Texts
from ...pages.screen_only import is_screen_only
from ...problems import ToolError
from .template import LABEL, LEAD, SMALL, style_name

Element = html.HtmlElement

_BLOCKS = frozenset({"div", "section", "article", "header", "details", "main"})
_INLINE = frozenset({"a", "strong", "em", "cite", "sup", "span", "br", "label", "input", "time", "b", "i", "code"})
_PARAGRAPHS = {
    "lead": LEAD,
    "facts-line": SMALL,
    "origin": SMALL,
    "derived": SMALL,
    "card__kind": SMALL,
    "section-lead": SMALL,
    "eyebrow": LABEL,
    "index__label": LABEL,
}
_COUNTED = "List Number"
_HEADINGS = {"h1": "Heading 1", "h2": "Heading 2", "h3": "Heading 3", "h4": "Heading 3"}


class Writer:
    """Writes articles into a document; `base_url` and the article's address make its links whole."""

    def __init__(self, made: Any, base_url: str, texts: Texts) -> None:
        self.made, self.base_url, self.texts = made, base_url, texts
        self.page, self.here = "", base_url
        self.styles = {style.name: style.style_id for style in made.styles}
        self.styles |= {style: self.styles[style_name(style, texts)] for style in (LEAD, SMALL, LABEL)}
        # What leads where: the library looks through all of them for each link.
        self.links: dict[str, str] = {}
        # Of the lists around what is being written, the number by which Word counts each.
        self.numberings: list[int] = []

    def article(self, source: str, address: str) -> None:
        """One article. Raises `ToolError` on what it does not know."""
        self.page, self.here = address, self.base_url + address
        self._blocks(html.fragment_fromstring(source, create_parent=True))

    # --- blocks ---

    def _blocks(self, node: Element, style: str = "Normal", following: str = "") -> None:
        """The blocks inside an element; text and inline elements side by side make a paragraph.

        The first block gets `style`, the others `following`, if there is one.
        """
        line: list[str | Element] = [node.text or ""]
        for child in node:
            if is_screen_only(child):
                line.append(child.tail or "")
            elif child.tag in _INLINE:
                line += [child, child.tail or ""]
            else:
                style = self._line(line, style, following)
                self._block(child, style)
                style, line = following or style, [child.tail or ""]
        self._line(line, style, following)

    def _line(self, line: list[str | Element], style: str, following: str) -> str:
        """The pieces as a paragraph, if they say something; returns the style of what comes next."""
        if not any((piece if isinstance(piece, str) else piece.text_content()).strip() for piece in line):
            return style
        self._pieces(self._new(style), line)
        return following or style

    def _block(self, node: Element, style: str = "Normal") -> None:
        first = node.get("class", "").partition(" ")[0]
        if node.tag in _HEADINGS:
            self._paragraph(node, _HEADINGS[node.tag])
        elif node.tag in ("p", "summary", "figcaption"):
            self._paragraph(node, _PARAGRAPHS.get(first, style))
        elif node.tag in ("ul", "ol"):
            self._list(node, first)
        elif node.tag == "dl":
            for row in node:
                self._fact(row)
        elif node.tag == "blockquote":
            self._blocks(node, "Quote", "Quote")
        elif node.tag == "table":
            self._table(node)
        elif node.tag == "figure":
            self._figure(node)
        elif node.tag in _BLOCKS:
            self._blocks(node, style)
        else:
            raise ToolError(
                f"{self.page or 'The home page'}: <{node.tag!s} class={node.get('class', '')!r}> has no place in Word. "
                "Teach scripts/sitebuild/outputs/document/convert.py what it becomes, or leave it out of the page."
            )

    def _paragraph(self, node: Element, style: str) -> None:
        self._pieces(self._new(style), _inside(node))

    def _list(self, node: Element, name: str) -> None:
        """Steps become headings with their number; other lists are Word's own, each counted from one."""
        counted = node.tag == "ol" and name != "steps"
        if counted:
            self.numberings.append(self._new_numbering())
        for number, item in enumerate(node.iterchildren("li"), start=1):
            if item.xpath("./h2 | ./h3 | ./h4"):
                self._titled(item, f"{number}. " if name == "steps" else "")
            else:
                self._blocks(item, _COUNTED if counted else "List Bullet", "List Continue")
        if counted:
            self.numberings.pop()

    def _new(self, style: str) -> Any:
        """A paragraph; in a list that counts, one of its numbers."""
        paragraph = self.made.add_paragraph()
        paragraph._p.style = self.styles[style]  # by its id: to look it up each time takes most of the time
        if style == _COUNTED:
            _count(paragraph, self.numberings[-1])
        return paragraph

    def _titled(self, item: Element, mark: str) -> None:
        """An item with a heading: the heading first, and under it what stands around it on the screen."""
        heading = item.xpath("./h2 | ./h3 | ./h4")[0]
        self._pieces(self.made.add_paragraph(style="Heading 3"), [mark, *_inside(heading)])
        heading.drop_tree()
        self._blocks(item)

    def _fact(self, row: Element) -> None:
        paragraph = self.made.add_paragraph(style="Normal")
        paragraph.add_run(f"{_text(row.xpath('./dt')[0])}: ").bold = True
        for number, value in enumerate(row.findall("dd")):
            if number:
                paragraph.add_run(", ")
            self._pieces(paragraph, _inside(value))

    def _table(self, node: Element) -> None:
        """A list with an item for each row: so many columns have no room on paper."""
        columns = [_text(cell) for cell in node.xpath("./thead/tr/th")][1:]
        for caption in node.iterchildren("caption"):
            self._paragraph(caption, LABEL)
        for row in node.xpath("./tbody/tr"):
            self._paragraph(row.xpath("./th")[0], "List Bullet")
            for column, cell in zip(columns, row.findall("td"), strict=True):
                if _text(cell):
                    paragraph = self.made.add_paragraph(style="List Bullet 2")
                    paragraph.add_run(f"{column}: ").bold = True
                    self._pieces(paragraph, _inside(cell))

    def _figure(self, node: Element) -> None:
        """A drawing is told in words below it; of a picture, what it shows."""
        for picture in node.iter("img"):
            shown = self.texts("document.picture", shows=picture.get("alt", ""))
            self.made.add_paragraph(shown, style=style_name(SMALL, self.texts))
        for caption in node.iter("figcaption"):
            self._paragraph(caption, SMALL)

    # --- inside a line ---

    def _pieces(self, paragraph: Any, pieces: list[str | Element]) -> None:
        """Text and elements; white space is one space, and none at the ends of the line."""
        shown = [
            piece for piece in pieces if isinstance(piece, str) or not (is_screen_only(piece) or piece.tag == "input")
        ]
        for number, piece in enumerate(shown):
            if not isinstance(piece, str):
                self._inline(paragraph, piece)
                continue
            kept = " ".join(piece.split())
            before = " " if paragraph.text and piece[:1].isspace() else ""
            after = " " if kept and number < len(shown) - 1 and piece[-1:].isspace() else ""
            if kept or (before and any(_says(rest) for rest in shown[number + 1 :])):
                paragraph.add_run(before + kept + after)

    def _inline(self, paragraph: Any, node: Element) -> None:
        if node.tag == "br":
            paragraph.add_run().add_break()
        elif node.tag == "sup":
            paragraph.add_run(_text(node)).font.superscript = True
        elif node.tag == "a":
            self._link(paragraph, node)
        elif node.tag in ("strong", "b", "em", "i", "cite") and not len(node):
            run = paragraph.add_run(_text(node))
            run.bold, run.italic = node.tag in ("strong", "b") or None, node.tag in ("em", "i", "cite") or None
            _say_language(run, node)
        elif node.tag in _INLINE:
            self._pieces(paragraph, _inside(node))
        else:
            self._block(node)

    def _link(self, paragraph: Any, node: Element) -> None:
        target = urljoin(self.here, node.get("href", ""))
        link = OxmlElement("w:hyperlink")
        if target not in self.links:
            self.links[target] = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), self.links[target])
        run = paragraph.add_run(_text(node))
        run._r.style = self.styles["Hyperlink"]
        for work in node.iterchildren("cite"):
            _say_language(run, work)
        link.append(run._r)
        paragraph._p.append(link)

    def _new_numbering(self) -> int:
        """A list of its own that begins at one: Word would else go on from the list before."""
        root = self.made.part.numbering_part.element
        style = self.made.styles[_COUNTED].element
        used = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val"))
        number = root.add_num(root.num_having_numId(int(used)).abstractNumId.val)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)


def _count(paragraph: Any, numbering: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering


def _say_language(run: Any, node: Element) -> None:
    """The language of a title that is not the page's."""
    if node.get("lang"):
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), {"nb": "nb-NO", "en": "en-GB"}.get(node.get("lang", ""), node.get("lang", "")))
        run._r.get_or_add_rPr().append(language)


def _inside(node: Element) -> list[str | Element]:
    pieces: list[str | Element] = [node.text or ""]
    for child in node:
        pieces += [child, child.tail or ""]
    return pieces


def _says(piece: str | Element) -> bool:
    return bool((piece if isinstance(piece, str) else piece.text_content()).strip())


def _text(node: Element) -> str:
    return " ".join(node.text_content().split())
