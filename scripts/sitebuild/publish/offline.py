"""The folder that works with no network: the finished site, made to be opened by a double click, as a zip.

A second build with the theme's own plugin was the other way. It would give other addresses (`udi.html`), a shim for
its search, and twice the time; here the pages are the same, and links that a server would have completed are written
out. The search runs in the page where there is no worker, so it needs nothing more.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import PurePosixPath

from ..kept import Kept, key_of, tools
from ..outputs.office.packing import Zip

NAME = "fra-ord-til-handling"
# What only a server, a search engine or another site has use for; and the copies of pages at short addresses.
_ONLINE_ONLY = re.compile(
    r"(404\.html|sitemap\.xml|robots\.txt|opensearch\.xml|_headers|_redirects|_arkiv/.*|\d{4}/.*|brev/.*|kort/.*|oembed/.*|assets/deling/.*)"
)
# Packed already: to try again takes time and gains nothing.
_PACKED = frozenset({".png", ".woff2", ".jpg", ".jpeg", ".zip", ".pptx", ".docx", ".epub"})
_LINK = re.compile(r'(\s(?:href|src|action)=")(?![a-z]+:|/|#)([^"?#]*)([^"]*)"')
_FONT = re.compile(r'url\("\.\./fonts/([\w.-]+)\.woff2"\)')
# Around what only the site on the net shows.
_ONLINE = re.compile(r"<!--nett-->.*?<!--/nett-->", re.S)


def make_offline(made: Mapping[str, bytes], day: date, kept: Kept | None = None) -> bytes:
    """The zip of a site's files. Same in, same out; what packing a file gave is kept in `kept`."""
    archive = Zip(day, kept or Kept(None))
    # A style sheet has the faces in it.
    faces = key_of(tools(), *(made[name] for name in sorted(made) if name.endswith(".woff2"))).encode()
    for name in sorted(made):
        if _ONLINE_ONLY.fullmatch(name):
            continue
        if PurePosixPath(name).suffix in _PACKED:
            archive.store(f"{NAME}/{name}", made[name])
        else:
            archive.pack(f"{NAME}/{name}", faces + made[name], partial(_for_folder, name, made))
    return archive.data()


def online(html: str) -> str:
    """A page of the site on the net: what only it shows is shown, without the marks around it."""
    return html.replace("<!--nett-->", "").replace("<!--/nett-->", "")


def _for_folder(name: str, made: Mapping[str, bytes]) -> bytes:
    """A file as it is in the folder."""
    if name.endswith(".html"):
        return _LINK.sub(_complete, _ONLINE.sub("", made[name].decode())).encode()
    if name.endswith(".css"):
        return _FONT.sub(lambda font: _inline(font[1], made), made[name].decode()).encode()
    return made[name]


def _complete(link: re.Match[str]) -> str:
    """A link to a folder names the file in it: there is no server to do so."""
    target = link[2]
    if target.endswith("/") or PurePosixPath(target).name == "..":
        target = f"{target.rstrip('/')}/index.html"
    elif target == ".":
        target = "index.html"
    return f'{link[1]}{target}{link[3]}"'


def _inline(font: str, made: Mapping[str, bytes]) -> str:
    """A face within the style sheet: browsers differ on whether a page in a folder may load it from another one."""
    data = made[f"assets/fonts/{font}.woff2"]
    return f'url("data:font/woff2;base64,{base64.b64encode(data).decode()}")'
