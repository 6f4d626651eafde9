"""One act at the console: each key is one deed, the ordinary whole takes few of them, and the end is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.core.outbox import State
from kiosk.core.work import Deed, Meeting, Work
from tests.office.console.bureau import NAME, NOW, FakeBureau, made
from tests.office.console.seen import at_console

ONE = made(1)
MOST_KEYS = 12


async def test_reading_takes_nothing() -> None:
    """An act that was opened and left is nobody's."""
    bureau = FakeBureau.of(ONE)
    async with at_console(bureau) as hand:
        await hand.press("enter")
        assert NAME in hand.sees
        assert "Lire n’est pas prendre" in hand.sees
        await hand.press("escape")
        assert NAME not in hand.sees
    assert bureau.acts[ONE.act] == ONE


async def test_an_ordinary_act_takes_few_keys() -> None:
    """Open, take, note, date, answer and back: at most twelve keys besides what is typed."""
    bureau = FakeBureau.of(ONE)
    async with at_console(bureau) as hand:
        await hand.press("enter", "p", "n")
        await hand.type("appelée, elle sera là")
        await hand.press("enter", "d")
        await hand.type("8/12 14h30")
        await hand.press("enter", "1", "enter")
        await hand.press("escape")
        assert hand.pressed <= MOST_KEYS, hand.pressed
    deeds = [note.deed for note in bureau.notes[ONE.act]]
    assert deeds == [Deed.TAKE, Deed.NOTE, Deed.MEET]
    assert bureau.acts[ONE.act].work.meeting == Meeting(date(2026, 12, 8), 870, 1)


async def test_the_whole_takes_few_keys() -> None:
    """Open, take, note the call, date with its place, answer for good, yes, back: twelve keys besides what is typed."""
    bureau = FakeBureau.of(ONE)
    async with at_console(bureau) as hand:
        await hand.press("enter", "p", "n")
        await hand.type("appelée, faite avec elle")
        await hand.press("enter", "d")
        await hand.type("8/12 14h30 1")
        await hand.press("enter", "a", "2", "enter", "1", "enter", "escape")
        assert hand.pressed <= MOST_KEYS, hand.pressed
    deeds = [note.deed for note in bureau.notes[ONE.act]]
    assert deeds == [Deed.TAKE, Deed.NOTE, Deed.MEET, Deed.ANSWER]
    assert bureau.acts[ONE.act].state is State.PROOF_SEEN


async def test_a_proof_seen_takes_few_keys() -> None:
    """Open, take, note, answer, yes and back: at most twelve keys besides what is typed."""
    bureau = FakeBureau.of(ONE)
    async with at_console(bureau) as hand:
        await hand.press("enter", "p", "n")
        await hand.type("preuve lue")
        await hand.press("enter", "a", "2", "enter")
        assert NAME in hand.sees
        assert "K7Q-4M2-001" in hand.sees
        await hand.press("1", "enter", "escape")
        assert hand.pressed <= MOST_KEYS, hand.pressed
    assert bureau.acts[ONE.act].state is State.PROOF_SEEN


@pytest.mark.parametrize("keys", [("2", "enter"), ("enter",), ("escape",)])
async def test_an_end_is_never_by_chance(keys: tuple[str, ...]) -> None:
    """No, Enter with nothing chosen, and Escape all leave the act as it was."""
    bureau = FakeBureau.of(ONE)
    async with at_console(bureau) as hand:
        await hand.press("enter", "p", "a", "2", "enter", *keys)
    assert bureau.acts[ONE.act].state is State.TAKEN


async def test_an_end_is_taken_back() -> None:
    """What was answered for good is taken back by one key."""
    bureau = FakeBureau.of(ONE)
    async with at_console(bureau) as hand:
        await hand.press("enter", "p", "a", "2", "enter", "1", "enter")
        assert "reprendre pendant 10 minutes" in hand.sees
        await hand.press("u")
    assert bureau.acts[ONE.act].state is State.TAKEN


