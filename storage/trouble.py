"""What a database says when it cannot serve us, as the one error that the layers above know."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from framework.errors import Unavailable

_TOO_BUSY = {"55P03", "40P01", "40001"}  # of PostgreSQL: waited too long, or had to give way
_NO_TABLE = "42P01"


@contextmanager
def as_unavailable() -> Generator[None]:
    """Turn a database that is locked, full, broken or gone into `Unavailable`; a programming error stays what it is."""
    try:
        yield
    except (IntegrityError, ProgrammingError, DataError) as error:
        if getattr(error.orig, "sqlstate", None) == _NO_TABLE:  # another database came in the place of ours
            raise _unavailable(error.orig) from error
        raise
    except PoolTimeout as error:
        raise Unavailable("busy") from error
    except DBAPIError as error:
        raise _unavailable(error.orig) from error
    except sqlite3.Error as error:  # a statement of the driver itself
        raise _unavailable(error) from error


def _unavailable(error: BaseException | None) -> Unavailable:
    if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Unavailable("busy")
    if getattr(error, "sqlstate", None) in _TOO_BUSY:
        return Unavailable("busy")
    is_damage = type(error) is sqlite3.DatabaseError  # its subclasses mean other things
    return Unavailable("damaged" if is_damage else "unreachable", reason=str(error).strip().partition("\n")[0])
