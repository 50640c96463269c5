"""Kinds of slips that real editors make, many of each: what is written is kept as written, or is a problem there."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from sitebuild.build import check
from sitebuild.model.body import all_sections, text_of
from sitebuild.model.kinds import KINDS
from sitebuild.model.web_address import encoded, shown_host
from sitebuild.outputs.export.as_markdown import MarkdownWriter
from sitebuild.outputs.pdf.convert import Article, Converter
from sitebuild.problems import ContentError, Place, Problem
from sitebuild.rules.dialects import odd_lines
from sitebuild.site.site import Site

CASE = "recommendations/cases/udi.md"
TEXT = "Det hende noko."


def told(root: Path) -> tuple[Problem, ...]:
    """The problems of a site; none when it is sound."""
    try:
        check(root)
    except ContentError as error:
        return error.problems
    return ()


def put(root: Path, text: str, old: str = TEXT, file: str = CASE) -> Path:
    path = root / file
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1
    path.write_text(before.replace(old, text), encoding="utf-8")
    return path


def words(site: Site) -> str:
    """What a reader is shown of the case."""
    case = site.cases["udi"]
    return " ".join(text for part in all_sections(case.body) for text in text_of(part.blocks))


# --- numbers and signs at the start of a line ---

TAKEN = {
    "17. mai 2022 kom saka.": "17\\.",
    "1. mai 2022 kom saka.": "1\\.",
    "2022. Det var året.": "2022\\.",
    "0. steg kom før.": "0\\.",
    "2) Så kom saka.": "2\\)",
    "1) Ein.\n2) To.": "1\\)",
    "3. Tre.\n4. Fire.": "3\\.",
    "1. Ein.\n1. To.": "1\\.",
    "1. Ein.\n3. Tre.": "3\\.",
    "01. Ein.\n02. To.": "01\\.",
    "+ 3 poeng vart det.": "\\+",
    "Dei fekk\n+ 3 poeng.": "\\+",
    "Gradene var\n- 5 den dagen.": "\\-",
    "Gradene var\n* 5 den dagen.": "another sign",
    "- 5 grader var det.": "\\-",
    "Tala var\n1. mai og slik.": "1\\.",
    "Talet var\n> 50 prosent.": "\\>",
    "> 50 prosent svarte.": "\\>",
    "Tre ting:\n- ein\n- to": "\\-",
    "- Gradene var\n  - 5 den dagen.": "\\-",
}


@pytest.mark.parametrize("text", TAKEN)
def test_a_line_that_markdown_would_change_is_a_problem_that_names_the_escape(valid_site: Path, text: str) -> None:
    put(valid_site, text)
    [problem] = [problem for problem in told(valid_site) if problem.code == "S414"]
    assert f"write {TAKEN[text]} if it is text" in problem.remedy


@pytest.mark.parametrize("text", [text for text, escape in TAKEN.items() if "\\" in escape and "\n3. T" not in text])
def test_the_escape_keeps_the_text_as_it_was_written(valid_site: Path, text: str) -> None:
    """With a backslash before each marker, as the remedy says, the words come out sign by sign."""
    escape = TAKEN[text]
    marker = escape.replace("\\", "")
    lines = text.split("\n")
    at = next(number for number, line in enumerate(lines) if line.lstrip().startswith(marker))
    lines = [
        line.lstrip("- ").replace(marker, escape, 1) if number == at else line for number, line in enumerate(lines)
    ]
    alone = lines[at] if text.startswith("- G") or at == 0 else "\n".join(lines[: at + 1])
    put(valid_site, alone)
    site, _advice = check(valid_site)
    assert " ".join(alone.replace("\\", "").split()) in words(site)


@pytest.mark.parametrize(
    "text",
    [
        "1. Ein.\n2. To.\n3. Tre.",
        "- Ein.\n- To.",
        "Det kom 17. mai 2022, og 2) var\nikkje med.",
        "Tre\u00a0ting: 5 000 og 5\u202f000.",
        "- Ein.\n  - To.\n  - Tre.",
        "> Eit sitat.",
    ],
)
def test_what_is_surely_a_list_or_text_is_kept(valid_site: Path, text: str) -> None:
    put(valid_site, text)
    site, _advice = check(valid_site)
    shown = " ".join(line.lstrip("-> ") for line in text.split("\n"))
    assert shown in words(site) or all(line[3:] in words(site) for line in text.split("\n"))


# --- marks of word processors and other dialects ---


@pytest.mark.parametrize(
    "text",
    [
        *("• ein\n• to", "– ein\n– to", "— ein\n— to", "o ein\no to", "a) ein\nb) to", "(a) ein", "(1) ein"),
        *("i) ein\nii) to", "a. ein\nb. to", "▪ ein", "→ ein\n→ to", "§ ein", "- ein\n– to", "\uf0b7 ein", "●ein"),
        *(":::note\nein\n:::", "??? note", "+++\nein", "[TOC]", "{% x %}", "{{ x }}", ">! ein", "%%%", "\\newpage"),
        *("eit ==merkt== ord", "H~2~O", "x^2^", "$$x$$", "$x_1$", "bra :smile: det", "++ny++ tekst", "%% merknad %%"),
        *("ein^[note]", "ein -- to", "<<ein>>", "Ord\n: tyding", "Feil! Fant ikke referansekilden.", "5*3*2 = 30"),
        *("a*b*c", "5*x*2", "(2)*3*(4)", "2 * 3*4*5", "grunn**lag**", "*a*b", "ein\\[^rapport]", "&#91;^rapport]"),
        *("[[ein]]", "@@ein@@", "///ein", ":+1:", "$x$ er", "x^2 er", "(a+b)^2", "_ein to", "ein_ to", "§\u00a0ein"),
        *("##\u00a0Eit", "-\u00a0ein", "1.\u00a0ein", ">\u202fein", "###\u2003ein", "-\u3000ein"),
    ],
)  # fmt: skip
def test_marks_of_other_programs_are_not_published_raw(valid_site: Path, text: str) -> None:
    put(valid_site, text)
    assert {problem.code for problem in told(valid_site)} & {"S401", "S413", "S414", "L604"}


@pytest.mark.parametrize(
    "text",
    [
        *("– Vi må saman, seier leiaren.", "Kl. 10:30:15 kom ho.", "Pris: 5 $ og 6 $.", "A & B; C"),
        *("§ 5 i lova seier det.", "§\u00a012 og §§ 3 og 4.", "eit_namn_slik", "og/eller", "US$ og A$"),
        "Han skreiv at «det […] hende» då.",
    ],
)
def test_text_that_is_near_to_markup_is_text(valid_site: Path, text: str) -> None:
    put(valid_site, text)
    site, _advice = check(valid_site)
    assert text in words(site)


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        (["– ein", "– to"], [(0, 1), (1, 1)]),
        (["  – ein", "  – to"], [(0, 3), (1, 3)]),
        (["- ein", "– to", "tekst"], [(1, 1)]),
        (["– ein", "tekst", "– to"], []),
        (["tekst", "– ein"], []),
        (["– ein"], []),
        (["tekst", "  • ein", "-to"], [(1, 3), (2, 1)]),
    ],
)
def test_a_dash_is_a_list_only_beside_another_or_below_an_item(lines: list[str], places: list[tuple[int, int]]) -> None:
    assert [(number, column) for number, column, _wrong, _remedy in odd_lines(lines)] == places


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("recommendations/archive.yml", "why: ", "why: Det ==var== "),
        ("recommendations/archive.yml", "title: ", "title: Det **var** "),
        ("recommendations/terms.yml", "definition: ", "definition: Å ==gjere== "),
        ("docs/om.md", "Ei grøn flate](", "Ei `grøn` flate]("),
        ("docs/om.md", "Grønt er ein farge.", "Grønt er [ein](x) farge."),
        (CASE, "name: Saka om UDI", "name: Saka om __UDI__"),
        (CASE, "summary: Ei lita sak.", "summary: Ei lita&nbsp;sak."),
    ],
)
def test_captions_keys_and_names_have_no_markup(valid_site: Path, file: str, old: str, new: str) -> None:
    put(valid_site, new, old, file)
    assert {problem.code for problem in told(valid_site)} & {"S412", "S413"}


def test_a_sign_that_looks_like_another_is_named(valid_site: Path) -> None:
    put(valid_site, "## Kva andre kan\u00a0lære", "## Kva andre kan lære")
    assert any("NO-BREAK SPACE (U+00A0)" in problem.remedy for problem in told(valid_site))


# --- signs ---


@pytest.mark.parametrize(
    "entity", ["&#x1F389;", "&zwnj;", "&shy;", "&#8203;", "&hearts;", "&#0;", "&rlm;", "&NotANumber;&hearts;"]
)
def test_an_entity_is_the_sign_it_stands_for(valid_site: Path, entity: str) -> None:
    put(valid_site, f"Ei {entity} sak.")
    assert "L604" in {problem.code for problem in told(valid_site)}


@pytest.mark.parametrize(
    ("sign", "called", "remedy"),
    [
        ("\u2010", '"\u2010" (U+2010, HYPHEN)', "type a hyphen (-) or a dash (–)"),
        ("\u2009", "U+2009, THIN SPACE", "type an ordinary space"),
        ("\u338f", '"\u338f" (U+338F, SQUARE KG)', 'write "kg"'),
        ("⚙", '"⚙" (U+2699, GEAR)', "write it with other signs"),
        ("\u0378", "U+0378, a sign without a name", "write it with other signs"),
    ],
)
def test_a_sign_that_cannot_be_shown_is_named_with_what_to_write(
    valid_site: Path, sign: str, called: str, remedy: str
) -> None:
    put(valid_site, f"Det{sign}hende noko.")
    [problem] = told(valid_site)
    assert problem.message == f"the text face has no {called}" and problem.remedy == remedy


@pytest.mark.parametrize(
    "text", ["Sáŋgi ja Ŧ.", "*Deatnu ŋ*", "EU\u2011direktivet", "&nbsp;– &copy; &eacute;", "čšžđ ÁŠ"]
)
def test_sami_letters_and_unbreakable_hyphens_can_be_shown(valid_site: Path, text: str) -> None:
    put(valid_site, text)
    assert told(valid_site) == ()


# --- links ---

OUTSIDE = [
    *("http://localhost:8000/om/", "http://127.0.0.1/", "https://10.0.0.7/x", "https://[::1]/", "https://0x7f.1/"),
    *(
        "https://",
        "https:///x",
        "https://https://digdir.no",
        "https://http//digdir.no",
        "https://intranett/",
        "https://[a",
    ),
    *("https://digdir..no", "https://-a.no", "https://a_b.no", "https://digdir.no:99999/", "https://ein:to@digdir.no/"),
    *(
        "https://x.local/",
        "https://digdir.no\\x",
        "mailto:",
        "mailto:ein",
        "mailto:ein@stad",
        "https://digdir.n0",
        "http://.no",
        "https://digdir.no:0/",
        "https://ord.example/",
        "https://x.onion/",
        f"https://{'a.' * 130}no",
    ),
]


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_that_some_readers_cannot_follow_is_a_problem(valid_site: Path, address: str) -> None:
    put(valid_site, f"Sjå [det]({address}).")
    [problem] = told(valid_site)
    assert problem.code == "A603" and (problem.place.line, problem.place.column) == (23, 11)
    put(valid_site, TEXT, f"Sjå [det]({address}).")
    put(valid_site, f"kind: rapport\n  url: '{address}'", "kind: rapport", "recommendations/sources.yml")
    assert {problem.code for problem in told(valid_site)} & {"A603", "K205"}


@pytest.mark.parametrize(
    ("address", "remedy"),
    [
        ("www.digdir.no", "write https://www.digdir.no"),
        ("digdir.no/x", "write https://digdir.no/x"),
        ("//digdir.no", "write https://digdir.no"),
        ("HTTPS://digdir.no", "write https: in small letters"),
        ("https:/digdir.no", "write https://digdir.no"),
        ("https:digdir.no/x", "write https://digdir.no/x"),
        ("https//digdir.no", "write https://digdir.no"),
        ("htps://digdir.no", "write https://digdir.no"),
        ("https;//digdir.no", "write https://digdir.no"),
        ("doeme:UDI", 'did you mean "udi"?'),
        ("Doeme:udi", "write doeme:udi"),
        ("døme:udi#situasjonen", "write doeme:udi#situasjonen"),
        ("tilråding:2022/1", "write tilrading:2022/1"),
        ("2022/1", "write tilrading:2022/1"),
        ("#situasjonen", "name the page too, as doeme:udi#situasjonen"),
        (
            "bilete:liten.png",
            "a picture stands in a paragraph of its own: ![what it shows](bilete:liten.png)",
        ),
        ("tel:22222222", "write the number as text; links to telephones are not used"),
        ("/om/", "write side:om"),
        ("../docs/om.md", "write side:om"),
        ("cases/udi.md#situasjonen", "write doeme:udi#situasjonen"),
        ("/doeme/udi/index.html", "write doeme:udi"),
        ("omgrep:målbilete", "use one of: samarbeid"),
        ("side:404", "link to another page"),
        ("/last-ned/udi.pdf", "a file has no kind and id; link to the page that offers it, as side:last-ned"),
        ("noko", f"write kind:id, where kind is one of {', '.join(kind.name for kind in KINDS)}"),
    ],
)
def test_a_link_that_is_not_ours_has_a_remedy_that_helps(valid_site: Path, address: str, remedy: str) -> None:
    put(valid_site, f"Sjå [det]({address}).")
    [problem] = told(valid_site)
    assert problem.code == "A601" and problem.remedy == remedy and "%" not in problem.message


@pytest.mark.parametrize(
    ("path", "remedy"), [("om/", "write side:om"), ("finst-ikkje/", "there is no such page"), ("", "the")]
)
def test_the_sites_own_address_is_written_as_kind_and_id(valid_site: Path, path: str, remedy: str) -> None:
    (valid_site / "mkdocs.yml").write_text("site_name: X\nsite_url: https://ord.example.no/\n", encoding="utf-8")
    put(valid_site, f"Sjå [det](https://ord.example.no/{path}).")
    [problem] = told(valid_site)
    assert problem.code == "A601" and remedy in problem.remedy


@pytest.mark.parametrize(
    "link", ["[](doeme:udi)", "[ ](https://digdir.no)", "[*–*](https://digdir.no)", "[a[^rapport]](https://digdir.no)"]
)
def test_a_link_has_words_and_nothing_within_it(valid_site: Path, link: str) -> None:
    put(valid_site, f"Sjå {link}.")
    assert [problem.code for problem in told(valid_site) if problem.code != "S413"] == ["A603"]


@pytest.mark.parametrize(
    ("written", "in_a_file"),
    [
        ("https://no.wikipedia.org/wiki/Målbilete", "https://no.wikipedia.org/wiki/M%C3%A5lbilete"),
        ("https://målbilete.no/a?b=å#ø", "https://xn--mlbilete-9za.no/a?b=%C3%A5#%C3%B8"),
        ("https://digdir.no/100%/a%20b", "https://digdir.no/100%25/a%20b"),
        ("mailto:ein@målbilete.no", "mailto:ein@xn--mlbilete-9za.no"),
        ("https://digdir.no/a?b#c", "https://digdir.no/a?b#c"),
        ("https://digdir.no/å?", "https://digdir.no/%C3%A5?"),
        ("https://digdir.no/å?#", "https://digdir.no/%C3%A5?#"),
    ],
)
def test_addresses_are_ascii_in_what_is_published(written: str, in_a_file: str) -> None:
    assert encoded(written) == in_a_file
    assert encoded(in_a_file) == in_a_file
    assert shown_host("xn--mlbilete-9za.no") == "målbilete.no"


def test_the_real_content_is_sound() -> None:
    assert told(ROOT) == ()


# --- what the other outputs make of it ---


def test_a_picture_without_a_caption_is_a_picture_in_markdown() -> None:
    link = '<a class="anchor-link" href="#a" aria-label="Lenkje">#</a>'
    source = f'<figure id="a" class="picture"><img src="../b.png" alt="Eit bord">{link}</figure>'
    assert MarkdownWriter("om/", "https://x.no/").article(source) == "![Eit bord](https://x.no/b.png)"


def test_wide_and_unbreakable_spaces_are_kept_in_markdown_and_pdf() -> None:
    source = "<p>5\u00a0000 og\n 5\u202f000</p>"
    assert MarkdownWriter("om/", "https://x.no/").article(source) == "5\u00a0000 og 5\u202f000"
    article = Article("om/", "Om", f"<main>{source}</main>", Place("om.md"), {})
    assert '"5\u00a0000 og 5\u202f000"' in Converter(article, "https://x.no/", lambda _: None, ()).convert()
