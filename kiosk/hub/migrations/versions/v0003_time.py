"""The last time that the office signed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns: they are filled when the office next talks to the hub."""
    op.add_column("hub", sa.Column("office_time", sa.BigInteger))
    op.add_column("hub", sa.Column("office_time_signature", sa.LargeBinary))
