"""Cards on other people's pages, and copying from ours, in real Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from conftest import ROOT, Server
from sitebuild.outputs.share.cards import HEIGHT, NARROWEST, WIDTH
from sitebuild.settings import Settings
from test_browser import violations

PAGE = "tilradingar/malbilete/"
LINK = "https://ord-til-handling.example/2022/3/"
# What an intranet's own style sheet may do to everything on its pages, at its worst.
HOSTILE = """
  * { color: #ff0 !important; background: #ff0 !important; font-size: 7px !important; line-height: 0.8 !important;
      font-family: cursive !important; padding: 0 !important; border: 0 !important; }
  p { margin: 40px !important; } a { text-decoration: none !important; }
"""
_CARDS = {"2022-3", "2022-d-udi", "2022-d-helse-og-omsorg"}


class Intranet:
    """Someone else's site: pages with nothing of ours but what they have pasted."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.server = folder, Server(folder, bare=True)

    def page(self, body: str, style: str = "") -> str:
        """The address of a page with this on it."""
        head = f"<meta charset=utf-8><title>Intranett</title><style>{style}</style>"
        html = f'<!doctype html><html lang="nn">{head}<main>{body}</main></html>'
        (self.folder / "index.html").write_text(html, encoding="utf-8")
        return self.server.url


@pytest.fixture
def intranet(tmp_path: Path) -> Iterator[Intranet]:
    found = Intranet(tmp_path)
    yield found
    found.server.close()


def frames_of(server: Server, width: int = WIDTH) -> str:
    return "".join(
        f'<iframe src="{server.url}kort/{card}/" title="{card}" width="{width}" height="{HEIGHT}"></iframe>'
        for card in sorted(_CARDS)
    )


# --- cards in frames ---

# Every recommendation and case has a card: seven, and a file each.
CARDS = 7 + len(list((ROOT / "recommendations/cases").glob("*.md")))


@pytest.mark.parametrize(
    ("width", "scheme", "every"),
    [
        (NARROWEST, "light", 5),
        (WIDTH, "dark", 5),
        *(pytest.param(width, "dark", 1, marks=pytest.mark.slow) for width in (NARROWEST, WIDTH)),
        *(pytest.param(width, "light", 1, marks=pytest.mark.slow) for width in (NARROWEST, WIDTH)),
    ],
)
def test_cards_are_accessible_and_let_nothing_stick_out(
    built: Settings, browser: Browser, server: Server, width: int, scheme: str, every: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    found = sorted(path.name for path in (built.output / "kort").iterdir())
    assert len(found) == CARDS
    for card in found[::every]:
        page.goto(f"{server.url}kort/{card}/")
        assert violations(page) == [], card
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), card
        assert page.evaluate(f"{root}.scrollHeight <= {root}.clientHeight"), f"{card} scrolls in its frame"
        assert page.locator("main").evaluate("node => getComputedStyle(node).borderLeftStyle") == "solid"
    assert complaints == []
    context.close()


