"""Many offices: the one that a hub had is the first, and every row is its."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_HELD = sa.text("state = 'held'")
_SEALED = sa.text("envelope IS NOT NULL")
_NAMES = {"uq": "%(table_name)s_%(column_0_name)s_key", "pk": "%(table_name)s_pkey"}
"""What PostgreSQL calls these; SQLite gave them no name."""
_OF_HUB = ("key", "serial", "file", "token", "seen", "time", "time_signature")


def _office() -> sa.Column[int]:
    return sa.Column("office", sa.BigInteger, nullable=False, server_default="1")


def upgrade() -> None:
    """Make the table of offices out of the hub's row, and give every other row its office."""
    op.create_table(
        "offices",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("key", sa.LargeBinary),
        sa.Column("serial", sa.BigInteger, nullable=False),
        sa.Column("file", sa.LargeBinary, nullable=False),
        sa.Column("token", sa.LargeBinary, unique=True),
        sa.Column("seen", sa.BigInteger),
        sa.Column("time", sa.BigInteger),
        sa.Column("time_signature", sa.LargeBinary),
        sa.Column("closed", sa.BigInteger),
        sa.Column("most_acts", sa.BigInteger),
        sa.Column("most_bytes", sa.BigInteger),
        sa.Column("most_desks", sa.BigInteger),
        sa.Column("keep_days", sa.BigInteger),
    )
    known = ", ".join(f"office_{name}" for name in _OF_HUB)
    quoted = ", ".join(f'"{name}"' for name in _OF_HUB)
    op.execute(f"INSERT INTO offices (name, {quoted}) SELECT '', {known} FROM hub")  # noqa: S608 - names from above
    with op.batch_alter_table("hub") as hub:
        for name in _OF_HUB:
            hub.drop_column(f"office_{name}")
    for index in ("acts_reference", "acts_held", "acts_final"):
        op.drop_index(index, "acts")
    for index in ("withdrawals_act", "withdrawals_desk"):
        op.drop_index(index, "withdrawals")
    with op.batch_alter_table("codes") as codes:
        codes.add_column(_office())
    with op.batch_alter_table("withdrawals") as withdrawals:
        withdrawals.add_column(_office())
    with op.batch_alter_table("desks", naming_convention=_NAMES) as desks:
        desks.add_column(_office())
        desks.drop_constraint("desks_pkey", type_="primary")
        desks.create_primary_key("desks_pkey", ["office", "id"])
    with op.batch_alter_table("acts", naming_convention=_NAMES) as acts:
        acts.add_column(_office())
        acts.drop_constraint("acts_id_key", type_="unique")
    for table in ("codes", "withdrawals", "desks", "acts"):  # from now on nobody's is nobody's
        with op.batch_alter_table(table, naming_convention=_NAMES) as each:
            each.alter_column("office", server_default=None, existing_type=sa.BigInteger, existing_nullable=False)
    op.create_index("acts_id", "acts", ["office", "id"], unique=True)
    op.create_index("acts_reference", "acts", ["office", "reference"])
    op.create_index("acts_held", "acts", ["office", "number"], sqlite_where=_HELD, postgresql_where=_HELD)
    op.create_index("acts_sealed", "acts", ["office", "final_at"], sqlite_where=_SEALED, postgresql_where=_SEALED)
    op.create_index("withdrawals_act", "withdrawals", ["office", "act", "key_hash"], unique=True)
    op.create_index("withdrawals_desk", "withdrawals", ["office", "desk"])
