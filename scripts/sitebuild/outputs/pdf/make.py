"""Documents -> files. What has not changed since the last build is taken from a cache, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path

from ...content.pictures import PICTURES, picture_files
from ...kept import Kept, key_of
from ...pages.render import RenderedPage, render
from ...problems import ToolError, did_you_mean
from ...settings import Settings
from ...side_by_side import spread
from ...site.short_addresses import permalink
from ...site.site import Site
from ..photos import in_a_folder
from ..qr_codes import draw_ahead
from .documents import Document, documents, names

# Of PDFs to set: how many are set here, since each process begins by reading the faces and sets anew what they share;
# and how many one may remember at a time.
_FEW, _MOST = 100, 48


def make_pdfs(settings: Settings, site: Site, pages: list[RenderedPage]) -> dict[str, tuple[bytes, int]]:
    """Every PDF by its address, each with its number of pages."""
    draw_ahead((settings.base_url + permalink(entry) for entry in site.subjects), settings.work / "cache" / "codes")
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
    """Each document with its PDF and how many pages it has. Each is kept when it is made, whatever comes after it."""
    kept, recipe = Kept(settings.work / "cache" / "pdf"), _recipe(settings, site)
    keys = {document: key_of(recipe, document.source) for document in wanted}
    made = {key: kept.take(key) for key in keys.values()}
    missing = {(document.title, document.source): key for document, key in keys.items() if made[key] is None}
    if missing:
        # What sets them is fetched only when one is not in the cache: most builds change a page or two, or none.
        from .press import pressed

        press = partial(pressed, work=settings.work, day=site.date, pictures=in_a_folder(settings))
        for job, data in spread(press, [*missing], few=_FEW, most=_MOST):
            made[missing[job]] = kept.keep(missing[job], data)
    for document, key in keys.items():
        count, _, data = (made[key] or b"").partition(b"\n")
        yield document, data, int(count)


def _recipe(settings: Settings, site: Site) -> bytes:
    """What every PDF is made from beside its own source: tools, faces, our code, pictures and the date."""
    tools = [version(name) for name in ("typst", "pikepdf", "font-source-sans-pro")]
    own = sorted(path for path in Path(__file__).parent.iterdir() if path.is_file())
    shown = picture_files(settings.root / PICTURES)
    return key_of(repr(tools), str(site.date), *(path.read_bytes() for path in (*own, *shown))).encode()
