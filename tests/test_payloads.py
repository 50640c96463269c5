"""Text that looks like code is text, in every output, on a server that sends no policy and in the folder.

A rule refuses most of it in the content. It is turned off here: the outputs are safe by themselves.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree, html
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page

import payloads
from conftest import Server, copy_project
from sitebuild import validate
from sitebuild.build import build
from sitebuild.content import contract, ledger
from sitebuild.rules import backing, markup
from sitebuild.settings import Settings, read_settings

ALL = " ".join(payloads.PAYLOADS)
FOLDER = "fra-ord-til-handling"
# What a longer text makes longer: sizes, pages, minutes to read it.
_MEASURES = re.compile(r"\d+ (?:sider?\b|kB|min)|\d+,\d+ MB")


@pytest.fixture(scope="module")
def plain(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return with_payload("", built, tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def loaded(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return with_payload(ALL, built, tmp_path_factory.mktemp("payloads"))


def with_payload(payload: str, built: Settings, folder: Path) -> Settings:
    """The real content with a payload in every text, built as a new site: ids are then by order, and not by text."""
    root = copy_project(folder / "project")
    shutil.copytree(built.work / "cache", root / ".build/cache")
    for file in (contract.FILE, ledger.FILE):
        (root / file).unlink(missing_ok=True)
    assert not payload or payloads.put_everywhere(root, payload) > 1000
    settings = read_settings(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(validate, "RULES", _but_for(validate.RULES, backing.RULES))
        patch.setattr(validate, "OWN_RULES", _but_for(validate.OWN_RULES, (*markup.OWN_RULES, *backing.OWN_RULES)))
        build(settings, lambda stage: None)
    return settings


def _but_for(rules: tuple[object, ...], others: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(rule for rule in rules if rule not in others)


# --- each file says the same as without the payload, and the payload as it was written ------------------


def test_nothing_but_the_text_changes(loaded: Settings, plain: Settings) -> None:
    assert list(differences(_files(loaded.output), _files(plain.output), ALL)) == []


@pytest.mark.slow
@pytest.mark.parametrize("payload", payloads.PAYLOADS)
def test_nothing_but_the_text_changes_by_each_alone(
    payload: str, built: Settings, plain: Settings, tmp_path: Path
) -> None:
    settings = with_payload(payload, built, tmp_path)
    for files in (_files, _zipped):
        assert list(differences(files(settings.output), files(plain.output), payload)) == []


def differences(loaded: dict[str, bytes], plain: dict[str, bytes], payload: str) -> Iterator[str]:
    """The files that say something else than without the payload."""
    assert plain.keys() == loaded.keys()
    for name, data in plain.items():
        read = _READERS.get(name.rsplit(".", 1)[-1])
        if read and read(data, "") != read(loaded[name], payload):
            yield name


def _files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def _zipped(site: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(site / f"last-ned/{FOLDER}.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _tree(root: etree._Element, payload: str) -> list[object]:
    """Every element with its attributes and texts, without the payload: it must stand in them exactly as written."""
    # How a text in a drawing is broken into lines follows from its length.
    lines = [one for one in root.iter("tspan", "{*}tspan") if one.getparent() is not None]
    for text in {line.getparent(): None for line in lines}:
        text.text = " ".join(str(line.text) for line in text if line in lines)
    for line in lines:
        line.getparent().remove(line)
    return [
        [str(one.tag), _attributes(one, payload), _text(one, payload), _without(one.tail or "", payload)]
        for one in root.iter()
    ]


def _attributes(element: etree._Element, payload: str) -> list[tuple[str, str]]:
    # The name of a link to a sentence is its first words: where those are the payload's, it is another sentence's.
    own = ((str(key), str(value)) for key, value in element.attrib.items() if "…»" not in str(value))
    return sorted((key, _without(value, payload)) for key, value in own)


def _text(element: etree._Element, payload: str) -> object:
    text = element.text or ""
    if str(element.tag) in ("text", "{http://www.w3.org/2000/svg}text"):
        # A name in a drawing, cut where there is no more room: so is a payload.
        name = _without(text, payload)
        return (name.partition(f" {payload[:3]}")[0] if payload else name)[:20]
    is_data = element.get("type") == "application/ld+json"
    if element.tag == "textarea" and text.lstrip().startswith(("<div ", "<iframe ")):  # HTML to copy
        return _tree(html.fragment_fromstring(text, create_parent=True), payload)
    return _leaves(json.loads(text), payload) if is_data else _without(text, payload)


def _without(text: str, payload: str) -> str:
    # Several spaces are shown as one.
    text, payload = " ".join(text.split()), " ".join(payload.split())
    for found in (f" {payload}", f"{payload} ", payload) if payload else ():
        text = text.replace(found, "")
    return _MEASURES.sub("0", text)


def _leaves(value: object, payload: str, key: str = "") -> object:
    """Data whose texts may be HTML or Markdown to copy, by their key: there the payload is escaped as these ask."""
    if isinstance(value, dict):
        return {name: _leaves(inner, payload, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_leaves(inner, payload, key) for inner in value]
    if not isinstance(value, str):
        return type(value).__name__
    if key in ("card", "html", "quote"):
        return _tree(html.fragment_fromstring(value, create_parent=True), payload)
    return _markdown(value.encode(), payload) if key == "markdown" else _without(value, payload)


def _html(data: bytes, payload: str) -> object:
    return _tree(html.document_fromstring(data.decode()), payload)


def _xml(data: bytes, payload: str) -> object:
    return _tree(etree.fromstring(data), payload)


def _json(data: bytes, payload: str) -> object:
    return _leaves(json.loads(data), payload)


def _csv(data: bytes, payload: str) -> object:
    text = data.decode("utf-8-sig")
    delimiter = max(",;", key=text.split("\r\n", 1)[0].count)
    return [[_without(cell, payload) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]


def _markdown(data: bytes, payload: str) -> object:
    """As any reader of CommonMark shows it, with HTML let through."""
    return _tree(html.fragment_fromstring(MarkdownIt().render(data.decode()), create_parent=True), payload)


_READERS: dict[str, Callable[[bytes, str], object]] = {
    "html": _html,
    "xml": _xml,
    "svg": _xml,
    "json": _json,
    "csv": _csv,
    "md": _markdown,
    "txt": _markdown,
}


# --- nothing runs, in a browser and without the policy ---------------------------------------------------


@pytest.mark.parametrize("most", [1, pytest.param(10_000, marks=pytest.mark.slow)])
def test_nothing_runs_without_the_policy(loaded: Settings, browser: Browser, tmp_path: Path, most: int) -> None:
    """On so many pages of each kind, which is one template's."""
    with zipfile.ZipFile(loaded.output / f"last-ned/{FOLDER}.zip") as archive:
        archive.extractall(tmp_path)
    server = Server(loaded.output, bare=True)
    try:
        for base, folder in ((server.url, loaded.output), (f"{tmp_path.as_uri()}/{FOLDER}/", tmp_path / FOLDER)):
            _visit(browser, base, folder, most)
    finally:
        server.close()


