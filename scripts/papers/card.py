"""Draws the worker's card, one A4 page: the keys and the five steps of a visit, out of docs/permanence.md.

python -m scripts.papers.card FILE.pdf
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from kiosk.sheets.layout import font_file

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
    pdf = FPDF(format="A4")
    for style, weight in (("", 400.0), ("B", 700.0)):
        pdf.add_font("noto", style, font_file(), variations={"wght": weight, "wdth": 100.0})
    pdf.set_lang("fr")
    pdf.set_title("La carte du poste")
    pdf.set_margins(18, 16, 18)
    pdf.set_auto_page_break(auto=False)
    pdf.add_page()

    def line(words: str, size: float, style: str = "", height: float = 6.2) -> None:
        pdf.set_font("noto", style, size)
        pdf.multi_cell(0, height, words, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    line("Tenir une permanence", 22, "B", 11)
    line("Les cinq temps d’une visite", 14, "B", 10)
    for number, (name, said) in enumerate(steps(text), start=1):
        line(f"{number}. {name}", 12, "B")
        line(said, 11)
        pdf.ln(1.2)
    line("Les touches", 14, "B", 10)
    for key, said in keys(text):
        top = pdf.get_y()
        pdf.set_font("noto", "B", 12)
        pdf.cell(42, 6.4, key)
        pdf.set_xy(60, top)
        line(said, 11, height=6.4)
    if pdf.get_y() > pdf.h - 14:
        raise ValueError("the card is longer than its page")
    return bytes(pdf.output())


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(draw(PAGE.read_text(encoding="utf-8")))
