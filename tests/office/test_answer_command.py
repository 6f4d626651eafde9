"""The law of `answer` where the hub is away: what was typed is noted once, whatever was noted before."""

from __future__ import annotations

import argparse
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.errors import NotTaken
from kiosk.core.meeting import Meeting, place_mark
from kiosk.core.outbox import Entry, State
from kiosk.core.procedure import FieldType
from kiosk.core.reference import spell
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.office import act_commands, answer_commands, work
from kiosk.office.exchange import HUB
from kiosk.office.typed import meeting_of
from kiosk.words.catalogues import Catalogues
from tests.office.made import TYPED
from tests.office.road import Road


def without_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Road, Entry]:
    """Give an office that took one act, and whose hub does not answer."""
    road = Road(tmp_path)
    entry = road.take_one()
    with road.open() as opened:
        opened.ledger.note(HUB, b"http://127.0.0.1:9")

    @contextmanager
    def open_house(*_: Any) -> Any:
        with road.open() as opened:
            yield opened

    monkeypatch.setattr(answer_commands, "open_house", open_house)
    return road, entry


def test_answers_without_a_line_are_all_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no line to the hub, one answer after the other is in the ledger, and waits for the hub."""
    road, entry = without_a_line(tmp_path, monkeypatch)
    terminal = Terminal(Catalogues(), "fr")
    for number, (state, reason) in enumerate([("redo", "incomplete"), ("appointment", "come_friday")], start=4):
        args = argparse.Namespace(reference=spell(entry.reference), state=state, reason=[reason])
        assert answer_commands._answer(args, terminal) is Exit.OK
        record = road.record(entry)
        assert (record.state, record.sequence, record.told) == (State(state), number, False)


def test_whose_act_is_ended_is_said_without_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The hub is away, and the act is kept here: before a final answer its name is repeated all the same."""
    _, entry = without_a_line(tmp_path, monkeypatch)
    monkeypatch.setattr("builtins.input", lambda *_: "non")
    args = argparse.Namespace(reference=spell(entry.reference), state="proof_seen", reason=[])
    assert answer_commands._answer(args, Terminal(Catalogues(), "fr")) is Exit.REFUSED
    said = capsys.readouterr().out
    assert TYPED[FieldType.NAME] in said
    assert "le nom n’est pas ici" not in said


@pytest.mark.parametrize("after", [True, False])
def test_who_would_come_after_the_last_useful_day_is_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], after: bool
) -> None:
    """Told to come on Monday, with a last day before it, a no notes nothing; with a last day on it nothing is asked."""
    road, entry = without_a_line(tmp_path, monkeypatch)
    with road.open() as opened:
        record, today = opened.ledger.get(entry.id), opened.now().astimezone().date()
        assert record is not None
        monday = today + timedelta(days=7 - today.weekday())
        last = monday - timedelta(days=after)
        opened.ledger.put([replace(record, until=last)])
    monkeypatch.setattr("builtins.input", lambda *_: "non")
    args = argparse.Namespace(reference=spell(entry.reference), state="rendez-vous", reason=["lundi"])
    code = answer_commands._answer(args, Terminal(Catalogues(), "fr"))
    asked = f"viendrait le {monday:%d/%m/%Y}. Le dernier jour utile est le {last:%d/%m/%Y}" in capsys.readouterr().out
    expected = (Exit.REFUSED, State.TAKEN) if after else (Exit.OK, State.APPOINTMENT)
    assert (asked, (code, road.record(entry).state)) == (after, expected)


