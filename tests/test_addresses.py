"""Addresses that never break: what was published answers after a year of changes, and a break stops the build."""

from __future__ import annotations

import hashlib
import http.server
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Route, expect

import history
from conftest import Server, copy_published, files_of
from history import History
from sitebuild import cli
from sitebuild.build import check
from sitebuild.content import contract, ledger
from sitebuild.content.load import load
from sitebuild.model.records import Archived
from sitebuild.model.sections import UNIT_ID
from sitebuild.model.values import SitePath, Text
from sitebuild.outputs.export.write import addresses
from sitebuild.problems import ContentError, Place, Problem
from sitebuild.publish import record_addresses as publish
from sitebuild.publish.relink import relink
from sitebuild.settings import Settings
from sitebuild.site import made_addresses, moves
from sitebuild.site.contract import collect, lines_of, lost
from sitebuild.site.link import link as linked
from test_browser import violations

BASE = "https://ord-til-handling.example/"


def read(site: Path, path: str) -> html.HtmlElement:
    return html.fromstring((site / path / "index.html").read_bytes())


@pytest.fixture(scope="module")
def past_server(past: History) -> Iterator[Server]:
    found = Server(past.site)
    yield found
    found.close()


# --- what was published answers ----------------------------------------------------------------------


def test_every_published_address_and_id_answers_after_a_year_of_changes(past: History) -> None:
    assert len(past.old) > 1500
    ids: dict[str, set[str]] = {}
    for line in past.old:
        path, _, anchor = line.lstrip("/").partition("#")
        file = past.site / path
        page = file / "index.html"
        assert file.is_file() or page.is_file(), line
        if anchor:
            ids.setdefault(path, set(html.fromstring(page.read_bytes()).xpath("//@id")))
            assert anchor in ids[path], line


def test_the_contract_lists_pages_files_and_ids_in_order(published: Settings) -> None:
    lines = history.lines(published.root)
    assert list(lines) == sorted(set(lines))
    for line in (
        "/",
        "/2022/",
        "/2022/3/#steg-2",
        "/2022/d/udi/#laerdom-1",
        "/data/doeme.csv",
        "/kort/2022-3/",
        "/last-ned/moteark.pdf",
        "/om/#personvern",
        "/omgrep/#malbilete",
        "/tilradingar/malbilete/#fallgruve-1",
        "/tilradingar/malbilete/#slik-gar-de-fram",
        "/tilradingar/malbilete/#punkt-alliansar",
    ):
        assert line in lines, line
    assert not [line for line in lines if line.startswith(("/assets/", "/404", "/_")) or "#sok-felt" in line]


def test_a_site_where_nothing_is_published_is_sound(published: Settings, tmp_path: Path) -> None:
    root = copy_published(published, tmp_path / "new")
    (root / contract.FILE).unlink()
    (root / ledger.FILE).unlink()
    check(root)
    (root / contract.FILE).write_text("", encoding="utf-8")
    site, _advice = check(root)
    assert site.published == ()


REPLACES_IT = "that replaces it, or to recommendations/archive.yml"
AS_ADDRESS = "write it as /doeme/udi/ or /doeme/udi/#laerdom-1"


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        (" /om/", "remove the space around it"),
        ("/om", "end it with /: /om/"),
        ("om/", AS_ADDRESS),
        ("/om/#", AS_ADDRESS),
        ("/om/#to ord", AS_ADDRESS),
    ],
)
def test_a_line_of_the_contract_that_is_no_address_says_how_to_write_it(line: str, remedy: str) -> None:
    problems: list[Problem] = []
    [found] = contract.parse(f"{line}\n/\n", problems)
    assert (found.path, found.place.line) == ("", 2), "the line after it is read"
    assert [(problem.code, problem.place.line, problem.remedy) for problem in problems] == [("P802", 1, remedy)]


# --- a break stops the build -------------------------------------------------------------------------


def test_each_page_and_each_id_that_is_lost_is_told_with_its_line(published: Settings) -> None:
    """One at a time, for every line of the real contract."""
    site, _advice = check(published.root)
    addresses = collect(files_of(published.output))
    assert list(lost(site.published, addresses, {})) == []
    for line in site.published:
        without = dict(addresses)
        if line.anchor:
            without[line.path] = addresses[line.path] - {line.anchor}
        else:
            del without[line.path]
        found = list(lost(site.published, without, {}))
        told = [line] if line.anchor else [other for other in site.published if other.path == line.path]
        assert [problem.place for problem in found] == [other.place for other in told]


