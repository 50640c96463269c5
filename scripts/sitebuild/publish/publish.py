"""Files -> a site in its place."""

from __future__ import annotations

import shutil

from ..model.made_files import Files
from ..settings import Settings
from .keep_addresses import Addresses
from .server_files import hosts_files, write_server_files
from .swap import swap


def publish(settings: Settings, made: Files, addresses: Addresses) -> None:
    """Write the site beside the last one, with what servers are told, and put it in its place."""
    made.add("the servers' files", hosts_files(made, settings.base_path, addresses.redirects))
    write_server_files(settings.work / "server", settings.base_path, addresses.redirects)
    folder = settings.work / "site"
    shutil.rmtree(folder, ignore_errors=True)
    made.write(folder)
    swap(folder, settings.output, settings.work / "previous")
