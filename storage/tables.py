"""The tables. `streams` holds the row that a writer locks; `events` are the history, `entries` what they fold to.

Migrations make these tables (`migrations/`); a test keeps the two in step.
"""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class Word(TypeDecorator[str]):
    """Any text at all. What a database cannot hold (NUL, half a character) is kept as JSON, marked by its quote."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value) if _is_storable(value) else json.dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return json.loads(value) if value and value.startswith('"') else value


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC, aware; one without a time zone is refused, since nobody could tell which moment it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(value)
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Json(TypeDecorator[Any]):
    """What a payload holds, as text in ASCII, so that every text survives every database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def _is_storable(text: str) -> bool:
    return not text.startswith('"') and "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


_Number = BigInteger().with_variant(Integer(), "sqlite")

frameworks = Table(
    "frameworks",
    metadata,
    Column("content_hash", Word, primary_key=True),
    Column("identifier", Word, nullable=False),
    Column("version", Word, nullable=False),
    Column("content", Json, nullable=False),
    UniqueConstraint("identifier", "version"),
)

# `sequence` is that of the last event, `changed` the latest moment of any, `erased` when its content was taken away.
streams = Table(
    "streams",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("id", Word, nullable=False, unique=True),
    Column("kind", Word, nullable=False),
    Column("project", Word, ForeignKey("streams.id"), nullable=False, index=True),
    Column("framework", Word, ForeignKey("frameworks.content_hash")),
    Column("created", UtcTime, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("changed", UtcTime),
    Column("erased", UtcTime),
    CheckConstraint("kind IN ('project', 'assessment', 'check')", name="kind"),
    CheckConstraint("(kind = 'project') = (project = id)", name="own_project"),
    CheckConstraint("(kind <> 'project') = (framework IS NOT NULL)", name="pinned"),
)

events = Table(
    "events",
    metadata,
    Column("stream", Word, ForeignKey("streams.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("key", Word, nullable=False),
    Column("version", Integer, nullable=False),
    Column("payload", Json),
    Column("at", UtcTime, nullable=False),
    Column("person", Word, nullable=False),
    UniqueConstraint("stream", "key", "version", name="uq_events_version"),
)

# `first` is the sequence of the first event of the key: entries stand in that order.
entries = Table(
    "entries",
    metadata,
    Column("stream", Word, ForeignKey("streams.id"), primary_key=True),
    Column("key", Word, primary_key=True),
    Column("first", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("payload", Json),
    Column("at", UtcTime, nullable=False),
    Column("person", Word, nullable=False),
)

members = Table(
    "members",
    metadata,
    Column("project", Word, ForeignKey("streams.id"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("person", Word, nullable=False),
    Column("part", Word, nullable=False),
    Index("ix_members_person", "person"),
)

log = Table(
    "log",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("at", UtcTime, nullable=False),
    Column("person", Word, nullable=False),
    Column("deed", Word, nullable=False),
    Column("subject", Word, nullable=False, index=True),
)

# The ballot box (see `box`): nothing here holds a person, an address or a moment. A key or token is its hash.
links = Table(
    "links",
    metadata,
    Column("token", Text, primary_key=True),
    Column("stream", Word, ForeignKey("streams.id"), nullable=False, index=True),
    Column("right", Text, nullable=False),
    Column("expires", Date, nullable=False),
    Column("is_single", Boolean, nullable=False),
    Column("is_used", Boolean, nullable=False),
    Column("is_revoked", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

drafts = Table(
    "drafts",
    metadata,
    Column("stream", Word, ForeignKey("streams.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# Without row numbers, so that the order by chance of `place` is the only order there is.
ballots = Table(
    "ballots",
    metadata,
    Column("stream", Word, ForeignKey("streams.id"), primary_key=True),
    Column("place", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
