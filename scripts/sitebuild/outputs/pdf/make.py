"""Documents -> files. What has not changed since the last build is taken from a cache, byte for byte."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from ...content.pictures import PICTURES, picture_files
from ...kept import Kept, key_of
from ...pages.render import RenderedPage, render
from ...problems import ToolError, did_you_mean
from ...settings import Settings
from ...site.site import Site
from ..photos import in_a_folder
from .documents import Document, documents, names

if TYPE_CHECKING:
    from .typeset import Typesetter


def make_pdfs(settings: Settings, site: Site, pages: list[RenderedPage]) -> dict[str, tuple[bytes, int]]:
    """Every PDF by its address, each with its number of pages."""
    made = make(settings, site, documents(settings, site, pages))
    return {document.address: (data, count) for document, data, count in made}


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
    kept, recipe = Kept(settings.work / "cache" / "pdf"), _recipe(settings, site)
    with ThreadPoolExecutor(1) as press:
        typesetter: Typesetter | None = None
        coming: list[tuple[Document, str, bytes | Future[bytes]]] = []
        for document in wanted:
            key = key_of(recipe, document.source)
            found: bytes | Future[bytes] | None = kept.take(key)
            if found is None:
                typesetter = typesetter or _typesetter(settings, site)
                found = press.submit(typesetter.pdf, document.source, document.title)
            coming.append((document, key, found))
        for document, key, found in coming:
            counted = found if isinstance(found, bytes) else kept.keep(key, _finished(found.result()))
            count, _, data = counted.partition(b"\n")
            yield document, data, int(count)


def _typesetter(settings: Settings, site: Site) -> Typesetter:
    from .typeset import Typesetter

    return Typesetter(settings.work / "typst", site.date, in_a_folder(settings))


def _recipe(settings: Settings, site: Site) -> bytes:
    """What every PDF is made from beside its own source: tools, faces, our code, pictures and the date."""
    tools = [version(name) for name in ("typst", "pikepdf", "font-source-sans-pro")]
    own = sorted(path for path in Path(__file__).parent.iterdir() if path.is_file())
    shown = picture_files(settings.root / PICTURES)
    return key_of(repr(tools), str(site.date), *(path.read_bytes() for path in (*own, *shown))).encode()


def _finished(raw: bytes) -> bytes:
    """A set PDF with its last touches, after a line with its number of pages."""
    import pikepdf

    from .finish import finish

    data = finish(raw)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return b"%d\n%b" % (len(pdf.pages), data)
