"""The lines that stand on every screen, around what it is about: who we are, how things stand, which keys there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from kiosk.glass.widgets.tell import say_anew

SMALLEST = (40, 15)
"""Columns and rows below which a text could be cut: letters so large that forty of them fill a window."""
USUAL = (80, 24)
"""Columns and rows below which letters are large: what need not stand there leaves its room to what is read."""
LARGE = "-large"
"""The class of a screen whose letters are large."""
TOUCHED = "-touched"
"""The class of an app that is read by touch or by ear."""
SOON = "-soon"
"""The class of a screen that says that a lock is near."""


def is_touched(widget: Widget) -> bool:
    """Tell whether somebody reads by touch or by ear: nothing is drawn then that is no sign."""
    return widget.app.has_class(TOUCHED)


def enlarge(screen: Screen[Any]) -> bool:
    """Note on a screen whether letters are large, and tell it."""
    width, height = screen.app.size
    large = width < USUAL[0] or height < USUAL[1]
    screen.set_class(large, LARGE)
    return large


def is_large(widget: Widget) -> bool:
    """Tell whether letters are so large where a widget stands that there is room for little."""
    return widget.screen.has_class(LARGE)


class TooSmall(Static):
    """Covers a window that is too small to be read safely."""

    DEFAULT_CSS = "TooSmall { layer: over; width: 100%; height: 100%; background: $background; }"


def fits(screen: Screen[Any], words: Callable[[Size], str]) -> bool:
    """Make letters of a screen large or not, and cover it where it would be cut; tells whether it can be read.

    Args:
        screen: that has another size now.
        words: say that a window of this size is too small.
    """
    size = screen.app.size  # which may have changed again since this was sent
    enlarge(screen)
    for cover in screen.query(TooSmall):
        cover.remove()
    if size.width >= SMALLEST[0] and size.height >= SMALLEST[1]:
        return True
    screen.mount(TooSmall(words(size), markup=False))
    return False


class TopBar(Static):
    """The name of the desk and, in training, FORMATION."""

    def say(self, left: str, right: str, width: int) -> None:
        """Show one text on the left and one on the right."""
        room = max(width - 2 - len(right) - 1, 0)
        if len(left) > room:  # not within a word
            left = left[: left.rfind(" ", 0, room) + 1].rstrip(" –")
        say_anew(self, f"{left:<{room}} {right}")


class StatusLine(Static):
    """Network, queue, receipts and clock, in words."""

    def say(self, parts: Sequence[str]) -> None:
        """Show the parts side by side."""
        say_anew(self, " | ".join(parts))


class KeyBar(Static):
    """The keys that matter here, in one row: closer together before one is left to the help."""

    def say(self, keys: Sequence[tuple[str, str]], width: int) -> None:
        """Show the caps of keys with their words, the first being the most useful."""
        each = [f"{cap} {words}" for cap, words in keys]
        gap = "  " if cell_len("  ".join(each)) <= width else " "
        while each and cell_len(gap.join(each)) > width:
            each.pop()
        text = Content(gap.join(each))
        for cap, words in keys:
            at = text.plain.find(f"{cap} {words}")
            text = text.stylize("bold", at, at + len(cap)) if at >= 0 else text
        say_anew(self, text)


def frame(body: Iterable[Widget]) -> ComposeResult:
    """Give the lines of a screen around what it is about: who and what above, how things stand and the keys below."""
    yield TopBar("", id="top", markup=False)
    yield Static("", id="title", markup=False)
    with Container(id="body"):
        yield from body
    yield Static("", id="hint", markup=False)
    yield Static("", id="problem", markup=False)
    yield StatusLine("", id="status", markup=False)
    yield KeyBar("", id="keys", markup=False)
