"""The list of appointments."""

from __future__ import annotations

from datetime import date

from kiosk.core.appointments import Visitor, appointments
from kiosk.core.blocks import Pair, Para, Title, Worded
from kiosk.core.reference import make_reference, spell
from kiosk.printer.escpos import RasterPrinter
from kiosk.printer.onscreen import lines_of_text
from kiosk.sheets import pages
from tests.printer.decoder import decode
from tests.sheets.readers import bare, pdfium

FIRST, SECOND, THIRD = (make_reference(bytes([n]) * 5) for n in (1, 2, 3))
TUESDAY, THURSDAY = date(2026, 12, 1), date(2026, 12, 3)
COMING = [
    Visitor(THURSDAY, 9 * 60, "Mairie", THIRD),
    Visitor(TUESDAY, 14 * 60 + 30, "Bus, place du marché", SECOND),
    Visitor(TUESDAY, 9 * 60 + 5, "Bus, place du marché", FIRST),
]


def test_it_is_by_day_and_hour_and_says_nothing_else() -> None:
    """Whoever finds it learns when which reference comes where: the list has these words and no others."""
    made = appointments(Worded("Rendez-vous", "fr"), COMING, lambda day: Worded(day.isoformat(), "fr"))
    titles = [block.pieces[0].text for block in made.blocks if isinstance(block, Title)]  # type: ignore[union-attr]
    assert titles == ["Rendez-vous", "2026-12-01", "2026-12-03"]
    rows = [(block.name[0].text, block.value[0].text) for block in made.blocks if isinstance(block, Pair)]  # type: ignore[union-attr]
    assert rows == [("9h05", spell(FIRST)), ("14h30", spell(SECOND)), ("9h00", spell(THIRD))]
    places = {block.pieces[0].text for block in made.blocks if isinstance(block, Para)}  # type: ignore[union-attr]
    assert places == {"Mairie", "Bus, place du marché"}


def test_it_comes_out_on_a_roll_on_a4_and_on_a_screen() -> None:
    """Each form of paper has every hour and every reference of it; an empty list is a heading alone."""
    made = appointments(Worded("Rendez-vous", "fr"), COMING, lambda day: Worded(day.isoformat(), "fr"))
    page = bare(" ".join(pdfium(pages.draw(made))))
    shown = "\n".join(lines_of_text(made))
    for each in (spell(FIRST), spell(SECOND), spell(THIRD), "9h05", "14h30", "9h00"):
        assert each in page
        assert each in shown
    assert decode(RasterPrinter().show(made)).pictures >= 8
    nothing = appointments(Worded("Rendez-vous", "fr"), [], lambda day: Worded(str(day), "fr"))
    assert len(nothing.blocks) == 1
