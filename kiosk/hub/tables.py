"""What the hub keeps: five tables, the same on SQLite and PostgreSQL. Migrations bring a database to this form.

Moments are whole seconds since 1970, UTC, by the hub's clock. No column can hold a name or what an act is about.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, Table, Text, text

metadata = MetaData()

_number = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up in a column of exactly this type alone

hub = Table(
    "hub",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seed", LargeBinary, nullable=False),
    Column("office_key", LargeBinary),
    Column("office_serial", BigInteger, nullable=False),
    Column("office_file", LargeBinary, nullable=False),
    Column("office_token", LargeBinary),
    Column("office_seen", BigInteger),
    Column("office_time", BigInteger),
    Column("office_time_signature", LargeBinary),
)
"""One row: the hub's own signing key, its one office, and the last time that this office signed. Here, because several
processes sign with one key, and because a backup of the acts without the key would be one of another hub."""

codes = Table(
    "codes",
    metadata,
    Column("slot", LargeBinary, primary_key=True),
    Column("role", Text, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("claim_hash", LargeBinary, nullable=False),
    Column("secret", LargeBinary),
    Column("offer", LargeBinary),
    Column("label", Text),
    Column("tag", LargeBinary),
    Column("used", LargeBinary),
)
"""One-time codes: the hub's own for its office (`secret` is the code), the office's for desks (`offer` to `tag`)."""

desks = Table(
    "desks",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("verify_key", LargeBinary, nullable=False),
    Column("label", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("token_hash", LargeBinary, unique=True),
    Column("seen", BigInteger),
    Column("slot", LargeBinary),
    Column("desk_file", LargeBinary, nullable=False),
    Column("tag", LargeBinary),
    Column("refused", Integer, nullable=False, server_default="0"),
    Column("refused_at", BigInteger),
    Column("claimed", BigInteger),
)
"""`claimed` is when it took its seat; nil before that was noted.

`refused` counts offers that were not kept: what a desk has quarantined, it offers again every day."""

acts = Table(
    "acts",
    metadata,
    Column("number", _number, primary_key=True, autoincrement=True),
    Column("id", LargeBinary, nullable=False, unique=True),
    Column("desk", LargeBinary, nullable=False),
    Column("reference", Text),
    Column("key_hash", LargeBinary),
    Column("hash", LargeBinary, nullable=False),
    Column("envelope", LargeBinary),
    Column("received", BigInteger, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("said_at", BigInteger, nullable=False),
    Column("said_hash", LargeBinary),
    Column("signature", LargeBinary, nullable=False),
    Column("final_at", BigInteger),
    Column("proof", LargeBinary),
    Index("acts_reference", "reference"),
    Index("acts_held", "number", sqlite_where=text("state = 'held'"), postgresql_where=text("state = 'held'")),
    Index(
        "acts_final",
        "final_at",
        sqlite_where=text("envelope IS NOT NULL AND final_at IS NOT NULL"),
        postgresql_where=text("envelope IS NOT NULL AND final_at IS NOT NULL"),
    ),
)
"""An act and the newest statement on it (`sequence` to `signature`; `said_hash` where it is not `hash`; `proof`, by the
office, that it is of the key with this hash: nil where the office gave none).

Without `key_hash` it is a statement of the office on an act that the hub does not have; without `envelope` alone, the
sealed bytes were deleted after the final answer."""

withdrawals = Table(
    "withdrawals",
    metadata,
    Column("number", _number, primary_key=True, autoincrement=True),
    Column("act", LargeBinary, nullable=False),
    Column("key_hash", LargeBinary, nullable=False),
    Column("reference", Text, nullable=False),
    Column("key", LargeBinary),
    Column("at_wall", BigInteger, nullable=False),
    Column("at_monotonic", BigInteger, nullable=False),
    Column("at_boot", Text, nullable=False),
    Column("at_attested_age", BigInteger),
    Column("received", BigInteger, nullable=False),
    Column("listed", Boolean, nullable=False),
    Column("desk", LargeBinary),
    Index("withdrawals_act", "act", "key_hash", unique=True),
    Index("withdrawals_desk", "desk"),
)
"""Consents taken back. `desk` brought it; nil before that was noted.

`listed` once the office was shown it. A key that comes after an oral one takes its place."""
