"""What a built site answers at, and which of the published addresses it does not answer at any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree, html

from ..content.contract import Published
from ..kept import Kept, key_of, tools
from ..problems import Code, Problem

LOST = Code(
    "P801",
    "Every address that was published answers, for ever: with the page, or by leading to what replaced it.",
    bad="cases/udi.md renamed to cases/utlendingar.md",
    good="redirect_from: [/doeme/udi/] in cases/utlendingar.md",
)

# What is on a server but has no address that anyone links to.
_NOT_LINKED = frozenset({"404.html", "_headers", "_redirects"})
# Ids in these are furniture: labels of menus and fields, parts of drawings.
_FURNITURE = frozenset({"nav", "form", "svg", "dialog", "template", "input", "textarea", "button"})


def collect(files: Mapping[str, bytes], kept: Kept | None = None) -> dict[str, frozenset[str]]:
    """Every address of a site's files that can be linked to, with the ids that can be linked to on it.

    What each page has is taken from `kept`, where that has been read before.
    """
    found, seen = {}, kept or Kept(None)
    for name in sorted(files):
        if not name.startswith("assets/") and name not in _NOT_LINKED:
            anchors = frozenset(_kept_ids(files[name], seen)) if name.endswith(".html") else frozenset()
            is_page = name.rpartition("/")[2] == "index.html"
            found[name.removesuffix("index.html") if is_page else name] = anchors
    return found


def _kept_ids(data: bytes, kept: Kept) -> Iterable[str]:
    return kept.told(key_of(tools(), data), lambda: sorted(_ids(data)))


def _ids(data: bytes) -> frozenset[str]:
    """Those in the text of a page. A card is one thing, and has no places to link to."""
    if b"<article" not in data and b'<main class="moved' not in data:
        return frozenset()
    page = html.fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    return frozenset(_walk(page.xpath("//article | //main[contains(@class, 'moved')]")[0]))


def _walk(element: etree._Element) -> Iterator[str]:
    if element.tag in _FURNITURE or element.get("hidden") is not None:
        return
    if element.get("id"):
        yield str(element.get("id"))
    for child in element.iterchildren("*"):
        yield from _walk(child)


def lines_of(addresses: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """The lines of the contract for a site's addresses."""
    for path, anchors in addresses.items():
        yield f"/{path}"
        yield from (f"/{path}#{anchor}" for anchor in anchors)


def lost(
    published: Iterable[Published], addresses: Mapping[str, frozenset[str]], sources: Mapping[str, tuple[str, str]]
) -> Iterator[Problem]:
    """A problem for each line that does not answer. `sources` tells of each path the page's own path and its file."""
    for line in published:
        # A file that was removed is now a folder with a page in it: every server leads there.
        found = addresses.get(line.path, addresses.get(f"{line.path}/"))
        if found is None:
            yield LOST(line.place, f"/{line.path} was published, and nothing answers there", _remedy_of_page(line))
        elif line.anchor and line.anchor not in found:
            wrong = f'/{line.path} was published with "#{line.anchor}", which is not on the page'
            yield LOST(line.place, wrong, _remedy_of_anchor(line, sources))


def _remedy_of_page(line: Published) -> str:
    if not line.path.endswith("/"):
        return f"make the file again, or add /{line.path} to recommendations/archive.yml"
    return (
        f"put the page back, or add /{line.path} to redirect_from on the page that replaces it, or to"
        " recommendations/archive.yml"
    )


def _remedy_of_anchor(line: Published, sources: Mapping[str, tuple[str, str]]) -> str:
    path, file = sources.get(line.path, (line.path, "the page"))
    return f"put the id back, or add /{path}#{line.anchor} -> new-id to redirect_from in {file}"


def anchors_by_path(published: Iterable[Published]) -> dict[str, list[Published]]:
    """The lines with an id, by the page they are on."""
    found: dict[str, list[Published]] = defaultdict(list)
    for line in published:
        if line.anchor:
            found[line.path].append(line)
    return found
