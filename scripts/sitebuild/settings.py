"""Where things are, and the few facts about the site that are not content."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from .problems import ToolError


@dataclass(frozen=True)
class Settings:
    """Paths and the site's address. `root` is the project; everything made lands in `work`, then in `output`."""

    root: Path
    base_url: str
    site_name: str
    output: Path

    @property
    def work(self) -> Path:
        return self.root / ".build"

    @property
    def node_modules(self) -> Path:
        """The browser packages: they are installed beside the scripts, wherever the content is."""
        return Path(__file__).parents[1] / "node_modules"

    @property
    def base_path(self) -> str:
        """The path part of the site's address: `/`, or `/ord/` when it lives in a folder."""
        return "/" + "/".join(self.base_url.split("/")[3:])


def read_settings(root: Path, output: Path | None = None) -> Settings:
    """Settings from `mkdocs.yml`, so that an address is written in one place."""
    try:
        config = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
        base_url, name = str(config["site_url"]), str(config["site_name"])
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise ToolError(f"mkdocs.yml cannot be used ({error}). It needs site_name and site_url.") from error
    if not base_url.startswith(("https://", "http://")) or not base_url.endswith("/"):
        raise ToolError(f"site_url in mkdocs.yml must begin with https:// and end with /, not {base_url!r}.")
    return Settings(root, base_url, name, output or root / "site")
