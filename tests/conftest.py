"""What every test shares: settings, one browser, and the checks of the house beside a run of all of them.

Hypothesis gives the same examples on every run; HYPOTHESIS_PROFILE=thorough searches longer, from a new seed each time.
"""

import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

import tasks
from tests.browser.chromium import CHROMIUM, open_browser

settings.register_profile("steady", derandomize=True, deadline=None, max_examples=100)
settings.register_profile("thorough", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew; then read the diff")
    parser.addoption("--checks", action="store_true", help="check style, contracts and types while the tests run")


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    """Run the checks beside the tests, and report each as a test: it counts, and its output comes with the rest."""
    config = session.config
    if not config.getoption("checks") or hasattr(config, "workerinput"):
        return (yield)
    with ThreadPoolExecutor(max_workers=1) as beside:
        running = {name: beside.submit(run_check, name) for name in tasks.CHECKS}
        try:
            finished = yield
        except BaseException:
            beside.shutdown(cancel_futures=True)
            raise
        for name, check in running.items():
            done = check.result()
            report = pytest.TestReport(
                nodeid=f"tasks.py::{name}",
                location=("tasks.py", None, f"check {name}"),
                keywords={},
                outcome="failed" if done.returncode else "passed",
                longrepr=done.stdout if done.returncode else None,
                when="call",
            )
            config.hook.pytest_runtest_logreport(report=report)
        return finished


def run_check(name: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *tasks.CHECKS[name]]
    return subprocess.run(
        command, cwd=tasks.ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        reason = "no Chromium here; on Debian or Ubuntu: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with open_browser() as chromium:
        yield chromium
