"""The promise of `check`, over mutated real content: what it calls sound is built, published, and published whole.

Each example is a row of slips and insertions. One that `check` refuses is taken back, with a look at what it was told;
those that it takes stay, and then the site is built, published and checked again, and every word, number and link that
stands in the files is looked for in the pages, in the Markdown and in the PDFs. The words are taken from the files as
they are written, not as our reader understood them.

One fixed row runs with all other tests. `python3 scripts/test.py invariant 50` tries fifty more.
"""

from __future__ import annotations

import html
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from PIL import Image

import history
from conftest import copy_project
from sitebuild import cli
from sitebuild.build import check
from sitebuild.model.records import Case, HandPage, Recommendation
from sitebuild.model.web_address import encoded
from sitebuild.outputs.pdf.read import Marked, said, structure
from sitebuild.problems import ContentError
from sitebuild.settings import Settings
from sitebuild.site.addresses import address
from sitebuild.site.site import Site
from test_mutations import SLIPS, _misplaced

Entry = Recommendation | Case | HandPage
Slip = Callable[[list[str], random.Random], list[str]]

# Paragraphs that an editor may write, or paste; some are sound and some are not, and `check` is to know which.
PARAGRAPHS = (
    "Talet var {0}, og {0} 000 kroner.",
    "17. mai {0} kom saka.",
    "17\\. mai {0} kom saka.",
    "1. Ein ting, {0}.\n2. To ting.",
    "- Ein ting, {0}.\n- To ting.",
    "- {0} grader",
    "\\- {0} grader",
    "> Eit sitat frå {0}.",
    "> {0} prosent",
    "Tre ting:\n- ein\n- {0}",
    "Sjå [lenkje {0}](https://www.digdir.no/språk/{0}?a=ø#å).",
    "Sjå [her](http://localhost:{0}/).",
    "Skriv til [oss](mailto:post@digdir.no), *{0}* **gonger**.",
    "![Ein firkant {0}](bilete:firkant.png)",
    '![Ein firkant {0}](bilete:firkant.png "Firkant nummer {0}")',
    "![Ein firkant](bilete:firkant.jpg)",
    "Sáŋgi &amp; EU\u2011retten &nbsp;– {0}\u00a0kroner, {0}\u202f000.",
    "• ein {0}\n• to",
    "H~2~O og x^2^ i {0}.",
    "Forvaltningslovutvalssekretariatsleiarkonferanseplanleggjarane møttest i {0}.",
    "5*{0}*2 er mykje.",
    "R&D <{0} og «A < B > C».",
    "# {0}",
    "Bra &#x1F389; {0}",
    "| a | {0} |",
)


def paragraph(text: str) -> Slip:
    def insert(lines: list[str], chance: random.Random) -> list[str]:
        prose = [
            at
            for at, line in enumerate(lines)
            if at and not line and lines[at - 1][:1].isalpha() and "---" in lines[:at]
        ]
        at = chance.choice(prose) if prose else len(lines) - 1
        return [
            *lines[: at + 1],
            *text.replace("{0}", str(chance.randrange(2, 99_999))).split("\n"),
            "",
            *lines[at + 1 :],
        ]

    insert.__name__ = f"paragraph {text!r}"
    return insert


CHANGES: tuple[Slip, ...] = (*SLIPS, *map(paragraph, PARAGRAPHS), *map(paragraph, PARAGRAPHS))
Rows = st.lists(
    st.tuples(st.sampled_from(CHANGES), st.integers(0, 2**16), st.integers(0, 2**16)), min_size=25, max_size=40
)


