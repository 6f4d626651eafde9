"""What each desk last said of itself, sealed to the office."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns: each desk fills its own when it next syncs."""
    op.add_column("desks", sa.Column("health", sa.LargeBinary))
    op.add_column("desks", sa.Column("health_at", sa.BigInteger))
