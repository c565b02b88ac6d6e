"""Every text of a framework is shown as its author wrote it, on every page, and a word without an end breaks."""

import re
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page

from framework.errors import Loc
from framework.instrument.loader import LoadedFramework
from framework.instrument.translation import texts_of
from tests.browser.conftest import PATIENCE
from tests.browser.framework_texts import LIGHT, SCREENS, SHOWN, Odd, write_odd
from tests.browser.server import Server, copy_application
from tests.marked import is_short, worded, write_worded

# What begins something at the start of a line, and what means something anywhere: of Markdown, Streamlit and HTML.
STARTS = ("# ", "1. ", "- ", "> ", "+ ", "| ", "")
MARKS = (
    ":material_home: :material/home: :smile:",
    "a->b a -> b -- <- >= ~= :streamlit:",
    "www.x.nl http://y.nl a@b.nl $x$ *x* _y_",
    "[a](b) <b>i</b> :red[x] `c` # \\ | ~~z~~",
    "&amp; &lt; (c) $$y$$ ![p](q) **z** :x:",
)
FIELDS: dict[str, set[str]] = {  # what of a framework stands on a page, besides its status at the foot of every screen
    "start": {"scale"},
    "new": {"document_types.label", "document_types.explanation"},
    "framework": {
        *("title", "question", "why", "rubric", "evidence_examples", "next_action", "professional_statement"),
        *("provenance", "document_scopes", "explanations", "scale", "subtitle"),
    },
    "details": {"document_types.label", "document_types.explanation"},
    "quick scan": {
        *("title", "question", "why", "rubric", "evidence_examples", "provenance", "document_scopes"),
        *("scale", "states.label", "states.asks"),
    },
    "not applicable": {
        *("title", "question", "why", "rubric", "evidence_examples", "not_applicable", "provenance", "document_scopes"),
        *("scale", "states.label", "states.asks"),
    },
    "profile": {
        *("title", "next_action", "evidence_examples", "professional_statement", "labels.label", "labels.meaning"),
        *("scale", "document_types.label", "professional_scale"),
    },
    "actions": {"title", "next_action", "evidence_examples", "rubric", "action_tags"},
    "take along": {"title"},
    "ask professionals": {"professional_statement", "professional_scale"},
    "question table": {"title", "scale", "professional_scale"},
    "paper": {"professional_statement", "professional_scale"},
    "closed check": {"title", "professional_statement", "professional_scale"},
    "texts of a check": {"title"},
    "statement": {"professional_statement", "professional_scale"},
    "look": {"professional_statement", "professional_scale"},
    "topics": {"professional_statement"},
    "answers": {"professional_statement", "professional_scale"},
    "notes": {"professional_statement"},
}
FIELDS["full"] = FIELDS["quick scan"] | {"next_action"}
FIELDS["profile of the quick scan"] = FIELDS["profile"] - {
    "professional_statement",
    "professional_scale",
    "evidence_examples",
}
SIZES = {
    **dict.fromkeys(SCREENS, ((320, 700), (390, 844), (1280, 900))),
    **dict.fromkeys(LIGHT, ((320, 700), (390, 844), (1280, 900), (1024, 768), (1920, 1080))),
}
# How far a page can be scrolled sideways, and which words reach past the window all the same: not those for the ear
# alone, nor those in a region that scrolls by itself.
SIDEWAYS = """() => Math.max(...[...document.querySelectorAll('html, body, main, [data-testid=stMain]')]
    .map(each => each.scrollWidth - each.clientWidth))"""
BEYOND = """() => {
    const found = [], range = document.createRange();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;
        range.selectNodeContents(text);
        const rights = [...range.getClientRects()].map(each => each.right);
        if (Math.max(...rights) > innerWidth + 1 && !text.parentElement.closest('.hidden, .kw-scroll, style, script'))
            found.push(text.data.slice(0, 30));
    }
    return found;
}"""


def with_marks(place: Loc, number: str) -> str:
    """As many marks as there is room for, between the number of the text and its end."""
    turn, room = sum(map(int, number.split("."))), 60 if is_short(place) else 200
    text, end = f"{STARTS[turn % len(STARTS)]}t{number}.", f" e{number}."
    for each in (*MARKS[turn % len(MARKS) :], *MARKS[: turn % len(MARKS)]):
        text += f" {each}" if len(text) + len(each) + len(end) < room else ""
    return text + end


def without_end(place: Loc, number: str) -> str:
    return f"t{number}.".ljust(60 if is_short(place) else 200, "w")


@pytest.fixture(scope="module")
def serve(start_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Odd]:
    def start(loaded: LoadedFramework) -> Odd:
        root = copy_application(tmp_path_factory.mktemp("worded"))
        write_worded(root / "criteria" / "afwegingskader", loaded)
        return write_odd(start_server(root=root, settings={"KADERWIJZER_PUBLIC_URL": "https://kader.example"}), loaded)

    return start


@pytest.fixture(scope="module")
def marked(serve: Callable[..., Odd]) -> Odd:
    return serve(worded(with_marks))


@pytest.fixture(scope="module")
def endless(serve: Callable[..., Odd]) -> Odd:
    return serve(worded(without_end))


def field_of(place: Loc) -> str:
    """Which text of which part stands at a place."""
    first, *others = map(str, place)
    if first in ("criteria", "phases"):
        return others[1]
    return f"{first}.{others[-1]}" if others and others[-1] in ("label", "asks", "meaning", "explanation") else first


def find_texts(loaded: LoadedFramework) -> dict[str, tuple[str, str]]:
    """By the number of each text its field and the text itself."""
    found = dict[str, tuple[str, str]]()
    for place, text in texts_of(loaded.framework).items():
        for each in (text,) if isinstance(text, str) else text:
            number = re.search(r"t[\d.]+\.", each)
            assert number
            found[number[0]] = (field_of(place), each)
    return found


def read_when_drawn(page: Page, texts: Mapping[str, tuple[str, str]], fields: set[str]) -> str:
    """What stands on a page, as soon as something of each field does: a browser draws some of it a moment later."""
    for _ in range(PATIENCE // 100):
        shown = page.evaluate(SHOWN)
        if fields <= {field for field, text in texts.values() if text in shown}:
            break
        page.wait_for_timeout(100)
    return page.evaluate(SHOWN)


@pytest.mark.parametrize("name", [*SCREENS, *LIGHT])
def test_page_shows_every_text_of_a_framework_as_written(page: Page, marked: Odd, name: str) -> None:
    texts = find_texts(marked.loaded)
    shown = read_when_drawn(marked.open(page, name), texts, FIELDS[name])
    begun = {number: len(re.findall(rf"(?<!\w){re.escape(number)}(?!\d)", shown)) for number in texts}
    whole = {number: shown.count(text) for number, (_, text) in texts.items()}
    assert [(texts[n], begun[n], whole[n]) for n in texts if begun[n] != whole[n]] == []
    assert {texts[n][0] for n in texts if whole[n]} - {"status"} == FIELDS[name]


@pytest.mark.parametrize("name", [*SCREENS, *LIGHT])
def test_word_without_an_end_in_a_framework_breaks(page: Page, endless: Odd, name: str) -> None:
    wide = list[tuple[int, int, list[str]]]()
    endless.open(page, name)
    for width, height in SIZES[name]:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        over, words = page.evaluate(SIDEWAYS), page.evaluate(BEYOND)
        if over > 0 or words:
            wide.append((width, over, words[:5]))
    assert wide == []
