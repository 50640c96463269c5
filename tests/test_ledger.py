"""Anchors that survive editing: random edits of the real text, and each kind of edit by itself."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from conftest import ROOT
from sitebuild.content import ledger
from sitebuild.content.ledger import Anchor, Ledger
from sitebuild.content.load import load
from sitebuild.content.markdown import parse_body
from sitebuild.language.texts import NYNORSK
from sitebuild.model.kinds import key_of
from sitebuild.model.records import Case, Draft, HandPage, Recommendation
from sitebuild.model.sections import Unit, units, with_roles
from sitebuild.problems import Place, Problem
from sitebuild.site import anchors
from sitebuild.site.matching import ALIKE, ALIKE_ACROSS_FAMILIES, similarity

Entry = Recommendation | Case | HandPage


# --- each kind of edit -------------------------------------------------------------------------------

FIRST = "UDI har søkt råd fleire gonger. Infrastrukturen har veikskapar som set grenser for nye digitale løft."
SECOND = "Samtidig har det vore vanskeleg å finne pengar til å utvikle plattforma vidare saman med andre."
THIRD = "Dei fortel sjølve at brukarane og nytta for partnarane har fått mykje større plass enn før."


def _units(*texts: str, kind: str = "avsnitt", section: str = "situasjonen") -> list[Unit]:
    return [Unit(kind, section, text, Place("x", line)) for line, text in enumerate(texts, start=1)]


def _ids(lines: tuple[Anchor, ...]) -> dict[str, str]:
    return {line.text: line.id for line in lines if line.text}


def _removed(lines: tuple[Anchor, ...]) -> dict[str, str]:
    return {line.id: line.where for line in lines if not line.text}


@pytest.fixture
def known() -> tuple[Anchor, ...]:
    return anchors.number(_units(FIRST, SECOND, THIRD), ())


def test_the_first_numbers_are_in_reading_order(known: tuple[Anchor, ...]) -> None:
    assert _ids(known) == {FIRST: "avsnitt-1", SECOND: "avsnitt-2", THIRD: "avsnitt-3"}
    assert _removed(known) == {}


def test_moved_text_keeps_its_id_in_another_section_too(known: tuple[Anchor, ...]) -> None:
    now = anchors.number([*_units(THIRD), *_units(FIRST, SECOND, section="kvifor")], known)
    assert _ids(now) == _ids(known)
    assert [line.where for line in now] == ["situasjonen", "kvifor", "kvifor"]


def test_changed_words_keep_the_id(known: tuple[Anchor, ...]) -> None:
    words = SECOND.split()
    words[2:6] = ["hadde", "dei", "strevd", "med"]
    now = anchors.number(_units(FIRST, " ".join(words), THIRD), known)
    assert [line.id for line in now] == ["avsnitt-1", "avsnitt-2", "avsnitt-3"]


def test_of_a_split_paragraph_the_larger_part_keeps_the_id(known: tuple[Anchor, ...]) -> None:
    small, large = FIRST.split(". ")
    now = anchors.number(_units(f"{small}.", large, SECOND, THIRD), known)
    assert [line.id for line in now] == ["avsnitt-4", "avsnitt-1", "avsnitt-2", "avsnitt-3"]


def test_merged_paragraphs_keep_one_id_and_the_other_leads_to_it(known: tuple[Anchor, ...]) -> None:
    now = anchors.number(_units(f"{FIRST} {SECOND}", THIRD), known)
    assert [line.id for line in now if line.text] == ["avsnitt-1", "avsnitt-3"]
    assert _removed(now) == {"avsnitt-2": "avsnitt-1"}


def test_a_removed_id_leads_to_its_section_and_is_never_given_again(known: tuple[Anchor, ...]) -> None:
    without = anchors.number(_units(FIRST, SECOND), known)
    assert _removed(without) == {"avsnitt-3": "situasjonen"}
    other = "Noko heilt anna, som ingen har skrive om før i denne saka, kom til etter møtet."
    after = anchors.number(_units(FIRST, SECOND, other), without)
    assert _ids(after)[other] == "avsnitt-4"
    assert _removed(after) == {"avsnitt-3": "situasjonen"}


def test_a_removed_id_above_the_first_heading_leads_to_the_title() -> None:
    assert _removed(anchors.number([], anchors.number(_units(FIRST, section=""), ()))) == {"avsnitt-1": "tittel"}


def test_twins_keep_their_order(known: tuple[Anchor, ...]) -> None:
    twins = anchors.number(_units("Ja.", FIRST, "Ja.", SECOND, "Ja."), known)
    ids = [line.id for line in twins if line.text]
    again = anchors.number(_units("Ja.", FIRST, "Ja.", SECOND, "Ja."), twins)
    assert [line.id for line in again if line.text] == ids


def test_of_twins_the_first_keeps_the_first_id_when_it_moves_to_another_section() -> None:
    twins = anchors.number(_units("Ja.", "Ja."), ())
    now = anchors.number([*_units("Ja.", section="kvifor"), *_units("Ja.")], twins)
    assert [line.id for line in now] == ["avsnitt-1", "avsnitt-2"]


def test_of_twins_the_one_of_the_same_kind_keeps_its_id() -> None:
    before = anchors.number([*_units("Ja.", kind="sporsmal", section="sporsmal"), *_units("Ja.")], ())
    now = anchors.number(_units("Ja.", section="kvifor"), before)
    assert [line.id for line in now if line.text] == ["avsnitt-1"]


def test_of_two_that_are_as_alike_the_one_in_the_same_section_keeps_its_id() -> None:
    before = anchors.number([*_units(FIRST, section="kvifor"), *_units(FIRST)], ())
    read = ledger.parse(ledger.write(Ledger({"doeme:udi": before})), []).pages["doeme:udi"]
    now = anchors.number(_units(FIRST.replace("fleire", "mange")), read)
    assert _ids(now) == {FIRST.replace("fleire", "mange"): "avsnitt-2"}


@pytest.mark.parametrize(("kind", "section"), [("avsnitt", "kvifor"), ("steg", "situasjonen")])
def test_text_that_is_moved_and_edited_keeps_its_id_in_its_family_or_in_its_section(
    known: tuple[Anchor, ...], kind: str, section: str
) -> None:
    edited = " ".join(SECOND.split()[:9]) + " og noko heilt anna som ingen visste."
    assert ALIKE < similarity(edited, SECOND) < ALIKE_ACROSS_FAMILIES
    now = anchors.number([*_units(FIRST, THIRD), *_units(edited, kind=kind, section=section)], known)
    assert _ids(now)[edited] == "avsnitt-2"


def test_a_paragraph_that_becomes_a_question_keeps_its_id_only_if_it_says_the_same(known: tuple[Anchor, ...]) -> None:
    same = anchors.number([*_units(FIRST, SECOND), *_units(THIRD, kind="sporsmal", section="sporsmal")], known)
    assert _ids(same)[THIRD] == "avsnitt-3"
    anew = "Kven har sagt at nytta for partnarane har fått større plass enn før?"
    other = anchors.number([*_units(FIRST, SECOND), *_units(anew, kind="sporsmal", section="sporsmal")], known)
    assert _ids(other)[anew] == "sporsmal-1"
    assert _removed(other) == {"avsnitt-3": "situasjonen"}


def test_advice_that_becomes_a_paragraph_keeps_its_id() -> None:
    before = anchors.number(_units(FIRST, kind="rad"), ())
    assert _ids(anchors.number(_units(FIRST), before)) == {FIRST: "rad-1"}


# --- the file ----------------------------------------------------------------------------------------


def test_the_ledger_is_read_as_it_was_written(known: tuple[Anchor, ...]) -> None:
    udi = (*known, Anchor("avsnitt-9", "situasjonen"))
    kept = Ledger({"doeme:udi": udi, "side:om": (Anchor("avsnitt-1", "", "Å"),)})
    problems: list = []
    assert ledger.parse(ledger.write(kept), problems).pages == kept.pages
    assert problems == []


def test_a_line_that_is_wrong_hides_none_after_it() -> None:
    problems: list[Problem] = []
    right = "doeme:udi#avsnitt-1 [situasjonen] Ein.\n"
    found = ledger.parse(f"udi#avsnitt-1\n{right}{right}doeme:udi#avsnitt-2 -> situasjonen\n", problems)
    assert [anchor.id for anchor in found.pages["doeme:udi"]] == ["avsnitt-1", "avsnitt-2"]
    assert [(problem.code, problem.place.line) for problem in problems] == [("P802", 1), ("P803", 3)]


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("doeme/udi/", "doeme:udi"),
        ("om/", "side:om"),
        ("", "side:index"),
        ("doeme/", "side:doeme"),
        ("tilradingar/ein/", None),
        ("doeme/opphav/brev/", None),
    ],
)
def test_a_former_address_tells_which_page_it_was(path: str, key: str | None) -> None:
    assert ledger.key_of_path(path) == key


# --- two hundred random edits of the real text --------------------------------------------------------


@dataclass
class Piece:
    """A stretch of a page's Markdown. One that is a unit has a number of its own, which is the truth to test by."""

    text: str
    form: str = ""
    uid: int = 0


