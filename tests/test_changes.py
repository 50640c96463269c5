"""Changes as readers and machines find them: the page, the feed by a feed parser, the sitemap."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, timedelta
from pathlib import Path

import feedparser
import pytest
from lxml import etree, html

from sitebuild.build import check
from sitebuild.model.parts import Change
from sitebuild.model.values import Text
from sitebuild.outputs.export import feed, sitemap
from sitebuild.outputs.export.collect import Collector
from sitebuild.problems import Place
from sitebuild.settings import Settings
from sitebuild.site.link import link
from sitebuild.site.site import Site


@pytest.fixture(scope="module")
def content(built: Settings) -> Site:
    return check(built.root)[0]


def with_change(site: Site, identity: str, day: date, what: str = "Retta ei setning.") -> Site:
    """The same content where one case has one more change."""
    change = Change(place=Place("x"), date=day, what=Text(what))
    cases = tuple(
        dataclasses.replace(case, changes=(*case.changes, change)) if case.id == identity else case
        for case in site.draft.cases
    )
    return _relinked(site, cases=cases)


def _relinked(site: Site, **records: object) -> Site:
    """The site with other records in the place of some."""
    draft = dataclasses.replace(site.draft, **records)
    return link(dataclasses.replace(site.content, draft=draft), [])


def test_the_feed_is_sound_atom(built: Settings, content: Site) -> None:
    found = feedparser.parse((built.output / "endringar.xml").read_bytes())
    assert not found.bozo and found.version == "atom10"
    assert found.feed.title == "Frå ord til handling: endringar"
    assert found.feed.language == "nn"
    assert found.feed.author_detail.name == built.site_name
    links = {one.rel: one.href for one in found.feed.links}
    assert links == {"self": built.base_url + "endringar.xml", "alternate": built.base_url + "endringar/"}
    ids = [entry.id for entry in found.entries]
    assert len(ids) == len(set(ids)) == min(feed.MOST, len(content.history())) > 20
    assert all(re.fullmatch(r"tag:ord-til-handling\.example,2026:[\w/.-]+:\d{4}-\d\d-\d\d", one) for one in ids)
    updated = [entry.updated_parsed for entry in found.entries]
    assert updated == sorted(updated, reverse=True) and found.feed.updated_parsed == updated[0]
    assert all(entry.title and entry.link and entry.content[0].value and entry.summary for entry in found.entries)


def test_a_change_adds_an_entry_first_and_touches_no_other(built: Settings, content: Site) -> None:
    def read(site: Site) -> list:
        return feedparser.parse(feed.feed(built, site)).entries

    before, later = read(content), content.date + timedelta(days=1)
    after = read(with_change(content, "udi", later))
    assert after[1:] == before[: feed.MOST - 1]
    assert after[0].id.endswith(f":doeme/udi:{later}") and after[0].content[0].value == "Retta ei setning."
    twice = read(with_change(with_change(content, "udi", later), "udi", later, "Og ei til."))
    assert twice[0].id == after[0].id and twice[0].content[0].value == "Retta ei setning. Og ei til."


def test_a_new_title_or_address_does_not_make_old_news_new(built: Settings, content: Site) -> None:
    def ids(site: Site) -> list[str]:
        return [entry.id for entry in feedparser.parse(feed.feed(built, site)).entries]

    moved = tuple(
        dataclasses.replace(rec, slug=Text(f"{rec.slug}-ny"), title=Text(f"Ny: {rec.title}"))
        for rec in content.draft.recommendations
    )
    assert ids(_relinked(content, recommendations=moved)) == ids(content)


def test_the_feed_keeps_to_the_newest(built: Settings, content: Site) -> None:
    site = content
    for number in range(feed.MOST):
        site = with_change(site, "udi", content.date + timedelta(days=number + 1))
    found = feedparser.parse(feed.feed(built, site)).entries
    assert len(found) == feed.MOST and {entry.title for entry in found} == {content.cases["udi"].name}


def test_every_change_is_on_the_page_of_changes(built: Settings, content: Site) -> None:
    page = html.fromstring((built.output / "endringar/index.html").read_bytes())
    listed = page.xpath("//article//section//li/a")
    assert len(listed) == len(content.history())
    for changed in content.history():
        assert changed.title in words(page) and changed.text in words(page)
    assert page.xpath("//article//a[@href='../endringar.xml']")


def test_every_page_leads_to_the_feed_and_to_its_markdown(built: Settings) -> None:
    pages = [one.removeprefix(built.base_url) for one in read_sitemap((built.output / "sitemap.xml").read_bytes())]
    for name in pages:
        folder = built.output / name
        # Ways in to a page have no Markdown beside them: the page they lead to has.
        if not re.fullmatch(r"strevar/.+", name) and not name.endswith("/ti-minutt/"):
            own = (folder / alternates(folder / "index.html")["text/markdown"]).resolve()
            assert own == folder.resolve() / "index.md"
        feed_link = alternates(folder / "index.html")["application/atom+xml"]
        assert (folder / feed_link).resolve() == (built.output / "endringar.xml").resolve()
    assert len(pages) > 30
    assert "text/markdown" not in alternates(built.output / "404.html")


def alternates(path: Path) -> dict[str, str]:
    head = html.fromstring(path.read_bytes()).find("head")
    return {one.get("type"): one.get("href") for one in head.xpath("link[@rel='alternate']")}


def read_sitemap(raw: bytes) -> dict[str, str]:
    """Date by address, in the file's order."""
    root = etree.fromstring(raw)
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    return {one[0].text: one[1].text for one in root}


