"""Every page as Markdown beside it, read by a CommonMark parser, and llms.txt."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html
from markdown_it import MarkdownIt

from sitebuild.build import check
from sitebuild.outputs.export.as_markdown import MarkdownWriter
from sitebuild.pages.render import entries
from sitebuild.pages.screen_only import is_screen_only
from sitebuild.problems import ToolError
from sitebuild.settings import Settings

PARSER = MarkdownIt("commonmark")
ABOUT = "Henta frå «Frå ord til handling»"


def pages(built: Settings) -> list[tuple[str, html.HtmlElement, html.HtmlElement]]:
    """Each page: its address, its article without what only a screen needs, and its Markdown made HTML."""
    found = []
    for path in sorted(built.output.rglob("index.md")):
        article = html.fromstring(path.with_suffix(".html").read_bytes()).find(".//article")
        for node in [node for node in article.iter() if is_screen_only(node)]:
            if node.getparent() is not None:
                node.drop_tree()
        for table in article.xpath(".//table[@class='matrix']"):
            _as_list(table)
        for link in article.xpath(".//a[contains(@href, '.zip')]"):
            link.text = re.sub(r"zip, [\d,]+ MB", "zip", link.text)  # the zip holds the Markdown, so that cannot tell
        text = path.read_text(encoding="utf-8")
        found.append((path.parent.relative_to(built.output).as_posix(), article, read(text)))
    return found


def _as_list(table: html.HtmlElement) -> None:
    """A table as it is in Markdown: its caption, and an item for each row, with one for each cell that is filled."""
    columns = [html.tostring(cell, encoding="unicode", with_tail=False) for cell in table.xpath("./thead/tr/th")][1:]
    rows = []
    for row in table.xpath("./tbody/tr"):
        told = zip(columns, row.findall("td"), strict=True)
        cells = [f"<li><b>{column}</b>: {words(cell)}</li>" for column, cell in told if words(cell)]
        head = html.tostring(row.find("th"), encoding="unicode", with_tail=False)
        rows.append(f"<li><b>{head}</b> <ul>{''.join(cells)}</ul></li>")
    listed = re.sub("</?th[^>]*>", "", "".join(rows))
    caption = words(table.find("caption"))
    table.addnext(html.fragment_fromstring(f"<div><p>{caption}</p><ul>{listed}</ul></div>"))
    table.drop_tree()


def read(text: str) -> html.HtmlElement:
    return html.fragment_fromstring(PARSER.render(text), create_parent=True)


def test_every_page_has_its_markdown(built: Settings) -> None:
    site = check(built.root)[0]
    made = {path.parent.relative_to(built.output) for path in built.output.rglob("index.md")}
    assert len(made) == len(list(entries(site))) - 1, "all but the page for unknown addresses"
    assert not (built.output / "404").exists()


def test_the_markdown_has_the_headings_of_the_page(built: Settings) -> None:
    for address, article, written in pages(built):
        for step in article.xpath("//ol[@class='steps']/li"):
            heading = step.find("h3")
            heading.text = f"{step.getparent().index(step) + 1}. {heading.text}"
        for number in article.xpath("//span[@class='card__number']"):
            number.text += "."
        assert headings(written) == headings(article), address


def headings(tree: html.HtmlElement) -> list[tuple[str, str]]:
    return [(node.tag, words(node)) for node in tree.xpath(".//h1|.//h2|.//h3|.//h4")]


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def test_the_markdown_has_the_links_of_the_page_in_full(built: Settings) -> None:
    total = 0
    for address, article, written in pages(built):
        here = urljoin(built.base_url, "" if address == "." else f"{address}/")
        for note in article.xpath(".//a[@role='doc-noteref']"):
            note.text = f"[{note.text}]"
        shown = Counter((words(link), urljoin(here, link.get("href"))) for link in article.iter("a"))
        about = next(part for part in written.iter("p") if part.text.startswith(ABOUT))
        about.drop_tree()
        assert Counter((words(link), link.get("href")) for link in written.iter("a")) == shown, address
        total += shown.total()
    assert total > 500


def test_the_markdown_has_the_lists_and_the_words_of_the_page(built: Settings) -> None:
    for address, article, written in pages(built):
        items = [item for item in article.iter("li") if not item.xpath("./h2|./h3|./h4") and words(item)]
        rows = article.xpath(".//dl/div")
        assert len(list(written.iter("li"))) == len(items) + len(rows), address
        assert len(article.findall(".//ol")) >= len(written.findall(".//ol"))
        about = next(part for part in written.iter("p") if part.text.startswith(ABOUT))
        about.drop_tree()
        numbers = Counter(str(step.getparent().index(step) + 1) for step in article.xpath(".//ol[@class='steps']/li"))
        assert tally(written) == tally(article) + numbers, address


def tally(tree: html.HtmlElement) -> Counter[str]:
    for node in tree.iter("li", "p", "dd", "dt", "h1", "h2", "h3", "br", "pre"):
        node.tail = f" {node.tail or ''}"
    return Counter(re.findall(r"\w+", tree.text_content()))


def test_a_page_says_first_what_it_is_and_where_it_is_from(built: Settings) -> None:
    text = (built.output / "tilradingar/malbilete/index.md").read_text(encoding="utf-8")
    title, about, kind, summary = text.split("\n\n")[:4]
    assert title == "# Involver samarbeidspartnarar i arbeidet med målbilete"
    assert about.startswith(f"{ABOUT}: <{built.base_url}2022/3/>. Sist endra 26. november 2026. Lisens: [CC BY 4.0](")
    assert (kind, summary[:16]) == ("Tilråding 3 av 7", "Teikn målbiletet")
    assert text.endswith("\n") and not text.endswith("\n\n") and "\r" not in text
    assert not re.search(r"(?m)[ \t]+$", text)


def test_the_markdown_in_the_data_is_the_text_in_the_data(built: Settings) -> None:
    checked = 0
    for name in ("tilradingar", "doeme"):
        stack = json.loads((built.output / f"data/{name}.json").read_text(encoding="utf-8"))["items"]
        while stack:
            value = stack.pop()
            stack += value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
            if isinstance(value, dict) and "markdown" in value:
                tree = read(value["markdown"])
                for note in [link for link in tree.iter("a") if re.fullmatch(r"\[\d+\]", link.text or "")]:
                    note.drop_tree()
                assert words(tree) == " ".join(value["text"].split())
                checked += 1
    assert checked > 100


# --- the writer, on text meant to break it ---------------------------------------------------------

WRAPS = (
    "<p>{}</p>",
    "<ul><li>{}</li></ul>",
    "<h2>x {}</h2>",
    "<p>x <br>{}</p>",
    "<blockquote><p>{}</p></blockquote>",
)


def written(source: str) -> str:
    return MarkdownWriter("om/", "https://site.test/").article(source)


@pytest.mark.parametrize(
    "text",
    [
        "# ikkje ei overskrift",
        "- ikkje ei liste",
        "+ heller ikkje",
        "* eller dette",
        "1. og ikkje dette",
        "2022) var eit godt år",
        "2022.",
        "> ikkje eit sitat",
        "---",
        "===",
        "~~~",
        "```",
        "*ikkje* _utheva_ **eller** __sterkt__",
        "[ikkje](ei-lenkje) ![eller](bilete) [^1] [x]: y",
        "<b>ikkje</b> <https://example.org> <!-- x -->",
        "&amp; &#35; & &nbsp; AT&T",
        "`kode` \\ \\* og \\",
        "  mellomrom   i\trekkje  ",
        "C# og F#",
        "snake_case og 2*3*4",
        "#",
        "-",
        "1.",
    ],
)
def test_text_stays_text(text: str) -> None:
    for wrap in WRAPS:
        source = wrap.format(html.tostring(_span(text), encoding="unicode"))
        tree = read(written(source))
        assert words(tree) == words(html.fromstring(f"<div>{source}</div>")), source
        kept = {"p", "ul", "li", "h2", "br", "blockquote"}
        assert {node.tag for node in tree.iterdescendants()} <= kept, source


def _span(text: str) -> html.HtmlElement:
    node = html.Element("span")
    node.text = text
    return node


def test_random_text_comes_back_as_it_was() -> None:
    signs = "ab æ.,:;!?-+*_#>`~[](){}<>&|\\'\"=1 \n"
    chance = random.Random(2022)
    for _ in range(2000):
        node = html.Element("p")
        node.text = "".join(chance.choice(signs) for _ in range(chance.randint(1, 30)))
        tree = read(written(html.tostring(node, encoding="unicode")))
        assert words(tree) == words(node), node.text
        assert {inner.tag for inner in tree.iterdescendants()} <= {"p"}, node.text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a <strong>b</strong> <em>c</em> <cite>d</cite></p>", "a **b** *c* *d*"),
        ('<p><a href="../doeme/">Døma</a></p>', "[Døma](https://site.test/doeme/)"),
        ('<p><a href="#x">X</a></p>', "[X](https://site.test/om/#x)"),
        ('<p><a href="https://a.no/b_(c)">X</a></p>', "[X](<https://a.no/b_(c)>)"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n\n  - b\n\n- c"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ('<ol class="steps"><li><h3>Gjer det</h3><p>No.</p></li></ol>', "### 1. Gjer det\n\nNo."),
        ("<ul><li><p>Ein grunn.</p><h3>Kort</h3></li></ul>", "### Kort\n\nEin grunn."),
        ("<dl><div><dt>År</dt><dd>2022</dd><dd>2023</dd></div></dl>", "- **År:** 2022, 2023"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ('<figure><img src="../a.png" alt="Ei [rute]"><figcaption>Tekst</figcaption></figure>',
         "![Ei \\[rute\\]](https://site.test/a.png)\n\nTekst"),
        ("<pre><code>curl -s x | jq '*'</code></pre>", "```\ncurl -s x | jq '*'\n```"),
        ("<div><p></p><ol></ol><button>Kopier</button></div>", ""),
    ],
)  # fmt: skip
def test_each_part_has_its_form(source: str, expected: str) -> None:
    assert written(source) == expected


def test_a_table_becomes_a_list_with_the_headings_of_its_cells() -> None:
    row = '<tr><th scope="row">A</th><td></td><td>fordi</td></tr>'
    head = "<thead><tr><th>Døme</th><th>1</th><th>2</th></tr></thead>"
    assert written(f"<table><caption>Kva</caption>{head}<tbody>{row}</tbody></table>") == "Kva\n\n- **A**\n  - 2: fordi"


def test_what_has_no_form_is_refused_and_not_left_out() -> None:
    with pytest.raises(ToolError, match=r"om/: <video class='t'> has no place in Markdown. Teach "):
        written('<video class="t"></video>')


# --- llms.txt -----------------------------------------------------------------------------------------


def test_llms_txt_follows_the_convention_and_leads_to_every_page(built: Settings) -> None:
    """llmstxt.org: one H1, a summary as a quote, text without headings, then H2 sections that are lists of links."""
    text = (built.output / "llms.txt").read_text(encoding="utf-8")
    tree = read(text)
    tags = [node.tag for node in tree]
    assert tags[:2] == ["h1", "blockquote"] and tags.count("h1") == 1
    first = tags.index("h2")
    assert set(tags[2:first]) == {"p"}
    assert tags[first:] == ["h2", "ul"] * 5
    assert [node.text for node in tree if node.tag == "h2"][1:3] == [
        "Døme frå rapporten",
        "Døme frå brev, ikkje frå rapporten",
    ]
    for item in tree.iter("li"):
        assert item[0].tag == "a" and item[0].tail.startswith(": ") and len(item) == 1
    links = [link.get("href") for link in tree.iter("a")]
    assert all(link.startswith(built.base_url) for link in links)
    names = {link.removeprefix(built.base_url) for link in links}
    assert all((built.output / name).is_file() for name in names)
    made = {path.relative_to(built.output).as_posix() for path in built.output.rglob("index.md")}
    assert made - names == {"index.md"}, "the home page is the list itself"


def test_everything_in_one_file_is_the_pages_as_they_are(built: Settings) -> None:
    full = (built.output / "llms-full.txt").read_text(encoding="utf-8")
    parts = full.split("\n---\n\n")
    paths: list[Path] = [*built.output.glob("tilradingar/*/index.md"), *built.output.glob("doeme/*/index.md")]
    assert set(parts) == {path.read_text(encoding="utf-8") for path in [*paths, built.output / "omgrep/index.md"]}
