"""What may take the place of what: numbers only grow, what waits is read, and no clock of a machine decides alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import NotUpdated
from kiosk.core.moment import LIFE
from kiosk.core.release import (
    Feed,
    Program,
    Standing,
    UpdateFault,
    cannot_read,
    next_standing,
    read_feed,
    read_program,
    reference_time,
)
from kiosk.words.update import Unchanged, why_unchanged

BUILT = datetime(2026, 11, 1, tzinfo=UTC)
FORMATS = st.frozensets(st.integers(1, 3), min_size=1)
PROGRAMS = st.builds(
    Program,
    st.just("1"),
    st.integers(1, 5),
    st.integers(1, 5),
    st.fixed_dictionaries({"store": FORMATS, "guidance": FORMATS}),
)
FEEDS = st.none() | st.builds(Feed, st.integers(1, 7), st.integers(1, 3))


@given(PROGRAMS, FEEDS, st.none() | PROGRAMS, FEEDS, st.integers(1, 3))
def test_nothing_goes_back(
    program: Program, standing: Feed | None, offered: Program | None, feed: Feed | None, store: int
) -> None:
    """Whatever is offered: both numbers stay or grow, what the desk wrote is read, and something is new."""
    over = standing if standing and standing.number > program.guidance else None
    now, present = Standing(program, over), {"store": store}
    try:
        then = next_standing(now, offered, feed, present)
    except NotUpdated:
        return
    assert then != now
    assert then.program.number >= now.program.number
    assert then.guidance >= now.guidance
    assert not cannot_read(then.program, present)
    if then.feed:
        assert then.feed.number > then.program.guidance
        assert then.feed.format in then.program.reads["guidance"]


MOMENTS = st.integers(0, 4_100_000_000).map(lambda at: datetime.fromtimestamp(at, UTC))


@given(st.none() | MOMENTS, st.lists(MOMENTS, min_size=1, max_size=3), MOMENTS)
def test_the_time_is_one_that_the_office_signed(kept: datetime | None, signed: list[datetime], wall: datetime) -> None:
    """The time by which a release is judged was signed, can be right, and is the newest; or a former one ran ahead."""
    if not any(BUILT <= each <= BUILT + LIFE for each in signed):
        with pytest.raises(NotUpdated) as caught:
            reference_time(kept, signed, wall, BUILT)
        assert caught.value.fault is UpdateFault.ASSENT_TIME
        return
    at = reference_time(kept, signed, wall, BUILT)
    assert at in (kept, *signed)
    assert at == kept or BUILT <= at <= BUILT + LIFE
    if kept and at < kept:
        assert BUILT <= wall < kept


@given(MOMENTS, MOMENTS)
def test_a_clock_at_its_ends_decides_nothing(kept: datetime, signed: datetime) -> None:
    """At 1970 and at 2038 the machine's clock makes no time older."""
    for wall in (datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)):
        if BUILT <= signed <= BUILT + LIFE:
            assert reference_time(kept, [signed], wall, BUILT) == max(kept, signed)


@pytest.mark.parametrize(
    "said", [None, 1, {}, {"number": "1"}, {"version": "1", "number": 1, "guidance": 1, "reads": {"store": ["x"]}}]
)
def test_what_says_nothing_of_itself_is_refused(said: object) -> None:
    """A release that does not say which it is, is none."""
    for read in (read_program, read_feed):
        with pytest.raises(NotUpdated):
            read(said)


def test_each_fault_has_its_own_words() -> None:
    """Every reason has a sentence of its own, and no sentence is left without a reason."""
    assert {why_unchanged(fault) for fault in UpdateFault} == set(Unchanged)
    assert len({each.value for each in Unchanged}) == len(UpdateFault)


def test_the_time_of_an_office_is_kept() -> None:
    """A day later by the office is a day later here, whatever the wall says."""
    first = BUILT + timedelta(days=3)
    assert reference_time(first, [first + timedelta(days=1)], BUILT, BUILT) == first + timedelta(days=1)
