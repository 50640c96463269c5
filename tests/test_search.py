"""Search, as readers meet it: in Chromium, with Bokmål, typing errors, a keyboard and a screen reader."""

from __future__ import annotations

import gzip
import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from rapidfuzz import fuzz

from conftest import FIXTURES, Server
from sitebuild import cli
from sitebuild.build import check
from sitebuild.language.fold import everything, fold
from sitebuild.language.lexicon import lexicon, nynorsk, read_pairs
from sitebuild.language.plain import seen, words
from sitebuild.outputs.search.documents import documents
from sitebuild.outputs.search.index import dictionary_for, dictionary_table
from sitebuild.pages.render import render
from sitebuild.problems import ContentError
from sitebuild.settings import Settings
from test_browser import violations

QUERIES = yaml.safe_load((FIXTURES / "queries.yml").read_text(encoding="utf-8"))
FOLDS = yaml.safe_load((FIXTURES / "folds.yml").read_text(encoding="utf-8"))
LOADED = ("search.js", "words.js", "index.js")
# The share of queries of each class with a right page among the first three.
WANTED = {
    "nn_exact": 0.95,
    "nn_infl": 0.95,
    "nb": 0.95,
    "nb_infl": 0.95,
    "name": 0.95,
    "compound": 0.90,
    "typo": 0.90,
    "nlq": 0.90,
    "en": 0.90,
}


# And with a right one first of all.
FIRST = 0.95


@pytest.fixture(scope="module")
def engine(browser: Browser, server: Server) -> Iterator[Page]:
    """A page with the engine itself loaded, for questions too many to type."""
    page = browser.new_page()
    page.goto(server.url + "om/")
    for name in LOADED:
        page.add_script_tag(url=f"{server.url}assets/js/search/{name}")
    page.evaluate("Sok.search('råd')")  # the index is read by the first search
    yield page
    page.close()


def test_readers_find_what_they_seek(engine: Page) -> None:
    asked = [query for query in QUERIES if query["class"] != "nonsense"]
    found = engine.evaluate(
        "queries => queries.map(query => Sok.search(query).pages.map(page => page[0].location))",
        [query["query"] for query in asked],
    )
    tally: dict[str, list[bool]] = defaultdict(list)
    first = 0
    for query, pages in zip(asked, found, strict=True):
        right = [answers(query, page) for page in pages[:3]]
        tally[query["class"]].append(any(right))
        first += right[:1] == [True]
    shares = {name: sum(right) / len(right) for name, right in tally.items()}
    assert {name: share for name, share in shares.items() if share < WANTED[name]} == {}
    assert first / len(asked) > FIRST
    assert sum(not pages for pages in found) / len(found) < 0.01


def answers(query: dict[str, Any], place: str) -> bool:
    """Whether a result answers a judged query: an entry does where its list does, and where the query is its name."""
    page, _, entry = place.partition("#")
    named = query["class"] == "name" and entry and page in ("verksemder/", "radet/", "kjelder/")
    return place in query["pages"] or page in query["pages"] or bool(named)


def test_nonsense_gives_no_confident_hit(engine: Page) -> None:
    for query in (query["query"] for query in QUERIES if query["class"] == "nonsense"):
        found = engine.evaluate("query => Sok.search(query)", query)
        assert not found["pages"] or found["weak"], query


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_words_that_are_not_on_the_site_are_seldom_called_found(engine: Page, seed: int) -> None:
    """Of words of the dictionary picked by chance, those that no page has."""
    picked = random.Random(seed).sample(sorted(word for word in lexicon().lemmas if len(word) > 3), 1000)
    certain = engine.evaluate(
        """words => words
          .filter(word => Sok.concepts(word).every(({terms}) => !terms.some(term => term[0] !== "~" && Sok.has(term))))
          .map(word => Sok.search(word))
          .map(({pages, weak}) => pages.length > 0 && !weak)""",
        picked,
    )
    assert len(certain) > 900
    assert sum(certain) / len(certain) < 0.02


def test_words_that_belong_together_share_a_key() -> None:
    for group in FOLDS:
        assert set.intersection(*(set(everything().keys(word)) for word in group)), group