def test_what_can_be_linked_to_is_pages_and_files_with_the_ids_of_their_text() -> None:
    card, moved = b"<main id='kort'><p id='b'></main>", b'<main class="moved x" id="gamalt"><p id="c"></main>'
    furniture = b"<nav id='m'></nav><form><p id='f'></p></form><div hidden id='h'><p id='i'></p></div>"
    files = {
        "index.html": b"<nav id='utanfor'></nav><article id='a'><h1 id='t'></h1>" + furniture + b"</article>",
        "om/index.html": b"<article><p id='e'><b id='g'></b></article>",
        "gamalt.html": moved,
        "kort/om/index.html": card,
        "data/om.json": b"<article id='j'>",
        "assets/js/om.js": b"",
        **dict.fromkeys(("404.html", "_headers", "_redirects"), b"<article id='k'>"),
    }
    found = {path: set(ids) for path, ids in collect(files).items()}
    assert found == {
        "": {"a", "t"},
        "om/": {"e", "g"},
        "gamalt.html": {"gamalt", "c"},
        "kort/om/": set(),
        "data/om.json": set(),
    }
    assert set(lines_of({"om/": ["e"]})) == {"/om/", "/om/#e"}


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("/om/", None),
        ("/om/#e", None),
        ("/fil.pdf", None),
        ("/2022/d/om/", f"put the page back, or add /2022/d/om/ to redirect_from on the page {REPLACES_IT}"),
        ("/data/om.json", "make the file again, or add /data/om.json to recommendations/archive.yml"),
        ("/om/#f", "put the id back, or add /om/#f -> new-id to redirect_from in docs/om.md"),
        ("/ny/#f", "put the id back, or add /ny/#f -> new-id to redirect_from in the page"),
    ],
)
def test_what_does_not_answer_has_its_remedy(line: str, remedy: str | None) -> None:
    """A file that was removed is a folder with a page in it, and each server leads there."""
    there = {"om/": frozenset("e"), "ny/": frozenset(), "fil.pdf/": frozenset()}
    found = lost(contract.parse(f"{line}\n", []), there, {"om/": ("om/", "docs/om.md")})
    assert [problem.remedy for problem in found] == ([remedy] if remedy else [])


