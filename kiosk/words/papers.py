"""How the paper that she takes home can come out, and how a call that was made beside her may have ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from kiosk.core.blocks import Blank, Block, Large, Pair, Para, Piece, Receipt, Title, Worded
from kiosk.core.paper import Cause, Form, PrintReport
from kiosk.core.procedure import Channel
from kiosk.core.reference import spell
from kiosk.core.tally import Outcome
from kiosk.core.unprinted import copied_alone
from kiosk.words.dates import SOURCE_LANGUAGE
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.flows.tools import Agreed

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
SIGNED = 4
"""Blanks in a row that a screen never tears apart: place, date, signature, and what is enclosed."""
READINGS = {
    Channel.CALL_NOW: Ui.READ_CALL,
    Channel.SELF: Ui.READ_GUIDE,
    Channel.LETTER: Ui.READ_LETTER,
    Channel.OFFICE: Ui.READ_BRING,
}
"""When the paper of a way is read to who does not read it herself: what she signs or brings, before she leaves."""


def on_a_screen(done: Agreed) -> list[Ui]:
    """Say what to do where the screen stands in for paper."""
    told = [Ui.RECEIPT_SCREEN, Ui.RECEIPT_KEY] if done.entry else [Ui.RECEIPT_PAGES]
    return [*told, *reading(done)]


def reading(done: Agreed) -> tuple[Ui, ...]:
    """Say when her paper is to be read to her, where it is."""
    return (READINGS[done.channel],) if done.reads and done.channel else ()


PAPERS: Mapping[Form, str] = {Form.ROLL: "rouleau", Form.A4: "a4", Form.DRIVE: "cle"}
"""The same, as it is typed in a command."""


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


def on_pages(
    receipt: Receipt,
    lines: Callable[[Receipt, int], Sequence[str]],
    columns: int,
    to_write: Callable[[Worded], str],
    *,
    drawn: bool,
    large: bool,
) -> list[str]:
    """Give the blocks in which a receipt is read on a screen; the last is what is copied, so that it is the last page.

    Args:
        receipt: worded.
        lines: draws one.
        columns: the width of a line.
        to_write: says that something is left to be written by hand.
        drawn: whether anything may be drawn.
        large: whether letters are large: what is copied is then not drawn either.
    """
    copied = copied_alone(receipt)
    draw = partial(_with, lines, columns)
    parts = _parts(receipt, apart=large) if drawn else []
    blocks = [each for part in parts for each in _drawn(part, draw, apart=large)]
    blocks += [] if drawn else plain_lines(receipt, to_write)
    blocks += ["\n".join(plain_lines(copied, to_write) if large or not drawn else draw(copied))]
    return [block.strip("\n") for block in blocks if block.strip()]


def _with(lines: Callable[[Receipt, int], Sequence[str]], columns: int, receipt: Receipt) -> Sequence[str]:
    return lines(receipt, columns)


def _parts(receipt: Receipt, *, apart: bool) -> list[list[Block]]:
    """Give what is never torn apart on a screen: a title with what follows it, what is filled in with its line.

    Nor are the few blanks in which a letter is signed, where a page holds them.

    Args:
        receipt: worded.
        apart: whether each sentence stands for itself: where a page holds few lines, none is broken by it.
    """
    parts: list[list[Block]] = []
    rows = [list(row) for _, row in groupby(receipt.blocks, lambda block: isinstance(block, Blank))]
    signed = [] if apart else [id(block) for row in rows if len(row) <= SIGNED for block in row[1:]]
    for block in receipt.blocks:
        before = parts[-1][-1] if parts else None
        if isinstance(before, Blank) and id(block) in signed:
            parts[-1].append(block)
            continue
        begins = before is None or isinstance(block, Title) or isinstance(before, Blank)
        own = isinstance(block, Blank) or (apart and not isinstance(block, Large))
        if begins or (own and not isinstance(before, Title)):
            parts.append([])
        elif apart and isinstance(block, Large) and len(parts[-1]) > 1:
            parts.append([parts[-1].pop()])  # what it is, without the title above that
        parts[-1].append(block)
    return parts


def _drawn(part: Sequence[Block], lines: Callable[[Receipt], Sequence[str]], *, apart: bool) -> list[str]:
    rows = lines(Receipt(tuple(part)))
    if isinstance(part[-1], Blank):
        return ["\n".join(filter(None, rows))]
    drawn = "\n".join(rows).split("\n\n")
    if not (apart and isinstance(part[-1], Large)):
        return drawn
    # What it is stands with the first of its rows of signs; an empty line below each, where blocks have none between.
    first, *rest = drawn
    return [f"{each}\n " for each in ([f"{first}\n{rest[0]}", *rest[1:]] if first.strip() and rest else drawn)]


def plain_lines(receipt: Receipt, to_write: Callable[[Worded], str]) -> list[str]:
    """Give a worded receipt as sentences, for whoever reads by touch or by ear: nothing is drawn.

    Args:
        receipt: worded.
        to_write: says that something is left to be written by hand.
    """
    return [line for block in receipt.blocks for line in _plain(block, to_write) if line]


def _plain(block: Block, to_write: Callable[[Worded], str]) -> list[str]:
    match block:
        case Large(text):
            return [spell(text)]
        case Title(pieces) | Para(pieces):
            return _texts(pieces)
        case Blank(pieces):
            return [to_write(piece) for piece in pieces if isinstance(piece, Worded)]
        case Pair(name, value):
            return [f"{' / '.join(_texts(name))} : {' / '.join(_texts(value))}"]
        case _:
            return []


def _texts(pieces: Sequence[Piece]) -> list[str]:
    return [piece.text for piece in pieces if isinstance(piece, Worded)]
