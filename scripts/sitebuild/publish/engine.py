"""Adapter to the engine: rendered pages in a folder -> MkDocs -> a site in a folder.

The only module that knows MkDocs. Pages reach it finished, so another engine that reads Markdown and the
theme's templates can take its place.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, cast

from jinja2 import FileSystemBytecodeCache, TemplateError
from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from ..pages.render import RenderedPage
from ..problems import ToolError
from ..settings import Settings

if TYPE_CHECKING:
    from mkdocs.theme import Theme


def write_pages(pages: Iterable[RenderedPage], assets: Path, folder: Path) -> None:
    """Make `folder` hold exactly the pages and the assets, as the engine's input."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(assets, folder / "assets")
    for page in pages:
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.source, encoding="utf-8", newline="\n")


def run(settings: Settings, pages: Path, output: Path, day: date, extra: Mapping[str, object]) -> None:
    """Build the site of `pages` into `output`; the theme reads `extra` as `config.extra`.

    Raises `ToolError` with the engine's own words on a warning.
    """
    # Read by MkDocs for the dates it writes, so that no clock is in the output.
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.combine(day, time(), UTC).timestamp()))
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with _warnings() as warnings:
        from mkdocs.commands.build import build
        from mkdocs.config import load_config
        from mkdocs.exceptions import MkDocsException

        try:
            config = load_config(
                str(settings.root / "mkdocs.yml"), docs_dir=str(pages), site_dir=str(output), strict=True
            )
            config.extra.update(extra)
            config.markdown_extensions.append(cast(str, _Finished()))  # MkDocs takes names and extensions
            _spare_the_theme(config.theme, settings.work / "cache" / "frame")
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except MkDocsException as error:
            raise ToolError("\n  ".join(["The engine stopped:", *warnings, str(error)])) from error
        except TemplateError as error:
            place = f"{getattr(error, 'filename', None) or 'overrides/'}:{getattr(error, 'lineno', 1)}"
            raise ToolError(f"The frame of the pages cannot be used. {place}: {error.message}") from error


def _spare_the_theme(theme: Theme, cache: Path) -> None:
    """Keep the compiled frame, and leave the theme's own files where they are: no page of ours asks for them.

    To look through its 14,000 icons and to compile took half of the engine's time.
    """
    cache.mkdir(parents=True, exist_ok=True)
    environment = theme.get_env()
    environment.bytecode_cache = FileSystemBytecodeCache(str(cache))
    setattr(environment, "list_templates", lambda **_options: [])  # noqa: B010 - a method, replaced in one object
    setattr(theme, "get_env", lambda: environment)  # noqa: B010


class _Finished(Extension):
    """Takes a page's HTML past the engine's Markdown as it is.

    Without it the page comes out the same, but is parsed twice on its way, which is a third of the engine's time.
    """

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(_Stash(md), "finished", 25)  # after the cleaning, before the HTML is read


class _Stash(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return [self.md.htmlStash.store("\n".join(lines).strip())]


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
