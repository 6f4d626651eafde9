"""The office's list: every open act is in a tray, what is overdue comes up, and a filter finds whom it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.outbox import FINAL, State
from kiosk.core.tray import Item, ListOrder, Lookup, Tray, findable, sift, sort, trays
from kiosk.core.work import Meeting, Work

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
TODAY, LATER = date(2026, 11, 30), date(2026, 12, 4)
FREE = Item(b"a", "K7Q4M29XD", "Fermer", "", NOW, None, State.TAKEN, "", Work())


def worked(**how: object) -> Item:
    return replace(FREE, work=replace(Work(), **how))  # type: ignore[arg-type]  # fields of the work


@pytest.mark.parametrize(
    ("item", "lies"),
    [
        (FREE, {Tray.TO_TAKE}),
        (worked(owner="Ana", touched=NOW), {Tray.MINE}),
        (worked(owner="Bo", touched=NOW), {Tray.TO_TAKE}),
        (worked(owner="Bo", touched=NOW - timedelta(hours=1)), {Tray.TO_TAKE}),
        (worked(owner="Ana", call_back=TODAY), {Tray.MINE, Tray.TODAY}),
        (worked(owner="Bo", call_back=TODAY - timedelta(days=9)), {Tray.TODAY}),
        (worked(owner="Bo", call_back=LATER), {Tray.WAITS}),
        (worked(owner="Ana", meeting=Meeting(LATER, 600)), {Tray.MINE, Tray.WAITS}),
        (replace(FREE, state=State.REDO), {Tray.WAITS}),
        (replace(FREE, stop_asked=True), {Tray.TO_READ, Tray.TO_TAKE}),
        (replace(FREE, here=False), {Tray.TO_READ, Tray.TO_TAKE}),
        (worked(tries=5), {Tray.TO_READ, Tray.TO_TAKE}),
        (replace(FREE, state=State.PROOF_SEEN), {Tray.DONE}),
    ],
)
def test_an_act_lies_where_it_belongs(item: Item, lies: set[Tray]) -> None:
    """What is free is to be taken, what is planned comes up on its day, what must be looked at says so."""
    assert trays(item, "Ana", NOW) == lies


_WORKS = st.builds(
    Work,
    owner=st.sampled_from(["", "Ana", "Bo"]),
    touched=st.sampled_from([None, NOW, NOW - timedelta(hours=2), NOW + timedelta(hours=2)]),
    tries=st.integers(0, 9),
    call_back=st.sampled_from([None, TODAY, LATER, date(2026, 1, 1)]),
    meeting=st.sampled_from([None, Meeting(TODAY, 0), Meeting(LATER, 0)]),
)


@given(_WORKS, st.sampled_from([None, *State]), st.booleans())
def test_no_act_is_in_no_tray(how: Work, state: State | None, stop: bool) -> None:
    """Whatever was done with it, an act can be found; one that ended lies with those that ended, and nowhere else."""
    found = trays(replace(FREE, work=how, state=state, stop_asked=stop), "Ana", NOW)
    assert found
    assert (Tray.DONE in found) == (state in FINAL)
    assert found == {Tray.DONE} or Tray.DONE not in found


def test_the_urgent_come_first() -> None:
    """Who asked to stop, then the nearest last day, then the oldest; in every order the stop comes first."""
    soon = replace(FREE, act=b"b", until=LATER)
    old = replace(FREE, act=b"c", came=NOW - timedelta(days=3))
    stop = replace(FREE, act=b"d", stop_asked=True, came=NOW + timedelta(days=1))
    assert [each.act for each in sort([FREE, old, soon, stop])] == [b"d", b"b", b"c", b"a"]
    for order in ListOrder:
        assert sort([FREE, old, stop], order)[0] is stop


def test_trays_keep_the_order() -> None:
    """A tray has its acts in the order of the list."""
    items = [replace(FREE, act=bytes((n,))) for n in range(9)]
    assert sift(items, "Ana", NOW)[Tray.TO_TAKE] == items


@pytest.mark.parametrize(
    ("typed", "found"),
    [("zoe", True), ("LENOIR", True), ("0612", True), ("k7q fermer", True), ("k7q ouvrir", False), ("", True)],
)
def test_a_filter_finds_her(typed: str, found: bool) -> None:
    """By her name without its accents, by her number however it is spaced, by the reference or the act."""
    item = replace(FREE, find=findable("K7Q4M29XD", "Fermer", "Zoé Lenoir", "06 12 34 56 78"))
    assert bool(list(Lookup([item]).matching(typed))) is found
    assert "Zoé" not in repr(item)
    assert "zoe" not in repr(item)


@given(st.lists(st.text("ab1 \n", max_size=6), max_size=9), st.text("ab1 ", max_size=5))
def test_what_is_found_has_every_word(parts: list[str], typed: str) -> None:
    """A lookup gives the acts that have each word somewhere, in their order, each once; no word spans two acts."""
    items = [replace(FREE, act=bytes((n,)), find=part) for n, part in enumerate(parts)]
    assert list(Lookup(items).matching(typed)) == [
        item for item in items if all(word in item.find for word in typed.split())
    ]


def test_no_more_is_found_than_is_looked_at() -> None:
    """Of many that match, those that nobody looks at are not searched: a key costs the same however many there are."""

    class Some(list[Item]):
        asked = 0

        def __getitem__(self, at: Any) -> Any:
            self.asked += 1
            return super().__getitem__(at)

    items = Some(replace(FREE, act=bytes((n,)), find="zoe") for n in range(200))
    found = Lookup(items).matching("zoe")
    assert [next(found).act for _ in range(3)] == [b"\0", b"\1", b"\2"]
    assert items.asked == 3
