"""A disk that is full, or fails, at each write of a day, one after the other: of a desk, its USB key, an office."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import count as naturals
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kiosk.core.errors import KioskError
from kiosk.core.outbox import State
from kiosk.core.tally import Count, Topic
from kiosk.core.work import Deed
from kiosk.desk.desk import Desk
from kiosk.desk.keys import open_desk
from kiosk.desk.making import create_desk
from kiosk.desk.opening import desk_sealer
from kiosk.desk.settings import Settings
from kiosk.office import exchange, house, inbox, keys
from kiosk.office.export import write_answers
from kiosk.office.work import do_deed
from scripts.proofs.harm import explained
from scripts.proofs.row import ProofRow, Seen
from tests.office.made import CHEAP, PASSPHRASE, MadeDesk, MadeOffice

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
CALLS = ("write", "pwrite", "fsync", "fdatasync", "mkdir", "rename")
"""What a system may refuse for want of space, or because its disk fails."""
ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EIO)


@dataclass
class Refusing:
    """Counts the writes of this process, and refuses one, or all from one on.

    Args:
        at: the number of the first that is refused; 0 for none.
        error: why.
        for_ever: whether all that follow are refused, too.
    """

    at: int = 0
    error: int = errno.ENOSPC
    for_ever: bool = False
    done: int = 0

    def _call(self, true: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            self.done += 1
            if self.at and (self.done == self.at or (self.for_ever and self.done > self.at)):
                raise OSError(self.error, os.strerror(self.error))
            return true(*arguments, **named)

        return call

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Stand between this process and its disk."""
        # To cut a file takes no space: only a disk that fails refuses that.
        names = (*CALLS, "ftruncate") if self.error == errno.EIO else CALLS
        calls: dict[str, Any] = {name: self._call(getattr(os, name)) for name in names}
        with patch.multiple(os, **calls):
            yield


@dataclass
class WorkDay:
    """A day of a desk and an office: each thing is done or said to be refused.

    Args:
        folder: where both are.
    """

    folder: Path
    handed: dict[str, bytes] = field(default_factory=dict)
    answered: set[bytes] = field(default_factory=set)
    refused: int = 0

    def step(self, do: Callable[[], Any]) -> Any:
        """Do something; what is refused is said in a sentence, and the day goes on. Gives None where it was."""
        try:
            return do()
        except KioskError as error:
            explained(error)
            self.refused += 1
            return None

    def at_the_desk(self) -> None:
        """Hand over, take back, count, write a key, read answers, replace the data key."""
        opened = self.step(lambda: open_desk(self.folder / "desk", PASSPHRASE))
        if opened is None:
            return
        desk = MadeDesk(keys.public(self.folder / "office"), store=opened.store)
        desk.sealer = desk_sealer(Desk(self.folder / "desk", Settings()), opened.store, desk.office)
        desk.id, desk.seed = desk.sealer.desk, desk.sealer.seed
        for name in ("close", "mask", "close"):
            if entry := self.step(partial(desk.hand_over, name)):
                self.handed[entry.reference] = entry.envelope
        self.step(lambda: opened.store.count({Count("2026-11", "close", Topic.PROCEDURE): 1}))
        self.step(lambda: desk.export(self.folder / "usb"))
        self.step(opened.rekey)
        self.step(opened.store.compact)
        self.step(opened.close)

    def at_the_office(self) -> None:
        """Take what is on the key, show it, note, answer, and write answers to the key."""
        with house.opened(self.folder / "office", PASSPHRASE, lambda: NOW) as opened:
            for file in sorted((self.folder / "usb").glob("*.ksb")):
                bundle = inbox.read_bundle(file.read_bytes(), opened.key_of)
                taken = self.step(partial(exchange.take, opened, *exchange.unpacked([bundle])))
                for act in taken.work if taken else ():
                    self.step(partial(opened.seen, [act.id], []))
                    self.step(partial(do_deed, opened, act.id, Deed.TAKE))
                    if self.step(partial(opened.answer, act.id, State.PROOF_SEEN, None)):
                        self.answered.add(act.id)
            self.step(lambda: write_answers(opened, self.folder / "usb", NOW, os.urandom))

    def check(self, spare: int) -> None:
        """With space again, both open: what was said to be done is there, once, and work goes on.

        Args:
            spare: acts that were refused and may be there all the same.
        """
        opened = open_desk(self.folder / "desk", PASSPHRASE)
        there = {each.reference: each.envelope for each in opened.store.entries()}
        assert there.items() >= self.handed.items()
        assert len(there) <= len(self.handed) + spare, "an act that was refused is there"
        opened.store.count({Count("2026-11", "mask", Topic.PROCEDURE): 1})
        opened.close()
        with house.opened(self.folder / "office", PASSPHRASE, lambda: NOW) as office:
            for act in self.answered:
                record = office.ledger.get(act)
                assert record is not None
                assert record.state is State.PROOF_SEEN
            office.ledger.note("goes on", b"1")
        half = [each.name for each in (self.folder / "usb").iterdir() if not each.name.endswith((".ksb", ".ksa"))]
        assert not half, half


