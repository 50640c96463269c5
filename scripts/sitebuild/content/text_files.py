"""Strict YAML with places: text -> nodes whose every value knows its line and column.

MkDocs' own front matter is lenient: invalid YAML silently becomes page text. Here every file is read
before MkDocs sees it, and anything doubtful is a problem with a place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import yaml

from ..problems import Code, Place, Problem
from .yaml_checks import BAD_YAML, SPACES, WIDE_SPACE, invalid, oddities, too_deep, too_deep_line

NOT_UTF8 = Code(
    "F101",
    "A file is UTF-8 text.",
    bad="a file saved as Windows-1252, where «å» is the single byte E5",
    good="the same file saved as UTF-8",
)
NO_FRONT_MATTER = Code(
    "F102",
    "A page begins with front matter between two lines of three hyphens.",
    bad="## Situasjonen",
    good="---\nid: udi\n---\n\n## Situasjonen",
)
EMPTY_FILE = Code(
    "F105",
    "A file has content.",
    bad="an empty file",
    good="the file filled in, or removed",
)

ODD_SIGN = Code(
    "F108",
    "A file has no signs that cannot be seen: search, language checks and line numbers trip over them.",
    bad="verk\N{ZERO WIDTH SPACE}semd, with a space of no width in it",
    good="verksemd",
)

UNREADABLE = Code(
    "F109",
    "What is named as content is a file that can be read.",
    bad="a folder named cases/udi.md",
    good="the file cases/udi.md",
)

TOO_LARGE = Code(
    "F113",
    "A text is at most 100 kB, a list 4 MB, and no line has marks or spaces before its text without end.",
    bad="a page of 3 MB, with the whole report pasted into it",
    good="a page of 20 kB",
)
UNFINISHED_MERGE = Code(
    "F114",
    "No mark of an unsolved merge is left in a file.",
    bad="<<<<<<< HEAD\nsummary: Ei sak.\n=======\nsummary: Ei anna sak.\n>>>>>>> annan",
    good="summary: Ei sak.",
)

FENCE = "---"
# It takes an hour to read a page of this size. The two files that the tool writes grow with the site, for ever.
MOST_BYTES = {".md": 100_000, ".yml": 4_000_000, ".svg": 200_000}
_MOST_WRITTEN = 200_000_000
# Marks and spaces that a line begins with; the parsers go one level down for each, and a hundred is beyond any text.
_DEEPEST = 100
_DEEP = re.compile(r"(?m)^(?:[ \t>*+?-]|\d{1,9}[.)](?=[ \t])){%d}" % _DEEPEST)
_MERGE = re.compile(r"(?m)^(?:<{7}|>{7})(?: .*)?$")
# Looks like the fence, and is not.
_ALMOST_FENCE = re.compile(r"\s*[-\u2013\u2014.]{1,8}\s*")
_KEY = re.compile(r"[a-z_]+:(?: |$)")
ODD_SIGNS = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\ufffe\uffff]"
)
# libyaml's loader: the same tree as the pure Python one, ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_text(path: Path, name: str, problems: list[Problem]) -> str | None:
    """The text of `path` with \\n line ends and no byte order mark, or None when it cannot be used."""
    data = _bytes(path, name, problems)
    text = decoded(data, name, problems) if data is not None else None
    if text is None:
        return None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    stops = list(_unusable(text, name))
    problems.extend(stops)
    if stops:
        return None
    problems.extend(_odd_signs(text, name))
    text = ODD_SIGNS.sub("", text)
    if not text.strip():
        problems.append(EMPTY_FILE(Place(name), "the file is empty", "fill it in, or remove it"))
        return None
    return text


def decoded(data: bytes, name: str, problems: list[Problem]) -> str | None:
    """The text of a file, or None with a problem at its first byte that is none."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode()) + 1
        wrong = f"the byte {data[error.start]:#04x} is not UTF-8"
        problems.append(NOT_UTF8(Place(name, line, column), wrong, "save the file as UTF-8 in your editor"))
        return None


def _unusable(text: str, name: str) -> Iterator[Problem]:
    """What makes it pointless to look at the rest of the file: no parser is to meet it."""
    if Path(name).suffix in MOST_BYTES:
        for found in _MERGE.finditer(text):
            remedy = "keep what is to stand of the two sides, and remove the lines with <<<<<<<, ======= and >>>>>>>"
            line = text.count("\n", 0, found.start()) + 1
            yield UNFINISHED_MERGE(Place(name, line), f'a merge was not finished here: "{found[0][:20]}"', remedy)
            break
    deep = _DEEP.search(text)
    if deep and Path(name).suffix in (".md", ".yml"):
        wrong = f"a line begins with more than {_DEEPEST} marks and spaces"
        yield TOO_LARGE(
            Place(name, text.count("\n", 0, deep.start()) + 1), wrong, "write one list, without others in it"
        )


