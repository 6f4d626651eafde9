"""Who brought a withdrawal, and when a desk took its seat."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns: what is there already stays without."""
    op.add_column("withdrawals", sa.Column("desk", sa.LargeBinary))
    op.create_index("withdrawals_desk", "withdrawals", ["desk"])
    op.add_column("desks", sa.Column("claimed", sa.BigInteger))
