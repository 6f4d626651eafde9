"""What an office tells its hub: a hub that forgets is told again, and nothing that it says is an office's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core import telling
from kiosk.core.office import Before, Record
from kiosk.core.outbox import FINAL, State, carried_id
from kiosk.core.status import REASONS

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
ACT, HASH, OTHER, NONE = b"a" * 16, b"#" * 32, b"o" * 32, bytes(32)
BEFORE = Before(State.TAKEN, "", 3, NOW, told=False, doubt=False)
_records = st.builds(
    replace,
    st.just(Record(ACT, "K7Q4M29XD", bytes(16), bytes(32), HASH, at=NOW)),
    hash=st.sampled_from([b"", HASH]),
    state=st.none() | st.sampled_from([State.TAKEN, *REASONS]),
    told=st.booleans(),
    doubt=st.booleans(),
    stop_key=st.sampled_from([b"", b"k" * 16]),
    before=st.sampled_from([None, BEFORE]),
)


@given(records=st.lists(st.none() | _records))
def test_a_forgetful_hub_is_told_again(records: list[Record | None]) -> None:
    """Only what was said and told is told again, and nothing of it changes but that."""
    again = list(telling.tell_again(records))
    assert again == [replace(each, told=False) for each in records if each and each.told and each.state is not None]
    assert list(telling.tell_again(again)) == []


@given(records=st.lists(_records))
def test_what_is_held_back_is_no_end_that_the_hub_lost(records: list[Record]) -> None:
    """A withdrawal that the hub lists of an ended act means that it lost the end, unless that was never sent."""
    assert all(each.state in FINAL and each.before is None for each in telling.lost_ends(records))


@given(record=_records, kept=st.booleans())
def test_bytes_are_fetched_of_what_somebody_will_read(record: Record, kept: bool) -> None:
    """Nothing is fetched that is here, has ended, never came, or that she took back with her key."""
    if telling.is_missing(record, kept):
        assert not kept
        assert telling.has_come(record)
        assert record.state not in FINAL
        assert not record.stop_key
        assert not telling.is_missing(record, kept=True)


@given(record=_records, newer=st.none() | _records)
def test_only_what_the_hub_kept_counts_as_told(record: Record, newer: Record | None) -> None:
    """Without a code it was told; an older word gives way to the newer one of this office; else nothing changes."""
    assert telling.given(record, None, newer) == replace(record, told=True)
    assert telling.given(record, "older", newer) is newer
    assert telling.given(record, "withdrawn", newer) is None


@given(old=_records, new=st.none() | _records, unread=st.booleans())
def test_the_hub_is_not_told_the_same_for_ever(old: Record, new: Record | None, unread: bool) -> None:
    """It is told once more only what it does not have, and only where something has changed."""
    if telling.still_to_tell(old, new, unread=unread):
        assert new is not None
        assert not new.told
        assert unread or new != old
    assert not telling.still_to_tell(old, old, unread=False)


def test_what_she_took_back_is_not_read() -> None:
    """Only what ended by her own word stays closed."""
    assert {state for state in State if telling.stays_closed(state)} == {State.STOPPED, State.WITHDRAWN}
    assert [telling.was_withdrawn(code) for code in ("withdrawn", "older", "stop_unread")] == [True, False, False]


@given(record=_records)
def test_a_statement_is_on_its_own_bytes(record: Record) -> None:
    """A statement on another act, or on other bytes of this one, is none on it."""
    assert telling.speaks_of(record, ACT, telling.named_hash(record))
    assert telling.speaks_of(record, ACT, NONE)
    assert not telling.speaks_of(record, b"b" * 16, record.hash)
    assert not telling.speaks_of(record, ACT, OTHER)


def test_an_act_that_never_came_is_named_by_its_key() -> None:
    """Where nothing but a withdrawal came under the id that its key gives, the key's hash is named; else zeros."""
    lone = Record(carried_id(OTHER), "K7Q4M29XD", bytes(16), OTHER, b"", stop_key=b"k" * 16)
    assert telling.named_hash(lone) == OTHER
    assert telling.named_hash(replace(lone, stop_key=b"")) == NONE
    assert telling.named_hash(replace(lone, act=ACT)) == NONE
    assert telling.named_hash(replace(lone, hash=HASH)) == HASH
    assert telling.speaks_of(lone, lone.act, OTHER)


@given(records=st.lists(_records))
def test_the_hub_is_told_what_it_does_not_have(records: list[Record]) -> None:
    """What it was told is told again only when all is."""
    assert all(not each.told for each in telling.to_tell(records, everything=False))
    assert list(telling.to_tell(records, everything=True)) == records


@given(records=st.lists(_records))
def test_doubt_falls_on_what_others_may_have_done(records: list[Record]) -> None:
    """After a loss, what was taken and has not ended is in doubt; what has ended, or was never taken, is not."""
    doubted = list(telling.in_doubt(telling.answered_meanwhile(records)))
    assert all(each.doubt and each.state is not None and each.state not in FINAL for each in doubted)
    assert len(doubted) == sum(each.state is not None and each.state not in FINAL for each in records)
    assert list(telling.under_way(records)) == [each for each in records if each.state not in FINAL]
