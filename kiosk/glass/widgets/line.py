"""A line to type in, one row high and as wide as its place whatever stands in it."""

from __future__ import annotations

from typing import Any
from unicodedata import category

from textual.events import Key
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from kiosk.glass.gate import STANDS, turn_over


class CursorHolder(Widget):
    """Where one types or points, and what went wrong is said beside."""

    news: Reactive[bool] = Reactive(False)
    """Whether something was said since a key was pressed here: the terminal's cursor stands there."""
    touched = False
    """Whether a key was pressed since."""

    def on_key(self, event: Key) -> None:
        """Have the cursor where one is again."""
        del event
        self.turn_back()

    def turn_back(self) -> None:
        """Leave what was said: a key was pressed."""
        self.news, self.touched = False, True


def point_out(screen: Screen[Any], words: str, *, again: bool = False) -> None:
    """Have the terminal's cursor stand on what was said, until a key is pressed: who reads by touch finds it there.

    Args:
        screen: where it was said.
        words: nothing if empty.
        again: whether it stood there already: then it is news only after a key.
    """
    if isinstance(told := screen.focused, CursorHolder) and (told.touched or not again):
        told.news, told.touched = bool(words), False


class TypedLine(Input, CursorHolder):
    """An input whose letters move nothing else."""

    told: str | None = None
    """What stood here when something was said about it."""
    _entered = 0.0
    _gap = STANDS

    @property
    def entered(self) -> float:
        """When Enter was pressed last, as keys are timed."""
        return self._entered

    @property
    def hastened(self) -> bool:
        """Whether the last Enter followed another so fast that nothing was read between them."""
        return self._gap < STANDS

    # Textual's own lays the whole screen out anew at each letter, for a width that the style sheet fixes anyway.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def on_mount(self) -> None:
        """Keep the cursor still, a blinking one wakes a slow machine; no key counts before the line is seen."""
        turn_over(self)
        self.cursor_blink = False

    def on_key(self, event: Key) -> None:
        """Note when Enter is pressed; take any blank for a space: Textual drops those that are not plain, unseen."""
        self.turn_back()  # where a letter is typed, Textual asks no further base
        if event.key == "enter":
            self._gap, self._entered = event.time - self._entered, event.time
        if event.character and event.character != " " and category(event.character) == "Zs":
            event.stop()
            event.prevent_default()
            self.replace(" ", *self.selection)
