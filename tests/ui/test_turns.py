"""Pages are drawn one after another; what takes long gives up its turn meanwhile."""

from ui.shell.wiring import TURN, out_of_turn


def test_others_are_drawn_while_a_page_works_on_something_long_and_then_it_goes_on() -> None:
    with TURN:
        with out_of_turn():
            assert TURN.acquire(blocking=False)
            TURN.release()
        assert TURN.locked()
    assert not TURN.locked()
