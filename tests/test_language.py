"""A second language: one file of texts, and pages whose headings are in it. Ids and addresses are the same."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from lxml import html

from conftest import FIXTURES, ROOT
from said import words, words_of
from sitebuild.content.load import load
from sitebuild.language import texts as texts_module
from sitebuild.language.texts import NYNORSK, Texts, of_language, read_texts
from sitebuild.makers import make_everything
from sitebuild.model.made_files import Files
from sitebuild.pages.render import RenderedPage, render
from sitebuild.problems import Problem, ToolError
from sitebuild.settings import read_settings
from sitebuild.site.link import link
from sitebuild.validate import own_problems, validate

ENGLISH = FIXTURES / "languages/en"
# Names of programs, formats and licences, which are the same in every language.
_NAMES = {"csv", "iframe", "json", "markdown", "pdf", "word", "zip"}
# A page of the fixture.
ADDRESS = "tilradingar/ein/"


def strange() -> Texts:
    """Nynorsk with each word written backwards: a whole language, in which what is not from its texts stands out."""
    return Texts("en", {key: _backwards(NYNORSK(key)) for key in NYNORSK.keys})


def _backwards(text: str) -> str:
    return "".join(
        part if part.startswith("{") else re.sub(r"[^\W\d_]+", lambda word: word[0][::-1], part)
        for part in re.split(r"({\w+})", text)
    )


def english() -> Texts:
    """What a page of a recommendation needs, in English; the rest is strange."""
    mine, rest = read_texts(ENGLISH), strange()
    return Texts("en", {key: (mine if key in mine.keys else rest)(key) for key in NYNORSK.keys})


def test_the_test_language_has_no_key_that_the_site_has_not() -> None:
    assert read_texts(ENGLISH).keys <= NYNORSK.keys


def test_a_text_has_the_same_places_to_fill_in_every_language() -> None:
    mine = read_texts(ENGLISH)
    for key in mine.keys:
        filled = [set(re.findall(r"{(\w+)}", texts(key))) for texts in (NYNORSK, mine)]
        assert filled[0] == filled[1], key


def test_a_language_that_nobody_has_written_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="write language/se/, with the keys of nn"):
        read_texts(tmp_path / "se")


def test_every_text_that_a_language_lacks_is_told_at_once_with_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(Path(texts_module.__file__).parent / "nn", tmp_path / "da")
    for name, left_out in (("frame.yml", "  skip: "), ("page.yml", "  contents: ")):
        path = tmp_path / "da" / name
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith(left_out)), encoding="utf-8")
    monkeypatch.setattr(texts_module, "_HERE", tmp_path)
    with pytest.raises(ToolError) as raised:
        of_language("da")
    told = str(raised.value).splitlines()
    assert told == [
        f"2 of the texts in nn are not in {tmp_path.name}/da/. Write them:",
        "  frame.yml: frame.skip",
        "  page.yml: page.contents",
    ]


def test_a_page_in_another_language_is_sound_and_has_the_same_ids(valid_site: Path) -> None:
    nynorsk = page_in(NYNORSK, valid_site)
    translate(valid_site, english())
    translated = page_in(english(), valid_site)
    assert ids(translated) == ids(nynorsk)
    first = [[str(heading) for heading in headings(page)][:3] for page in (nynorsk, translated)]
    assert first[0] == ["Kort fortalt", "Slik går de fram", "Spørsmål å stille"]
    assert first[1] == ["In short", "How to do it", "Questions to ask"]


def test_nothing_of_the_first_language_is_left_on_the_page_but_what_editors_wrote(valid_site: Path) -> None:
    nynorsk = texts_of(page_in(NYNORSK, valid_site))
    translate(valid_site, english())
    written = _written(valid_site)
    same = nynorsk & texts_of(page_in(english(), valid_site))
    assert {text for text in same if text not in written} == set()


def test_headings_of_another_language_are_told_by_those_of_the_site(valid_site: Path) -> None:
    translate(valid_site, english())
    problems: list[Problem] = []
    found = {problem.remedy for problem in validate(load(valid_site, problems).draft)}
    assert {"add ## Kort fortalt", "add ## Fallgruver"} <= found


def translate(root: Path, texts: Texts) -> None:
    """Give the pages of recommendations and cases their headings, and what to listen for, in another language."""
    for path in (root / "recommendations").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        for key, heading in NYNORSK.group("sections").items():
            text = text.replace(f"\n## {heading}\n", f"\n## {texts(f'sections.{key}')}\n")
        for key in ("recommendation.good", "recommendation.warning"):
            text = text.replace(f"  - {NYNORSK(key)}: ", f"  - {texts(key)}: ")
        path.write_text(text, encoding="utf-8")


def page_in(texts: Texts, root: Path) -> RenderedPage:
    problems: list[Problem] = []
    content = load(root, problems, texts, own=own_problems)
    problems.extend(validate(content.draft))
    site = link(content, problems)
    assert [str(problem) for problem in problems if not problem.advice] == []
    return next(page for page in render(site) if page.address == ADDRESS)


def texts_of(page: RenderedPage) -> set[str]:
    """Every text and every label on a page, without what stands around its words."""
    found = html.fromstring(page.html).xpath("//text() | //@aria-label | //@alt")
    return {words for words in (str(text).strip(" .,:()\n") for text in found) if re.search(r"[^\W\d_]", words)}


def ids(page: RenderedPage) -> list[str]:
    return [str(found) for found in html.fromstring(page.html).xpath("//@id")]


def headings(page: RenderedPage) -> list[str]:
    return [str(found) for found in html.fromstring(page.html).xpath("//h2/text()")]


def _written(root: Path) -> str:
    """Everything that the editors of the fixture wrote."""
    files = (path for folder in ("recommendations", "docs") for path in (root / folder).rglob("*.[my][dm]*"))
    return " ".join(path.read_text(encoding="utf-8") for path in files if path.is_file())


# --- the whole site -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> tuple[Files, set[str]]:
    """Everything that the build makes of the small site in a strange language, and the words its editors wrote."""
    return _made(tmp_path_factory.mktemp("abroad"), strange())


def _made(root: Path, texts: Texts) -> tuple[Files, set[str]]:
    for source in (FIXTURES / "valid_site", ROOT):
        for name in ("recommendations", "docs"):
            if source != ROOT:
                shutil.copytree(source / name, root / name)
    shutil.copytree(ROOT / "docs/assets", root / "docs/assets", dirs_exist_ok=True)
    shutil.copytree(ROOT / "overrides", root / "overrides")
    shutil.copy(ROOT / "mkdocs.yml", root)
    translate(root, texts)
    problems: list[Problem] = []
    site = link(load(root, problems, texts), problems)
    assert [str(problem) for problem in problems if not problem.advice] == []
    return make_everything(read_settings(root), site, lambda _stage: None).made, words(_written(root))


def test_no_file_of_a_site_in_another_language_says_a_word_of_the_first(abroad: tuple[Files, set[str]]) -> None:
    made, written = abroad
    ours = {word for key in NYNORSK.keys for word in words(re.sub(r"{\w+}", " ", NYNORSK(key)))}
    theirs = {word[::-1] for word in ours}
    assert len(ours - theirs - written) > 500, "the editors of the small site have few words in common with the tool"
    left = {name: words_of(name, data) & (ours - theirs - written - _NAMES) for name, data in made.items()}
    assert {name: found for name, found in left.items() if found} == {}


# Everything that holds the one page, or that its readers load.
_ONE_PAGE = (
    f"{ADDRESS}index.html",
    f"{ADDRESS}index.md",
    "last-ned/tilrading-1-ein.pdf",
    "data/tilradingar.json",
    "data/skjema/tilradingar-1.json",
    "assets/js/site.js",
    "assets/js/share.js",
    "assets/js/search/box.js",
    "assets/js/deling/2022-1.js",
    "kort/2022-1/index.html",
    "opensearch.xml",
)


def test_one_page_is_english_as_page_markdown_pdf_data_and_in_the_search_box(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """And nothing in it is missing in the test's English: a word that is strange would be Nynorsk backwards."""
    made, written = _made(tmp_path_factory.mktemp("english"), english())
    mine = {word for key in read_texts(ENGLISH).keys for word in words(english()(key))}
    nynorsk = {word for key in NYNORSK.keys for word in words(re.sub(r"{\w+}", " ", NYNORSK(key)))}
    strange_words = nynorsk | {word[::-1] for word in nynorsk}
    left = {name: words_of(name, made[name]) & (strange_words - mine - written - _NAMES) for name in _ONE_PAGE}
    assert {name: found for name, found in left.items() if found} == {}
    told = {name: words_of(name, made[name]) for name in _ONE_PAGE}
    assert {"content", "search", "menu"} <= told[f"{ADDRESS}index.html"]
    assert {"taken", "licence", "questions"} <= told[f"{ADDRESS}index.md"]
    assert {"text", "permanent", "address", "traps"} <= told["last-ned/tilrading-1-ein.pdf"]
    assert {"recommendations", "steps"} <= told["data/tilradingar.json"]
    assert {"permanent", "heading"} <= told["data/skjema/tilradingar-1.json"]
    assert {"nothing", "shorter", "fetching"} <= told["assets/js/search/box.js"]
