"""A list with more answers than rows says how many more there are, in words, in a row that is no answer's."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from kiosk import glass
from kiosk.glass.widgets.choices import Choices

ANSWERS = {"short": "Oui", "long": "Oui, " + "et encore ceci, " * 2}


class Asks(App[None]):
    """One list in a window."""

    CSS_PATH = Path(glass.__file__).with_name("kiosk.tcss")

    def __init__(self, words: str, many: int) -> None:
        super().__init__()
        self._answers = [(str(n), f"{words}{n}") for n in range(many)]

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Choices(self._answers, more=lambda below: f"encore {below}")


@pytest.mark.parametrize("rows", range(5, 15))
@pytest.mark.parametrize("words", ANSWERS.values(), ids=ANSWERS)
async def test_what_is_below_is_counted_in_answers_and_hides_none(words: str, rows: int) -> None:
    """At each place in the list all seen answers are whole; the row below says how many others are not."""
    many = 8
    app = Asks(words, many)
    async with app.run_test(size=(40, rows)) as pilot:
        (choices,) = app.query(Choices)
        await pilot.pause()
        goes_on = choices.virtual_size.height > rows
        for at in range(-1, many):
            lines = [strip.text.strip() for strip in app.screen._compositor.render_strips()]
            shown = "".join("".join(lines).split())
            hidden = [n for n in range(many) if "".join(f"{words}{n}".split()) not in shown]
            below = sum(n > at for n in hidden)
            assert [line for line in lines if line.startswith("encore") and line[-1:].isdigit()] == (
                [f"encore {below}"] if below else []
            )
            assert at not in hidden
            assert goes_on or not hidden
            await pilot.press("down")
            await pilot.pause()