def test_the_sitemap_has_the_canonical_pages_and_no_other(built: Settings) -> None:
    found = read_sitemap((built.output / "sitemap.xml").read_bytes())
    canonical = set()
    for path in built.output.rglob("*.html"):
        page = html.fromstring(path.read_bytes())
        if page.xpath("//meta[@name='robots'][contains(@content, 'noindex')]"):
            continue
        own = built.base_url + path.relative_to(built.output).as_posix().removesuffix("index.html")
        if page.xpath("//link[@rel='canonical']/@href") == [own]:
            canonical.add(own)
    assert set(found) == canonical and list(found) == sorted(found)
    assert not [one for one in found if "404" in one or "/kort/" in one or re.search(r"/\d{4}/", one)]
    robots = (built.output / "robots.txt").read_text(encoding="utf-8")
    assert f"\nSitemap: {built.base_url}sitemap.xml\n" in robots and "Disallow" not in robots


def test_a_page_is_as_new_as_what_stands_on_it(built: Settings, content: Site) -> None:
    later = content.date + timedelta(days=1)
    before = read_sitemap(sitemap.sitemap(built, content))
    after = read_sitemap(sitemap.sitemap(built, with_change(content, "udi", later)))
    changed = {one for one in before if after[one] != before[one]}
    assert {after[one] for one in changed} == {later.isoformat()} and list(after) == list(before)
    newer = {one.removeprefix(built.base_url) for one in changed}
    assert "doeme/udi/" in newer and {"", "doeme/", "verksemder/", "endringar/", "data/"} <= newer
    assert not newer & {"doeme/barentswatch/", "tilradingar/", "tilradingar/malbilete/", "om/", "sok/", "sporsmal/"}


def test_the_newest_change_of_a_case_is_first(content: Site) -> None:
    days = [content.date + timedelta(days=number) for number in (1, 3, 2)]
    site = content
    for day in days:
        site = with_change(site, "udi", day)
    case = next(case for case in Collector(site, "").cases() if case.id == "udi")
    dates = [change.date for change in case.changes]
    assert dates == sorted(dates, reverse=True) and dates[:3] == [str(days[at]) for at in (1, 2, 0)]


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
