"""How others show and cite the site, as files: cards, codes, previews, and data about each page for machines."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import segno
from lxml import html
from PIL import Image
from pyld import jsonld

from sitebuild.build import check
from sitebuild.language.dates import long_date
from sitebuild.language.texts import NYNORSK
from sitebuild.model.body import text_of
from sitebuild.model.records import Case, Recommendation
from sitebuild.model.sections import STEPS, section
from sitebuild.model.values import RecommendationRef
from sitebuild.outputs.export.files import LICENCE_URL
from sitebuild.outputs.share import cards
from sitebuild.outputs.share.linked_data import as_text
from sitebuild.outputs.share.texts import share
from sitebuild.settings import Settings
from sitebuild.site.addresses import address
from sitebuild.site.short_addresses import permalink, short_addresses
from sitebuild.site.site import Site

BASE = "https://ord-til-handling.example/"
SCHEMA = "https://schema.org/"
# The part of schema.org's context that matters here: every name is the vocabulary's, and `@id`s are addresses.
CONTEXT = {"@context": {"@vocab": SCHEMA}}


@pytest.fixture(scope="module")
def site(built: Settings) -> Site:
    return check(built.root)[0]


@pytest.fixture(scope="module")
def pages(built: Settings) -> dict[str, html.HtmlElement]:
    """Every page at its own address; copies at short addresses say where that is."""
    found = {}
    for path in sorted(built.output.rglob("index.html")):
        page, where = html.fromstring(path.read_bytes()), path.relative_to(built.output).parent.as_posix()
        where = "" if where == "." else f"{where}/"
        # The short pages are ways to others, and have no picture or data of their own.
        short = page.xpath("//header[@class='masthead masthead--situation' or @class='masthead masthead--ten-minutes']")
        if not short and page.xpath("//article") and page.xpath("//link[@rel='canonical']/@href") == [BASE + where]:
            found[where] = page
    assert len(found) > 30
    return found


def entries(site: Site) -> Iterator[Recommendation | Case]:
    yield from site.recommendations.values()
    yield from site.cases.values()


def meta(page: html.HtmlElement, name: str) -> str:
    [found] = page.xpath(f"//meta[@property='{name}' or @name='{name}']/@content")
    return found


# --- cards ---


def test_every_card_is_one_small_file_with_all_it_needs(built: Settings, site: Site) -> None:
    for entry in entries(site):
        for short in short_addresses(entry):
            path = built.output / "kort" / cards.identity(short) / "index.html"
            card = html.fromstring(path.read_bytes())
            assert path.stat().st_size < 5000
            assert not card.xpath("//script | //img | //link[not(@rel='canonical')] | //@style | //iframe")
            [link] = card.xpath("//a")
            assert (link.get("href"), link.get("target")) == (BASE + permalink(entry), "_blank")
            assert "noopener" in link.get("rel")
            assert card.findtext(".//h1/a") == (entry.name if isinstance(entry, Case) else entry.title)
            assert card.xpath("string(//p[@class='text'])") == getattr(entry, "lesson", entry.summary)
            assert card.get("lang") == "nn" and card.xpath("//meta[@name='robots']/@content") == ["noindex"]
            assert card.xpath("//link[@rel='canonical']/@href") == [BASE + address(entry)]


def test_no_two_cards_share_an_address(site: Site) -> None:
    """A case may be called what it likes: even one named as a recommendation is numbered has a card of its own."""
    shorts = [short for entry in entries(site) for short in short_addresses(entry)]
    assert len({cards.identity(short) for short in shorts}) == len(shorts)
    assert cards.identity("2022/3/") != cards.identity("2022/d/3/")
    assert cards.identity("2022/d/3/") == "2022-d-3"


def test_a_later_edition_adds_a_card_and_changes_none(built: Settings, site: Site) -> None:
    case = site.cases["udi"]
    later = dataclasses.replace(case.illustrates[0], recommendation=RecommendationRef("2023/1"))
    case = dataclasses.replace(case, illustrates=(*case.illustrates, later))
    found = cards.card_pages(case, cards.card_of(case, site, built))
    made = {address.split("/")[1]: data for address, data in found.items()}
    assert made.keys() == {"2022-d-udi", "2023-d-udi"}
    assert made["2022-d-udi"] == made["2023-d-udi"] == (built.output / "kort/2022-d-udi/index.html").read_bytes()


def test_the_policy_of_cards_lets_just_their_style_through() -> None:
    assert "default-src 'none'" in cards.POLICY and "frame-ancestors *" in cards.POLICY
    assert "script-src" not in cards.POLICY and "unsafe-inline" not in cards.POLICY
    assert re.search(r"style-src 'sha256-[A-Za-z0-9+/]{43}='", cards.POLICY)


def test_pasted_html_still_tells_all_where_style_is_taken_away(built: Settings, site: Site) -> None:
    for found in share(built, site).values():
        card = html.fromstring(found.snippet)
        for node in card.iter():
            node.attrib.pop("style", None)
        assert not card.xpath("//script | //@class | //@id | //@onclick | //img | //table")
        assert [link.text for link in card.xpath("//a")] == [found.card.title, "CC BY 4.0"]
        assert card.xpath("//a/@href") == [found.card.link, LICENCE_URL]
        assert [line.text_content() for line in card.xpath("//p")] == [
            found.card.label,
            found.card.title,
            found.card.text,
            f"Frå ord til handling ({found.card.year}), CC BY 4.0",
        ]


# --- what is copied ---


def test_what_is_copied_names_edition_section_and_version(built: Settings, site: Site) -> None:
    rec = site.recommendations["2022/3"]
    pieces = copied(built, site, rec)
    link, version = f"{BASE}2022/3/", long_date(max(change.date for change in rec.changes), NYNORSK)
    assert pieces[""]["link"] == link
    assert pieces[""]["citation"] == (
        f"Frå ord til handling, tilråding 3 (2022): «{rec.title}». Versjon {version}. {link}"
    )
    second = section(rec.body, STEPS).sections[1]
    anchor = site.anchors[rec.place.path][second.place]
    step = pieces[anchor]
    assert (step["name"], step["link"]) == ("tilråding 3, steg 2", f"{link}#{anchor}")
    assert step["citation"] == (
        f"Frå ord til handling, tilråding 3 (2022): «{rec.title}», steg 2: «{second.title}». "
        f"Versjon {version}. {link}#{anchor}"
    )
    assert step["markdown"] == (
        f"> **{second.title}**\n>\n> {' '.join(text_of(second.blocks))}\n\n"
        f"[Frå ord til handling, tilråding 3 (2022), steg 2]({link}#{anchor}). Versjon {version}. "
        f"[CC BY 4.0]({LICENCE_URL}).\n"
    )
    assert html.fromstring(step["card"]).xpath("//a/@href")[0] == f"{link}#{anchor}"


_COPIED = ("step", "ask", "pitfall", "lesson-item", "ready__item")


def test_each_step_item_and_paragraph_can_be_copied(
    built: Settings, site: Site, pages: dict[str, html.HtmlElement]
) -> None:
    for entry in entries(site):
        page = pages[address(entry)]
        items = page.xpath(f"//li[{' or '.join(f'@class={name!r}' for name in _COPIED)}]/@id")
        linked = [
            link.removeprefix("#") for link in page.xpath("//a[@class='anchor-link' or @class='anchor-named']/@href")
        ]
        assert {*items} <= {*linked} and set(copied(built, site, entry)) == {"", *linked}
        [identity] = page.xpath("//@data-share")
        script = (built.output / f"assets/js/deling/{identity}.js").read_text(encoding="utf-8")
        assert script_data(script) == copied(built, site, entry)
        assert page.xpath("//p[@class='permalink']/a/@href") == [BASE + permalink(entry)]


def copied(settings: Settings, site: Site, entry: Recommendation | Case) -> dict[str, dict[str, str]]:
    return {**share(settings, site)[entry.place.path].pieces}


def script_data(script: str) -> dict[str, dict[str, str]]:
    """What the script gives, read as a browser reads a string in single quotes."""
    [text] = re.fullmatch(r"self\.Deling=JSON\.parse\('(.*)'\);", script).groups()
    told = json.loads(re.sub(r"\\(['\\])", r"\1", text))
    for piece in told["pieces"].values():
        piece["card"] = re.sub(r"<(\d+)>", lambda found: told["styles"][int(found[1])], piece["card"])
    return told["pieces"]


def test_a_page_holds_nothing_of_what_is_copied(pages: dict[str, html.HtmlElement]) -> None:
    assert [page.xpath("//template") for page in pages.values() if page.xpath("//template")] == []


def test_a_paragraph_is_cited_by_its_first_words(built: Settings, site: Site) -> None:
    rec = site.recommendations["2022/3"]
    pieces = copied(built, site, rec)
    anchor = next(anchor for anchor in pieces if anchor.startswith("avsnitt-"))
    piece, words = pieces[anchor], pieces[anchor]["name"].removeprefix("tilråding 3, ")
    assert words.startswith("avsnittet «") and words.endswith(" …»")
    assert f"«{rec.title}», {words}. Versjon" in piece["citation"] and piece["link"] == f"{BASE}2022/3/#{anchor}"
    card = html.fromstring(piece["card"])
    assert card.xpath("//a/@href")[0] == piece["link"] and card.xpath("//a")[0].text == rec.title


def test_text_for_a_chat_is_a_title_a_sentence_and_the_address(built: Settings, site: Site) -> None:
    for entry in entries(site):
        for piece in copied(built, site, entry).values():
            title, sentence, link = piece["message"].split("\n")
            assert link == piece["link"] and title.partition(": ")[2]
            assert sentence and not re.search(r"[.!?] [A-ZÆØÅ]", sentence), sentence
    pieces = copied(built, site, site.recommendations["2022/3"])
    assert pieces[""]["message"].startswith(f"Tilråding 3: {site.recommendations['2022/3'].title}\n")


def test_a_quotation_is_the_same_as_text_and_as_it_looks(built: Settings, site: Site) -> None:
    for piece in copied(built, site, site.cases["udi"]).values():
        look = html.fragment_fromstring(piece["quote"], create_parent=True)
        assert look.xpath(".//a/@href") == [piece["link"], LICENCE_URL]
        for text in look.xpath(".//blockquote//text()"):
            assert text[:20] in piece["markdown"].replace("\\", "")


def test_signs_that_mean_something_elsewhere_are_copied_as_they_are(built: Settings, site: Site) -> None:
    rec = site.recommendations["2022/3"]
    title = type(rec.title)('Del «A» & </template><script>alert(1)</script> *no* "så"', rec.title.place)
    other = dataclasses.replace(rec, title=title)
    draft = dataclasses.replace(site.draft, recommendations=(other,), cases=())
    site = dataclasses.replace(site, content=dataclasses.replace(site.content, draft=draft))
    found = share(built, site)[rec.place.path]
    assert "<script" not in found.snippet and "<script" not in found.pieces[""]["quote"]
    piece = script_data(found.script.decode())[""]
    assert "tilråding 3 (2022): «Del ‘A’ & </template><script>" in piece["citation"]
    assert r"\*no\*" in piece["markdown"] and r"\<script>" in piece["markdown"]
    assert html.fromstring(piece["card"]).xpath("//a")[0].text == title


# --- codes ---


def test_codes_hold_the_permanent_address(built: Settings, site: Site) -> None:
    """Made again from the address, the code is the same, dot for dot, in both files."""
    for entry in entries(site):
        matrix = [bytes(row) for row in segno.make(BASE + permalink(entry), error="m", micro=False).matrix]
        stem = built.output / "lenk/qr" / cards.identity(permalink(entry))
        with Image.open(stem.with_suffix(".png")) as image:
            grey = image.convert("L")
            border, scale = 4, grey.width // (len(matrix) + 8)
            dots = [
                bytes(
                    grey.getpixel(((x + border) * scale + scale // 2, (y + border) * scale + scale // 2)) < 128
                    for x in range(len(matrix))
                )
                for y in range(len(matrix))
            ]
        assert dots == matrix
        assert _dots(stem.with_suffix(".svg"), len(matrix)) == matrix


def _dots(path: Path, size: int) -> list[bytes]:
    """The dark modules of a code that segno drew as one path of horizontal lines."""
    [line] = re.findall(
        r'<path[^>]*stroke="#1b2f2a"[^>]*d="([^"]+)"|<path[^>]*d="([^"]+)"[^>]*stroke="#1b2f2a"',
        path.read_text(encoding="utf-8"),
    )
    rows = [bytearray(size) for _ in range(size)]
    x = y = 0.0
    for command, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?:[ ,]?(-?[\d.]+))?", "".join(line)):
        if command == "h":
            for column in range(int(first)):
                rows[int(y) - 4][int(x) - 4 + column] = 1
            x += int(first)
        elif command == "M":
            x, y = float(first), float(second)
        else:
            x, y = x + float(first), y + float(second)
    return [bytes(row) for row in rows]


# --- previews ---


def test_every_page_has_a_preview_with_a_picture(built: Settings, pages: dict[str, html.HtmlElement]) -> None:
    pictures = set()
    for where, page in pages.items():
        title, description = meta(page, "og:title"), meta(page, "og:description")
        assert title == page.xpath("string(//h1)") and description == meta(page, "description")
        assert meta(page, "og:url") == BASE + where == page.xpath("string(//link[@rel='canonical']/@href)")
        assert (meta(page, "og:locale"), meta(page, "og:site_name")) == ("nn_NO", "Frå ord til handling")
        assert meta(page, "og:type") == ("article" if where else "website")
        assert not where or date.fromisoformat(meta(page, "article:modified_time"))
        assert title in meta(page, "og:image:alt") and "Teikning:" in meta(page, "og:image:alt")
        assert meta(page, "twitter:card") == "summary_large_image"
        path = built.output / meta(page, "og:image").removeprefix(BASE)
        with Image.open(path) as image:
            size = (int(meta(page, "og:image:width")), int(meta(page, "og:image:height")))
            assert image.format == "PNG" and image.size == size == (1200, 630)
        assert path.stat().st_size < 60_000, path
        pictures.add(path)
    assert len(pictures) == len(pages) == len(list((built.output / "assets/deling").iterdir()))


def test_no_word_of_a_picture_is_outside_it(built: Settings, pages: dict[str, html.HtmlElement]) -> None:
    """The edges hold the ground and the line along the foot, and nothing else."""
    for page in pages.values():
        with Image.open(built.output / meta(page, "og:image").removeprefix(BASE)) as image:
            grey = image.convert("RGB")
            ground = grey.getpixel((0, 0))
            assert all(abs(a - b) < 4 for a, b in zip(ground, (0xEE, 0xF5, 0xF3), strict=True))
            for strip in ((0, 0, 1200, 16), (0, 0, 60, 610), (1150, 0, 1200, 610), (795, 0, 830, 610)):
                assert grey.crop(strip).getcolors(1) == [((strip[2] - strip[0]) * (strip[3] - strip[1]), ground)]


def test_the_page_for_unknown_addresses_asks_nobody_to_link_to_it(built: Settings) -> None:
    page = html.fromstring((built.output / "404.html").read_bytes())
    assert not page.xpath("//meta[starts-with(@property, 'og:')] | //script[not(@src)]")


def test_oembed_answers_show_the_card(built: Settings, site: Site, pages: dict[str, html.HtmlElement]) -> None:
    for entry in entries(site):
        [link] = pages[address(entry)].xpath("//link[@type='application/json+oembed']")
        assert link.get("rel") == "alternate" and link.get("title")
        answer = json.loads((built.output / link.get("href").removeprefix(BASE)).read_text(encoding="utf-8"))
        assert (answer["version"], answer["type"]) == ("1.0", "rich")
        assert (answer["provider_name"], answer["provider_url"]) == ("Frå ord til handling", BASE)
        frame = html.fromstring(answer["html"])
        assert frame.tag == "iframe" and frame.get("title") == answer["title"]
        assert (frame.get("width"), frame.get("height")) == (str(answer["width"]), str(answer["height"]))
        assert (built.output / frame.get("src").removeprefix(BASE) / "index.html").is_file()
        thumbnail = built.output / answer["thumbnail_url"].removeprefix(BASE)
        with Image.open(thumbnail) as image:
            assert image.size == (answer["thumbnail_width"], answer["thumbnail_height"])


# --- data for machines ---


def _offline(url: str, _options: dict) -> dict:
    assert url.rstrip("/") == "https://schema.org", f"{url} would be fetched"
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": CONTEXT}


def expanded(page: html.HtmlElement) -> dict[str, dict]:
    """What a page says of itself, by schema.org type."""
    [script] = page.xpath("//script[@type='application/ld+json']")
    found = jsonld.expand(json.loads(script.text), {"documentLoader": _offline})
    return {node["@type"][0].removeprefix(SCHEMA): node for node in found}


def value(node: dict, name: str) -> str:
    [found] = node[SCHEMA + name]
    return found.get("@value", found.get("@id"))


def test_linked_data_says_what_the_page_says(site: Site, pages: dict[str, html.HtmlElement]) -> None:
    for entry in entries(site):
        page = pages[address(entry)]
        nodes = expanded(page)
        article = nodes["Article"]
        assert value(article, "headline") == page.xpath("string(//h1)")
        assert value(article, "description") == meta(page, "description")
        assert value(article, "url") == BASE + address(entry)
        assert article["@id"] == value(article, "identifier") == BASE + permalink(entry)
        assert value(article, "dateModified") == meta(page, "article:modified_time")
        assert long_date(date.fromisoformat(value(article, "dateModified")), NYNORSK) in page.text_content()
        assert value(article, "image") == meta(page, "og:image")
        assert (value(article, "inLanguage"), value(article, "license")) == ("nn", LICENCE_URL)
        [report] = article[f"{SCHEMA}isBasedOn"]
        assert value(report, "name") in page.xpath("string(//ol[@class='sources'])")
        assert value(article, "isPartOf") == nodes["WebSite"]["@id"]
        assert value(article, "author") == value(article, "publisher") == nodes["Organization"]["@id"]


def test_the_crumbs_in_the_data_are_those_on_the_page(pages: dict[str, html.HtmlElement]) -> None:
    for where, page in pages.items():
        nodes = expanded(page)
        shown = [crumb.text_content().strip() for crumb in page.xpath("//nav[@class='crumbs']//li")]
        if not where:
            assert not shown and "BreadcrumbList" not in nodes
            continue
        items = nodes["BreadcrumbList"][f"{SCHEMA}itemListElement"]
        assert [value(item, "name") for item in items] == shown
        assert [value(item, "position") for item in items] == list(range(1, len(shown) + 1))
        assert value(items[-1], "item") == BASE + where
        assert all(value(item, "item").removeprefix(BASE) in pages for item in items)


def test_the_home_page_says_how_to_search_and_indexes_list_what_they_list(
    site: Site, pages: dict[str, html.HtmlElement]
) -> None:
    [action] = expanded(pages[""])["WebSite"][f"{SCHEMA}potentialAction"]
    [target] = action[f"{SCHEMA}target"]
    assert value(target, "urlTemplate") == f"{BASE}sok/?q={{ord}}"
    assert value(action, "query-input") == "required name=ord"
    for where, records in {"tilradingar/": site.recommendations, "doeme/": site.cases}.items():
        [listed] = expanded(pages[where])["CollectionPage"][f"{SCHEMA}mainEntity"]
        items = listed[f"{SCHEMA}itemListElement"]
        assert [value(item, "url") for item in items] == [BASE + address(entry) for entry in records.values()]
        assert value(listed, "numberOfItems") == len(records)
    [terms] = expanded(pages["omgrep/"])["CollectionPage"][f"{SCHEMA}mainEntity"]
    assert len(terms[f"{SCHEMA}hasDefinedTerm"]) == len(site.terms)


def test_no_text_can_leave_the_data_or_run() -> None:
    text = as_text([{"@type": "Article", "headline": "</script><script>alert(1)</script><!-- & ]]>"}])
    assert "<" not in text and "&" not in text
    page = html.fromstring(f'<html><script type="application/ld+json">{text}</script></html>')
    assert value(expanded(page)["Article"], "headline") == "</script><script>alert(1)</script><!-- & ]]>"


def test_data_sets_are_described_with_files_that_are_there(built: Settings, pages: dict[str, html.HtmlElement]) -> None:
    page = pages["data/"]
    [script] = page.xpath("//script[@type='application/ld+json']")
    found = jsonld.expand(json.loads(script.text), {"documentLoader": _offline})
    sets = [node for node in found if node["@type"] == [f"{SCHEMA}Dataset"]]
    assert [value(one, "url") for one in sets] == [
        f"{BASE}data/#{item}" for item in page.xpath("//li[@class='index__item']/@id")
    ]
    for one in sets:
        assert value(one, "license") == LICENCE_URL and value(one, "description") in page.text_content()
        for file in one[f"{SCHEMA}distribution"]:
            where = value(file, "contentUrl").removeprefix(BASE)
            assert (built.output / where).is_file()
            assert value(file, "encodingFormat") == {"json": "application/json", "csv": "text/csv"}[where.split(".")[1]]
