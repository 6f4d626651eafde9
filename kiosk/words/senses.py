"""French sentences of guidance that mean two things: each meaning is an entry of its own in the catalogues.

Every other sentence has one entry, wherever it stands. A word comes in here when a language cannot say both with one.
"""

from __future__ import annotations

from collections.abc import Mapping

SENSES: dict[str, Mapping[str, str]] = {}
"""By the French sentence: what it means (the context of its entry) where it stands (`procedure.step`)."""


def sense(text: str, where: str) -> str | None:
    """Give what a sentence means where it stands; None for one that means the same everywhere."""
    return SENSES[text].get(where) if text in SENSES else None
