"""The one contact: read strictly, shown where readers look for it, and nowhere while there is none."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from lxml import html

from conftest import ROOT
from sitebuild import cli
from sitebuild.build import Result, check
from sitebuild.model.contact import Contact
from sitebuild.pages.editions_and_archive import extra_pages
from sitebuild.pages.feedback import with_feedback
from sitebuild.pages.render import frame_values, render
from sitebuild.problems import ToolError
from sitebuild.publish import engine
from sitebuild.publish.offline import make_offline
from sitebuild.settings import read_settings

BASE = "https://ord.no/"
FORMS = [
    ("https://skjema.no/feil", "side"),
    ("https://skjema.no/feil?id=3", "side"),
    ("https://skjema.no/feil?id=3&adresse=", "adresse"),
    ("https://målbilete.no/feil", "side"),
]


def _project(root: Path, contact: str) -> Path:
    """The small site with the frame, and a page of the kind that tells of the contact."""
    shutil.copytree(ROOT / "overrides", root / "overrides")
    config = (ROOT / "mkdocs.yml").read_text("utf-8").replace('contact: ""', f"contact: {contact}")
    config = re.sub("site_url: .*", f"site_url: {BASE}", config)
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    about = root / "docs/om.md"
    more = "\n## Ei tilpassa framstilling {#tilpassing}\n\nTekst.\n\n## Tilgjenge {#tilgjenge}\n\nTekst.\n"
    about.write_text(about.read_text("utf-8") + more, encoding="utf-8")
    return root


def _framed(root: Path) -> Mapping[str, bytes]:
    settings, (site, _advice) = read_settings(root), check(root)
    pages = [*render(site, contact=settings.contact), *extra_pages(site)]
    pages = with_feedback(pages, settings.contact, settings.base_url, site.texts)
    return engine.frame(settings, pages, site.date, frame_values(site))


@pytest.mark.parametrize("contact", ["post@ord.no", "kari.nordmann+feil@sub.ord.no", *(form for form, _name in FORMS)])
def test_a_contact_that_readers_can_use(tmp_path: Path, contact: str) -> None:
    assert _read(tmp_path, f'"{contact}"') == Contact(contact)


@pytest.mark.parametrize("written", ["", '""', "null", "~"])
def test_no_contact_is_none(tmp_path: Path, written: str) -> None:
    assert _read(tmp_path, written) is None


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("post(at)ord.no", "is no e-mail address, and no address of a form - write ein@stad.no"),
        ("post@", "write ein@stad.no"),
        ("@ord.no", "write ein@stad.no"),
        ("post@ord", "write ein@stad.no"),
        ("post@ord.no, anna@ord.no", "write ein@stad.no"),
        ("Kari <post@ord.no>", "write ein@stad.no"),
        ("post@ord.no?cc=a@b.no", "write ein@stad.no"),
        ("a..b@ord.no", "write ein@stad.no"),
        ("skjema.no/feil", "or https://stad.no/skjema"),
        ("mailto:post@ord.no", "take out mailto:"),
        ("http://skjema.no/feil", "begins with https://"),
        ("javascript://skjema.no/%0aalert(1)", "begins with https://"),
        ("https://skjema.no/#feil", "take out what stands from #"),
        ("https://per@skjema.no/feil", "has a user name in it"),
        ("https://localhost/feil", "a name that only some machines know"),
        ("https://skjema.no/ei side", "has a sign in it"),
        ("[post@ord.no]", "is not one address"),
        ("{post: ord.no}", "is not one address"),
    ],
)
def test_any_other_is_told_with_its_place(tmp_path: Path, written: str, told: str) -> None:
    quoted = written if written[:1] in "[{" else f'"{written}"'
    with pytest.raises(ToolError) as raised:
        _read(tmp_path, quoted)
    assert str(raised.value).startswith("mkdocs.yml:4:12: extra.contact ") and told in str(raised.value)


def _read(root: Path, contact: str) -> Contact | None:
    config = f"site_name: Ord\nsite_url: {BASE}\nextra:\n  contact: {contact}\n"
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    return read_settings(root).contact


def test_a_letter_has_the_title_and_the_address_of_the_page(valid_site: Path) -> None:
    framed = _framed(_project(valid_site, "post@ord.no"))
    assert len(framed) > 15
    for path, data in framed.items():
        page = html.fromstring(data)
        [link] = page.xpath("//footer//p[@class='site-footer__feedback']/a")
        assert link.text == "Fann du ein feil? Skriv til redaksjonen"
        mail = urlsplit(link.get("href"))
        asked = parse_qs(mail.query)
        assert (mail.scheme, mail.path, set(asked)) == ("mailto", "post@ord.no", {"subject", "body"})
        assert asked["subject"] == [f"Feil på sida «{page.xpath('string(//h1)')}»"]
        where = BASE if path.startswith("404/") else BASE + path.removesuffix("index.html")
        assert asked["body"][0].startswith(f"Sida: {where}\r\n\r\n")


@pytest.mark.parametrize(("form", "name"), FORMS)
def test_a_form_is_given_the_address_and_keeps_what_it_asks_for(form: str, name: str) -> None:
    link = Contact(form).about(f"{BASE}tilradingar/ein/?a&b", "", "")
    assert link.isascii() and parse_qs(urlsplit(link).query)[name] == [f"{BASE}tilradingar/ein/?a&b"]
    assert ("id=3" in form) == ("id=3&" in link)


def test_a_title_that_looks_like_code_stays_a_title(valid_site: Path) -> None:
    root = _project(valid_site, "post@ord.no")
    case = root / "recommendations/cases/udi.md"
    name = """"Eit 'namn' & <script>alert(1)</script>&body=x"""
    case.write_text(re.sub("^name: .*", "name: '" + name.replace("'", "''") + "'", case.read_text("utf-8"), flags=re.M))
    page = html.fromstring(_framed(root)["doeme/udi/index.html"])
    [link] = page.xpath("//p[@class='site-footer__feedback']/a/@href")
    asked = parse_qs(urlsplit(link).query)
    assert asked["subject"] == [f"Feil på sida «{page.xpath('string(//h1)')}»"] and len(asked["body"]) == 1
    assert "<script>" in unquote(link) and "<" not in link and '"' not in link


