"""What the hub keeps: six tables, the same on SQLite and PostgreSQL. Migrations bring a database to this form.

Every row of an office says whose it is (`office`), and an id is one within its office alone: what another office has
under the same id is another thing, of which nobody learns.

Moments are whole seconds since 1970, UTC, by the hub's clock. No column can hold a name or what an act is about.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, Table, Text, text

metadata = MetaData()

FIRST_OFFICE = 1
"""The number of the office that every hub has."""
_number = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up in a column of exactly this type alone

hub = Table(
    "hub",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seed", LargeBinary, nullable=False),
)
"""One row: the hub's own signing key. Here, because several processes sign with one key, and because a backup of the
acts without the key would be one of another hub."""

offices = Table(
    "offices",
    metadata,
    Column("id", _number, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False),
    Column("key", LargeBinary),
    Column("serial", BigInteger, nullable=False),
    Column("file", LargeBinary, nullable=False),
    Column("token", LargeBinary, unique=True),
    Column("seen", BigInteger),
    Column("time", BigInteger),
    Column("time_signature", LargeBinary),
    Column("closed", BigInteger),
    Column("most_acts", BigInteger),
    Column("most_bytes", BigInteger),
    Column("most_desks", BigInteger),
    Column("keep_days", BigInteger),
)
"""The offices of this hub; the first is there from the start. `name` is the operator's, `key` to `file` the office's
own (nil, 0 and empty before it joins), `time` what it last signed, `closed` when the operator closed it.

`most_acts` and `most_bytes` are of the sealed bytes that are kept, `most_desks` of the desks that it trusts or expects,
`keep_days` the days for which sealed bytes stay after the final answer; nil for the hub's own setting, and no limit."""

codes = Table(
    "codes",
    metadata,
    Column("slot", LargeBinary, primary_key=True),
    Column("office", BigInteger, nullable=False),
    Column("role", Text, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("claim_hash", LargeBinary, nullable=False),
    Column("secret", LargeBinary),
    Column("offer", LargeBinary),
    Column("label", Text),
    Column("tag", LargeBinary),
    Column("used", LargeBinary),
)
"""One-time codes: the hub's own for an office (`secret` is the code), an office's for desks (`offer` to `tag`).

Who asks with a code has no token yet: the code tells the office. No two slots are the same: each is of a code drawn."""

desks = Table(
    "desks",
    metadata,
    Column("office", BigInteger, primary_key=True, autoincrement=False),
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
    Column("health", LargeBinary),
    Column("health_at", BigInteger),
)
"""`claimed` is when it took its seat; nil before that was noted. `health` is what it last said of itself, sealed to the
office, and when that came; nil before it said anything.

`refused` counts offers that were not kept: what a desk has quarantined, it offers again every day."""

acts = Table(
    "acts",
    metadata,
    Column("number", _number, primary_key=True, autoincrement=True),
    Column("office", BigInteger, nullable=False),
    Column("id", LargeBinary, nullable=False),
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
    Column("meeting", LargeBinary),
    Index("acts_id", "office", "id", unique=True),
    Index("acts_reference", "office", "reference"),
    Index(
        "acts_held", "office", "number", sqlite_where=text("state = 'held'"), postgresql_where=text("state = 'held'")
    ),
    Index(
        "acts_sealed",
        "office",
        "final_at",
        sqlite_where=text("envelope IS NOT NULL"),
        postgresql_where=text("envelope IS NOT NULL"),
    ),
)
"""An act and the newest statement on it (`sequence` to `signature`; `said_hash` where it is not `hash`; `proof`, by the
office, that it is of the key with this hash: nil where the office gave none; `meeting`, the appointment beside it, as
it travels: nil for none).

Without `key_hash` it is a statement of the office on an act that the hub does not have; without `envelope` alone, the
sealed bytes were deleted after the final answer."""

withdrawals = Table(
    "withdrawals",
    metadata,
    Column("number", _number, primary_key=True, autoincrement=True),
    Column("office", BigInteger, nullable=False),
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
    Index("withdrawals_act", "office", "act", "key_hash", unique=True),
    Index("withdrawals_desk", "office", "desk"),
)
"""Consents taken back. `desk` brought it; nil before that was noted.

`listed` once the office was shown it. A key that comes after an oral one takes its place."""
