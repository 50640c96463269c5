"""The self-check and the plan in real Chromium: by keyboard, with scripts off, by link, by file, and opened from a
folder; and that nothing of it leaves the browser."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, expect

from conftest import Server
from sitebuild.build import check
from sitebuild.pages.checklist import checklist
from sitebuild.settings import Settings
from test_browser import violations

CHECK, PLAN = "sjolvsjekk/", "plan/"
FIRST = "2022/1#sporsmal-1"
PHONE = {"width": 390, "height": 664}


def answer(page: Page, question: str, value: str, note: str = "") -> None:
    item = page.locator(f"[data-question='{question}']")
    item.locator(f"input[value='{value}']").check()
    if note:
        item.locator("textarea").fill(note)


def answered(page: Page) -> dict[str, str]:
    """The answers that the form shows, by the question's id."""
    return page.evaluate("""() => Object.fromEntries([...document.querySelectorAll("[data-question]")].flatMap(node => {
        const box = node.querySelector(":checked")
        return box ? [[node.dataset.question, box.value]] : []
    }))""")


def said(page: Page) -> str:
    return page.locator("[data-said]").inner_text()


def filling(answers: dict[str, str], **more: object) -> str:
    """A file as the self-check saves it."""
    rows = [{"id": name, "question": "Kva?", "answer": value} for name, value in answers.items()]
    return json.dumps({"format": "sjolvsjekk", "version": 1, "who": "", "date": "", "answers": rows, **more})


