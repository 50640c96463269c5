"""What answers at old and short addresses, from a few pages as small as can be: the real ones are in test_addresses."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

import history
from sitebuild.build import check
from sitebuild.content import contract, ledger
from sitebuild.model.made_files import Files
from sitebuild.pages.editions_and_archive import archive_address
from sitebuild.problems import ContentError
from sitebuild.publish.answers import OWNER, Answers
from sitebuild.publish.keep_addresses import keep_addresses
from sitebuild.settings import read_settings
from sitebuild.site.addresses import FROM_LETTERS, address
from sitebuild.site.site import Site

LONG = "Gjer lite, og sjå nøye på alt det som dei andre gjer."
CASE, HAND = "recommendations/cases/udi.md", "docs/om.md"
# What was published: a case that has another name now, with what was made of it, two pages, a list and two files.
PUBLISHED = """\
/doeme/flytta/
/doeme/flytta/#kart
/doeme/flytta/#laerdom-1
/doeme/gamal/
/doeme/sektor/borte/
/2022/d/flytta/
/2022/d/gamal/
/gamal.html
/gamal.html#bilete
/gamal.html#ukjend
/last-ned/doeme-flytta.pdf
/last-ned/gamal.pdf
"""
ARCHIVE = """\
- address: /last-ned/gamal.pdf
  title: Den gamle fila
  date: 2026-01-03
  why: Ho har fått nytt namn.
  replaced_by: [/last-ned/doeme-udi.pdf]
