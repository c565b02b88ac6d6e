"""In which order streams were changed, whatever the clock said: what was changed last has the highest turn."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    op.add_column("streams", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    connection = op.get_bind()
    in_order = connection.execute(sa.text("SELECT id FROM streams ORDER BY coalesce(changed, created), number")).all()
    turns = [{"id": identifier, "turn": turn} for turn, (identifier,) in enumerate(in_order, 1)]
    if turns:
        connection.execute(sa.text("UPDATE streams SET turn = :turn WHERE id = :id"), turns)
    op.create_index("ix_streams_turn", "streams", ["turn"])
    op.create_index("ix_streams_root_turn", "streams", ["root", "turn"])


def downgrade() -> None:
    op.drop_index("ix_streams_root_turn", "streams")
    op.drop_index("ix_streams_turn", "streams")
    op.drop_column("streams", "turn")
