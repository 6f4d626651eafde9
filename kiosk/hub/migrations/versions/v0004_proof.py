"""The office's proof of which receipt's act a statement is on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column: it is filled with the office's next statements."""
    op.add_column("acts", sa.Column("proof", sa.LargeBinary))
