"""Files to take along, in a real browser: each is made of what stands there when its button is pressed."""

import re
from io import BytesIO
from zipfile import ZipFile

from playwright.sync_api import Download, Page, expect

from framework.assessing.beside import Kind
from framework.keeping.streams import StreamKind
from tests.browser.practice_checks import answer, close, open_check
from tests.browser.researcher import Researcher
from tests.browser.seeds import copy_example, practice_of, take_first_action
from tests.browser.server import Server


def press(page: Page, name: str) -> Download:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return download.value


def write(page: Page, label: str, text: str) -> None:
    field = page.get_by_label(label, exact=True).first
    field.fill(text)
    field.blur()


def test_calendar_holds_the_day_that_was_typed_just_before(page: Page, shared_server: Server) -> None:
    query = copy_example(shared_server, 1)
    take_first_action(shared_server, query)
    person = Researcher(page, shared_server.url).open(f"/acties?{query}")
    expect(page.get_by_text("Agenda: er is nog geen actie met een dag.")).to_be_visible()
    expect(page.get_by_role("button", name="Agenda")).to_have_count(0)
    for typed, expected in (("15-01-2027", "20270115"), ("20-02-2027", "20270220")):
        before = person.saves
        write(page, person.t("ui.actions.by"), typed)
        person.wait_for_save(before)
        calendar = press(page, "Agenda").path().read_bytes().decode()
        assert re.findall("DTSTART;VALUE=DATE:([0-9]+)", calendar) == [expected]


def test_report_of_a_group_holds_what_was_typed_just_before(page: Page, shared_server: Server) -> None:
    opened = open_check(shared_server, Kind.GROUP)
    for _ in range(4):
        answer(shared_server, opened, "0123")
    close(shared_server, opened)
    person = Researcher(page, shared_server.url)
    point = opened.check.statements()[0]
    person.open(f"/praktijktoets?a={about(shared_server, opened.check.stream.parent or '')}&p={opened.check.id}")
    page.locator("summary").filter(has_text=point.professional_statement).first.click()
    marks = page.locator(".kw-saved[data-count]")
    write(page, person.t("ui.check.heard", title=point.title), "Te druk op maandag.")
    expect(marks).to_have_count(1)
    write(page, person.t("ui.check.told_text"), "Het overleg gaat naar dinsdag.")
    expect(marks).to_have_count(2)
    download = press(page, person.t("ui.check.report", suffix="DOCX"))
    words = ZipFile(BytesIO(download.path().read_bytes())).read("word/document.xml").decode()
    assert "Te druk op maandag." in words
    assert "Het overleg gaat naar dinsdag." in words
    assert re.fullmatch(r"samen-beslissen-in-de-wijk-praktijktoets-\d{4}-\d\d-\d\d\.docx", download.suggested_filename)


def about(server: Server, project: str) -> str:
    """The assessment of a project."""
    with practice_of(server) as practice:
        return practice.projects.store.children(project, StreamKind.ASSESSMENT)[0].id
