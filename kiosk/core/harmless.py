"""Words from outside, without the signs that command whatever shows them: a terminal, or the order of a line."""

from __future__ import annotations

import re

_LINES = "\t\n\r"
# Control signs; what turns, embeds or marks the direction of a line; separators of lines; halves of a character, which
# stand for bytes of a name that are no text; tags, which nobody sees.
_OTHERS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f"
)
_ALL = f"[{_LINES}{_OTHERS}]"
_IN_LINES = f"[{_OTHERS}]|\r(?!\n)"  # alone, it would write over the line
SIGN = "\ufffd"
"""Stands where such a sign was, so that two names that differ by one are not alike."""


def harmless(text: str, sign: str = SIGN) -> str:
    """Give a name or a quotation that can stand in a sentence."""
    return re.sub(_ALL, sign, text)


def harmless_lines(text: str, sign: str = SIGN) -> str:
    """Give what is written in lines: their ends, and tabulators, stay."""
    return re.sub(_IN_LINES, sign, text)
