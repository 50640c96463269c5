"""What has moved: former addresses of pages, of places on pages, and pages that were removed.

A page says in its `redirect_from` which addresses it answers for; `archive.yml` says what was removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..content.ledger import key_of_path
from ..model.choices import Layout
from ..model.kinds import named
from ..model.records import HandPage
from ..model.records import PageRecord as Entry
from ..model.values import Target
from ..problems import Code, Place, Problem, did_you_mean
from .addresses import address
from .findings import Claim
from .link import missing_fragment
from .short_addresses import (
    SHORT,
    cases_address,
    edition_address,
    letters_address,
    permalink,
    renamed,
    short_addresses,
)
from .site import Site

CLAIMED_TWICE = Code(
    "P806",
    "An address belongs to one page.",
    bad="redirect_from: [/doeme/gamalt/] on two pages",
    good="redirect_from: [/doeme/gamalt/] on the page that took over",
)
STILL_THERE = Code(
    "P807",
    "What is said to have moved is not still there.",
    bad="redirect_from: [/doeme/udi/] while cases/udi.md is there",
    good="redirect_from: [/doeme/gamalt/]",
)
LOOP = Code(
    "P808",
    "Pages do not lead to themselves, nor to each other in a ring.",
    bad="redirect_from: [/doeme/udi/] in cases/udi.md",
    good="redirect_from: [/doeme/gamalt/] in cases/udi.md",
)
NOWHERE = Code(
    "P809",
    "What has moved or was replaced leads to something that is there.",
    bad="replaced_by: [doeme:uid]",
    good="replaced_by: [doeme:udi]",
)


@dataclass(frozen=True)
class Moved:
    """A page that is now another. `places` are those of its ids that went to other pages.

    `same_ids` tells whether an id of the old page is the same on the new one; it is not where two became one.
    """

    claim: Claim
    same_ids: bool
    places: Mapping[str, Claim]

    @property
    def old(self) -> str:
        return self.claim.former.path

    @property
    def entry(self) -> Entry:
        return self.claim.entry


@dataclass(frozen=True)
class Former:
    """Ids that a page has had: `here` leads to an id that the page has now, `away` to another page."""

    here: Mapping[str, str]
    away: Mapping[str, Claim]


def former(entry: Entry, site: Site) -> Former:
    """The ids that a page has had and has no more, and what each of them leads to."""
    here, away = dict(site.page_anchors[entry.place.path].removed), {}
    if isinstance(entry, HandPage) and entry.layout is not Layout.PAGE:
        here |= _former_items(entry, site)
    for claim in site.claims.get(address(entry), ()):
        if claim.former.anchor:
            here.pop(claim.former.anchor, None)
            if claim.entry is entry:
                here[claim.former.anchor] = claim.former.to or ""
            else:
                away[claim.former.anchor] = claim
    return Former(here, away)


def _former_items(page: HandPage, site: Site) -> dict[str, str]:
    """Ids in a list that is generated: of something that has another name now, and of something that was removed."""
    published = [line.anchor for line in site.published if line.path == address(page) and line.anchor]
    whole = [claim for claims in site.claims.values() for claim in claims if not claim.former.anchor]
    found = {}
    for anchor in published:
        for record in site.draft.archive:
            if renamed(anchor, record.address, record.address):
                found[anchor] = ""
        for claim in whole:
            now = name_now(anchor, claim.former.path, claim.entry)
            if now:
                found[anchor] = now
    return found


def name_now(made: str, old: str, entry: Entry) -> str | None:
    """What something made from a page is called now that the page has another address, or another short one."""
    return renamed(made, old, permalink(entry) if SHORT.match(old) else address(entry))


def moved_pages(site: Site) -> list[Moved]:
    """Every former address of a page."""
    found = []
    for claims in site.claims.values():
        places = {claim.former.anchor: claim for claim in claims if claim.former.anchor}
        whole = (claim for claim in claims if claim.former.anchor is None)
        found += [Moved(claim, _same_ids(claim, site), places) for claim in whole]
    return found


def _same_ids(claim: Claim, site: Site) -> bool:
    """A page that took over another while it had ids of its own has not taken over the other's ids."""
    key = key_of_path(claim.former.path)
    return key is None or key not in site.ledger.pages or site.ledger.name_of(claim.entry) == key


def shorts(site: Site) -> dict[str, str]:
    """Each short address with the page's own."""
    entries = site.subjects
    return {short: address(entry) for entry in entries for short in short_addresses(entry)}


# --- what can be wrong -----------------------------------------------------------------------------


