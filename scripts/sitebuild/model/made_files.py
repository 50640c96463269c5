"""What a build makes: one set of files, each at its address and with its owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from ..problems import ToolError


@dataclass(frozen=True)
class _Made:
    owner: str
    data: bytes


class Files(Mapping[str, bytes]):
    """Files by their address: the path from the site's root, such as `doeme/udi/index.html`.

    Each has one owner. A second one for an address stops the build with the names of both: of two files at one address,
    the last would silently win. Two addresses that differ by capitals alone, and a file where another has a folder, are
    one address on some systems, and stop it too.
    """

    def __init__(self) -> None:
        self._made: dict[str, _Made] = {}
        # Who has each address as other systems see it, folders too.
        self._taken: dict[str, str] = {}

    def add(self, owner: str, files: Mapping[str, bytes]) -> None:
        """Take in what an owner has made; the same once more is fine. Raises `ToolError` where it has an owner."""
        for address, data in files.items():
            made = _Made(owner, data)
            if self._made.get(address) != made:
                self._claim(owner, address)
                self._made[address] = made

    def replace(self, owner: str, address: str, data: bytes) -> None:
        """A new content for a file that its owner has made. Raises `ToolError` where it is another's, or not there."""
        if self.owner(address) != owner:
            raise ToolError(f"{owner} may not write over {address}, which {self.owner(address)} makes.")
        self._made[address] = _Made(owner, data)

    def owner(self, address: str) -> str:
        """Who makes a file; empty where nobody does."""
        return self._made[address].owner if address in self._made else ""

    def page(self, path: str) -> str | None:
        """The HTML of the page at `path` (`doeme/udi/`), or None where there is no page."""
        data = self.get(f"{path}index.html")
        return data.decode() if data is not None else None

    def has(self, path: str) -> bool:
        """Whether something answers at a path: a file, or a page in a folder."""
        return path in self._made or f"{path.rstrip('/')}/index.html".lstrip("/") in self._made

    def write(self, folder: Path, former: Path) -> None:
        """Write all of them below a folder that is empty or not there.

        A file that stands in the folder `former` with the same bytes is linked and not written: an edit changes a few
        of many thousands, and those it leaves keep their time, by which servers and copies see that they are the same.
        """
        for parent in sorted({(folder / address).parent for address in self._made}):
            parent.mkdir(parents=True, exist_ok=True)
        for address, made in self._made.items():
            if not _linked(former / address, folder / address, made.data):
                (folder / address).write_bytes(made.data)

    def _claim(self, owner: str, address: str) -> None:
        name = address.lower()
        if name in self._taken:
            raise _two_owners(address, self._taken[name], owner)
        parts = name.split("/")
        for end in range(1, len(parts)):
            folder = "/".join(parts[:end])
            if self._taken.get(folder):
                raise _two_owners("/".join(address.split("/")[:end]), self._taken[folder], owner)
            self._taken.setdefault(f"{folder}/", "")
        if f"{name}/" in self._taken:
            raise _two_owners(address, "a folder of that name", owner)
        self._taken[name] = owner

    def __getitem__(self, address: str) -> bytes:
        return self._made[address].data

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def _linked(former: Path, now: Path, data: bytes) -> bool:
    """Whether a file that is there with the same bytes, all of which are read, could be given a second name."""
    try:
        status = former.lstat()
        if not S_ISREG(status.st_mode) or status.st_size != len(data) or former.read_bytes() != data:
            return False
        now.hardlink_to(former)
    except OSError:  # not there, or on a disk that cannot
        return False
    return True


def _two_owners(address: str, first: str, second: str) -> ToolError:
    return ToolError(
        f"Two makers want the address /{address}: {first} and {second}. "
        "Give one of the files, or the page it is made from, another name."
    )
