"""How many answers of each open check were sent, so that one that is taken away is missed."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0004", "0003"


def upgrade() -> None:
    op.create_table(
        "tallies",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["stream"], ["streams.id"], name="fk_tallies_stream"),
        sa.PrimaryKeyConstraint("stream", name="pk_tallies"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO tallies (stream, sent) SELECT stream, count(*) FROM ballots GROUP BY stream")


def downgrade() -> None:
    op.drop_table("tallies")
