"""Practice checks: a third kind of stream, and the ballot box."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"

_KINDS = ("kind IN ('project', 'assessment', 'check')", "kind IN ('project', 'assessment')")
_PINNED = ("(kind <> 'project') = (framework IS NOT NULL)", "(kind = 'assessment') = (framework IS NOT NULL)")


def upgrade() -> None:
    _rule(_KINDS[0], _PINNED[0])
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
    _sealed("drafts", "key")
    _sealed("ballots", "place")


def _sealed(table: str, name: str) -> None:
    op.create_table(
        table,
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column(name, sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name, name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["stream"], ["streams.id"], name=f"fk_{table}_stream"),
        sqlite_with_rowid=False,
    )


def _rule(kinds: str, pinned: str) -> None:
    """Give the streams other rules; SQLite can do that only by making the table anew."""
    if op.get_bind().dialect.name != "sqlite":
        for name, rule in (("kind", kinds), ("pinned", pinned)):
            for before in (f"ck_streams_{name}", f"ck_streams_ck_streams_{name}"):  # 0001 named them by two rules
                op.execute(f"ALTER TABLE streams DROP CONSTRAINT IF EXISTS {before}")
            op.create_check_constraint(op.f(f"ck_streams_{name}"), "streams", rule)
        return
    op.create_table(
        "new_streams",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("framework", sa.Text()),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True)),
        sa.Column("erased", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_streams")),
        sa.UniqueConstraint("id", name=op.f("uq_streams_id")),
        sa.ForeignKeyConstraint(["project"], ["streams.id"], name=op.f("fk_streams_project")),
        sa.ForeignKeyConstraint(["framework"], ["frameworks.content_hash"], name=op.f("fk_streams_framework")),
        sa.CheckConstraint(kinds, name=op.f("ck_streams_kind")),
        sa.CheckConstraint("(kind = 'project') = (project = id)", name=op.f("ck_streams_own_project")),
        sa.CheckConstraint(pinned, name=op.f("ck_streams_pinned")),
    )
    columns = "number, id, kind, project, framework, created, sequence, changed, erased"
    op.execute(f"INSERT INTO new_streams ({columns}) SELECT {columns} FROM streams")
    op.drop_table("streams")
    op.rename_table("new_streams", "streams")
    op.create_index("ix_streams_project", "streams", ["project"])


def downgrade() -> None:
    for table in ("ballots", "drafts", "links"):
        op.drop_table(table)
    streams = sa.table("streams", sa.column("kind"))
    if op.get_bind().scalar(sa.select(sa.func.count()).select_from(streams).where(streams.c.kind == "check")):
        raise RuntimeError("there are practice checks: put a backup from before them back")
    _rule(_KINDS[1], _PINNED[1])
