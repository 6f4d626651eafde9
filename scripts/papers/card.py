"""Draws the worker's card, one A4 page: the keys and the five steps of a visit, out of docs/permanence.md.

python -m scripts.papers.card FILE.pdf
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from kiosk.sheets.families import chain
from kiosk.sheets.pages import render

PAGE = Path(__file__).resolve().parents[2] / "docs" / "permanence.md"


def steps(text: str) -> list[tuple[str, str]]:
    """Give the steps of a visit: their names and what they are."""
    found = re.findall(r"^\d\. \*\*(.+?)\*\* (.+?)(?=^\d\. |^## )", text, re.MULTILINE | re.DOTALL)
    return [(name, " ".join(said.replace("`", "").split())) for name, said in found]


def keys(text: str) -> list[tuple[str, str]]:
    """Give the keys and what each does."""
    table = text.partition("## Les touches")[2].partition("\n## ")[0]
    rows = [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in re.findall(r"^\|.+\|$", table, re.M)]
    return [(row[0], row[1]) for row in rows[2:]]


def draw(text: str) -> bytes:
    """Draw the card from the page for workers."""
    numbered = [(f"{number}. {name}", said) for number, (name, said) in enumerate(steps(text), start=1)]
    parts = [("Les cinq temps d’une visite", numbered), ("Les touches", keys(text))]
    title = "Tenir une permanence"
    families = chain("".join([title, *(word for name, rows in parts for row in rows for word in (name, *row))]))
    data = {"title": title, "parts": parts, "fonts": [family.name for family in families]}
    return render("card.typ", "La carte du poste", data, families)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(draw(PAGE.read_text(encoding="utf-8")))
