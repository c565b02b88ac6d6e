"""A real server for the tests: the whole application as people run it, on a free port, with its own data folder."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from storage.engine import database_url, make_engine
from storage.migration import migrate

ROOT = Path(__file__).resolve().parents[2]
_HOOKS = Path(__file__).with_name("hooks")
_PATIENCE = 60  # seconds; two workers may both be starting one


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Server:
    """`streamlit run app.py` in `root`; it can be stopped, killed and started again on the same port and data."""

    data: Path
    root: Path = ROOT
    port: int = field(default_factory=find_free_port)
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def log(self) -> str:
        """What it printed, over all its lives."""
        return (self.data / "server.log").read_text(errors="replace")

    @property
    def sockets(self) -> list[tuple[str, str]]:
        """Every address it bound or connected to: (event, host), over all its lives."""
        lines = (self.data / "sockets.log").read_text().splitlines()
        return [(event, host) for event, host in map(json.loads, lines)]

    def start(self) -> None:
        """Bring its database up to date, start it, and wait until it says that it is well."""
        self.prepare()
        self.serve()

    def prepare(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        engine = make_engine(database_url(self.where))
        migrate(engine)
        engine.dispose()

    def serve(self) -> None:
        with (self.data / "server.log").open("ab") as log:
            command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]
            self.process = subprocess.Popen(command, cwd=self.root, env=self._environment, stdout=log, stderr=log)
        self._wait_until_well()

    @property
    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
        return kept | {
            "HOME": str(self.data),  # no settings of whoever runs the tests
            "PYTHONPATH": str(_HOOKS),
            "WATCHED_SOCKETS": str(self.data / "sockets.log"),
            **self.settings,
            **self.where,
        }

    @property
    def where(self) -> dict[str, str]:
        """The settings that name its database, for whoever looks into it from beside it."""
        named = {"KADERWIJZER_DATA": str(self.data), "KADERWIJZER_DATABASE": self.settings.get("KADERWIJZER_DATABASE")}
        return {name: value for name, value in named.items() if value}

    def _wait_until_well(self) -> None:
        assert self.process
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(OSError, HTTPException):
                if self.request("GET", "/healthz")[0] == 200:
                    return
            time.sleep(0.05)
        raise AssertionError(f"The server did not start:\n{self.log}")

    def request(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """One request beside the browser: status, headers by lower-case name, body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def stop(self) -> None:
        """End it as Ctrl+C does."""
        self.end(signal.SIGINT)

    def kill(self) -> None:
        """End it as a power cut does: nothing gets a chance to finish."""
        self.end(signal.SIGKILL)

    def end(self, sent: signal.Signals) -> None:
        """End it by a signal, and wait until it is over."""
        if self.process is None or not self.is_running:
            return
        self.process.send_signal(sent)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def copy_application(target: Path, main: Path | None = None) -> Path:
    """Copy the application, with `main` in place of its pages where only the shell is tried. Returns the folder."""
    left_out = shutil.ignore_patterns("__pycache__", *(["pages"] if main else []))
    for name in (".streamlit", "criteria", "framework", "intake", "exports", "storage", "web", "ui"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name, ignore=left_out)
    for path in ROOT.glob("*.py"):
        shutil.copy(path, target)
    if main:
        shutil.copy(main, target / "ui" / "main.py")
    return target
