"""Days on the screens are those of the reader's own clock: two people a day apart begin on two days."""

from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page

from framework.language.days import NoDay, read_day
from tests.browser.researcher import Researcher
from tests.browser.server import Server

# 26 hours apart: whatever the time is, it is another day there
WEST, EAST = "Etc/GMT+12", "Pacific/Kiritimati"


def test_assessment_is_of_the_day_where_the_reader_is(new_page: Callable[..., Page], shared_server: Server) -> None:
    days = list[date]()
    for zone in (WEST, EAST):
        page = new_page(timezone_id=zone)
        person = Researcher(page, shared_server.url).open().begin(f"Proef in {zone}")
        page.get_by_role("link", name=person.t("ui.title.details"), exact=True).click()
        person.arrive("details")
        day = read_day(page.get_by_label(person.t("ui.details.day"), exact=True).input_value())
        assert not isinstance(day, NoDay)
        days.append(day)
    assert days[1] - days[0] >= timedelta(days=1)
