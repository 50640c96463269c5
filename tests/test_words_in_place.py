"""What readers meet stands in the language's folder: no template, script or module of an output has words of its own.

The test of a site in a strange language (`test_language`) sees what the small site shows. This one reads the sources,
so that a word is seen also where the small site never comes.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from sitebuild.language.texts import NYNORSK

PACKAGE = ROOT / "scripts/sitebuild"
ROOMS = ("outputs", "pages", "site", "model", "publish")
MODULES = sorted([*(path for room in ROOMS for path in (PACKAGE / room).rglob("*.py")), PACKAGE / "makers.py"])
TEMPLATES = sorted(
    path
    for folder in (PACKAGE / "pages/templates", PACKAGE / "outputs", ROOT / "overrides")
    for path in folder.rglob("*.html")
)
TYPESET = sorted((PACKAGE / "outputs").rglob("*.typ"))
# The rules of the language by which the search reads words are no words to readers.
_RULES = {"language.js", "match.js", "direct.js", "engine.js"}
SCRIPTS = sorted(path for path in (ROOT / "docs/assets/js").rglob("*.js") if path.name not in _RULES)

# Words that Nynorsk has and English has not, and letters that only words to readers have.
_NYNORSK = re.compile(
    r"[æøåÆØÅ«»]|\b(?:og|ikkje|frå|som|eit|ein|ei|dei|er|av|til|med|det|kva|kvar|kvifor|alle|denne|seier|sida|vis)\b"
)
# What a template may say itself: names of files, formats and programs, and a command to copy.
_NAMES = {"llms.txt", "llms-full.txt", "endringar.xml", "sitemap.xml", "index.md", "PowerPoint", "Word", "EPUB", "PDF"}
_NAMES |= {"zip", "#", "Iframe", "HTML"}
_COMMAND = "curl -s"
# In modules: the letters of the alphabet and of patterns, the marks around a quotation, and the file of the drawings.
_PATTERN = re.compile(r"\[[^]]*[æøåÆØÅ«][^]]*\]|^\W*[æøåÆØÅ«»]?\W*$")
# What two modules tell the editors, with examples in Nynorsk or of its letters.
_TO_EDITORS = (" is no e-mail address", "write mailto:", "; å is a, ø is o", "» (U+")
_SENTENCE = re.compile(r"[A-ZÆØÅ][a-zæøå]+ [a-zæøå]{2,}")


# Ids, classes, addresses and keys: a hyphen, a slash or the like between letters, or one word in small letters.
_ID = re.compile(r"\S*[\w}][-/._#@:]+[\w{]\S*|#\S+")


# A word that looks like English is known by standing in the language already: «Kjelder», «Innhald».
_TEXTS = {NYNORSK(key) for key in NYNORSK.keys if NYNORSK(key)[:1].isupper()}


def is_nynorsk(text: str) -> bool:
    """Whether a string says something in Nynorsk, and is not the name of something."""
    if text in _TEXTS:
        return True
    is_name = re.fullmatch("[a-z]+|\\w", text)
    return not is_name and bool(_NYNORSK.search(_ID.sub(" ", text)))


def shown(template: str) -> Iterator[str]:
    """The text and the labels of a template, without what Jinja fills in; and what its expressions say themselves."""
    template = re.sub(r"{#.*?#}", "", template, flags=re.S)
    for inside in re.findall(r"{[{%](.*?)[%}]}", template, flags=re.S):
        yield from (text for text in re.findall(r'"([^"]*)"', inside) if _is_said(text))
    bare = re.sub(r"{[{%].*?[%}]}", "{}", template, flags=re.S)
    bare = re.sub(r"<style>.*?</style>", "", bare, flags=re.S)
    yield from re.findall(r'\b(?:aria-label|alt|title|placeholder|data-copy|data-copied)="([^"]*)"', bare)
    yield from re.findall(r'<meta name="description" content="([^"]*)"', bare)
    yield from re.sub(r"<[^>]*>", "\n", bare).split("\n")


def _is_said(text: str) -> bool:
    """Whether a string in an expression is for readers: ids and classes are small letters of ASCII, and no sentence."""
    return bool(re.match(r"[A-ZÆØÅ]", text)) or is_nynorsk(text)


def spoken(script: str) -> Iterator[str]:
    """The strings of a script."""
    for line in script.split("\n"):
        code = re.sub(r"^\s*//.*|\s//\s.*|/\*\*.*\*/", "", line)
        yield from (one or other for one, other in re.findall(r'"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`', code))


def literals(source: str) -> Iterator[str]:
    """The strings of a module, without docstrings and without what the tool tells its editors."""
    tree = ast.parse(source)
    told: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.Raise) or _is_code(node):
            told |= {id(inner) for inner in ast.walk(node)} if not _is_yield(node) else set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def _is_code(node: ast.AST) -> bool:
    """A rule's code, with its examples, and a problem that it makes: `NAME_TAKEN(place, …)`."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Code", *_codes)