def test_a_card_follows_the_readers_colours(browser: Browser, server: Server) -> None:
    grounds = set()
    for options in ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}):
        context = browser.new_context(**options)
        page = context.new_page()
        page.goto(f"{server.url}kort/2022-3/")
        grounds.add(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
        strokes = page.evaluate("getComputedStyle(document.querySelector('.accent')).stroke")
        assert strokes != page.evaluate("getComputedStyle(document.querySelector('.motif')).color")
        context.close()
    assert len(grounds) >= 2


def test_a_card_in_a_frame_looks_the_same_whatever_is_around_it(
    context: BrowserContext, server: Server, intranet: Intranet
) -> None:
    measured = []
    for style in ("", HOSTILE):
        page = context.new_page()
        page.goto(intranet.page(frames_of(server), style))
        measured.append([look(frame.locator("main")) for frame in page.frames[1:]])
    assert measured[0] == measured[1] and len(measured[0]) == len(_CARDS)
    assert all(len(card) >= 6 for card in measured[0])


def look(card: Locator) -> list[list[object]]:
    """Where every part of a card is, and in what colours and size."""
    return card.evaluate("""card => [card, ...card.querySelectorAll("*")].map((node) => {
        const { x, y, width, height } = node.getBoundingClientRect()
        const { color, backgroundColor, fontSize, fontFamily } = getComputedStyle(node)
        return [node.tagName, x, y, width, height, color, backgroundColor, fontSize, fontFamily]
    })""")


def test_only_cards_may_be_framed(context: BrowserContext, server: Server, intranet: Intranet) -> None:
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(intranet.page(f'<iframe src="{server.url}om/" title="Om"></iframe>'))
    assert any("frame-ancestors" in text for text in complaints)
    assert page.frames[1].locator("article").count() == 0


def test_a_cards_link_leads_out_of_the_frame(context: BrowserContext, server: Server, intranet: Intranet) -> None:
    page = context.new_page()
    context.route("https://ord-til-handling.example/**", lambda route: route.fulfill(body="here"))
    page.goto(intranet.page(frames_of(server)))
    with context.expect_page() as opened:
        page.frames[1].get_by_role("link").click()
    assert opened.value.url == LINK and opened.value.evaluate("window.opener") is None
    assert page.url == intranet.server.url


# --- cards pasted as HTML ---

_LOOK_OF_PASTED = """card => [card, ...card.querySelectorAll("*")].map((node) => {
    const { color, backgroundColor, textDecorationLine, margin, padding, fontSize } = getComputedStyle(node)
    return [node.tagName, color, backgroundColor, textDecorationLine, margin, padding, fontSize]
})"""


def test_pasted_html_keeps_its_colours_and_sizes(context: BrowserContext, server: Server, intranet: Intranet) -> None:
    page = context.new_page()
    page.goto(f"{server.url}lenk/")
    pasted = page.locator("#html-2022-3").input_value()
    looks = []
    for style in ("", HOSTILE):
        page = context.new_page()
        page.goto(intranet.page(pasted, style))
        looks.append(page.locator("main > div").evaluate(_LOOK_OF_PASTED))
        contrast = [found for found in violations(page) if "color-contrast" in found]
        assert contrast == []
        width = page.locator("main > div").bounding_box()["width"]
        assert 280 < width <= WIDTH + 60
    # The card's own box has no text of its own, so its size does not matter; that of every part in it does.
    assert [part[:6] for part in looks[0]] == [part[:6] for part in looks[1]]
    for parts in looks:
        assert [part[6] for part in parts[1:]] == ["15px", "20px", "20px", "16px", "14px", "14px"]


# --- data for machines ---


def test_data_for_machines_is_neither_run_nor_blocked(built: Settings, context: BrowserContext, tmp_path: Path) -> None:
    """The strict policy blocks a script that would run, on the same page where it lets the data be."""
    page_text = (built.output / "om/index.html").read_text(encoding="utf-8")
    seeded = page_text.replace("</body>", '<script>document.title = "run"</script></body>')
    (tmp_path / "index.html").write_text(seeded, encoding="utf-8")
    server = Server(tmp_path)
    page = context.new_page()
    page.add_init_script("""
        window.blocked = []
        document.addEventListener("securitypolicyviolation", (event) => blocked.push(event.violatedDirective))
    """)
    page.goto(server.url)
    assert page.evaluate("blocked") == ["script-src-elem"]
    text = page.evaluate("document.querySelector('script[type=\"application/ld+json\"]').textContent")
    assert json.loads(text)["@graph"][0]["url"] == "https://ord-til-handling.example/om/"
    server.close()


# --- copying ---


@pytest.fixture
def page(context: BrowserContext, server: Server) -> Iterator[Page]:
    """A recommendation, in a browser that may read the clipboard; it must not complain of anything."""
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url.rstrip("/"))
    found, complaints = context.new_page(), []
    found.on("console", lambda message: complaints.append(message.text))
    found.on("pageerror", lambda error: complaints.append(str(error)))
    found.goto(server.url + PAGE)
    yield found
    assert complaints == []