@pytest.mark.parametrize(
    "group",
    [
        "samarbeid samarbeidsarena samarbeidspartnar",
        "brukar bruk",
        "leiar leiing",
        "utviklar utvikling",
        "felles felle",
        "minister ministerium",
        "motsetning mot",
        "ordning ord",
        "kort kor",
        "møte modig",
        "feil fallgruve",
        "leir lære",
        "maling mål",
        "tåke tak",
        "årene arena",
        "løve lov",
    ],
)
def test_words_that_do_not_belong_together_are_kept_apart(group: str) -> None:
    """To take off more endings than there are makes one word of many, and then a query finds everything."""
    assert len({fold(word) for word in group.split()}) == len(group.split())


def test_usual_words_share_no_key() -> None:
    """Of the first forms that are used most, none has the key of another, but for pairs told by hand."""
    paired = {word for bokmal, kinds in read_pairs().items() for word in (bokmal, *kinds.values())}
    usual = [word for word in lexicon().common if word not in paired and "x" not in lexicon().lemmas[word]]
    assert len(usual) > 5000
    shared: dict[str, set[str]] = defaultdict(set)
    for word in usual:
        for kind, key in lexicon().lemmas[word].items():
            if key not in paired:
                shared[f"{key} {kind}"].add(word)
    together = [pair for words in shared.values() for pair in combinations(sorted(words), 2)]
    strangers = [(one, two) for one, two in together if fuzz.ratio(one, two) < 60 and nynorsk(two, "n") != one]
    assert len(strangers) < 0.01 * len(usual), strangers


PAIRS = """løyve/tillatelse stadfeste/bekrefte hugse/huske åtvare/advare tenar/server verksemd/virksomhet
    vanske/vanskelighet
    kjærleik/kjærlighet tryggleik/sikkerhet sjukdom/sykdom samanlikne/sammenligne gløyme/glemme vekse/vokse
    byrje/begynne skilnad/forskjell avgjerd/beslutning rettleiar/veileder målbilete/målbilde hending/hendelse
    framtid/fremtid heilskap/helhet innbyggjar/innbygger tilgjenge/tilgjengelighet naudsynt/nødvendig
    motverke/motvirke haldning/holdning fridom/frihet friheit/frihet verdskrig/verdenskrig ukjend/ukjent
    arbeidsgivar/arbeidsgiver fastsetjing/fastsettelse utanlandsk/utenlandsk hovudperson/hovedperson"""


def test_both_written_forms_of_everyday_words_share_a_key(engine: Page) -> None:
    for pair in PAIRS.split():
        nynorsk, bokmal = pair.split("/")
        assert fold(nynorsk) == fold(bokmal) == engine.evaluate("Sok.fold", bokmal), pair


def test_python_and_the_browser_read_every_word_of_the_content_alike(
    built: Settings, context: BrowserContext, server: Server
) -> None:
    site, _advice = check(built.root)
    known = dictionary_for(documents(site, render(site)), site.thesaurus)
    page = context.new_page()
    page.goto(server.url + "om/")
    page.add_script_tag(url=f"{server.url}assets/js/search/search.js")
    page.evaluate("table => { Sok.data.dictionary = table }", dictionary_table(known))
    texts = [seen(path.read_text(encoding="utf-8")) for path in built.root.glob("recommendations/**/*.*")]
    every = sorted({word for text in texts for word in words(text)} | {word for group in FOLDS for word in group})
    assert len(every) > 2000
    assert page.evaluate("words => words.map(Sok.keys)", every) == [list(known.keys(word)) for word in every]
    assert page.evaluate("words => words.map(Sok.split)", every) == [list(known.split(word)) for word in every]
    assert page.evaluate("text => Sok.words(text).map(({word}) => word)", texts[0]) == words(texts[0])


def test_compounds_are_found_by_their_parts_and_parts_by_the_compound(engine: Page) -> None:
    assert everything().split("samarbeidspartnarane") == ("samarbeid", "partnar")
    for apart, whole in (
        ("mål bilde", "målbilde"),
        ("erfarings rapport", "erfaringsrapport"),
        ("møte ark", "møteark"),
        ("sector principle", "sektorprinsipp"),
    ):
        first = "query => Sok.search(query).pages[0][0].location"
        assert engine.evaluate(first, apart) == engine.evaluate(first, whole), apart


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("tilråding 3", "tilradingar/malbilete/"),
        ("anbefaling nr. 5", "tilradingar/samarbeidsarenaer/"),
        ("Tredje tilrådinga", "tilradingar/malbilete/"),
        ("r3", "tilradingar/malbilete/"),
        ("2022/3", "tilradingar/malbilete/"),
        ("2022–3", "tilradingar/malbilete/"),
        ("/2022/d/udi/", "doeme/udi/"),
        ("https://ord-til-handling.example/doeme/udi/index.html#situasjonen", "doeme/udi/"),
        ("https://intranett.example/ord/omgrep/#malbilete", "omgrep/#malbilete"),
    ],
)
def test_numbers_and_addresses_lead_to_one_place(engine: Page, query: str, address: str) -> None:
    found = engine.evaluate("query => Sok.search(query)", query)
    assert (found["pages"][0][0]["location"], found["weak"]) == (address, False)


