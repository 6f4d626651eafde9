"""Where the terminal's own cursor stands: what a Braille display, a screen reader and a magnifier follow.

Textual hides it and leaves it where it painted last. It goes where one is: on the row that is pointed at, in the line
that is typed in, else on what went wrong, else at the beginning of what is read.
"""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList

from kiosk.glass.widgets.line import TypedLine

READS = ("#problem", "Pages", "#question", "#title", "Static")
"""What is read where nothing is pointed at, the first that has words."""


@runtime_checkable
class Pointing(Protocol):
    """A list that says itself where its pointed row stands."""

    @property
    def pointed_offset(self) -> Offset:
        """The cell of the terminal."""


def place(screen: Screen[Any]) -> Offset:
    """Give the cell of the terminal where one is."""
    focused = screen.focused
    if isinstance(focused, Input):
        # At home the arrows move in a list that has no focus of its own.
        typed = focused.value and not (isinstance(focused, TypedLine) and focused.leads)
        led = None if typed else screen.query_one_optional(OptionList)
        if led is None or led.can_focus or led.highlighted is None:
            return focused.cursor_screen_offset
        return _row(led)
    if isinstance(focused, OptionList) and focused.highlighted is not None:
        return _row(focused)
    if isinstance(focused, Pointing):
        return focused.pointed_offset
    for selector in READS:
        for widget in screen.query(selector):
            if widget.is_on_screen and (begins := _beginning(widget)) is not None:
                return widget.content_region.offset + begins
    return Offset(0, 0)


def _row(choices: OptionList) -> Offset:
    """Give the row that is pointed at, where its mark stands."""
    row = choices._index_to_line.get(choices.highlighted or 0, 0) - choices.scroll_offset.y
    return choices.content_region.offset + Offset(1, max(row, 0))


def _beginning(widget: Widget) -> Offset | None:
    """Give the first sign that a widget shows, which may stand in its middle."""
    for row in range(widget.content_region.height):
        text = widget.render_line(row).text
        if text.strip():
            return Offset(len(text) - len(text.lstrip()), row)
    return None
