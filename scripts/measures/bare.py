"""A bare Textual app, the measure of `bench_start` and `bench_keys`: one widget, nothing of the kiosk.

python scripts/measures/bare.py text | line | list ROWS | idle ROWS | unlock | home ROWS

`idle` is what anybody would write: a list, an input with the focus as it comes, and a header with a clock. `unlock` and
`home ROWS` are the floor of those screens: their widgets, and the libraries that what they promise cannot do without.
"""

from __future__ import annotations

import sys
from importlib import import_module

from textual.app import App, ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Header, Input, OptionList, Static
from textual.widgets.option_list import Option

READY = "READY-TO-MEASURE"
"""What it shows first."""
ROW = "{:05d} a row as wide as one of the kiosk's, so that as many cells are painted on each"


FIRST = {
    "unlock": ("argparse", "gettext", "tomllib", "msgspec", "concurrent.futures.thread", "resource", "ctypes"),
    "home": ("argparse", "gettext", "tomllib", "msgspec", "concurrent.futures.thread"),
}
"""Needed before a first screen: a command's options, words, settings, a thread; memory that no dump shows."""
THEN = {"unlock": ("nacl.bindings", "nacl.public", "nacl.signing"), "home": ()}
"""Needed once it stands: the keys of a desk."""


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


class Idle(App[None]):
    """A list, an input with the focus and a clock, with every setting as Textual has it."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Header(show_clock=True)
        yield Static(READY)
        yield OptionList(*(Option(Content(ROW.format(n)[:78])) for n in range(self._rows)), markup=False)
        yield Input()

    def on_mount(self) -> None:
        """Let keys go to the input."""
        self.query_one(Input).focus()


class Floor(App[None]):
    """The widgets of a screen of the kiosk, and the libraries that are loaded behind it, with nothing of its own.

    Args:
        screen: which.
        rows: of its list.
    """

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    CSS = Bare.CSS + " #top, #keys { height: 1; }"

    def __init__(self, screen: str, rows: int) -> None:
        super().__init__()
        self._of, self._rows = screen, rows

    def compose(self) -> ComposeResult:
        """Lay it out: a line above, what is said, a list where there is one, a line to type in, the keys."""
        yield Static("above", id="top")
        yield Static(READY)
        if self._rows:
            yield OptionList(*(Option(Content(ROW.format(n)[:78])) for n in range(self._rows)), markup=False)
        yield Input(password=self._of == "unlock")
        yield Static("keys", id="keys")

    def on_mount(self) -> None:
        """Let keys go to the line; load the rest behind the screen."""
        self.query_one(Input).focus()
        self.set_timer(0.1, self.load)

    def load(self) -> None:
        """Load what is needed once the screen stands."""
        for name in THEN[self._of]:
            import_module(name)


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
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    app: App[None]
    if sys.argv[1] in FIRST:
        for name in FIRST[sys.argv[1]]:
            import_module(name)
        app = Floor(sys.argv[1], rows)
    else:
        app = Idle(rows) if sys.argv[1] == "idle" else Bare(widget(sys.argv[1], rows))
    app.run(mouse=False)
