"""The road to the office: how it stands, and what a worker can do about it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from kiosk.core.errors import DriveReadOnly, KioskError, WrongPassphrase
from kiosk.core.harmless import harmless
from kiosk.core.ports import Drive
from kiosk.flows.courier import Courier, RoadWatch
from kiosk.flows.road import Joining, Road
from kiosk.flows.sync import RoadReport
from kiosk.flows.unlock import Session
from kiosk.linear.orders import DeskOrder
from kiosk.linear.teller import Teller
from kiosk.plain.orders import Order, TypedWord
from kiosk.plain.question import Question
from kiosk.words.carried import KeyOutcome, drive_words, exported, imported
from kiosk.words.linear import LinearUi
from kiosk.words.road import RoadUi
from kiosk.words.standing import Roadside, road_in_full
from kiosk.words.ui import Ui
from kiosk.words.update import left_words

T = TypeVar("T")


class LinearRoad(RoadWatch):
    """Syncs in the background, and keeps what was learnt for whoever asks.

    Args:
        teller: this face.
    """

    def __init__(self, teller: Teller) -> None:
        super().__init__()
        self._teller = teller

    @property
    def roadside(self) -> Roadside:
        """What is known of it."""
        zone = self._teller.session.clock().wall.tzinfo
        return Roadside(self.report, self.has_hub, self.on_the_road, self.nothing_new, zone)

    def set_out(self, session: Session) -> None:
        """Begin to sync in the background."""
        road = session.road
        if road is not None:
            self.follow(Courier(lambda: road.sync(self._teller.submit), partial(self._told, session)))

    def _told(self, session: Session, report: RoadReport | None) -> None:
        """Keep what the courier learnt, in its thread; what is due after a run is done by the store's."""
        if self.learn(report, session.clock().wall):
            with suppress(KioskError, RuntimeError):  # what cannot go now goes another time; or the desk is closed
                self._teller.submit(session.forget_due)


