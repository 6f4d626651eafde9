"""Tells a scanner from a finger: it types many signs faster than anybody, then Enter."""

from __future__ import annotations

from textual import events

SCAN_KEYS = 6
"""So many signs in a row before an Enter are a scanner's, not a person's."""
SCAN_GAP = 0.3
"""Seconds between two signs after which a row begins anew."""


class Row:
    """The signs that came in a row.

    Times are those of the key presses, not of when they are dealt with: a slow machine must not turn a scanner into
    a finger.
    """

    def __init__(self) -> None:
        self.signs = ""
        self._at = self._entered_at = 0.0

    def take(self, event: events.Key) -> None:
        """Note a key."""
        if event.key == "enter":
            self._entered_at = event.time
        elif event.is_printable and event.character is not None:
            if event.time - self._at > SCAN_GAP:
                self.signs = ""
            self.signs += event.character
            self._at = event.time

    def was_scanned(self) -> bool:
        """Tell, at an Enter, whether a scanner pressed it; the next row begins anew."""
        scanned = len(self.signs) >= SCAN_KEYS and self._entered_at - self._at <= SCAN_GAP
        self.signs = ""
        return scanned
