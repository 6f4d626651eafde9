"""A receipt where there is no printer: read on the screen, and its last page copied by hand."""

from __future__ import annotations

from dataclasses import replace

from kiosk.core.blocks import Block, Large, Line, Pair, Para, Phrase, Receipt, Title
from kiosk.core.receipt import NOTHING_DONE


def for_screen(receipt: Receipt, *, least: bool = False) -> Receipt:
    """Give the form that is copied from a screen, whose top line says whether it is training; it speaks of no paper.

    What is to be copied comes as early as it can: before it stands only that nothing is done yet.

    Args:
        receipt: as it is printed.
        least: whether its last page is a small one: what it leaves out was read before.
    """
    copied = tuple(block for block in receipt.copied if not (least and block_line(block) in _READ_BEFORE))
    blocks = [_unpapered(block) for block in receipt.blocks if block != _CUT]
    at = next((n for n, block in enumerate(blocks) if isinstance(block, Large)), None)
    if at is None:
        return Receipt(tuple(blocks), copied=copied)
    first = [block for block in blocks[:at] if block == NOTHING_DONE]
    rest = [block for block in blocks[: at - 1] if block not in first]
    return Receipt((*first, *blocks[at - 1 : at + 1], *rest, *blocks[at + 1 :]), copied=copied)


_CUT = Para((Phrase(Line.CUT_HERE),))
"""What is said of scissors."""


def with_copied(worded: Receipt) -> Receipt:
    """Put at the end, before somebody asks whether it was copied, what is copied."""
    return Receipt((*worded.blocks, *copied_alone(worded).blocks))


def copied_alone(worded: Receipt) -> Receipt:
    """Give what is copied: in one language, so it is a page."""
    return Receipt(tuple(map(_in_one_language, worded.copied)))


def block_line(block: Block) -> Line | None:
    """Give the line that a paragraph is, where it is one."""
    match block:
        case Para((Phrase(Line() as line),)):
            return line
        case _:
            return None


def _in_one_language(block: Block) -> Block:
    match block:
        case Title(pieces) | Para(pieces):
            return replace(block, pieces=pieces[:1])
        case Pair(name, value):
            return Pair(name[:1], value[:1])
        case _:
            return block


_READ_BEFORE = frozenset({Line.NOTHING_DONE_YET, Line.NEWS_BY})
_ON_SCREEN = {
    Line.KEEP_THIS_PAPER: Line.COPY_THIS,
    Line.WITHDRAW_WITH: Line.WITHDRAW_WITH_CODE,
    Line.WITHDRAW_WITHOUT: Line.WITHDRAW_WITHOUT_CODE,
}


def _unpapered(block: Block) -> Block:
    line = block_line(block)
    return Para((Phrase(_ON_SCREEN[line]),)) if line in _ON_SCREEN else block
