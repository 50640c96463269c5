"""What a server sends with each address: one table, from which the files for every kind of server are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..outputs.export.feed import ADDRESS as FEED
from ..outputs.share.cards import POLICY as CARD_POLICY
from ..site.addresses import CARDS, DATA, OEMBED

# Everything from the site itself, nothing inline, and no frames: the site needs no more.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# With every answer. Strict-Transport-Security is for whoever has the certificate to decide.
COMMON: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Pages and files may be kept, but are asked for each time; an answer of 304 costs little.
_ASKED_EACH_TIME = "no-cache"
_AN_HOUR = "public, max-age=3600, stale-while-revalidate=86400"
_A_WEEK = "public, max-age=604800"


@dataclass(frozen=True)
class Rule:
    """What is sent with everything below a folder (`""` is the root), besides what is always sent."""

    folder: str
    policy: str = POLICY
    cache: str = _ASKED_EACH_TIME
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def headers(self) -> dict[str, str]:
        return {**COMMON, "Content-Security-Policy": self.policy, "Cache-Control": self.cache, **self.more}


# The names of our own assets have no fingerprint, so they are kept for an hour; fonts hardly ever change.
_OPEN = {"Access-Control-Allow-Origin": "*"}
RULES = (
    Rule(""),
    Rule(CARDS, policy=CARD_POLICY),
    Rule(DATA, more=_OPEN),
    Rule(OEMBED, more=_OPEN),
    Rule("assets/", cache=_AN_HOUR),
    Rule("assets/fonts/", cache=_A_WEEK),
)

# The content type of each ending, and of the files that have a type of their own.
TYPES: Mapping[str, str] = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "txt": "text/plain",
    "md": "text/markdown",
    "csv": "text/csv",
    "json": "application/json",
    "webmanifest": "application/manifest+json",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "ico": "image/vnd.microsoft.icon",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "zip": "application/zip",
}
TYPES_OF_FILES: Mapping[str, str] = {
    FEED: "application/atom+xml",
    "opensearch.xml": "application/opensearchdescription+xml",
}
# What is text is sent as UTF-8, and compressed.
TEXT = tuple(
    kind
    for kind in dict.fromkeys([*TYPES.values(), *TYPES_OF_FILES.values()])
    if kind.startswith("text/") or kind.endswith(("json", "xml"))
)


def rule_for(path: str) -> Rule:
    """The rule for a path from the root: that of the nearest folder."""
    return max((rule for rule in RULES if path.startswith(rule.folder)), key=lambda rule: len(rule.folder))


def type_of(path: str) -> str:
    """The content type of a file by its path, with the character set of what is text."""
    kind = TYPES_OF_FILES.get(path) or TYPES[path.rsplit(".", 1)[-1]]
    return f"{kind}; charset=utf-8" if kind in TEXT else kind
