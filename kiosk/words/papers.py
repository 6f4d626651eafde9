"""How the paper that she takes home can come out, and how a call that was made beside her may have ended."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.core.blocks import Blank, Block, Large, Pair, Para, Piece, Receipt, Title, Worded
from kiosk.core.paper import Cause, Form, PrintReport
from kiosk.core.reference import spell
from kiosk.core.tally import Outcome
from kiosk.words.dates import SOURCE_LANGUAGE
from kiosk.words.ui import Ui

CALLS = {
    Outcome.CALL_DONE: Ui.CALL_DONE,
    Outcome.CALL_NOT_DONE: Ui.CALL_NOT_DONE,
    Outcome.CALL_AGAIN: Ui.CALL_AGAIN,
    Outcome.CALL_REFUSED: Ui.CALL_REFUSED,
}
"""How a call that was made beside her may end."""
FORMS = {
    Form.SCREEN: Ui.FORM_SCREEN,
    Form.ROLL: Ui.FORM_ROLL,
    Form.A4: Ui.FORM_A4,
    Form.DRIVE: Ui.FORM_DRIVE,
}
"""What it comes out on."""


def ways_out(
    *, is_receipt: bool, has_discreet: bool, discreet: bool, language: str, report: PrintReport | None, sent: bool
) -> list[tuple[str, Ui]]:
    """Give what can be done with paper where there is a printer: their ids and words.

    Args:
        is_receipt: whether it speaks of an act by its reference; else it is a sheet.
        has_discreet: whether there is a form of it that names no health matter.
        discreet: whether nothing may tell what she came for.
        language: hers.
        report: what became of the last print, if there was one.
        sent: whether one may have come out.
    """
    usual = (Ui.RECEIPT_NORMAL, Ui.RECEIPT_LARGE) if is_receipt else (Ui.SHEET_NORMAL, Ui.SHEET_LARGE)
    ways = list(zip(("print", "large"), usual, strict=True))
    if has_discreet:
        ways.insert(1, ("discreet", Ui.RECEIPT_DISCREET))
        ways.append(("large_discreet", Ui.RECEIPT_LARGE_DISCREET))
    if discreet:
        ways.sort(key=lambda way: "discreet" not in way[0])
    if report and report.cause is Cause.MISSING_GLYPH and language != SOURCE_LANGUAGE:
        ways.insert(0, ("french", Ui.RECEIPT_FRENCH))
    if sent:
        on_a_key = report is not None and report.cause is Cause.ON_A_KEY
        ways.insert(0, ("done", Ui.RECEIPT_STICK_IN_HAND if on_a_key else Ui.RECEIPT_IN_HAND))
    return [*ways, ("screen", Ui.RECEIPT_ON_SCREEN if is_receipt else Ui.SHEET_ON_SCREEN)]


def plain_lines(receipt: Receipt) -> list[str]:
    """Give a worded receipt as sentences, for whoever reads by touch or by ear: nothing is drawn."""
    return [line for block in receipt.blocks for line in _plain(block) if line]


def _plain(block: Block) -> list[str]:
    match block:
        case Large(text):
            return [spell(text)]
        case Title(pieces) | Para(pieces):
            return _texts(pieces)
        case Blank(pieces):
            return [f"{text} ………" for text in _texts(pieces)]
        case Pair(name, value):
            return [f"{' / '.join(_texts(name))} : {' / '.join(_texts(value))}"]
        case _:
            return []


def _texts(pieces: Sequence[Piece]) -> list[str]:
    return [piece.text for piece in pieces if isinstance(piece, Worded)]
