"""How a sentence for people is marked, below every table of them."""

from __future__ import annotations

from enum import Enum


def N_(message: str) -> str:
    """Mark a sentence for extraction; it is translated when it is shown."""
    return message


class Sentence(Enum):
    """A code that is worded by its own value."""
