"""Answers for the addresses of a site that is being written: pages one by one, the rest when somebody asks for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..build import check
from ..makers import Making, begin, make_everything, one_article
from ..outputs.assets import make_assets
from ..outputs.search.make import PARTS, make_search
from ..pages.render import frame_values
from ..problems import Problem
from ..publish import engine
from ..publish.keep_addresses import keep_addresses
from ..publish.relink import rooted
from ..settings import Settings, read_settings
from ..site.addresses import address
from ..site.short_addresses import short_addresses
from ..site.site import Site

_NOT_FOUND = "404/"


@dataclass(frozen=True)
class Answer:
    """What is at an address: the path of the file it would be on a server, and its bytes; or where to look instead."""

    path: str
    data: bytes = b""
    elsewhere: str = ""
    found: bool = True


class Live:
    """The site as it stands in the editor's files. Threads of the server ask; one at a time is answered."""

    def __init__(self, root: Path, report: Callable[[str], None]) -> None:
        self.root, self.report = root, report
        self._lock = threading.RLock()
        self._state: _Made | None = None
        self._looked_at = ""
        self._is_warm = False

    def refresh(self) -> tuple[Problem, ...]:
        """Read the files again; returns the advice. Raises what a build raises; what was shown before is then kept."""
        site, advice = check(self.root)
        made = _Made(read_settings(self.root), site)
        with self._lock:
            # Ready before the browser asks; and a frame that cannot be used is told now.
            made.page(self._looked_at) or made.page("")
            self._state = made
        return advice

    def get_ready(self) -> None:
        """Start the engine, while nobody waits for anything: the first change comes as soon as later ones do."""
        if self._state is not None and not self._is_warm:
            engine.warm(self._state.settings, self._state.site.date, frame_values(self._state.site))
            self._is_warm = True

    @property
    def is_ready(self) -> bool:
        """Whether there is something to show."""
        return self._state is not None

    def answer(self, path: str) -> Answer:
        """What is at `path`, from the site's root. Raises as a build does, where the whole site must be made for it."""
        with self._lock:
            assert self._state is not None
            made = self._state
            if page := made.page(path):
                self._looked_at = path
                return page
            found = made.asset(path) or made.short(path) or made.whole(path, self.report)
            return found or made.not_found()


class _Made:
    """What has been made of one state of the files."""

    def __init__(self, settings: Settings, site: Site) -> None:
        self.settings, self.site = settings, site
        self.addresses = {address(entry) for entry in site.page_records}
        self.shorts = {short: address(entry) for entry in site.page_records for short in short_addresses(entry)}
        self._making: Making | None = None
        self._framed: dict[str, bytes] = {}
        self._assets: Mapping[str, bytes] = {}
        self._search: Mapping[str, bytes] = {}
        self._whole: Mapping[str, bytes] = {}

    def page(self, path: str) -> Answer | None:
        """A page, rendered and framed for this one reader."""
        if path not in self.addresses:
            return None
        if path not in self._framed:
            article = one_article(self.settings, self.site, path)
            framed = engine.frame(self.settings, [article], self.site.date, frame_values(self.site))
            [self._framed[path]] = framed.values()
        return Answer(f"{path}index.html", self._framed[path])

    @property
    def making(self) -> Making:
        """All articles, rendered when something that is made of them is asked for."""
        if self._making is None:
            self._making = begin(self.settings, self.site)
        return self._making

    def asset(self, path: str) -> Answer | None:
        """A style sheet, a script, a drawing; the search's index when it is asked for."""
        if not path.startswith("assets/"):
            return None
        if path.startswith("assets/js/search/"):
            self._search = self._search or make_search(self.settings, self.site, self.making.articles)
            return self._from(self._search, path)
        self._assets = self._assets or make_assets(self.settings, self.site.texts, PARTS)
        return self._from(self._assets, path)

    def short(self, path: str) -> Answer | None:
        """A short address leads to its page, and one without its last slash to the one with it."""
        folder = f"{path.rstrip('/')}/"
        if folder in self.shorts:
            return Answer(path, elsewhere=f"/{self.shorts[folder]}")
        return Answer(path, elsewhere=f"/{folder}") if folder in self.addresses else None

    def whole(self, path: str, report: Callable[[str], None]) -> Answer | None:
        """What only a whole build makes: PDFs, pictures, data, the zip, the pages of an archive."""
        if not self._whole:
            making = make_everything(self.settings, self.site, report)
            keep_addresses(self.settings, self.site, making.made, making.archived)
            self._whole = making.made
        if f"{path}/index.html" in self._whole:
            return Answer(path, elsewhere=f"/{path}/")
        return self._from(self._whole, f"{path}index.html" if path.endswith("/") else path)

    @staticmethod
    def _from(made: Mapping[str, bytes], address: str) -> Answer | None:
        return Answer(address, made[address]) if address in made else None

    def not_found(self) -> Answer:
        """The site's own page for what is not there; it may be shown at any address."""
        page = self.page(_NOT_FOUND)
        html = rooted(page.data.decode(), _NOT_FOUND, "/") if page else "Not found"
        return Answer("404.html", html.encode(), found=False)
