"""The test slip of `kiosk printer test`: how wide the paper is, its accents, every script it can print, a QR code."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.core.blocks import Block, Large, Pair, Para, Qr, Receipt, Rule, Worded
from kiosk.core.reference import make_reference, qr_text

_ACCENTS = ("àâäæç éèêë îï ôöœ ùûü ÿ", "ÀÂÄÆÇ ÉÈÊË ÎÏ ÔÖŒ ÙÛÜ", "« 1 234,50 € » l’été — n° 1")
_REFERENCE = make_reference(bytes(5))


def slip(columns: int, samples: Iterable[Worded], *, picture: bool = True) -> Receipt:
    """Make the slip. Its reference and its code are nobody's.

    Args:
        columns: letters a line in text mode: 48 on 80 mm, 32 on 58 mm.
        samples: a sentence in each language that this machine can draw (`fonts.languages`).
        picture: whether it is drawn: then no letter is as wide as the printer's own, and none is counted.
    """
    blocks: list[Block] = [
        Rule(),  # touches both edges of the paper, or the width is wrong
        Pair(_fixed("|<"), _fixed(">|")),
        *([] if picture else [Para(_fixed(_ruler(columns)))]),
        *(Para(_fixed(each)) for each in _ACCENTS),
        Rule(),
    ]
    blocks += [Para((sample,)) for sample in samples]
    blocks += [Rule(), Large(_REFERENCE), Qr(qr_text(_REFERENCE, bytes(16))), Rule()]
    return Receipt(tuple(blocks))


def _fixed(text: str) -> tuple[Worded]:
    return (Worded(text, "fr", fixed=True),)


def _ruler(columns: int) -> str:
    """Count the letters of a line: one line in text mode, or the width is wrong."""
    return "".join(str(number % 10) if number % 10 else str(number // 10 % 10) for number in range(1, columns + 1))
