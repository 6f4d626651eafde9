"""Signs that only draw: what reads by touch or by ear makes nothing of them."""

from __future__ import annotations

import re

DRAWS = re.compile(
    r"([_=#~*.…·•|+])\s?\1"  # a run: a line to write on, a rule, a picture
    r"|---|^\s*(?:--|==|[|•]) "  # a rule, or a mark before a line; a star leads to what it means
    r"|[\u2190-\u21ff\u2500-\u27bf\u2800-\u28ff]",  # arrows, frames, blocks, shapes, Braille patterns
    re.MULTILINE,
)


def nothing_drawn(text: str, where: object = "") -> None:
    """Assert that a text has no sign that only draws."""
    found = DRAWS.search(text)
    assert not found, (where, text[max(0, found.start() - 60) : found.end() + 60])
