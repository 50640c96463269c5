"""Documents -> files. What has not changed since the last build is taken from a cache, byte for byte."""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import pikepdf

from ..pictures import PICTURES
from ..problems import ToolError, did_you_mean
from ..render import Download, RenderedPage, render
from ..settings import Settings
from ..site import Site
from .documents import FOLDER, Document, documents, names
from .finish import finish
from .typeset import Typesetter


def make_pdfs(settings: Settings, site: Site, pages: list[RenderedPage], folder: Path) -> dict[str, Download]:
    """Every PDF, in `folder`, by its document's key."""
    shutil.rmtree(folder, ignore_errors=True)
    target = folder / FOLDER
    target.mkdir(parents=True)
    found = {}
    for document, data in make(settings, site, documents(settings, site, pages)):
        (target / f"{document.name}.pdf").write_bytes(data)
        found[document.key] = Download(f"{FOLDER}{document.name}.pdf", _count(data), len(data))
    return found


def preview(settings: Settings, site: Site, name: str | None) -> Iterator[tuple[Path, int]]:
    """Some PDFs for an editor to look at, each with its number of pages. Raises `ToolError` for an unknown name."""
    folder = settings.work / "preview"
    folder.mkdir(parents=True, exist_ok=True)
    pages = render(site, settings.work / "cache" / "templates")
    wanted = list(documents(settings, site, pages))
    if name is not None:
        known = {called: document for document in wanted for called in names(document)}
        asked = name.replace("\\", "/")
        if asked not in known:
            raise ToolError(f'There is no PDF of "{name}": {did_you_mean(asked, known)}')
        wanted = [known[asked]]
    for document, data in make(settings, site, wanted):
        path = folder / f"{document.name}.pdf"
        path.write_bytes(data)
        yield path, _count(data)


def _count(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def make(settings: Settings, site: Site, wanted: Iterable[Document]) -> Iterator[tuple[Document, bytes]]:
    """Each document with its PDF. One is set, in a thread of its own, while the one before is finished."""
    cache = _Cache(settings, site)
    with ThreadPoolExecutor(1) as press:
        typesetter = Typesetter(settings.work / "typst", site.date, settings.root / PICTURES)
        coming: list[tuple[Document, Path, Future[bytes] | None]] = []
        for document in wanted:
            path = cache.path(document)
            kept = path.is_file()
            setting = None if kept else press.submit(typesetter.pdf, document.source, document.title)
            coming.append((document, path, setting))
        for document, path, setting in coming:
            if setting is not None:
                cache.keep(path, finish(setting.result()))
            yield document, path.read_bytes()


class _Cache:
    """Finished PDFs, by everything they are made of."""

    def __init__(self, settings: Settings, site: Site) -> None:
        self.folder = settings.work / "cache" / "pdf"
        self.folder.mkdir(parents=True, exist_ok=True)
        tools = [version(name) for name in ("typst", "pikepdf", "font-source-sans-pro")]
        own = sorted(path for path in Path(__file__).parent.iterdir() if path.is_file())
        shown = sorted((settings.root / PICTURES).glob("*"))
        parts = [repr(tools).encode(), str(site.date).encode(), *(path.read_bytes() for path in (*own, *shown))]
        self.recipe = hashlib.sha256(b"\0".join(parts)).digest()

    def path(self, document: Document) -> Path:
        name = hashlib.sha256(self.recipe + document.source.encode()).hexdigest()[:32]
        return self.folder / f"{name}.pdf"

    def keep(self, path: Path, data: bytes) -> None:
        making = path.with_suffix(".making")
        making.write_bytes(data)
        making.replace(path)
