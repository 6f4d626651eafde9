"""The road to the office: how it stands, in full sentences, and what a worker can do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from textual.events import ScreenResume
from textual.widget import Widget
from textual.widgets import Input, Static

from kiosk.core.errors import DriveReadOnly, KioskError, WrongPassphrase
from kiosk.core.harmless import harmless
from kiosk.core.ports import Drive, Glance
from kiosk.flows.road import Joining, Road
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.line import TypedLine
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.jobs import aside, background
from kiosk.screens.refused import RefusedScreen
from kiosk.screens.usb import KEY
from kiosk.words.carried import drive_words, exported, imported
from kiosk.words.road import RoadUi
from kiosk.words.ui import Ui

TURN_OF_KEYS = 0.7
"""Seconds between two looks at what is plugged in: a key is spoken of within two."""
NAMED = 2
"""Files that were not read and are named here: they must fit below the list in the smallest window.
Where there are more, all of them have a screen of their own."""


class RoadScreen(KioskScreen):
    """How acts leave and answers come back.

    Args:
        road: what can be done.
    """

    keys = (Keys.CHOOSE, Keys.BACK, Keys.HELP, Keys.SEND, Keys.HIDE, Keys.LOCK)
    BINDINGS = [*bindings(Keys.BACK, Keys.SEND)]

    def __init__(self, road: Road) -> None:
        super().__init__()
        self._road, self._busy = road, False
        self._done: Callable[[], str] = str
        """Words what was done with a USB key last: it stands until the next, whatever covered it."""
        self._typed: list[Drive] = []
        """The key of the folder that was typed last."""
        self._glance, self._looks, self._update = Glance(), False, ""
        """Which keys there were at the last look, and whether one is under way."""
        self._keys: Callable[[], str] = str
        """Words which keys there are."""

    def title_words(self) -> str:
        """Name it."""
        return self.say(RoadUi.TITLE)

    def body(self) -> Iterable[Widget]:
        """Say how it stands and what can be done."""
        yield Static(self.kiosk.frame.road(), id="told", classes="says", markup=False)
        now = [("now", self.say(RoadUi.NOW))] if self.kiosk.road.has_hub else []
        rest = [
            ("export", self.say(RoadUi.EXPORT)),
            ("import", self.say(RoadUi.IMPORT)),
            ("join", self.say(RoadUi.JOIN)),
            ("folder", self.say(RoadUi.FOLDER)),
            ("back", self.say(Ui.STATUS_BACK)),
        ]
        yield Choices([*now, *rest], more=self.more_below)
        yield Static("", id="plugged", classes="says", markup=False)

    def on_mount(self) -> None:
        """Put the focus on what can be done, and look at what is plugged in from now on."""
        super().on_mount()
        self.point()
        self.set_interval(TURN_OF_KEYS, self._look_at_keys)

    def reword(self) -> None:
        """Word the frame, how things stand, and which keys there are."""
        super().reword()
        for keys in self.query("#plugged").results(Static):
            keys.update(words := self._keys())
            keys.display = bool(words)
        for told in self.query("#told").results(Static):
            told.update(self.kiosk.frame.road())

    def restate(self) -> None:
        """Word how things stand anew."""
        if self.has_frame:
            self.reword()

    def _look_at_keys(self) -> None:
        if self.app.screen is self and self.is_laid_out and not self._looks and self.kiosk.road.key.doing is None:
            self._looks = True
            background(self, self._tell_keys())

    async def _tell_keys(self) -> None:
        """Say which keys came or went; one that is known is not touched again, so that it can be pulled."""
        told = self._keys(), self._update
        self._update = self.kiosk.frame.update()
        try:
            seen = await aside(self._road.glance)
            before, self._glance = self._glance, seen
            went = seen.disks < before.disks  # what it was mounted on may stay behind for a while
            if seen == Glance() != before or (went and not seen.disks):
                self._keys = partial(self.say, RoadUi.KEY_GONE)
            elif seen.folders and (went or seen.folders != before.folders):
                found = await aside(self._road.drives)
                self._keys = partial(self._found, found) if found else partial(self.say, RoadUi.KEY_UNREADABLE)
            elif seen.disks and seen == before and not seen.folders:
                # At the second look: a disk is there a moment before what is on it.
                self._keys = partial(self.say, RoadUi.KEY_UNREADABLE)
        finally:
            self._looks = False
        if (self._keys(), self._update) != told and self.has_frame:
            self.reword()

    def _found(self, drives: Sequence[Drive]) -> str:
        words = self.kiosk.words
        return "\n".join(self.say(RoadUi.KEY_FOUND, drive=drive_words(words, each)) for each in drives)

    # -- what can be done

    def on_choices_nothing(self) -> None:
        """Say that nothing is chosen yet."""
        self.problem(self.say(Ui.NOTHING_CHOSEN))

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Do what was chosen."""
        event.stop()
        self.problem()
        match event.id:
            case "now":
                self.action_send()
            case "export":
                self._with_drive(self._export)
            case "import":
                self._with_drive(self._import)
            case "folder":
                self.app.push_screen(FolderScreen(self._road, self._typed), self._noted)
            case "join":
                self.app.push_screen(JoinScreen(self._road))
            case _:
                self.action_back()

    def action_send(self) -> None:
        """Try now."""
        self.problem()
        self.kiosk.road.send()

    def action_back(self) -> None:
        """Go home."""
        if self.app.screen is self:
            self.dismiss(None)

    def _noted(self, _: None) -> None:
        """Come back from the folder; say that it is offered from now on."""
        if self._typed:
            self.problem(self.say(RoadUi.FOLDER_TAKEN, folder=harmless(self._typed[0].folder)))

    def _with_drive(self, then: Callable[[Drive], None]) -> None:
        if not self._busy and self.kiosk.road.key.doing is None:
            self._busy = True
            background(self.kiosk, self._choose_drive(then))

    async def _choose_drive(self, then: Callable[[Drive], None]) -> None:
        try:
            found = await aside(self._road.drives)  # a slow key must not hold the screen
            drives = [*self._typed, *(each for each in found if each not in self._typed)]
            await self.kiosk.guard.until_uncovered()
        finally:
            self._busy = False
        if self.app.screen is not self:
            return
        if not drives:
            self.problem(self.say(RoadUi.NO_DRIVE))
            return

        def answered(answer: str | None) -> None:
            if answer is not None:
                then(drives[int(answer)])

        choices = [(str(number), drive_words(self.kiosk.words, drive)) for number, drive in enumerate(drives)]
        self.app.push_screen(
            ConfirmScreen(self.say(RoadUi.WHICH_DRIVE), self.say(RoadUi.DRIVE_SAFE), choices), answered
        )

    def _export(self, drive: Drive) -> None:
        if drive.read_only:
            self.problem(self.kiosk.words.error(DriveReadOnly(drive.folder)))
            return
        job = partial(self._road.export, drive, self.kiosk.submit)
        background(
            self.kiosk, self.kiosk.road.key.carry(RoadUi.WRITING, job, partial(exported, self.kiosk.words)), group=KEY
        )

    def _import(self, drive: Drive) -> None:
        job = partial(self._road.receive, drive, self.kiosk.submit)
        background(
            self.kiosk, self.kiosk.road.key.carry(RoadUi.READING, job, partial(imported, self.kiosk.words)), group=KEY
        )

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Say what became of a USB key meanwhile, too."""
        self.heard_of_key()
        super().on_screen_resume(event)

    def hint_words(self) -> str:
        """Say what is being done with a USB key, or was done last."""
        doing = self.kiosk.road.key.doing
        return self._done() if doing is None else self.say(doing)

    def heard_of_key(self) -> None:
        """Say what became of a USB key, in full."""
        if self.app.screen is not self or not self.is_laid_out:
            return
        if self.kiosk.road.key.doing is not None:
            self._done = str
            self.problem()
        elif words := self.kiosk.road.key.take():
            outcome = words()
            self._done = lambda: words().done
            reasons = [reason for _, reason in outcome.refused]
            self.problem(outcome.failed or "\n".join(reasons[:NAMED]))
            if len(reasons) > NAMED:
                self.app.push_screen(RefusedScreen(list(outcome.refused)))
            for screen in self.app.screen_stack:  # below, it need not be said again
                if isinstance(screen, KioskScreen) and screen is not self:
                    screen.heard_of_key()
        self.reword()


class FolderScreen(KioskScreen):
    """Takes the folder of a key, on a machine that mounts none in the usual places.

    Args:
        road: knows whether a key is there.
        typed: where it goes, in place of the one before.
    """

    has_languages = False
    keys = (Keys.GO_ON, Keys.BACK, Keys.HELP, Keys.HIDE, Keys.LOCK)
    BINDINGS = [*bindings(Keys.BACK)]

    def __init__(self, road: Road, typed: list[Drive]) -> None:
        super().__init__()
        self._road, self._typed = road, typed

    def title_words(self) -> str:
        """Name it."""
        return self.say(RoadUi.FOLDER)

    def hint_words(self) -> str:
        """Say how a key gets there."""
        return self.say(RoadUi.FOLDER_HINT)

    def body(self) -> Iterable[Widget]:
        """Give the line."""
        yield TypedLine(id="folder", max_length=200)

    def on_mount(self) -> None:
        """Put the cursor there."""
        super().on_mount()
        self.query_one("#folder", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Look whether a key is there."""
        event.stop()
        if event.value.strip():
            self.run_worker(self._look(event.value.strip()), exclusive=True)

    async def _look(self, folder: str) -> None:
        try:
            drive = await aside(lambda: self._road.drive_at(folder))
        except KioskError as error:
            self.problem(self.kiosk.words.error(error))
            return
        await self.kiosk.guard.until_uncovered()
        self._typed[:] = [drive]
        self.action_back()

    def action_back(self) -> None:
        """Go back."""
        if self.app.screen is self:
            self.dismiss(None)


