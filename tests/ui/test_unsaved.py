"""A store that is locked or gone: what was typed stays on the screen, unsaved, and is saved once it can be."""

from collections.abc import Callable
from typing import Any

import pytest

from framework.errors import Unavailable
from framework.use_cases.codec import DETAILS, RATING
from tests.ui.test_actions import press
from tests.ui.test_settling import CASES, NOTE, POINT, House, T, Tab, held, house

__all__ = ["house"]  # the fixture
WRITING, READING = ("apply",), ("apply", "stream", "shared_read")
Lock = Callable[..., Callable[[], None]]


@pytest.fixture
def lock(house: House, monkeypatch: pytest.MonkeyPatch) -> Lock:
    """Let nothing come from the store, or go to it; return what lets it go again."""

    def refuse(*_: Any, **__: Any) -> None:
        raise Unavailable("unreachable", reason="disk I/O error")

    def hold(names: tuple[str, ...] = WRITING) -> Callable[[], None]:
        for name in names:
            monkeypatch.setattr(house.projects.store, name, refuse)
        return lambda: [monkeypatch.delattr(house.projects.store, name) for name in names] and None

    return hold


def says_saved(tab: Tab) -> bool:
    return T("ui.saved_at", time="").strip() in tab.html


@pytest.mark.parametrize("names", [WRITING, READING], ids=["locked", "gone"])
@pytest.mark.parametrize("name", ["point", "details"])
def test_text_stays_unsaved_on_the_screen_and_is_saved_when_the_store_is_back(
    house: House, lock: Lock, names: tuple[str, ...], name: str
) -> None:
    case = CASES[name]
    label, field, (before, typed, _) = case.one
    tab = case.open(house)
    free = lock(names)
    for _ in range(2):  # the second time nothing was typed: the bridge came by itself
        tab.fill(label, typed)
        assert (tab.shows(label), says_saved(tab), tab.in_conflict) == (typed, False, False)
        assert (T("ui.unsaved.text") in tab.html, T("ui.unsaved.mark") in tab.html) == (True, True)
        assert "laad de pagina niet opnieuw" in tab.html
    free()
    assert held(house, case, field) == before
    tab.again()
    assert (held(house, case, field), says_saved(tab), tab.in_conflict) == (typed, True, False)
    assert T("ui.unsaved.text") not in tab.html


@pytest.mark.parametrize("names", [WRITING, READING], ids=["locked", "gone"])
def test_press_that_could_not_be_kept_is_told_and_can_be_made_again(
    house: House, lock: Lock, names: tuple[str, ...]
) -> None:
    put_back = T("ui.actions.put_back", number=1)
    tab = Tab(house, "actions", {})
    free = lock(names)
    press(tab, put_back)
    assert (T("ui.unsaved.text") in tab.html, T("ui.something_failed") in tab.html) == (True, False)
    free()
    tab.again()
    assert T("ui.unsaved.text") not in tab.html
    press(tab, put_back)
    assert put_back not in [button.label for button in tab.app.button]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (WRITING, f"{RATING}{POINT} was not saved: unreachable: disk I/O error"),
        (READING, "an assessment could not be read: unreachable: disk I/O error"),
    ],
    ids=["locked", "gone"],
)
def test_each_save_that_failed_leaves_one_line_with_its_reason(
    house: House, lock: Lock, caplog: pytest.LogCaptureFixture, names: tuple[str, ...], said: str
) -> None:
    tab = CASES["point"].open(house)
    lock(names)
    tab.fill(NOTE, "Van hier")
    assert [record.getMessage() for record in caplog.records if record.name == "kaderwijzer"] == [said]
    assert "Van hier" not in caplog.text


def test_press_that_could_not_be_kept_leaves_one_line_with_its_reason(
    house: House, lock: Lock, caplog: pytest.LogCaptureFixture
) -> None:
    tab = Tab(house, "actions", {})
    lock()
    press(tab, T("ui.actions.put_back", number=1))
    said = "the store was not to be had for the page actions: unreachable: disk I/O error"
    assert [record.getMessage() for record in caplog.records if record.name == "kaderwijzer"] == [said]
    assert "Traceback" not in caplog.text


def test_last_words_bring_along_all_that_could_not_be_saved_and_say_when_they_cannot(house: House, lock: Lock) -> None:
    tab = CASES["point"].open(house)
    free = lock()
    tab.fill(T("ui.point.choose"), "3").fill(NOTE, "Van hier")
    save = house.words.saves["note"]
    with pytest.raises(Unavailable):
        save("Van hier")
    free()
    save("Van hier")
    stored = house.payload(RATING + POINT) or {}
    assert (stored["level"], stored["note"]) == (3, "Van hier")


@pytest.mark.parametrize(
    ("page", "label", "bad"),
    [
        ("actions", T("ui.actions.by"), "2-1"),
        ("details", T("ui.details.day"), "31-2"),
        ("details", T("ui.details.name"), " "),
    ],
)
def test_saved_mark_never_stands_beside_a_field_that_breaks_its_rule(
    house: House, page: str, label: str, bad: str
) -> None:
    tab = Tab(house, page, {})
    assert says_saved(tab)
    tab.fill(label, bad)
    assert (tab.shows(label), says_saved(tab), T("ui.unsaved.as_typed") in tab.html) == (bad, False, True)
    tab.fill(label, "Anders" if bad == " " else "02-12-2026")
    assert (says_saved(tab), T("ui.unsaved.as_typed") in tab.html) == (True, False)


def test_empty_title_keeps_the_one_of_before_and_lets_the_rest_be_saved(house: House) -> None:
    tab = Tab(house, "details", {}).fill(T("ui.details.name"), "").fill(T("ui.details.organisation"), "Gemeente")
    counting = {"title": "Proef", "organisation": "Gemeente", "summary": "Kort"}
    assert house.payload(DETAILS) == {**counting, "as_typed": {"title": ""}}
    assert tab.shows(T("ui.details.name")) == ""
