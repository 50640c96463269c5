"""What answers at addresses that are not a page's own: short ones, former ones, and those of what was removed.

A short address gets the whole page, and not a redirect: a redirect in a page loses the `#steg-2` of the address, and
only some servers can be told to send one that keeps it. Those that can are told by `server_files`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import html

from ..kept import Kept, key_of, tools
from ..model.made_files import Files
from ..model.records import Archived
from ..model.sections import TOP
from ..pages.editions_and_archive import archive_address, replaced_by_file
from ..pages.render import templates
from ..problems import Place, Problem
from ..settings import Settings
from ..site.addresses import FROM_LETTERS, address, relative
from ..site.contract import anchors_by_path
from ..site.facets import list_above
from ..site.moves import NOWHERE, STILL_THERE, Moved, moved_pages, name_now, shorts
from ..site.short_addresses import SHORT, cases_address, edition_address, letters_address, renamed
from ..site.site import Site
from .relink import relink

OWNER = "the old addresses"
_WORDS = 8


@dataclass(frozen=True)
class _Place:
    """A place on a former page: its id there, and a link to what it is now."""

    id: str
    url: str
    title: str


class Answers:
    """Adds what answers to a site's files. `redirects` are for servers: from a path to a path, perhaps with an id.

    `archived` are the pages about what was removed, framed, by the address they were made at.
    """

    def __init__(self, settings: Settings, site: Site, made: Files, archived: Mapping[str, bytes]) -> None:
        self.settings, self.site, self.made, self.archived = settings, site, made, archived
        self.redirects: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.published = anchors_by_path(site.published)
        # The published paths that no page and no file of today has.
        self.unanswered: list[str] = []
        self.texts, self.copies = site.texts, Kept(settings.work / "cache" / "copies")
        self.template = templates(site.texts, settings.work / "cache" / "templates").get_template("moved.html")

    def write(self) -> None:
        """Everything, in the order in which one needs the other."""
        for short, long in shorts(self.site).items():
            self._copy(long, short)
            self.redirects[short] = long
        for edition in self.site.editions:
            target = f"{edition_address(edition)}#doeme"
            self._signpost(cases_address(edition), target, self.texts("edition.cases", year=edition.year))
            self.redirects[cases_address(edition)] = target
        if any(case.is_from_letter for case in self.site.cases.values()):
            target = FROM_LETTERS
            self._signpost(letters_address(), target, self.texts("case.from_letter"))
            self.redirects[letters_address()] = target
        old = dict.fromkeys(line.path for line in self.site.published)
        self.unanswered = [path for path in old if not self._exists(path)]
        for moved in moved_pages(self.site):
            if self._is_free(moved.old, moved.claim.former.place):
                self._moved(moved)
        # The longest names first: what was made of `felles-ikt` ends in `ikt` too.
        for record in sorted(self.site.draft.archive, key=lambda record: -len(_name(record.address))):
            self._archived(record)
        for path in self.unanswered:
            if not self._exists(path):
                self._former_list(path)
        self.copies.forget_the_rest()

    # --- pages that have moved ---

    def _moved(self, moved: Moved) -> None:
        now, target = address(moved.entry), moved.claim.target
        if SHORT.match(moved.old) and moved.same_ids and target == now:
            self._copy(now, moved.old)
        else:
            self._signpost(moved.old, target, moved.entry.label, moved)
        if not moved.places:
            self.redirects[moved.old] = f"{now}#{TOP}" if target == now and not moved.same_ids else target
        for old in self.unanswered:
            new = name_now(old, moved.old, moved.entry)
            if new and self._exists(new) and not self._exists(old):
                self._made_from(old, new, moved)

    def _made_from(self, old: str, new: str, moved: Moved) -> None:
        """A card, a PDF or a short address of a page that has moved: what it is now, at its old address too."""
        if not old.endswith("/"):
            self._file(new, old)
        elif moved.same_ids:
            self._copy(new, old)
        else:
            self._signpost(old, f"{new}#{TOP}", moved.entry.label)
        self.redirects[old] = new if moved.same_ids or not old.endswith("/") else f"{new}#{TOP}"

    def _signpost(self, old: str, target: str, title: str, moved: Moved | None = None) -> None:
        """A page without script that leads on: at once, unless the places on it have gone to several pages."""
        places = {place.id: place for place in self._places(old, target, moved)}
        ids = sorted({line.anchor for line in self.published.get(old, ())} - places.keys() - {TOP, "stader"})
        page = self.template.render(
            title=title,
            url=relative(target, _folder(old)),
            canonical=self.settings.base_url + target.partition("#")[0],
            root=relative("", _folder(old)),
            site_name=self.settings.site_name,
            at_once=moved is None or not moved.places,
            ids=ids,
            places=list(places.values()),
        )
        self._write(old, page)

    def _places(self, old: str, target: str, moved: Moved | None) -> Iterator[_Place]:
        path = target.partition("#")[0]
        now = _texts(self.made[f"{path}index.html"])
        elsewhere = moved.places if moved else {}
        order = {anchor: number for number, anchor in enumerate(now)}
        for line in sorted(self.published.get(old, ()), key=lambda line: order.get(line.anchor, -1)):
            claim = elsewhere.get(line.anchor)
            if claim:
                yield _Place(line.anchor, relative(claim.target, _folder(old)), claim.entry.label)
            elif line.anchor in now and line.anchor != TOP and (moved is None or moved.same_ids):
                yield _Place(line.anchor, relative(f"{path}#{line.anchor}", _folder(old)), now[line.anchor])

    def _former_list(self, old: str) -> None:
        """A list of cases by a value that is gone, or a page that a shorter list has not: the list it was part of."""
        target = list_above(old)
        if target and self._exists(target):
            self._signpost(old, target, self.texts("list.cases"))
            self.redirects[old] = target

    # --- what was removed ---

    def _archived(self, record: Archived) -> None:
        """The page that says so, at every address the removed one had; or the file that took a file's place."""
        path, file = record.address.lstrip("/"), replaced_by_file(record)
        for target in record.replaced_by:
            if target.startswith("/") and not self._exists(target.lstrip("/")):
                self.problems.append(NOWHERE(target.place, f"there is no file {target}", "name one that is there"))
                return
        if file and self._is_free(path, record.address.place):
            self._file(file, path)
            self.redirects[path] = file
        elif not file:
            said = {str(address).lstrip("/"): address.place for address in (record.address, *record.also)}
            made = [old for old in self.unanswered if renamed(old, path, path) and not self._exists(old)]
            for old in [*(old for old, place in said.items() if self._is_free(old, place)), *made]:
                page = self.archived[f"{archive_address(record)}index.html"].decode()
                to = f"{old.rstrip('/')}/"
                self._write(to, relink(page, archive_address(record), to))

    # --- files ---

    def _is_free(self, path: str, place: Place) -> bool:
        """Whether nothing that the build makes has the address; else that is a problem at `place`."""
        if self._exists(path):
            self.problems.append(STILL_THERE(place, f"/{path} is still there", "remove it from here"))
            return False
        return True

    def _exists(self, path: str) -> bool:
        return self.made.has(path)

    def _copy(self, page: str, to: str) -> None:
        data = self.made[f"{page}index.html"]
        copy = self.copies.made(key_of(tools(), page, to, data), lambda: relink(data.decode(), page, to).encode())
        self.made.add(OWNER, {f"{to}index.html": copy})

    def _file(self, file: str, to: str) -> None:
        self.made.add(OWNER, {to: self.made[file]})

    def _write(self, path: str, text: str) -> None:
        self.made.add(OWNER, {f"{path}index.html" if path.endswith("/") or not path else path: text.encode()})


def _folder(path: str) -> str:
    """The folder that the links of a page at `path` are counted from: `doeme/gamalt/`, or that of `gamalt.html`."""
    return path[: path.rfind("/") + 1]


def _name(path: str) -> str:
    """The last part of a path: `udi` of `/doeme/udi/`."""
    return path.rstrip("/").rpartition("/")[2]


def _texts(data: bytes) -> Mapping[str, str]:
    """The first words of whatever has an id on a page."""
    page = html.fromstring(data)
    for aside in (*page.find_class("anchor-link"), *page.find_class("note")):
        aside.drop_tree()
    found: dict[str, str] = {}
    for element in page.iter("h1", "h2", "h3", "p", "li", "blockquote", "figure"):
        identity = element.get("id")
        if identity:
            words = element.text_content().split()
            found[identity] = " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")
    return found
