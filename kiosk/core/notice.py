"""What a store has to tell staff of its opening and its closing."""

from __future__ import annotations

from enum import StrEnum


class Notice(StrEnum):
    """What staff should be told after the store was opened or closed."""

    TORN_TAIL = "torn_tail"
    """The power went while something was being recorded that nobody was told about; it was kept aside."""
    NOT_COMPACTED = "not_compacted"
    """The file could not be rewritten more tightly, for lack of space perhaps. Nothing is lost."""
