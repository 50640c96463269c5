"""Slides, documents and the e-book: opened again, and held against the content they are made from."""

from __future__ import annotations

import re
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from sitebuild.build import check
from sitebuild.model.sections import MINISTRY, PITFALLS, QUESTIONS, STEPS, items_of, section
from sitebuild.outputs.document.make import make_documents
from sitebuild.outputs.epub.make import make_ebook
from sitebuild.outputs.slides.make import make_slides
from sitebuild.pages.render import render
from sitebuild.settings import Settings
from sitebuild.site.addresses import DOCUMENT, EBOOK, SLIDES, document_address, slides_address
from sitebuild.site.short_addresses import permalink
from sitebuild.site.site import Site

# The headings of the sections that the slides show.
_STEPS, _QUESTIONS, _PITFALLS = "Slik går de fram", "Spørsmål å stille", "Fallgruver"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XHTML = "{http://www.w3.org/1999/xhtml}"
# What the libraries' own templates leave behind.
LEFTOVERS = (
    "en-US|Click to|Placeholder|Office Theme|Calibri|Cambria|Canny|python-docx|python-pptx|Macintosh|thumbnail|Light "
    "Shading|1/27/13"
)


@pytest.fixture(scope="module")
def content(built: Settings) -> Site:
    return check(built.root)[0]


@pytest.fixture(scope="module")
def decks(built: Settings, content: Site) -> dict[str, Presentation]:
    found = {rec.key: built.output / slides_address(rec) for rec in content.recommendations.values()}
    return {key: Presentation(str(path)) for key, path in (found | {"all": built.output / SLIDES}).items()}


@pytest.fixture(scope="module")
def documents(built: Settings, content: Site) -> dict[str, Document]:
    found = {rec.key: built.output / document_address(rec) for rec in content.recommendations.values()}
    return {key: Document(str(path)) for key, path in (found | {"all": built.output / DOCUMENT}).items()}


def said(slide: object) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


# --- slides ------------------------------------------------------------------------------------------


def test_the_slides_hold_the_steps_the_questions_and_the_address(
    built: Settings, content: Site, decks: dict[str, Presentation]
) -> None:
    for rec in content.recommendations.values():
        slides = list(decks[rec.key].slides)
        titles = [slide.shapes.title.text for slide in slides]
        assert titles[0] == rec.title and len(set(titles)) == len(titles) == 8
        whole = {slide.shapes.title.text: said(slide) for slide in slides}
        for step in section(rec.body, STEPS).sections:
            assert step.title in whole[_STEPS]
        for rule in (QUESTIONS, PITFALLS):
            for item in items_of(section(rec.body, rule)):
                assert item.blocks[0].inline[0].text in whole[section(rec.body, rule).title]
        assert built.base_url + permalink(rec) in whole["Les meir"]
        links = [run.hyperlink.address for shape in slides[-1].placeholders if shape.has_text_frame
                 for line in shape.text_frame.paragraphs for run in line.runs]  # fmt: skip
        assert built.base_url + permalink(rec) in links


def test_the_deck_of_all_has_each_recommendation(content: Site, decks: dict[str, Presentation]) -> None:
    slides = list(decks["all"].slides)
    titles = [slide.shapes.title.text for slide in slides]
    for rec in content.of_edition(content.edition.year):
        assert f"{rec.number}. {rec.title}" in titles and f"{rec.number}. {_QUESTIONS}" in titles
        assert rec.title in said(slides[1])


def test_every_slide_has_notes_a_layout_of_ours_and_says_whose_words_it_holds(decks: dict[str, Presentation]) -> None:
    for deck in decks.values():
        layouts = [layout.name for layout in deck.slide_layouts]
        assert layouts == ["Framside", "Tittel og tekst", "Tekst og bilete"]
        assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.01)
        for number, slide in enumerate(deck.slides):
            assert len(slide.notes_slide.notes_text_frame.text) > 20, number
            assert not [shape.name for shape in slide.placeholders if shape.has_text_frame and not said_by(shape)]
            if slide.shapes.title.text.endswith((_STEPS, _QUESTIONS, _PITFALLS)):
                assert "Utdjuping frå redaksjonen" in said(slide)


def said_by(shape: object) -> str:
    return shape.text_frame.text.strip()


def test_every_picture_has_words_and_every_run_its_language(decks: dict[str, Presentation]) -> None:
    pictures = 0
    for deck in decks.values():
        assert deck.core_properties.language == "nn-NO"
        for slide in deck.slides:
            for shape in slide.shapes:
                if shape.shape_type == MSO_SHAPE_TYPE.PICTURE or hasattr(shape, "image"):
                    properties = shape._element.nvPicPr.cNvPr
                    assert re.match(r"Teikning: .+\.|QR-kode til https://", properties.get("descr")), slide
                    pictures += 1
            for part in (slide, slide.notes_slide):
                languages = {run.find(f"{A}rPr").get("lang") for run in part._element.iter(f"{A}r")}
                assert languages == {"nn-NO"}
    assert pictures >= 2 * len(decks)


