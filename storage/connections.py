"""Connections to a database: one transaction for each thread that writes, and reads that may share a connection."""

from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from threading import Lock, local

from sqlalchemy import Connection, Engine, event

from framework.errors import Unavailable
from framework.keeping.streams import Stream
from storage.engine import BUSY_MS, Waiting, for_writing, sqlite_file
from storage.files import OpenedFiles
from storage.server import OpenedServer
from storage.trouble import as_unavailable


class Connections:
    """For any number of threads; each has a transaction of its own, and does its waiting for others in `waiting`."""

    def __init__(self, engine: Engine, waiting: Waiting = nullcontext) -> None:
        self._engine, self.waiting = engine, waiting
        self._writer = for_writing(engine, waiting)
        self._here = local()
        self._owes_emptying = False
        self._queue = Lock() if engine.dialect.name == "sqlite" else None
        path = sqlite_file(engine.url)
        self._opened = OpenedFiles(path) if path else OpenedServer(engine)
        event.listen(engine, "engine_disposed", lambda _engine: self._opened.forget())

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Keep all that is written inside, or none of it when an error leaves the block."""
        with self.writing():
            yield

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """A transaction that writes: the one that this thread is in (see `transaction`), else a new one."""
        if outer := self._outer:
            yield outer
            return
        with as_unavailable(), self._turn(), self._writer.begin() as connection:
            self._here.connection, self._here.held = connection, dict[str, Stream]()
            try:
                yield connection
                self._require_same(connection)  # before anything is called saved
            finally:
                self._here.connection = None
        if self._owes_emptying:
            self.empty_journal()

    @property
    def held(self) -> dict[str, Stream]:
        """The streams that this transaction locked, as they are now: nobody else can change them before its end."""
        return self._here.held

    @contextmanager
    def _turn(self) -> Generator[None]:
        """Wait for the other threads of this process: a queue is quicker than asking SQLite again and again."""
        if self._queue is None:
            yield
            return
        if not self._queue.acquire(blocking=False):
            with self.waiting():
                if not self._queue.acquire(timeout=BUSY_MS / 1000):
                    raise Unavailable("busy")
        try:
            yield
        finally:
            self._queue.release()

    @contextmanager
    def reading(self) -> Generator[Connection]:
        if outer := self._outer or self._reader:
            yield outer
            return
        with as_unavailable(), self._engine.connect() as connection:
            self._require_same(connection)
            yield connection
        if self._owes_emptying:
            self.empty_journal()

    def _require_same(self, connection: Connection) -> None:
        """Raise `Unavailable` where another database came in the place; the next call opens what is there."""
        try:
            self._opened.require(connection)
        except Unavailable:
            connection.invalidate()  # it would outlive the pool
            self._engine.dispose()
            raise

    @contextmanager
    def shared_read(self) -> Generator[None]:
        """Let all that is read inside share one connection."""
        outer = self._reader
        with self.reading() as connection:
            self._here.reader = connection
            try:
                yield
            finally:
                self._here.reader = outer

    @property
    def _outer(self) -> Connection | None:
        return getattr(self._here, "connection", None)

    @property
    def _reader(self) -> Connection | None:
        return getattr(self._here, "reader", None)

    def empty_journal(self) -> None:
        """Take what was removed out of SQLite's write-ahead file too.

        Inside a transaction that waits for its end; and as long as a reader still needs it, for a later call. It holds
        nobody up.
        """
        if self._engine.dialect.name == "sqlite":
            self._owes_emptying = self._outer is not None or not self._empty_journal()

    def _empty_journal(self) -> bool:
        with as_unavailable():
            connection = self._engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute("PRAGMA busy_timeout=0")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                is_busy, *_ = cursor.fetchone() or (0,)
                cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
            finally:
                connection.close()
        return not is_busy
