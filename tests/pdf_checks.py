"""What a PDF must be beside what validators look for: they miss prose that nobody can hear, and a missing outline."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import page
import pikepdf
from lxml import html

from sitebuild.outputs.pdf.read import Node, links, said, structure

# Of an article, what only a screen shows.
_SCREEN_ONLY = [
    *"page-toc progress actions anchor-link ask__box copy motif used-elsewhere masthead__search more share".split(),  # noqa: SIM905
    *("note", "term", "letters", "basis__mark", "basis__text", "fill", "brief-address"),
]
# On paper, links of the book's indexes are followed by their page.
_ON_PAGE = re.compile(r" \(s\. (\d+)\)")


@dataclass(frozen=True)
class Expected:
    """What an article holds: its text without white space, its links' words, and how many there are of each thing."""

    text: str
    links: Counter[str]
    counts: dict[str, int]
    notes: frozenset[str]


def expected(article: str) -> Expected:
    """Read from the page's HTML, by other means than the ones that make the PDF."""
    root = html.fromstring(article, parser=html.HTMLParser(remove_comments=True))
    noted = {link.get("href")[1:] for link in root.xpath("//a[@role='doc-noteref']")}
    drawn = len(root.xpath("//figure/svg"))
    for table in root.xpath("//table[@class='matrix']"):
        _as_list(table)
    for name in _SCREEN_ONLY:
        for node in root.xpath(f"//*[contains(concat(' ', @class, ' '), ' {name} ')] | //noscript | //svg"):
            if node.getparent() is not None:
                node.drop_tree()
    sources = {node.get("id"): _bare(node.text_content()) for node in root.xpath("//ol[@class='sources']/li")}
    lists = [node for node in root.xpath("//ul | //ol | //dl") if len(node)]
    counts = {f"H{level}": len(root.xpath(f"//h{level}")) for level in range(1, 5)}
    counts |= {"L": len(lists), "LI": sum(len(node) for node in lists), "Table": 0}
    counts |= {"Figure": len(root.xpath("//img")) + drawn, "Note": len(noted)}
    words = Counter(" ".join(link.text_content().split()) for link in root.xpath("//a"))
    return Expected(_bare(root.text_content()), words, counts, frozenset(sources[name] for name in noted))


def _as_list(table: html.HtmlElement) -> None:
    """A table as it is on paper: its caption, then each row with the headings of the cells that hold something."""
    columns = [cell.text_content() for cell in table.xpath("./thead/tr/th")][1:]
    listed = html.Element("dl")
    for row in table.xpath("./tbody/tr"):
        told = zip(columns, row.findall("td"), strict=True)
        cells = [f"{column}: {cell.text_content()}" for column, cell in told if cell.text_content().strip()]
        entry = html.Element("div")
        entry.append(row.find("th"))
        entry.append(html.fromstring(f"<dd>{' '.join(cells)}</dd>"))
        listed.append(entry)
    table.find("thead").drop_tree()
    table.find("tbody").drop_tree()
    table.addnext(listed)


def complaints(data: bytes, wanted: list[Expected]) -> Iterator[str]:
    """Everything that is wrong with a PDF that should hold some articles, in order."""
    for profile in ("ua1", "2a"):
        for failure in page.validate_pdf_bytes(data, profile=profile).failures:
            yield f"{profile}: {failure.rule_id} {failure.message}"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tree = structure(pdf)
        yield from _text(tree, wanted)
        yield from _counts(tree, wanted)
        yield from _frame(pdf, tree)
        yield from _links(pdf, wanted)
        yield from _pages_named(pdf)


def _text(tree: Node, wanted: list[Expected]) -> Iterator[str]:
    flow, at = _bare(_ON_PAGE.sub("", "".join(_flow(tree)))), 0
    for article in wanted:
        found = flow.find(article.text, at)
        if found < 0:
            same = next((size for size in range(len(article.text), 0, -50) if article.text[:size] in flow), 0)
            yield f"text: differs after «…{article.text[max(0, same - 40) : same]}»"
        at = max(at, found)
    notes = {_bare(said(node).lstrip("0123456789")) for node in tree.walk() if node.role == "Note"}
    missing = frozenset().union(*(article.notes for article in wanted)) - notes
    if missing:
        yield f"notes: not there: {sorted(missing)}"


