"""The folder that works with no network: the finished site, made to be opened by a double click, as a zip.

A second build with the theme's own plugin was the other way. It would give other addresses (`udi.html`), a shim for
its search, and twice the time; here the pages are the same, and links that a server would have completed are written
out. The search runs in the page where there is no worker, so it needs nothing more.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from datetime import date
from pathlib import Path, PurePosixPath

FOLDER = "fra-ord-til-handling"
ADDRESS = f"last-ned/{FOLDER}.zip"
# What only a server, a search engine or another site has use for; and the copies of pages at short addresses.
_ONLINE_ONLY = re.compile(
    r"(404\.html|sitemap\.xml|robots\.txt|opensearch\.xml|_headers|_redirects|_arkiv/.*|\d{4}/.*|brev/.*|kort/.*|oembed/.*|assets/deling/.*)"
)
# Packed already: to try again takes time and gains nothing.
_PACKED = frozenset({".png", ".woff2", ".jpg", ".jpeg", ".zip"})
_LINK = re.compile(r'(\s(?:href|src|action)=")(?![a-z]+:|/|#)([^"?#]*)([^"]*)"')
_FONT = re.compile(r'url\("\.\./fonts/([\w.-]+)\.woff2"\)')
# Around what only the site on the net shows; the second is where the zip's size is written.
_ONLINE = re.compile(r"<!--nett-->.*?<!--/nett-->", re.S)
SIZE = "zip<!--size-->"


def make_offline(site: Path, day: date) -> None:
    """Put the zip into the finished site, and its size on the page that offers it. Same in, same out."""
    data = _zip(site, day)
    (site / ADDRESS).write_bytes(data)
    page = site / "last-ned" / "index.html"
    text = page.read_text(encoding="utf-8")
    size = f"zip, {len(data) / 1_000_000:.1f} MB".replace(".", ",")
    text = text.replace(SIZE, size).replace("<!--nett-->", "").replace("<!--/nett-->", "")
    page.write_text(text, encoding="utf-8", newline="\n")


def _zip(site: Path, day: date) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            name = path.relative_to(site).as_posix()
            if _ONLINE_ONLY.fullmatch(name) or name == ADDRESS:
                continue
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            packed = zipfile.ZIP_STORED if path.suffix in _PACKED else zipfile.ZIP_DEFLATED
            entry.compress_type, entry.create_system, entry.external_attr = packed, 3, 0o644 << 16
            archive.writestr(entry, _for_folder(path))
    return found.getvalue()


def _for_folder(path: Path) -> bytes:
    """A file as it is in the folder."""
    if path.suffix == ".html":
        text = _ONLINE.sub("", path.read_text(encoding="utf-8"))
        return _LINK.sub(_complete, text).encode()
    if path.suffix == ".css":
        return _FONT.sub(lambda font: _inline(path, font[1]), path.read_text(encoding="utf-8")).encode()
    return path.read_bytes()


def _complete(link: re.Match[str]) -> str:
    """A link to a folder names the file in it: there is no server to do so."""
    target = link[2]
    if target.endswith("/") or PurePosixPath(target).name == "..":
        target = f"{target.rstrip('/')}/index.html"
    elif target == ".":
        target = "index.html"
    return f'{link[1]}{target}{link[3]}"'


def _inline(sheet: Path, font: str) -> str:
    """A face within the style sheet: browsers differ on whether a page in a folder may load it from another one."""
    data = (sheet.parent.parent / "fonts" / f"{font}.woff2").read_bytes()
    return f'url("data:font/woff2;base64,{base64.b64encode(data).decode()}")'