class JoinScreen(KioskScreen):
    """Connects this desk to the association's relay: an address and a code, and nothing to compare.

    Args:
        road: what can be done.
    """

    has_languages = False
    keys = (Keys.GO_ON, Keys.BACK, Keys.HELP, Keys.HIDE, Keys.LOCK)
    BINDINGS = [*bindings(Keys.BACK)]

    def __init__(self, road: Road) -> None:
        super().__init__()
        self._road, self._busy = road, False

    def title_words(self) -> str:
        """Name it."""
        return self.say(RoadUi.JOIN_TITLE)

    def hint_words(self) -> str:
        """Say where the two come from."""
        return self.say(RoadUi.JOIN_HINT)

    def body(self) -> Iterable[Widget]:
        """Give the two lines to type in."""
        yield Static(self.say(RoadUi.JOIN_ADDRESS), classes="field-label", markup=False)
        yield TypedLine(id="address", max_length=200)
        yield Static(self.say(RoadUi.JOIN_CODE), classes="field-label", markup=False)
        yield TypedLine(id="code", max_length=60)

    def on_mount(self) -> None:
        """Put the cursor on the first line."""
        super().on_mount()
        self.point()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the next line; after the last, look at what the office keeps for this desk."""
        event.stop()
        address, code = self.query(TypedLine)
        if event.input is address or not code.value.strip():
            code.focus()
        elif not self._busy:
            self._busy = True
            self.problem(self.say(RoadUi.BUSY))
            background(self.kiosk, self._look(address.value, code.value))

    async def _look(self, address: str, code: str) -> None:
        try:
            joining = await aside(partial(self._road.join, address, code, self.kiosk.submit))
            anew = await aside(lambda: joining.breaks_line)
        except WrongPassphrase:
            self._failed(self.say(Ui.ENROL_MISTYPED))
        except KioskError as error:
            self._failed(self.kiosk.words.error(error))
        else:
            await self.kiosk.guard.until_uncovered()
            self._confirm(joining, anew)

    def _confirm(self, joining: Joining, anew: bool) -> None:
        if self.app.screen is not self:
            self._busy = False
            return
        choices = [("no", self.say(RoadUi.JOIN_NO)), ("yes", self.say(RoadUi.JOIN_YES))]
        seat = joining.seat
        text = self.say(RoadUi.JOIN_PLACE, office=seat.office, label=seat.label)
        if anew:
            text = f"{text} {self.say(Ui.ENROL_NEW_KEY)}"

        def answered(answer: str | None) -> None:
            if answer == "yes":
                background(self.kiosk, self._take(joining))
            else:
                self._failed("")

        self.app.push_screen(ConfirmScreen(self.say(RoadUi.JOIN_TITLE), text, choices), answered)

    async def _take(self, joining: Joining) -> None:
        try:
            await aside(joining.take)
        except KioskError as error:
            self._failed(self.kiosk.words.error(error))
            return
        self.kiosk.road.joined()
        await self.kiosk.guard.until_uncovered()
        if self.app.screen is self:
            self.dismiss(None)

    def _failed(self, words: str) -> None:
        self._busy = False
        self.problem(words)

    def action_back(self) -> None:
        """Go back; what was typed goes."""
        if self.app.screen is self and not self._busy:
            self.dismiss(None)
