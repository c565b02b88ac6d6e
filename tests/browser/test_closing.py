"""Ending the server by a signal leaves one whole file, also while a page is open."""

import signal

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Watch
from tests.browser.researcher import Researcher
from tests.browser.seeds import begin_scan
from tests.browser.server import Server


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=lambda each: each.name)
def test_signal_leaves_one_whole_file(page: Page, watch: Watch, mortal_server: Server, sent: signal.Signals) -> None:
    watch.expect("ERR_CONNECTION_REFUSED")
    Researcher(page, mortal_server.url).open(f"/gegevens?{begin_scan(mortal_server)}")
    mortal_server.end(sent)
    assert [path.name for path in mortal_server.data.glob("kaderwijzer.sqlite3*")] == ["kaderwijzer.sqlite3"]
