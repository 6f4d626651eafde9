"""Chooses the real things for the office's commands: the only file of this house that reads the clock."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Read the clock, to the second: so a statement that was kept and one that was signed again are the same bytes."""
    return datetime.now(UTC).replace(microsecond=0)