class RoadTalk:
    """Says how the road stands and does what is chosen.

    Args:
        teller: this face.
        road: what can be done.
    """

    def __init__(self, teller: Teller, road: Road) -> None:
        self._teller, self._road = teller, road
        self._typed: list[Drive] = []
        """The key of the folder that was typed last."""

    def go(self) -> None:
        """Ask what to do until somebody goes back."""
        said = ""

        def make() -> Question:
            voice = self._teller.voice
            now = [("now", RoadUi.NOW)] if self._teller.road.has_hub else []
            rest = [("export", RoadUi.EXPORT), ("import", RoadUi.IMPORT), ("join", RoadUi.JOIN)]
            rows = [(name, voice.say(words)) for name, words in (*now, *rest, ("folder", RoadUi.FOLDER))]
            rows.append(("back", voice.say(Ui.STATUS_BACK)))
            lines = [road_in_full(self._teller.road.roadside, voice)]
            if words := left_words(self._teller.left(), voice.say):
                lines.append(words)
            title = voice.say(RoadUi.TITLE)
            return Question(lines, rows, news=said, title=title, orders=(Order.BACK, DeskOrder.SEND))

        while True:
            answer = self._teller.talk.ask(make)
            match answer:
                case "now" | DeskOrder.SEND:
                    said = self._teller.voice.say(RoadUi.BUSY if self._teller.road.try_now() else RoadUi.NONE)
                case "export":
                    said = self._with_drive(self._export)
                case "import":
                    said = self._with_drive(self._import)
                case "join":
                    said = self._join()
                case "folder":
                    said = self._folder()
                case _:
                    return

    # -- USB keys

    def _with_drive(self, then: Callable[[Drive], str]) -> str:
        teller = self._teller
        try:
            found = teller.talk.wait(self._road.drives, RoadUi.WHICH_DRIVE)
        except KioskError as error:
            return teller.voice.error(error)
        drives = [*self._typed, *(each for each in found if each not in self._typed)]
        if not drives:
            return teller.voice.say(RoadUi.NO_DRIVE)

        def which() -> Question:
            voice = teller.voice
            rows = [(str(number), drive_words(voice, drive)) for number, drive in enumerate(drives)]
            asks = voice.say(RoadUi.WHICH_DRIVE)
            return Question([voice.say(RoadUi.DRIVE_SAFE)], rows, asks, at=asks, orders=(Order.BACK,))

        answer = teller.talk.ask(which)
        return "" if isinstance(answer, TypedWord) else then(drives[int(answer)])

    def _export(self, drive: Drive) -> str:
        voice = self._teller.voice
        if drive.read_only:
            return voice.error(DriveReadOnly(drive.folder))
        job = partial(self._road.export, drive, self._teller.submit)
        return self._carry(job, RoadUi.WRITING, partial(exported, voice))

    def _import(self, drive: Drive) -> str:
        job = partial(self._road.receive, drive, self._teller.submit)
        return self._carry(job, RoadUi.READING, partial(imported, self._teller.voice))

    def _carry(self, job: Callable[[], T], doing: RoadUi, worded: Callable[[T], KeyOutcome]) -> str:
        teller = self._teller
        try:
            outcome = worded(teller.talk.wait(job, doing))
        except KioskError as error:
            return teller.voice.error(error)
        with suppress(KioskError):  # an import brings signed times
            teller.work(teller.session.forget_due)
        return "\n".join(filter(None, (outcome.done, outcome.failed, *(reason for _, reason in outcome.refused))))

    def _folder(self) -> str:
        teller = self._teller
        folder = self._typed_line(RoadUi.FOLDER, RoadUi.FOLDER_HINT)
        if not folder:
            return ""
        try:
            drive = teller.talk.wait(partial(self._road.drive_at, folder), RoadUi.WHICH_DRIVE)
        except KioskError as error:
            return teller.voice.error(error)
        self._typed[:] = [drive]
        return teller.voice.say(RoadUi.FOLDER_TAKEN, folder=harmless(drive.folder))

    def _typed_line(self, *codes: RoadUi) -> str:
        """Ask for a line; nothing where somebody goes back."""
        talk = self._teller.talk

        def make() -> Question:
            *lines, asks = map(talk.voice.say, codes)
            return Question(lines, (), asks, at=asks, prompt=LinearUi.PROMPT_TEXT, free=True, orders=(Order.BACK,))

        line = talk.ask(make)
        return "" if isinstance(line, TypedWord) else line.strip()

    # -- the hub

    def _join(self) -> str:
        """Connect this desk to the association's relay: an address and a code, and nothing to compare."""
        teller = self._teller
        address = self._typed_line(RoadUi.JOIN_TITLE, RoadUi.JOIN_HINT, RoadUi.JOIN_ADDRESS)
        code = self._typed_line(RoadUi.JOIN_CODE) if address else ""
        if not code:
            return ""
        try:
            joining = teller.talk.wait(partial(self._road.join, address, code, teller.submit), RoadUi.BUSY)
            anew = teller.talk.wait(lambda: joining.breaks_line, RoadUi.BUSY)
            if self._agreed(joining, anew=anew):
                teller.talk.wait(joining.take, RoadUi.BUSY)
                teller.road.joined()
        except WrongPassphrase:
            return teller.voice.say(Ui.ENROL_MISTYPED)
        except KioskError as error:
            return teller.voice.error(error)
        return ""

    def _agreed(self, joining: Joining, *, anew: bool) -> bool:
        voice, seat = self._teller.voice, joining.seat
        text = voice.say(RoadUi.JOIN_PLACE, office=seat.office, label=seat.label)
        more = [voice.say(Ui.ENROL_NEW_KEY)] if anew else []
        choices = [("no", RoadUi.JOIN_NO), ("yes", RoadUi.JOIN_YES)]
        return self._teller.talk.choose(RoadUi.JOIN_TITLE, choices, text, *more) == "yes"
