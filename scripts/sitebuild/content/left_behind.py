"""The files of programs and systems among the editors' own: one list for every folder, and for what a watch hears of.

Each was seen beside somebody's content: editors save through a file of their own, file managers leave their notes.
"""

from __future__ import annotations

import re
from pathlib import Path

_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "4913", "__macosx", "icon\r", "icon\uf00d", "nohup.out"})
_FORMS = re.compile(
    r"\..*"  # hidden files: .DS_Store, ._udi.md, .udi.md.swp, .~lock.udi.md#
    r"|.*~"  # the copy from before the last change: udi.md~, udi.md.~1~
    r"|#.*#"  # Emacs, while it has not been saved
    r"|~\$.*|~wr[ld].*\.tmp"  # Word, while the file is open
    r"|.*\.(?:sw[a-z]|un~|bak|backup|old|orig|rej|save|autosave|tmp|temp|lock|lck|kate-swp|pyc)"
    r"|.*\.(?:part|partial|crdownload|download|opdownload|filepart|!ut|!qb)"  # half of a file that is being fetched
    r"|.*\.(?:making|syncthing|dropbox|sb-[0-9a-f]+-\w+)"
    r"|___jb_(?:tmp|old|bak)___|.*___jb_(?:tmp|old|bak)___"
    r"|sed[A-Za-z0-9]{6}|goutputstream-.*|.*\.goutputstream-.*",
    re.IGNORECASE | re.DOTALL,
)


def is_left_behind(path: Path) -> bool:
    """Whether a file is a program's or a system's own, by its name: it is not read, and not a problem."""
    return path.name.casefold() in _NAMES or _FORMS.fullmatch(path.name) is not None


def is_content(path: Path, root: Path) -> bool:
    """Whether neither a file nor any folder it lies in, below `root`, is a program's own."""
    return not any(is_left_behind(Path(part)) for part in path.relative_to(root).parts)
