"""What a database says when it cannot serve us, as the one error that the layers above know."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from framework.store import Unavailable


@contextmanager
def as_unavailable() -> Generator[None]:
    """Turn a database that is locked, full, broken or gone into `Unavailable`; a mistake of ours stays what it is."""
    try:
        yield
    except (IntegrityError, ProgrammingError, DataError):
        raise
    except PoolTimeout as error:
        raise Unavailable("busy") from error
    except DBAPIError as error:
        raise Unavailable("busy" if "locked" in str(error.orig) else "unreachable", reason=_reason(error)) from error


def _reason(error: DBAPIError) -> str:
    """The first line of what the driver says: no statement, no values."""
    return str(error.orig).strip().partition("\n")[0]
