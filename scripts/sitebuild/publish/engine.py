"""Adapter to the engine: rendered pages in a folder -> MkDocs -> a site in a folder.

The only module that knows MkDocs. Pages reach it finished, so another engine that reads Markdown and the
theme's templates can take its place.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import partial
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from jinja2 import FileSystemBytecodeCache, TemplateError
from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markupsafe import Markup

from ..kept import Kept, key_of
from ..pages.render import RenderedPage
from ..problems import ToolError
from ..settings import CONFIG, Settings
from ..side_by_side import spread

if TYPE_CHECKING:
    from mkdocs.theme import Theme

# Of the theme's frame, boxes and a veil that only its own script uses; the boxes have an attribute they may not have.
_LEFT_OVER = re.compile(rb'\s*<input class="md-toggle"[^>]*>|\s*<label class="md-overlay"[^>]*></label>')
# Of pages to frame: how many take less time than the engine takes to start once more, and how many are enough for one.
_FEW, _MOST = 400, 400


def frame(
    settings: Settings, pages: Iterable[RenderedPage], day: date, extra: Mapping[str, object]
) -> dict[str, bytes]:
    """The pages framed by the theme, by the path of their file (`doeme/udi/index.html`); it reads `extra` as
    `config.extra`.

    A frame depends on the page, the configuration, the templates, `extra` and the day, and on no other page: leaf pages
    are not in the navigation. So only those are given to the engine of which one of these has changed.
    Raises `ToolError` with the engine's own words on a warning.
    """
    kept, recipe = Kept(settings.work / "cache" / "framed"), _recipe(settings, day, extra)
    keys = {page.path: key_of(recipe, page.path, repr(page.meta), page.html) for page in pages}
    framed = {path: kept.take(key) for path, key in keys.items()}
    stale = [page for page in pages if framed[page.path] is None]
    run = partial(_run, settings=settings, day=day, extra=extra)
    for page, data in spread(run, stale, few=_FEW, most=_MOST):
        framed[page.path] = kept.keep(keys[page.path], data)
    return {_address(path): data for path, data in framed.items() if data is not None}


def warm(settings: Settings, day: date, extra: Mapping[str, object]) -> None:
    """Run the engine once for nothing: what it imports takes half a second, and nobody should have to wait for that."""
    _run([], settings, day, extra)


def _address(path: str) -> str:
    """The file that the engine makes of one that it reads: `doeme/udi.md` becomes `doeme/udi/index.html`."""
    stem = path.removesuffix(".md")
    return "index.html" if stem == "index" else f"{stem}/index.html"


def _recipe(settings: Settings, day: date, extra: Mapping[str, object]) -> str:
    """What every frame is made from, beside its page."""
    packages = ("mkdocs", "mkdocs-material", "mkdocs-i18n", "Jinja2", "Markdown", "PyYAML", "pymdown-extensions")
    overrides = sorted(path for path in (settings.root / "overrides").rglob("*") if path.is_file())
    names = [path.relative_to(settings.root).as_posix() for path in overrides]
    files = [path.read_bytes() for path in (settings.root / CONFIG, *overrides, Path(__file__))]
    told = repr(([version(name) for name in packages], names, str(day), sorted(extra.items())))
    return key_of(told, *files)


def _run(pages: Sequence[RenderedPage], settings: Settings, day: date, extra: Mapping[str, object]) -> list[bytes]:
    """Give pages to the engine in a folder of its own; returns what it made of each."""
    settings.work.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=settings.work, prefix="engine-") as name:
        folder = Path(name)
        written = {page.path: page for page in pages}
        # The navigation names the front page, so it is always there.
        for path in {*written, "index.md"}:
            target = folder / "pages" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            source = written[path].source if path in written else "---\n---\n"
            target.write_text(source, encoding="utf-8", newline="\n")
        _build(settings, folder / "pages", folder / "site", day, extra)
        return [_LEFT_OVER.sub(b"", (folder / "site" / _address(page.path)).read_bytes()) for page in pages]


def _build(settings: Settings, pages: Path, output: Path, day: date, extra: Mapping[str, object]) -> None:
    # Read by MkDocs for the dates it writes, so that no clock is in the output.
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.combine(day, time(), UTC).timestamp()))
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with _warnings() as warnings:
        from mkdocs.commands.build import build
        from mkdocs.config import load_config
        from mkdocs.exceptions import MkDocsException

        try:
            config = load_config(str(settings.root / CONFIG), docs_dir=str(pages), site_dir=str(output), strict=True)
            config.extra.update(extra)
            config.markdown_extensions.append(cast(str, _Finished()))  # MkDocs takes names and extensions
            _prepare(config.theme, settings.work / "cache" / "frame-escaped")
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except MkDocsException as error:
            raise ToolError("\n  ".join(["The engine stopped:", *warnings, str(error)])) from error
        except TemplateError as error:
            place = f"{getattr(error, 'filename', None) or 'overrides/'}:{getattr(error, 'lineno', 1)}"
            raise ToolError(f"The frame of the pages cannot be used. {place}: {error.message}") from error


def _prepare(theme: Theme, cache: Path) -> None:
    """Escape in every template of the frame, keep it compiled, and leave the theme's own files where they are.

    The engine escapes nothing by itself, so a title with a `<` in it would be markup in every place that forgot to.
    What is HTML already says so: the article and the mark. (What was compiled before must not be taken for this, so
    the cache has a name of its own.) To look through the theme's 14,000 icons, which no page of ours asks for, and to
    compile took half of the engine's time.
    """
    cache.mkdir(parents=True, exist_ok=True)
    environment = theme.get_env()
    environment.autoescape = True
    environment.bytecode_cache = FileSystemBytecodeCache(str(cache))
    setattr(environment, "list_templates", lambda **_options: [])  # noqa: B010 - a method, replaced in one object
    setattr(theme, "get_env", lambda: environment)  # noqa: B010


class _Finished(Extension):
    """Takes a page's HTML past the engine's Markdown as it is.

    Without it the page comes out the same, but is parsed twice on its way, which is a third of the engine's time.
    """

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(_Stash(md), "finished", 25)  # after the cleaning, before the HTML is read
        md.postprocessors.register(_SaysSo(md), "says-so", -1)  # last


class _Stash(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return [self.md.htmlStash.store("\n".join(lines).strip())]


class _SaysSo(Postprocessor):
    """An article is HTML, in every template that shows it: the theme's own too."""

    def run(self, text: str) -> str:
        return Markup(text)


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collect what the engine warns of, instead of printing it among our own lines."""
    found: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    logger = logging.getLogger("mkdocs")
    handler = Collector(logging.WARNING)
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield found
    finally:
        logger.removeHandler(handler)
