"""When she is received, in each language: its own date, the hour of a clock of 24 hours, and whose time it is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date

import pytest

from kiosk.core.blocks import DayAndHour
from kiosk.core.meeting import ZONES
from kiosk.machine.zone import zone_here
from kiosk.words.catalogues import Catalogues

WORDS = Catalogues()
LANGUAGES = sorted({"fr", *WORDS.codes()})


@pytest.fixture(params=["Europe/Paris", "UTC", "Indian/Reunion"])
def clock_of(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Let this machine's clock show the time of some place."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hour_is_that_of_the_wall_there(language: str, clock_of: str) -> None:
    """14:30 in Paris is 14:30 on every paper; where this machine's clock shows another time, its zone stands behind."""
    said = WORDS.date(DayAndHour(date(2026, 12, 8), 870, "Europe/Paris"), language)
    assert "14:30" in said
    assert "2026" in said
    assert "8" in said
    assert said.endswith(")") is (clock_of != "Europe/Paris"), said


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", [date(2026, 7, 1), date(2026, 12, 8)])
def test_every_zone_has_words(zone: str, day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    """No zone is left as its technical name, in summer nor in winter."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        said = WORDS.date(DayAndHour(day, 9 * 60 + 5, zone), "fr")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert "09:05 (" in said
    assert "/" not in said
    assert "_" not in said


def test_french_has_the_weekday() -> None:
    """She knows the day of the week, too."""
    said = WORDS.date(DayAndHour(date(2026, 12, 1), 540, "Europe/Paris"), "fr")
    assert said.startswith("mardi 1er décembre 2026"), said


def test_russian_winter_is_not_called_summer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables' only pattern for a place's time speaks of summer: another name is taken."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        said = WORDS.date(DayAndHour(date(2026, 12, 8), 540, "Europe/Paris"), "ru")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert "летнее" not in said


@pytest.mark.parametrize(("zone", "wanted"), [("Indian/Reunion", "Indian/Reunion"), ("UTC", "Europe/Paris")])
def test_an_office_says_whose_clock_it_has(zone: str, wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine in France says where; one set to no French time means the clock on a French wall."""
    monkeypatch.setenv("TZ", zone)
    assert zone_here() == wanted
