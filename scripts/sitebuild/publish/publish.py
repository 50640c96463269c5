"""Files -> a site in its place."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from ..model.made_files import Files
from ..settings import Settings
from .in_place import put_in_place
from .keep_addresses import Addresses
from .server_files import hosts_files, write_server_files


def publish(settings: Settings, made: Files, addresses: Addresses, texts: Mapping[Path, str]) -> None:
    """Write the site beside the last one, with what servers are told, and put it in its place, and `texts` in theirs.

    Raises as `put_in_place` does.
    """
    made.add("the servers' files", hosts_files(made, settings.base_path, addresses.redirects))
    write_server_files(settings.work / "server", settings.base_path, addresses.redirects)
    folder = settings.work / "site"
    shutil.rmtree(folder, ignore_errors=True)
    made.write(folder, settings.output)
    put_in_place(settings.work, folder, settings.output, texts)