@pytest.mark.parametrize(
    "query",
    [
        "målbilete",
        "ma\u030albilete",
        "MÅLBILETE",
        "mål\u00adbilete",
        "mål\u200bbilete",
        "mål\u2011bilete",
        "\uff4dålbilete",
        "\u202amålbilete\u202c",
    ],
    ids=["plain", "NFD", "capitals", "soft-hyphen", "zero-width", "no-break-hyphen", "wide", "direction"],
)
def test_the_same_letters_in_other_forms_find_the_same(engine: Page, query: str) -> None:
    ranked = "query => Sok.search(query).pages.slice(0, 3).map(page => page[0].location)"
    assert "tilradingar/malbilete/" in engine.evaluate(ranked, query)
    assert engine.evaluate(ranked, "o\ufb03sielle målbilete")[0], "a ligature is its letters"


def test_equivalents_share_one_document_frequency(engine: Page) -> None:
    """«anbefaling» leads where «tilråding» does, and not to a page with a rarer word for the same."""
    first = engine.evaluate("Sok.search('anbefaling').pages[0][0].location")
    assert first == "tilradingar/"
    ranked = "query => Sok.search(query).pages.map(page => page[0].location).sort().join()"
    assert len({engine.evaluate(ranked, query) for query in ("tilråding", "anbefaling", "anbefalingene")}) == 1


@pytest.mark.parametrize(
    "query",
    [
        "x" * 10_000,
        "ord " * 3000,
        "<img src=x onerror=alert(1)>",
        "(.*)+[a-z]{2,}$\\",
        "🧭🇳🇴",
        "   ",
        "-",
        "\u0000",
        "__proto__ constructor",
    ],
    ids=["long", "many", "markup", "regex", "emoji", "blank", "hyphen", "null", "prototype"],
)
def test_odd_queries_neither_throw_nor_inject(context: BrowserContext, server: Server, query: str) -> None:
    complaints: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto(server.url)
    box = page.get_by_role("searchbox", name="Søk")
    box.fill(query)
    box.fill("departement")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    box.fill(query)
    page.wait_for_timeout(150)
    assert page.locator(".md-search__output img").count() == 0
    assert complaints == []


def test_nothing_is_loaded_until_the_reader_goes_to_the_box(context: BrowserContext, server: Server) -> None:
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.url)
    assert not [url for url in asked if "/search/" in url]
    with page.expect_response("**/search/box.js"):
        page.get_by_role("searchbox").focus()
    page.get_by_role("searchbox").fill("kommuner")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert [url for url in asked if url.endswith("/search/worker.js")]


