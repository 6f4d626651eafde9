"""A road to the office that a test leads wherever it wants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from kiosk.core.errors import DriveGone, KioskError
from kiosk.core.moment import Moment
from kiosk.core.ports import Drive, Glance, Seat
from kiosk.core.reference import Ticket
from kiosk.core.word import Told
from kiosk.flows.export import Exported
from kiosk.flows.receive import Received
from kiosk.flows.road import Submit
from kiosk.flows.sync_run import RoadReport

HANGS = 30.0
"""Seconds for which a line that nobody cuts hangs."""


def gone_by(way: Event) -> None:
    """Wait until the way is free."""
    way.wait(HANGS)


def free() -> Event:
    """Give a way on which nothing hangs."""
    way = Event()
    way.set()
    return way


@dataclass
class FakeSync:
    """An errand that reports what the test wants.

    Args:
        report: what it says.
        forced: how often it ran because somebody asked.
        way: hangs until it is set.
        during: what happens in it.
    """

    report: RoadReport = field(default_factory=RoadReport)
    forced: int = 0
    runs: int = 0
    way: Event = field(default_factory=free)
    during: Callable[[], None] = lambda: None

    def last(self) -> RoadReport:
        """Say what is known."""
        return self.report

    def run(self, now: bool = False) -> RoadReport:
        """Run."""
        self.runs += 1
        self.forced += now
        gone_by(self.way)
        self.during()
        return self.report


@dataclass
class FakeJoining:
    """A place at a hub."""

    road: FakeRoad
    seat: Seat = field(default_factory=lambda: Seat("Les Tilleuls", "Bus du jeudi", b""))

    @property
    def breaks_line(self) -> bool:
        """Whether the office's key changed unheard."""
        return self.road.anew

    def take(self) -> None:
        """Take it."""
        if self.road.take_fails:
            raise self.road.take_fails
        self.road.has_hub = True
        self.road.taken += 1


@dataclass
class FakeRoad:
    """What a desk's way to its office can do, as the test wants it.

    Args:
        has_hub: whether the desk has joined one.
        errand: what syncs.
        fails: what every call raises.
        take_fails: what taking a place raises.
        told: what the hub knows of another desk's act.
        keeps: whether a withdrawal is kept here.
        found: the folders of the USB keys, each of which is a disk of its own.
        exported: what exporting says.
        received: what reading answers says.
        way: hangs until it is set.
        anew: whether the office's key changed unheard.
        asked: what was asked, with its arguments.
    """

    has_hub: bool = True
    errand: FakeSync = field(default_factory=FakeSync)
    fails: KioskError | None = None
    take_fails: KioskError | None = None
    told: Told = field(default_factory=Told)
    keeps: bool = True
    found: Sequence[str | Drive] = ()
    unread: int = 0
    """Keys that are plugged in and that nothing can read."""
    stays: Sequence[str] = ()
    """Where keys were mounted that are gone."""
    looked: int = 0
    mounted: str = ""
    """The folder where a key is mounted that is not looked for."""
    exported: Exported = field(default_factory=lambda: Exported((), 0, 0))
    received: Received | None = None
    way: Event = field(default_factory=free)
    taken: int = 0
    submit: Submit | None = None
    anew: bool = False
    asked: list[tuple[object, ...]] = field(default_factory=list)

    def _note(self, *what: object) -> None:
        self.asked.append(what)
        gone_by(self.way)
        if self.fails:
            raise self.fails

    def sync(self, submit: Submit) -> Any:
        """Give the errand."""
        self.submit = submit
        return self.errand if self.has_hub else None

    def join(self, address: str, code: str, submit: Submit) -> FakeJoining:
        """Look at a place."""
        self._note("join", address, code)
        return FakeJoining(self)

    def elsewhere(self, ticket: Ticket, submit: Submit) -> Told:
        """Ask about another desk's act."""
        self._note("elsewhere", ticket)
        return self.told

    def take_back(self, ticket: Ticket, act: bytes | None, at: Moment, submit: Submit) -> bool:
        """Take it back."""
        self._note("take_back", ticket, act, at)
        return self.keeps

    def glance(self) -> Glance:
        """Tell which keys there are."""
        folders = (each if isinstance(each, str) else each.folder for each in self.found)
        return Glance(frozenset([*folders, *self.stays]), len(self.found) + self.unread)

    def drives(self) -> Sequence[Drive]:
        """Name the keys."""
        self.looked += 1
        return [each if isinstance(each, Drive) else Drive(each, at) for at, each in enumerate(self.found)]

    def drive_at(self, folder: str) -> Drive:
        """Give the key of a folder, where one is said to be there."""
        if folder != self.mounted:
            raise DriveGone(folder, "no_folder")
        return Drive(folder, 77)

    def export(self, drive: Drive, submit: Submit) -> Exported:
        """Write."""
        self._note("export", drive.folder)
        return self.exported

    def receive(self, drive: Drive, submit: Submit) -> Received | None:
        """Read."""
        self._note("receive", drive.folder)
        return self.received