def clipboard(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def pieces(page: Page) -> dict[str, dict[str, str]]:
    """What is copied from the page, from the file that its menu loads."""
    page.evaluate("""() => self.Deling || new Promise((done) => {
        const script = document.createElement("script")
        script.src = `/assets/js/deling/${document.querySelector("[data-share]").dataset.share}.js`
        script.onload = done
        document.head.append(script)
    })""")
    told = page.evaluate("self.Deling")
    for piece in told["pieces"].values():
        piece["card"] = re.sub(r"<(\d+)>", lambda found: told["styles"][int(found[1])], piece["card"])
    return told["pieces"]


def test_the_keyboard_alone_copies_each_form_and_hears_so(page: Page) -> None:
    page.get_by_role("button", name="Del og siter").focus()
    page.keyboard.press("Enter")
    menu = page.get_by_role("group", name="Del tilråding 3")
    menu.wait_for()
    said = menu.get_by_role("status")
    for number, (key, answer) in enumerate(
        {
            "link": "Lenkja er kopiert.",
            "message": "Tittel, setning og lenkje er kopierte.",
            "letter": "",
            "citation": "Kjeldetilvisinga er kopiert.",
            "markdown": "Sitatet er kopiert med kjelde.",
            "card": "Kortet er kopiert.",
        }.items()
    ):
        if number:
            page.keyboard.press("Tab")
        if key == "letter":
            assert page.evaluate("document.activeElement.textContent") == "Skriv e-post"
            continue
        page.keyboard.press("Enter")
        said.filter(has_text=answer).wait_for()
        assert clipboard(page) == pieces(page)[""][key]
    assert clipboard(page).startswith('<div lang="nn"')


def test_escape_and_the_button_close_the_menu_and_focus_returns(page: Page) -> None:
    button = page.get_by_role("button", name="Del og siter")
    menu = page.locator("#del")
    for way in ("Escape", "Lukk", "again"):
        button.click()
        menu.wait_for()
        assert button.get_attribute("aria-expanded") == "true"
        assert page.evaluate("document.activeElement.textContent") == "Kopier lenkja"
        if way == "Escape":
            page.keyboard.press("Escape")
        else:
            page.get_by_role("button", name="Lukk" if way == "Lukk" else "Del og siter").click()
        assert menu.is_hidden() and button.get_attribute("aria-expanded") == "false", way
        assert page.evaluate("document.activeElement.textContent") == "Del og siter", way


def test_each_step_and_item_has_the_menu_behind_its_own_link(page: Page, server: Server) -> None:
    for address, kinds in ((PAGE, {"step", "ready__item", "ask", "pitfall"}), ("doeme/udi/", {"lesson-item"})):
        page.goto(server.url + address)
        page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
        items = page.locator(", ".join(f"li.{kind}" for kind in sorted(kinds))).all()
        assert len(items) >= 3
        for item in items:
            link = item.locator(".anchor-link")
            assert link.get_attribute("aria-expanded") == "false"
            link.focus()
            page.keyboard.press("Enter")
            anchor = item.get_attribute("id")
            assert page.url.endswith(f"#{anchor}"), "the link still leads where it says"
            page.locator("#del").wait_for()
            menu = page.get_by_role("group", name=f"Del {pieces(page)[anchor]['name']}", exact=True)
            assert item.locator("#del").is_visible() and menu.is_visible()
            assert page.evaluate("document.activeElement.textContent") == "Kopier lenkja"
            page.keyboard.press("Enter")
            menu.get_by_role("status").filter(has_text="Lenkja er kopiert.").wait_for()
            assert clipboard(page) == pieces(page)[anchor]["link"]
            assert clipboard(page).endswith(f"/#{anchor}")
            page.keyboard.press("Escape")
            assert page.locator("#del").is_hidden()
            assert link.evaluate("node => node === document.activeElement")


def test_paragraphs_have_the_same_menu_with_their_fixed_address(page: Page) -> None:
    link = page.locator("#kort-fortalt ~ p > .anchor-link").first
    link.focus()
    page.keyboard.press("Enter")
    page.locator("#del").wait_for()
    anchor = link.get_attribute("href")
    assert page.url.endswith(anchor)
    page.keyboard.press("Enter")
    page.locator(".share__said").filter(has_text="Lenkja er kopiert.").wait_for()
    assert clipboard(page) == f"{LINK}{anchor}" and anchor.startswith("#avsnitt-")
    assert violations(page) == []


def test_a_letter_has_the_title_the_sentence_and_the_address(page: Page) -> None:
    page.get_by_role("button", name="Del og siter").click()
    letter = urlsplit(page.get_by_role("link", name="Skriv e-post").get_attribute("href"))
    asked, (title, sentence, link) = parse_qs(letter.query), pieces(page)[""]["message"].split("\n")
    assert (letter.scheme, letter.path) == ("mailto", "")
    assert asked == {"subject": [title], "body": [f"{sentence}\r\n\r\n{link}"]}


def test_the_texts_are_loaded_when_they_are_asked_for_and_once(page: Page, server: Server) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.url}2022/3/")
    page.wait_for_load_state("networkidle")
    assert not any("/deling/" in url for url in asked)
    for name in ("Del og siter", "Lukk", "Del og siter"):
        page.get_by_role("button", name=name).click()
        page.locator("#del").wait_for(state="hidden" if name == "Lukk" else "visible")
    page.locator("#del").wait_for()
    assert [url for url in asked if "/deling/" in url] == [f"{server.url}assets/js/deling/2022-3.js"]


