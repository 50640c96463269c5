"""What scripts say to readers, put into them when the site is built.

A script asks for a text as `t("finder.all")`, or as `t("finder.some", { shown, all: rows.length })` where something is
filled in; a list is `t.list("page.months")`. What a browser loads has the texts themselves in those places, so no page
asks for one file more, and a script from a folder without a network speaks too.
"""

from __future__ import annotations

import json
import re

from ..language.texts import Texts
from ..problems import ToolError

_ASKED = re.compile(r'\bt(\.list)?\("([^"]*)"(?:, \{ ([^{}]*) \})?\)')
_LEFT = re.compile(r"\bt(?:\.list)?\(.*")


def spoken(script: str, name: str, texts: Texts) -> str:
    """The script with its texts. Raises `ToolError` for one that nobody has written, or that is filled in otherwise."""
    made = _ASKED.sub(lambda found: _said(found, name, texts), script)
    left = _LEFT.search(made)
    if left:
        raise ToolError(f"{name}: a text is asked for in a way that is not known: {left[0]}")
    return made


def _said(asked: re.Match[str], name: str, texts: Texts) -> str:
    is_list, key, given = asked.groups()
    if is_list:
        return json.dumps([*texts.group(key).values()], ensure_ascii=False)
    text = texts(key)
    values = dict(_value(one) for one in given.split(", ")) if given else {}
    places = set(re.findall(r"{(\w+)}", text))
    if places != values.keys():
        raise ToolError(f'{name}: "{key}" has {sorted(places)} to fill in, and the script gives {sorted(values)}')
    if not values:
        return json.dumps(text, ensure_ascii=False)
    safe = re.sub(r"[\\`]|\$(?={)", lambda sign: f"\\{sign[0]}", text)
    return "`" + re.sub(r"{(\w+)}", lambda place: f"${{{values[place[1]]}}}", safe) + "`"


def _value(given: str) -> tuple[str, str]:
    """A name and the expression that fills its place: `shown`, or `all: rows.length`."""
    name, colon, expression = given.partition(": ")
    return name, expression if colon else name
