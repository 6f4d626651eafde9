"""An appointment, from the office to the person at another desk: a hub, an office and two desks as programs."""

from __future__ import annotations

import signal
from datetime import timedelta
from pathlib import Path

import pytest
import zxingcpp

from kiosk.core.reference import parse, spell
from kiosk.machine.clock import now
from kiosk.words.dates import day_and_hour
from tests.e2e.conftest import Start
from tests.e2e.journey import HOME
from tests.e2e.made import enrolled, found_office, joined, served, told
from tests.e2e.terminal import Terminal
from tests.e2e.typist import plain_spaces
from tests.e2e.visits import handed_over_and_printed, opened
from tests.printer.decoder import decode

PLACES = ("Maison des associations", "Bus du jeudi")
ELSEWHERE = "Cet acte a été fait à un autre poste"


def met_on(days: int) -> tuple[str, str]:
    """Give a day as the office types it, and with 14h30 as the person reads it in English."""
    day = now().date() + timedelta(days=days)
    return f"{day:%d/%m}", day_and_hour(day, 870, "Europe/Paris", "en")


def settled(start: Start, office: Path, address: str, data: Path, label: str) -> None:
    """Make a desk of the office; what it prints goes to a file, and it knows where people are received."""
    enrolled(start, office, address, data, label)
    paper = f'[printer]\nkind = "file"\nfile = "{data.with_suffix(".paper")}"\n'
    (data / "kiosk.toml").write_text(f"[desk]\nplaces = {list(PLACES)!r}\n{paper}")


def reads(desk: Terminal, code: str, *words: str) -> None:
    """Scan a receipt at home, see that it is another desk's act, and these words in English; then go home."""
    desk.lead(("escape", HOME))
    desk.type(code)
    desk.press("enter")
    desk.wait_for(ELSEWHERE)
    desk.press("f2")
    desk.wait_for("English")
    desk.press("2", "enter")
    desk.wait_for(*words)
    desk.press("f2")
    desk.wait_for("English")
    desk.press("1", "enter")
    desk.wait_for(ELSEWHERE)
    desk.press("escape")


@pytest.mark.slow
def test_she_learns_it_at_another_desk_in_her_language(start: Start, tmp_path: Path) -> None:
    """Day, hour, place and what to bring come to any desk with her receipt; they move, and are called off, with it."""
    office, relay, first, other = (tmp_path / name for name in ("office", "hub", "first", "other"))
    found_office(start, office)
    hub, address, code = served(start, relay)
    joined(start, office, address, code)
    told(start, office, "settings", *(word for place in PLACES for word in ("--place", place)))
    for data, label in ((first, "Poste un"), (other, "Poste deux")):
        settled(start, office, address, data, label)

    desk = opened(start, first)
    handed_over_and_printed(desk)
    (read,) = zxingcpp.read_barcodes(decode(first.with_suffix(".paper").read_bytes()).picture().convert("L"))
    reference = spell(parse(read.text).reference)
    desk.wait_for(HOME)
    desk.press("f6")
    desk.wait_for(reference)
    desk.wait_for("déposé")
    told(start, office, "inbox")

    there = opened(start, other)
    day, said = met_on(5)
    told(start, office, "answer", reference, "rendez-vous", day, "14h30", "2", "carte-vitale")
    week = plain_spaces(told(start, office, "week").raw.decode())
    assert f"14h30     {reference}" in week
    assert "Bus du jeudi ; à apporter : carte Vitale" in week
    reads(there, read.text, "appointment", said, PLACES[1], "come back with the Vitale card")
    day, said = met_on(6)
    told(start, office, "answer", reference, "rendez-vous", day, "14h30", "1", "piece-identite")
    reads(there, read.text, said, PLACES[0], "identity document")
    told(start, office, "answer", reference, "rendez-vous", "annuler")
    reads(there, read.text, said, "This appointment is cancelled.")
    assert "Rien n’est prévu" in told(start, office, "week").raw.decode()
    for each in (there, desk, hub):
        each.kill(signal.SIGTERM)
        each.end()
