"""What the composed desk does with the files around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from kiosk.core.envelope import Content
from kiosk.core.errors import FileFault
from kiosk.core.outbox import State
from kiosk.core.word import BY_OFFICE
from kiosk.crypto import box
from kiosk.crypto.keys import reading_key_id
from kiosk.desk import forget, opening, road, session
from kiosk.desk.desk import Desk
from kiosk.desk.folder import OFFICE, VAULT, absence
from kiosk.desk.keys import open_desk
from kiosk.desk.making import create_desk
from kiosk.desk.settings import Settings
from kiosk.flows.clock import STAMP, attested
from kiosk.machine import clock
from kiosk.office import export, house, keys, rotation
from kiosk.wire import signed
from kiosk.words.catalogues import Catalogues
from kiosk.words.start import Start
from tests.crypto.made import KEY_HASH
from tests.desk.made import CHEAP, FIRST
from tests.store.made import made_entry


def test_a_running_desk_seals_to_the_offices_keys_of_this_moment(tmp_path: Path) -> None:
    """From the very act after the office changed its reading key, the new one is sealed to; no bad file stops acts."""
    office = tmp_path / "office"
    founding = keys.found_office("Les Tilleuls", "01 23 45 67 89")
    keys.settle_office(office, founding, FIRST, CHEAP)
    desk = tmp_path / "desk"
    create_desk(desk, (office / keys.PUBLIC).read_bytes(), FIRST, "Mardi", cost=CHEAP)
    opened = opening.desk_opener(Desk(desk, Settings()), Catalogues())(FIRST)

    def recipients() -> list[bytes]:
        envelope = opened.tools.sealer.seal(Content({"v": 1}), bytes(16), KEY_HASH)
        return [each.key_id for each in signed.read_envelope(envelope).recipients]

    def of(public: signed.OfficePublic) -> list[bytes]:
        return [reading_key_id(each) for each in public.reading_keys]

    before = keys.public(office)
    assert recipients() == of(before)
    rotation.rotate(office, keys.unlock_office(office, FIRST))
    (desk / OFFICE).write_bytes((office / keys.PUBLIC).read_bytes())
    assert recipients() == of(keys.public(office)) != of(before)
    (desk / OFFICE).write_bytes(b"damaged")
    assert recipients() == of(before)
    opened.close()


def an_opened_act(folder: Path) -> tuple[Path, datetime]:
    """Make an office, and a desk with an act that the office opened today."""
    keys.settle_office(folder / "office", keys.found_office("Les Tilleuls", "01 23 45 67 89"), FIRST, CHEAP)
    desk, now = folder / "desk", clock.read_clock().wall.replace(microsecond=0)
    create_desk(desk, (folder / "office" / keys.PUBLIC).read_bytes(), FIRST, "Mardi", cost=CHEAP)
    opened = open_desk(desk, FIRST)
    opened.store.add(made_entry(1, state=State.TAKEN, sequence=BY_OFFICE, told_at=now))
    opened.close()
    return desk, now


def sealed(desk: Path) -> bool:
    """Tell whether the sealed bytes are still there."""
    opened = open_desk(desk, FIRST)
    try:
        return bool(opened.store.entries()[0].envelope)
    finally:
        opened.close()


def at_every_desk(monkeypatch: pytest.MonkeyPatch, wall: datetime) -> None:
    """Set the machine's clock, for all that reads it at a desk."""
    for room in (forget, opening, road, session):
        monkeypatch.setattr(room, "read_clock", lambda: replace(CLOCK(), wall=wall))


def test_answers_from_a_key_bring_the_time_and_the_desk_forgets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A desk without a hub: `kiosk import` of a file that says nothing of its acts is enough; an older one is not."""
    desk, now = an_opened_act(tmp_path)
    later = now + timedelta(days=32)
    at_every_desk(monkeypatch, later)
    for made, stays in ((now, True), (later, False)):
        with house.opened(tmp_path / "office", FIRST, partial(made.replace)) as opened:
            file = export.write_answers(opened, tmp_path, made, box.random)
        road.receive_locked(Desk(desk, Settings()), FIRST, [file])
        assert sealed(desk) is stays
    opened_desk = open_desk(desk, FIRST)
    assert attested(opened_desk.store) == later
    opened_desk.close()


def test_kiosk_sync_forgets_what_is_due(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where there is no hub to ask; and a machine whose clock is wrong forgets nothing by it."""
    desk, now = an_opened_act(tmp_path)
    opened = open_desk(desk, FIRST)
    opened.store.note(STAMP, int((now + timedelta(days=32)).timestamp()).to_bytes(8))
    opened.close()
    for days, stays in ((-20_000, True), (0, True), (32, False)):
        wall = now + timedelta(days=days)
        at_every_desk(monkeypatch, wall)
        assert road.sync_locked(Desk(desk, Settings()), FIRST) is None
        assert sealed(desk) is stays


CLOCK = clock.read_clock


def test_a_desk_without_its_keys_is_not_told_to_begin_anew(tmp_path: Path) -> None:
    """Where acts are and their keys are not, the remedy is a copy; where nothing ever was, it is a new desk."""
    assert absence(tmp_path / "none") is Start.NO_DESK
    desk, _ = an_opened_act(tmp_path)
    (desk / VAULT).unlink()
    assert absence(desk) is Start.NO_KEYS
    assert "kiosk restore" in Catalogues().say(absence(desk), "fr", folder=desk)


@pytest.mark.parametrize("harm", ["gone", "cut", "folder"])
def test_an_office_file_that_is_damaged_on_a_desk_is_named_with_its_remedy(tmp_path: Path, harm: str) -> None:
    """Nobody who has just opened her own desk is told that something is not genuine, without saying what."""
    desk, _ = an_opened_act(tmp_path)
    whole = (desk / OFFICE).read_bytes()
    (desk / OFFICE).unlink()
    if harm == "cut":
        (desk / OFFICE).write_bytes(whole[:30])
    elif harm == "folder":
        (desk / OFFICE).mkdir()
    with pytest.raises(FileFault) as fault:
        Desk(desk, Settings()).office()
    said = Catalogues().error(fault.value, "fr")
    assert OFFICE in said
    assert "kiosk restore" in said
