"""The names in a store's folder: its journal, with what is set aside of it, and the lock of whoever holds it."""

from __future__ import annotations

JOURNAL, LOCK = "journal", "lock"
ASIDE = f"{JOURNAL}.*-*"
"""What every file matches that was set aside of a journal: by its kind and a number."""
