"""A bare Textual app, the measure of `bench_start` and `bench_keys`: one widget, nothing of the kiosk.

python scripts/measures/bare.py text | line | list ROWS
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

READY = "READY-TO-MEASURE"
"""What it shows first."""
ROW = "{:05d} a row as wide as one of the kiosk's, so that as many cells are painted on each"


class Bare(App[None]):
    """One widget under one line of text, with the settings of the kiosk."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    CSS = "OptionList { height: 1fr; border: none; scrollbar-size-vertical: 0; }"

    def __init__(self, widget: Widget | None) -> None:
        super().__init__()
        self._widget = widget

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Static(READY)
        if self._widget:
            yield self._widget

    def on_mount(self) -> None:
        """Let keys go to the widget."""
        if self._widget:
            self._widget.focus()


def widget(kind: str, rows: int) -> Widget | None:
    """Make what is measured."""
    if kind == "line":
        line = Input()
        line.cursor_blink = False
        return line
    if kind == "list":
        return OptionList(*(Option(Content(ROW.format(n)[:78])) for n in range(rows)), markup=False)
    return None


if __name__ == "__main__":
    Bare(widget(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)).run(mouse=False)
