"""The list of appointments."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from kiosk.core.appointments import Visitor, appointments, due_this_week, place_name
from kiosk.core.blocks import Pair, Para, Title, Worded
from kiosk.core.office import Record
from kiosk.core.outbox import FINAL, State
from kiosk.core.reference import make_reference, spell
from kiosk.core.work import Meeting, Work
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


def test_the_week_has_who_comes_and_whom_to_call() -> None:
    """What is overdue is in it, the eighth day is not; who comes is not called, too; what has ended is over."""
    now = datetime(2026, 12, 1, 9, tzinfo=UTC)
    today = now.date()
    record = Record(bytes(16), FIRST, bytes(16), bytes(32), b"sealed", State.TAKEN, at=now)
    for days in (-3, 0, 6, 7):
        day = today + timedelta(days=days)
        meeting = Meeting(day, 9 * 60)
        due = days < 7
        assert due_this_week(record, Work(call_back=day), today) == (day if due else None)
        assert due_this_week(record, Work(meeting=meeting), today) == (meeting if due else None)
        assert due_this_week(record, Work(meeting=meeting, call_back=today), today) == (meeting if due else today)
    assert {due_this_week(replace(record, state=end), Work(call_back=today), today) for end in FINAL} == {None}
    assert [place_name(number, ["Mairie"]) for number in (1, 2)] == ["Mairie", "2"]
