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
    actors = yaml.safe_load((content / "actors.yml").read_text(encoding="utf-8"))
    # An abbreviation that is in the name is not shown, and works are found by it.
    kept = frozenset(one["abbreviation"] for one in actors if one.get("abbreviation", "\n") in one["name"])
    for path in sorted(content.glob("*.yml")):
        if path.name in ("language.yml", "thesaurus.yml"):
            continue
        node, found = _with(yaml.safe_load(path.read_text(encoding="utf-8")), payload, kept)
        path.write_text(_yaml(node), encoding="utf-8")
        count += found
    for path in sorted([*content.glob("2*.md"), *content.glob("cases/*.md"), *root.glob("docs/*.md")]):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        node, found = _with(yaml.safe_load(head), payload, kept)
        body, more = _in_text(body, payload)
        path.write_text(f"---\n{_yaml(node)}---\n{body}", encoding="utf-8")
        count += found + more
    return count


def _yaml(node: object) -> str:
    return yaml.safe_dump(node, allow_unicode=True, sort_keys=False, width=10_000)


def _with(node: object, payload: str, kept: frozenset[str], key: str = "") -> tuple[object, int]:
    if isinstance(node, dict):
        pairs = {name: _with(value, payload, kept, name) for name, value in node.items()}
        return {name: value for name, (value, _) in pairs.items()}, sum(count for _, count in pairs.values())
    if isinstance(node, list):
        items = [_with(value, payload, kept, key) for value in node]
        return [value for value, _ in items], sum(count for _, count in items)
    if not isinstance(node, str) or key not in _KEYS:
        return node, 0
    # Who has published something may be several, each found again by its whole name.
    names = node.split(" og ") if key in ("author", "publisher") else [node]
    return " og ".join(name if name in kept else _last(name, payload) for name in names), 1


def _last(text: str, payload: str) -> str:
    """Last, or first where the text ends with a sign that a template looks for and that belongs to a name."""
    return f"{payload} {text}" if text.endswith(("!", "?", ".")) else f"{text} {payload}"


def _in_text(body: str, payload: str) -> tuple[str, int]:
    escaped = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", payload)
    # A heading's words before its id; a paragraph that begins with a letter, before what it is marked with.
    heading, paragraph = r"#{2,3} [^\n{]*(?= \{#)", r"[A-ZÆØÅ«[][^\n]*?(?=(?: \{[^{}\n]*\})?$)"
    return re.subn(rf"(?m)^({heading}|{paragraph})", lambda line: f"{line[1]} {escaped}", body)
