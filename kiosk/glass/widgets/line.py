"""A line to type in, one row high and as wide as its place whatever stands in it."""

from __future__ import annotations

from unicodedata import category

from textual.events import Key
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from kiosk.glass.gate import STANDS, turn_over


class TypedLine(Input):
    """An input whose letters move nothing else."""

    leads = False
    """Whether the arrows were pressed last, and one is in the list above it."""
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
        if event.key == "enter":
            self._gap, self._entered = event.time - self._entered, event.time
        if event.character and event.character != " " and category(event.character) == "Zs":
            event.stop()
            event.prevent_default()
            self.replace(" ", *self.selection)
