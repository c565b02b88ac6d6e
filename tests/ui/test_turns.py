"""Pages are drawn one after another; what takes long, or waits for another, gives up its turn meanwhile."""

from pathlib import Path
from threading import Event, Thread

from sqlalchemy import text

from framework.keeping.events import Change
from storage.engine import for_writing
from storage.store import SqlStore
from tests.storage.databases import act, begin, open_sqlite
from ui.shell.wiring import TURN, out_of_turn


def draw_another() -> None:
    """Draw a page in another thread, and wait until it is drawn."""
    drawn = Event()

    def draw() -> None:
        with TURN:
            drawn.set()

    Thread(target=draw, daemon=True).start()
    assert drawn.wait(60)


def test_others_are_drawn_while_a_page_works_on_something_long_and_then_it_goes_on() -> None:
    with TURN:
        with out_of_turn():
            assert not TURN.is_mine
            draw_another()
        assert TURN.is_mine
    assert not TURN.is_mine


def test_thread_without_a_turn_takes_nobodys_away() -> None:
    done = Event()

    def save() -> None:
        with out_of_turn():
            done.set()

    with TURN:
        Thread(target=save, daemon=True).start()
        assert done.wait(60)
        assert TURN.is_mine


def test_save_that_waits_for_another_program_keeps_no_page_from_being_drawn(tmp_path: Path) -> None:
    with open_sqlite(tmp_path / "x.sqlite3") as opened:
        begin(opened, "p")
        store = SqlStore(opened.engine, waiting=out_of_turn)
        with for_writing(opened.engine).connect() as other:
            other.execute(text("SELECT 1"))

            def draw_and_let_go() -> None:
                with TURN:
                    other.rollback()

            page = Thread(target=draw_and_let_go, daemon=True)
            with TURN:
                page.start()
                assert store.apply("p", [Change("x", {}, 0)], act()).version("x") == 1
            page.join()
