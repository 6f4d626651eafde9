"""A whole kiosk under test: the real app on a real store in a folder, and hands to press its keys."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from threading import Event
from time import monotonic

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker

from kiosk.core.blocks import Receipt
from kiosk.core.documents import OnPaper, Sort
from kiosk.core.errors import TooSoon, WrongPassphrase
from kiosk.core.left import Left
from kiosk.core.moment import is_plausible
from kiosk.core.outbox import Entry
from kiosk.core.paper import Cause, Form, PrintOutcome, PrintReport
from kiosk.core.ports import Drive, Mouth
from kiosk.core.procedure import Answer, FieldType, Kind, Unsaid, shown_options
from kiosk.core.staff import Member
from kiosk.core.title import number
from kiosk.crypto import box, keys, sign
from kiosk.crypto.seal import DeskSealer
from kiosk.flows.clock import Watch
from kiosk.flows.forget import Forgotten
from kiosk.flows.road import Road
from kiosk.flows.unlock import Paper, Session
from kiosk.flows.visit import Visit
from kiosk.flows.who import Who
from kiosk.glass.gate import WAY
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.pages import Pages
from kiosk.machine.clock import BUILT
from kiosk.printer.onscreen import QrStyle, lines_of_text, qr_cells
from kiosk.screens.app import KioskApp
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.neutral import NeutralScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.usb import KEY
from kiosk.screens.visit import VisitScreen
from kiosk.store.tables import TinyStore
from kiosk.words.catalogues import PSEUDO, Catalogues
from kiosk.words.languages import Language
from kiosk.words.ui import Ui
from tests.fakes import FakeClock, FakeRandom, Faulty, made_session, made_tools, still_clock
from tests.office.made import TYPED

SIZE = (80, 24)
PASSPHRASE = "quatre mots au hasard"
OTHER_PASSPHRASE = "cinq mots tout autres"
"""A colleague's."""
UNDERSTOOD = "2"
LONGEST = 20
"""Seconds that a key press may take on a slow machine."""

Look = Callable[["Hands"], None]
"""Called at every page, every focus and every choice."""


class FaultyTiny(Faulty, TinyStore):
    """A real store that fails when it is told to."""


class Three(Catalogues):
    """French, English and the pseudo-locale: what these tests show does not change when a language is added."""

    def languages(self) -> Sequence[Language]:
        """Give the three."""
        return [each for each in super().languages() if each.code in ("fr", "en", PSEUDO)]


@cache
def catalogues() -> Catalogues:
    """Open the words once, the pseudo-locale among them."""
    return Three(pseudo=True, today=lambda: date(2026, 11, 21))


