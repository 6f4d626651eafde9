"""What the hub keeps for offices of several seats: who speaks for one, and notes of which it reads two numbers."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table

from kiosk.hub.tables import metadata

seats = Table(
    "seats",
    metadata,
    Column("office", BigInteger, primary_key=True, autoincrement=False),
    Column("id", LargeBinary, primary_key=True),
    Column("seat_file", LargeBinary, nullable=False),
    Column("token_hash", LargeBinary, unique=True),
    Column("dismissed", BigInteger),
)
"""Machines that speak for an office, each with a token of its own; without one, it does so no longer."""

notes = Table(
    "notes",
    metadata,
    Column("office", BigInteger, primary_key=True, autoincrement=False),
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("act", LargeBinary, nullable=False),
    Column("number", Integer, nullable=False),
    Column("note", LargeBinary, nullable=False),
    Column("received", BigInteger, nullable=False),
    Index("notes_act", "office", "act", "number", unique=True),
)
"""Sealed notes of acts. `place` counts those of an office in the order in which they were kept: who has read one has
read all before it. `number` counts those of one act, from 1 without a gap."""
