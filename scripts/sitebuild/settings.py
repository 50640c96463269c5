"""Where things are, and the few facts about the site that are not content."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from .content.text_files import parse_yaml, read_text
from .problems import Problem, ToolError

CONFIG = "mkdocs.yml"
WORK = ".build"


@dataclass(frozen=True)
class Settings:
    """Paths and the site's address. `root` is the project; everything made lands in `work`, then in `output`."""

    root: Path
    base_url: str
    site_name: str
    output: Path

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
    base_url, name = config.get("site_url", ""), config.get("site_name", "")
    if not name:
        raise ToolError("mkdocs.yml has no site_name. It needs site_name and site_url.")
    if not base_url.startswith(("https://", "http://")) or not base_url.endswith("/"):
        raise ToolError(f"site_url in mkdocs.yml must begin with https:// and end with /, not {base_url!r}.")
    # A folder elsewhere may stand as site/ by a link; it is that folder which is changed.
    return Settings(root, base_url, name, (output or root / "site").resolve())


def _read(path: Path) -> dict[str, str]:
    """The keys of the configuration with one value each; its strictness is that of the content's files."""
    problems: list[Problem] = []
    text = read_text(path, path.name, problems)
    node = parse_yaml(text, path.name, problems) if text is not None else None
    if problems or not isinstance(node, yaml.MappingNode):
        told = [str(problem) for problem in problems] or ["it is not a block of keys"]
        raise ToolError("\n  ".join([f"{path.name} cannot be used:", *told]))
    return {key.value: value.value for key, value in node.value if isinstance(value, yaml.ScalarNode)}
