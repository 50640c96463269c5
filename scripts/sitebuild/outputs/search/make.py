"""What the browser loads to search: the code, the dictionary and the index, a file each; and OpenSearch.

The data are scripts and not JSON, since a page opened from a folder may not fetch.
"""

from __future__ import annotations

import json
from xml.sax.saxutils import escape

import rjsmin

from ...kept import Kept
from ...language.lexicon import dictionary_licence
from ...language.texts import Texts
from ...pages.render import RenderedPage
from ...problems import ToolError
from ...settings import Settings
from ...site.site import Site
from .documents import documents
from .index import dictionary_for, dictionary_table, language, make_index

_FOLDER = "assets/js/search/"
# What the one script is made of; these are not served by themselves.
PARTS = ("language.js", "match.js", "direct.js", "engine.js")
# What our scripts ask for in the browser: no page names these, so a page that asks for what is not there says nothing.
_ASKED_FOR = ("box.js", "worker.js")
# What has to be run before a search, in this order.
CODE_AND_DATA = tuple(f"{_FOLDER}{name}" for name in ("search.js", "words.js", "index.js"))


def make_search(settings: Settings, site: Site, pages: list[RenderedPage]) -> dict[str, bytes]:
    """The search's code, its dictionary and its index, and the description of it, by address."""
    read = Kept(settings.work / "cache" / "read")
    found = list(documents(site, pages, read))
    read.forget_the_rest()
    known = dictionary_for(found, site.thesaurus)
    kept = Kept(settings.work / "cache" / "search")
    index = make_index(found, site.thesaurus, kept, known)
    kept.forget_the_rest()
    return {
        f"{_FOLDER}search.js": search_script(settings, site).encode(),
        f"{_FOLDER}words.js": data_script("dictionary", dictionary_table(known)).encode(),
        f"{_FOLDER}index.js": data_script("index", index).encode(),
        "assets/lisensar/bokmalsordboka.txt": dictionary_licence().encode(),
        "opensearch.xml": open_search(settings, site.texts).encode(),
    }


def search_script(settings: Settings, site: Site) -> str:
    """The rules of the language and our own code as one script, made small."""
    folder = settings.root / "docs" / _FOLDER
    for name in (*PARTS, *_ASKED_FOR):
        if not (folder / name).is_file():
            raise ToolError(f"docs/{_FOLDER}{name} is missing, and no search works without it. Put it back.")
    sources = [(folder / name).read_text(encoding="utf-8") for name in PARTS]
    rules = f"self.Sok={{data:{{language:{_json(language(site.thesaurus))}}}}};"
    return ";\n".join([rules, *(rjsmin.jsmin(source) for source in sources)])


def data_script(name: str, data: object) -> str:
    """Data as a script. As a string that is parsed it is ready in half the time that an object in code takes."""
    text = _json(data).replace("\\", "\\\\").replace("'", "\\'")
    return f"self.Sok.data.{name}=JSON.parse('{text}');"


def open_search(settings: Settings, texts: Texts) -> str:
    """The description that lets a browser or an intranet search the site by its address."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"  <ShortName>{escape(_short(settings.site_name))}</ShortName>\n"
        f"  <Description>{escape(texts('searching.about'))}</Description>\n"
        f"  <Language>{texts.code}</Language>\n  <InputEncoding>UTF-8</InputEncoding>\n"
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