def _flow(node: Node) -> Iterator[str]:
    """The running text: no notes, no numbers and bullets of lists, and not the words in a drawing."""
    for part in node.content:
        if not isinstance(part, Node):
            yield part.text
        elif part.role not in ("Note", "Figure") and (
            part.role != "Lbl" or any(child.role == "Strong" for child in part.walk())
        ):
            yield from _flow(part)


def _counts(tree: Node, wanted: list[Expected]) -> Iterator[str]:
    found = Counter(node.role for node in tree.walk())
    single = len(wanted) == 1
    for role in wanted[0].counts if wanted else ():
        total = sum(article.counts[role] for article in wanted)
        # The code to point a phone at is a figure too. The book has a cover and contents, and notes of every chapter.
        total += role == "Figure"
        if found[role] != total and (single or role in ("H3", "L", "LI", "Note", "Table", "Figure")):
            yield f"counts: {found[role]} {role}, not {total}"


def _frame(pdf: pikepdf.Pdf, tree: Node) -> Iterator[str]:
    if str(pdf.Root.get("/Lang", "")) != "nn-NO":
        yield "language: not nn-NO"
    headings = [said(node) for node in tree.walk() if re.fullmatch(r"H\d", node.role)]
    with pdf.open_outline() as outline:
        marked = [title for item in outline.root for title in _titles(item)]
    if marked != headings:
        yield f"outline: {len(marked)} bookmarks for {len(headings)} headings"
    for sheet in pdf.pages:
        for font in sheet.resources.get("/Font", {}).values():
            descriptor = font.DescendantFonts[0].FontDescriptor if "/DescendantFonts" in font else font.FontDescriptor
            if "/FontFile3" not in descriptor or "SourceSans" not in str(font.BaseFont):
                yield f"fonts: {font.BaseFont} is not embedded, or not ours"


def _titles(item: pikepdf.OutlineItem) -> Iterator[str]:
    yield " ".join(item.title.split())
    for child in item.children:
        yield from _titles(child)


def _links(pdf: pikepdf.Pdf, wanted: list[Expected]) -> Iterator[str]:
    found = list(links(pdf))
    for annotation, words in found:
        if not words or str(annotation.get("/Contents", "")) != words:
            yield f"links: «{words}» has the description «{annotation.get('/Contents', '')}»"
    there = Counter(words for _annotation, words in found)
    for article in wanted:
        for words in article.links:
            if words not in there:
                yield f"links: «{words}» is not there"


def _pages_named(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Each page number in the contents, and in the indexes, is that of the page the link leads to."""
    numbers = {sheet.objgen: number for number, sheet in enumerate(pdf.pages, start=1)}
    for element in structure(pdf).walk():
        if element.role == "TOCI":
            [link] = [node for node in element.walk() if node.annotations]
            target = _target(pdf, link.annotations[0])
            if not said(element).endswith(f" {numbers.get(target)}"):
                yield f"contents: «{said(element)}» leads to page {numbers.get(target)}"
    for number, named in _named(structure(pdf), pdf, numbers):
        if number != named:
            yield f"index: a link to page {number} says page {named}"


def _named(node: Node, pdf: pikepdf.Pdf, numbers: dict) -> Iterator[tuple[int | None, int]]:
    last = None
    for part in node.content:
        if isinstance(part, Node):
            yield from _named(part, pdf, numbers)
            last = part.annotations[0] if part.annotations else last
            text = "" if part.annotations else part.text
        else:
            text = part.text
        found = _ON_PAGE.fullmatch(f" {text.strip()}")
        if found and last is not None:
            yield numbers.get(_target(pdf, last)), int(found[1])


def _target(pdf: pikepdf.Pdf, annotation: pikepdf.Object) -> tuple | None:
    target = annotation.get("/Dest", annotation.get("/A", {}).get("/D"))
    if isinstance(target, pikepdf.String | pikepdf.Name):
        target = pikepdf.NameTree(pdf.Root.Names.Dests)[str(target)]
        target = target.D if isinstance(target, pikepdf.Dictionary) else target
    return target[0].objgen if target is not None else None


def _bare(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2060]+", "", text)
