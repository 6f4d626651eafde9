"""What the app's parts see of it: all that screens do, and what leads from one to the next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from typing import Protocol

from textual.timer import Timer

from kiosk.screens.host import Host, Lines


class Counts(Lines, Protocol):
    """The lines around every screen, for who changes what they say."""

    printer_holds: bool
    """Whether a receipt may still come out of the printer."""


class PartsHost(Host, Protocol):
    """The app, as far as its parts need it."""

    @property
    def frame(self) -> Counts:
        """The lines around every screen."""

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""

    def pop_screen(self) -> Awaitable[object]:
        """Take the screen away that is shown."""

    def batch_update(self) -> AbstractContextManager[None]:
        """Change many things and paint them once."""

    def call_later(self, callback: Callable[[], object]) -> bool:
        """Do something once what is under way is done."""

    def set_interval(self, interval: float, callback: Callable[[], None]) -> Timer:
        """Do something again and again, every so many seconds."""

    def bell(self) -> None:
        """Ring."""

    def veil(self, text: str) -> None:
        """Empty the terminal at once, but for a line."""

    def came_by_itself(self) -> None:
        """Say that no key led to what is shown."""

    def call_off_ways(self) -> None:
        """Call off what is on its way from screen to screen."""

    def leave(self, code: int = 0) -> None:
        """Stop the kiosk."""