@dataclass
class Desk:
    """What a test may turn before the kiosk starts.

    Args:
        folder: where the store is.
        language: the staff's.
        training: whether there is no passphrase.
        clock: what it thinks the time is.
        theme: the look.
        structure: the association's name, on the top line.
        on_screen: whether there is no printer.
        forms: what papers can come out on; by default the roll alone, or none.
        printed: what was given to the printer, and whether in large print.
        report: what the printer answers.
        paper: what else the printer was told.
        clears: whether the printer confirms that it holds nothing any more.
        waits: whether a print takes until it is called off.
        road: the way to the office.
    """

    folder: Path
    language: str = "fr"
    training: bool = True
    clock: FakeClock = field(default_factory=still_clock)
    theme: str = "dark"
    structure: str = "Les Tilleuls"
    on_screen: bool = True
    forms: list[Form] = field(default_factory=list)
    printed: list[tuple[Receipt, bool]] = field(default_factory=list)
    report: PrintReport = field(default_factory=lambda: PrintReport(PrintOutcome.PRINTED))
    paper: list[str] = field(default_factory=list)
    clears: bool = True
    sticks: list[Drive] = field(default_factory=list)
    """USB keys of which one must be chosen."""
    waits: bool = False
    printing: Event = field(default_factory=Event)
    called_off: Event = field(default_factory=Event)
    random: Callable[[int], bytes] = field(default_factory=FakeRandom)
    store: FaultyTiny | None = None
    words: Catalogues = field(default_factory=catalogues)
    road: Road | None = None
    keyboard: str = ""
    left: Callable[[], Left] | None = None
    mandate: Callable[[], Receipt] | None = None
    """What numbers a blank mandate sheet."""
    mouth: Mouth | None = None
    """What says pages aloud."""
    watched: bool = False
    """Whether the staff is asked about a doubtful date."""
    forgot: int = 0
    """How often what its time had come for was let go."""
    too_soon: int = 0
    """Seconds that the disk still wants to wait."""

    def open(self, passphrase: str) -> Session:
        """Open the desk."""
        if self.too_soon:
            raise TooSoon(self.too_soon)
        if not self.training and passphrase != PASSPHRASE:
            raise WrongPassphrase
        self.store = store = FaultyTiny(self.folder / "store", bytes(32), create=True)
        ids = FakeRandom(1000)
        reader = keys.public_key(keys.new_reading_key())
        sealer = DeskSealer(bytes(16), sign.new_seed(), lambda: (reader,), self.training)
        last = max((entry.made.wall for entry in store.entries()), default=None)
        watch = Watch(store, BUILT, self.clock()) if self.watched else None
        tools = made_tools(
            store=store,
            sealer=sealer,
            words=self.words,
            clock=self.clock,
            random=self.random,
            new_id=lambda: ids(16),
            training=self.training,
            clock_is_sure=watch.is_sure if watch else lambda now: is_plausible(now.wall, BUILT, last),
            who=Who(Member(1, "Ama"), (Member(1, "Ama"), Member(2, "Bo"))),
        )
        forms = self.forms or [Form.SCREEN if self.on_screen else Form.ROLL]
        chosen = [forms[0]]
        paper = Paper(
            forms,
            lambda: chosen[0],
            lambda form: self._choose(chosen, form),
            lines_of_text,
            lambda text, glyphs: qr_cells(text, QrStyle.HALF_BLOCKS if glyphs else QrStyle.CELLS),
            self._print,
            self._cancel,
            clear=self._clear,
            prepare=lambda: self.paper.append("prepare"),
            release=lambda: self.paper.append("release"),
            drives=lambda: self.sticks,
            take=self._take,
        )
        session = made_session(tools, paper=paper, road=self.road, forget=self._forget, watch=watch, mouth=self.mouth)
        return replace(session, mandate=self.mandate)

    def _choose(self, chosen: list[Form], form: Form) -> None:
        if form is not chosen[0]:
            chosen[0] = form
            self.paper.append(str(form))

    def _forget(self) -> Forgotten:
        self.forgot += 1
        return Forgotten()

    def verify(self, typed: str) -> int:
        """Tell whose passphrase it is."""
        if typed not in (PASSPHRASE, OTHER_PASSPHRASE):
            raise WrongPassphrase
        return 1 if typed == PASSPHRASE else 2

    def _print(self, receipt: Receipt, large: bool) -> PrintReport:
        self.printed.append((receipt, large))
        if self.waits:
            self.printing.set()
            assert self.called_off.wait(10)
            return PrintReport(PrintOutcome.NOT_PRINTED, Cause.CALLED_OFF)
        return self.report

    def _take(self, stick: Drive) -> None:
        self.paper.append(stick.folder)
        self.report = PrintReport(PrintOutcome.PRINTED, Cause.ON_A_KEY)

    def _cancel(self) -> None:
        self.paper.append("cancel")
        self.called_off.set()

    def _clear(self) -> bool:
        self.paper.append("clear")
        return self.clears

    def app(self) -> KioskApp:
        """Make the app, not yet started."""
        return KioskApp(
            self.open,
            None if self.training else self.verify,
            self.words,
            lambda: self.clock.wall.date(),
            self.structure,
            self.language,
            self.theme,
            keyboard=self.keyboard,
            left=self.left,
        )

    def entries(self) -> list[Entry]:
        """Give what the store holds."""
        assert self.store is not None
        return list(self.store.entries())

    @asynccontextmanager
    async def run(self, size: tuple[int, int] = SIZE) -> AsyncIterator[Hands]:
        """Start the kiosk and give the hands that press its keys."""
        app = self.app()
        async with app.run_test(size=size) as pilot:
            hands = Hands(app, pilot, self)
            await hands.settle()
            yield hands


