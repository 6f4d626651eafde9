"""`kiosk audit verify` vouches for the traces only where nothing is missing, cut, or set aside."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.commands.staff import _verify as verify
from kiosk.core.errors import StoreDamaged
from kiosk.core.trace import Event, Trace
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.store.tables import TinyStore, open_store
from kiosk.words.catalogues import Catalogues
from kiosk.words.commands import Cli
from kiosk.words.ui import sentence
from tests.store.made import KEY, Quick, die, records_of

TERMINAL = Terminal(Catalogues(), "fr")
TRACE = Trace(datetime(2026, 11, 21, tzinfo=UTC), "Bo", Event.OPENED)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Make a desk's folder with a store that holds three traces, left as by a cut of power."""
    store = TinyStore(tmp_path / "store", KEY, create=True, disk=Quick())
    for _ in range(3):
        store.trace(TRACE)
    die(store._db.journaled)
    return tmp_path


def verified(data: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Exit, str]:
    """Run the command; gives its exit code and all it said."""
    store = open_store(data / "store", KEY)
    keys: Any = SimpleNamespace(store=store, data=data)
    done = verify(keys, argparse.Namespace(), TERMINAL)
    store.close()
    said = capsys.readouterr()
    return done, said.out + said.err


def test_a_whole_desk_is_vouched_for_and_no_more_is_said_than_can_be_seen(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With every trace there, it says so, and what this computer alone cannot see."""
    done, said = verified(data, capsys)
    assert done == Exit.OK
    assert sentence(Cli.AUDIT_WHOLE) in said
    assert sentence(Cli.AUDIT_END) in said


def test_a_cut_in_the_middle_of_a_record_is_a_fault(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is told by a notice, or was set aside once, is a fault, now and later, and nothing is vouched for."""
    file = data / "store" / "journal"
    file.write_bytes(file.read_bytes().rstrip(b"\0")[:-9])
    for _ in range(2):
        done, said = verified(data, capsys)
        assert done == Exit.FAULT
        assert "journal.torn-1" in said
        assert sentence(Cli.AUDIT_WHOLE) not in said


def test_a_missing_number_is_a_fault(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A trace that somebody with the key removed leaves its number missing."""
    store = open_store(data / "store", KEY)
    store._traces.remove(doc_ids=[2])
    store.close()
    done, said = verified(data, capsys)
    assert done == Exit.FAULT
    assert sentence(Cli.AUDIT_WHOLE) not in said


def test_after_the_desk_was_closed_a_cut_at_the_end_is_noticed(data: Path) -> None:
    """Between two records, too: what was there when the desk was closed in order cannot be cut off unnoticed."""
    store = open_store(data / "store", KEY)
    store.trace(TRACE)
    store.close()
    file = data / "store" / "journal"
    head, records = records_of(file.read_bytes())
    file.write_bytes(head + b"".join(records[:-1]))
    with pytest.raises(StoreDamaged):
        open_store(data / "store", KEY)
