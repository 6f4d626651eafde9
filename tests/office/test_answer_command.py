"""The law of `answer` where the hub is away: what was typed is noted once, whatever was noted before."""

from __future__ import annotations

import argparse
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.outbox import Entry, State
from kiosk.core.procedure import FieldType
from kiosk.core.reference import spell
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.office import act_commands, answer_commands
from kiosk.office.exchange import HUB
from kiosk.words.catalogues import Catalogues
from tests.office.made import TYPED
from tests.office.road import Road


def without_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Road, Entry]:
    """Give an office that took one act, and whose hub does not answer."""
    road = Road(tmp_path)
    road.join()
    desk = road.desk()
    entry = desk.hand_over()
    desk.send(road, entry)
    road.inbox()
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
