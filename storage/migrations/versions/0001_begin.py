"""Streams, their events and entries, members, frameworks and the log."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)

# What is written stays. Erasing alone may change an event: its payload and person go, and nothing else.
_KEPT = {
    ("events", "UPDATE"): """NEW.payload IS NULL AND NEW.person = '' AND NEW.stream = OLD.stream
        AND NEW.sequence = OLD.sequence AND NEW.key = OLD.key AND NEW.version = OLD.version AND NEW.at = OLD.at""",
    ("events", "DELETE"): "FALSE",
    ("frameworks", "UPDATE"): "FALSE",
    ("frameworks", "DELETE"): "FALSE",
    ("log", "UPDATE"): "FALSE",
    ("log", "DELETE"): "FALSE",
}


def upgrade() -> None:
    op.create_table(
        "frameworks",
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("identifier", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("content_hash", name="pk_frameworks"),
        sa.UniqueConstraint("identifier", "version", name="uq_frameworks_identifier"),
    )
    op.create_table(
        "streams",
        sa.Column("number", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("framework", sa.Text()),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed", _MOMENT),
        sa.Column("erased", _MOMENT),
        sa.PrimaryKeyConstraint("number", name="pk_streams"),
        sa.UniqueConstraint("id", name="uq_streams_id"),
        sa.ForeignKeyConstraint(["project"], ["streams.id"], name="fk_streams_project"),
        sa.ForeignKeyConstraint(["framework"], ["frameworks.content_hash"], name="fk_streams_framework"),
        sa.CheckConstraint("kind IN ('project', 'assessment')", name="ck_streams_kind"),
        sa.CheckConstraint("(kind = 'project') = (project = id)", name="ck_streams_own_project"),
        sa.CheckConstraint("(kind = 'assessment') = (framework IS NOT NULL)", name="ck_streams_pinned"),
    )
    op.create_index("ix_streams_project", "streams", ["project"])
    op.create_table(
        "events",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text()),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
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
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "key", name="pk_entries"),
        sa.ForeignKeyConstraint(["stream"], ["streams.id"], name="fk_entries_stream"),
    )
    op.create_table(
        "members",
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("project", "place", name="pk_members"),
        sa.ForeignKeyConstraint(["project"], ["streams.id"], name="fk_members_project"),
    )
    op.create_index("ix_members_person", "members", ["person"])
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
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for (table, deed), allowed in _KEPT.items():
        _guard(table, deed, allowed, is_sqlite)


def _guard(table: str, deed: str, allowed: str, is_sqlite: bool) -> None:
    name, refusal = f"keep_{table}_{deed.lower()}", f"{table} are kept as they are"
    if is_sqlite:
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {deed} ON {table} WHEN NOT ({allowed}) "
            f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{refusal}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW WHEN (NOT ({allowed})) EXECUTE FUNCTION {name}()"
    )


def downgrade() -> None:
    for table in ("log", "members", "entries", "events", "streams", "frameworks"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for table, deed in _KEPT:
            op.execute(f"DROP FUNCTION keep_{table}_{deed.lower()}()")