class Page:
    """A page as pieces of Markdown, to be moved, split, merged, removed and added."""

    def __init__(self, entry: Entry, numbers: Iterator[int]) -> None:
        self.entry = entry
        lines = entry.body.raw.split("\n")
        starts = {unit.place.line - entry.body.first_line: unit for unit in units(entry)}
        self.pieces: list[Piece] = []
        at = 0
        while at < len(lines):
            end = at + 1
            form = _form(lines[at]) if at in starts else ""
            while form and end < len(lines) and end not in starts and not _ends(lines, end, form):
                end += 1
            if form and end < len(lines) and not lines[end].strip() and form != "item":
                end += 1
            text = "".join(f"{line}\n" for line in lines[at:end])
            self.pieces.append(Piece(text, form, next(numbers) if form else 0))
            at = end

    def units(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.form]

    def parsed(self) -> Entry:
        """The page as the build would load it; a unit of the text is the piece of the same number in order."""
        raw = "".join(piece.text for piece in self.pieces)
        body = parse_body(raw, self.entry.body.path, self.entry.body.first_line, [], NYNORSK)
        entry = replace(self.entry, body=with_roles(body, NYNORSK.group("sections")))
        assert len(list(units(entry))) == len(self.units()), raw
        return entry


def _form(line: str) -> str:
    return "item" if line.startswith(("- ", "1. ")) else "step" if line.startswith("### ") else "paragraph"