def test_the_keyboard_and_the_screen_reader_can_use_the_box(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url + "tilradingar/kommunane/")
    box = page.get_by_role("searchbox", name="Søk")
    box.focus()
    page.keyboard.type("snu i tide")
    expect(page.locator(".md-search__status")).to_contain_text("treff")
    first = page.locator(".md-search__output .md-search-result__link").first
    same = page.locator(".md-search__output").get_by_role("link", name="Vend i tide, det er inga skam å snu").first
    assert same.locator("mark").count() >= 2, "words that matched through the thesaurus are shown as matches"
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    assert violations(page) == [], "with the results open"
    page.keyboard.press("Escape")
    expect(page.locator(".md-search__output")).to_be_hidden()
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(server.url + "tilradingar/vend-i-tide/")


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (1280, "light"),
        *(pytest.param(*look, marks=pytest.mark.slow) for look in ((1280, "dark"), (390, "light"), (390, "dark"))),
        *(pytest.param(320, scheme, marks=pytest.mark.slow) for scheme in ("light", "dark")),
    ],
)
def test_axe_finds_nothing_with_results_open(browser: Browser, server: Server, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme)
    page = context.new_page()
    for query in ("departementenes rolle", "fotballresultat"):
        page.goto(server.url + "om/")
        page.get_by_role("searchbox").fill(query)
        expect(page.locator(".md-search__status")).not_to_be_empty()
        assert violations(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    page.goto(server.url + "sok/?q=samarbeid")
    expect(page.locator("[data-search-page] .md-search-result__item").first).to_be_visible()
    assert violations(page) == []
    context.close()


def test_a_hit_leads_to_the_right_heading(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url)
    page.get_by_role("searchbox").fill("juridiske hindringar tidleg")
    page.get_by_role("link", name="Kartlegg juridiske hindringar tidleg").first.click()
    expect(page).to_have_url(server.url + "tilradingar/departementa/#steg-5")
    assert page.locator("#steg-5").evaluate("node => node.getBoundingClientRect().top < innerHeight")


def test_the_search_page_has_its_own_address(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url + "sok/?q=anbefaling")
    expect(page.locator("[data-search-page] [role=status]")).to_contain_text("treff")
    expect(page.get_by_role("searchbox")).to_have_value("anbefaling")
    page.get_by_role("searchbox").fill("UDI")
    page.keyboard.press("Enter")
    expect(page).to_have_url(server.url + "sok/?q=UDI")
    first = page.locator("[data-search-page] .md-search-result__link").first
    expect(first).to_contain_text("UDI")


def test_results_can_be_of_one_kind(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url + "sok/?q=samarbeid")
    group, results = page.get_by_role("group", name="Vis berre"), page.locator("[data-search-page] .tag")
    expect(group.get_by_role("button", pressed=True)).to_contain_text("Alle (")
    every = results.count()
    counts = [int(text.split("(")[1].rstrip(")")) for text in group.get_by_role("button").all_inner_texts()]
    assert counts[0] == every == sum(counts[1:])
    chosen = group.get_by_role("button", name="Situasjonar")
    chosen.focus()
    page.keyboard.press("Enter")
    expect(chosen).to_be_focused()
    expect(chosen).to_have_attribute("aria-pressed", "true")
    assert set(results.all_inner_texts()) == {"Situasjon"}
    expect(page).to_have_url(server.url + "sok/?q=samarbeid&slag=Situasjonar")
    page.reload()
    expect(results.first).to_have_text("Situasjon")
    assert set(results.all_inner_texts()) == {"Situasjon"}
    page.get_by_role("searchbox").fill("BarentsWatch")
    expect(results.first).to_have_text("Døme")
    page.goto(server.url + "sok/?q=samarbeid&slag=finst-ikkje")
    expect(group.get_by_role("button", pressed=True)).to_contain_text("Alle (")
    expect(results).to_have_count(every)


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_a_key_leads_to_the_box_until_it_is_turned_off(context: BrowserContext, server: Server, keys: str) -> None:
    page = context.new_page()
    page.goto(server.url + "om/")
    box = page.get_by_role("searchbox")
    page.keyboard.press(keys)
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type("a/b")
    expect(box).to_have_value("a/b")
    page.goto(server.url + "sok/")
    expect(page.locator("main").get_by_role("searchbox")).to_be_focused()
    choice = page.get_by_role("checkbox", name="Skråstrek (/) og Ctrl+K")
    expect(choice).to_be_checked()
    choice.uncheck()
    page.goto(server.url + "om/")
    page.keyboard.press(keys)
    expect(box).not_to_be_focused()
    page.goto(server.url + "sok/")
    choice.check()
    page.keyboard.press(keys)
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_no_result_gives_ways_in(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url)
    page.get_by_role("searchbox").fill("pizza")
    expect(page.locator(".md-search__status")).to_contain_text("Ingen treff på «pizza»")
    page.get_by_role("link", name="Sjå dei fire spørsmåla").click()
    expect(page).to_have_url(server.url + "sporsmal/")


def test_a_slow_network_is_told_of_and_escape_holds(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    held: list[Route] = []
    page.route("**/search/index.js", lambda route: held.append(route))
    page.goto(server.url + "om/")
    box, output = page.get_by_role("searchbox"), page.locator(".md-search__output")
    with page.expect_request("**/search/index.js"):
        box.fill("kommune")
    expect(output).to_contain_text("Hentar søket")
    page.keyboard.press("Escape")
    held[0].continue_()
    page.wait_for_timeout(600)
    expect(output).to_be_hidden()
    box.click()
    expect(output.locator(".md-search-result__item").first).to_be_visible()


@pytest.mark.parametrize("missing", ["box.js", "worker.js", "index.js"])
def test_a_search_that_cannot_be_loaded_says_so_and_tries_again(
    context: BrowserContext, server: Server, missing: str
) -> None:
    page = context.new_page()
    page.route(f"**/search/{missing}", lambda route: route.abort())
    page.goto(server.url + "om/")
    page.get_by_role("searchbox").fill("kommune")
    expect(page.locator(".md-search__status")).to_contain_text("kunne ikkje lastast")
    page.goto(server.url + "sok/?q=kommune")
    expect(page.locator("[data-search-page] [role=status]")).to_contain_text("kunne ikkje lastast")
    page.unroute(f"**/search/{missing}")
    page.get_by_role("searchbox").press("End")
    page.get_by_role("searchbox").press_sequentially("n")
    expect(page.locator("[data-search-page] .md-search-result__item").first).to_be_visible()


@pytest.mark.parametrize("every", [97, pytest.param(23, marks=pytest.mark.slow)])
def test_every_way_to_ask_gives_the_same_answer(
    context: BrowserContext, server: Server, engine: Page, every: int
) -> None:
    """A sample of the judged queries, typed in the box and opened by address, against the engine in the page."""
    page = context.new_page()
    page.goto(server.url + "om/")
    box, count = page.get_by_role("searchbox"), page.locator(".md-search__output .md-search-result__meta")
    for query in [query["query"] for query in QUERIES[::every]]:
        wanted = engine.evaluate("query => Sok.search(query).pages.map(page => page[0].title)", query)
        box.fill(query)
        expect(count).to_contain_text(f"«{query}»" if not wanted else str(len(wanted)))
        titles = page.locator(".md-search__output .md-search-result__title a")
        expect(titles).to_have_text(wanted[:8])
        other = context.new_page()
        other.goto(f"{server.url}sok/?q={quote_plus(query)}")
        expect(other.locator("[data-search-page] .md-search-result__title a")).to_have_text(wanted)
        other.close()


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("?q=snu+i+tide", "snu i tide"),
        ("?q=m%C3%A5lbilde", "målbilde"),
        ("?q=m%E5lbilde", "m\ufffdlbilde"),
        ("?q=%3Cb%3Edepartement", "<b>departement"),
        ("?x=1&q=UDI&q=KS", "UDI"),
        ("?q=%", "%"),
    ],
)
def test_odd_addresses_of_the_search_page(context: BrowserContext, server: Server, address: str, value: str) -> None:
    complaints: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(server.url + "sok/" + address)
    expect(page.get_by_role("searchbox")).to_have_value(value)
    expect(page.locator("[data-search-page] [role=status]")).not_to_be_empty()
    assert page.locator("[data-search-page] b").count() == 0
    assert complaints == []