def settle(folder: Path) -> None:
    """Make an office and a desk that it trusts."""
    office = MadeOffice(folder / "office")
    create_desk(folder / "desk", (office.folder / keys.PUBLIC).read_bytes(), PASSPHRASE, "Bus", name="Ama", cost=CHEAP)
    keys.vouch(office.folder, office.secrets, (folder / "desk" / "desk.public").read_bytes())
    (folder / "usb").mkdir()


def live(whole: Path, place: Path, disk: Refusing) -> WorkDay:
    """Live through a day on such a disk, then look at what is left of it."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(whole, place)
    day = WorkDay(place)
    with disk.at_work():
        day.step(day.at_the_desk)
        day.step(day.at_the_office)
    # What was written before a disk failed for good may stay: nobody can take it back from there.
    day.check(spare=disk.for_ever and disk.error == errno.EIO)
    return day


def run(folder: Path, seed: int, _count: int) -> Seen:
    """Refuse each write of a day: the errors and the ways take turns by the seed, until no write is left to refuse."""
    error, for_ever, seen = ERRORS[seed % 3], seed // 3 % 2 == 1, Seen()
    with (
        patch("kiosk.desk.keys.wait", lambda *_: 0),
        patch("kiosk.desk.keys.UNWRITTEN_WAIT", 0.0),
    ):
        settle(folder / "whole")
        good = Refusing()
        day = live(folder / "whole", folder / "day", good)
        assert (len(day.handed), len(day.answered), day.refused) == (3, 3, 0), day
        for at in naturals(1):
            disk = Refusing(at, error, for_ever)
            try:
                day = live(folder / "whole", folder / "day", disk)
            except Exception as fault:
                raise AssertionError(
                    f"write {at}, {errno.errorcode[error]}, for ever: {for_ever}: {fault!r}"
                ) from fault
            if disk.done < at:
                break
            seen["écritures refusées"] += 1
            seen["choses refusées et dites"] += day.refused
            seen["refus sans effet sur la journée"] += not day.refused
    return seen


ROW = ProofRow(
    "disque plein",
    "Disque plein, quota atteint ou disque en panne, à chaque écriture d’une journée l’une après l’autre : au poste,"
    " sur sa clé USB et au bureau ; une fois, puis jusqu’au soir",
    "journées",
    "chaque refus est dit en une phrase ; ce qui a été confirmé est là ; ce qui a été refusé n’est nulle part ; avec de"
    " la place, tout continue",
    "Le relais : son disque est l’affaire de sa base. Un disque qui dit oui et n’écrit pas. Sur un disque en panne"
    " jusqu’au soir, un acte refusé peut rester écrit : rien ne peut plus l’enlever.",
    long=6,
    short=1,
    batch=1,
    run=run,
)
