"""Where things are, and the few facts about the site that are not content."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from .content.text_files import parse_yaml, read_text
from .content.yaml_checks import place_of
from .language.texts import NYNORSK, Texts, of_language
from .model.choices import Language
from .model.contact import Contact, wrong_with
from .problems import Problem, ToolError

CONFIG = "mkdocs.yml"
WORK = ".build"
_ADDRESS = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d{1,5})?/"
    r"(?:(?!\.{1,2}/)[\w.~-]+/)*",
    re.ASCII,
)


_LONGEST, _LONGEST_HOST, _LONGEST_LABEL = 200, 253, 63
_NUMBER = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}")


@dataclass(frozen=True)
class Settings:
    """Paths and the site's address. `root` is the project; everything made lands in `work`, then in `output`."""

    root: Path
    base_url: str
    site_name: str
    output: Path
    # Whom readers tell of a mistake; None while nobody is written down.
    contact: Contact | None = None

    @property
    def work(self) -> Path:
        return self.root / WORK

    @property
    def templates(self) -> Path:
        """Where compiled templates are kept."""
        return self.work / "cache" / "templates"

    @property
    def node_modules(self) -> Path:
        """The browser packages: they are installed beside the scripts, wherever the content is."""
        return Path(__file__).parents[1] / "node_modules"

    @property
    def base_path(self) -> str:
        """The path part of the site's address: `/`, or `/ord/` when it lives in a folder."""
        return "/" + "/".join(self.base_url.split("/")[3:])


def read_settings(root: Path, output: Path | None = None) -> Settings:
    """Settings from `mkdocs.yml`, so that an address is written in one place. Raises `ToolError` with what is wrong."""
    config = _read(root / CONFIG)
    named = {key: value for key, value in config.items() if isinstance(value, yaml.ScalarNode)}
    for key in ("site_name", "site_url"):
        if key not in named or not named[key].value.strip():
            raise ToolError(f"{CONFIG}:1:1: it has no {key} - write site_name and site_url")
    address = named["site_url"]
    wrong = _wrong_with(address.value)
    if wrong:
        raise ToolError(f"{place_of(address, CONFIG)}: site_url {wrong}")
    contact = _contact(config.get("extra"))
    return Settings(root, address.value, named["site_name"].value, _folder(output or root / "site"), contact)


def language_of(root: Path) -> Texts:
    """The texts of the site's language, which `theme.language` names; Nynorsk where none is written down.

    Raises `ToolError` where nobody has written them.
    """
    found = _below(_read(root / CONFIG).get("theme"), "language") if (root / CONFIG).is_file() else None
    if found is None:
        return NYNORSK
    if not isinstance(found, yaml.ScalarNode):
        raise ToolError(f"{place_of(found, CONFIG)}: the language is not one word - write its code, such as nn")
    layer = _language_layer(_read(root / CONFIG).get("plugins"))
    framed, listed = _below(layer, "default_language"), _below(layer, "languages")
    if isinstance(framed, yaml.ScalarNode) and framed.value != found.value:
        raise ToolError(f"{place_of(framed, CONFIG)}: the theme is in {found.value} - write that here too")
    if isinstance(listed, yaml.MappingNode) and _below(listed, found.value) is None:
        raise ToolError(f"{place_of(listed, CONFIG)}: the theme is in {found.value} - name that language here too")
    try:
        texts = of_language(found.value)
    except ToolError as error:
        raise ToolError(f"{place_of(found, CONFIG)}: {error}") from error
    if texts.code not in set(Language):
        wrong = f"the data files have no value for {texts.code}"
        remedy = "add it to Language in model/choices.py, and give each data file its next number"
        raise ToolError(f"{place_of(found, CONFIG)}: {wrong} - {remedy}")
    return texts


def _below(node: yaml.Node | None, name: str) -> yaml.Node | None:
    """What a key has in a mapping; None where there is no such key, or no mapping."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for key, value in pairs if key.value == name), None)


def _language_layer(plugins: yaml.Node | None) -> yaml.Node | None:
    """The settings of the language layer, which says what language each page is in."""
    listed = plugins.value if isinstance(plugins, yaml.SequenceNode) else []
    return next((found for one in listed if (found := _below(one, "i18n")) is not None), None)


def _contact(extra: yaml.Node | None) -> Contact | None:
    """The contact below `extra`, which may be empty. Raises `ToolError` where it is none that readers can use."""
    found = _below(extra, "contact")
    if found is None:
        return None
    if not isinstance(found, yaml.ScalarNode):
        raise ToolError(f"{place_of(found, CONFIG)}: extra.contact is not one address - write one, after the colon")
    value = "" if found.tag.endswith(":null") else found.value
    wrong = wrong_with(value) if value else None
    if wrong:
        raise ToolError(f"{place_of(found, CONFIG)}: extra.contact {wrong}")
    return Contact(value) if value else None


def _folder(path: Path) -> Path:
    """A folder elsewhere may stand as site/ by a link; it is that folder which is changed."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:
        raise ToolError(f"{path} is a link that leads to itself. Remove it, and build again.") from error


def _wrong_with(address: str) -> str | None:
    """What an address cannot be made of, and the remedy: it stands in server files, feeds and codes, as it is."""
    if _ADDRESS.fullmatch(address):
        return _too_much(address)
    host = re.sub(r"^\w+://|[/?#].*", "", address)
    if not address.startswith(("https://", "http://")) or not address.endswith("/"):
        return f"must begin with https:// and end with /, and is {address} - write it as https://example.no/"
    if re.search(r"[?#@]", address):
        return f"{address} has more than a host and a path in it - take out what stands with ?, # or @"
    if not host.isascii():
        with contextlib.suppress(UnicodeError):
            return f"{address} has a host that is not ASCII - write the host as {host.encode('idna').decode()}"
    if "//" in address.split("://", 1)[1]:
        return f"{address} has // in its path - take out one of them"
    if _ADDRESS.fullmatch(address.replace(host, host.lower(), 1)):
        return f"{address} has capitals in its host - write the host as {host.lower()}"
    return f"{address} is no address that every server reads - use a-z, 0-9, hyphen, dot, ~ and _ in it, and no space"


def _too_much(address: str) -> str | None:
    """What has the form of an address, and numbers or lengths that none can have."""
    host, _, port = address.split("/")[2].partition(":")
    if port and not 0 < int(port) < 2**16:
        return f"{address} has a port that is none - write a number from 1 to 65535, or leave it out"
    if len(host) > _LONGEST_HOST or max(map(len, host.split("."))) > _LONGEST_LABEL:
        return f"has a host that is too long - use at most {_LONGEST_LABEL} signs between two full stops"
    if re.fullmatch(r"[\d.]+", host) and not _NUMBER.fullmatch(host):
        return f"{address} has a number of a machine that is none - write four numbers up to 255, or a name"
    if len(address) > _LONGEST:
        return f"has {len(address)} signs - use at most {_LONGEST}"
    return None


def _read(path: Path) -> dict[str, yaml.Node]:
    """The keys of the configuration; its strictness is that of the content's files."""
    problems: list[Problem] = []
    text = read_text(path, path.name, problems)
    node = parse_yaml(text, path.name, problems) if text is not None else None
    if problems or not isinstance(node, yaml.MappingNode):
        told = [str(problem) for problem in problems] or ["it is not a block of keys"]
        raise ToolError("\n  ".join([f"{path.name} cannot be used:", *told]))
    return {key.value: value for key, value in node.value}
