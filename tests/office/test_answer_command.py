"""The law of `answer` where the hub is away: what was typed is noted once, whatever was noted before."""

from __future__ import annotations

import argparse
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.outbox import State
from kiosk.core.reference import spell
from kiosk.i18n import Catalogues
from kiosk.office import act_commands
from kiosk.office.exchange import HUB
from kiosk.terminal import Exit, Terminal
from tests.office.road import Road


def test_answers_without_a_line_are_all_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no line to the hub, one answer after the other is in the ledger, and waits for the hub."""
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

    monkeypatch.setattr(act_commands, "open_house", open_house)
    terminal = Terminal(Catalogues(), "fr")
    for number, (state, reason) in enumerate([("redo", "incomplete"), ("appointment", "come_friday")], start=4):
        args = argparse.Namespace(reference=spell(entry.reference), state=state, reason=reason)
        assert act_commands._answer(args, terminal) is Exit.OK
        record = road.record(entry)
        assert (record.state, record.sequence, record.told) == (State(state), number, False)
