"""Blank mandate sheets, printed from the list of acts."""

from __future__ import annotations

from pathlib import Path

from kiosk.core.blocks import Receipt
from kiosk.core.errors import StoreReadOnly
from kiosk.core.paper import Form
from kiosk.glass.widgets.choices import Choices
from kiosk.screens.receipt import ReceiptScreen
from kiosk.words.papers import plain_lines
from kiosk.words.ui import Ui
from tests.linear.lines import Lines
from tests.plain.line import Script
from tests.screens.desk import Desk
from tests.sheets.numbered import Sheets

FORMS = [Form.ROLL, Form.A4, Form.DRIVE]


def whole(paper: Receipt, number: str) -> bool:
    """Tell whether a paper has its own pages, and for a roll its words, under a number."""
    assert paper.pages is not None
    return number in paper.pages.data and any(number in line for line in plain_lines(paper, lambda each: each.text))


async def test_a_mandate_is_printed_as_any_other_paper(tmp_path: Path) -> None:
    """At the list of acts a key numbers one blank sheet; F5 says on what it comes out, and its own pages go with it."""
    desk = Desk(tmp_path, forms=FORMS, mandate=(sheets := Sheets()))
    async with desk.run() as hands:
        await hands.press("f6", "f6")
        assert isinstance(hands.app.screen, ReceiptScreen)
        await hands.press("f5")
        assert hands.shows(hands.app.words.say(Ui.FORM_A4))
        await hands.press("1", "enter")
        ((paper, _),) = desk.printed
        assert whole(paper, "7K3M-0001")
        await hands.press("escape", "f6")
        assert sheets.last == 2
        assert hands.app.screen.query(Choices)


async def test_without_mandates_there_is_no_key_for_them(tmp_path: Path) -> None:
    """A team that refuses them, and a training, have none; where the count cannot be kept, that is said."""
    async with Desk(tmp_path).run() as hands:
        await hands.press("f6", "f6")
        assert not isinstance(hands.app.screen, ReceiptScreen)
        await hands.press("f1")
        assert not hands.shows(hands.app.words.say(Ui.TELLS_MANDATE))

    def full() -> Receipt:
        raise StoreReadOnly

    async with Desk(tmp_path, mandate=full).run() as hands:
        await hands.press("f6", "f6")
        assert not isinstance(hands.app.screen, ReceiptScreen)
        assert hands.shows(hands.app.words.error(StoreReadOnly()))


def test_a_mandate_in_lines(tmp_path: Path) -> None:
    """In plain lines a word does the same, where there are mandates."""
    lines = Lines(Desk(tmp_path, forms=FORMS, mandate=Sheets()))

    def script() -> Script:
        yield "file"
        yield "mandat"
        assert lines.line.shows(lines.face.voice.say(Ui.FORM_ROLL))
        yield "1"
        yield from ("retour", "retour")

    lines.run(script())
    ((paper, _),) = lines.desk.printed
    assert whole(paper, "7K3M-0001")
