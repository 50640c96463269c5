"""Files that tell servers what to send and where to lead: for nginx, for Caddy, and `_headers` with `_redirects`.

The first two are included in the server's own settings, and lie in `.build/server/`, which is not put on the net; the
others are read by hosts such as Netlify and Cloudflare Pages at the root of the site. All are made from `headers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, unquote

from .headers import COMMON, RULES, TEXT, TYPES, TYPES_OF_FILES, Rule, rule_for, type_of

NGINX, CADDY = "nginx.conf", "Caddyfile"
FOR_HOSTS = ("_headers", "_redirects")


def hosts_files(made: Iterable[str], base: str, redirects: Mapping[str, str]) -> dict[str, bytes]:
    """The files that hosts read at the root of a site, by address. `made` are the site's own addresses.

    `redirects` lead from a path from the site's root to another, which may end in an id; `base` is the path
    the site lives at.
    """
    return {
        "_redirects": _text(hosts_redirects(base, _ordered(redirects))),
        "_headers": _text(hosts_headers(base, made)),
    }


def write_server_files(folder: Path, base: str, redirects: Mapping[str, str]) -> None:
    """Write the files that are included in a server's own settings."""
    folder.mkdir(parents=True, exist_ok=True)
    ordered = _ordered(redirects)
    (folder / NGINX).write_bytes(_text(nginx(base, ordered)))
    (folder / CADDY).write_bytes(_text(caddy(base, ordered)))


def _ordered(redirects: Mapping[str, str]) -> dict[str, str]:
    return {source: _end_of(target, redirects) for source, target in sorted(redirects.items())}


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _end_of(target: str, redirects: Mapping[str, str]) -> str:
    """Where a redirect ends when its target is led on itself, so that nobody is led twice."""
    path, mark, anchor = target.partition("#")
    if path not in redirects:
        return target
    further = redirects[path]
    return _end_of(further if "#" in further else f"{further}{mark}{anchor}", redirects)


def _encoded(path: str) -> str:
    """A path as it stands in an address: in it no sign means anything to a server (`$(id)`, `;`, `{env.HOME}`)."""
    return "#".join(quote(unquote(part), safe="/") for part in path.split("#", 1))


# --- nginx -------------------------------------------------------------------------------------------


def nginx(base: str, redirects: Mapping[str, str]) -> Iterator[str]:
    """What stands in a `server` block that has a `root`."""
    yield "# Made by scripts/build.py. Include it in a server block of nginx that says: root /path/to/site;"
    yield from (f"{line};" for line in _NGINX_SETTINGS)
    yield f"error_page 404 {base}404.html;"
    yield f"error_page 403 =404 {base}404.html;"
    yield "types {"
    yield from (f"  {kind} {ending};" for ending, kind in TYPES.items())
    yield "}"
    yield from _nginx_headers(RULES[0])
    for rule in RULES[1:]:
        yield f"location {base}{rule.folder} {{"
        yield from (f"  {line}" for line in _nginx_headers(rule))
        yield "}"
    for path, kind in TYPES_OF_FILES.items():
        yield f"location = {base}{path} {{ types {{ }} default_type {kind}; }}"
    for name in FOR_HOSTS:
        yield f"location = {base}{name} {{ return 404; }}"
    for source, target in redirects.items():
        yield f'location = {_literal(f"{base}{source}")} {{ return 301 "{base}{_encoded(target)}"; }}'


def _literal(path: str) -> str:
    """A path as nginx compares it, which is without codes, in quotation marks."""
    return '"' + unquote(path).replace("\\", "\\\\").replace('"', '\\"') + '"'


_NGINX_SETTINGS = (
    "index index.html",
    "charset utf-8",
    f"charset_types {' '.join(kind for kind in TEXT if kind != 'text/html')}",
    "default_type application/octet-stream",
    "absolute_redirect off",
    "server_tokens off",
    "gzip on",
    "gzip_vary on",
    "gzip_min_length 512",
    "gzip_proxied any",
    f"gzip_types {' '.join(kind for kind in TEXT if kind != 'text/html')}",
)


def _nginx_headers(rule: Rule) -> Iterator[str]:
    """Every header, since a location with one of its own has none of the server's."""
    return (f'add_header {name} "{value}" always;' for name, value in rule.headers.items())


# --- Caddy -------------------------------------------------------------------------------------------


def caddy(base: str, redirects: Mapping[str, str]) -> Iterator[str]:
    """What stands in a site block that has a `root`."""
    yield "# Made by scripts/build.py. Import it in a site block of a Caddyfile that says: root * /path/to/site"
    yield "route {"
    yield "\tencode gzip"
    yield "\theader -Server"
    for rule in RULES:
        yield f"\theader {base}{rule.folder}* {{"
        yield from (f'\t\t{name} "{value}"' for name, value in rule.headers.items())
        yield "\t}"
    for ending in TYPES:
        yield f"\t@{ending} path *.{ending}"
        yield f'\theader @{ending} Content-Type "{type_of(f"x.{ending}")}"'
    for path in TYPES_OF_FILES:
        yield f'\theader {base}{path} Content-Type "{type_of(path)}"'
    yield "\t@writes not method GET HEAD"
    yield "\trespond @writes 405"
    for number, (source, target) in enumerate(redirects.items()):
        matcher = f"{base}{source}"
        if _encoded(source) != source:  # Caddy's plain paths have no way to write every sign
            matcher = f"@odd{number}"
            yield f"\t{matcher} path_regexp `^{re.escape(base + unquote(source)).replace('`', chr(92) + 'x60')}$`"
        yield f'\tredir {matcher} "{base}{_encoded(target)}" 301'
    yield "\tfile_server {"
    yield f"\t\thide {' '.join(FOR_HOSTS)}"
    yield "\t}"
    yield "}"
    yield "handle_errors {"
    yield f"\trewrite * {base}404.html"
    yield "\theader {"
    yield from (f'\t\t{name} "{value}"' for name, value in RULES[0].headers.items())
    yield f'\t\tContent-Type "{type_of("404.html")}"'
    yield "\t\t-Server"
    yield "\t}"
    yield "\tfile_server"
    yield "}"


# --- hosts -------------------------------------------------------------------------------------------


def hosts_redirects(base: str, redirects: Mapping[str, str]) -> Iterator[str]:
    return (f"{base}{_encoded(source)} {base}{_encoded(target)} 301" for source, target in redirects.items())


def hosts_headers(base: str, made: Iterable[str]) -> Iterator[str]:
    """Each address under one pattern only, but for what is common: these hosts join a header that two patterns give."""
    yield f"{base}*"
    yield from (f"  {name}: {value}" for name, value in COMMON.items())
    for pattern, rule in _patterns(made):
        yield f"{base}{pattern}"
        own = {name: value for name, value in rule.headers.items() if name not in COMMON}
        yield from (f"  {name}: {value}" for name, value in own.items())


def _patterns(made: Iterable[str]) -> Iterator[tuple[str, Rule]]:
    yield "", RULES[0]
    for name, is_folder in sorted(set(map(_top, made)) - {("index.html", False)}):
        yield (f"{_encoded(name)}/*", rule_for(f"{name}/")) if is_folder else (_encoded(name), rule_for(name))


def _top(address: str) -> tuple[str, bool]:
    """The folder or the file at the root of the site that an address is in; of the assets, the one at their root."""
    below = "assets/" if address.startswith("assets/") else ""
    name, mark, _rest = address.removeprefix(below).partition("/")
    return f"{below}{name}", bool(mark)