_codes = {"NAME_TAKEN"}


def _is_yield(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    said = (text.replace("{}", "").strip(" .,:()–·\t") for text in shown(path.read_text(encoding="utf-8")))
    words = [text for text in said if re.search(r"[^\W\d_]{2}", text) and text not in _NAMES]
    assert [text for text in words if not text.startswith(_COMMAND)] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=_name)
def test_a_script_has_no_words_of_its_own(path: Path) -> None:
    found = spoken(path.read_text(encoding="utf-8"))
    words = [text for text in found if is_nynorsk(text) or _SENTENCE.search(text)]
    assert [text for text in words if not text.startswith("PRODID:")] == []  # the name of a calendar's maker


@pytest.mark.parametrize("path", TYPESET, ids=_name)
def test_a_look_of_print_has_no_words_of_its_own(path: Path) -> None:
    source = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
    assert _NYNORSK.findall(source) == []
    assert re.findall(r"\[[A-ZÆØÅ][^\]#]*\]", source) == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_has_no_words_of_its_own(path: Path) -> None:
    said = filter(is_nynorsk, literals(path.read_text(encoding="utf-8")))
    assert [text for text in said if not _PATTERN.search(text) and not text.startswith(_TO_EDITORS)] == []


@pytest.mark.parametrize("name", sorted({key.partition(".")[0] for key in NYNORSK.keys}))
def test_every_text_is_asked_for(name: str) -> None:
    """By its key, or by a key whose end is worked out: `f"places.{kind}"`, `"menu." ~ address`, `group("labels")`."""
    asked = _sources()
    starts: list[str] = re.findall(r"[\"']([\w.-]+\.)(?:{|[\"'] ~)", asked)
    starts += [f"{key}." for key in re.findall(r"\b(?:group|list)\([\"']([\w.-]+)[\"']\)", asked)]
    keys = [key for key in NYNORSK.keys if key.startswith(f"{name}.")]
    unasked = [key for key in keys if f'"{key}"' not in asked and f"'{key}'" not in asked]
    assert [key for key in unasked if not key.startswith(tuple(starts))] == []


def _sources() -> str:
    paths = [*PACKAGE.rglob("*.py"), *TEMPLATES, *(ROOT / "docs/assets/js").rglob("*.js")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize(
    ("template", "word"),
    [
        ("<p>{{ rec.title }} Noko</p>", "Noko"),
        ('<nav aria-label="Meny">', "Meny"),
        ('{{ c.open_section(w, "Kjelder", "kjelder") }}', "Kjelder"),
        ('{{ c.ours("alle er redaksjonen sine", w) }}', "alle er redaksjonen sine"),
    ],
)
def test_a_new_word_in_a_template_would_be_seen(template: str, word: str) -> None:
    assert word in [text.replace("{}", "").strip() for text in shown(template)]


def test_a_new_word_in_a_script_or_a_module_would_be_seen() -> None:
    assert [text for text in spoken("say(`${count} av ${all}`) // og så") if _NYNORSK.search(text)] == [
        "${count} av ${all}"
    ]
    assert is_nynorsk("Kjelder") and not is_nynorsk("kjelder") and not is_nynorsk("kva-andre-kan-laere")
    source = 'def f():\n    """Om alle."""\n    yield f"Sida er {x}"\n    raise ToolError("og")\n'
    assert list(filter(is_nynorsk, literals(source))) == ["Sida er "]