"""


@pytest.fixture
def moved_site(valid_site: Path) -> Path:
    """The case is moved, and a place on it has gone to another page, which is moved too."""
    (valid_site / "mkdocs.yml").write_text("site_name: X\nsite_url: https://ord.example.no/\n", encoding="utf-8")
    history.edit(valid_site / ledger.FILE, lambda text: text.replace("doeme:udi", "doeme:flytta"))
    before = "/doeme/udi/\n/doeme/udi/#avsnitt-1\n/doeme/udi/#laerdom-1\n/doeme/udi/#laerdom-2\n"
    kept = before.replace("udi", "flytta")
    now = sorted({*kept.splitlines(True), *PUBLISHED.splitlines(True)})
    history.edit(valid_site / contract.FILE, lambda text: text.replace(before, "".join(now)))
    _claim(valid_site / CASE, "/doeme/flytta/")
    _claim(valid_site / HAND, "/gamal.html, '/doeme/flytta/#kart -> bilete'")
    history.edit(valid_site / "recommendations/archive.yml", lambda text: text + ARCHIVE)
    return valid_site


def _claim(path: Path, former: str) -> None:
    history.edit(path, lambda text: text.replace("changes:", f"redirect_from: [{former}]\nchanges:"))


def _page(title: str, more: str = "") -> bytes:
    text = f"<article><h1 id='tittel'>{title}</h1>{more}</article>"
    return f"<html><head><meta charset='utf-8'></head><body>{text}</body></html>".encode()


def _made(site: Site) -> Files:
    """A page at each address, and the files of the case."""
    made = Files()
    pages = {f"{address(entry)}index.html": _page(entry.label) for entry in site.draft.page_records}
    pages["doeme/udi/index.html"] = _page("UDI", f'<p id="laerdom-1">{LONG}</p><a href="../../om/">Om</a>')
    pages["om/index.html"] = _page("Om", "<h2 id='bilete'>Bilete<a class='anchor-link'>#</a></h2>")
    for path in ("2022/", FROM_LETTERS, "doeme/sektor/"):
        pages[f"{path}index.html"] = _page(path)
    made.add("the pages", pages)
    made.add("the PDFs", {"last-ned/doeme-udi.pdf": b"PDF"})
    return made


def _archived(site: Site) -> dict[str, bytes]:
    return {f"{archive_address(record)}index.html": _page(record.title) for record in site.draft.archive}


def answers_of(root: Path) -> tuple[Answers, dict[str, bytes]]:
    """The answers, written, and the files that they added."""
    site, _advice = check(root)
    found = Answers(read_settings(root), site, _made(site), _archived(site))
    found.write()
    return found, {name: data for name, data in found.made.items() if found.made.owner(name) == OWNER}


def test_each_old_address_answers_and_servers_are_told(moved_site: Path) -> None:
    found, files = answers_of(moved_site)
    assert found.problems == []
    assert found.redirects == {
        "2022/1/": "tilradingar/ein/",
        "2022/2/": "tilradingar/to/",
        "2022/d/udi/": "doeme/udi/",
        "2022/d/": "2022/#doeme",
        "2022/d/flytta/": "2022/d/udi/",
        "brev/": "doeme/opphav/brev/",
        "brev/brevet/": "doeme/brevet/",
        "doeme/sektor/borte/": "doeme/sektor/",
        "gamal.html": "om/",
        "last-ned/doeme-flytta.pdf": "last-ned/doeme-udi.pdf",
        "last-ned/gamal.pdf": "last-ned/doeme-udi.pdf",
    }, "but not where places went to several pages, nor for what was removed"
    gone = {"doeme/flytta/", "doeme/gamal/", "2022/d/gamal/"}
    assert {name.removesuffix("index.html") for name in files} == {*found.redirects, *gone}
    assert files["last-ned/gamal.pdf"] == files["last-ned/doeme-flytta.pdf"] == b"PDF"
    for copy in ("2022/d/udi/", "2022/d/flytta/"):
        page = html.fromstring(files[f"{copy}index.html"])
        assert page.xpath("//p/@id") == ["laerdom-1"] and page.xpath("//a/@href") == ["../../../om/"]
    for removed in ("doeme/gamal/", "2022/d/gamal/"):
        assert html.fromstring(files[f"{removed}index.html"]).xpath("string(//h1)") == "Ei gamal sak"


def test_a_signpost_has_the_places_that_were_published_and_hurries_only_to_one_page(moved_site: Path) -> None:
    _found, files = answers_of(moved_site)
    assert _signpost(files["doeme/flytta/index.html"]) == (
        [],
        ["avsnitt-1", "laerdom-2"],
        {
            "kart": ("../../om/#bilete", "Om"),
            "laerdom-1": ("../udi/#laerdom-1", "Gjer lite, og sjå nøye på alt det …"),
        },
    )
    assert _signpost(files["gamal.html"]) == (["0; url=om/"], ["ukjend"], {"bilete": ("om/#bilete", "Bilete")})
    assert _signpost(files["2022/d/index.html"]) == (["0; url=../#doeme"], [], {})
    canonical = html.fromstring(files["2022/d/index.html"]).xpath("//link[@rel='canonical']/@href")
    assert canonical == ["https://ord.example.no/2022/"]


def _signpost(data: bytes) -> tuple[list[str], list[str], dict[str, tuple[str, str]]]:
    """Whether it leads on at once, the ids that lead to its top, and its list of places."""
    page = html.fromstring(data)
    places = {item.get("id"): (item[0].get("href"), item[0].text_content()) for item in page.xpath("//li")}
    return page.xpath("//meta[@http-equiv]/@content"), page.xpath("//h1/span/@id"), places


def test_where_two_pages_became_one_an_old_link_leads_to_the_title(moved_site: Path) -> None:
    """The case had ids of its own before it took over: none of the other page's is taken for one of them."""
    book = moved_site / ledger.FILE
    own = "doeme:udi#avsnitt-1 [situasjonen] Det hende noko.\ndoeme:udi#laerdom-1 [kva-andre-kan-laere] Gjer lite.\n"
    history.edit(book, lambda text: text + own)
    history.edit(
        moved_site / contract.FILE,
        lambda text: text + "/doeme/udi/\n/doeme/udi/#avsnitt-1\n/doeme/udi/#laerdom-1\n",
    )
    history.edit(moved_site / HAND, lambda text: text.replace(", '/doeme/flytta/#kart -> bilete'", ""))
    found, files = answers_of(moved_site)
    assert found.redirects["doeme/flytta/"] == "doeme/udi/#tittel"
    assert found.redirects["2022/d/flytta/"] == "2022/d/udi/#tittel"
    assert found.redirects["last-ned/doeme-flytta.pdf"] == "last-ned/doeme-udi.pdf"
    at_once = ["0; url=../udi/"]
    assert _signpost(files["doeme/flytta/index.html"]) == (at_once, ["avsnitt-1", "kart", "laerdom-1", "laerdom-2"], {})
    history.edit(moved_site / CASE, lambda text: text.replace("[/doeme/flytta/]", "[/doeme/flytta/ -> situasjonen]"))
    assert answers_of(moved_site)[0].redirects["doeme/flytta/"] == "doeme/udi/#situasjonen"


