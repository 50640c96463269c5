"""What everything that reads a page's article must know of it, be it for paper or for plain text."""

from __future__ import annotations

from lxml import html

# What only a screen needs: contents beside the text, actions, boxes to tick, fields to copy from, and links on to
# the same list elsewhere.
SCREEN_ONLY = frozenset(
    {
        "page-toc",
        "actions",
        "anchor-former",
        "anchor-link",
        "anchor-moved",
        "ask__box",
        "basis__mark",
        "basis__text",
        "brief-address",
        "copy",
        "fill",
        "letters",
        "motif",
        "used-elsewhere",
        "masthead__search",
        "search-page",
        "more",
        "pager",
        "progress",
        "share",
        "term",
    }
)


def is_screen_only(node: html.HtmlElement) -> bool:
    """Whether an element is left out where there is no screen: comments, drawings and buttons too."""
    return (
        not isinstance(node.tag, str)
        or not SCREEN_ONLY.isdisjoint(node.get("class", "").split())
        or node.tag in ("noscript", "svg", "button")
    )
