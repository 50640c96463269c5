"""PDFs: valid, whole, in order, the same each time; and every seeded defect is caught."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from conftest import ROOT, copy_project
from pdf_checks import Expected, complaints, expected
from sitebuild import cli
from sitebuild.build import check
from sitebuild.outputs.pdf.convert import Article, Converter
from sitebuild.outputs.pdf.read import structure
from sitebuild.pages.render import render
from sitebuild.problems import Place, ToolError
from sitebuild.settings import Settings
from sitebuild.site.addresses import address
from sitebuild.site.short_addresses import permalink
from sitebuild.site.site import Site

AFTER_CASES = ("samanheng/", "omgrep/", "kjelder/", "verksemder/")


@pytest.fixture(scope="module")
def content(built: Settings) -> Site:
    return check(built.root)[0]


@pytest.fixture(scope="module")
def articles(content: Site) -> dict[str, Expected]:
    return {page.address: expected(page.html) for page in render(content)}


@pytest.fixture(scope="module")
def folder(built: Settings) -> Path:
    return built.output / "last-ned"


def test_every_single_pdf_is_valid_and_says_what_its_page_says(
    content: Site, articles: dict[str, Expected], folder: Path
) -> None:
    entries = [*content.recommendations.values(), *content.cases.values()]
    files = {f"tilrading-{rec.number}-{rec.slug}": rec for rec in content.recommendations.values()}
    files |= {f"doeme-{case.id}": case for case in content.cases.values()}
    assert len(files) == len(entries) == 7 + len(list((ROOT / "recommendations/cases").glob("*.md")))
    for name, entry in files.items():
        data = (folder / f"{name}.pdf").read_bytes()
        assert list(complaints(data, [articles[address(entry)]])) == [], name


def test_the_book_is_valid_and_holds_everything_in_order(
    content: Site, articles: dict[str, Expected], folder: Path
) -> None:
    entries = [*content.recommendations.values(), *content.cases.values()]
    wanted = [articles[address(entry)] for entry in entries] + [articles[name] for name in AFTER_CASES]
    assert list(complaints((folder / "fra-ord-til-handling.pdf").read_bytes(), wanted)) == []


@pytest.mark.parametrize(("name", "pages"), [("alt-pa-ei-side", 1), ("moteark", 2)])
def test_the_sheets_are_valid_whole_and_as_long_as_promised(content: Site, folder: Path, name: str, pages: int) -> None:
    data = (folder / f"{name}.pdf").read_bytes()
    assert list(complaints(data, [])) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        text = structure(pdf).text
        assert len(pdf.pages) == pages
    assert all(rec.title in text for rec in content.recommendations.values())


def test_the_last_page_has_the_permanent_address_and_the_version(content: Site, built: Settings, folder: Path) -> None:
    for case in content.cases.values():
        with pikepdf.open(folder / f"doeme-{case.id}.pdf") as pdf:
            tree = structure(pdf)
        assert built.base_url + permalink(case) in tree.text
        assert re.search(r"Versjon \d+\. \w+ \d{4}", tree.text)
        assert any(permalink(case) in node.alt for node in tree.walk() if node.role == "Figure")


def test_pages_offer_their_pdf_with_its_length_and_size(built: Settings) -> None:
    path = built.output / "last-ned" / "doeme-udi.pdf"
    with pikepdf.open(path) as pdf:
        told = f"(PDF, {len(pdf.pages)} sider, {round(path.stat().st_size / 1000)} kB)"
    assert told in (built.output / "doeme/udi/index.html").read_text(encoding="utf-8")
    assert told in (built.output / "last-ned/index.html").read_text(encoding="utf-8")


# --- what is wrong is found ---


def _role(pdf: pikepdf.Pdf, old: str, new: str, only_first: bool = False) -> None:
    for element in pdf.objects:
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == pikepdf.Name(old):
            element.S = pikepdf.Name(new)
            if only_first:
                return


def _no_alt(pdf: pikepdf.Pdf) -> None:
    for element in pdf.objects:
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == pikepdf.Name.Figure:
            del element["/Alt"]


def _prose_as_artifact(pdf: pikepdf.Pdf) -> None:
    sheet = pdf.pages[0]
    sheet.contents_coalesce()
    data, count = re.subn(rb"/\w+ ?<</MCID 9\b[^>]*>>BDC", b"/Artifact BMC", sheet.Contents.read_bytes(), count=1)
    assert count == 1
    sheet.Contents.write(data)


def _no_outline(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Outlines"]


def _no_description(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0]["/Contents"]


def _no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def _no_font(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[0].resources.Font.values()))
    del font.DescendantFonts[0].FontDescriptor["/FontFile3"]


@pytest.mark.parametrize(
    ("defect", "said"),
    [
        (_no_alt, "ua1: .*FIGURE"),
        (lambda pdf: _role(pdf, "/H2", "/H4", only_first=True), "ua1: .*HEADING"),
        (_prose_as_artifact, "text: differs"),
        (lambda pdf: [_role(pdf, old, new) for old, new in (("/L", "/Div"), ("/LI", "/Div"))], "counts: 0 L,"),
        (_no_outline, "outline: 0 bookmarks"),
        (_no_description, "links: .* has the description «»"),
        (_no_language, "language"),
        (_no_font, "fonts: .* is not embedded"),
    ],
    ids=["no alt", "heading skipped", "prose as artifact", "list", "outline", "description", "language", "font"],
)
def test_a_seeded_defect_is_caught(
    articles: dict[str, Expected], folder: Path, defect: Callable[[pikepdf.Pdf], None], said: str
) -> None:
    with pikepdf.open(folder / "doeme-udi.pdf") as pdf:
        defect(pdf)
        changed = io.BytesIO()
        pdf.save(changed)
    found = list(complaints(changed.getvalue(), [articles["doeme/udi/"]]))
    assert any(re.match(said, complaint) for complaint in found), found


# --- bad input ---


@pytest.mark.parametrize(
    ("find", "put", "said"),
    [
        ("Plattforma kunne handtere", "<video>Plattforma</video> kunne handtere", "S401"),
        ("Samtidig hadde det", "![](bilete:liten.png)\n\nSamtidig hadde det", "S412"),
        ("Samtidig hadde det", "Samtidig 🎉 hadde det", "L604"),
        ("Samtidig hadde det", "![Stort](bilete:stor.png)\n\nSamtidig hadde det", "F107"),
        ("Samtidig hadde det", "[Samtidig](doeme:uid) hadde det", "A601"),
    ],
    ids=["element", "no alt", "glyph", "40 MB", "link"],
)
def test_bad_content_is_told_by_line_and_the_last_pdfs_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture, find: str, put: str, said: str
) -> None:
    root = copy_project(tmp_path)
    (root / "site/last-ned").mkdir(parents=True)
    (root / "site/last-ned/doeme-udi.pdf").write_bytes(b"the last good one")
    (root / "recommendations/bilete").mkdir(exist_ok=True)
    (root / "recommendations/bilete/stor.png").write_bytes(bytes(40_000_000))
    case = root / "recommendations/cases/udi.md"
    text = case.read_text(encoding="utf-8")
    assert text.count(find) == 1
    case.write_text(text.replace(find, put), encoding="utf-8")
    assert cli.main(["--root", str(root), "build"]) == 1
    shown = capsys.readouterr().err
    assert re.search(rf"^recommendations/(cases/udi\.md|bilete/stor\.png):\d+:\d+: {said} .+ - .+", shown, re.M)
    assert "Traceback" not in shown
    assert (root / "site/last-ned/doeme-udi.pdf").read_bytes() == b"the last good one"


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<video></video>", "<video class=''> has no place in a PDF"),
        ('<p><a href="../ukjend/">x</a></p>', "the link to ../ukjend/ leads to no page"),
        ('<figure class="picture"><img src="x.png"></figure>', "the picture x.png has no text alternative"),
    ],
)
def test_the_converter_refuses_what_it_does_not_know(inside: str, said: str) -> None:
    source = f'<article><p id="avsnitt-1">Tekst.</p><div>{inside}</div></article>'
    place = Place("recommendations/cases/udi.md", 31)
    article = Article("doeme/udi/", "UDI", source, Place("recommendations/cases/udi.md"), {"avsnitt-1": place})
    with pytest.raises(ToolError, match=f"^recommendations/cases/udi.md:31:1: .*{re.escape(said)}"):
        Converter(article, "https://site.test/", lambda target: None, {"doeme/udi/"}).convert()


def test_a_picture_in_the_text_is_a_figure_with_its_words(tmp_path: Path) -> None:
    root = copy_project(tmp_path)
    pictures = root / "recommendations/bilete"
    pictures.mkdir(exist_ok=True)
    shutil.copy(Path(__file__).parent / "fixtures/valid_site/recommendations/bilete/liten.png", pictures)
    case = root / "recommendations/cases/udi.md"
    text = case.read_text(encoding="utf-8")
    figure = '![Ei grøn flate](bilete:liten.png "Grønt er ein farge.")\n\nSamtidig hadde det'
    case.write_text(text.replace("Samtidig hadde det", figure), encoding="utf-8")
    assert cli.main(["--root", str(root), "pdf", "udi"]) == 0
    page = next(page for page in render(check(root)[0]) if page.address == "doeme/udi/")
    data = (root / ".build/preview/doeme-udi.pdf").read_bytes()
    assert list(complaints(data, [expected(page.html)])) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert next(node.alt for node in structure(pdf).walk() if node.role == "Figure") == "Ei grøn flate"


def test_an_editor_sees_one_pdf_at_once(built: Settings, capsys: pytest.CaptureFixture) -> None:
    for name in ("udi", "recommendations/cases/udi.md", "doeme-udi"):
        assert cli.main(["--root", str(built.root), "pdf", name]) == 0
        assert re.search(r"doeme-udi\.pdf \(\d pages, \d+ kB\)", capsys.readouterr().out)
    assert cli.main(["--root", str(built.root), "pdf", "ud"]) == 2
    assert 'did you mean "udi"?' in capsys.readouterr().err
