"""The first form of the hub's database."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_HELD = sa.text("state = 'held'")
_FINAL = sa.text("envelope IS NOT NULL AND final_at IS NOT NULL")


def _number() -> sa.Column[int]:
    counting = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    return sa.Column("number", counting, primary_key=True, autoincrement=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "hub",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seed", sa.LargeBinary, nullable=False),
        sa.Column("office_key", sa.LargeBinary),
        sa.Column("office_serial", sa.BigInteger, nullable=False),
        sa.Column("office_file", sa.LargeBinary, nullable=False),
        sa.Column("office_token", sa.LargeBinary),
        sa.Column("office_seen", sa.BigInteger),
    )
    op.create_table(
        "codes",
        sa.Column("slot", sa.LargeBinary, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("claim_hash", sa.LargeBinary, nullable=False),
        sa.Column("secret", sa.LargeBinary),
        sa.Column("offer", sa.LargeBinary),
        sa.Column("label", sa.Text),
        sa.Column("tag", sa.LargeBinary),
        sa.Column("used", sa.LargeBinary),
    )
    op.create_table(
        "desks",
        sa.Column("id", sa.LargeBinary, primary_key=True),
        sa.Column("verify_key", sa.LargeBinary, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("token_hash", sa.LargeBinary, unique=True),
        sa.Column("seen", sa.BigInteger),
        sa.Column("slot", sa.LargeBinary),
        sa.Column("desk_file", sa.LargeBinary, nullable=False),
        sa.Column("tag", sa.LargeBinary),
        sa.Column("refused", sa.Integer, nullable=False, server_default="0"),
        sa.Column("refused_at", sa.BigInteger),
    )
    op.create_table(
        "acts",
        _number(),
        sa.Column("id", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("desk", sa.LargeBinary, nullable=False),
        sa.Column("reference", sa.Text),
        sa.Column("key_hash", sa.LargeBinary),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("envelope", sa.LargeBinary),
        sa.Column("received", sa.BigInteger, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("said_at", sa.BigInteger, nullable=False),
        sa.Column("said_hash", sa.LargeBinary),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("final_at", sa.BigInteger),
    )
    op.create_index("acts_reference", "acts", ["reference"])
    op.create_index("acts_held", "acts", ["number"], sqlite_where=_HELD, postgresql_where=_HELD)
    op.create_index("acts_final", "acts", ["final_at"], sqlite_where=_FINAL, postgresql_where=_FINAL)
    op.create_table(
        "withdrawals",
        _number(),
        sa.Column("act", sa.LargeBinary, nullable=False),
        sa.Column("key_hash", sa.LargeBinary, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("key", sa.LargeBinary),
        sa.Column("at_wall", sa.BigInteger, nullable=False),
        sa.Column("at_monotonic", sa.BigInteger, nullable=False),
        sa.Column("at_boot", sa.Text, nullable=False),
        sa.Column("at_attested_age", sa.BigInteger),
        sa.Column("received", sa.BigInteger, nullable=False),
        sa.Column("listed", sa.Boolean, nullable=False),
    )
    op.create_index("withdrawals_act", "withdrawals", ["act", "key_hash"], unique=True)