def test_back_from_a_hit_leads_to_the_same_list(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    page.goto(server.url + "sok/?q=jurister")
    first = page.locator("[data-search-page] .md-search-result__link").first
    title = first.inner_text()
    first.click()
    page.wait_for_url(lambda url: "/sok/" not in url)
    page.go_back()
    expect(first).to_have_text(title)


def test_what_is_being_composed_is_left_alone(context: BrowserContext, server: Server) -> None:
    """Dead keys and input methods: nothing is asked before the sign is whole."""
    page = context.new_page()
    page.goto(server.url + "om/")
    page.get_by_role("searchbox").fill("UDI")
    expect(page.locator(".md-search__output .md-search-result__item").first).to_be_visible()
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".md-search__output")).to_be_hidden()
    session = context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "kommune", "selectionStart": 7, "selectionEnd": 7})
    page.wait_for_timeout(600)
    expect(page.locator(".md-search__output")).to_be_hidden()
    session.send("Input.insertText", {"text": "kommune"})
    expect(page.locator(".md-search__output .md-search-result__item").first).to_be_visible()


def test_a_half_typed_bokmal_word_finds_already(engine: Page) -> None:
    found = "query => Sok.search(query).pages.slice(0, 3).map(page => page[0].location)"
    assert "tilradingar/" in engine.evaluate(found, "anbef")
    assert "verksemder/" in engine.evaluate(found, "virkso")
    assert "tilradingar/kommunane/" in engine.evaluate(found, "kommu")


def test_the_same_results_from_a_folder(built: Settings, browser: Browser, engine: Page) -> None:
    page = browser.new_page()
    for query in ("samarbeidspartnere", "tilråding 3", "stoppunkkt", "sector principle"):
        page.goto((built.output / "sok" / "index.html").as_uri() + f"?q={quote_plus(query)}")
        wanted = engine.evaluate("query => Sok.search(query).pages.map(page => page[0].title)", query)
        expect(page.locator("[data-search-page] .md-search-result__title a")).to_have_text(wanted)
    page.close()