def load(page: Page, text: str, tmp_path: Path) -> None:
    file = tmp_path / "fil.json"
    file.write_text(text, encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Hent frå ei fil").click()
    chooser.value.set_files(file)


def test_every_question_has_a_why_and_a_step_that_is_there(built: Settings) -> None:
    site, _advice = check(built.root)
    parts = checklist(site)
    asked = [question for part in parts for question in part.asked]
    assert len(asked) >= 35 and len({question.id for question in asked}) == len(asked)
    for question in asked:
        assert question.why and question.steps, question.text
        for step in question.steps:
            path, _, anchor = step.address.partition("#")
            assert anchor in site.fragments[path]


def test_each_why_says_what_to_listen_for(built: Settings) -> None:
    asked = [question for part in checklist(check(built.root)[0]) for question in part.asked]
    assert sum(bool(question.good and question.warning) for question in asked) >= 35
    page = html.fromstring((built.output / CHECK / "index.html").read_bytes())
    for question in asked:
        [item] = page.xpath(f"//li[@data-question='{question.id}']")
        rows = zip(item.xpath(".//details//dt/text()"), item.xpath(".//details//dd/text()"), strict=True)
        told = [("Godt svar", question.good), ("Varsel", question.warning)]
        assert list(rows) == [row for row in told if row[1]]


def test_the_self_check_by_keyboard_alone(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url + CHECK)
    page.locator("#kven").focus()
    page.keyboard.type("Styringsgruppa")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert answered(page) == {FIRST: "nei"}
    page.keyboard.press("Tab")
    page.keyboard.type("Berre IT")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(f"[data-question='{FIRST}'] details").get_attribute("open") is not None
    expect(page.locator("[data-progress]")).to_contain_text("1 av")
    first = page.locator("[data-first] li").first
    expect(first).to_contain_text("De svarte nei. Berre IT")
    expect(first.locator("a[data-step]").first).to_have_attribute("href", re.compile(r"tverrfaglege-team/#steg-\d"))
    first.get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    assert json.loads(page.evaluate("localStorage.plan"))["steps"][0]["id"].startswith("2022/1#steg-")
    page.reload()
    assert answered(page) == {FIRST: "nei"}
    assert page.locator("#kven").input_value() == "Styringsgruppa"
    assert violations(page) == []


def test_the_chart_says_the_same_as_the_table(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url + CHECK)
    for number in range(1, 6):
        answer(page, f"2022/3#sporsmal-{number}", "ja")
    answer(page, "2022/1#sporsmal-1", "delvis")
    row = page.locator("[data-row='2022/3'] td").all_inner_texts()
    assert row == ["5", "0", "0", "0", "På plass"]
    assert page.locator("[data-row='2022/1'] td").last.inner_text() == "Delvis på plass (1 av 5 svar)"
    assert page.locator("[data-row='2022/2'] td").last.inner_text() == "Ikkje svart"
    assert page.locator(".wheel__frame").count() == 7 and page.locator(".wheel__part").count() == 2


def test_a_link_holds_the_answers_and_sends_nothing(browser: Browser, server: Server, context: BrowserContext) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.goto(server.url + CHECK)
    page.on("request", lambda request: asked.append(request.url))
    answer(page, FIRST, "delvis", "Hemmeleg")
    answer(page, "2022/6#sporsmal-1", "veit-ikkje")
    page.get_by_role("button", name="Lag lenkje med svara").click()
    link = page.locator("[data-link]")
    expect(link).to_have_value(re.compile("#svar="))
    assert len(link.input_value()) < 600
    assert [url for url in asked if not url.startswith("blob:") and "favicon" not in url] == []
    elsewhere = browser.new_context()
    there = elsewhere.new_page()
    there.goto(link.input_value())
    expect(there.locator("[data-said]")).to_contain_text("henta")
    assert answered(there) == {FIRST: "delvis", "2022/6#sporsmal-1": "veit-ikkje"}
    assert there.locator("textarea").first.input_value() == "", "notes go along only when asked for"
    there.reload()
    assert len(answered(there)) == 2
    there.goto(server.url + CHECK + "#svar=" + "abc")
    there.reload()
    expect(there.locator("[data-said]")).to_contain_text("Lenkja er ikkje heil")
    assert len(answered(there)) == 2
    elsewhere.close()


def test_answers_come_back_from_a_file_and_can_be_undone(
    context: BrowserContext, server: Server, tmp_path: Path
) -> None:
    page = context.new_page()
    page.goto(server.url + CHECK)
    answer(page, FIRST, "nei", "Eit «notat» med <b>teikn</b>")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Lagre til ei fil").click()
    kept = Path(saved.value.path()).read_text(encoding="utf-8")
    page.get_by_role("button", name="Tøm skjemaet").click()
    assert answered(page) == {}
    load(page, kept, tmp_path)
    expect(page.locator("[data-said]")).to_contain_text("henta")
    expect(page.locator(f'[data-question="{FIRST}"] :checked')).to_have_count(1)
    assert answered(page) == {FIRST: "nei"}
    assert page.locator("[data-first] b").count() == 0, "a note is text, whatever it holds"
    load(page, filling({FIRST: "ja"}), tmp_path)
    page.get_by_role("button", name="Byt ut mine").click()
    assert answered(page) == {FIRST: "ja"}
    page.get_by_role("button", name=re.compile("Angre")).click()
    assert answered(page) == {FIRST: "nei"}


@pytest.mark.parametrize(
    ("text", "answer_given"),
    [
        ("{", "kan ikkje lesast"),
        ("[]", "ikkje ei fil frå sjølvsjekken"),
        ('{"format": "plan", "version": 1, "steps": []}', "ikkje ei fil frå sjølvsjekken"),
        (filling({}, version=2), "nyare versjon av nettstaden (2, her er 1)"),
        (filling({}, version="1"), "seier ikkje kva versjon"),
        (filling({"2022/1#sporsmal-1": "kanskje"}), "svar nummer 1 er ikkje eit svar"),
        (filling({"../": "ja"}), "svar nummer 1 kan ikkje lesast"),
        (filling({}, date="i går"), "datoen er ingen dato"),
        (" " * 1_000_001, "for stor"),
    ],
    ids=["broken", "no document", "a plan", "newer", "odd version", "odd answer", "odd id", "odd date", "huge"],
)
def test_a_file_that_cannot_be_used_is_refused_and_nothing_is_lost(
    context: BrowserContext, server: Server, tmp_path: Path, text: str, answer_given: str
) -> None:
    page = context.new_page()
    page.goto(server.url + CHECK)
    answer(page, FIRST, "delvis")
    load(page, text, tmp_path)
    expect(page.locator("[data-said]")).to_contain_text(answer_given)
    assert "Svara dykkar er som før" in said(page)
    page.reload()
    assert answered(page) == {FIRST: "delvis"}


def test_what_is_kept_and_cannot_be_read_is_not_thrown_away(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url + CHECK)
    newer = filling({FIRST: "ja"}, version=9)
    page.evaluate("text => localStorage.setItem('sjolvsjekk', text)", newer)
    page.reload()
    expect(page.locator("[data-said]")).to_contain_text("nyare versjon")
    answer(page, FIRST, "nei")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Last ned det som låg lagra").click()
    assert Path(saved.value.path()).read_text(encoding="utf-8") == newer


def test_two_fillings_are_compared(context: BrowserContext, server: Server, tmp_path: Path) -> None:
    page = context.new_page()
    page.goto(server.url + CHECK)
    answer(page, FIRST, "ja")
    answer(page, "2022/1#sporsmal-2", "nei")
    load(page, filling({FIRST: "nei", "2022/1#sporsmal-2": "nei"}, who="Partnaren", date="2026-11-01"), tmp_path)
    page.get_by_role("button", name="Samanlikn med mine").click()
    compared = page.locator("[data-compared]")
    expect(compared).to_contain_text("svarer likt på 1 av 2 spørsmål")
    assert compared.locator("tbody tr").count() == 1
    assert compared.locator("tbody td").all_inner_texts() == ["ja", "nei"]
    expect(compared).to_contain_text("Partnaren, 1. november 2026")
    assert page.locator(".wheel__other").count() == 1
    assert violations(page) == []
    page.reload()
    expect(compared.locator("tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Slutt å samanlikne").click()
    assert compared.inner_text() == ""


def test_answers_survive_a_new_edition_of_the_text(context: BrowserContext, server: Server) -> None:
    """A question keeps its id when it is worded anew; one that is gone is kept, and told of."""
    page = context.new_page()
    page.goto(server.url + CHECK)
    page.evaluate(
        "text => localStorage.setItem('sjolvsjekk', text)", filling({FIRST: "ja", "2019/9#sporsmal-1": "nei"})
    )
    page.reload()
    assert answered(page) == {FIRST: "ja"}
    expect(page.locator(".check__former")).to_have_text("Då de svarte, stod det: «Kva?»")
    expect(page.locator("[data-lost]")).to_contain_text("1 svar gjeld spørsmål som ikkje står her lenger")
    answer(page, "2022/2#sporsmal-1", "ja")
    kept = json.loads(page.evaluate("localStorage.sjolvsjekk"))["answers"]
    assert {entry["id"] for entry in kept} == {FIRST, "2019/9#sporsmal-1", "2022/2#sporsmal-1"}


def test_one_recommendation_alone_and_back_again(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url + CHECK + "#berre-2022-6")
    assert [node.get_attribute("data-part") for node in page.locator("[data-part]:visible").all()] == ["2022/6"]
    page.get_by_label("Vis", exact=True).select_option("2022/3")
    assert [node.get_attribute("data-part") for node in page.locator("[data-part]:visible").all()] == ["2022/3"]
    page.go_back()
    assert [node.get_attribute("data-part") for node in page.locator("[data-part]:visible").all()] == ["2022/6"]


def test_without_scripts_there_is_a_form_to_print(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for address, fields in ((CHECK, "input[type=radio]"), (PLAN, ".plan-steps input")):
        page.goto(server.url + address)
        page.emulate_media(media="screen")
        assert page.get_by_role("button", name=re.compile("Lagre|Kopier|Tøm")).count() == 0, "buttons that do nothing"
        page.emulate_media(media="print")
        assert page.locator(fields).first.is_visible()
        assert page.locator("noscript p").first.inner_text()
    assert page.locator(".plan__blank tbody tr").count() == 8
    page.goto(server.url + CHECK)
    page.locator("details").first.locator("summary").click()
    assert page.locator("details a[data-step]").first.is_visible()
    context.close()


def test_the_plan_by_keyboard_alone(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url + PLAN)
    box = page.locator("input[data-step='2022/6#steg-1']")
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-said]")).to_contain_text("ligg i planen")
    page.locator("#owner-2022-6-steg-1").focus()
    page.keyboard.type("Kari; leiar")
    page.locator("#date-2022-6-steg-1").fill("2027-03-01")
    page.locator("input[data-step='2022/3#steg-1']").check()
    page.reload()
    assert page.locator("[data-list] li").count() == 2 and box.is_checked()
    page.get_by_role("button", name=re.compile("Flytt opp")).press("Enter")
    assert page.locator("[data-list] a").first.inner_text() == "Finn ut kven som har nytte av det"
    assert page.evaluate("document.activeElement.closest('[data-list]') !== null"), "focus stays in the list"
    assert violations(page) == []


def test_the_plan_leaves_as_text_table_and_calendar(context: BrowserContext, server: Server, tmp_path: Path) -> None:
    page = context.new_page()
    page.goto(server.url + PLAN)
    page.get_by_role("button", name="Lagre fristane til kalender").click()
    expect(page.locator("[data-said]")).to_contain_text("Ingen steg har frist")
    steps = [
        {"id": "2022/6#steg-1", "title": "x", "owner": '=HYPERLINK(1); Kari, "leiar"', "date": "2027-12-31"},
        {"id": "2022/3#steg-1", "title": "x", "owner": "Åse", "date": "2027-01-05"},
        {"id": "2019/1#steg-1", "title": "Eit gamalt steg", "owner": "", "date": ""},
    ]
    load(page, json.dumps({"format": "plan", "version": 1, "title": "Vår plan", "steps": steps}), tmp_path)
    expect(page.locator("[data-list]")).to_contain_text("Eit gamalt steg (står ikkje her lenger)")
    texts = {}
    for name in ("Kopier som tekst", "Kopier til wiki (Markdown)"):
        page.get_by_role("button", name=name).click()
        texts[name] = page.locator("[data-copied]").input_value()
    assert "- Finn ut kven som har nytte av det – Åse – 5. januar 2027" in texts["Kopier som tekst"]
    assert "| Ansvarleg | Frist |" in texts["Kopier til wiki (Markdown)"]
    table = _saved(page, "Lagre til rekneark (CSV)")
    assert table.startswith("\ufeff") and '"\'=HYPERLINK(1); Kari, ""leiar"""' in table
    calendar = _saved(page, "Lagre fristane til kalender")
    assert calendar.count("BEGIN:VEVENT") == 2 and calendar.endswith("END:VCALENDAR\r\n")
    assert "DTSTART;VALUE=DATE:20271231\r\nDTEND;VALUE=DATE:20280101" in calendar
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    assert '\\; Kari\\, "leiar"' in calendar.replace("\r\n ", "")
    load(page, '{"format": "plan", "version": 1, "steps": [{"id": "x"}]}', tmp_path)
    expect(page.locator("[data-said]")).to_contain_text("steg nummer 1 kan ikkje lesast")
    assert page.locator("[data-list] li").count() == 3


def _saved(page: Page, name: str) -> str:
    with page.expect_download() as saved:
        page.get_by_role("button", name=name).click()
    return Path(saved.value.path()).read_bytes().decode()


def test_the_plan_suggests_what_the_self_check_found(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url + PLAN)
    assert page.locator("[data-suggested]").is_hidden()
    page.goto(server.url + CHECK)
    answer(page, "2022/6#sporsmal-1", "nei")
    page.get_by_role("link", name="Gå til planen").click()
    suggested = page.locator("[data-suggested]")
    expect(suggested).to_contain_text("Gå til departementet først")
    suggested.get_by_role("button").first.click()
    expect(page.locator("[data-list]")).to_contain_text("Gå til departementet først")


@pytest.mark.parametrize("scheme", [pytest.param("light", marks=pytest.mark.slow), "dark"])
def test_axe_finds_nothing_in_any_state_on_a_phone(browser: Browser, server: Server, scheme: str) -> None:
    context = browser.new_context(viewport=PHONE, color_scheme=scheme)
    page = context.new_page()
    page.goto(server.url + CHECK)
    for number, value in enumerate(("ja", "delvis", "nei", "veit-ikkje"), start=1):
        answer(page, f"2022/2#sporsmal-{number}", value)
    page.locator("details").evaluate_all("all => all.forEach(node => { node.open = true })")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    for element in page.locator(".check__answer, .check__tools button, .small-button, summary").all()[:60]:
        box = element.bounding_box()
        assert box is None or box["height"] >= 24, element.evaluate("node => node.outerHTML")
    page.goto(server.url + PLAN)
    page.locator("input[data-step]").nth(1).check()
    assert violations(page) == []
    context.close()


def test_the_tools_work_from_a_folder_without_a_network(built: Settings, browser: Browser, tmp_path: Path) -> None:
    with zipfile.ZipFile(built.output / "last-ned/fra-ord-til-handling.zip") as archive:
        archive.extractall(tmp_path)
    context = browser.new_context(offline=True)
    page = context.new_page()
    folder = tmp_path / "fra-ord-til-handling"
    page.goto((folder / "sjolvsjekk/index.html").as_uri())
    answer(page, FIRST, "nei")
    expect(page.locator("[data-first] .first")).to_have_count(1)
    page.get_by_role("button", name="Lag lenkje med svara").click()
    expect(page.locator("[data-link]")).to_have_value(re.compile(r"^file:.*#svar="))
    page.reload()
    assert answered(page) == {FIRST: "nei"}
    page.get_by_role("link", name="Gå til planen").click()
    expect(page.locator("[data-suggested] li").first).to_be_visible()
    context.close()
