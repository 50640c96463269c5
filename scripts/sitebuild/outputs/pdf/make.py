"""Documents -> files. What has not changed since the last build is taken from a cache, byte for byte."""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from ...content.pictures import PICTURES
from ...pages.render import Download, RenderedPage, render
from ...problems import ToolError, did_you_mean
from ...settings import Settings
from ...site.site import Site
from .documents import FOLDER, Document, documents, names

if TYPE_CHECKING:
    from .typeset import Typesetter


def make_pdfs(settings: Settings, site: Site, pages: list[RenderedPage], folder: Path) -> dict[str, Download]:
    """Every PDF, in `folder`, by its document's key."""
    shutil.rmtree(folder, ignore_errors=True)
    target = folder / FOLDER
    target.mkdir(parents=True)
    found = {}
    for document, data, count in make(settings, site, documents(settings, site, pages)):
        (target / f"{document.name}.pdf").write_bytes(data)
        found[document.key] = Download(f"{FOLDER}{document.name}.pdf", count, len(data))
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
    for document, data, count in make(settings, site, wanted):
        path = folder / f"{document.name}.pdf"
        path.write_bytes(data)
        yield path, count


def make(settings: Settings, site: Site, wanted: Iterable[Document]) -> Iterator[tuple[Document, bytes, int]]:
    """Each document with its PDF and how many pages it has.

    One is set, in a thread of its own, while the one before is finished. What sets them is fetched only when one is
    not in the cache: most builds change a page or two, or none.
    """
    cache = _Cache(settings, site)
    with ThreadPoolExecutor(1) as press:
        typesetter: Typesetter | None = None
        coming: list[tuple[Document, Path, Future[bytes] | None]] = []
        for document in wanted:
            path, setting = cache.path(document), None
            if not path.is_file():
                typesetter = typesetter or _typesetter(settings, site)
                setting = press.submit(typesetter.pdf, document.source, document.title)
            coming.append((document, path, setting))
        for document, path, setting in coming:
            if setting is not None:
                cache.keep(path, setting.result())
            yield document, path.read_bytes(), cache.count(path)


def _typesetter(settings: Settings, site: Site) -> Typesetter:
    from .typeset import Typesetter

    return Typesetter(settings.work / "typst", site.date, settings.root / PICTURES)


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

    def keep(self, path: Path, raw: bytes) -> None:
        """Finish a PDF and put it in the cache, with its number of pages beside it."""
        import pikepdf

        from .finish import finish

        data = finish(raw)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            path.with_suffix(".pages").write_text(str(len(pdf.pages)), encoding="utf-8")
        making = path.with_suffix(".making")
        making.write_bytes(data)
        making.replace(path)

    def count(self, path: Path) -> int:
        """The number of pages of a PDF in the cache."""
        return int(path.with_suffix(".pages").read_text(encoding="utf-8"))
