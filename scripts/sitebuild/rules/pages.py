"""Rules for the pages written by hand: those that the frame and the templates link to are there, each in its file."""

from __future__ import annotations

from collections.abc import Iterator

from ..content.load import MISSING_FILE
from ..model.body import all_sections
from ..model.choices import Layout
from ..model.kinds import KINDS
from ..model.records import Draft, HandPage
from ..problems import Code, Place, Problem

WRONG_FILE = Code(
    "C504",
    "A page with a list or a purpose of its own has its layout, and stands in the file that others link to.",
    bad="docs/om.md with layout: actors",
    good="docs/verksemder.md with layout: actors",
)

# The pages that menus, templates and other outputs lead to, by the names of their files. The list of each kind has the
# layout that is called as the kind is.
FILES = {
    "index": Layout.HOME,
    "404": Layout.NOT_FOUND,
    **{kind.home.removesuffix("/"): Layout(kind.plural) for kind in KINDS if kind.home},
    "samanheng": Layout.RELATIONS,
    "sok": Layout.SEARCH,
    "last-ned": Layout.DOWNLOADS,
    "endringar": Layout.CHANGES,
    "data": Layout.DATA,
    "lenk": Layout.SHARING,
    "sjolvsjekk": Layout.SELF_CHECK,
    "plan": Layout.PLAN,
    "om": Layout.PAGE,
}
# What every recommendation links to: who has said what.
_EXPLAINED = "rapport-og-utdjuping"


def needed_pages_are_there(draft: Draft) -> Iterator[Problem]:
    pages = {page.stem: page for page in draft.pages}
    for stem, layout in FILES.items():
        if stem in pages:
            yield from _layout_of(pages[stem], layout)
        elif HandPage not in draft.unsure:
            wrong = f'the page with layout "{layout}" is missing'
            yield MISSING_FILE(Place(f"docs/{stem}.md"), wrong, "put it back: other pages link to it")
    owners = {layout: stem for stem, layout in FILES.items() if layout is not Layout.PAGE}
    for page in draft.pages:
        if page.layout in owners and page.stem not in FILES:
            wrong = f'the layout "{page.layout}" is that of {owners[page.layout]}.md'
            yield WRONG_FILE(page.place, wrong, "write layout: page")


def _layout_of(page: HandPage, layout: Layout) -> Iterator[Problem]:
    if page.layout is not layout:
        wrong = f'the layout is "{page.layout}", and other pages link here for "{layout}"'
        yield WRONG_FILE(page.place, wrong, f"write layout: {layout}")
    elif page.stem == "om" and not any(part.id == _EXPLAINED for part in all_sections(page.body)):
        wrong = f'there is no heading with the id "{_EXPLAINED}", which every recommendation links to'
        yield WRONG_FILE(page.place, wrong, f"write a heading that ends with {{#{_EXPLAINED}}}")


RULES = (needed_pages_are_there,)
