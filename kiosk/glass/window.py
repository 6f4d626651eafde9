"""The window that the terminal gives: never too small to lay anything out, and painted whole after it changed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import Any

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.filter import LineFilter
from textual.geometry import Size, clamp
from textual.screen import Screen
from textual.timer import Timer

from kiosk.glass.cursor import place
from kiosk.glass.driver import EMPTY, RESET
from kiosk.glass.widgets.plain import Plain

LEAST = Size(24, 8)
"""What is laid out however small the window is: Textual stops with an error where a widget has no column left."""
MOST = Size(500, 200)
"""The largest that is laid out: a terminal may say any number."""
QUIET = 0.1
"""Seconds without a further change after which everything is painted."""


class Window(App[int]):
    """Follows the size of the terminal.

    A base of the app and no part of it: it overrides how Textual takes a new size in and what it paints.
    """

    _settling: Timer | None = None
    _plain = Plain()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let nothing be painted that commands the terminal: names on a USB key come from strangers."""
        return [self._plain, *super().get_line_filters()]

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Paint, and leave the terminal's cursor where one is."""
        if self.screen_stack:
            self.cursor_position = place(self.screen)
        super()._display(screen, renderable)

    async def on_event(self, event: events.Event) -> None:
        """Take a new size in, within what can be laid out, and paint everything once no other follows."""
        if isinstance(event, events.Resize):
            # The terminal is asked: what the input says of it may be somebody's keys.
            said = event.size if self.is_headless else shutil.get_terminal_size()
            event = events.Resize.from_dimensions(fitting(*said), None)
            self._paint_soon()
        await super().on_event(event)

    def repaint(self) -> None:
        """Paint everything anew: what others wrote on the terminal, such as the system's core, goes."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(RESET)
        if self.screen_stack:
            self.screen.refresh()

    def action_repaint(self) -> None:
        """Paint everything anew, on an empty terminal."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(EMPTY)
        self.repaint()

    def veil(self, text: str) -> None:
        """Leave but the first line of a text on the terminal, at once: layout takes a slow machine a while."""
        if self._driver is None or self.is_headless:
            return
        line = text.split("\n", 1)[0]
        column = max(1, (self.size.width - len(line)) // 2)
        self._driver.write(f"\x1b[0m\x1b[2J\x1b[{max(1, self.size.height // 2)};{column}H{line}")
        self._driver.flush()

    def _paint_soon(self) -> None:
        """Paint all in a moment.

        A window that became smaller and large again lost what it showed, and Textual, which sees the same size as
        before, would paint nothing.
        """
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(QUIET, self._paint)

    def _paint(self) -> None:
        self._settling = None
        if self.screen_stack:
            # Told once more: a screen that was opening meanwhile may have heard of a former size last.
            self.screen.post_message(events.Resize.from_dimensions(self.size, None))
            self.screen.refresh()


def fitting(columns: int, rows: int) -> Size:
    """Give the size that is laid out in a window."""
    return Size(clamp(columns, LEAST.width, MOST.width), clamp(rows, LEAST.height, MOST.height))
