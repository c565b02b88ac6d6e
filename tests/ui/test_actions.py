"""The list of actions: what is done counts at once and comes last, and what was put back keeps its words."""

from framework.assessing.record import Evidence, Scored
from tests.ui.test_settling import POINT, House, Tab, house  # noqa: F401 - a fixture
from tests.ui.test_settling import T as WORDS


def press(tab: Tab, label: str) -> Tab:
    next(button for button in tab.app.button if button.label == label).click().run()
    return tab


def headings(tab: Tab) -> list[str]:
    return [header.value for header in tab.app.header]


def counts(tab: Tab) -> list[str]:
    return [option.content for option in tab.app.get("button_group")[0].proto.options]


def taken_on(number: int) -> str:
    return WORDS("ui.actions.filter.taken_on", n=number)


def done(number: int) -> str:
    return WORDS("ui.actions.filter.done", n=number)


def listed(tab: Tab) -> list[str]:
    """The ids of the points in the list, from the first to the last."""
    found = (str(element.proto.body).partition(' id="to-')[2].partition('"')[0] for element in tab.app.get("html"))
    return [each for each in found if each]


def test_finished_action_counts_at_once_comes_last_and_asks_whether_the_level_changed(house: House) -> None:  # noqa: F811
    tab = Tab(house, "actions", {})
    before = listed(tab)
    assert before[0] == POINT  # a basic condition below its level
    assert counts(tab)[1:] == [taken_on(1), done(0)]
    tab.fill(WORDS("ui.actions.done"), True)
    assert counts(tab)[1:] == [taken_on(0), done(1)]
    assert headings(tab)[-1] == WORDS("ui.actions.finished")
    assert POINT not in listed(tab)[:-1]
    said = tab.html.partition('role="status"')[2]
    assert WORDS("ui.actions.is_done", number=1) in said
    assert WORDS("ui.actions.ask_level") in said
    assert f"punt?a={house.assessment}&amp;p={POINT}&amp;f=actions" in said
    profile = Tab(house, "profile", {})
    assert POINT not in profile.html.partition("kw-first")[2].partition("</section>")[0]
    tab.fill(WORDS("ui.actions.done"), False)
    assert (listed(tab), counts(tab)[1:]) == (before, [taken_on(1), done(0)])


def test_action_that_was_taken_on_can_be_put_back_and_taken_on_again_with_its_words(house: House) -> None:  # noqa: F811
    who, put_back, take = (
        WORDS("ui.actions.who"),
        WORDS("ui.actions.put_back", number=1),
        WORDS("ui.actions.take", n=1),
    )
    tab = Tab(house, "actions", {}).fill(who, "An")
    press(tab, put_back)
    assert (counts(tab)[1], tab.in_conflict) == (taken_on(0), False)
    assert all(button.label != put_back for button in tab.app.button)
    press(tab, take)
    assert (counts(tab)[1], tab.shows(who), tab.in_conflict) == (taken_on(1), "An", False)
    assert tab.fill(who, "Bo").shows(who) == "Bo"
    assert house.projects.dossier(house.me, house.assessment).commitments[POINT].who == "Bo"


def test_two_versions_of_an_action_stand_beside_each_other_over_the_whole_row(house: House) -> None:  # noqa: F811
    who = WORDS("ui.actions.who")
    first, second = Tab(house, "actions", {}), Tab(house, "actions", {})
    second.fill(who, "An")
    first.fill(who, "Bo")
    assert first.in_conflict
    widths = [column.weight for column in first.app.columns]
    assert widths.count(0.5) >= 2


def test_finished_action_of_a_point_that_needs_none_stays_in_the_list(house: House) -> None:  # noqa: F811
    tab = Tab(house, "actions", {}).fill(WORDS("ui.actions.done"), True)
    version = house.projects.dossier(house.me, house.assessment).stream.version(f"rating/{POINT}")
    best = Scored(level=3, evidence=(Evidence(quote="Het staat er."),))
    house.projects.record_rating(house.me, house.assessment, POINT, best, version)
    tab.again()
    assert counts(tab)[2] == done(1)
    assert listed(tab)[-1] == POINT


def test_who_goes_on_typing_in_an_action_that_was_put_back_elsewhere_takes_it_on_again(house: House) -> None:  # noqa: F811
    who = WORDS("ui.actions.who")
    tab = Tab(house, "actions", {}).fill(who, "An")
    version = house.projects.dossier(house.me, house.assessment).stream.version(f"commitment/{POINT}")
    house.projects.take_action(house.me, house.assessment, POINT, None, version)
    tab.fill(who, "An en Bo")
    assert (tab.shows(who), tab.in_conflict, counts(tab)[1]) == ("An en Bo", False, taken_on(1))
    assert house.projects.dossier(house.me, house.assessment).commitments[POINT].who == "An en Bo"


def test_action_that_was_put_back_elsewhere_goes_from_a_tab_where_nothing_was_typed(house: House) -> None:  # noqa: F811
    tab = Tab(house, "actions", {}).fill(WORDS("ui.actions.who"), "An")
    version = house.projects.dossier(house.me, house.assessment).stream.version(f"commitment/{POINT}")
    house.projects.take_action(house.me, house.assessment, POINT, None, version)
    tab.again()
    assert counts(tab)[1] == taken_on(0)
    assert house.projects.dossier(house.me, house.assessment).commitments == {}
