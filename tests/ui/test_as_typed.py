"""A field with a rule: what breaks it stays as it was typed, with its message, and what counted before goes on."""

from dataclasses import dataclass

import pytest

from framework.use_cases.codec import COMMITMENT, DETAILS, INVITATION_DRAFT, SETTING, dump_record
from tests.ui.test_settling import POINT, House, T, Tab, house

__all__ = ["house"]  # the fixture
BY, DAY, TITLE = T("ui.actions.by"), T("ui.details.day"), T("ui.details.name")
HALF, NONE = "12 mei", "31-2-2027"


@dataclass(frozen=True)
class Ruled:
    """A field with a rule: its page, label, entry and name, a sound text with the value it stands for, and no value."""

    page: str
    label: str
    key: str
    name: str
    sound: str
    counts: str
    broken: str


FIELDS = pytest.mark.parametrize(
    "case",
    [
        Ruled("actions", BY, COMMITMENT + POINT, "by", "1 maart 2027", "2027-03-01", HALF),
        Ruled("actions", BY, COMMITMENT + POINT, "by", "1 maart 2027", "2027-03-01", NONE),
        Ruled("details", DAY, SETTING, "date", "2-12-2026", "2026-12-02", NONE),
        Ruled("details", DAY, SETTING, "date", "2-12-2026", "2026-12-02", ""),
        Ruled("details", TITLE, DETAILS, "title", "Nieuw", "Nieuw", ""),
    ],
)


def message(tab: Tab) -> str:
    return tab.html.partition('class="kw-err"')[2].partition("</p>")[0]


@FIELDS
def test_what_breaks_the_rule_of_a_field_outlives_leaving_and_a_restart_and_the_value_before_counts(
    house: House, case: Ruled
) -> None:
    tab = Tab(house, case.page, {}).fill(case.label, case.sound).fill(case.label, case.broken)
    told = message(tab)
    assert told
    tab.app.switch_page("pages/profile.py").run()
    tab.app.switch_page(f"pages/{case.page}.py").run()
    versions = house.versions()
    for there in (tab, Tab(house, case.page, {})):  # the other is as after a restart
        assert (there.shows(case.label), message(there), there.in_conflict) == (case.broken, told, False)
        assert T("ui.saved_at", time="").strip() not in there.html
        assert T("ui.unsaved.as_typed") in there.html
    assert ((house.payload(case.key) or {})[case.name], house.versions()) == (case.counts, versions)


@FIELDS
def test_mended_field_counts_and_nothing_typed_stays_beside_it(house: House, case: Ruled) -> None:
    tab = Tab(house, case.page, {}).fill(case.label, case.broken).fill(case.label, case.sound)
    assert (tab.shows(case.label), message(tab), tab.in_conflict) == (case.sound, "", False)
    payload = house.payload(case.key) or {}
    assert (payload[case.name], "as_typed" in payload) == (case.counts, False)


@FIELDS
def test_no_record_holds_what_was_typed_and_is_no_value(house: House, case: Ruled) -> None:
    Tab(house, case.page, {}).fill(case.label, case.sound).fill(case.label, case.broken)
    record = str(dump_record(house.projects.dossier(house.me, house.assessment).assessment))
    assert ("as_typed" in record, case.counts in record) == (False, True)


@FIELDS
@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_two_who_change_a_field_with_a_rule_are_asked_and_both_buttons_work(
    house: House, case: Ruled, side: str
) -> None:
    first, second = Tab(house, case.page, {}), Tab(house, case.page, {})
    second.fill(case.label, case.sound)
    first.fill(case.label, case.broken)
    assert first.in_conflict
    assert f"<dt>{case.label}</dt>" in first.html
    first.press(side)
    payload = house.payload(case.key) or {}
    assert (first.in_conflict, payload[case.name]) == (False, case.counts)
    assert payload.get("as_typed") == ({case.name: case.broken} if side == "mine" else None)
    assert bool(message(first)) == (side == "mine")


def test_action_that_is_put_back_and_taken_on_again_has_its_half_a_date(house: House) -> None:
    tab = Tab(house, "actions", {}).fill(BY, HALF)
    for name in ("put_back", "take"):
        labels = (T("ui.actions.put_back", number=1), T("ui.actions.take", n=1))
        next(button for button in tab.app.button if button.label == labels[name == "take"]).click().run()
    assert (tab.shows(BY), tab.in_conflict) == (HALF, False)


@pytest.mark.parametrize(("page", "label"), [("actions", BY), ("details", DAY), ("details", TITLE)])
def test_last_words_of_a_field_with_a_rule_are_kept(house: House, page: str, label: str) -> None:
    Tab(house, page, {})
    wanted = {BY: "taken-by", DAY: "details-day", TITLE: "details-title"}[label]
    save = next(save for name, save in house.words.saves.items() if name.endswith(wanted))
    save(HALF if label != TITLE else "")
    assert Tab(house, page, {}).shows(label) == (HALF if label != TITLE else "")
    save("4-5-2027")
    assert Tab(house, page, {}).shows(label) in ("4-5-2027", "04-05-2027")


def test_day_of_an_invitation_that_is_no_day_outlives_leaving_and_a_restart(house: House) -> None:
    label = T("ui.practice.expires")
    tab = Tab(house, "practice", {}).fill(label, HALF)
    assert message(tab)
    tab.app.switch_page("pages/profile.py").run()
    tab.app.switch_page("pages/practice.py").run()
    for there in (tab, Tab(house, "practice", {})):
        assert (there.shows(label), bool(message(there))) == (HALF, True)
    assert (house.payload(INVITATION_DRAFT) or {})["expires"] == HALF
