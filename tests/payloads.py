"""Text that looks like code, put in every field an editor can write in, and what the outputs then say."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

# Each is live somewhere: in an element, an attribute, a script, a comment, a template, a style, a feed, a data file.
PAYLOADS = (
    "R&D <3",
    "<svg onload=parent.ran=1>",
    "<img src=x onerror=parent.ran=2>",
    '"><script>parent.ran=3</script>',
    "' autofocus onfocus=parent.ran=4 x='",
    '" onmouseover=parent.ran=5 href="javascript:parent.ran=6',
    "</title></textarea></template></style></script><script>parent.ran=7</script>",
    "--><script>parent.ran=8</script><!--",
    "]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>parent.ran=9</x:script>",
    '<meta http-equiv=refresh content="0;url=https://utanfor.example/">',
    '<base href="https://utanfor.example/">',
    "{{ 7 * 7 }} {% raw %} {# #}",
    "&lt;script&gt; &amp;lt; &#60; &eacute",
    "\\u003cscript\\u003e \\x3c ${parent.ran=10} `#{1}`",
    "<!--nett-->zip<!--size--><!--/nett-->",
    ";|,=HYPERLINK(1)",
)
# Not sector, which has a page at an address made of it (test_case_lists), nor term, which is found again in the texts.
_KEYS = {
    *("abbreviation", "author", "bokmal", "definition", "explanation", "lesson", "name", "note", "other_names", "part"),
    *("publisher", "question", "reason", "role", "searched_as", "short_title", "summary", "text"),
    *("title", "titles", "what", "why"),
}


def put_everywhere(root: Path, payload: str) -> int:
    """Write a payload last in every text of the content below `root`; returns how many there were.

    The text of pages gets it too, with each sign escaped, as an editor must write it there.
    """
    content, count = root / "recommendations", 0
    for path in sorted(content.glob("*.yml")):
        if path.name in ("language.yml", "thesaurus.yml"):
            continue
        node, found = _with(yaml.safe_load(path.read_text(encoding="utf-8")), payload)
        path.write_text(_yaml(node), encoding="utf-8")
        count += found
    for path in sorted([*content.glob("2*.md"), *content.glob("cases/*.md"), *root.glob("docs/*.md")]):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        node, found = _with(yaml.safe_load(head), payload)
        body, more = _in_text(body, payload)
        path.write_text(f"---\n{_yaml(node)}---\n{body}", encoding="utf-8")
        count += found + more
    return count


def _yaml(node: object) -> str:
    return yaml.safe_dump(node, allow_unicode=True, sort_keys=False, width=10_000)


def _with(node: object, payload: str, key: str = "") -> tuple[object, int]:
    if isinstance(node, dict):
        # An abbreviation that is in the name is not shown.
        hidden = {"abbreviation"} if str(node.get("abbreviation")) in str(node.get("name")) else set()
        pairs = {name: _with(value, payload, "" if name in hidden else name) for name, value in node.items()}
        return {name: value for name, (value, _) in pairs.items()}, sum(count for _, count in pairs.values())
    if isinstance(node, list):
        items = [_with(value, payload, key) for value in node]
        return [value for value, _ in items], sum(count for _, count in items)
    return (_last(node, payload), 1) if isinstance(node, str) and key in _KEYS else (node, 0)


def _last(text: str, payload: str) -> str:
    """Last, or first where the text ends with a sign that a template looks for and that belongs to a name."""
    return f"{payload} {text}" if text.endswith(("!", "?", ".")) else f"{text} {payload}"


def _in_text(body: str, payload: str) -> tuple[str, int]:
    escaped = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", payload)
    # A heading's words before its id; a paragraph that begins with a letter, before what it is marked with.
    heading, paragraph = r"#{2,3} [^\n{]*(?= \{#)", r"[A-ZÆØÅ«[][^\n]*?(?=(?: \{[^{}\n]*\})?$)"
    return re.subn(rf"(?m)^({heading}|{paragraph})", lambda line: f"{line[1]} {escaped}", body)