def test_deleting_and_renaming_fail_the_build_with_the_remedy(
    published: Settings, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    root = copy_published(published, tmp_path / "broken")
    before = digests(root / "site")
    history.rename_case(root, "udi", "utlendingar", redirect=False)
    history.archive_case(root, "ny-i-noreg")
    (root / "recommendations/archive.yml").unlink()
    history.rename_heading(root, "om", "personvern", "om-lesaren", redirect=False)
    cited = root / "recommendations/cases/barentswatch.md"
    history.edit(cited, lambda text: re.sub(r"(?m)^  - id: barentswatch-mandat\n(?:    .*\n)*", "", text))
    cited.write_text(cited.read_text(encoding="utf-8").replace("[^barentswatch-mandat]", ""), encoding="utf-8")
    assert cli.main(["--root", str(root), "build"]) == 1
    shown = capsys.readouterr().err
    lines = history.lines(root)
    for wrong in ("/doeme/udi/", "/doeme/ny-i-noreg/", "/last-ned/doeme-udi.pdf", "/2022/d/udi/#laerdom-1"):
        number = lines.index(wrong) + 1 + contract.HEADER.count("\n")
        path = wrong.partition("#")[0]
        assert f"{contract.FILE}:{number}:1: P801 {path} was published, and nothing answers there" in shown
    assert "add /doeme/udi/ to redirect_from on the page that replaces it, or to recommendations/archive.yml" in shown
    assert "put the id back, or add /om/#personvern -> new-id to redirect_from in docs/om.md" in shown
    remedy = "add /doeme/barentswatch/#kjelde-barentswatch-mandat -> new-id to redirect_from in recommendations/cases/"
    assert shown.count(remedy) == 2, "the page, and the copy of it at its short address"
    of_the_two = re.compile(
        r"/(?!verksemder/|doeme/verksemd/).*([/-](udi|ny-i-noreg)(/.*|\..*|#.*)?|#(kort-2022-d-)?(udi|ny-i-noreg))"
    )
    told = {line for line in lines if of_the_two.fullmatch(line)}
    told |= {f"/{path}/barentswatch/#kjelde-barentswatch-mandat" for path in ("doeme", "2022/d")} | {"/om/#personvern"}
    numbers = {int(number) for number in re.findall(rf"^{contract.FILE}:(\d+):1: P801", shown, re.M)}
    assert {lines[number - 1 - contract.HEADER.count("\n")] for number in numbers} == told
    assert digests(root / "site") == before, "the last good site is untouched"


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_pages_that_lead_to_each_other_are_a_ring(valid_site: Path) -> None:
    case = valid_site / "recommendations/cases/udi.md"
    history.edit(case, lambda text: text.replace("id: udi\n", "id: udi\nredirect_from: [/om/]\n"))
    claim = "redirect_from: [/doeme/udi/]\nchanges:"
    history.edit(valid_site / "docs/om.md", lambda text: text.replace("changes:", claim))
    with pytest.raises(ContentError) as error:
        check(valid_site)
    assert [problem.code for problem in error.value.problems] == ["P808", "P808"]


# --- publish -----------------------------------------------------------------------------------------


def test_publishing_again_adds_nothing_and_changes_nothing(
    published: Settings, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    root = copy_published(published, tmp_path / "again")
    before = [(root / name).read_bytes() for name in (contract.FILE, ledger.FILE)]
    made = digests(root / "site")
    assert history.publish(root) == 0
    assert "Wrote down 0 new addresses" in capsys.readouterr().out
    assert [(root / name).read_bytes() for name in (contract.FILE, ledger.FILE)] == before
    assert digests(root / "site") == made, "an id is the same before it is written down and after"


def test_publishing_the_changes_only_adds_and_keeps_every_id(
    past: History, published: Settings, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    root = tmp_path / "later"
    copy_published(past.settings, root)
    made = digests(root / "site")
    assert history.publish(root) == 0
    shown = capsys.readouterr().out
    assert re.search(r"^  \+ /doeme/utlendingar/ with \d+ places on it$", shown, re.M)
    assert set(past.old) < set(history.lines(root))
    assert digests(root / "site") == made
    before, after = history.ledger_of(published.root).pages, history.ledger_of(root).pages
    assert after["doeme:utlendingar"] == before["doeme:udi"] and "doeme:udi" not in after
    assert after["doeme:ny-i-noreg"] == before["doeme:ny-i-noreg"], "kept, so that none of them is given again"
    for gone in (past.removed, past.moved):
        assert ledger.Anchor(gone.id, gone.section) in after[gone.key]
    for name in before.keys() - {"doeme:udi", "doeme:felles-ikt", past.removed.key, past.moved.key}:
        assert [(line.id, line.text) for line in after[name]] == [(line.id, line.text) for line in before[name]]
    assert len([key for key in after if key.startswith("tilrading:2023/")]) == 7
    check(root)


def test_publish_adds_what_is_new_and_forgets_no_page_that_is_gone(valid_site: Path) -> None:
    gone = "doeme:borte#avsnitt-1 -> situasjonen\n"
    history.edit(valid_site / ledger.FILE, lambda text: text.replace("doeme:udi", "doeme:flytta") + gone)
    history.edit(valid_site / contract.FILE, lambda text: text.replace("/udi/", "/flytta/"))
    claim = "redirect_from: [/doeme/flytta/]\nchanges:"
    history.edit(valid_site / "recommendations/cases/udi.md", lambda text: text.replace("changes:", claim))
    site, _advice = check(valid_site)
    known = set(history.lines(valid_site))
    there = {"om/": frozenset({"bilete"}), "doeme/flytta/": frozenset({"laerdom-1"}), "doeme/udi/": frozenset()}
    assert publish.unpublished(site, there) == 2
    added, texts = publish.record(valid_site, site, there)
    assert added == ["/doeme/udi/", "/om/#bilete"] and list(texts) == list(publish.files(valid_site))
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    assert set(history.lines(valid_site)) == known | set(added)
    kept = history.ledger_of(valid_site).pages
    assert [anchor.id for anchor in kept["doeme:borte"]] == ["avsnitt-1"]
    assert [anchor.id for anchor in kept["doeme:udi"]] == ["avsnitt-1", "laerdom-1", "laerdom-2"]
    assert "doeme:flytta" not in kept and all(kept.values())
    assert publish.record(valid_site, site, there) == (added, {}), "a file that says it already is left as it is"


def test_a_build_never_writes_the_ledger_or_the_contract(past: History, published: Settings) -> None:
    assert (past.settings.root / ledger.FILE).read_bytes() == (published.root / ledger.FILE).read_bytes()
    assert history.lines(past.settings.root) == past.old


# --- short addresses and editions --------------------------------------------------------------------


@pytest.mark.parametrize("year", [2022, 2023])
def test_both_editions_answer_at_their_short_addresses(past: History, year: int) -> None:
    slugs = set()
    for number in range(1, 8):
        page = read(past.site, f"{year}/{number}")
        canonical = page.xpath("string(//link[@rel='canonical']/@href)")
        assert canonical.startswith(f"{BASE}tilradingar/") and canonical.endswith("-2023/") == (year == 2023)
        assert page.xpath("//li[@id='steg-2']//h3") and f"Tilråding {number}" in page.text_content()
        slugs.add(canonical)
    assert len(slugs) == 7
    both = read(past.site, f"{year}/d/biodigsirk")
    assert both.xpath("string(//link[@rel='canonical']/@href)") == f"{BASE}doeme/biodigsirk/"
    assert both.xpath("string(//a[@rel='bookmark']/@href)") == f"{BASE}2022/d/biodigsirk/", "cited by the oldest"


@pytest.mark.parametrize(("year", "cases"), [(2022, 12), (2023, 2)])
def test_who_cuts_a_short_address_finds_the_edition(past: History, year: int, cases: int) -> None:
    page = read(past.site, f"{year}")
    assert len(page.xpath("//section[@aria-labelledby='tilradingar']//h3//a")) == 7
    assert len(page.xpath("//section[@aria-labelledby='doeme']//li/a")) == cases
    assert bool(page.xpath("//a[@href='../2023/']")) == (year == 2022), "an older edition leads to the newest"
    leads = read(past.site, f"{year}/d")
    assert leads.xpath("string(//main//a/@href)") == "../#doeme"
    assert leads.xpath("string(//meta[@http-equiv='refresh']/@content)") == "0; url=../#doeme"


def test_a_copy_leads_wherever_the_page_itself_does(past: History) -> None:
    copies = [path for path in collect(files_of(past.site)) if re.fullmatch(r"\d{4}/(\d+|d/.+)/", path)]
    assert len(copies) == 14 + 13 + 2 + 3, "recommendations, cases, one in both editions, two under former names"
    for path in copies:
        page = read(past.site, path)
        canonical = page.xpath("string(//link[@rel='canonical']/@href)")
        if not canonical:
            assert page.xpath("//meta[@name='robots'][@content='noindex']"), "the archive page"
            continue
        own = read(past.site, canonical.removeprefix(BASE))
        links = "//@href | //@src | //@action | //@data-base"
        here, there = (
            [urljoin(where, link) for link in tree.xpath(links) if not link.startswith("#")]
            for where, tree in ((BASE + path, page), (canonical, own))
        )
        assert here == there
        assert page.xpath("//@id") == own.xpath("//@id")


def test_copies_and_signposts_are_neither_searched_nor_listed(past: History) -> None:
    index = (past.site / "assets/js/search/index.js").read_text(encoding="utf-8")
    sitemap = (past.site / "sitemap.xml").read_text(encoding="utf-8")
    assert "doeme/utlendingar/" in index and "doeme/utlendingar/" in sitemap
    for wrong in ("2022/3/", "2023/3/", "2022/d/", "doeme/udi/", "doeme/ny-i-noreg/"):
        # A short address is among the codes that lead to a page, and is no result itself.
        assert f'location":"{wrong}' not in index and f'["{wrong}' not in index and f"{BASE}{wrong}" not in sitemap


def test_relinking_keeps_what_is_not_a_relative_link() -> None:
    page = '<a href="../../om/#sitere"> <a href="#x"> <a href="https://a.b/c"> <img src="../b.png"> <a href="./">'
    page += '<form action="../../sok/?q=å#x"><a href=".."><a href="mailto:a@b.c"><search data-base="../../">'
    moved = relink(page, "doeme/udi/", "2022/d/udi/")
    assert moved == (
        '<a href="../../../om/#sitere"> <a href="#x"> <a href="https://a.b/c"> <img src="../../../doeme/b.png"> '
        '<a href="../../../doeme/udi/"><form action="../../../sok/?q=å#x"><a href="../../../doeme/">'
        '<a href="mailto:a@b.c"><search data-base="../../../">'
    )


def test_the_fragment_is_lost_by_a_refresh_kept_by_301_and_needs_neither_on_a_copy(
    browser: Browser, past_server: Server, tmp_path: Path
) -> None:
    """The reason for copies: what a page that refreshes, a server that redirects, and a copy do with `#steg-2`."""
    (tmp_path / "index.html").write_text("<meta http-equiv=refresh content='0; url=to.html'>", encoding="utf-8")
    (tmp_path / "to.html").write_text("<p id=steg-2>", encoding="utf-8")

    class Redirecting(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(tmp_path))

        def do_GET(self) -> None:
            if self.path != "/moved":
                return super().do_GET()
            self.send_response(301)
            self.send_header("Location", "/to.html")
            return self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Redirecting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url, page = f"http://127.0.0.1:{server.server_address[1]}", browser.new_page()
    page.goto(f"{url}/#steg-2")
    page.wait_for_url("**/to.html*")
    assert page.url == f"{url}/to.html", "the refresh lost it"
    page.goto(f"{url}/moved#steg-2")
    assert page.url == f"{url}/to.html#steg-2", "the redirect kept it"
    server.shutdown()
    server.server_close()
    for address in ("2022/3/#steg-2", "2023/3/#steg-2", "2022/d/udi/#laerdom-1", "2022/d/utlendingar/#laerdom-1"):
        page.goto(past_server.url + address)
        assert page.url == past_server.url + address
        expect(page.locator(":target")).to_be_in_viewport()
    page.close()


def test_search_works_on_a_copy(context: BrowserContext, past_server: Server) -> None:
    page = context.new_page()
    page.goto(f"{past_server.url}2022/3/")
    page.get_by_label("Søk", exact=True).fill("personvern")
    page.locator(".md-search-result__link").first.click()
    assert page.url.startswith(f"{past_server.url}om/")


# --- what has moved and what was removed -------------------------------------------------------------


def test_a_former_address_has_a_page_without_script_that_leads_on(past: History) -> None:
    page = read(past.site, "doeme/udi")
    assert page.get("lang") == "nn" and not page.xpath("//script | //style | //@style")
    assert page.xpath("string(//link[@rel='canonical']/@href)") == f"{BASE}doeme/utlendingar/"
    assert page.xpath("string(//meta[@name='robots']/@content)") == "noindex"
    assert page.xpath("string(//meta[@http-equiv='refresh']/@content)") == "0; url=../utlendingar/"
    assert page.xpath("//main/p/a/@href") == ["../utlendingar/"]
    new = read(past.site, "doeme/utlendingar")
    assert page.xpath("string(//main/p/a)") == new.xpath("string(//h1)")
    old = {line.partition("#")[2] for line in past.old if line.startswith("/doeme/udi/#")}
    assert len(old) > 20
    for anchor in old - {"tittel"}:
        assert page.get_element_by_id(anchor).xpath("string(a/@href)") == f"../utlendingar/#{anchor}"
        assert page.get_element_by_id(anchor).text_content().strip()


def test_a_renamed_page_keeps_every_id_with_its_text(past: History, published: Settings) -> None:
    before, after = read(published.output, "doeme/udi"), read(past.site, "doeme/utlendingar")
    units = [anchor for anchor in before.xpath("//@id") if UNIT_ID.fullmatch(anchor)]
    assert len(units) > 8
    for anchor in units:
        assert after.get_element_by_id(anchor).text_content() == before.get_element_by_id(anchor).text_content()


def test_files_of_a_renamed_page_answer_at_their_old_names(past: History) -> None:
    for old, new in {
        "last-ned/doeme-udi.pdf": "last-ned/doeme-utlendingar.pdf",
        "lenk/qr/2022-d-udi.png": "lenk/qr/2022-d-utlendingar.png",
        "oembed/2022-d-udi.json": "oembed/2022-d-utlendingar.json",
        "doeme/udi/index.md": "doeme/utlendingar/index.md",
    }.items():
        assert (past.site / old).read_bytes() == (past.site / new).read_bytes()
    card = read(past.site, "kort/2022-d-udi")
    assert card.xpath("string(//h1/a/@href)") == f"{BASE}2022/d/utlendingar/"


def test_a_removed_page_says_what_replaced_it(past: History) -> None:
    page = read(past.site, "doeme/ny-i-noreg")
    assert page.xpath("string(//h1)") == "Livshendinga ny i Noreg"
    assert "Teke bort 1. februar 2027" in page.text_content() and "er slått saman med det" in page.text_content()
    assert page.xpath("//section[@aria-labelledby='i-staden']//a/@href") == ["../utlendingar/#situasjonen"]
    assert page.xpath("//nav[@class='crumbs'] and //header[@class='site-header']")
    assert page.xpath("string(//meta[@name='robots']/@content)") == "noindex"
    for copy in ("2022/d/ny-i-noreg", "last-ned/doeme-ny-i-noreg.pdf", "kort/2022-d-ny-i-noreg"):
        other = read(past.site, copy)
        assert other.xpath("string(//h1)") == "Livshendinga ny i Noreg"
        leads = urljoin(f"{BASE}{copy}/", other.xpath("string(//section//a/@href)"))
        assert leads == f"{BASE}doeme/utlendingar/#situasjonen"


def test_a_removed_file_is_the_one_that_replaced_it_or_a_page_that_says_it_is_gone(past: History) -> None:
    new = (past.site / "last-ned/moteark.pdf").read_bytes()
    assert (past.site / "last-ned/gamalt-moteark.pdf").read_bytes() == new
    gone = read(past.site, "last-ned/plakat.pdf")
    assert "Ingen hengde han opp." in gone.text_content()
    home = gone.xpath("string(//main//article//a[text()='framsida']/@href | //article//a[text()='framsida']/@href)")
    assert urljoin(f"{BASE}last-ned/plakat.pdf/", home) == BASE
    assert not (past.site / "_arkiv").exists()


def test_nothing_that_is_there_is_written_over(
    published: Settings, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    root = copy_published(published, tmp_path / "over")
    before = digests(root / "site")
    records = [("/data/doeme.json", "side:om"), ("/data/omgrep.json", "/data/aktorar.json"), ("/a.pdf", "/b.pdf")]
    text = "".join(
        f"- address: {address}\n  title: Borte\n  date: 2027-01-01\n  why: Borte.\n  replaced_by: [{target}]\n"
        for address, target in records
    )
    (root / "recommendations/archive.yml").write_text(text, encoding="utf-8")
    for verb in ("check", "build"):
        assert cli.main(["--root", str(root), verb]) == 1
        shown = re.findall(r"^recommendations/[\w/.-]+:\d+:\d+: P80\d .*", capsys.readouterr().err, re.M)
        assert [re.sub(r":\d+:\d+:", ":", line).split(" - ")[0] for line in shown] == [
            "recommendations/archive.yml: P807 /data/doeme.json is something that the build makes",
            "recommendations/archive.yml: P807 /data/omgrep.json is something that the build makes",
            "recommendations/archive.yml: P809 there is no file /b.pdf that stays",
        ]
    assert digests(root / "site") == before
    (root / "recommendations/archive.yml").write_text(
        text.replace("/data/doeme.json", "/oembed/2022-3.json").replace("/data/omgrep.json", "/last-ned/moteark.pdf"),
        encoding="utf-8",
    )
    history.claim(root / "recommendations/cases/udi.md", "/kort/2022-3/")
    assert cli.main(["--root", str(root), "check"]) == 1
    assert len(re.findall(r"P807 \S+ is something that the build makes", capsys.readouterr().err)) == 3


def test_every_link_of_the_changed_site_resolves(past: History) -> None:
    """Copies, signposts and archive pages too."""
    ids: dict[str, set[str]] = {}
    for path in sorted(past.site.rglob("*.html")):
        where = path.relative_to(past.site).as_posix().removesuffix("index.html")
        ids[where] = set(html.fromstring(path.read_bytes()).xpath("//@id"))
    for where in ids:
        page = html.fromstring((past.site / (where if where.endswith(".html") else f"{where}index.html")).read_bytes())
        for link in page.xpath("//@href | //@src"):
            target, fragment = urldefrag(urljoin(BASE + where, link).partition("?")[0])
            if not target.startswith(BASE):
                continue
            name = target.removeprefix(BASE)
            assert (past.site / name).is_file() or name in ids, (where, link)
            assert not fragment or fragment in ids[name], (where, link)


def test_a_removed_paragraph_leads_to_its_section_quietly(past: History) -> None:
    place = read(past.site, past.removed.path).get_element_by_id(past.removed.id)
    assert place.tag == "span" and place.getparent().get("id") == past.removed.section
    assert not place.text_content() and not place.get("tabindex") and not place.get("role")


def test_a_heading_with_a_new_id_answers_to_its_old_one(past: History) -> None:
    page = read(past.site, "om")
    assert page.get_element_by_id("gjenbruk").getparent() is page.get_element_by_id("bruk")


def test_a_page_that_became_two_leads_to_each_and_hurries_nobody(past: History) -> None:
    """A server, and a page that leads on at once, would take every reader to the one."""
    page = read(past.site, "doeme/felles-ikt")
    assert not page.xpath("//meta[@http-equiv]")
    assert page.xpath("//main/p/a/@href") == ["../felles-tenester/"]
    assert page.get_element_by_id("laerdom-1").xpath("a/@href") == ["../../tilradingar/kommunane/#sporsmal"]
    assert page.get_element_by_id("laerdom-2").xpath("a/@href") == ["../felles-tenester/#laerdom-2"]
    assert "\n/doeme/felles-ikt/ " not in (past.site / "_redirects").read_text(encoding="utf-8")


def test_a_case_that_leaves_an_edition_answers_at_its_short_address(past: History) -> None:
    copy, own = read(past.site, "2022/d/snudde-i-tide"), read(past.site, "doeme/snudde-i-tide")
    assert copy.xpath("//article//@id") == own.xpath("//article//@id")
    assert own.xpath("string(//a[@rel='bookmark']/@href)") == f"{BASE}2023/d/snudde-i-tide/"
    for folder, ending in (("lenk/qr", "svg"), ("oembed", "json")):
        old, new = (past.site / f"{folder}/{year}-d-snudde-i-tide.{ending}" for year in (2022, 2023))
        assert old.read_bytes() == new.read_bytes()


def test_a_place_that_moved_to_another_page_has_a_line_that_says_so(past: History) -> None:
    line = read(past.site, past.moved.path).get_element_by_id(past.moved.id)
    assert line.tag == "p" and line.getprevious().get("id") == past.moved.section
    leads = urljoin(BASE + past.moved.path, line.xpath("string(a/@href)"))
    assert leads == f"{BASE}tilradingar/samarbeidsarenaer/#kvifor"
    assert line.text_content() == "Noko er flytta herfrå til Etabler breie samarbeidsarenaer der de kan utvikle saman."


def test_a_place_that_moved_to_another_page_is_known_to_both(valid_site: Path) -> None:
    history.edit(
        valid_site / "recommendations/cases/udi.md",
        lambda text: text.replace("id: udi\n", "id: udi\nredirect_from: [/om/#gamal -> laerdom-1]\n"),
    )
    site, _advice = check(valid_site)
    found = moves.former(site.pages["om"], site)
    assert found.here == {} and found.away["gamal"].entry is site.cases["udi"]
    assert moves.former(site.cases["udi"], site).here == {"laerdom-2": "kva-andre-kan-laere"}


def test_where_two_pages_become_one_no_id_is_taken_for_another(valid_site: Path) -> None:
    """Both had `avsnitt-1`: an old link to the page that is gone must not land at the other's paragraph."""
    cases = valid_site / "recommendations/cases"
    text = (cases / "udi.md").read_text(encoding="utf-8")
    (cases / "to.md").write_text(text.replace("id: udi\n", "id: to\n"), encoding="utf-8")
    book = valid_site / ledger.FILE
    more = "doeme:to#avsnitt-1 [situasjonen] Det hende noko.\ndoeme:to#laerdom-1 [kva-andre-kan-laere] Gjer lite.\n"
    book.write_text(book.read_text(encoding="utf-8") + more, encoding="utf-8")
    addresses = valid_site / contract.FILE
    lines = "/doeme/to/\n/doeme/to/#avsnitt-1\n/doeme/to/#laerdom-1\n"
    addresses.write_text(addresses.read_text(encoding="utf-8") + lines, encoding="utf-8")
    check(valid_site)
    (cases / "to.md").unlink()
    history.edit(cases / "udi.md", lambda text: text.replace("id: udi\n", "id: udi\nredirect_from: [/doeme/to/]\n"))
    site, _advice = check(valid_site)
    assert [(moved.old, moved.same_ids) for moved in moves.moved_pages(site)] == [("doeme/to/", False)]
    kept = publish.ledger_of(site)
    assert [line.id for line in kept.pages["doeme:to"]] == ["avsnitt-1", "laerdom-1"], "none is given again"


def test_moved_removed_and_edition_pages_are_accessible(browser: Browser, past_server: Server) -> None:
    for width, scheme in ((1280, "light"), (320, "dark")):
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page = context.new_page()
        page.route("**/doeme/udi/", stay)
        for address in ("doeme/udi/", "doeme/ny-i-noreg/", "2022/", "2022/3/"):
            page.goto(past_server.url + address)
            assert violations(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        context.close()


def stay(route: Route) -> None:
    """A page that leads on at once, made to stay and be looked at."""
    page = re.sub("<meta http-equiv[^>]*>", "", route.fetch().text())
    route.fulfill(body=page, content_type="text/html")


def test_a_moved_page_leads_on_without_scripts(browser: Browser, past_server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{past_server.url}doeme/udi/")
    page.wait_for_url("**/doeme/utlendingar/")
    context.close()


# --- the link to each place --------------------------------------------------------------------------


def test_every_place_has_a_link_whose_name_is_its_own(built: Settings) -> None:
    for path, ids in collect(files_of(built.output)).items():
        page_path = built.output / path / "index.html"
        if not page_path.is_file() or path.startswith("kort/"):
            continue
        page = html.fromstring(page_path.read_bytes())
        links = page.xpath("//a[@class='anchor-link']")
        places = {anchor for anchor in ids if UNIT_ID.fullmatch(anchor)}
        # What the council wrote, what has happened since, and further reading have ids of the editors' own.
        places |= set(page.xpath("//li[@class='told__item']/@id"))
        # What was there once answers still, and there is nothing to take the address of.
        places -= set(page.xpath("//*[@class='anchor-former']/@id"))
        assert {link.get("href") for link in links} == {f"#{anchor}" for anchor in places}, path
        names = [link.get("aria-label") for link in links]
        assert len(set(names)) == len(names), path
        assert all(name.startswith("Lenkje til ") for name in names)
        assert not page.xpath("//label//a | //h1//a[@class='anchor-link'] | //h2//a[@class='anchor-link']")
        assert not page.xpath("//h3//a[@class='anchor-link']")
        for link in links:
            assert page.get_element_by_id(link.get("href")[1:]) in link.iterancestors()


def test_the_link_shows_on_focus_and_on_hover_and_when_tapped(browser: Browser, server: Server) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{server.url}tilradingar/malbilete/")
    shown = "node => getComputedStyle(node).opacity === '1'"
    links = page.locator(".anchor-link")
    assert links.count() > 15 and not any(link.evaluate(shown) for link in links.all())
    for link in links.all():
        if not link.is_visible():
            continue  # it is in what is folded, and shows when that is opened
        link.focus()
        page.keyboard.press("Shift")
        assert link.evaluate("node => node === document.activeElement") and link.evaluate(shown)
        assert link.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
        box = link.bounding_box()
        assert box["width"] >= 24 and box["height"] >= 24
    page.locator("h1").click()
    page.locator("#steg-2").hover()
    assert page.locator("#steg-2 .anchor-link").evaluate(shown)
    assert not page.locator("#steg-3 .anchor-link").evaluate(shown)
    page.emulate_media(media="print")
    assert page.locator("#steg-2 .anchor-link").is_hidden()
    page.close()
    touch = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = touch.new_page()
    page.goto(f"{server.url}tilradingar/malbilete/")
    assert not page.locator("#steg-2 .anchor-link").is_visible(), "out of sight until the row is tapped"
    page.locator("#steg-2 > p").first.tap()
    assert page.locator("#steg-2 > .anchor-link").is_visible()
    touch.close()


def test_the_link_gives_the_address_without_scripts_and_names_nothing_else(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}tilradingar/malbilete/")
    page.get_by_role("link", name="Lenkje til steg 2").click()
    assert page.url.endswith("/tilradingar/malbilete/#steg-2")
    page.get_by_role("link", name="Lenkje til spørsmål 1").click()
    assert page.url.endswith("#sporsmal-1")
    title = page.locator("#steg-2 h3").inner_text()
    assert page.get_by_role("heading", name=title, exact=True).count() == 1
    label = page.locator("#sporsmal-1 .ask__text").inner_text().strip()
    assert label.endswith("?"), "the link beside a question is no part of it"
    context.close()


def test_a_list_of_cases_that_is_gone_leads_to_the_list_above(published: Settings, tmp_path: Path) -> None:
    """A term, an actor or a sector may go, and a list may get shorter; who has linked to it still gets an answer."""
    root = copy_published(published, tmp_path / "shorter")
    history.edit(root / contract.FILE, lambda text: f"{text}/doeme/sektor/romfart/\n/doeme/side/9/\n")
    assert cli.main(["--root", str(root), "build"]) == 0
    for old, target in {"doeme/sektor/romfart/": "../", "doeme/side/9/": "../../"}.items():
        assert read(root / "site", old).xpath("//main//a/@href")[0] == target, old
    assert "/doeme/sektor/romfart/ /doeme/sektor/" in (root / "site/_redirects").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("claims", "code", "said"),
    [
        (["/endringar.xml/"], "P807", "is a folder with the name of a file"),
        (["/data/doeme.json/"], "P807", "is a folder with the name of a file"),
        (["/om/index.html"], "P807", "is the file of /om/, a page that is there"),
        (["/doeme/udi/index.html"], "P807", "is the file of /doeme/udi/, a page that is there"),
        (["/404.html"], "P807", "is something that the build makes"),
        (["/index.html"], "P807", "is something that the build makes"),
        (["/samanheng/"], "P807", "is the address of a page that is there"),
        (["/doeme/opphav/brev/"], "P807", "is something that the build makes"),
        (["/tilradingar/ein/ti-minutt/"], "P807", "is something that the build makes"),
        (["/kort/2022-1/"], "P807", "is something that the build makes"),
        (["/_arkiv/x/"], "P807", "is a folder of the build's own"),
        (["/a.html", "/a.html/"], "P806", "lies in a folder with the name of the file /a.html"),
        (["/a/b.html/c/", "/a/b.html"], "P806", "lies in a folder with the name of the file /a/b.html"),
        (["/a/", "/a/index.html"], "P806", "is the same file as /a/"),
        (["/con/"], "K205", "former address"),
        (["/a/nul.html"], "K205", "former address"),
    ],
)
def test_a_former_address_that_no_disk_can_hold_has_its_place(
    valid_site: Path, claims: list[str], code: str, said: str
) -> None:
    """Each was sound to the check, and stopped the build."""
    case = valid_site / "recommendations/cases/udi.md"
    history.edit(case, lambda text: text.replace("id: udi\n", f"id: udi\nredirect_from: [{', '.join(claims)}]\n"))
    with pytest.raises(ContentError) as raised:
        check(valid_site)
    [problem] = raised.value.problems
    assert problem.code == code and said in problem.message
    assert (problem.place.path, problem.place.line) == ("recommendations/cases/udi.md", 3)


def test_the_files_at_the_root_are_known_to_the_check(built: Settings) -> None:
    assert {path.name for path in built.output.iterdir() if path.is_file()} <= made_addresses.FILES


def test_the_check_knows_every_file_that_the_build_makes(built: Settings) -> None:
    """Each that was said to be removed while it is there was sound to the check, and stopped the build."""
    made = sorted(files_of(built.output).keys() - {"_headers", "_redirects"})
    files = [name for name in made if not name.endswith(".html")]
    content = load(built.root, [])
    places = [Place("archive.yml", line) for line, _name in enumerate(files, start=1)]
    said = Text("Borte", Place("archive.yml"))
    gone = [
        Archived(place=place, address=SitePath(f"/{name}", place), title=said, date=date(2026, 1, 1), why=said)
        for name, place in zip(files, places, strict=True)
    ]
    changed = linked(replace(content, draft=replace(content.draft, archive=tuple(gone))), [])
    told = {problem.place for problem in made_addresses.check(changed, addresses)}
    assert [name for name, place in zip(files, places, strict=True) if place not in told] == []
