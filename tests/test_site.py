"""The built site, read as files: every link leads somewhere, everything is there, same in gives same out."""

from __future__ import annotations

import hashlib
import re
import tomllib
from itertools import chain, pairwise
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from lxml import html

import history
from conftest import ROOT, copy_project
from sitebuild import cli
from sitebuild.build import build, check
from sitebuild.settings import Settings, read_settings
from sitebuild.site.addresses import address as address_of
from sitebuild.site.site import Site

BASE = "https://site.test/"


@pytest.fixture(scope="module")
def content(built: Settings) -> Site:
    return check(built.root)[0]


@pytest.fixture(scope="module")
def pages(built: Settings) -> dict[str, html.HtmlElement]:
    """Every page of the site by its address."""
    found = {}
    for path in sorted(built.output.rglob("*.html")):
        address = path.relative_to(built.output).as_posix().removesuffix("index.html")
        found[address] = html.fromstring(path.read_bytes())
    return found


def test_every_link_and_anchor_resolves(built: Settings, pages: dict[str, html.HtmlElement]) -> None:
    anchors = {address: {*page.xpath("//@id"), ""} for address, page in pages.items()}
    dead = []
    for address, page in pages.items():
        for link in page.xpath("//@href | //@src"):
            target, fragment = urldefrag(urljoin(BASE + address, link).partition("?")[0])
            if not target.startswith(BASE):
                continue
            name = target.removeprefix(BASE)
            is_file = (built.output / name).is_file() and not fragment
            found = fragment in anchors[name] if name in anchors else is_file
            if not found:
                dead.append(f"{address}: {link}")
    assert dead == []


def is_copy(address: str) -> bool:
    """Whether the page is another's, at its short permanent address: `2022/3/`, `2022/d/udi/`, `brev/une/`."""
    return bool(re.fullmatch(r"\d{4}/(\d+|d/.+)/|brev/.+/", address))


def test_ids_are_unique_and_headings_never_skip(pages: dict[str, html.HtmlElement]) -> None:
    for address, page in pages.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), address
        levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4")]
        assert levels[0] == 1 and levels.count(1) == 1, address
        assert all(after - before <= 1 for before, after in pairwise(levels)), address


def test_every_page_says_its_language_title_and_summary(pages: dict[str, html.HtmlElement]) -> None:
    titles = [page.findtext(".//title") for address, page in pages.items() if not is_copy(address)]
    assert len(set(titles)) == len(titles)
    for address, page in pages.items():
        assert page.get("lang") == "nn", address
        assert page.xpath("string(//meta[@name='description']/@content)"), address


def test_nothing_is_inline_and_nothing_is_from_elsewhere(built: Settings, pages: dict[str, html.HtmlElement]) -> None:
    for address, page in pages.items():
        # Data for machines is not run, so the policy lets it be; a card's one style is allowed by its hash.
        assert not page.xpath("//script[not(@src) and not(@type='application/ld+json')] | //@style"), address
        assert not page.xpath("//@onclick | //iframe"), address
        assert not page.xpath("//style") or address.startswith("kort/"), address
        loaded = page.xpath("//script/@src | //img/@src | //link[not(@rel='canonical' or @rel='alternate')]/@href")
        assert not [link for link in loaded if "//" in link], address
    for sheet in built.output.rglob("*.css"):
        assert not re.search(r"@import|url\(\s*['\"]?https?:", sheet.read_text(encoding="utf-8")), sheet


def test_every_record_is_on_the_site(content: Site, pages: dict[str, html.HtmlElement]) -> None:
    """Each record has its page or its place on an index, and its name stands there."""
    for rec in content.recommendations.values():
        assert rec.title in _text(pages[f"tilradingar/{rec.slug}/"])
    for case in content.cases.values():
        assert case.lesson in _text(pages["doeme/"]) and case.name in _text(pages[f"doeme/{case.id}/"])
    for folder, names in {
        "verksemder/": {actor.id: actor.name for actor in content.actors.values()},
        "omgrep/": {term.id: term.term for term in content.terms.values()},
        "kjelder/": {source.id: source.title for source in content.sources.values()},
        "sporsmal/": {question.id: question.question for question in content.questions.values()},
        "radet/": {member.id: member.name for member in content.members.values()},
    }.items():
        for identity, name in names.items():
            assert name in pages[folder].get_element_by_id(identity).text_content(), (folder, identity)


