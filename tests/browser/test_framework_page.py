"""The page of the framework: every question in sight, levels and sources in place, and a worksheet to take along."""

import re

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from framework.language.texts import languages
from tests.browser.researcher import Researcher
from tests.browser.server import Server
from tests.framework.strategies import shipped


@pytest.mark.parametrize("language", languages())
def test_every_question_is_in_sight_and_levels_and_sources_open_in_place(
    page: Page, shared_server: Server, language: str
) -> None:
    page.context.add_cookies([{"name": "kw_lang", "value": language, "url": shared_server.url}])
    person = Researcher(page, shared_server.url, language).open("/kader")
    framework = shipped().in_language(language)
    for criterion in framework.criteria:
        expect(page.get_by_text(criterion.question, exact=True)).to_be_visible()
    first = framework.criteria[0]
    expect(page.get_by_text(first.rubric[0].text, exact=True)).not_to_be_visible()
    page.get_by_text(person.t("ui.framework.rubric", title=first.title)).first.click()
    expect(page.get_by_text(first.rubric[0].text, exact=True)).to_be_visible()
    note = first.provenance.literature[0].note
    expect(page.get_by_text(note)).to_have_count(0)
    person.settle()
    page.get_by_text(person.t("ui.framework.where_from", title=first.title)).click()
    expect(page.get_by_text(note)).to_be_visible()


@pytest.mark.parametrize(("scope", "asked"), [("core", 9), ("full", 25)])
def test_blank_worksheet_is_taken_along_and_its_name_says_what_it_is(
    page: Page, shared_server: Server, scope: str, asked: int
) -> None:
    person = Researcher(page, shared_server.url).open("/kader")
    for suffix in ("PDF", "DOCX"):
        with page.expect_download() as taken:
            page.get_by_role("button", name=person.t(f"ui.framework.worksheet.{scope}", suffix=suffix)).click()
        kind = {"core": "werkblad-quickscan", "full": "werkblad-voor-het-hele-kader"}[scope]
        assert re.search(rf"-{kind}-\d{{4}}-\d\d-\d\d\.{suffix.lower()}$", taken.value.suggested_filename)
        if suffix == "PDF":
            pages = [each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(taken.value.path())]
            words = "".join(" ".join(pages).split())
            questions = ["".join(c.question.split()) for c in shipped().framework.criteria]
            assert sum(question in words for question in questions) == asked
