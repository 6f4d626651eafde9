"""The appointment beside a statement of the office."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column: the office brings what it had said before once it meets a hub that keeps it."""
    op.add_column("acts", sa.Column("meeting", sa.LargeBinary))