def _ends(lines: list[str], at: int, form: str) -> bool:
    return lines[at].startswith("#") if form == "step" else not lines[at].strip()


MARK = re.compile(r"( \{[^}]*\})?\n*$")
# What to listen for, below a question: it has no part in what the question is known by.
BELOW = "\n  - "
SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÆØÅa-zæøå])")


def _plain(markdown: str) -> str:
    """The text without the addresses of links, marks and signs of headings, which the reader does not see."""
    return re.sub(r"(?m)\]\([^)]*\)|\[\^[^\]]*\]|\s*\{[^}]*\}|^#+ ", "", markdown)


class Editor:
    """Makes random edits and remembers what each should do to the ids."""

    def __init__(self, draft: Draft, seed: int) -> None:
        self.random = random.Random(seed)
        self.numbers = iter(range(1, 10**6))
        entries = [*draft.recommendations, *draft.cases, *draft.pages]
        self.pages = [page for page in (Page(entry, self.numbers) for entry in entries) if len(page.units()) > 3]
        text = " ".join(entry.body.raw for entry in entries)
        self.words = sorted(set(re.findall(r"\b[a-zæøå]{3,}\b", text)))
        self.touched: set[int] = set()
        # Of two that were merged either id may live on; of two like halves, either may keep it.
        self.either: list[tuple[int, int]] = []

    def keyed(self) -> Iterator[tuple[str, Page]]:
        for page in self.pages:
            yield key_of(page.entry), page

    def forget(self) -> None:
        """Begin a new round: every unit may be edited again."""
        self.touched, self.either = set(), []

    def settle(self, page: Page, former: dict[int, str], now: dict[int, str]) -> None:
        """Where two outcomes are right, take the one that came true for the truth."""
        for kept, other in self.either:
            if kept in now and now[kept] != former.get(kept) and former.get(other, former.get(kept)) in now.values():
                for piece in page.units():
                    piece.uid = {kept: other, other: kept}.get(piece.uid, piece.uid)

    def edit(self) -> str:
        """One random edit; the name of what was done."""
        while True:
            page = self.random.choice(self.pages)
            free = [piece for piece in page.units() if piece.uid not in self.touched]
            name = self.random.choice(["change", "change", "move", "split", "merge", "insert", "delete"])
            if len(free) > 3 and getattr(self, f"_{name}")(page, self.random.choice(free)):
                return name

    def _change(self, _page: Page, piece: Piece) -> bool:
        """Between a tenth and three tenths of the words become others; one word alone would be another text."""
        own = MARK.sub("", piece.text.split(BELOW)[0])
        words = list(re.finditer(r"(?<![\w:#\[(/-])[a-zæøå]+(?![\w:#\])/-])", own))
        share = round(len(words) * self.random.uniform(0.1, 0.3))
        chosen = self.random.sample(words, max(1, share)) if len(words) > 2 else []
        for found in sorted(chosen, key=lambda found: -found.start()):
            piece.text = piece.text[: found.start()] + self.random.choice(self.words) + piece.text[found.end() :]
        return self._touch(piece) if chosen else False

    def _move(self, page: Page, piece: Piece) -> bool:
        others = [other for other in page.units() if other.form == piece.form and other is not piece]
        if not others:
            return False
        page.pieces.remove(piece)
        page.pieces.insert(page.pieces.index(self.random.choice(others)) + self.random.randint(0, 1), piece)
        return self._touch(piece)

    def _split(self, page: Page, piece: Piece) -> bool:
        if BELOW in piece.text:
            return False
        mark = MARK.search(piece.text)[0] if piece.form != "step" else "\n\n"
        parts = SENTENCE.split(piece.text[: len(piece.text) - len(mark)] if mark else piece.text)
        if len(parts) < 2 or piece.text.startswith(">") or min(len(part) for part in parts) < 12:
            return False
        at = self.random.randint(1, len(parts) - 1)
        first, second = " ".join(parts[:at]), " ".join(parts[at:])
        start = {"item": "- ", "step": f"### {self._sentence(3)}\n\n", "paragraph": ""}[piece.form]
        if first.count("[") != first.count("]"):
            return False
        number = next(self.numbers)
        new = Piece(f"{start}{second}{mark}", piece.form, number)
        piece.text = f"{first}{mark}"
        page.pieces.insert(page.pieces.index(piece) + 1, new)
        letters, words = (
            measure(_plain(second)) / measure(_plain(first)) for measure in (len, lambda text: len(text.split()))
        )
        if letters > 1:
            piece.uid, new.uid = new.uid, piece.uid
        if 0.85 < letters < 1.18 or (letters > 1) != (words > 1):
            self.either.append((piece.uid, new.uid) if new.uid == number else (new.uid, piece.uid))
        return self._touch(piece, new)

    def _merge(self, page: Page, piece: Piece) -> bool:
        at = page.pieces.index(piece)
        after = page.pieces[at + 1] if at + 1 < len(page.pieces) else piece
        if BELOW in piece.text or BELOW in after.text:
            return False
        if after.form != piece.form or after is piece or after.uid in self.touched or piece.text.startswith(">"):
            return False
        text = re.sub(r"^(- |### )", "", after.text)
        piece.text = f"{MARK.sub('', piece.text)} {text}" if piece.form != "step" else f"{piece.text}{text}"
        page.pieces.remove(after)
        self.either.append((piece.uid, after.uid))
        return self._touch(piece, after)

    def _insert(self, page: Page, piece: Piece) -> bool:
        body = self._sentence(self.random.randint(6, 30))
        text = {"item": f"- {body}\n", "step": f"### {self._sentence(4)}\n\n{body}\n\n", "paragraph": f"{body}\n\n"}
        new = Piece(text[piece.form], piece.form, next(self.numbers))
        page.pieces.insert(page.pieces.index(piece), new)
        return self._touch(new)

    def _delete(self, page: Page, piece: Piece) -> bool:
        page.pieces.remove(piece)
        return self._touch(piece)

    def _sentence(self, words: int) -> str:
        return " ".join(self.random.choice(self.words) for _ in range(words)).capitalize() + "."

    def _touch(self, *pieces: Piece) -> bool:
        self.touched |= {piece.uid for piece in pieces}
        return True


