"""The tables. `streams` holds the row that a writer locks; `events` are the history, `entries` what they fold to.

Migrations make these tables (`migrations/`); a test keeps the two in step.
"""

import json
from collections.abc import Iterable
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

from framework.keeping.streams import PINNED, ROOTS, StreamKind

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
    """A time in UTC, aware; one without a time zone is refused, since nobody could tell when it was."""

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
    return not text.startswith('"') and "\0" not in text and not any("\ud800" <= each <= "\udfff" for each in text)


_Number = BigInteger().with_variant(Integer(), "sqlite")


def _among(kinds: Iterable[StreamKind]) -> str:
    return "kind IN (" + ", ".join(f"'{kind}'" for kind in sorted(kinds)) + ")"


# What never changes once it is kept: by owner and hash, so that erasing one owner's takes nobody else's.
contents = Table(
    "contents",
    metadata,
    Column("owner", Word, primary_key=True),
    Column("hash", Word, primary_key=True),
    Column("kind", Word, nullable=False),
    Column("name", Word),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("owner", "name"),
)

# `sequence` is that of the last event, `changed` the latest time of any, `erased` when its content was taken away.
# `turn` goes up with every change of any stream, whatever the clock says.
# `schema`, here and below, is the number of the form that a payload was written in (see `upcasting`).
streams = Table(
    "streams",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("id", Word, nullable=False, unique=True),
    Column("kind", Word, nullable=False),
    Column("parent", Word, ForeignKey("streams.id"), index=True),
    Column("root", Word, ForeignKey("streams.id"), nullable=False, index=True),
    Column("framework", Word),
    Column("head", Json, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("created", UtcTime, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("changed", UtcTime),
    Column("turn", Integer, nullable=False, server_default="0", index=True),
    Column("erased", UtcTime),
    CheckConstraint(_among(StreamKind), name="kind"),
    CheckConstraint(f"(parent IS NULL) = ({_among(ROOTS)})", name="parent"),
    CheckConstraint("(parent IS NULL) = (root = id)", name="root"),
    CheckConstraint(f"(framework IS NOT NULL) = ({_among(PINNED)})", name="pinned"),
    Index("ix_streams_root_turn", "root", "turn"),
)

events = Table(
    "events",
    metadata,
    Column("stream", Word, ForeignKey("streams.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("key", Word, nullable=False),
    Column("version", Integer, nullable=False),
    Column("payload", Json),
    Column("schema", Integer, nullable=False),
    Column("act", Word, nullable=False),
    Column("deed", Word, nullable=False),
    Column("person", Word, nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("stream", "key", "version", name="uq_events_version"),
)

# `first` is the sequence of the first event of the key: entries stand in that order. The people of a root are
# found by their key.
entries = Table(
    "entries",
    metadata,
    Column("stream", Word, ForeignKey("streams.id"), primary_key=True),
    Column("key", Word, primary_key=True, index=True),
    Column("first", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("payload", Json),
    Column("schema", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("person", Word, nullable=False),
)

projections = Table(
    "projections",
    metadata,
    Column("stream", Word, ForeignKey("streams.id"), primary_key=True),
    Column("name", Word, primary_key=True),
    Column("payload", Json, nullable=False),
)

# All that identifies anybody; everything else holds the bare id.
identities = Table(
    "identities",
    metadata,
    Column("person", Word, primary_key=True),
    Column("name", Word),
    Column("email", Word),
    Column("issuer", Word),
    Column("subject", Word),
    UniqueConstraint("issuer", "subject"),
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

# The ballot box (see `box`): nothing here holds a person, an address or a time. A key or token is its hash.
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

# What a database knows of itself, by name: the mark of the key that closes its box, which opens nothing.
marks = Table("marks", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

# What the links of an open check are, so that whoever made them can see them again: sealed as answers are.
kept_links = Table(
    "kept_links",
    metadata,
    Column("stream", Word, ForeignKey("streams.id"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# How many answers of a check were sent, so that one that is taken away is missed. The box tells that number anyway.
tallies = Table(
    "tallies",
    metadata,
    Column("stream", Word, ForeignKey("streams.id"), primary_key=True),
    Column("sent", Integer, nullable=False),
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

# Without row numbers, so that the random order of `place` is the only order there is.
ballots = Table(
    "ballots",
    metadata,
    Column("stream", Word, ForeignKey("streams.id"), primary_key=True),
    Column("place", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
