"""What was typed, without what keyboards, pastes and scanners smuggle in."""

from __future__ import annotations

import unicodedata

JOINERS = "\u200c\u200d"
"""Signs that nobody sees, without which Persian and Indic scripts are misspelt."""
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean(typed: str) -> str:
    """Give the text without control, format and direction characters, composed, with single spaces."""
    spaced = "".join(" " if c.isspace() else c for c in typed)
    kept = "".join(c for c in spaced if c in JOINERS or unicodedata.category(c) not in _INVISIBLE)
    return " ".join(unicodedata.normalize("NFC", kept).split())