@pytest.fixture(scope="module")
def real() -> Draft:
    return load(ROOT, []).draft


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 5))])
def test_two_hundred_random_edits_lose_no_id_and_give_none_twice(real: Draft, seed: int) -> None:
    editor = Editor(real, seed)
    state = {key_of(page.entry): _assigned(page, Ledger()) for page in editor.pages}
    former = {key: _ids_of(page, state[key]) for key, page in editor.keyed()}
    ever = {key: set(ids.values()) for key, ids in former.items()}
    done: list[str] = []
    while len(done) < 200:
        editor.forget()
        done += [editor.edit() for _ in range(editor.random.randint(1, 6))]
        published = ledger.parse(ledger.write(Ledger(state)), [])
        for key, page in editor.keyed():
            state[key] = _assigned(page, published)
            editor.settle(page, former[key], _ids_of(page, state[key]))
            now = _ids_of(page, state[key])
            survivors = former[key].keys() & now.keys()
            assert {uid: now[uid] for uid in survivors} == {uid: former[key][uid] for uid in survivors}
            new = [now[uid] for uid in now.keys() - former[key].keys()]
            assert not ever[key].intersection(new), "an id was given twice"
            ever[key].update(new)
            assert {line.id for line in state[key] if not line.text} == ever[key] - set(now.values())
            former[key] = now
            assert _assigned(page, Ledger({key: state[key]})) == state[key], "publishing changes nothing"
    assert set(done) == {"change", "move", "split", "merge", "insert", "delete"}


def _assigned(page: Page, known: Ledger) -> tuple[Anchor, ...]:
    return anchors.assign(page.parsed(), known).lines


def _ids_of(page: Page, lines: tuple[Anchor, ...]) -> dict[int, str]:
    """The id of each piece that is a unit, by its number."""
    return {piece.uid: line.id for line, piece in zip(lines, page.units(), strict=False)}