@pytest.fixture(scope="module")
def project(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = history.with_caches_of(built, copy_project(tmp_path_factory.mktemp("invariant")))
    folder = root / "recommendations/bilete"
    folder.mkdir(exist_ok=True)
    Image.new("RGB", (60, 40), "green").save(folder / "firkant.png")
    Image.new("RGB", (60, 40), "green").save(folder / "firkant.jpg")
    return root


def test_what_check_takes_is_published_whole(project: Path, pytestconfig: pytest.Config) -> None:
    """Without shrinking: each try is a build, and the row that failed is shown."""
    examples = int(pytestconfig.getoption("--examples"))
    before = {path: path.read_bytes() for path in files(project)}
    if not examples:  # one row with each of the slips, the same every time
        chance, each = random.Random("rows"), CHANGES[: len(SLIPS) + len(PARAGRAPHS)]
        _whole(project, before, [(slip, chance.randrange(2**16), chance.randrange(2**16)) for slip in each])
        return

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(Rows)
    def whole(rows: list[tuple[Slip, int, int]]) -> None:
        _whole(project, before, rows)

    whole()


def _whole(root: Path, before: dict[Path, bytes], rows: list[tuple[Slip, int, int]]) -> None:
    for path, data in before.items():
        path.write_bytes(data)
    for name in ("published-urls.txt", "anchors.txt"):
        (root / "recommendations" / name).unlink(missing_ok=True)
    # The names of what stays are shown where it fails.
    taken = [slip.__name__ for slip, which, seed in rows if _take(root, list(before), slip, which, seed)]
    for verb in ("publish", "check"):  # publish is build, and what is written down after it
        assert cli.main(["--root", str(root), verb]) == 0, f"check passed, and {verb} does not: {taken}"
    site, _advice = check(root)
    lost = list(_lost(root, site))
    assert not lost, "\n".join(lost)


def test_a_word_a_number_and_a_link_that_are_lost_are_found(built: Settings, tmp_path: Path) -> None:
    """That the look at what was published can see at all."""
    root = copy_project(tmp_path / "copy")
    shutil.copytree(built.output, root / "site")
    site, _advice = check(root)
    assert list(_lost(root, site)) == []
    page, markdown = root / "site/doeme/udi/index.html", root / "site/om/index.md"
    history.edit(page, lambda text: text.replace("Plattforma", "Ho"))
    history.edit(markdown, lambda text: text.replace("creativecommons.org", "example.org").replace("2022", "2023"))
    found = "\n".join(_lost(root, site))
    assert "udi.md: the page lacks {'Plattforma': " in found
    assert "om.md: the Markdown lacks {'2022'" in found and "creativecommons.org" in found


def files(root: Path) -> list[Path]:
    found = [
        *(root / "recommendations").rglob("*.md"),
        *(root / "recommendations").glob("*.yml"),
        *(root / "docs").glob("*.md"),
    ]
    return sorted(path for path in found if path.name not in ("README.md", "language.yml", "thesaurus.yml"))


def _take(root: Path, paths: list[Path], slip: Slip, which: int, seed: int) -> bool:
    """Make one change; take it back if `check` refuses it. Whether it stays."""
    pages = [path for path in paths if path.suffix == ".md"]
    path = (pages if slip.__name__.startswith("paragraph") else paths)[which % len(pages)]
    sound = path.read_text(encoding="utf-8")
    path.write_text("\n".join(slip(sound.split("\n"), random.Random(seed))), encoding="utf-8")
    try:
        check(root)
    except ContentError as error:
        misplaced = [told for told in (_misplaced(problem, root) for problem in error.problems) if told]
        path.write_text(sound, encoding="utf-8")
        assert not misplaced, misplaced
        return False
    return True


# --- what stands in the files, and in what is published ---

_TARGET = re.compile(r"\]\((?:<([^>]*)>|([^()\s]*))(?:\s+\"([^\"]*)\")?\)")
_WORD = re.compile(r"[^\W_]+")


def _lost(root: Path, site: Site) -> Iterator[str]:
    for entry in site.draft.page_records:
        if isinstance(entry, HandPage) and entry.stem == "404":
            continue
        path = root / "site" / address(entry)
        expected = _words(_without_marks(entry.body.raw)) + _words(" ".join(_shown_keys(entry)))
        article = lxml_html.fromstring((path / "index.html").read_bytes()).xpath("//article")[0]
        outputs = {"the page": (_page_words(article), {link.get("href") for link in article.iter("a")})}
        markdown = (path / "index.md").read_text(encoding="utf-8")
        outputs["the Markdown"] = (
            _words(html.unescape(markdown.replace("\\", ""))),
            set(re.findall(r"\]\(<?([^)>]*)", markdown)),
        )
        pdf = _pdf_of(root, entry)
        if pdf:
            outputs["the PDF"] = _pdf_words(pdf)
        for name, (words, links) in outputs.items():
            if missing := expected - words:
                yield f"{entry.place.path}: {name} lacks {dict(missing)}"
            targets = {encoded(html.unescape(found[0] or found[1])) for found in _TARGET.findall(entry.body.raw)}
            if gone := {target for target in targets if target.startswith(("http", "mailto:"))} - links:
                yield f"{entry.place.path}: {name} lacks the links {gone}"


def _without_marks(raw: str) -> str:
    """The text as a reader is to meet it: without the four small marks, addresses, and the numbers of lists."""
    text = re.sub(r"(?m)\{[^{}]*\}[ \t]*$", "", raw)
    text = re.sub(r"\[\^[^\]\s]+\]", "", text)
    text = _TARGET.sub(lambda found: f"] {found[3] or ''} ", text)
    text = re.sub(r"(?m)^[ \t]*\d{1,9}\.[ \t]", "", text)
    return html.unescape(text.replace("\\", ""))


def _shown_keys(entry: Entry) -> Iterator[str]:
    yield entry.name if isinstance(entry, Case) else entry.title
    if not isinstance(entry, HandPage):
        yield entry.summary
        yield from (point.text for point in entry.points)


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.replace("\u2011", "-").replace("\u00ad", "").replace("\u2060", "")))


def _page_words(article: lxml_html.HtmlElement) -> Counter[str]:
    """The words of a page, without the list of links to its paragraphs, which says their first words once more."""
    for link in article.xpath("//li/a[starts-with(@href, '#avsnitt-')]"):
        link.text = ""
    alts = " ".join(image.get("alt", "") for image in article.iter("img"))
    return _words(" ".join([*article.itertext(), alts]))


def _pdf_of(root: Path, entry: Entry) -> Path | None:
    if isinstance(entry, HandPage):
        return None
    name = f"tilrading-{entry.number}-{entry.slug}" if isinstance(entry, Recommendation) else f"doeme-{entry.id}"
    return root / "site/last-ned" / f"{name}.pdf"


def _pdf_words(path: Path) -> tuple[Counter[str], set[str]]:
    """Each word once: the text of every element without that of the elements in it, and what pictures show."""
    with pikepdf.open(path) as pdf:
        nodes = list(structure(pdf).walk())
        own = ("".join(part.text for part in node.content if isinstance(part, Marked)) for node in nodes)
        notes = [note for page in pdf.pages for note in page.get("/Annots", ())]
        links = {str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A}
        found = _words(" ".join([*own, *(node.alt for node in nodes)]))
        # A link that goes over to the next line is two elements, and a word in it may be in both.
        broken = Counter(_WORD.findall(said(nodes[0])))
        return found | broken, links