def check(site: Site) -> Iterator[Problem]:
    """Addresses with two owners, and moves that lead nowhere, in a ring, or away from what is still there."""
    live: dict[str, Entry | None] = {}
    for path, entry, place in _live(site):
        if path in live:
            yield CLAIMED_TWICE(place, f"/{path} is already the address of another page", "give the page another name")
        live.setdefault(path, entry)
    every = [claim for claims in site.claims.values() for claim in claims]
    gone = {record.address.lstrip("/") for record in site.draft.archive}
    gone |= {claim.former.path for claim in every if claim.former.anchor is None}
    yield from _twice(site, every)
    for claim in every:
        yield from _of_place(claim, site, live, gone) if claim.former.anchor else _of_page(claim, site, live)
    yield from _archive(site, live)


def _live(site: Site) -> Iterator[tuple[str, Entry | None, Place]]:
    """Each address of a page with the page, if one of the editors' own, and where it is written."""
    for edition in site.editions:
        for path in (edition_address(edition), cases_address(edition)):
            yield path, None, edition.place
    for case in [case for case in site.draft.cases if case.is_from_letter][:1]:
        yield letters_address(), None, case.place
    for entry in site.draft.page_records:
        if entry.is_listed:
            for path in dict.fromkeys([address(entry), *short_addresses(entry)]):
                yield path, entry, entry.place


def _twice(site: Site, claims: list[Claim]) -> Iterator[Problem]:
    """Two that claim one address: by redirect_from, in the archive, or one in each."""
    first: dict[str, Place] = {}
    asked = [(f"/{claim.former.path}", claim.former.anchor, claim.former.place) for claim in claims]
    asked += [(str(path), None, path.place) for record in site.draft.archive for path in (record.address, *record.also)]
    for path, anchor, place in asked:
        name = f"{path}#{anchor}" if anchor else path
        if name in first:
            yield CLAIMED_TWICE(place, f"{name} is already claimed at {first[name]}", "let one page answer for it")
        first.setdefault(name, place)


def _of_page(claim: Claim, site: Site, live: Mapping[str, Entry | None]) -> Iterator[Problem]:
    path, place = claim.former.path, claim.former.place
    if path in live:
        owner = live[path]
        if owner is claim.entry:
            yield LOOP(place, f"/{path} is the page's own address", "remove it")
        elif owner and any(other.path in _paths(claim.entry) for other in owner.redirect_from if not other.anchor):
            wrong = f"/{path} leads here, and that page says it leads here from this one's address"
            yield LOOP(place, wrong, "remove one of the two")
        else:
            yield STILL_THERE(place, f"/{path} is the address of a page that is there", "remove it, or the page")
    yield from _lands(claim, site)


def _paths(entry: Entry) -> list[str]:
    return [address(entry), *short_addresses(entry)]


def _of_place(claim: Claim, site: Site, live: Mapping[str, Entry | None], gone: set[str]) -> Iterator[Problem]:
    path, anchor, place = claim.former.path, claim.former.anchor, claim.former.place
    if path in live:
        if anchor in site.fragments.get(path, ()):
            yield STILL_THERE(place, f'"#{anchor}" is still on /{path}', "remove it, or give the place its new id")
    elif path not in gone:
        remedy = f"add /{path} to redirect_from on the page that replaces it, or to recommendations/archive.yml"
        yield NOWHERE(place, f"there is no page at /{path}", remedy)
    yield from _lands(claim, site)


def _lands(claim: Claim, site: Site) -> Iterator[Problem]:
    """That the id after the arrow is on the page; the lists that are generated have more ids than are known here."""
    known = site.fragments.get(address(claim.entry), frozenset())
    generated = isinstance(claim.entry, HandPage) and claim.entry.layout is not Layout.PAGE
    if claim.former.to and not generated and claim.former.to not in known:
        wrong = f'there is no "#{claim.former.to}" on this page'
        yield NOWHERE(claim.former.place, wrong, did_you_mean(claim.former.to, known))


def _archive(site: Site, live: Mapping[str, Entry | None]) -> Iterator[Problem]:
    for record in site.draft.archive:
        for path in (record.address, *record.also):
            if path.lstrip("/") in live:
                yield STILL_THERE(path.place, f"{path} is the address of a page that is there", "remove one of the two")
        for target in record.replaced_by:
            if not (target.is_file or target.is_outside):
                yield from _replacement(target, site)


def _replacement(target: Target, site: Site) -> Iterator[Problem]:
    kind, found = named(target.kind), site.entry_at(target)
    if kind is None or (found is None and not site.is_unsure(kind)):
        remedy = did_you_mean(target.id, site.of_kind(kind)) if kind else "write kind:id, as in the text's links"
        yield NOWHERE(target.place, f'nothing is called "{target.name}"', remedy)
    elif found is not None and target.fragment:
        yield from missing_fragment(target, found, site, NOWHERE)