def _visit(browser: Browser, base: str, folder: Path, most: int) -> None:
    context = browser.new_context()
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    shown = (path for path in sorted(folder.rglob("*")) if path.suffix in (".html", ".svg", ".xml"))
    # A page that has moved leads on, as it must.
    names = [path.relative_to(folder).as_posix() for path in shown if b'http-equiv="refresh"' not in path.read_bytes()]
    kinds = Counter[str]()
    for name in names:
        kind = name.rsplit("/", 2)[0]
        kinds[kind] += 1
        if kinds[kind] > most:
            continue
        page.goto(base + name, wait_until="load")
        _is_dead(page, base + name)
    page.goto(f"{base}sok/index.html?q=samarbeid")
    page.locator(".md-search-result__list a").first.wait_for()
    assert "parent.ran=1>" in page.locator(".md-search-result__list:has(a)").inner_text()
    _is_dead(page, page.url)
    assert [url for url in asked if not url.startswith((base, "data:", "blob:"))] == []
    context.close()


def _is_dead(page: Page, url: str) -> None:
    assert page.evaluate("window.ran") is None, url
    assert page.url == url


def test_a_title_is_shown_as_it_was_written(loaded: Settings, browser: Browser) -> None:
    server, context = Server(loaded.output, bare=True), browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{server.url}tilradingar/malbilete/")
        shown = " ".join(ALL.split())
        assert page.title().startswith(f"Involver samarbeidspartnarar i arbeidet med målbilete {shown}")
        for place in ("h1", ".crumbs [aria-current]", ".neighbours__next", ".masthead .lead"):
            assert shown in " ".join(page.locator(place).inner_text().split()), place
    finally:
        context.close()
        server.close()