def test_no_slide_holds_more_than_it_has_room_for(decks: dict[str, Presentation]) -> None:
    """Lines of text by the size of their letters, against the height of their box; Arial is half as wide as high."""
    for deck in decks.values():
        for slide in list(deck.slides)[1:]:
            beside = any(hasattr(shape, "image") for shape in slide.shapes)
            width, height = (8.0 if beside else 11.4) * 72, 4.7 * 72
            body = max((s for s in slide.placeholders if s.has_text_frame), key=lambda s: len(s.text_frame.paragraphs))
            if body.placeholder_format.idx not in (1, 2):
                continue
            used = 0.0
            for line in body.text_frame.paragraphs:
                size = max(run.font.size.pt for run in line.runs)
                used += -(-len(line.text) * size * 0.5 // width) * size * 1.2 + 10
            assert used <= height, (slide.shapes.title.text, used, height)


# --- documents ---------------------------------------------------------------------------------------


def test_the_documents_hold_the_whole_article(built: Settings, content: Site, documents: dict[str, Document]) -> None:
    for rec in content.recommendations.values():
        text = "\n".join(paragraph.text for paragraph in documents[rec.key].paragraphs)
        for step in section(rec.body, STEPS).sections:
            assert step.title in text
        for point in rec.points:
            assert point.text in text
        assert built.base_url + permalink(rec) in text
    whole = "\n".join(paragraph.text for paragraph in documents["all"].paragraphs)
    for entry in (*content.of_edition(content.edition.year), *content.cases.values()):
        assert entry.label in whole


def test_headings_and_lists_are_real_and_in_order(content: Site, documents: dict[str, Document]) -> None:
    for rec in content.recommendations.values():
        document = documents[rec.key]
        headings = [p for p in document.paragraphs if p.style.name.startswith("Heading")]
        levels = [int(p.style.name[-1]) for p in headings]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert [p.text for p in headings if p.style.name == "Heading 2"][:3] == ["Kort fortalt", _STEPS, _QUESTIONS]
        steps = [p.text for p in headings if re.match(r"\d\. ", p.text)]
        written = [
            step.title for rule in (STEPS, MINISTRY) for step in getattr(section(rec.body, rule), "sections", ())
        ]
        assert [text[3:] for text in steps] == written
        assert any(p.style.name == "List Bullet" for p in document.paragraphs)
        counted = {p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"}
        assert len(counted) >= 2, "sources and points are each counted from one"


def test_documents_say_language_alternatives_and_links(documents: dict[str, Document]) -> None:
    for key, document in documents.items():
        assert document.core_properties.language == "nn-NO"
        default = document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        assert default.get(f"{W}val") == "nn-NO"
        alternatives = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
        assert len(alternatives) == 2 and alternatives[1].startswith("QR-kode til https://"), key
        targets = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
        assert targets and all(re.match("https?://|mailto:", target) for target in targets)
        used = {p.style.name for p in document.paragraphs}
        known = {style.name for style in document.styles}
        assert used <= known and len(known) < 25


@pytest.mark.parametrize("kind", ["pptx", "docx"])
def test_nothing_of_the_libraries_templates_is_left(built: Settings, kind: str) -> None:
    files = sorted((built.output / "last-ned").glob(f"*.{kind}"))
    assert len(files) == 8
    for path in files:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                assert not re.search("thumbnail|printerSettings|customXml", name), path
                text = archive.read(name).decode("utf-8", "replace")
                if name.endswith((".xml", ".rels")) and "slides/slide" not in name and name != "word/document.xml":
                    assert not re.search(LEFTOVERS, text), (path.name, name, re.search(LEFTOVERS, text))


# --- the e-book --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def book(built: Settings) -> dict[str, bytes]:
    with zipfile.ZipFile(built.output / EBOOK) as archive:
        first = archive.infolist()[0]
        assert first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_package_names_every_file_once(book: dict[str, bytes]) -> None:
    root = etree.fromstring(book["EPUB/bok.opf"])
    names = [item.get("href") for item in root.iter("{*}item")]
    assert {f"EPUB/{name}" for name in names} | {"EPUB/bok.opf"} == {n for n in book if n.startswith("EPUB/")}
    assert len(names) == len(set(names))
    ids = {item.get("id"): item for item in root.iter("{*}item")}
    spine = [ids[ref.get("idref")].get("href") for ref in root.iter("{*}itemref")]
    assert spine == [name for name in names if name.endswith(".xhtml")]
    assert [item.get("href") for item in ids.values() if item.get("properties") == "nav"] == ["innhald.xhtml"]
    for item in ids.values():
        if item.get("href").endswith(".xhtml"):
            assert ("svg" in (item.get("properties") or "")) == (b"<svg" in book[f"EPUB/{item.get('href')}"])
    assert root.find(".//{*}language").text == "nn"


def test_every_link_of_the_book_leads_somewhere(book: dict[str, bytes]) -> None:
    trees = {name[5:]: etree.fromstring(data) for name, data in book.items() if name.endswith(".xhtml")}
    ids = {name: set(tree.xpath("//@id")) for name, tree in trees.items()}
    inside = 0
    for name, tree in trees.items():
        assert len(tree.xpath("//@id")) == len(ids[name]), name
        for link in tree.iter(f"{XHTML}a"):
            path, _, fragment = link.get("href").partition("#")
            if not path.startswith("http"):
                assert not fragment or fragment in ids[path or name], (name, link.get("href"))
                assert not path or path in trees, (name, link.get("href"))
                inside += 1
        for picture in tree.iter(f"{XHTML}img"):
            assert picture.get("alt") and f"EPUB/{picture.get('src')}" in book, name
    assert inside > 200


def test_every_fold_of_the_book_begins_with_what_opens_it(book: dict[str, bytes]) -> None:
    """EPUBCheck takes no other; what opens some folds of the pages is for screens, and is not in the book."""
    for name in (name for name in book if name.endswith(".xhtml")):
        for fold in etree.fromstring(book[name]).iter(f"{XHTML}details"):
            assert fold[0].tag == f"{XHTML}summary", name


def test_the_contents_have_every_chapter_in_order(content: Site, book: dict[str, bytes]) -> None:
    nav = etree.fromstring(book["EPUB/innhald.xhtml"])
    toc = nav.xpath("//*[local-name()='nav'][@id='innhald']")[0]
    shown = [link.text for link in toc.iter(f"{XHTML}a")]
    row = [f"{rec.number}. {rec.title}" for rec in content.of_edition(content.edition.year)]
    cases = [str(case.name) for case in content.cases.values()]
    assert shown[: len(row) + 1 + len(cases)] == [*row, "Døma", *cases] and shown[-1] == "Om boka"


def test_the_book_has_the_words_of_the_pages(content: Site, book: dict[str, bytes]) -> None:
    text = " ".join(" ".join(etree.fromstring(d).itertext()) for n, d in book.items() if n.endswith(".xhtml"))
    text = " ".join(text.split())
    for rec in content.of_edition(content.edition.year):
        assert all(point.text in text for point in rec.points)
    for case in content.cases.values():
        assert case.lesson in text
    for edge in content.of_edition(content.edition.year):
        assert all(found.reason in text for found in content.related[edge.key])
    assert "viewBox" in book["EPUB/samanheng.xhtml"].decode()


# --- all of them -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_same_bytes_again_from_nothing(built: Settings, content: Site, tmp_path: Path) -> None:
    settings = _without_cache(built, tmp_path)
    pages = render(content, settings.templates)
    again = {address: data for address, (data, _count) in make_slides(settings, content).items()}
    again |= make_documents(settings, content, pages)
    again |= make_ebook(settings, content, pages)
    assert len(again) == 17
    for address, data in again.items():
        assert data == (built.output / address).read_bytes(), address


def _without_cache(settings: Settings, folder: Path) -> Settings:
    class Fresh(Settings):
        @property
        def work(self) -> Path:
            return folder / "work"

    return Fresh(settings.root, settings.base_url, settings.site_name, settings.output)


def test_files_hold_no_clock(built: Settings) -> None:
    stamps = set()
    for kind in ("pptx", "docx", "epub"):
        for path in (built.output / "last-ned").glob(f"*.{kind}"):
            with zipfile.ZipFile(path) as archive:
                stamps |= {entry.date_time for entry in archive.infolist()}
    assert len(stamps) == 1 and next(iter(stamps))[3:] == (0, 0, 0)


def test_pages_offer_them_with_their_sizes(built: Settings) -> None:
    page = (built.output / "tilradingar/departementa/index.html").read_text(encoding="utf-8")
    assert re.search(r"Lysbilete til møtet \(PowerPoint, 8 lysbilete, \d+ kB\)", page)
    assert re.search(r"Dokument å arbeide vidare i \(Word, \d+ kB\)", page)
    downloads = (built.output / "last-ned/index.html").read_text(encoding="utf-8")
    assert re.search(r"\(PowerPoint, 2\d lysbilete, \d+ kB\)", downloads)
    assert re.search(r"\(EPUB, \d+ kB\)", downloads)
