"""`Draft` -> `Site`: relations in both directions, addresses and anchors; links that lead nowhere are problems."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from ..content.load import Content
from ..model.body import Link, all_inline, all_sections
from ..model.kinds import ACTOR, CASE, KINDS, PAGE, TERM, kind_of, named
from ..model.records import Case, Draft, Entry, HandPage, Layout, PageRecord, Recommendation, statements
from ..model.sections import GENERATED, TOP, Rule, rules_for
from ..model.values import Target
from ..problems import Code, Problem, did_you_mean
from . import anchors
from .addresses import address
from .anchor_names import statement_anchor
from .anchors import PageAnchors
from .site import Site, freeze
from .situations import lost_choices

UNKNOWN_LINK = Code(
    "A601",
    "A link in the text leads to something on the site, by kind and id, or to an outside https:// address.",
    bad="[UDI](doeme:uid)",
    good="[UDI](doeme:udi)",
)
UNKNOWN_ANCHOR = Code(
    "A602",
    "The part after # in a link is a heading, a step, a question or another anchor on that page.",
    bad="[spørsmåla](tilrading:2022/3#sporsmol)",
    good="[spørsmåla](tilrading:2022/3#sporsmal)",
)


def link(content: Content, problems: list[Problem]) -> Site:
    """Look everything up, both ways. References that lead nowhere are left out: rules have reported them."""
    draft = content.draft
    page_anchors = {entry.place.path: anchors.assign(entry, content.ledger) for entry in draft.page_records}
    site = Site(content, freeze(page_anchors), _fragments(draft, page_anchors))
    problems.extend(_dead_links(site))
    problems.extend(lost_choices(site))
    return site


def _fragments(draft: Draft, page_anchors: Mapping[str, PageAnchors]) -> Mapping[str, frozenset[str]]:
    """The anchors of every page that text may link to, by the page's address."""
    fragments: dict[str, set[str]] = defaultdict(set)
    for entry in draft.page_records:
        fragments[address(entry)] |= fragments_of(entry, page_anchors[entry.place.path])
    for listed in draft.listed_records:
        fragments[kind_of(listed).home].add(listed.key)
    return freeze({path: frozenset(found) for path, found in fragments.items()})


def _dead_links(site: Site) -> Iterator[Problem]:
    for page in site.draft.page_records:
        for node in all_inline(page.body):
            if isinstance(node, Link):
                yield from _dead_link(node.target, site)


def _dead_link(target: Target, site: Site) -> Iterator[Problem]:
    if target.is_outside:
        yield from _own_address(target, site)
        return
    kind = named(target.kind)
    if kind is None:
        yield UNKNOWN_LINK(target.place, f'cannot follow the link "{target}"', _remedy(target, site))
        return
    known = site.of_kind(kind)
    found = known.get(target.id)
    if found is None and not site.is_unsure(kind):
        yield UNKNOWN_LINK(target.place, f'nothing is called "{target.name}"', did_you_mean(target.id, known))
    elif isinstance(found, HandPage) and found.layout is Layout.NOT_FOUND:
        wrong = f'"{target.name}" is the page for addresses that do not exist'
        yield UNKNOWN_LINK(target.place, wrong, "link to another page")
    elif found is not None and target.fragment:
        yield from missing_fragment(target, found, site, UNKNOWN_ANCHOR)


def missing_fragment(target: Target, found: Entry, site: Site, code: Code) -> Iterator[Problem]:
    """A problem where the page that a reference leads to does not have the id after #."""
    page = address(found).partition("#")[0]
    if target.fragment not in site.fragments[page]:
        wrong = f'there is no "{target.fragment}" on /{page}'
        yield code(target.place, wrong, did_you_mean(target.fragment, site.fragments[page]))


def _own_address(target: Target, site: Site) -> Iterator[Problem]:
    """The site's own address in full is not looked after when pages move, and leads out of the folder without a net."""
    own = site.draft.site_url
    if own and f"{target}/".startswith(own):
        remedy = _key_of(target.removeprefix(own), site) or "there is no such page; link by kind and id, as doeme:udi"
        yield UNKNOWN_LINK(target.place, f'"{target}" is an address on this site', remedy)


def _remedy(target: Target, site: Site) -> str:
    """How a link is written here, as near to what was written as can be guessed."""
    scheme = re.match(r"(?i)(https?|mailto):", target)
    if scheme:
        return f"write {scheme[0].lower()} in small letters"
    if re.match(r"(?i)(//)?([a-z0-9-]+\.)+(no|com|org|net|eu|se|dk|io)(/|$)", target):
        return f"write https://{target.lstrip('/')}"
    if target.startswith("tel:"):
        return "write the number as text; links to telephones are not used"
    kinds = ", ".join(kind.name for kind in KINDS)
    return _key_of(target, site) or f"write kind:id, where kind is one of {kinds}"


def _key_of(target: str, site: Site) -> str | None:
    """The remedy that names a page of the site, when `target` looks like the address or the file of one."""
    path, _, fragment = target.partition("#")
    name = re.sub(r"(/index\.html|\.md|\.html|/)$", "", path.lstrip("./")).rpartition("/")[2]
    owner = next((kind for kind in (CASE, PAGE, TERM, ACTOR) if name in site.of_kind(kind)), None)
    return f"write {owner.name}:{name}{'#' + fragment if fragment else ''}" if owner else None


def fragments_of(entry: PageRecord, own: PageAnchors) -> set[str]:
    """Every anchor of a page: headings, generated sections, points, and units of text."""
    found = {TOP, *own.ids.values()}
    found |= {str(part.id) for part in all_sections(entry.body) if part.id}
    if isinstance(entry, Recommendation | Case):
        rules: tuple[Rule, ...] = rules_for(entry)
        found |= {rule.id for rule in rules if any(part.role == rule.id for part in entry.body.sections)}
        found |= {f"punkt-{point.id}" for point in entry.points} | {f"kjelde-{use.id}" for use in entry.sources}
        found |= {statement_anchor(entry, told) for told in statements(entry)} | set(GENERATED)
    return found
