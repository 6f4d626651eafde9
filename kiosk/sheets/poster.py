"""Draws the poster (A4, A3) and the easy-to-read leaflet (A5) of the waiting room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kiosk.core.blocks import Receipt
from kiosk.core.poster import Poster
from kiosk.sheets.pages import Used, render, title_of

_PICTURES = Path(__file__).parent / "pictograms"
"""Lucide's, under the ISC licence that lies beside them."""
SIZES = {"a4": (13.0, 10.0), "a3": (19.0, 14.5), "a5": (14.0, 14.0)}
"""Text, in points, in French alone and in two languages: a poster's is at most so large, as it is one page."""


def draw(made: Poster, word: Callable[[Receipt], Receipt], paper: str) -> bytes:
    """Draw it.

    Args:
        made: its parts.
        word: words a part, in her language with the French beside.
        paper: `a4` or `a3` for the poster, `a5` for the leaflet.

    Raises:
        MissingGlyph: no font draws a character.
    """
    used = Used(made.sources)

    def part(receipt: Receipt) -> list[Mapping[str, Any]]:
        return [used.block(block) for block in word(receipt).blocks]

    words = [block.get("words", ()) for side in made.sides for block in part(side)]
    both = any(len(each) > 1 for each in words)
    data = {
        "paper": paper,
        "size": SIZES[paper][both],
        "both": both,
        "title": part(made.title),
        "sides": [part(side) for side in made.sides],
        "acts": [
            {"picture": _picture(name), "alt": title_of(word(receipt)), "blocks": part(receipt)}
            for name, receipt in made.acts
        ],
        "ask": part(made.ask),
        "foot": part(made.foot),
    }
    return render("poster.typ", title_of(word(made.title)), data, used.families)


def _picture(name: str) -> str:
    file = _PICTURES / f"{name}.svg"
    return file.read_text(encoding="utf-8").replace("currentColor", "#000") if file.exists() else ""
