"""Several seats of one office: who speaks for it, and their numbered notes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables: an office with one seat has nothing in them."""
    op.create_table(
        "seats",
        sa.Column("office", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("id", sa.LargeBinary, primary_key=True),
        sa.Column("seat_file", sa.LargeBinary, nullable=False),
        sa.Column("token_hash", sa.LargeBinary, unique=True),
        sa.Column("dismissed", sa.BigInteger),
    )
    op.create_table(
        "notes",
        sa.Column("office", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("place", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("act", sa.LargeBinary, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("note", sa.LargeBinary, nullable=False),
        sa.Column("received", sa.BigInteger, nullable=False),
    )
    op.create_index("notes_act", "notes", ["office", "act", "number"], unique=True)
