"""Every page as Markdown beside it, and llms.txt (llmstxt.org), which lists them for a language model or a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...kept import Kept, key_of, tools
from ...language.dates import long_date
from ...language.texts import Texts
from ...model.choices import Layout
from ...model.records import Case, HandPage, PageRecord, Recommendation
from ...pages.render import RenderedPage
from ...settings import Settings
from ...site.addresses import DATA, address
from ...site.short_addresses import permalink
from ...site.site import Site, changed
from .as_markdown import MarkdownWriter, escaped, escaped_line
from .feed import ADDRESS as FEED
from .files import FILES, LICENCE_NAME, LICENCE_URL
from .sitemap import canonical

FILE = "index.md"


def markdown_pages(settings: Settings, site: Site, pages: list[RenderedPage]) -> dict[str, bytes]:
    """Every page as Markdown, by address: title, what it is, then the whole text."""
    articles = {page.address: page.html for page in pages}
    kept = Kept(settings.work / "cache" / "markdown")
    made = {
        f"{address(entry)}{FILE}": _page(entry, articles[address(entry)], settings, site.texts, kept)
        for entry in canonical(site)
    }
    kept.forget_the_rest()
    return made


def _page(entry: Recommendation | Case | HandPage, article: str, settings: Settings, texts: Texts, kept: Kept) -> bytes:
    where, base = address(entry), settings.base_url
    key = key_of(tools(), base, where, article)
    title, text = kept.told(key, lambda: MarkdownWriter(where, base).article(article)).split("\n\n", 1)
    return f"{title}\n\n{about(entry, settings, texts)}\n\n{text}\n".encode()


def about(entry: Recommendation | Case | HandPage, settings: Settings, texts: Texts) -> str:
    """The line below the title that says where the text is from: a copy must not lose that."""
    return texts(
        "plain.about",
        site=escaped(settings.site_name),
        address=f"<{settings.base_url}{permalink(entry)}>",
        date=long_date(changed(entry), texts),
        licence=f"[{LICENCE_NAME}]({LICENCE_URL})",
    )


def llms(settings: Settings, site: Site) -> bytes:
    """The list of the pages as Markdown, with one line on each."""
    home, cases, texts = site.pages["index"], site.cases.values(), site.texts
    other = [page for page in canonical(site) if isinstance(page, HandPage) and page is not home]
    parts = [
        f"# {escaped(settings.site_name)}",
        f"> {escaped_line(home.summary)}",
        texts("plain.what", edition=escaped(site.edition.title), licence=LICENCE_NAME),
        texts("plain.pages"),
        *_section(texts("page.recommendations"), site.recommendations.values(), settings),
        *_section(texts("plain.from_report"), [case for case in cases if not case.is_from_letter], settings),
        *_section(texts("plain.from_letters"), [case for case in cases if case.is_from_letter], settings),
        *_section(texts("plain.others"), other, settings),
        f"## {texts('plain.data')}",
        "\n".join(_data_lines(settings, texts)),
    ]
    return ("\n\n".join(parts) + "\n").encode()


def _section(heading: str, entries, settings: Settings) -> list[str]:  # type: ignore[no-untyped-def]
    rows = (f"- [{escaped(entry.label)}]({settings.base_url}{address(entry)}{FILE})" for entry in entries)
    said = (escaped(str(entry.summary)) for entry in entries)
    told = [f"{row}: {text}" for row, text in zip(rows, said, strict=True)]
    return [f"## {heading}", "\n".join(told)] if told else []


def _data_lines(settings: Settings, texts: Texts) -> Iterator[str]:
    for file in FILES:
        title = texts("plain.as_json", file=file.title(texts))
        yield f"- [{title}]({settings.base_url}{file.address}): {file.about(texts)}"
    for name, where in (("table", f"{DATA}doeme.csv"), ("changes", FEED), ("whole", "llms-full.txt")):
        yield f"- [{texts(f'plain.{name}')}]({settings.base_url}{where}): {texts(f'plain.about_{name}')}"


def llms_full(site: Site, markdown: Mapping[str, bytes]) -> bytes:
    """The texts themselves in one file: recommendations, cases and terms."""
    terms = [page for page in site.pages.values() if page.layout is Layout.TERMS]
    entries: tuple[PageRecord, ...] = (*site.subjects, *terms)
    return b"\n---\n\n".join(markdown[f"{address(entry)}{FILE}"] for entry in entries)
