"""What the browser loads to search: our code and MiniSearch as one file, the data as another, and OpenSearch.

The data is a script and not JSON, since a page opened from a folder may not fetch.
"""

from __future__ import annotations

import json
from pathlib import Path
from xml.sax.saxutils import escape

import rjsmin

from ...pages.render import RenderedPage
from ...problems import ToolError
from ...settings import Settings
from ...site.site import Site
from .documents import documents
from .index import language, make_index

_FOLDER = "assets/js/search/"
# What the one script is made of; these are not served by themselves.
PARTS = ("language.js", "match.js", "engine.js")


def make_search(settings: Settings, site: Site, pages: list[RenderedPage]) -> dict[str, bytes]:
    """The search's code and its index, and the description of it, by address."""
    return {
        f"{_FOLDER}search.js": search_script(settings, site).encode(),
        f"{_FOLDER}index.js": index_script(make_index(documents(site, pages), site.thesaurus)).encode(),
        "assets/lisensar/minisearch.txt": (_library(settings) / "LICENSE.txt").read_bytes(),
        "opensearch.xml": open_search(settings).encode(),
    }


def search_script(settings: Settings, site: Site) -> str:
    """The library, the rules of the language and our own code as one script, made small."""
    library = (_library(settings) / "dist" / "umd" / "index.js").read_text(encoding="utf-8")
    folder = settings.root / "docs" / _FOLDER
    sources = [library.split("//# sourceMappingURL")[0]]
    sources += [(folder / name).read_text(encoding="utf-8") for name in PARTS]
    rules = f"self.Sok={{data:{{language:{_json(language(site.thesaurus))}}}}};"
    return ";\n".join([rules, *(rjsmin.jsmin(source) for source in sources)])


def _library(settings: Settings) -> Path:
    library = settings.node_modules / "minisearch"
    if not library.is_dir():
        raise ToolError("minisearch is not installed. Run python3 scripts/build.py, which installs it.")
    return library


def index_script(index: dict[str, object]) -> str:
    """The index as a script. As a string that is parsed it is ready in half the time that an object in code takes."""
    text = _json(index).replace("\\", "\\\\").replace("'", "\\'")
    return f"self.Sok.data.index=JSON.parse('{text}');"


def open_search(settings: Settings) -> str:
    """The description that lets a browser or an intranet search the site by its address."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"  <ShortName>{escape(_short(settings.site_name))}</ShortName>\n"
        "  <Description>Søk på nynorsk eller bokmål i tilrådingar og døme</Description>\n"
        "  <Language>nn</Language>\n  <InputEncoding>UTF-8</InputEncoding>\n"
        f'  <Url type="text/html" template="{escape(settings.base_url)}sok/?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    )


def _short(name: str) -> str:
    """The last words of a name, within the sixteen signs that the format allows."""
    words = name.split()
    fits = (" ".join(words[at:]) for at in range(len(words)))
    return next((text for text in fits if len(text) <= 16), name[:16])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "\\u2028")
