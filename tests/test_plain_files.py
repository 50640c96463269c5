"""What lies among the content is what it seems: no link out of it, no folder skipped, no script in a drawing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree, html

from conftest import copy_published
from sitebuild.build import check
from sitebuild.content import contract, ledger
from sitebuild.content.committed import committed
from sitebuild.content.drawings import redrawn
from sitebuild.content.plain_files import not_plain
from sitebuild.problems import ContentError, Place, Problem
from sitebuild.settings import Settings


def problems_of(root: Path) -> list[str]:
    try:
        check(root)
    except ContentError as error:
        return [str(problem) for problem in error.problems if not problem.advice]
    return []


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize(
    "name",
    ["docs/assets/passwd.txt", "docs/assets/mappe", "docs/ny.md", "recommendations/cases", "recommendations/bilete"],
)
@pytest.mark.parametrize("inside", [True, False])
def test_a_link_is_a_problem(valid_site: Path, tmp_path: Path, name: str, inside: bool) -> None:
    path, elsewhere = valid_site / name, (valid_site if inside else tmp_path) / "annan"
    if path.exists():
        path.rename(elsewhere)
    elif path.suffix:
        elsewhere.write_text("---\n---\n", encoding="utf-8")
    else:
        elsewhere.mkdir()
    path.symlink_to(elsewhere)
    told = f"{name}:1:1: F109 this is a link, which may lead anywhere - put the file itself here"
    assert told in problems_of(valid_site)


@pytest.mark.parametrize("name", ["archive.yml", "thesaurus.yml", "published-urls.txt", "anchors.txt"])
def test_a_folder_with_the_name_of_a_file_that_may_be_missing_is_a_problem(valid_site: Path, name: str) -> None:
    path = valid_site / "recommendations" / name
    path.unlink(missing_ok=True)
    path.mkdir()
    assert any(
        told.startswith(f"recommendations/{name}:1:1: F109 this is a folder") for told in problems_of(valid_site)
    )


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("name", ["archive.yml", "thesaurus.yml", "published-urls.txt", "anchors.txt"])
def test_a_link_that_leads_nowhere_is_not_taken_for_a_file_that_may_be_missing(valid_site: Path, name: str) -> None:
    path = valid_site / "recommendations" / name
    path.unlink(missing_ok=True)
    path.symlink_to("nowhere")
    assert any(told.startswith(f"recommendations/{name}:1:1: F109 this is a link") for told in problems_of(valid_site))


def test_a_folder_that_cannot_be_read_is_a_problem(valid_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def closed(path: Path):
        if Path(path).name == "cases":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    [problem] = not_plain(valid_site, "recommendations")
    assert str(problem).startswith("recommendations/cases/:1:1: F109 the folder cannot be read (Permission denied) - ")


@pytest.mark.parametrize("text", [None, "", "# Alle adresser.\n"])
def test_a_contract_that_is_gone_is_missed_by_the_ledger(published: Settings, tmp_path: Path, text: str | None) -> None:
    root = copy_published(published, tmp_path)
    path = root / contract.FILE
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    [problem] = problems_of(root)
    assert problem.startswith(f"{contract.FILE}:1:1: P805 ids have been given, and the list of the addresses")


def _git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", root, *identity, *arguments], check=True, capture_output=True)


def test_a_contract_that_is_gone_is_missed_by_the_last_commit(published: Settings, tmp_path: Path) -> None:
    root = copy_published(published, tmp_path)
    path = root / contract.FILE
    _git(root, "init", "-q")
    _git(root, "add", "recommendations")
    _git(root, "commit", "-q", "-m", "Publish")
    assert problems_of(root) == []
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("/last-ned/moteark.pdf\n", ""), encoding="utf-8")
    [problem] = problems_of(root)
    assert "P805 /last-ned/moteark.pdf stood here in the last commit" in problem
    for file in (path, root / ledger.FILE):
        file.unlink()
    [problem] = problems_of(root)
    assert re.search(r"P805 /\S* and \d+ more stood here in the last commit", problem)


def test_without_git_there_is_no_last_commit_to_ask(valid_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(valid_site))
    assert committed(valid_site, contract.FILE) == "" and problems_of(valid_site) == []


def test_columns_count_signs_and_not_bytes(valid_site: Path) -> None:
    path = valid_site / "recommendations/cases/udi.md"
    path.write_bytes(path.read_bytes() + "\nÆØÅ på «feil» vis: ".encode() + b"\xe5\n")
    line = path.read_bytes().count(b"\n")
    assert problems_of(valid_site)[0].startswith(f"recommendations/cases/udi.md:{line}:20: F101 ")


def test_a_message_is_one_line_whatever_was_written() -> None:
    told = str(Problem(Place("a.md"), "K203", "skrive\nover\x1b[2Jto\u2028liner\r", "skriv\teitt"))
    assert told == r"a.md:1:1: K203 skrive\nover\x1b[2Jto\u2028liner\r - skriv\teitt"


# --- drawings ----------------------------------------------------------------------------------------

PLAIN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">{}</svg>'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
BAD = (
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<path ONLOAD='alert(1)'/>",
    "<path onload='alert(1)'/>",
    "<path d='M0 0' style='fill:red'/>",
    "<style>path { fill: red }</style>",
    "<style>@import 'https://utanfor.example/';</style>",
    "<a href='https://utanfor.example/'><path/></a>",
    f"<a {XLINK} xlink:href='javascript:alert(1)'><path/></a>",
    "<a><set attributeName='href' to='javascript:alert(1)'/></a>",
    "<animate attributeName='href' values='javascript:alert(1)'/>",
    "<use href='#x'/>",
    "<image href='data:image/png;base64,AAAA'/>",
    "<feImage href='https://utanfor.example/'/>",
    "<path fill='url(https://utanfor.example/a.svg#x)'/>",
    "<path fill='url( //utanfor.example/ )'/>",
    "<path mask='url(&quot;https://utanfor.example/&quot;)'/>",
    "<path fill='image-set(&quot;https://utanfor.example/&quot; 1x)'/>",
    f"<foreignObject><form {XHTML} action='https://utanfor.example/'><input/></form></foreignObject>",
    f"<meta {XHTML} http-equiv='refresh' content='0;url=https://utanfor.example/'/>",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "<math xmlns='http://www.w3.org/1998/Math/MathML'><mtext/></math>",
    "<?xml-stylesheet href='https://utanfor.example/'?>",
    "<?php echo 1 ?>",
    "<!-- --!><script>alert(1)</script> -->",
    "<!--><img src=x onerror=alert(1)>-->",
    "<title><img src='x' onerror='alert(1)'/></title>",
    "<g>laus tekst</g>",
    "<handler type='text/javascript'>alert(1)</handler>",
    "<path href='x'/>",
    f"<path {XLINK} xlink:href='x'/>",
    "<path xml:base='https://utanfor.example/'/>",
    "<path filter='url(#x)'/>",
    "<iframe src='https://utanfor.example/'/>",
)
_NO_PROBLEM = {"<!-- --!><script>alert(1)</script> -->", "<!--><img src=x onerror=alert(1)>-->"}


@pytest.mark.parametrize("inside", BAD)
def test_what_is_no_shape_is_a_problem_and_not_in_what_is_published(inside: str) -> None:
    problems: list[Problem] = []
    drawn = redrawn(PLAIN.format(inside), "x.svg", problems) or ""
    assert problems or inside in _NO_PROBLEM
    assert all(problem.code == "F111" for problem in problems)
    assert not re.search("alert|utanfor|script|onload|<!|<\\?|href|style|<a\\b|laus", drawn, re.IGNORECASE), drawn
    page = html.document_fromstring(f"<body>{drawn}</body>")
    assert {element.tag for element in page.body.iter()} <= {"body", "svg", "path", "g", "title"}


def test_an_entity_and_a_document_type_are_not_followed() -> None:
    problems: list[Problem] = []
    text = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + PLAIN.format("<title>&x;</title>")
    assert "etc" not in (redrawn(text, "x.svg", problems) or "") and problems


def test_a_prefix_is_written_away_and_shapes_are_kept() -> None:
    problems: list[Problem] = []
    text = """<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
    <!-- ei dør --><s:g transform="rotate(4 1,2)">
    <s:path d="M1 2l3-4e-1z" fill="url(#a)" stroke="#1b2f2a" class="spor"/></s:g></s:svg>"""
    drawn = redrawn(text, "x.svg", problems)
    assert problems == [] and drawn is not None
    begins = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g transform="rotate(4 1,2)">'
    assert drawn.startswith(begins)
    assert etree.fromstring(drawn)[0][0].attrib == {
        "d": "M1 2l3-4e-1z",
        "fill": "url(#a)",
        "stroke": "#1b2f2a",
        "class": "spor",
    }
