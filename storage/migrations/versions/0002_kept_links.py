"""The links of an open check, sealed: whoever made them can see them again."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade() -> None:
    op.create_table(
        "kept_links",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_kept_links"),
        sa.ForeignKeyConstraint(["stream"], ["streams.id"], name="fk_kept_links_stream"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("kept_links")
