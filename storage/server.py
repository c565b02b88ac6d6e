"""Whether the PostgreSQL behind an address is still the one that was opened: the same server, and the same database."""

from sqlalchemy import Connection, Engine, text

from framework.errors import Unavailable

_MARK = "kaderwijzer_server"
_WHICH = text(
    "SELECT system_identifier, pg_database.oid FROM pg_control_system(), pg_database WHERE datname = current_database()"
)


class OpenedServer:
    """The server and database that connections lead to. A copy that took over from its first is the same server."""

    def __init__(self, engine: Engine) -> None:
        self._seen: tuple[int, int] | None = None
        self._name = f"{engine.url.host or 'localhost'}/{engine.url.database}"

    def forget(self) -> None:
        """Begin anew, since every connection was closed."""
        self._seen = None

    def require(self, connection: Connection) -> None:
        """Raise `Unavailable` (other_server) where a connection leads elsewhere than those before; forget them then."""
        if _MARK not in connection.info:  # a new one; its pool keeps this with it
            connection.info[_MARK] = tuple(connection.execute(_WHICH).one())
        found = connection.info[_MARK]
        if self._seen not in (None, found):
            self.forget()
            raise Unavailable("other_server", name=self._name)
        self._seen = found