def test_open_search_describes_the_search_page(built: Settings) -> None:
    text = (built.output / "opensearch.xml").read_text(encoding="utf-8")
    assert f'template="{built.base_url}sok/?q={{searchTerms}}"' in text


def test_code_rules_and_thesaurus_are_small(built: Settings) -> None:
    folder = built.output / "assets/js/search"
    size = sum(len(gzip.compress((folder / name).read_bytes())) for name in ("search.js", "worker.js", "box.js"))
    assert size < 20_000
    assert len(gzip.compress((folder / "words.js").read_bytes())) < 40_000


def test_what_readers_search_for_never_shows_as_text(built: Settings, engine: Page) -> None:
    """What editors expect to be asked is searched and not shown; a source may have such a word in its own title."""
    site, _advice = check(built.root)
    shown = " ".join(engine.evaluate("Sok.data.index.parts")).lower()
    for source in site.sources.values():
        shown = shown.replace(str(source.title).lower(), "")
    assert "sunk cost" not in shown and "hvordan" not in shown


def test_an_editor_sees_what_the_search_cannot_connect(capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["words"]) == 0
    first, *rows, last = capsys.readouterr().out.splitlines()
    assert "most frequent first" in first and "- eq:" in last
    counts, found = [int(row.split()[0]) for row in rows], [row.split()[1] for row in rows]
    assert counts == sorted(counts, reverse=True)
    assert not {"verksemd", "kommunane", "tilråding"} & set(found)
    assert all(word in row.split("…")[1] for word, row in zip(found, rows, strict=True) if row.split()[0] == "1")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "There is no file"),
        (b"", "has no queries"),
        (b"# a note\n\n", "has no queries"),
        (b"ein\nspr\xe5k\n", "queries.txt:2:4: F101 the byte 0xe5 is not UTF-8"),
        (b"PK\x03\x04\x00\x00", "is no text"),
        (b"a" * 2_000_000, "a file of queries is at most 1000"),
        (b"ein\n" + b"b" * 400, "queries.txt:2:1: the line has more than 300 signs"),
    ],
)
def test_a_file_of_no_queries_is_told_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture, data: bytes | None, said: str
) -> None:
    listed = tmp_path / "queries.txt"
    if data is not None:
        listed.write_bytes(data)
    assert cli.main(["queries", str(listed)]) == 2
    assert said in capsys.readouterr().err


def test_an_editor_sees_what_a_list_of_queries_finds(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    listed = tmp_path / "queries.txt"
    listed.write_text("# from last month\nmålbilde\n\npizza\nblomster på nett\nmålbilde\n", encoding="utf-8")
    assert cli.main(["queries", str(listed)]) == 0
    told = capsys.readouterr().out
    assert "Find nothing (1):\n  pizza  (nowhere: pizza)\n" in told
    assert "Doubtful (1):\n  blomster på nett" in told
    assert "Find (1):\n  målbilde\n      /" in told and "searched_as" in told
    assert cli.main(["queries", str(tmp_path / "not-there.txt")]) == 2


WORRIES = ["konflikt", "motstand", "uenighet", "egenvurdering", "mandag", "sitter fast", "penger"]


@pytest.mark.parametrize("worry", WORRIES)
def test_what_readers_worry_about_leads_to_a_situation_or_a_tool(engine: Page, worry: str) -> None:
    found = engine.evaluate("query => Sok.search(query)", worry)
    assert found["pages"][0][0]["kind"] in ("Situasjon", "Verktøy") and not found["weak"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("eq: [a, b]\n", "T701", 1),
        ("- eq: [tilråding, anbefaling]\n- eq: []\n", "T701", 2),
        ("- eq: tilråding\n", "T701", 1),
        ("- same: [tilråding, anbefaling]\n", "T701", 1),
        ("- eq: [tilråding, anbefaling]\n- eq: [forslag, anbefalingene]\n", "T702", 2),
        ("- eq: [tilråding\n", "F103", 1),
    ],
)
def test_a_broken_thesaurus_is_an_error_with_its_line(valid_site: Path, text: str, code: str, line: int) -> None:
    (valid_site / "recommendations/thesaurus.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        check(valid_site)
    assert [(problem.code, problem.place.line) for problem in raised.value.problems] == [(code, line)]
