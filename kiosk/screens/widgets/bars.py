"""The three lines that stand on every screen: who we are, how things stand, which keys there are."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import Static


class TopBar(Static):
    """The name of the desk and, in training, FORMATION."""

    def say(self, left: str, right: str, width: int) -> None:
        """Show one text on the left and one on the right."""
        room = max(width - 2 - len(right) - 1, 0)
        self.update(f"{left[:room]:<{room}} {right}")


class StatusLine(Static):
    """Network, queue, receipts and clock, in words."""

    def say(self, parts: Sequence[str]) -> None:
        """Show the parts side by side."""
        self.update(" | ".join(parts))


class KeyBar(Static):
    """The keys that work here, always visible."""

    def say(self, keys: Sequence[tuple[str, str]], width: int) -> None:
        """Show the caps of keys with their words, as many as fit, the first being the most useful."""
        shown: list[str] = []
        for cap, words in keys:
            each = f"{cap} {words}"
            if len("  ".join([*shown, each])) > width - 2:
                break
            shown.append(each)
        self.update("  ".join(shown))
