"""The no-break spaces of French: no line begins with a sign that belongs to the word before it."""

from __future__ import annotations

import re

_LOOSE = re.compile(r" (?=[:;?!»](?:\W|$))|(?<=«) ")


def glued(text: str) -> str:
    """Give a French text whose colons, question marks and quotation marks stay with their words."""
    return _LOOSE.sub("\u00a0", text)
