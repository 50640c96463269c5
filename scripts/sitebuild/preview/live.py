"""Answers for the addresses of a site that is being written: pages one by one, the rest when somebody asks for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..build import build, check
from ..outputs import assets
from ..outputs.search.make import make_search
from ..pages.render import RenderedPage, frame_values, render
from ..problems import Problem
from ..publish import engine
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

    def refresh(self) -> tuple[Problem, ...]:
        """Read the files again; returns the advice. Raises what a build raises; what was shown before is then kept."""
        site, advice = check(self.root)
        made = _Made(read_settings(self.root), site)
        with self._lock:
            # Ready before the browser asks; and a frame that cannot be used is told now.
            made.page(self._looked_at) or made.page("")
            self._state = made
        return advice

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
        self.folder = settings.work / "preview" / "assets"
        self._articles: dict[str, RenderedPage] | None = None
        self._framed: dict[str, bytes] = {}
        self._has_assets = self._has_search = self._is_whole = False

    def page(self, path: str) -> Answer | None:
        """A page, rendered and framed for this one reader."""
        if path not in self.addresses:
            return None
        if path not in self._framed:
            article = self.articles[path]
            framed = engine.frame(self.settings, [article], self.site.date, frame_values(self.site))
            [self._framed[path]] = framed.values()
        return Answer(f"{path}index.html", self._framed[path])

    @property
    def articles(self) -> dict[str, RenderedPage]:
        if self._articles is None:
            rendered = render(self.site, self.settings.work / "cache" / "templates")
            self._articles = {page.address: page for page in rendered}
        return self._articles

    def asset(self, path: str) -> Answer | None:
        """A style sheet, a script, a drawing; the search's index when it is asked for."""
        if not path.startswith("assets/"):
            return None
        if not self._has_assets:
            assets.make(self.settings, self.folder)
            self._has_assets = True
        if path.startswith("assets/js/search/") and not self._has_search:
            make_search(self.settings, self.site, list(self.articles.values()), self.folder)
            self._has_search = True
        return _file(self.folder, path.removeprefix("assets/"), "assets/")

    def short(self, path: str) -> Answer | None:
        """A short address leads to its page, and one without its last slash to the one with it."""
        folder = f"{path.rstrip('/')}/"
        if folder in self.shorts:
            return Answer(path, elsewhere=f"/{self.shorts[folder]}")
        return Answer(path, elsewhere=f"/{folder}") if folder in self.addresses else None

    def whole(self, path: str, report: Callable[[str], None]) -> Answer | None:
        """What only a whole build makes: PDFs, pictures, data, the zip, the pages of an archive."""
        output = self.settings.work / "preview" / "whole"
        if not self._is_whole:
            output.parent.mkdir(parents=True, exist_ok=True)
            build(read_settings(self.settings.root, output), report)
            self._is_whole = True
        if path and not path.endswith("/") and (output / path).is_dir():
            return Answer(path, elsewhere=f"/{path}/")
        return _file(output, f"{path}index.html" if path.endswith("/") else path)

    def not_found(self) -> Answer:
        """The site's own page for what is not there; it may be shown at any address."""
        page = self.page(_NOT_FOUND)
        html = rooted(page.data.decode(), _NOT_FOUND, "/") if page else "Not found"
        return Answer("404.html", html.encode(), found=False)


def _file(folder: Path, path: str, below: str = "") -> Answer | None:
    """A file below a folder, and never one outside it; `below` is where on the site the folder is."""
    file = (folder / path).resolve()
    is_there = file.is_relative_to(folder.resolve()) and file.is_file()
    return Answer(below + path, file.read_bytes()) if is_there else None