class Hands:
    """Presses keys, waits until the kiosk has done what they ask, and reads the screen."""

    def __init__(self, app: KioskApp, pilot: Pilot[int], desk: Desk) -> None:
        """Take the app that runs."""
        self.app, self.pilot, self.desk = app, pilot, desk
        self._now, self._ahead, self._stopped = monotonic(), 0.0, False
        self.hangs = False
        """Whether nobody waits for a USB key: it hangs."""
        app.clock = self.clock  # nobody waits here for as long as keys say

    def clock(self) -> float:
        """Give what the keys' clock shows: it is ahead by as much as the keys are."""
        return self._now if self._stopped else monotonic() + self._ahead

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Let the keys' clock show what keys say and nothing else, however long a busy machine takes over them."""
        self._now, self._stopped = max(self._now, self.clock()), True
        try:
            yield
        finally:
            self._ahead, self._stopped = max(self._ahead, self._now - monotonic()), False

    async def settle(self) -> None:
        """Wait until nothing is under way: no message, no job of the store, no layout."""
        quiet, until = 0, monotonic() + LONGEST
        while quiet < 1:
            assert monotonic() < until, f"the kiosk never comes to rest at {self.app.screen} {self.at}"
            await self.pilot._wait_for_screen()
            if not self.app.is_running:
                return
            # What leads somewhere waits, once it is covered, until it is shown again.
            hangs = {*({KEY} if self.hangs else ()), *({WAY} if self.app.is_covered else ())}
            working = [each for each in self.app.workers if not each.is_finished and each.group not in hangs]
            if self.app.is_covered:
                working = [each for each in working if not _waits_below(each)]
            busy = bool(working)
            if working:
                await asyncio.wait([asyncio.ensure_future(_finished(each)) for each in working], timeout=10)
            await asyncio.sleep(0)
            screen = self.app.screen
            screen._on_timer_update()
            widgets = [screen, *screen.query(Widget)]
            busy = busy or any(not each._message_queue.empty() for each in (self.app, *widgets))
            busy = busy or any(each._layout_required or each._repaint_required for each in widgets)
            busy = busy or bool(screen._callbacks) or screen is not self.app.screen
            if not busy:
                busy = not self.text().strip()
            quiet = 0 if busy else quiet + 1

    async def press(self, *names: str) -> None:
        """Press keys by Textual's names of them, each once the last was dealt with."""
        for name in names:
            self.send(name)
            await self.settle()

    def send(self, name: str, *, after: float = 1.0) -> None:
        """Press a key so many seconds after the last one, as far as the kiosk can tell, and do not wait."""
        key = _character_to_key(name) if len(name) == 1 else name
        event = events.Key(key, name if len(name) == 1 else {"enter": "\r"}.get(name))
        self._now = max(self._now + after, self.clock() + (after if after >= 1 else 0.0))
        self._ahead = max(self._ahead, self._now - monotonic())
        event.time = self._now
        self.app.post_message(event)

    async def burst(self, text: str, *, enter: bool = True) -> None:
        """Type as a scanner does: all at once, then Enter."""
        for at, each in enumerate(text):
            self.send(each, after=0.01 if at else 1.0)
        if enter:
            self.send("enter", after=0.01)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text into the line that has the cursor, as a keyboard or an input method gives it."""
        for each in text:
            self.send(each)
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste into the line that has the cursor."""
        self.send_paste(text)
        await self.settle()

    def send_paste(self, text: str) -> None:
        """Paste, and do not wait."""
        event = events.Paste(text)
        event.time = self.clock()
        self.app.post_message(event)

    def rows(self) -> list[str]:
        """Give the rows of the screen as they are painted."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    def text(self) -> str:
        """Give the screen as text."""
        return "\n".join(row.rstrip() for row in self.rows())

    def shows(self, words: str) -> bool:
        """Tell whether these words stand on the screen, however their lines are broken."""
        return squeezed(words) in squeezed(self.text())

    @property
    def visit(self) -> Visit:
        """The visit under way."""
        assert self.app.usher.visit is not None
        return self.app.usher.visit

    @property
    def at(self) -> str:
        """The step on the screen; empty outside a visit."""
        open_ = isinstance(self.app.screen, VisitScreen) and self.visit.is_open
        return self.visit.step.id if open_ else ""

    @property
    def line(self) -> Input:
        """The line that has the cursor."""
        assert isinstance(self.app.focused, Input)
        return self.app.focused

    # -- through a visit

    async def begin(self, procedure: str) -> None:
        """Choose a procedure at home by its number."""
        assert isinstance(self.app.screen, HomeScreen)
        await self.press(*number(self.app.session.library.titles(), procedure), "enter")

    async def answer(self, answers: dict[str, Answer], look: Look | None = None) -> None:
        """Go through the step on the screen, wherever it leads.

        Args:
            answers: what to answer; what is not there is answered somehow.
            look: called at every page, every focus and every choice.
        """
        look = look or (lambda _: None)
        step = self.visit.step
        look(self)
        match step.kind:
            case Kind.INFORM | Kind.CHECK:
                before = (step.id, self.text())
                while isinstance(self.app.screen, VisitScreen) and self.at == step.id:
                    await self.press("enter")
                    if self.at == step.id:
                        assert (step.id, self.text()) != before, f"stuck at {step.id}"
                        before = (step.id, self.text())
                        look(self)
            case Kind.CHOOSE | Kind.CHANNEL:
                for pages in self.app.screen.query(Pages):
                    while pages.display and not pages.is_last:
                        await self.press("enter")
                        look(self)
                await self.press(*self.digit(answers.get(step.id)))
                look(self)
                await self.press("enter")
            case Kind.ASK if step.fields[0].type is FieldType.DOCUMENTS:
                await self.name_document(look)
            case Kind.ASK:
                for asked in step.fields:
                    value = answers.get(asked.id, "")
                    if isinstance(value, str):
                        self.line.value = ""
                        await self.paste(written(value if asked.deadline and value else TYPED[asked.type]))
                    look(self)
                    line = self.line
                    await self.press("enter")
                    if line.is_attached and self.app.focused is line:  # asked back
                        look(self)
                        await self.press("enter")
            case Kind.CONSENT:
                for digit in (UNDERSTOOD, "1"):
                    await self.read_on(look)
                    await self.press(digit)
                    look(self)
                    await self.press("enter")
                    if self.at == step.id:
                        look(self)

    async def read_on(self, look: Look = lambda _: None) -> None:
        """Turn the pages of what is asked about, until the question stands there."""
        words = self.app.screen.query_one(Pages)
        while not words.is_last or not any(each.display for each in self.app.screen.query(Choices)):
            await self.press("enter")
            look(self)

    async def name_document(self, look: Look) -> None:
        """Name one document, every detail of it, and have nothing of it printed."""
        look(self)
        await self.press("1", "enter")
        for detail in ("31/12/2025", "Dr Martin", "Bilan"):
            look(self)
            await self.paste(detail)
            await self.press("enter")
        look(self)
        await self.press(*str(len(Sort) + 1), "enter")
        while self.shows(self.app.words.say(OnPaper.NOTHING)):
            look(self)
            await self.press("1", "enter")

    def digit(self, wanted: Answer | None) -> str:
        """Give the digit of an answer on the screen."""
        step = self.visit.step
        names: list[Answer] = [option.id for option in shown_options(step, self.visit.answers)]
        if not step.why_no_unknown:
            names.append(Unsaid.UNKNOWN)
        return str(names.index(wanted) + 1 if wanted is not None else 1)

    async def go(
        self, procedure: str, answers: dict[str, Answer], *, until: str = "", look: Look | None = None
    ) -> None:
        """Go from home to a step, or to the end where none is named."""
        await self.begin(procedure)
        await self.on(answers, until=until, look=look)

    async def on(self, answers: dict[str, Answer], *, until: str = "", look: Look | None = None) -> None:
        """Go on to a step, or to the end where none is named."""
        while isinstance(self.app.screen, VisitScreen) and self.at != until:
            await self.answer(answers, look)

    async def leave_receipt(self, choice: str = "2", look: Look | None = None) -> None:
        """Turn the pages of the receipt, then choose: 1 for another act, 2 for the end. A call is done."""
        while isinstance(self.app.screen, ReceiptScreen):
            if look:
                look(self)
            await self.press("enter")
        assert isinstance(self.app.screen, ConfirmScreen)
        if look:
            look(self)
        if self.shows(self.app.words.say(Ui.RECEIPT_COPIED)):
            await self.press("2", "enter")
            if look:
                look(self)
        if self.shows(self.app.words.say(Ui.CALL_TITLE)):
            await self.press("1", "enter")
            if look:
                look(self)
        if self.shows(self.app.words.say(Ui.AFTER_CHILD)):
            choice = str(int(choice) + 1)
        await self.press(choice, "enter")
        if self.app.usher.visit is None:
            assert isinstance(self.app.screen, NeutralScreen)


def _waits_below(worker: Worker[object]) -> bool:
    """Tell whether a worker does nothing but wait until what covers the screen goes."""
    within = worker._task.get_coro() if worker._task else None
    while within is not None:
        if getattr(within, "__name__", "") in ("until_uncovered", "until_current"):
            return True
        within = getattr(within, "cr_await", None)
    return False


async def _finished(worker: object) -> None:
    await worker.wait()  # type: ignore[attr-defined]  # a worker of the app


def written(value: str) -> str:
    """Give what a person types for an answer: dates the French way."""
    parts = value.split("-")
    return f"{parts[2]}/{parts[1]}/{parts[0]}" if len(parts) == 3 and value[:4].isdecimal() else value


def squeezed(text: str) -> str:
    """Drop all white space and frames, so that line breaks do not matter."""
    return "".join(text.translate(FRAME).split())


FRAME = dict.fromkeys(map(ord, "│║─═┌┐└┘╔╗╚╝"), " ")
"""Frames, as blanks."""


OFFICE: dict[str, Answer] = {"channel": "office", "whom": "self", "contact": "call"}
CHILD: dict[str, Answer] = {**OFFICE, "whom": "child"}


def secret() -> bytes:
    """Give bytes for a key."""
    return box.random(16)
