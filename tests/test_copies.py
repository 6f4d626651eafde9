"""Copies of a desk: ciphertext alone, read back, never in the place of what was not sent; and the end of a desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk import compose, compose_copies
from kiosk.compose import read_clock
from kiosk.config import Settings
from kiosk.core.errors import FileFault, StoreBusy, StoreMissing, Unsent, WrongPassphrase
from kiosk.core.outbox import State
from kiosk.core.sync import BY_OFFICE
from kiosk.core.trace import Event
from kiosk.flows.clock import STAMP
from kiosk.flows.forget import Forgotten
from kiosk.flows.sync import RESTORED
from kiosk.i18n import Catalogues
from kiosk.start import VAULT
from tests.store.made import made_entry
from tests.test_passphrase import FIRST, WRONG, a_desk


def with_act(folder: Path, number: int = 1) -> Path:
    desk, _ = a_desk(folder)
    opened = compose.open_desk(desk, FIRST)
    opened.store.add(made_entry(number, envelope=b"PLANTED" * 100))
    opened.close()
    (desk / "kiosk.toml").write_text("")
    return desk


def copied(desk: Path, folder: Path) -> Path:
    folder.mkdir()
    return compose_copies.backup(desk, FIRST, folder, read_clock).folder


def test_a_copy_is_ciphertext_that_opens(tmp_path: Path) -> None:
    """The copy holds all acts, nothing readable, no lock and no half; a wrong passphrase copies nothing."""
    desk, usb = with_act(tmp_path), tmp_path / "usb"
    copy = copied(desk, usb)
    assert [path.name for path in usb.iterdir()] == [copy.name]
    assert {path.name for path in copy.iterdir()} == {"vault", "store", "office.public", "desk.public", "kiosk.toml"}
    assert not [path for path in copy.rglob("*") if path.is_file() and b"PLANTED" in path.read_bytes()]
    opened = compose.open_desk(copy, FIRST)
    assert [entry.reference for entry in opened.store.entries()] == ["000000001"]
    assert opened.store.traces()[-1].event is Event.BACKED_UP
    opened.close()
    with pytest.raises(WrongPassphrase):
        compose_copies.backup(desk, WRONG, usb, read_clock)
    with pytest.raises(FileFault):
        compose_copies.backup(desk, FIRST, tmp_path / "nothing", read_clock)
    assert len(list(usb.iterdir())) == 1


def test_nothing_unsent_is_overwritten(tmp_path: Path) -> None:
    """A desk that holds an act the office has not opened refuses to be replaced, and keeps every byte."""
    desk = with_act(tmp_path)
    copy = copied(desk, tmp_path / "usb")
    with pytest.raises(Unsent) as caught:
        compose_copies.restore(copy, FIRST, desk, read_clock, current=FIRST)
    assert caught.value.acts == 1
    opened = compose.open_desk(desk, FIRST)
    assert opened.store.noted(RESTORED) is None
    with pytest.raises(StoreBusy):
        compose_copies.restore(copy, FIRST, desk, read_clock, current=FIRST)
    opened.close()


def test_a_restored_desk_is_marked(tmp_path: Path) -> None:
    """What is put back opens, is marked so that it announces first, and leaves the association's own files there."""
    desk = with_act(tmp_path)
    copy = copied(desk, tmp_path / "usb")
    opened = compose.open_desk(desk, FIRST)
    opened.store.change(replace(opened.store.entries()[0], state=State.TAKEN))
    opened.close()
    (desk / "procedures").mkdir()
    (desk / "procedures" / "own.toml").write_text("x")
    with pytest.raises(WrongPassphrase):
        compose_copies.restore(copy, WRONG, desk, read_clock, current=FIRST)
    done = compose_copies.restore(copy, FIRST, desk, read_clock, current=FIRST)
    assert done.acts == 1
    assert (desk / "procedures" / "own.toml").exists()
    opened = compose.open_desk(desk, FIRST)
    assert opened.store.noted(RESTORED)
    assert [entry.state for entry in opened.store.entries()] == [State.WAITING]
    assert opened.store.traces()[-1].event is Event.RESTORED
    opened.close()
    assert {path.name for path in tmp_path.iterdir()} == {"desk", "usb"}


def test_a_desk_comes_back_where_there_is_none(tmp_path: Path) -> None:
    """On a new machine the copy is enough; a folder that is no copy is refused and makes nothing."""
    copy = copied(with_act(tmp_path), tmp_path / "usb")
    fresh = tmp_path / "elsewhere" / "kiosk"
    assert compose_copies.restore(copy, FIRST, fresh, read_clock, current=None).acts == 1
    compose.open_desk(fresh, FIRST).close()
    with pytest.raises(FileFault):
        compose_copies.restore(tmp_path / "usb", FIRST, tmp_path / "other", read_clock, current=None)
    assert not (tmp_path / "other").exists()


def test_a_desk_forgets_while_it_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By attested time an open session strips an opened act, goes on under a new key, and opens again as before."""
    desk, _ = a_desk(tmp_path)
    session = compose.desk_opener(desk, Settings(), Catalogues())(FIRST)
    now = read_clock().wall
    session.store.add(made_entry(1, state=State.TAKEN, sequence=BY_OFFICE, told_at=now))
    session.store.add(made_entry(2))
    before = (desk / VAULT).read_bytes()

    def forget(signed: int, clock: int) -> Forgotten:
        """Forget on these days, by the office's signed time and by the machine's clock."""
        session.store.note(STAMP, int((now + timedelta(days=signed)).timestamp()).to_bytes(8))
        wall = now + timedelta(days=clock)
        monkeypatch.setattr(compose, "read_clock", lambda: replace(read_clock(), wall=wall))
        return session.forget_due()

    assert not any(forget(*days) for days in ((0, 0), (29, 29), (0, 90), (90, 0), (90, -20_000)))
    assert (desk / VAULT).read_bytes() == before
    assert forget(31, 31).for_good
    session.store.add(made_entry(3))
    session.close()
    assert (desk / VAULT).read_bytes() != before
    opened = compose.open_desk(desk, FIRST)
    assert [bool(entry.envelope) for entry in opened.store.entries()] == [False, True, True]
    events = [(trace.who, trace.event) for trace in opened.store.traces()]
    assert events == [("Ama", each) for each in (Event.INSTALLED, Event.OPENED, Event.PURGED, Event.REKEYED)]
    opened.close()


def test_an_erased_desk_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The vault is written over before it goes, a running kiosk is not erased, nothing opens after."""
    desk = with_act(tmp_path)
    assert [entry.reference for entry in compose_copies.count_unsent(desk, FIRST, read_clock)] == ["000000001"]
    opened = compose.open_desk(desk, FIRST)
    with pytest.raises(StoreBusy):
        compose_copies.destroy(desk)
    opened.close()
    secret, seen = (desk / VAULT).read_bytes(), []
    unlink = Path.unlink

    def watched(path: Path, missing_ok: bool = False) -> None:
        if path.name == VAULT:
            seen.append(path.read_bytes())
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", watched)
    compose_copies.destroy(desk)
    assert len(seen[0]) == len(secret)
    assert not [at for at in range(0, len(secret) - 8, 8) if secret[at : at + 8] in seen[0]]
    assert not list(desk.iterdir())
    with pytest.raises(StoreMissing):
        compose.open_desk(desk, FIRST)
