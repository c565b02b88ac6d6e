"""What two processes go through that save in one PostgreSQL."""

import os
import signal
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from storage.engine import make_engine
from tests.storage.troubles import Trouble

PATIENCE = 60  # seconds for a server to rise


class ServerTrouble(Trouble):
    """With PostgreSQL, which loses connections, and whose database gets another name."""

    def cut(self) -> None:
        """Every connection is cut while both save."""
        self.work(meanwhile=self._cut)
        self.recover()

    def take_away(self) -> None:
        """The database is not there under its name for a while."""
        name = self.url.database
        self._cut(f"ALTER DATABASE {name} RENAME TO {name}_away")
        for told in self.work():
            if told.version is not None:
                self.book.refused["broken: acknowledged without a database"] += 1
        self._cut(f"ALTER DATABASE {name}_away RENAME TO {name}")
        self.recover()

    def _cut(self, *then: str) -> None:
        cut = text("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = :name")
        with self._open_beside() as connection:
            connection.execute(cut, {"name": self.url.database})
            for statement in then:
                connection.execute(text(statement))

    @contextmanager
    def _open_beside(self) -> Generator[Connection]:
        engine = make_engine(self.url.set(database="postgres")).execution_options(isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()

    troubles = (*Trouble.troubles, cut, take_away)


class OwnServerTrouble(ServerTrouble):
    """With a PostgreSQL that nobody else uses, so that all of it can fall over."""

    def crash(self) -> None:
        """The server falls over while both save, and rises by itself."""
        self.work()
        self.work(meanwhile=lambda: os.kill(self.dice.choice(self._backends()), signal.SIGKILL))
        self._wait_until_risen()
        self.recover()

    def fill_disk(self) -> None:
        """To the server the disk is full at some moment: its connections can make no file grow any more."""
        self.work()
        for pid in self._backends():
            owner = Path(f"/proc/{pid}").stat()  # nobody else may set a limit to it
            limit = ["prlimit", f"--fsize={self.dice.randrange(2**24)}:", "--pid", str(pid)]
            subprocess.run(limit, user=owner.st_uid, group=owner.st_gid, check=True)
        self.work()
        self._wait_until_risen()
        self._cut()  # those that met no end of their room
        self.recover()

    def _backends(self) -> list[int]:
        mine = text("SELECT pid FROM pg_stat_activity WHERE datname = :name")
        with self._open_beside() as connection:
            return list(connection.execute(mine, {"name": self.url.database}).scalars())

    def _wait_until_risen(self) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with self._open_beside() as connection:
                    connection.execute(text("SELECT 1"))
                return
            except OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    troubles = (*ServerTrouble.troubles, crash, fill_disk)
