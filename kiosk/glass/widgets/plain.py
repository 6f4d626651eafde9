"""What every painted line passes through: no text of it commands the terminal, wherever it came from."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from kiosk.core.harmless import harmless


class Plain(LineFilter):
    """Takes from every painted line the signs that a terminal obeys: they have no width, so nothing moves."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 (as Textual calls it)
        """Give the line as it may be painted."""
        return [_plain(segment) for segment in segments]


def _plain(segment: Segment) -> Segment:
    if segment.control or segment.text.isprintable():
        return segment
    return segment._replace(text=harmless(segment.text, ""))
