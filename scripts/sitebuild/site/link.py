"""`Draft` -> `Site`: relations in both directions, addresses and anchors; links that lead nowhere are problems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..model.body import Link, all_inline, all_sections
from ..model.records import Case, Draft, PageRecord, Recommendation, statements
from ..model.sections import GENERATED, Rule, rules_for
from ..problems import Code, Problem, did_you_mean
from . import anchors
from .addresses import address
from .anchor_names import statement_anchor
from .ledger import TOP, Ledger
from .site import Site

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


def link(draft: Draft, problems: list[Problem], ledger: Ledger | None = None) -> Site:
    """Look everything up, both ways. References that lead nowhere are left out: rules have reported them."""
    known = ledger or Ledger()
    site = Site(draft, {entry.place.path: anchors.assign(entry, known) for entry in draft.page_records})
    site.ledger = known
    site.fragments = _fragments(site)
    problems.extend(_dead_links(site))
    return site


def _fragments(site: Site) -> dict[str, set[str]]:
    """The anchors of every page that text may link to, by the page's address."""
    fragments: dict[str, set[str]] = defaultdict(set)
    for entry in site.draft.page_records:
        fragments[address(entry)] |= fragments_of(entry, site)
    draft = site.draft
    for listed in draft.listed_records:
        fragments[address(listed).partition("#")[0]].add(listed.id)
    return fragments


def _dead_links(site: Site) -> Iterator[Problem]:
    for page in site.draft.page_records:
        for node in all_inline(page.body):
            if isinstance(node, Link):
                yield from _dead_link(node, site)


def _dead_link(node: Link, site: Site) -> Iterator[Problem]:
    if node.target.startswith(("https://", "http://", "mailto:")):
        return
    reference, _, fragment = node.target.partition("#")
    kind, _, identity = reference.partition(":")
    known = site.linkable(kind)
    if known is None:
        wrong = f'cannot follow the link "{node.target}"'
        kinds = "tilrading, doeme, omgrep, verksemd, kjelde, sporsmal, medlem, side"
        yield UNKNOWN_LINK(node.target.place, wrong, f"write kind:id, where kind is one of {kinds}")
        return
    found = known.records.get(identity)
    if found is None and not known.unsure:
        remedy = did_you_mean(identity, known.records)
        yield UNKNOWN_LINK(node.target.place, f'nothing is called "{reference}"', remedy)
    elif found is not None and fragment:
        page = address(found).partition("#")[0]
        if fragment not in site.fragments[page]:
            wrong = f'there is no "{fragment}" on {page}'
            yield UNKNOWN_ANCHOR(node.target.place, wrong, did_you_mean(fragment, site.fragments[page]))


def fragments_of(entry: PageRecord, site: Site) -> set[str]:
    """Every anchor of a page: headings, generated sections, points, and units of text."""
    found = {TOP, *site.anchors[entry.place.path].values()}
    found |= {str(part.id) for part in all_sections(entry.body) if part.id}
    if isinstance(entry, Recommendation | Case):
        rules: tuple[Rule, ...] = rules_for(entry)
        found |= {rule.id for rule in rules if any(part.title == rule.heading for part in entry.body.sections)}
        found |= {f"punkt-{point.id}" for point in entry.points} | {f"kjelde-{use.id}" for use in entry.sources}
        found |= {statement_anchor(entry, told) for told in statements(entry)} | set(GENERATED)
    return found