def test_without_the_texts_the_address_can_be_copied(context: BrowserContext, server: Server) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url.rstrip("/"))
    context.route("**/deling/*.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(server.url + PAGE)
    page.locator("#steg-2 > .anchor-link").focus()
    page.keyboard.press("Enter")
    page.get_by_role("group", name="Del sida").wait_for()
    assert [button.inner_text() for button in page.locator("#del button:visible").all()] == ["Kopier lenkja", "Lukk"]
    page.keyboard.press("Enter")
    page.locator(".share__said").filter(has_text="Lenkja er kopiert.").wait_for()
    assert clipboard(page) == f"{LINK}#steg-2"


def pasted(context: BrowserContext, intranet: Intranet) -> Page:
    """A field for text with form on somebody's intranet, with what was copied in it."""
    editor = context.new_page()
    editor.goto(intranet.page('<div contenteditable="true"></div>'))
    editor.locator("[contenteditable]").focus()
    editor.keyboard.press("Control+V")
    return editor


def test_a_copied_quotation_is_markdown_for_a_field_and_looks_like_one_in_an_editor(
    page: Page, context: BrowserContext, intranet: Intranet
) -> None:
    page.get_by_role("button", name="Del og siter").click()
    page.get_by_role("button", name="Kopier sitat med kjelde").click()
    page.get_by_role("status").filter(has_text="Sitatet er kopiert").wait_for()
    editor = pasted(context, intranet)
    assert editor.locator("blockquote").count() == 1
    assert editor.locator("[contenteditable] a").first.get_attribute("href") == LINK
    assert clipboard(page) == pieces(page)[""]["markdown"]


def test_a_link_can_still_be_opened_in_a_new_tab(page: Page, context: BrowserContext) -> None:
    with context.expect_page() as opened:
        page.locator("li.step .anchor-link").first.click(modifiers=["Control"])
    opened.value.wait_for_load_state()
    assert "#" in opened.value.url and "#" not in page.url and page.locator("#del").is_hidden()


def test_a_copied_card_can_be_pasted_as_it_looks(page: Page, context: BrowserContext, intranet: Intranet) -> None:
    """A field for text with form takes the card, with its style, and not its code."""
    page.get_by_role("button", name="Del og siter").click()
    page.get_by_role("button", name="Kopier kort til intranettet").click()
    page.get_by_role("status").filter(has_text="Kortet er kopiert").wait_for()
    editor = pasted(context, intranet)
    link = editor.locator("[contenteditable] a").first
    assert link.get_attribute("href") == LINK
    assert link.evaluate("node => getComputedStyle(node).fontSize") == "20px"
    assert editor.locator("[contenteditable]").inner_text().startswith("Tilråding 3\n")


def test_where_there_is_no_clipboard_the_text_is_copied_all_the_same(context: BrowserContext, server: Server) -> None:
    """As on an intranet served without encryption, or from a folder."""
    context.grant_permissions(["clipboard-read"], origin=server.url.rstrip("/"))
    page = context.new_page()
    page.goto(server.url + PAGE)
    page.evaluate("delete Clipboard.prototype.writeText; delete Clipboard.prototype.write")
    page.get_by_role("button", name="Del og siter").click()
    page.get_by_role("button", name="Kopier kjeldetilvisinga").click()
    page.get_by_role("status").filter(has_text="er kopiert").wait_for()
    assert clipboard(page) == pieces(page)[""]["citation"]
    assert page.evaluate("document.activeElement.textContent") == "Kopier kjeldetilvisinga"
    assert page.locator(".share__field").is_hidden()


def test_where_nothing_may_copy_the_text_is_selected_for_the_reader(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url + PAGE)
    page.evaluate("delete Clipboard.prototype.writeText; document.execCommand = () => false")
    page.get_by_role("button", name="Del og siter").click()
    page.get_by_role("button", name="Kopier lenkja").click()
    page.get_by_role("status").filter(has_text="trykk Ctrl + C").wait_for()
    assert page.evaluate("getSelection().toString()") == LINK
    assert page.get_by_label("Tekst å kopiere").is_visible()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_menu_is_accessible_at_320_px(browser: Browser, server: Server, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto(server.url + PAGE)
    page.get_by_role("button", name="Del og siter").click()
    page.locator("#del").wait_for()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= 320")
    for button in page.locator("#del button").all():
        assert button.bounding_box()["height"] >= 24
    context.close()


def test_without_scripts_the_permanent_address_is_there(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url + PAGE)
    assert page.get_by_role("link", name=LINK).is_visible()
    assert page.get_by_role("button", name="Del og siter").count() == 0
    page.goto(f"{server.url}lenk/")
    page.locator("summary", has_text="Tilråding 3").click()
    assert page.locator("#adresse-2022-3").is_visible()
    assert page.locator("button.copy__button").count() == 0
    context.close()


def test_paper_shows_the_permanent_address_and_no_buttons(page: Page) -> None:
    page.get_by_role("button", name="Del og siter").click()
    page.locator("#del").wait_for()
    page.emulate_media(media="print")
    assert page.locator(".permalink").is_visible()
    assert page.locator("#del").is_hidden() and page.locator(".actions .button").first.is_hidden()


# --- the page for intranet editors ---


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (320, "dark"),
        *(pytest.param(*look, marks=pytest.mark.slow) for look in ((1280, "dark"), (320, "light"), (1280, "light"))),
    ],
)
def test_the_page_for_editors_is_accessible_with_everything_open(
    browser: Browser, server: Server, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{server.url}lenk/")
    page.evaluate("document.querySelectorAll('details').forEach((item) => { item.open = true })")
    assert page.locator("details[open]").count() == 7 + 15, "the later cases are on pages of their own"
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    names = page.get_by_role("link").evaluate_all("links => links.map(link => `${link.textContent} ${link.href}`)")
    leads = {(name.split(" http")[0], name.split(" ")[-1]) for name in names}
    downloads = [name for name, where in leads if "/qr/" in where]
    assert len(downloads) == len(set(downloads)) == 2 * (7 + 15)
    context.close()


def test_what_is_shown_of_a_card_is_what_is_pasted(context: BrowserContext, server: Server, intranet: Intranet) -> None:
    for address, name in (("lenk/", "2022-3"), ("lenk/2022-3/", "2022-3-steg-2"), ("lenk/2022-3/", "2022-3-mal-1")):
        page = context.new_page()
        page.goto(server.url + address)
        page.evaluate("document.querySelectorAll('details').forEach((item) => { item.open = true })")
        item = page.locator("details", has=page.locator(f"#html-{name}"))
        shown = item.locator("[role=group] > div")
        pasted = item.locator(f"#html-{name}").input_value()
        ours = shown.evaluate(_LOOK_OF_PASTED)
        words = shown.inner_text()
        # An address of its own for each, or the browser shows the one it has.
        page.goto(f"{intranet.page(pasted)}?{name}")
        theirs = page.locator("main > div")
        # The size of the box itself is the page's, and shows nowhere: each part in it has its own.
        assert [part[:6] for part in ours] == [part[:6] for part in theirs.evaluate(_LOOK_OF_PASTED)]
        assert [part[6] for part in ours[1:]] == [part[6] for part in theirs.evaluate(_LOOK_OF_PASTED)[1:]]
        assert words == theirs.inner_text() and len(words) > 40


def test_editors_find_each_step_and_item_of_a_recommendation(page: Page, server: Server) -> None:
    told = page.locator(".step, .ask, .pitfall, .ready__item").count()
    page.goto(f"{server.url}lenk/")
    page.get_by_role("link", name="Steg og spørsmål i tilråding 3").click()
    assert page.locator("details").count() == told > 15
    page.locator("summary", has_text="Steg 2: ").click()
    page.get_by_role("button", name="Kopier HTML: Steg 2").click()
    page.get_by_role("status").filter(has_text="HTML-koden er kopiert.").wait_for()
    assert f'href="{LINK}#steg-2"' in clipboard(page)


def test_published_addresses_of_cards_that_have_moved_to_a_later_page_answer(page: Page, server: Server) -> None:
    lines = (ROOT / "recommendations/published-urls.txt").read_text(encoding="utf-8").splitlines()
    kept = [line.partition("#")[2] for line in lines if line.startswith("/lenk/#kort-")]
    page.goto(f"{server.url}lenk/")
    assert kept and [name for name in kept if page.locator(f"[id='{name}']").count() != 1] == []
    moved = page.locator("#kort-brev-une-klagebehandling a")
    moved.click()
    assert page.url.endswith("/lenk/side/2/")
    assert page.locator("#html-brev-une-klagebehandling").count() == 1


def test_editors_copy_address_html_and_frame_by_keyboard(page: Page, server: Server) -> None:
    page.goto(f"{server.url}lenk/")
    summary = page.locator("summary", has_text="Utlendingsdirektoratet")
    summary.focus()
    page.keyboard.press("Enter")
    item = page.locator("details[open]")
    for name, answer, field in (
        ("Kopier adressa", "Adressa er kopiert.", "adresse"),
        ("Kopier HTML", "HTML-koden er kopiert.", "html"),
        ("Kopier iframe", "Iframe-koden er kopiert.", "iframe"),
    ):
        item.get_by_role("button", name=name).focus()
        page.keyboard.press("Enter")
        item.get_by_role("status").filter(has_text=answer).wait_for()
        assert clipboard(page) == item.locator(f"#{field}-2022-d-udi").input_value()
    assert clipboard(page).startswith('<iframe src="https://ord-til-handling.example/kort/2022-d-udi/"')


def test_codes_are_shown_with_their_address_in_words(page: Page, server: Server) -> None:
    page.goto(f"{server.url}lenk/")
    page.locator("summary", has_text="Tilråding 3").click()
    code = page.get_by_role("img", name=f"QR-kode til {LINK}")
    code.scroll_into_view_if_needed()
    page.wait_for_function("image => image.naturalWidth > 0", arg=code.element_handle())
