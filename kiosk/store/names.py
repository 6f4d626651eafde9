"""The names in a store's folder: its journal, with what is set aside of it, and the lock of whoever holds it."""

from __future__ import annotations

JOURNAL, LOCK = "journal", "lock"