def _text(page: html.HtmlElement) -> str:
    return " ".join(page.text_content().split())


def test_relations_are_shown_on_both_sides_with_the_reason(content: Site, pages: dict[str, html.HtmlElement]) -> None:
    for case in content.cases.values():
        for relation in case.illustrates:
            rec = content.recommendations[relation.recommendation]
            assert relation.reason in _text(pages[f"doeme/{case.id}/"])
            assert relation.reason in _text(pages[f"tilradingar/{rec.slug}/"])
            assert relation.reason in _text(pages[f"doeme/tilrading/{rec.edition}-{rec.number}/"])
    for rec in content.recommendations.values():
        for relation in rec.related:
            other = content.recommendations[relation.to]
            assert relation.reason in _text(pages[f"tilradingar/{rec.slug}/"])
            assert relation.reason in _text(pages[f"tilradingar/{other.slug}/"])


def test_each_elaboration_leads_to_its_points(content: Site, pages: dict[str, html.HtmlElement]) -> None:
    for rec in content.recommendations.values():
        page = pages[f"tilradingar/{rec.slug}/"]
        items = page.xpath("//li[contains(@class,'step') or @class='ask' or @class='pitfall']")
        assert len(items) >= 8
        for item in items:
            assert item.xpath(".//p[@class='derived']/a[starts-with(@href,'#punkt-')]"), item.get("id")


def test_the_report_is_named_on_every_page_of_content(content: Site, pages: dict[str, html.HtmlElement]) -> None:
    """And on no page that is made from a letter: what is not from the report must not look as if it were."""
    letters = {address_of(case) for case in content.cases.values() if case.is_from_letter}
    subjects = {address_of(entry) for entry in content.subjects}
    for path, page in pages.items():
        if path in subjects:
            named = page.xpath("//ol[@class='sources']/li[@id='kjelde-erfaringsrapport-2022']")
            assert bool(named) is (path not in letters), path


def test_same_in_same_out_in_another_folder(built: Settings, tmp_path: Path) -> None:
    other = read_settings(copy_project(tmp_path / "a folder with spaces and æøå"))
    build(other, lambda stage: None)
    assert _digests(other.output) == _digests(built.output)


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_no_path_of_the_machine_is_in_the_output(built: Settings) -> None:
    for path in built.output.rglob("*"):
        if path.is_file():
            assert str(built.root).encode() not in path.read_bytes(), path


def test_a_failed_build_leaves_the_last_good_site(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    root = copy_project(tmp_path / "project")
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("the last good site", encoding="utf-8")
    case = root / "recommendations/cases/udi.md"
    case.write_text(case.read_text(encoding="utf-8").replace("actors: [udi]", "actors: [uid]"), encoding="utf-8")
    assert cli.main(["--root", str(root), "build"]) == 1
    assert "R302" in capsys.readouterr().err
    assert _digests(root / "site") == {"index.html": hashlib.sha256(b"the last good site").hexdigest()}


def test_an_engine_failure_leaves_the_last_good_site_too(
    built: Settings, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    root = history.with_caches_of(built, copy_project(tmp_path / "project"))
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("the last good site", encoding="utf-8")
    (root / "overrides/main.html").write_text("{% extends 'nowhere.html' %}", encoding="utf-8")
    assert cli.main(["--root", str(root), "build"]) == 2
    assert "nowhere.html" in capsys.readouterr().err
    assert (root / "site" / "index.html").read_text(encoding="utf-8") == "the last good site"


def test_the_readme_names_every_verb_and_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    verbs = re.findall(r"^    _verb\(verbs, \"(\w+)\"", (ROOT / "scripts/sitebuild/cli.py").read_text(), re.M)
    assert len(verbs) >= 3
    for verb in verbs:
        assert f"`python3 scripts/build.py {verb}" in readme or f"`{verb}`" in readme, verb
    assert "python3 scripts/build.py" in readme and "python3 scripts/test.py" in readme
    assert "scripts/test.py" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_every_dependency_has_its_reason_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    for requirement in chain(*groups):
        name = re.match(r"[\w-]+", requirement)[0]
        assert f"`{name}`" in readme, name


def test_no_registry_and_no_lock_with_addresses() -> None:
    for path in (*(ROOT / "scripts/requirements").glob("*.txt"), ROOT / "scripts/package-lock.json"):
        assert "http" not in path.read_text(encoding="utf-8").replace("https://github.com", ""), path
