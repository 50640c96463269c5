"""Files that editors and their machines leave: names, pictures, sizes, copies, and YAML that means something else."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import pytest
from PIL import Image

from sitebuild.build import check
from sitebuild.content import contract
from sitebuild.content.left_behind import is_left_behind
from sitebuild.outputs.photos import cleaned
from sitebuild.problems import CATALOGUE, ContentError, Place, Problem, folded
from sitebuild.publish.record_addresses import record
from test_faults import CASE, put, told

PAGE = "---\nlayout: page\ntitle: Ei side\nsummary: Kva dette er.\nchanges:\n  - date: 2026-01-01\n    what: Ny.\n---\n"


def picture(root: Path, name: str, kind: str = "PNG") -> Path:
    path = root / "recommendations/bilete" / name
    Image.new("RGB", (9, 6), "green").save(path, kind)
    return path


# --- names ---

NAMES = {
    "språk.md": "sprak.md",
    "mi side.md": "mi-side.md",
    "Stor.md": "stor.md",
    "a.b.md": "a-b.md",
    "a#b.md": "a-b.md",
    "a%20b.md": "a-20b.md",
    "a&b.md": "a-b.md",
    "$(id).md": "id.md",
    "a;b.md": "a-b.md",
    "_arkiv.md": "arkiv.md",
    "-a.md": "a.md",
    "assets.md": "assets-2.md",
    "kort.md": "kort-2.md",
    "2031.md": "2031-2.md",
    "README.md": "readme-2.md",
    "con.md": "con-2.md",
    "lpt1.md": "lpt1-2.md",
    "ÆØÅ.md": "aeoa.md",
    "å".encode().decode() + "\u030a.md": "a.md",
    f"{'a' * 120}.md": f"{'a' * 40}.md",
    "sami-ŋ.md": "sami-n.md",
    "日本.md": "namn.md",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_a_name_that_works_everywhere(valid_site: Path, name: str) -> None:
    (valid_site / "docs" / name).write_text(PAGE, encoding="utf-8")
    [problem] = [problem for problem in told(valid_site) if problem.code == "F112"]
    assert problem.place.path == f"docs/{name}" and problem.remedy == f"rename it to {NAMES[name]}"
    (valid_site / "docs" / name).rename(valid_site / "docs" / NAMES[name])
    assert told(valid_site) == (), "the remedy helps"


@pytest.mark.parametrize("name", ["con", "aux", "nul", "com1", "lpt9", "index", "a" * 81, "a--b", "-a", "å"])
def test_an_id_is_a_name_of_a_file_too(valid_site: Path, name: str) -> None:
    case = put(valid_site, f"id: {name}\n", "id: udi\n")
    case.rename(case.with_name(f"{name}.md"))
    assert "K205" in {problem.code for problem in told(valid_site)}


@pytest.mark.parametrize(
    "name", ["må.png", "ma\u030a.png", "m a.png", "m%a.png", "m#a.png", "m?a.png", "nul.png", "é.png"]
)
def test_a_picture_has_a_name_that_can_be_written_in_a_page(valid_site: Path, name: str) -> None:
    picture(valid_site, name)
    [problem] = told(valid_site)
    assert problem.code == "F112" and problem.place.path.endswith(name)
    new = problem.remedy.split("rename it to ")[1].split(",")[0]
    (valid_site / "recommendations/bilete" / name).rename(valid_site / "recommendations/bilete" / new)
    put(valid_site, f"bilete:{new}", "bilete:liten.png", "docs/om.md")
    assert told(valid_site) == ()


def test_two_names_that_one_disk_takes_for_the_same(valid_site: Path) -> None:
    for name in ("Bord.png", "bord.PNG"):
        picture(valid_site, name)
    [problem] = told(valid_site)
    assert problem.code == "F112" and "the same name on many disks" in problem.message
    assert "bord.png" not in problem.remedy.lower()


def test_a_name_that_is_no_text_is_told_and_not_fallen_over(valid_site: Path) -> None:
    path = os.fsencode(valid_site / "docs") + b"/f\xff.md"
    Path(os.fsdecode(path)).write_bytes(b"x")
    [problem] = told(valid_site)
    assert str(problem).encode("utf-8").startswith(b"docs/f\\xff.md:1:1: F112 the name is not UTF-8")


@pytest.mark.parametrize("name", ["udi.md.txt", "udi.MD", "udi.md.old2", "udi.mdx"])
def test_a_remedy_never_names_a_file_that_is_there(valid_site: Path, name: str) -> None:
    (valid_site / "recommendations/cases" / name).write_text("x", encoding="utf-8")
    assert not any("rename it to udi.md" in problem.remedy for problem in told(valid_site))
    put(valid_site, "id: annan\n", "id: udi\n")
    (valid_site / "recommendations/cases/annan.md").write_text("x", encoding="utf-8")
    assert not any("to annan.md" in problem.remedy for problem in told(valid_site))


@pytest.mark.parametrize("name", ["x.php", "x.HTML", "x.mjs", "x.md", "x", "js/x.htm", "x.svgz"])
def test_what_pages_load_ends_as_such(valid_site: Path, name: str) -> None:
    path = valid_site / "docs/assets" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("x", encoding="utf-8")
    [problem] = told(valid_site)
    assert problem.code == "F112" and "a file here does not end in" in problem.message
    assert problem.remedy.startswith("move it out of docs/assets")


@pytest.mark.parametrize(
    ("name", "new"), [("x.SVG", "x.svg"), ("x.Js", "x.js"), ("y.svg.", "y.svg"), ("y.js ", "y.js")]
)
def test_an_ending_is_in_small_letters(valid_site: Path, name: str, new: str) -> None:
    """A drawing called x.SVG was published as it was written, with the script in it."""
    (valid_site / "docs/assets" / name).write_text("<svg onload='x()'/>", encoding="utf-8")
    [problem] = told(valid_site)
    assert problem.code == "F112" and problem.remedy == f"rename it to {new}"


@pytest.mark.parametrize(
    ("folder", "new"), [("con", "con-2"), ("a b", "a-b"), ("språk", "sprak"), ("a" * 90, "a" * 40), ("b/nul", "nul-2")]
)
def test_a_folder_of_what_pages_load_has_a_name_that_works_everywhere(valid_site: Path, folder: str, new: str) -> None:
    path = valid_site / "docs/assets" / folder / "x.js"
    path.parent.mkdir(parents=True)
    path.write_text("x()", encoding="utf-8")
    [problem] = told(valid_site)
    assert str(problem).startswith(f"docs/assets/{folder}/:1:1: F112 ") and problem.remedy == f"rename it to {new}"


def test_two_folders_that_one_disk_takes_for_the_same(valid_site: Path) -> None:
    for folder in ("Js", "js"):
        (valid_site / "docs/assets" / folder).mkdir()
        (valid_site / "docs/assets" / folder / "x.js").write_text("x()", encoding="utf-8")
    assert ["the same name on many disks" in problem.message for problem in told(valid_site)] == [True]


def test_of_two_names_the_one_that_is_wrong_is_told_of(valid_site: Path) -> None:
    (valid_site / "docs/OM.md").write_bytes((valid_site / "docs/om.md").read_bytes())
    assert {problem.place.path for problem in told(valid_site) if problem.code == "F112"} == {"docs/OM.md"}


def test_a_script_that_is_not_utf8_has_its_place(valid_site: Path) -> None:
    (valid_site / "docs/assets/x.js").write_bytes(b"a = 1\nb = '\xe5'\n")
    [problem] = told(valid_site)
    assert str(problem).startswith("docs/assets/x.js:2:6: F101 ")


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("recommendations/Actors.yml", "remove it if it is a copy: actors.yml is there already"),
        ("recommendations/terms (1).yml", "remove it if it is a copy: terms.yml is there already"),
        ("recommendations/actors - kopi.yaml", "remove it if it is a copy: actors.yml is there already"),
        ("recommendations/terms.yml.txt", "remove it if it is a copy: terms.yml is there already"),
        ("docs/notat.docx", "move it to where its kind lies and give it the ending .md"),
        ("docs/OM.MD", "remove it if it is a copy: om.md is there already"),
        ("docs/NY SIDE.MD", "rename it to ny-side.md"),
        ("recommendations/bilete/sub/a.png", "move it to recommendations/bilete/ if a page shows it"),
        ("docs/foto.JPG", "move it to recommendations/bilete/ if a page shows it"),
    ],
)
def test_a_stray_file_has_a_remedy_for_its_kind(valid_site: Path, name: str, remedy: str) -> None:
    path = valid_site / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("x", encoding="utf-8")
    [problem] = told(valid_site)
    assert problem.code == "F110" and problem.remedy.startswith(remedy)


# --- files of programs and systems ---

LEFT = [
    *("#udi.md#", ".#udi.md", ".udi.md.swp", "udi.md.swo", "udi.md.swn", "4913", "udi.md~", "udi.md.~1~", "x.jpg~"),
    *(
        "udi.md.part",
        "udi.md.crdownload",
        "udi.md.partial",
        "Icon\r",
        "~$udi.md",
        "Thumbs.db",
        "desktop.ini",
        "ehthumbs.db",
    ),
    *(".DS_Store", "._udi.md", ".~lock.udi.md#", "udi.md.bak", "udi.md.orig", "udi.md.rej", "udi.md.tmp", "sedAb3dEf"),
    *(
        "___jb_tmp___",
        "udi.md___jb_old___",
        ".goutputstream-AB12",
        "udi.md.save",
        "udi.md.kate-swp",
        "published-urls.txt.making",
    ),
]


FOLDERS = ["recommendations", "recommendations/cases", "recommendations/bilete", "docs", "docs/assets"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_programs_leave_is_no_problem_in_any_folder(valid_site: Path, folder: str) -> None:
    for name in LEFT:
        (valid_site / folder / name).write_bytes(b"\x00\x01")
    assert told(valid_site) == ()
    assert all(is_left_behind(valid_site / folder / name) for name in LEFT)


@pytest.mark.parametrize(
    "name", ["udi.md", "party.md", "swap.md", "lock.md", "2022-1-ein.md", "icon.png", "a.png", "notat.db"]
)
def test_what_editors_write_is_not_left_out(name: str) -> None:
    assert not is_left_behind(Path(name))


# --- pictures ---


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("a.jpg", "PNG", 'the picture is PNG, and its name ends in ".jpg"'),
        ("a.png", "JPEG", 'the picture is JPEG, and its name ends in ".png"'),
        ("a.html", "PNG", 'its name ends in ".html"'),
        ("a", "PNG", 'its name ends in ""'),
        ("a.gif", "GIF", "not a whole PNG or JPEG"),
    ],
)
def test_a_picture_is_what_its_name_says(valid_site: Path, name: str, kind: str, said: str) -> None:
    picture(valid_site, name, kind)
    [problem] = told(valid_site)
    assert problem.code == "F107" and said in problem.message and problem.place.path.endswith(name)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9, 0.99])
def test_a_picture_that_is_cut_short_is_a_problem(valid_site: Path, kind: str, part: float) -> None:
    path = valid_site / f"recommendations/bilete/a.{'png' if kind == 'PNG' else 'jpg'}"
    Image.effect_noise((90, 60), 90).save(path, kind)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    assert [problem.code for problem in told(valid_site)] == ["F107"]


def test_a_picture_that_moves_is_a_problem(valid_site: Path) -> None:
    frames = [Image.new("RGB", (9, 6), colour) for colour in ("red", "green")]
    frames[0].save(valid_site / "recommendations/bilete/a.png", save_all=True, append_images=frames[1:])
    assert "the picture moves" in told(valid_site)[0].message


def _photo(kind: str, orientation: int) -> bytes:
    """A photo of 40 x 20 with red at its left end, which tells where and by what it was taken, in every way."""
    image = Image.new("RGB", (40, 20), "blue")
    image.paste("red", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "Kamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (59.0, 54.0, 0.0)})
    made = io.BytesIO()
    more = {"comment": b"Kamera"} if kind == "JPEG" else {}
    image.save(made, kind, exif=exif, **more)
    return made.getvalue() + (b"Kamera" if kind == "JPEG" else b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [(1, (40, 20), (5, 10)), (3, (40, 20), (35, 10)), (6, (20, 40), (10, 5)), (8, (20, 40), (10, 35))],
)
def test_a_photo_is_published_upright_and_says_nothing_of_the_camera(
    valid_site: Path, kind: str, orientation: int, size: tuple[int, int], red: tuple[int, int]
) -> None:
    data = _photo(kind, orientation)
    made = cleaned(data)
    assert b"Kamera" in data and b"Kamera" not in made and cleaned(data) == made
    with Image.open(io.BytesIO(made)) as image:
        assert image.size == size and not image.getexif()
        assert image.convert("RGB").getpixel(red)[0] > 200
    name = f"a.{'png' if kind == 'PNG' else 'jpg'}"
    (valid_site / "recommendations/bilete" / name).write_bytes(data)
    site, _advice = check(valid_site)
    known = site.draft.pictures[name]
    assert (known.width, known.height) == size, "the page knows the size that is shown"


# --- YAML that means something else ---


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("summary:\u00a0Ei lita sak.", "the space here is no ordinary one (U+00A0)"),
        ("summary:\u2003Ei lita sak.", "the space here is no ordinary one (U+2003)"),
        ("\u00a0summary: Ei lita sak.", "the space here is no ordinary one (U+00A0)"),
        ('summary: "C:\\udi"', "a backslash in double quotes"),
        ('summary: "C:\\temp er bra"', "a backslash in double quotes"),
        ('summary: "Ei\\nsak"', "a backslash in double quotes"),
        ('summary: "Ei \\u202e sak"', "a backslash in double quotes"),
        ("summary: Ei lita sak.\nactors: [udi,,]", "two commas in a row"),
        ("summary: Ei lita sak.\nactors: [,udi]", "two commas in a row"),
    ],
)
def test_slips_in_yaml_are_called_what_they_are(valid_site: Path, text: str, said: str) -> None:
    if "actors" in text:
        put(valid_site, "", "actors: [udi]\n")
    put(valid_site, text, "summary: Ei lita sak.")
    assert any(problem.code == "F103" and said in problem.message for problem in told(valid_site))


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("\tsummary: Ei lita sak.", "indent with spaces, not with a tab"),
        ("summary: Ei\n\tlita sak.", "indent with spaces, not with a tab"),
        ("  summary: Ei lita sak.", "begin a key where the other keys begin"),
    ],
)
def test_an_indentation_that_is_wrong_has_a_remedy_for_it(valid_site: Path, text: str, remedy: str) -> None:
    put(valid_site, text, "summary: Ei lita sak.")
    [problem] = told(valid_site)
    assert problem.code == "F103" and problem.remedy.startswith(remedy)


@pytest.mark.parametrize("word", ["no", "yes", "2022", "1.5", "null", "2026-01-01", "~", "0x1F", "on"])
def test_a_word_that_yaml_takes_for_something_else_has_a_remedy_that_can_be_typed(valid_site: Path, word: str) -> None:
    put(valid_site, f"summary: Ei lita sak.\nsearched_as: [ein, {word}]", "summary: Ei lita sak.")
    [problem] = told(valid_site)
    assert problem.code == "K203" and problem.remedy == f'put it in quotes: "{word}"'


@pytest.mark.parametrize("value", ["010", "1_0", "0x1", "+1", "1.0", "1e0"])
def test_a_number_is_written_as_it_is_shown(valid_site: Path, value: str) -> None:
    put(valid_site, f"number: {value}", "number: 1", "recommendations/2022-1-ein.md")
    assert "K203" in {problem.code for problem in told(valid_site)}


@pytest.mark.parametrize("name", ["actors", "terms", "members", "sources", "questions", "archive", "editions"])
def test_an_empty_list_is_a_problem(valid_site: Path, name: str) -> None:
    (valid_site / f"recommendations/{name}.yml").write_text("[]\n", encoding="utf-8")
    assert f"recommendations/{name}.yml:1:1: K206" in {f"{one.place}: {one.code}" for one in told(valid_site)}


def test_a_thesaurus_without_groups_is_a_problem(valid_site: Path) -> None:
    (valid_site / "recommendations/thesaurus.yml").write_text("[]\n", encoding="utf-8")
    [problem] = told(valid_site)
    assert str(problem).startswith("recommendations/thesaurus.yml:1:1: T701 the list is empty")


@pytest.mark.parametrize(
    ("file", "line"), [("published-urls.txt", "/a/"), ("anchors.txt", "/a/"), ("anchors.txt", "é")]
)
def test_a_flood_in_what_the_tool_writes_is_told_in_few_lines(valid_site: Path, file: str, line: str) -> None:
    path = valid_site / "recommendations" / file
    path.write_text(path.read_text(encoding="utf-8") + f"{line}\n" * 3000, encoding="utf-8")
    assert 0 < len(told(valid_site)) < 250


@pytest.mark.parametrize("file", ["docs/om.md", CASE, "recommendations/terms.yml", "recommendations/thesaurus.yml"])
def test_a_merge_that_was_not_finished_is_one_problem(valid_site: Path, file: str) -> None:
    path = valid_site / file
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[1:2] = ["<<<<<<< HEAD", lines[1], "||||||| 1234", "=======", f"{lines[1]} òg", ">>>>>>> annan"]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = [problem for problem in told(valid_site) if problem.place.path == file]
    assert [(problem.code, problem.place.line) for problem in found] == [("F114", 2)]


# --- sizes, depths and many of one kind ---

ZERO = "\N{ZERO WIDTH SPACE}"
FLOODS = {
    "zero": ZERO,
    "zero on lines": f"a{ZERO}\n",
    "headings": "## a\n\n",
    "bold": "**a ",
    "html": "<a ",
    "links": "[a](",
    "marks": "{a} ",
    "items": "- a {b}.\n",
    "numbers": "3. a\n\n+ b\n\n",
    "entities": "&zwnj;",
    "stars": "5*3",
    "brackets": "[",
    "dashes": "– a\n",
    "ticks": "`a ",
}


def _judge(root: Path, text: str, seconds: float) -> None:
    put(root, text)
    start = time.process_time()
    found = told(root)
    assert time.process_time() - start < seconds, "every scan is linear"
    assert 0 < len(found) <= 250 and all(len(str(problem)) < 2000 for problem in found)


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_is_told_in_few_lines(valid_site: Path, flood: str) -> None:
    _judge(valid_site, FLOODS[flood] * (9000 // len(FLOODS[flood])), 10)


@pytest.mark.slow
@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_as_large_as_a_page_can_be_is_told_in_time(valid_site: Path, flood: str) -> None:
    _judge(valid_site, FLOODS[flood] * (95_000 // len(FLOODS[flood].encode())), 40)


@pytest.mark.parametrize(
    "text", ["a\N{ZERO WIDTH SPACE}\n" * 1_000_000, "- " * 30_000 + "a", "> " * 30_000 + "a", "**a " * 300_000]
)
def test_what_is_too_large_or_too_deep_is_one_problem(valid_site: Path, text: str) -> None:
    put(valid_site, text)
    [problem] = told(valid_site)
    assert problem.code == "F113" and problem.place.path == CASE


@pytest.mark.parametrize("text", ["- " * 30_000 + "x", "[" * 30_000, "a: " * 3000, "{a: " * 20_000, "? " * 20_000])
@pytest.mark.parametrize("name", ["actors", "thesaurus", "language"])
def test_depth_is_judged_before_any_parser(valid_site: Path, name: str, text: str) -> None:
    file = f"recommendations/{name}.yml"
    (valid_site / file).write_text(text, encoding="utf-8")
    assert any(problem.place.path == file for problem in told(valid_site))


def test_what_is_said_back_of_a_flood_is_short(valid_site: Path) -> None:
    put(valid_site, "[^" * 20_000 + "x]")
    assert all(len(str(problem)) < 1200 for problem in told(valid_site))


def test_many_of_one_kind_are_one_with_a_count_and_the_first_places() -> None:
    code = CATALOGUE["S413"]
    same = [code(Place("a.md", line, 2), "a sign is left", "remove it") for line in range(1, 201)]
    other = [code(Place("a.md", line), f"slip {line}", "mend it") for line in range(300, 620)]
    few = [code(Place("b.md", line), "a sign is left", "remove it") for line in range(1, 4)]
    found = folded([*same, *other, *few])
    assert found[0].message == "a sign is left (200 in this file: 1:2, 2:2, 3:2, 4:2, 5:2 …)"
    assert len(found) == 200 + 3 and "(122 in this file: 498:1" in found[199].message
    assert isinstance(found[0], Problem)


# --- publish ---


def test_publish_writes_nothing_that_check_would_refuse(valid_site: Path) -> None:
    site, _advice = check(valid_site)
    before = (valid_site / contract.FILE).read_bytes()
    for path in ("språk/", "a b/", "om"):
        with pytest.raises(ContentError):
            record(valid_site, site, {path: frozenset()})
    assert (valid_site / contract.FILE).read_bytes() == before
