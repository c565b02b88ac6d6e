"""A page that a browser translates: its words are moved about, and must stay the words of their question."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from framework.assessing.record import Scored
from tests.browser.conftest import wait_for_run
from tests.browser.practice_checks import open_check
from tests.browser.researcher import Researcher, named
from tests.browser.seeds import begin_scan, practice_of
from tests.browser.server import Server
from tests.framework.strategies import shipped

# What translators do to a page: each text goes into elements of their own, now and whenever new texts appear.
TRANSLATE = """heeds => {
    const skipped = "font, script, style, textarea" + (heeds ? ", [translate=no]" : "");
    const wrap = text => {
        if (!text.parentElement || text.parentElement.closest(skipped) || !text.nodeValue.trim()) return;
        const outer = document.createElement("font"), inner = document.createElement("font");
        inner.textContent = text.nodeValue.toUpperCase();
        outer.append(inner);
        text.replaceWith(outer);
    };
    const all = node => {
        if (node.nodeType === Node.TEXT_NODE) return wrap(node);
        const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT), found = [];
        while (walker.nextNode()) found.push(walker.currentNode);
        found.forEach(wrap);
    };
    all(document.body);
    new MutationObserver(seen => seen.forEach(each => each.addedNodes.forEach(all)))
        .observe(document.body, {subtree: true, childList: true});
}"""
FIRST = next(criterion.id for criterion in shipped().framework.criteria if criterion.is_core)
QUESTION = '[class*="st-key-step_"]'


def read_question(page: Page) -> str:
    """All words of the question on the screen, whatever the translator made of their case."""
    page.locator('[data-testid="stRadioOption"]').last.wait_for()
    wait_for_run(page)
    return page.locator(QUESTION).inner_text().upper()


@pytest.mark.parametrize("heeds", [True, False], ids=["heeds_translate_no", "heeds_nothing"])
def test_answer_is_saved_with_the_question_that_stands_above_it_in_a_translated_page(
    new_page: Callable[..., Page], shared_server: Server, heeds: bool
) -> None:
    query = begin_scan(shared_server)
    person = Researcher(new_page(), shared_server.url).open(f"/punt?{query}&p={FIRST}")
    person.page.evaluate(TRANSLATE, heeds)
    for level in (1, 2, 3):
        person.choose(level)
        answered = person.page.url
        shown, fresh = read_question(person.page), Researcher(new_page(), shared_server.url)
        assert shown == read_question(fresh.open(answered.removeprefix(person.url)).page)
        fresh.page.close()
        person.next()
    with practice_of(shared_server) as practice:
        me = practice.projects.people.local()
        dossier = practice.projects.dossier(me, query.removeprefix("a="))
        given = {point.id: dossier.drafts[point.id] for point in dossier.asked[:3]}
    assert [rating.level for rating in given.values() if isinstance(rating, Scored)] == [1, 2, 3]
    assert named(person.page, "p") == dossier.asked[3].id


def test_screens_ask_a_browser_not_to_translate_them_and_the_light_pages_do_not(
    page: Page, public_server: Server
) -> None:
    first = page.goto(public_server.url)
    assert first
    assert '<body translate="no">' in first.text()
    join = f"/p/{open_check(public_server).links[0]}"
    page.goto(public_server.url + join)
    expect(page.locator("[translate=no]")).to_have_count(0)


def test_statement_of_a_light_page_that_was_translated_is_the_one_that_is_answered(
    page: Page, public_server: Server
) -> None:
    opened = open_check(public_server)
    page.goto(f"{public_server.url}/p/{opened.links[0]}")
    page.get_by_role("button").first.click()
    for criterion in opened.check.statements()[:3]:
        statement = page.get_by_text(criterion.professional_statement or "", exact=True)
        expect(statement).to_be_visible()
        page.evaluate(TRANSLATE, True)
        expect(page.get_by_text((criterion.professional_statement or "").upper(), exact=True)).to_be_visible()
        page.locator('input[type="radio"]').first.check()
        page.get_by_role("button").first.click()
