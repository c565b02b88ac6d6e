"""Streams with their events, entries and projections; content that never changes; who is who; the log; the box."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)

# What is written stays. Erasing alone may change an event or the head of a stream: what they hold goes, and the person
# of an event, and nothing else. Content may go with its owner, a framework never.
_SAME_STREAM = " AND ".join(
    f"NEW.{name} = OLD.{name}" for name in ("number", "id", "kind", "root", "schema", "created")
) + "".join(f" AND coalesce(NEW.{name}, '') = coalesce(OLD.{name}, '')" for name in ("parent", "framework"))
_KEPT = {
    ("events", "UPDATE"): "NEW.payload IS NULL AND NEW.person = ''"
    + "".join(
        f" AND NEW.{name} = OLD.{name}"
        for name in ("stream", "sequence", "key", "version", "schema", "act", "deed", "at")
    )
    + " AND EXISTS (SELECT 1 FROM streams WHERE streams.id = OLD.stream AND streams.erased IS NOT NULL)",
    ("events", "DELETE"): "FALSE",
    ("streams", "UPDATE"): f"{_SAME_STREAM} AND NEW.sequence >= OLD.sequence"
    " AND (OLD.erased IS NULL OR coalesce(NEW.erased = OLD.erased, FALSE))"
    " AND (NEW.head = OLD.head OR (NEW.head = '{}' AND NEW.erased IS NOT NULL))",
    ("streams", "DELETE"): "FALSE",
    ("contents", "UPDATE"): "FALSE",
    ("contents", "DELETE"): "OLD.kind <> 'framework'",
    ("log", "UPDATE"): "FALSE",
    ("log", "DELETE"): "FALSE",
}


def upgrade() -> None:
    _streams()
    _histories()
    _beside_streams()
    _box()
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for (table, deed), allowed in _KEPT.items():
        _guard(table, deed, allowed, is_sqlite)


def _streams() -> None:
    op.create_table(
        "streams",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text()),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("framework", sa.Text()),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed", _MOMENT),
        sa.Column("erased", _MOMENT),
        sa.PrimaryKeyConstraint("number", name="pk_streams"),
        sa.UniqueConstraint("id", name="uq_streams_id"),
        sa.ForeignKeyConstraint(["parent"], ["streams.id"], name="fk_streams_parent"),
        sa.ForeignKeyConstraint(["root"], ["streams.id"], name="fk_streams_root"),
        sa.CheckConstraint(
            "kind IN ('assessment', 'check', 'consensus', 'project', 'review', 'round', 'submission', 'table')",
            name=op.f("ck_streams_kind"),
        ),
        sa.CheckConstraint(
            "(parent IS NULL) = (kind IN ('project', 'round', 'table'))", name=op.f("ck_streams_parent")
        ),
        sa.CheckConstraint("(parent IS NULL) = (root = id)", name=op.f("ck_streams_root")),
        sa.CheckConstraint(
            "(framework IS NOT NULL) = (kind IN ('assessment', 'check', 'consensus', 'review'))",
            name=op.f("ck_streams_pinned"),
        ),
    )
    for column in ("parent", "root"):
        op.create_index(f"ix_streams_{column}", "streams", [column])


def _histories() -> None:
    op.create_table(
        "events",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text()),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("stream", "sequence", name="pk_events"),
        sa.UniqueConstraint("stream", "key", "version", name="uq_events_version"),
        sa.ForeignKeyConstraint(["stream"], ["streams.id"], name="fk_events_stream"),
    )
    op.create_table(
        "entries",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text()),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "key", name="pk_entries"),
        sa.ForeignKeyConstraint(["stream"], ["streams.id"], name="fk_entries_stream"),
    )
    op.create_index("ix_entries_key", "entries", ["key"])
    op.create_table(
        "projections",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "name", name="pk_projections"),
        sa.ForeignKeyConstraint(["stream"], ["streams.id"], name="fk_projections_stream"),
    )


def _beside_streams() -> None:
    op.create_table(
        "contents",
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "hash", name="pk_contents"),
        sa.UniqueConstraint("owner", "name", name="uq_contents_owner"),
    )
    op.create_table(
        "identities",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("email", sa.Text()),
        sa.Column("issuer", sa.Text()),
        sa.Column("subject", sa.Text()),
        sa.PrimaryKeyConstraint("person", name="pk_identities"),
        sa.UniqueConstraint("issuer", "subject", name="uq_identities_issuer"),
    )
    op.create_table(
        "log",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_log"),
    )
    op.create_index("ix_log_subject", "log", ["subject"])


def _box() -> None:
    """The ballot box; what is in it has no row numbers, so that nothing tells an order."""
    op.create_table(
        "links",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=False),
        sa.Column("is_single", sa.Boolean(), nullable=False),
        sa.Column("is_used", sa.Boolean(), nullable=False),
        sa.Column("is_revoked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_links"),
        sa.ForeignKeyConstraint(["stream"], ["streams.id"], name="fk_links_stream"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_links_stream", "links", ["stream"])
    for table, name in (("drafts", "key"), ("ballots", "place")):
        op.create_table(
            table,
            sa.Column("stream", sa.Text(), nullable=False),
            sa.Column(name, sa.Text(), nullable=False),
            sa.Column("sealed", sa.LargeBinary(), nullable=False),
            sa.PrimaryKeyConstraint("stream", name, name=f"pk_{table}"),
            sa.ForeignKeyConstraint(["stream"], ["streams.id"], name=f"fk_{table}_stream"),
            sqlite_with_rowid=False,
        )


def _guard(table: str, deed: str, allowed: str, is_sqlite: bool) -> None:
    name, refusal = f"keep_{table}_{deed.lower()}", f"{table} are kept as they are"
    if is_sqlite:
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {deed} ON {table} WHEN NOT ({allowed}) "
            f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )
        return
    row = "OLD" if deed == "DELETE" else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT ({allowed}) THEN RAISE EXCEPTION '{refusal}'; END IF; RETURN {row}; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    for table in (
        *("ballots", "drafts", "links", "log", "identities", "contents"),
        *("projections", "entries", "events", "streams"),
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for table, deed in _KEPT:
            op.execute(f"DROP FUNCTION keep_{table}_{deed.lower()}()")
