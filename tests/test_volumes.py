"""Volumes of cases, when they are too many for the book."""

from __future__ import annotations

import dataclasses

import pytest

from sitebuild.build import check
from sitebuild.model.values import Slug, Text
from sitebuild.outputs.document.make import _contents
from sitebuild.outputs.pdf.documents import documents
from sitebuild.pages.render import render
from sitebuild.settings import Settings
from sitebuild.site.addresses import DOCUMENT
from sitebuild.site.site import Site
from sitebuild.site.volumes import MOST_IN_A_VOLUME, MOST_IN_THE_BOOK, volume_address, volumes


@pytest.fixture(scope="module")
def content(built: Settings) -> Site:
    site, _advice = check(built.root)
    return site


NAMES = ("Ærfugl", "østkyst", "Ålesund", "éin", "Opptak", "Zink", "7 steg", "«Sitat»", "Čáhci", "opptak to")


def named(site: Site, names: list[str]) -> list:
    """Cases with other names, as many as there are names."""
    model = next(iter(site.cases.values()))
    return [dataclasses.replace(model, id=Slug(f"d-{number}"), name=Text(name)) for number, name in enumerate(names)]


def test_few_cases_stand_in_the_book(content: Site) -> None:
    assert volumes(named(content, ["Døme"] * MOST_IN_THE_BOOK)) == {}
    assert "D" in volumes(named(content, ["Døme"] * (MOST_IN_THE_BOOK + 1)))


def test_a_letter_with_very_many_has_several_volumes(content: Site) -> None:
    every = named(content, [f"Døme {number:03}" for number in range(MOST_IN_THE_BOOK + 1)])
    found = volumes(every)
    assert list(found) == ["D", "D 2", "D 3"] and [case for part in found.values() for case in part] == every
    assert max(map(len, found.values())) == MOST_IN_A_VOLUME
    assert [volume_address(name) for name in found] == [f"last-ned/bind-d{part}.pdf" for part in ("", "-2", "-3")]


def test_many_stand_under_their_letters_in_norwegian_order(content: Site) -> None:
    found = volumes(named(content, [*NAMES, *["Døme"] * MOST_IN_THE_BOOK]))
    assert [name for name in found if " " not in name] == ["0-9", "C", "D", "E", "O", "Z", "Æ", "Ø", "Å"]
    assert [case.name for case in found["O"]] == ["Opptak", "opptak to"]
    assert sum(map(len, found.values())) == len(NAMES) + MOST_IN_THE_BOOK
    addresses = [volume_address(letter) for letter in found]
    assert len(set(addresses)) == len(found) and all(address.isascii() for address in addresses)
    assert volume_address("Å") == "last-ned/bind-aa.pdf"


@pytest.fixture
def grown(content: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site as it is when so few fit in the book that its cases have volumes."""
    monkeypatch.setattr("sitebuild.site.volumes.MOST_IN_THE_BOOK", 2)
    return content


def test_an_edit_sets_the_volume_of_its_letter_and_no_other(grown: Site, built: Settings) -> None:
    pages = render(grown)
    before = {document.key: document.source for document in documents(built, grown, pages)}
    of_letter = volumes(grown.cases.values())
    assert {f"volume/{letter.lower()}" for letter in of_letter} < before.keys()
    udi = next(at for at, page in enumerate(pages) if page.address == "doeme/udi/")
    chapter = f'#chapter("{grown.cases["udi"].name}")'
    assert chapter in before["volume/u"] and chapter not in before["book"]
    pages[udi] = dataclasses.replace(pages[udi], html=pages[udi].html.replace("</p>", " Meir.</p>", 1))
    after = {document.key: document.source for document in documents(built, grown, pages)}
    changed = {key for key in after if after[key] != before[key]}
    assert changed == {grown.cases["udi"].place.path, "volume/u"}


def test_the_document_of_all_has_no_more_cases_than_the_book(
    content: Site, built: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def chapters() -> set[str]:
        found = dict(_contents(built, content, render(content)))
        return {address for address, _html in found[DOCUMENT].articles}

    assert "doeme/udi/" in chapters()
    monkeypatch.setattr("sitebuild.site.volumes.MOST_IN_THE_BOOK", 2)
    assert not {address for address in chapters() if address.startswith("doeme/")} and len(chapters()) >= 7
