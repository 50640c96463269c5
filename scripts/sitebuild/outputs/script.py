"""Data as a script: a page that is opened from a folder may load one, and may not fetch."""

from __future__ import annotations

import json


def as_script(name: str, told: object) -> bytes:
    """A script that gives `self.<name>` the data. In a string of JSON it is read faster, and nothing in it can run."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("\\", "\\\\").replace("'", "\\'")
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"self.{name}=JSON.parse('{text}');".encode()
