"""Waits after wrong passphrases: never shorter than they should be, never longer than a minute, whatever clocks say."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import StoreBusy, TooSoon, WrongPassphrase
from kiosk.core.moment import Moment
from kiosk.core.throttle import LONGEST, Tries, forgiven, tried, until_next, wait

WALLS = st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
counters = st.floats(0, 1e7)
runs = st.floats(0, 200)
boots = st.sampled_from(["", "a", "b"])


def test_each_wrong_one_doubles_the_wait() -> None:
    """One second, two, four, up to a minute and no longer."""
    now = Moment(datetime(2026, 11, 21, tzinfo=UTC), 50.0, "a")
    tries, waits = Tries(), []
    for _ in range(9):
        tries = tried(tries, now)
        waits.append(wait(tries, now))
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert wait(Tries(), now) == 0


@given(st.integers(0, 10**9), counters, boots, counters, boots, WALLS)
def test_a_right_one_forgives_half(
    wrong: int, then: float, boot: str, now: float, boot_now: str, wall: datetime
) -> None:
    """It never makes anybody wait longer, and never wipes the count out."""
    tries = Tries(wrong, then, boot)
    moment = Moment(wall, now, boot_now)
    assert wait(forgiven(tries), moment) <= wait(tries, moment)
    assert wrong // 2 <= forgiven(tries).wrong <= wrong
    assert bool(forgiven(tries).wrong) == bool(wrong)


@given(st.integers(1, 10**9), counters, runs, st.lists(runs, max_size=3), WALLS)
def test_it_never_opens_early(wrong: int, began: float, ran: float, restarts: list[float], wall: datetime) -> None:
    """Through any restarts, at any wall clock, what is left is at least the wait less the time that really passed."""
    tries = Tries(wrong, began, "boot0")
    passed, now = ran, Moment(wall, began + ran, "boot0")
    for number, up in enumerate(restarts, start=1):
        passed += up
        now = Moment(wall, up, f"boot{number}")
    left = wait(tries, now)
    assert left >= min(2 ** min(wrong - 1, 6), LONGEST) - passed - 1e-6


@given(st.integers(0, 10**9), counters, boots, counters, boots, WALLS)
def test_it_never_waits_beyond_its_cap(
    wrong: int, then: float, boot: str, now: float, boot_now: str, wall: datetime
) -> None:
    """No clock, jumped, reset or unknown, makes anybody wait longer than a minute, nor for ever."""
    tries = Tries(wrong, then, boot)
    left = wait(tries, Moment(wall, now, boot_now))
    assert 0 <= left <= LONGEST
    assert wait(tries, Moment(wall, then + now + LONGEST, boot_now)) == 0


@given(st.integers(1, 10**9), st.integers(0, LONGEST))
def test_whoever_asks_waits_as_long_as_the_disk_says_or_as_was_counted(wrong: int, kept: int) -> None:
    """The longer of both after a wrong one, what is left after one too soon, and nothing after another fault."""
    counted = min(2 ** min(wrong - 1, 6), LONGEST)
    error = WrongPassphrase()
    error.wait = kept
    assert until_next(error, wrong) == max(counted, kept)
    assert until_next(TooSoon(kept), wrong) == kept
    assert until_next(StoreBusy(), wrong) == 0


def test_no_face_reckons_how_long_to_wait() -> None:
    """The wait doubles in one file: whoever asks for a passphrase asks it."""
    doubles = re.compile(r"2 \*\* \(|1 << min\(")
    files = (Path(__file__).parents[2] / "kiosk").rglob("*.py")
    faces = {"screens", "linear", "plain", "office", "glass", "core"}
    found = {file.name for file in files if faces & set(file.parts) and doubles.search(file.read_text("utf-8"))}
    assert found == {"throttle.py"}
