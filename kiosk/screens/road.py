"""The road to the office: how it stands, in full sentences, and what a worker can do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual.widget import Widget
from textual.widgets import Input, Static

from kiosk.core.errors import DriveReadOnly, FileFault, KioskError, WrongPassphrase
from kiosk.core.harmless import harmless
from kiosk.core.ports import Drive
from kiosk.flows.road import Joining, Road
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.jobs import aside, background, foreseen
from kiosk.screens.refused import RefusedScreen
from kiosk.screens.widgets.choices import Choices
from kiosk.screens.widgets.line import TypedLine
from kiosk.screens.widgets.tell import tell
from kiosk.words.road import RoadUi
from kiosk.words.ui import Ui

if TYPE_CHECKING:  # loaded when something was read
    from kiosk.flows.receive import Received

T = TypeVar("T")

NAMED, LONGEST_NAME = 2, 40
"""Files that were not read and are named here, and signs of a name: it must fit below the list in the smallest window.
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
        self._typed: list[Drive] = []
        """The key of the folder that was typed last."""
        self._outcome: Callable[[], str] = str
        """Words what came of the last export or import: it stands until the next, whatever covered it."""

    def title_words(self) -> str:
        """Name it."""
        return self.say(RoadUi.TITLE)

    def hint_words(self) -> str:
        """Say what came of the last export or import."""
        return self._outcome()

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
        yield Choices([*now, *rest])

    def on_mount(self) -> None:
        """Put the focus on what can be done."""
        super().on_mount()
        self.point()

    def reword(self) -> None:
        """Word the frame and how things stand."""
        super().reword()
        for told in self.query("#told").results(Static):
            told.update(self.kiosk.frame.road())

    def restate(self) -> None:
        """Word how things stand anew."""
        if self.has_frame:
            self.reword()

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
        if not self._busy:
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

        choices = [(str(number), self._drive_words(drive)) for number, drive in enumerate(drives)]
        self.app.push_screen(
            ConfirmScreen(self.say(RoadUi.WHICH_DRIVE), self.say(RoadUi.DRIVE_SAFE), choices), answered
        )

    def _drive_words(self, drive: Drive) -> str:
        name = harmless(drive.folder)
        if drive.part:
            name = self.say(RoadUi.DRIVE_PART, drive=name, part=drive.part)
        return self.say(RoadUi.DRIVE_READ_ONLY, drive=name) if drive.read_only else name

    def _export(self, drive: Drive) -> None:
        if drive.read_only:
            self.problem(self.kiosk.words.error(DriveReadOnly(drive.folder)))
            return
        background(self.kiosk, self._do(lambda: self._road.export(drive), self._exported))

    def _exported(self, done: object) -> None:
        from kiosk.flows.export import Exported

        assert isinstance(done, Exported)
        if done.files:
            self._say(RoadUi.EXPORTED, "cli_exported", done.acts)
        else:
            self._say(RoadUi.EXPORT_NONE)

    def _import(self, drive: Drive) -> None:
        background(self.kiosk, self._do(lambda: self._road.receive(drive), self._imported))

    def _imported(self, done: object) -> None:
        from kiosk.flows.receive import Received

        if done is None:
            self._say(RoadUi.NO_ANSWERS)
            return
        assert isinstance(done, Received)
        if done.read:
            self._say(RoadUi.IMPORTED, "road_news", done.news)
        else:
            self._say(RoadUi.NONE_READ)
        reasons = list(self._refused(done))
        self.problem("\n".join(reasons[:NAMED]))
        if len(reasons) > NAMED and self.app.screen is self:
            self.app.push_screen(RefusedScreen(list(zip((harmless(n) for n, _ in done.refused), reasons, strict=True))))

    def _refused(self, done: Received) -> Iterable[str]:
        """Name each file that was not read, with its reason."""
        for name, error in done.refused:
            short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
            if isinstance(error, FileFault):  # whose sentence names it
                yield self.kiosk.words.error(FileFault(short, error.reason))
            else:
                yield self.say(RoadUi.REFUSED, file=short, why=self.kiosk.words.error(error))

    async def _do(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        if self._busy:
            return
        self._busy = True
        self._show(str)
        self.problem(self.say(Ui.UNLOCK_GO))
        try:
            result = await self.kiosk.work(foreseen(job))
        except KioskError as error:
            self.problem(self.kiosk.words.error(error))
        else:
            self.problem()
            await self.kiosk.frame.count()
            done(result)
            await self.kiosk.road.forget_due()  # an import brings signed times
        finally:
            self._busy = False
            self.kiosk.repaint()  # where a key was pulled, the system's core says so on a plain console

    def _say(self, code: Enum, counted: str = "", count: int = 0) -> None:
        self._show(lambda: " ".join([*([self.kiosk.words.count(counted, count)] if counted else []), self.say(code)]))

    def _show(self, outcome: Callable[[], str]) -> None:
        self._outcome = outcome
        tell(self, "#hint", outcome())


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
        place = joining.place
        text = self.say(RoadUi.JOIN_PLACE, office=place.office, label=place.label)
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
        self.kiosk.road.joined_hub()
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