def test_a_former_short_address_has_the_whole_page_unless_it_leads_to_a_place(moved_site: Path) -> None:
    _claim(moved_site / "recommendations/cases/brevet.md", "/2021/d/brevet/, /2021/d/notat/ -> situasjonen")
    found, files = answers_of(moved_site)
    assert found.redirects["2021/d/brevet/"] == "doeme/brevet/"
    assert b"<article>" in files["2021/d/brevet/index.html"]
    assert found.redirects["2021/d/notat/"] == "doeme/brevet/#situasjonen"
    assert _signpost(files["2021/d/notat/index.html"])[0] == ["0; url=../../../doeme/brevet/#situasjonen"]


def test_a_file_that_is_to_answer_for_another_and_was_not_made_is_told_of(moved_site: Path) -> None:
    site, _advice = check(moved_site)
    made = Files()
    made.add("the pages", {name: data for name, data in _made(site).items() if not name.endswith(".pdf")})
    found = Answers(read_settings(moved_site), site, made, _archived(site))
    found.write()
    assert [problem.message for problem in found.problems] == ["there is no file /last-ned/doeme-udi.pdf"]


def test_what_was_removed_keeps_what_was_made_of_it_whatever_the_order(moved_site: Path) -> None:
    """`felles-ikt` ends in `ikt` too, and both are gone."""
    more = "".join(
        f"- address: /doeme/{name}/\n  title: {title}\n  date: 2026-01-03\n  why: Saka er slutt.\n"
        for name, title in (("ikt", "Om IKT"), ("felles-ikt", "Felles IKT"))
    )
    history.edit(moved_site / "recommendations/archive.yml", lambda text: text + more)
    lines = [f"/{path}" for name in ("ikt", "felles-ikt") for path in (f"doeme/{name}/", f"last-ned/doeme-{name}.pdf")]
    history.edit(moved_site / contract.FILE, lambda text: text + "".join(f"{line}\n" for line in lines))
    found, files = answers_of(moved_site)
    assert found.problems == []
    titles = [html.fromstring(files[f"{line[1:].rstrip('/')}/index.html"]).xpath("string(//h1)") for line in lines]
    assert titles == ["Om IKT", "Om IKT", "Felles IKT", "Felles IKT"]


def test_a_published_address_that_does_not_answer_stops_the_build_with_its_page(moved_site: Path) -> None:
    site, settings = check(moved_site)[0], read_settings(moved_site)
    found = keep_addresses(settings, site, _made(site), _archived(site))
    assert found.found["gamal.html"] == {"tittel", "bilete", "ukjend", "stader"}
    assert found.redirects["gamal.html"] == "om/"
    more = "/2022/d/udi/#laerdom-1\n/2022/d/udi/#borte\n"
    history.edit(moved_site / contract.FILE, lambda text: text + more)
    site, _advice = check(moved_site)
    with pytest.raises(ContentError) as error:
        keep_addresses(settings, site, _made(site), _archived(site))
    [problem] = error.value.problems
    assert "add /doeme/udi/#borte -> new-id to redirect_from in recommendations/cases/udi.md" in problem.remedy


def test_a_page_that_is_lost_is_not_answered_for_by_one_whose_name_its_own_ends_in(moved_site: Path) -> None:
    removed = "- address: /doeme/ikt/\n  title: Om IKT\n  date: 2026-01-03\n  why: Saka er slutt.\n"
    history.edit(moved_site / "recommendations/archive.yml", lambda text: text + removed)
    lines = "/doeme/ikt/\n/2022/d/ikt/\n/kort/2022-d-ikt/\n/last-ned/doeme-ikt.pdf\n/doeme/felles-ikt/\n"
    history.edit(moved_site / contract.FILE, lambda text: text + lines)
    site, _advice = check(moved_site)
    with pytest.raises(ContentError) as error:
        keep_addresses(read_settings(moved_site), site, _made(site), _archived(site))
    assert [problem.message for problem in error.value.problems] == [
        "/doeme/felles-ikt/ was published, and nothing answers there"
    ]