def test_the_page_about_the_site_tells_of_it_twice_and_no_other_page_does(valid_site: Path) -> None:
    framed = _framed(_project(valid_site, "https://skjema.no/feil"))
    for path, data in framed.items():
        links = html.fromstring(data).xpath("//article//a[@href='https://skjema.no/feil']")
        assert [link.text for link in links] == (["skjema.no"] * 2 if path == "om/index.html" else [])
    about = html.fromstring(framed["om/index.html"])
    for section, words in (
        ("tilpassing", "Kontakt redaksjonen: skjema.no"),
        ("tilgjenge", "til redaksjonen: skjema.no"),
    ):
        assert words in about.xpath(f"string(//section[@aria-labelledby='{section}'])")


def test_it_adds_no_address_so_that_it_can_be_taken_away(valid_site: Path) -> None:
    ids = [
        {path: html.fromstring(data).xpath("//@id") for path, data in framed.items()}
        for framed in (_framed(_project(valid_site, "post@ord.no")), _framed(_without(valid_site)))
    ]
    assert ids[0] == ids[1]


def _without(root: Path) -> Path:
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("contact: post@ord.no", 'contact: ""'), encoding="utf-8")
    return root


def test_while_there_is_none_nothing_is_shown(valid_site: Path) -> None:
    for data in _framed(_project(valid_site, '""')).values():
        text = data.decode()
        assert "Fann du ein feil" not in text and "til redaksjonen:" not in text and "mailto:" not in text


def test_the_build_says_so(valid_site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    for contact, says in (('""', True), ("post@ord.no", False)):
        (valid_site / "mkdocs.yml").write_text(
            f"site_name: Ord\nsite_url: {BASE}\nextra:\n  contact: {contact}\n", encoding="utf-8"
        )
        result = Result(1, (), 0.0, valid_site / "site", check(valid_site)[0], {})
        monkeypatch.setattr(cli, "build", lambda settings, report, result=result: result)
        assert cli.main(["--root", str(valid_site), "build"]) == 0
        assert ("set extra.contact in mkdocs.yml" in capsys.readouterr().out) == says


def test_in_the_folder_the_link_is_the_same(valid_site: Path) -> None:
    framed = _framed(_project(valid_site, "https://skjema.no/?adresse="))
    with zipfile.ZipFile(io.BytesIO(make_offline(framed, check(valid_site)[0].date))) as folder:
        page = folder.read("fra-ord-til-handling/doeme/udi/index.html").decode()
    assert 'href="https://skjema.no/?adresse=https%3A%2F%2Ford.no%2Fdoeme%2Fudi%2F"' in page
