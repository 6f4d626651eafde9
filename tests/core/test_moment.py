"""The clocks: what is known of the time bounds them from both sides, and one wrong record makes nothing wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.moment import GAP, LIFE, SLACK, Moment, is_plausible, jumped, last_known

BUILT = datetime(2026, 11, 1, tzinfo=UTC)
NOW = BUILT + timedelta(days=200)
DAY = timedelta(days=1)
FAR = datetime(2100, 1, 1, tzinfo=UTC)
moments = st.integers(0, 150 * 365 * 24).map(lambda hour: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(hours=hour))


def test_a_clock_is_bounded_from_both_sides() -> None:
    """Before the build date, before the last known time, or long after what is known: it is doubted."""
    for now, last, right in (
        (BUILT - DAY, None, False),
        (NOW, None, True),
        (BUILT + LIFE + DAY, None, False),
        (FAR, NOW, False),
        (NOW - DAY, NOW, False),
        (NOW, NOW, True),
        (NOW + GAP, NOW, True),
        (NOW + GAP + DAY, NOW, False),
        (BUILT + LIFE + DAY, BUILT + LIFE, True),
    ):
        assert is_plausible(now, BUILT, last) is right, (now, last)


@given(st.lists(moments, max_size=8), moments)
def test_a_record_of_a_clock_that_had_jumped_does_not_count(records: list[datetime], jump: datetime) -> None:
    """What lies more than a year after all before it changes nothing, wherever it was written."""
    before = last_known([(BUILT, False), *((at, False) for at in records)], None, BUILT)
    assert before is not None
    far = max(jump, before + GAP + DAY)
    for place in range(len(records) + 1):
        with_it = [*records[:place], far, *records[place:]]
        assert last_known([(BUILT, False), *((at, False) for at in with_it)], None, BUILT) == before


def test_what_a_person_confirmed_counts_instead_of_all_before() -> None:
    """The desk's clock ran half a year ahead, or stood still for three years: one word of the staff mends it."""
    ahead = [(NOW, False), (NOW + 180 * DAY, False), (NOW + DAY, True), (NOW + 2 * DAY, False)]
    assert last_known(ahead, None, BUILT) == NOW + 2 * DAY
    assert last_known([(NOW, False), (NOW + 3 * GAP, True)], None, BUILT) == NOW + 3 * GAP
    assert last_known(ahead, NOW + 3 * GAP, BUILT) == NOW + 2 * DAY


def test_the_offices_signed_time_counts() -> None:
    """A clock set back behind it is doubted, but for what two right clocks may differ; one of 2100 is no time."""
    assert last_known([], NOW, BUILT) == NOW - SLACK
    assert last_known([(NOW - DAY, False)], NOW, BUILT) == NOW - SLACK
    assert last_known([(NOW + DAY, False)], NOW, BUILT) == NOW + DAY
    assert last_known([(NOW, False)], FAR, BUILT) == NOW
    assert last_known([], None, BUILT) is None


def test_a_clock_that_is_set_is_seen() -> None:
    """Against the counter that nobody sets: a sleep with closed lid is no jump; of another boot nothing is known."""
    before = Moment(NOW, 100.0, "boot")
    assert not jumped(before, Moment(NOW + 9 * DAY, 100.0 + 9 * 86_400, "boot"))
    for change in (DAY, -DAY, 2 * SLACK):
        assert jumped(before, Moment(NOW + change, 160.0, "boot"))
        assert not jumped(before, Moment(NOW + change, 5.0, "other"))