def test_the_list_is_by_last_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Stop requests come first, then what ends soonest with its last day, then what was taken first."""
    road = Road(tmp_path)
    road.join()
    desk = road.desk()
    entries = [desk.hand_over("oppose", letter_date=day) for day in ("2026-11-10", "2026-10-20")]
    entries += [desk.hand_over("close") for _ in range(2)]
    stopped = desk.withdraw(entries[3], key=False)
    desk.send(road, *entries[:3], stopped)
    road.inbox()

    @contextmanager
    def open_house(*_: Any) -> Any:
        with road.open() as opened:
            yield opened

    monkeypatch.setattr(act_commands, "open_house", open_house)
    args = argparse.Namespace(only_list=True, json=False)
    assert act_commands._inbox(args, Terminal(Catalogues(), "fr")) is Exit.OK
    lines = capsys.readouterr().out.splitlines()
    in_order = [entries[3], entries[1], entries[0], entries[2]]
    assert [line[:11] for line in lines[:4]] == [spell(entry.reference) for entry in in_order]
    assert ["dernier jour utile\u00a0: 01/12/2026" in line for line in lines[:4]] == [False, True, False, False]
    assert ["dernier jour utile" in line for line in lines[:4]] == [False, True, True, False]


TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("typed", "met"),
    [
        ("8/12 14h30", Meeting(date(2026, 12, 8), 870, 0)),
        ("8/12 14h30 2", Meeting(date(2026, 12, 8), 870, 2)),
        ("8/12 14h30 courrier vitale", Meeting(date(2026, 12, 8), 870, 0, (1, 3))),
        ("8/12 9h 1 Pièce-identité", Meeting(date(2026, 12, 8), 540, 1, (2,))),
        ("8/12 9h bring-phone phone téléphone", Meeting(date(2026, 12, 8), 540, 0, (4,))),
        ("8/12 9h 0", None),
        ("8/12 9h 1 2", None),
        ("8/12 9h chat", None),
        ("revenir-mardi", None),
        ("", None),
    ],
)
def test_an_appointment_is_typed_in_one_line(typed: str, met: Meeting | None) -> None:
    """A day and an hour, then a place by number and what to bring, in any order and spelling; nothing is guessed."""
    assert meeting_of(typed, TODAY) == met


def test_an_appointment_is_made_moved_and_cancelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command notes it in the agenda and says it to the desk; a place that the office has not is refused."""
    road, entry = without_a_line(tmp_path, monkeypatch)
    with road.open() as opened:
        work.set_places(opened, ["Mairie", "Maison des associations"])
    terminal = Terminal(Catalogues(), "fr")

    def say(*words: str) -> Exit:
        args = argparse.Namespace(reference=spell(entry.reference), state="rendez-vous", reason=list(words))
        return answer_commands._answer(args, terminal)

    assert say("annuler") is Exit.REFUSED
    assert say("8/12/2026", "14h30", "3") is Exit.USAGE
    assert road.record(entry).state is State.TAKEN
    assert say("8/12/2026", "14h30", "2", "carte-vitale") is Exit.OK
    record = road.record(entry)
    mark = place_mark("Maison des associations")
    assert record.meeting == Meeting(date(2026, 12, 8), 870, 2, (1,), mark=mark)
    with road.open() as opened:
        assert opened.ledger.book.work(entry.id).meeting == Meeting(date(2026, 12, 8), 870, 2, (1,))
        assert work.broken(opened) == []
    assert say("9/12/2026", "9h") is Exit.OK
    moved = road.record(entry)
    assert moved.meeting is not None
    assert (moved.reason, moved.meeting.day, moved.meeting.place) == ("come_wednesday", date(2026, 12, 9), 1)
    assert say("annulé") is Exit.OK
    assert road.record(entry).meeting == replace(moved.meeting, cancelled=True)
    with road.open() as opened:
        assert opened.ledger.book.work(entry.id).meeting is None
        assert work.broken(opened) == []
    capsys.readouterr()


def test_an_act_that_was_never_taken_names_how_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shown or brought but not taken, an act cannot be answered: what is said names the two ways to take it."""
    without_a_line(tmp_path, monkeypatch)
    terminal = Terminal(Catalogues(), "fr")
    args = argparse.Namespace(reference="0" * 9, state="redo", reason=["incomplete"])
    with pytest.raises(NotTaken) as raised:
        answer_commands._answer(args, terminal)
    said = terminal.explain(raised.value)
    assert "kiosk office inbox" in said
    assert "kiosk office import" in said