def _too_large(path: Path, name: str) -> Problem | None:
    most, size = MOST_BYTES.get(Path(name).suffix, _MOST_WRITTEN), path.stat().st_size
    if size <= most:
        return None
    wrong = f"the file is {size / 1000:,.0f} kB, the limit is {most // 1000:,} kB".replace(",", " ")
    return TOO_LARGE(Place(name), wrong, "split it, or take out what does not belong in it")


def _bytes(path: Path, name: str, problems: list[Problem]) -> bytes | None:
    try:
        if path.is_file():
            too_large = _too_large(path, name)
            if too_large is None:
                return path.read_bytes()
            problems.append(too_large)
            return None
        wrong = "this is a folder" if path.is_dir() else "this is no file, or a link that leads nowhere"
    except OSError as error:
        wrong = f"the file cannot be read ({error.strerror})"
    problems.append(UNREADABLE(Place(name), wrong, "put a text file in its place, or remove it"))
    return None


def _odd_signs(text: str, name: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n") if ODD_SIGNS.search(text) else (), start=1):
        for found in ODD_SIGNS.finditer(line):
            called = unicodedata.name(found.group(), "a control character")
            wrong = f"a sign that cannot be seen (U+{ord(found.group()):04X}, {called})"
            place = Place(name, number, found.start() + 1)
            yield ODD_SIGN(place, wrong, "remove it, and type the words around it again if need be")


def split_front_matter(text: str, name: str, problems: list[Problem]) -> tuple[str, str, int] | None:
    """Split a page into front matter, body and the body's first line number (from 1)."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        problems.append(
            NO_FRONT_MATTER(
                Place(name), "the page does not begin with front matter", "begin the file with a line of ---"
            )
        )
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == FENCE:
            if _goes_on(lines[number + 1 :]):
                wrong, remedy = (
                    "the front matter ends here, and keys follow it",
                    "remove the line, or move it below them",
                )
                problems.append(NO_FRONT_MATTER(Place(name, number + 1), wrong, remedy))
                return None
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    problems.append(_never_closed(lines, name))
    return None


def _goes_on(after: list[str]) -> bool:
    """Whether the front matter was ended too early: what comes next is a key, and its end comes later."""
    first = next((line for line in after if line.strip()), "")
    return bool(_KEY.match(first)) and any(line.rstrip() == FENCE for line in after)


def _never_closed(lines: list[str], name: str) -> Problem:
    """The line that was meant as the end of the front matter, when there is one; else where the text begins."""
    wrong, remedy = "the front matter is never closed", "end it with a line of three hyphens (---) before the text"
    meant = (number for number, line in enumerate(lines) if number and line.strip() and _ALMOST_FENCE.fullmatch(line))
    text = (number for number, line in enumerate(lines) if line.startswith("## "))
    number = next(meant, None)
    if number is not None:
        return NO_FRONT_MATTER(Place(name, number + 1), wrong, "write just three hyphens on this line: ---")
    return NO_FRONT_MATTER(Place(name, next(text, 0) + 1), wrong, remedy)


def _with_plain_spaces(lines: list[str], name: str, problems: list[Problem]) -> str:
    """The text with ordinary spaces where YAML wants them; each that was another is told of, and not what follows."""
    plain = []
    for number, line in enumerate(lines, start=1):
        found = WIDE_SPACE.match(line)
        if found:
            at = found.end()
            wrong = f"the space here is no ordinary one (U+{ord(line[at]):04X})"
            problems.append(BAD_YAML(Place(name, number, at + 1), wrong, "delete it, and type a space"))
            line = line[:at] + SPACES.sub(" " if line[:at].strip() else "", line[at:], count=1)
        plain.append(line)
    return "\n".join(plain)


def parse_yaml(text: str, name: str, problems: list[Problem], first_line: int = 1) -> yaml.Node | None:
    """The YAML document's node tree, its marks moved to the file's own lines, or None when it has none.

    Duplicate keys are problems but do not hinder the rest; what cannot be parsed does.
    """
    lines = [""] * (first_line - 1) + text.split("\n")
    deep = too_deep_line(lines)
    if deep:
        problems.append(too_deep(name, deep))
        return None
    text = _with_plain_spaces(lines, name, problems)
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        problems.append(invalid(error, name, lines))
        return None
    except RecursionError:
        problems.append(too_deep(name, first_line))
        return None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        wrong = f"invalid YAML: the character #x{error.character:04x} is not allowed"
        problems.append(BAD_YAML(Place(name, line), wrong, "remove the character"))
        return None
    if node is None:
        problems.append(EMPTY_FILE(Place(name, first_line), "there is nothing here", "fill in the keys"))
        return None
    try:
        problems.extend(oddities(node, name, lines, set()))
    except RecursionError:
        problems.append(too_deep(name, first_line))
        return None
    return node
