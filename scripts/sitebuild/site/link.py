"""`Draft` -> `Site`: relations in both directions, addresses and anchors; links that lead nowhere are problems."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from ..content.load import Content
from ..model.body import Link, all_inline, all_sections
from ..model.choices import Layout
from ..model.kinds import ACTOR, CASE, KINDS, PAGE, RECOMMENDATION, TERM, kind_of, listed_records, named
from ..model.records import Case, Draft, Entry, HandPage, PageRecord, Recommendation, statements
from ..model.sections import GENERATED, TOP, Rule, rules_for
from ..model.values import RecommendationRef, Target
from ..problems import Code, Problem, did_you_mean
from . import anchors
from .addresses import address
from .anchor_names import statement_anchor
from .anchors import PageAnchors
from .frozen import freeze
from .site import Site
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
    for listed in listed_records(draft):
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
    if scheme and target.startswith((f"{scheme[0]}//", "MAILTO:", "Mailto:")):
        return f"write {scheme[0].lower()} in small letters"
    outside = re.match(r"(?i)[a-z]{0,3}h?tt?ps?[:;/\\]+(?=[^\s:/\\]+\.[a-z]{2,})", target)
    if outside:
        return f"write https://{target[outside.end() :]}"
    if re.match(r"(?i)(//)?([a-z0-9-]+\.)+(no|com|org|net|eu|se|dk|io)(/|$)", target):
        return f"write https://{target.lstrip('/')}"
    if target.startswith("tel:"):
        return "write the number as text; links to telephones are not used"
    if target.startswith("bilete:"):
        return f"a picture stands in a paragraph of its own: ![what it shows]({target})"
    return _key_of(target, site) or _of_kind(target, site) or _by_form(target)


def _by_form(target: Target) -> str:
    """A remedy for what is like no name on the site."""
    if target.startswith("#"):
        return f"name the page too, as doeme:udi{target}"
    if target.is_file:
        return "a file has no kind and id; link to the page that offers it, as side:last-ned"
    return f"write kind:id, where kind is one of {', '.join(kind.name for kind in KINDS)}"


_LETTERS = str.maketrans({"å": "a", "ø": "o", "æ": "ae"})


def _of_kind(target: Target, site: Site) -> str | None:
    """The remedy for a kind that is nearly one of ours: `Doeme:udi`, `døme:udi`, `tilråding:2022/1`, and `2022/1`."""
    if RecommendationRef.pattern.fullmatch(target.strip("/")):
        kind, identity = RECOMMENDATION, target.strip("/")
    else:
        written = target.kind.strip().lower()
        names = {form: kind for kind in KINDS for form in (kind.name, kind.name.replace("oe", "o"))}
        near = get_close_matches(written.translate(_LETTERS), names, n=1, cutoff=0.8) if target.id else []
        if not near:
            return None
        kind, identity = names[near[0]], target.id.strip()
    fragment = f"#{target.fragment}" if target.fragment else ""
    known = identity in site.of_kind(kind)
    return f"write {kind.name}:{identity}{fragment}" if known else f"write {kind.name}: before the id"


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