async def test_an_answer_asks_why_where_it_must() -> None:
    """Where an answer has several reasons, one of them is chosen."""
    bureau = FakeBureau.of(ONE)
    async with at_console(bureau) as hand:
        await hand.press("enter", "p", "a", "1", "enter", "1", "enter")
    assert bureau.acts[ONE.act].state is State.UNREACHABLE


async def test_what_somebody_holds_is_taken_over_by_name_alone() -> None:
    """Who holds it is named and asked about; no leaves it, yes takes it over."""
    held = replace(ONE, work=Work(1, "Bo", NOW))
    bureau = FakeBureau.of(held)
    async with at_console(bureau) as hand:
        await hand.press("enter")
        assert "Pris par Bo" in hand.sees
        await hand.press("n")
        await hand.type("x")
        await hand.press("enter")
        assert "Une autre personne" in hand.sees
        await hand.press("p")
        assert "Bo travaille sur cet acte" in hand.sees
        await hand.press("2", "enter")
        assert bureau.acts[ONE.act] == held
        await hand.press("p", "1", "enter")
    assert bureau.notes[ONE.act][-1].deed is Deed.TAKE_OVER
    assert bureau.notes[ONE.act][-1].to == "Bo"


@pytest.mark.parametrize(
    ("key", "typed", "deed"),
    [("i", "", Deed.TRIED), ("l", "", Deed.LET_GO), ("r", "3", Deed.CALL_BACK), ("r", "8/12", Deed.CALL_BACK)],
)
async def test_each_key_is_one_deed(key: str, typed: str, deed: Deed) -> None:
    """A call in vain, giving back, a day to call again."""
    bureau = FakeBureau.of(ONE)
    async with at_console(bureau) as hand:
        await hand.press("enter", "p", key)
        if typed:
            await hand.type(typed)
            await hand.press("enter")
    assert bureau.notes[ONE.act][-1].deed is deed
    if typed == "3":
        assert bureau.notes[ONE.act][-1].day == date(2026, 12, 3)


async def test_it_is_handed_on_to_somebody() -> None:
    """A colleague is chosen, and has it."""
    bureau = FakeBureau.of(ONE)
    async with at_console(bureau) as hand:
        await hand.press("enter", "p", "t", "2", "enter")
    assert bureau.acts[ONE.act].work.owner == "Cy"


@pytest.mark.parametrize(("key", "typed"), [("r", "hier"), ("d", "8/12"), ("d", "31/02 10h")])
async def test_what_is_no_day_is_said(key: str, typed: str) -> None:
    """What cannot be read is said with an example, and nothing is noted."""
    bureau = FakeBureau.of(ONE)
    async with at_console(bureau) as hand:
        await hand.press("enter", "p", key)
        await hand.type(typed)
        await hand.press("enter")
        assert "comme 8/12" in hand.sees
    assert [each.deed for each in bureau.notes[ONE.act]] == [Deed.TAKE]


async def test_what_comes_too_late_is_said() -> None:
    """An appointment after the last useful day is noted, and that it is too late is said."""
    bureau = FakeBureau.of(replace(ONE, until=date(2026, 12, 4)))
    async with at_console(bureau) as hand:
        await hand.press("enter", "p", "d")
        await hand.type("8/12 9h")
        await hand.press("enter", "1", "enter")
        assert "le dernier jour utile est le 4 décembre 2026" in hand.sees


async def test_the_script_is_a_key_away_and_beside_where_there_is_room() -> None:
    """What to say when calling: by a key at 80 columns, beside the act in a wide window."""
    async with at_console(FakeBureau.of(ONE)) as hand:
        await hand.press("enter", "s")
        assert "Je demande la clôture" in hand.sees
        assert NAME not in hand.sees
        await hand.press("s")
        assert NAME in hand.sees
    async with at_console(FakeBureau.of(ONE), (140, 30)) as hand:
        await hand.press("enter")
        assert NAME in hand.sees
        assert "Je demande la clôture" in hand.sees
