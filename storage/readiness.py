"""Whether a database would keep what is saved now: its tables, its disk, and its leave to write."""

from pathlib import Path
from tempfile import TemporaryFile

from sqlalchemy import Connection, text

from framework.errors import Unavailable
from storage.migration import require_newest

_TRIAL = bytes(65_536)
_WRITES = text("SELECT current_setting('transaction_read_only') = 'off'")


def require_writable(connection: Connection, file: Path | None) -> None:
    """Raise `Unavailable` unless a transaction that writes, which this is, could be kept. It leaves nothing behind.

    `file` is that of an SQLite database, whose disk is tried too; PostgreSQL watches its own.
    """
    require_newest(connection)
    if file is None:
        if not connection.scalar(_WRITES):
            raise Unavailable("unreachable", reason="the server takes no changes")
        return
    try:
        with TemporaryFile(dir=file.parent) as trial:
            trial.write(_TRIAL)
            trial.flush()
    except OSError as error:
        raise Unavailable("unreachable", reason=error.strerror) from error
