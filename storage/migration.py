"""Tables made and changed by migrations, as a step of its own; a running app only looks whether they are right."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from framework.errors import Unavailable
from storage.engine import for_writing, make_private, sqlite_file
from storage.trouble import as_unavailable

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 7_205_911  # any number that only we use: two migrations at once would make the same tables


def migrate(engine: Engine, to: str = "head") -> bool:
    """Bring the tables to the newest form (or to revision `to`), and tell whether anything was done.

    All of it is one transaction: cut off half-way, nothing has changed. An SQLite file that is not there is made, for
    its owner alone. Raises `Unavailable` where the tables are of a newer program.
    """
    from alembic import command  # half a second that a running app can do without
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    if path := sqlite_file(engine.url):
        make_private(path)
    with as_unavailable(), for_writing(engine).connect() as connection:
        if path:
            # Alembic rebuilds a table to change it; foreign keys are checked once, at the end. SQLite obeys this
            # outside a transaction only.
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                if not path:
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
                before = _revision(connection)
                if before not in (None, *_revisions()):
                    raise Unavailable("ahead", found=before)
                config.attributes["connection"] = connection
                if to == "head" or before is None:
                    command.upgrade(config, to)
                else:
                    command.downgrade(config, to)
                if path and connection.execute(text("PRAGMA foreign_key_check")).first():
                    raise Unavailable("broken_links")
                return _revision(connection) != before
        finally:
            if path:
                connection.connection.cursor().execute("PRAGMA foreign_keys=ON")


def require_current(engine: Engine) -> None:
    """Raise `Unavailable` where the database is not there, or its tables are older or newer than this program."""
    path = sqlite_file(engine.url)
    if path and not path.exists():
        raise Unavailable("absent", path=path)
    with as_unavailable(), engine.connect() as connection:
        require_newest(connection)


def require_newest(connection: Connection) -> None:
    """Raise `Unavailable` where the tables are older or newer than this program."""
    found = _revision(connection)
    if found != newest():
        raise Unavailable("ahead" if found and found not in _revisions() else "behind", found=found or "-")


def has_tables(engine: Engine) -> bool:
    """Tell whether any migration was ever run on the database."""
    with as_unavailable(), engine.connect() as connection:
        return _revision(connection) is not None


def newest() -> str:
    """Return the revision that this program works with."""
    return _revisions()[-1]


def _revisions() -> tuple[str, ...]:
    """The revisions there are, oldest first: a file in `versions/` begins with the number of its own."""
    return tuple(sorted(path.stem.partition("_")[0] for path in (_FOLDER / "versions").glob("[0-9]*.py")))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(text("SELECT version_num FROM alembic_version"))
