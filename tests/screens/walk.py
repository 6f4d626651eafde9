"""A walk through the whole kiosk by somebody who presses anything, beside a model that knows which screen it is on.

The model knows for each screen and key where it may lead; exactly, wherever something covers what is shown. After each
turn it compares: the title, what lies beneath a cover, whether there is a person, whether the kiosk still runs.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from time import monotonic

from textual.screen import Screen
from textual.widgets import Static

from kiosk.glass.over import Box
from kiosk.glass.widgets.bars import SMALLEST
from kiosk.screens.base import KioskScreen
from kiosk.screens.guard import IDLE
from kiosk.screens.neutral import HiddenScreen, NeutralScreen
from kiosk.screens.unlock import UnlockScreen
from tests.fakes import FakeClock
from tests.screens.desk import OTHER_PASSPHRASE, PASSPHRASE, SIZE, Hands, squeezed

Here = Screen[object]
HOME, VISIT, LOCK, HIDDEN, NEUTRAL = "HomeScreen", "VisitScreen", "UnlockScreen", "HiddenScreen", "NeutralScreen"
HELP, LANGUAGE, ASKS, RECEIPT, QR = "HelpScreen", "LanguageScreen", "ConfirmScreen", "ReceiptScreen", "QrScreen"
QUEUE, FOLLOW, WORDS, TRIAGE = "QueueScreen", "FollowScreen", "WordsScreen", "TriageScreen"
ON = {HOME, VISIT, TRIAGE, RECEIPT, ASKS, NEUTRAL, FOLLOW, QUEUE}
"""Where an answer may lead that the model does not follow in detail."""
ENTER = {
    HOME: {HOME, VISIT, TRIAGE, FOLLOW},
    VISIT: {VISIT, RECEIPT, ASKS, HOME},
    TRIAGE: {TRIAGE, ASKS, HOME, VISIT},
    RECEIPT: {RECEIPT, ASKS, VISIT, FOLLOW, QUEUE, HOME},
    QUEUE: {QUEUE, FOLLOW},
    FOLLOW: {FOLLOW, ASKS, RECEIPT, HOME, QUEUE},
    ASKS: ON,
    LANGUAGE: {LANGUAGE, HOME, VISIT, TRIAGE, RECEIPT, FOLLOW, QUEUE, WORDS},
    HELP: {HELP},
    QR: {RECEIPT},
    NEUTRAL: {HOME},
    HIDDEN: {HIDDEN},
    WORDS: {WORDS},
}
ESCAPE = {
    HOME: {HOME},
    VISIT: {VISIT, ASKS},
    TRIAGE: {TRIAGE, ASKS},
    RECEIPT: {RECEIPT, VISIT, FOLLOW, QUEUE},
    QUEUE: {HOME},
    FOLLOW: {HOME, QUEUE},
    ASKS: ON,
    LANGUAGE: ENTER[LANGUAGE] - {LANGUAGE},
    HELP: {HOME, VISIT, TRIAGE, RECEIPT, QUEUE, FOLLOW, WORDS, LOCK, QR},
    QR: {RECEIPT},
    NEUTRAL: {HOME},
    WORDS: {HOME, VISIT, TRIAGE},
}
OPENS = {"f1": HELP, "f2": LANGUAGE, "f3": WORDS, "f4": QR, "f5": RECEIPT, "f6": QUEUE, "f7": "", "f10": ASKS}
"""What each key may open, where it opens anything."""
STAYS = (
    *("up", "down", "left", "right", "home", "end", "tab", "shift+tab", "backspace", "delete", "insert", "f11", "f20"),
    *(f"ctrl+{each}" for each in "abcdefghklnopqrstuvwxyz"),
    *("ctrl+backslash", "ctrl+right_square_bracket", "ctrl+space", "alt+f4", "ctrl+shift+p", "shift+f10", "alt+x"),
)
"""Keys that open nothing, wherever they are pressed."""
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789 -'/éèçÀœß$`\\%&;|<>[](){}€"
SCANNED = ("K7Q-4M2-9XD", "1" * 12, "KSK1" + "A7" * 20, "/etc/passwd", "'; ls /")
"""What a scanner types: never fewer signs than tell it from a quick hand, whose Enter counts."""
LONGEST = 5.0
"""Seconds after which a key that is not answered is a fault, on a slow machine that has nothing else to do."""


def longest() -> float:
    """Give that time where more programs want this machine than it has cores: each gets its share alone."""
    return LONGEST * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


@dataclass
class Walk:
    """One walk.

    Args:
        hands: at a kiosk in real mode that was just unlocked.
        clock: its clocks.
        random: decides every step.
    """

    hands: Hands
    clock: FakeClock
    random: Random
    steps: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    """How often each screen was stood on."""
    last: list[str] = field(default_factory=list)
    """The last keys, to be told where something goes wrong."""

    @property
    def top(self) -> Here:
        """The screen that is shown."""
        return self.hands.app.screen

    @property
    def at(self) -> str:
        """Its name."""
        return type(self.top).__name__

    @property
    def is_locked(self) -> bool:
        """Whether the model's own look says that a lock lies over something."""
        return any(isinstance(each, UnlockScreen) and each.locks for each in self.hands.app.screen_stack)

    async def go(self, steps: int) -> None:
        """Go so many steps."""
        while self.steps < steps:
            await self._turn()
            if self.random.random() < 0.02:
                await self.answers()
        await self.home()

    async def _turn(self) -> None:
        turns = [(self._noise, 30), (self._key, 34), (self._choose, 24), (self._fill, 8), (self._scan, 3)]
        turns += [(self._paste, 3), (self._resize, 1), (self._nobody, 1)]
        if self.at == LOCK or self.is_locked:
            turns += [(self._passphrase, 60)]
        (turn,) = self.random.choices([each for each, _ in turns], [weight for _, weight in turns])
        await turn()

    # -- what a person may do

    async def _noise(self) -> None:
        """Press keys that lead nowhere."""
        names = [self._letter() if self.random.random() < 0.6 else self.random.choice(STAYS) for _ in range(60)]
        at = self.at
        await self._press(*names[: self.random.randint(20, 60)])
        await self._expect({at})

    async def _key(self) -> None:
        """Press one key that leads somewhere."""
        name = self.random.choice(("enter", "enter", "escape", *OPENS, "f8", "f9", "f12", "pagedown", "pageup"))
        if name == "f12" and self.random.random() < 0.6:
            return  # or nobody would get far
        at, under, locked = self.at, self.top, self.is_locked
        beneath = self.hands.app.screen_stack[-2] if len(self.hands.app.screen_stack) > 1 else under
        await self._press(name)
        if locked:  # nothing but the passphrase leads from here
            assert self.is_locked, self._told(name)
            await self._expect({LOCK, HELP, HIDDEN})
        elif name == "f8" or (name == "escape" and at == HIDDEN):
            if at == HIDDEN:
                assert self.top is beneath, self._told(name)
            else:
                await self._expect({HIDDEN})
        elif name == "f9":
            await self._expect({LOCK})
            assert self.is_locked
        elif name == "f12":
            await self._expect({NEUTRAL})
            assert self.hands.app.usher.visit is None, self._told(name)
        elif at == LOCK:  # the question before stopping
            await self._expect({LOCK, HELP, HOME} if name in ("escape", "f1") else {LOCK})
        elif name in ("enter", "escape"):
            await self._expect((ENTER if name == "enter" else {HIDDEN: set(), **ESCAPE})[at])
        elif name == "f10" and at == HOME:
            await self._expect({LOCK})
        elif name == "f4" and at == QR:
            await self._expect({RECEIPT})
        elif name == "f4" and at == QUEUE:  # the slip of the day
            await self._expect({QUEUE, RECEIPT})
        else:
            await self._expect({at, OPENS.get(name, at)})

    async def _choose(self) -> None:
        """Answer by a digit."""
        at, locked = self.at, self.is_locked
        await self._press(self.random.choice("1112234"), "enter")
        if locked or at == LOCK:
            await self._expect({LOCK, HELP, HIDDEN})
            assert self.is_locked is locked
        else:
            await self._expect(ENTER[at])

    async def _fill(self) -> None:
        """Type what a question may want."""
        at, locked = self.at, self.is_locked
        self.hands.send_paste(self.random.choice(("Zelda Plantureux", "0698765432", "09/03/1958")))
        await self._press("enter")
        await self._expect({LOCK, HELP, HIDDEN} if locked or at == LOCK else ENTER[at])

    async def _scan(self) -> None:
        """Let a scanner go off, or type a code as fast."""
        at, locked = self.at, self.is_locked
        code = self.random.choice(SCANNED)
        for number, each in enumerate(code):
            self.hands.send(each, after=0.01 if number else 1.0)
        self.steps += len(code)
        self.hands.send("enter", after=0.01)
        await self._rest(f"scan {code}")
        await self._expect({LOCK, HELP, HIDDEN} if locked or at == LOCK else {at, FOLLOW} if at != NEUTRAL else {HOME})

    async def _paste(self) -> None:
        """Paste something long or wild."""
        at = self.at
        wild = "".join(chr(self.random.choice((*range(33), 0x1B, 0x9B, 0x202E, 0xFFFF, 0x1F600))) for _ in range(60))
        self.hands.send_paste(self.random.choice(("é" * 5000, wild, "\x1b[31m\x1b]0;x\x07", "1\r\n2\r\n")))
        self.steps += 1
        await self._rest("paste")
        await self._expect({at})

    async def _resize(self) -> None:
        """Make the window smaller or larger, then as it was."""
        at = self.at
        size = self.random.choice(((40, 10), (1, 1), (79, 24), (132, 50), (300, 100)))
        for columns, rows in (size, SIZE):
            await self.hands.pilot.resize_terminal(columns, rows)
            self.steps += 1
            await self._rest(f"{columns}x{rows}")
        await self._expect({at})

    async def _nobody(self) -> None:
        """Go away for a while; the wall clock jumps meanwhile."""
        self.steps += 1
        self.clock.since_start += max(IDLE)
        self.hands.app.guard.look()
        await self._rest("nobody")
        assert self.is_locked, self._told("nobody")

    async def _passphrase(self) -> None:
        """Type a passphrase where one is asked for: mine, a colleague's, none."""
        if self.at != LOCK:
            await self._press("escape" if self.at == HELP else "f8")
            return
        if not self.is_locked:  # the question before stopping: the right one would stop it
            await self._press("escape")
            await self._expect({HOME})
            return
        app = self.hands.app
        beneath = app.screen_stack[-2]
        mine = app.session.who.is_same(1)
        typed = self.random.choice((PASSPHRASE, PASSPHRASE, OTHER_PASSPHRASE, "x" * 40))
        while app.focused is None:
            await self._press("tab")
        app.focused.value = ""  # type: ignore[attr-defined]  # what the noise left in the line
        self.hands.send_paste(typed)
        await self._press("enter")
        if typed.startswith("x"):
            assert self.is_locked, self._told(typed)
        elif (typed == PASSPHRASE) is mine:
            assert not self.is_locked, self._told(typed)
            assert self.top is beneath, self._told(typed)
        else:
            await self._expect({HOME})
            assert app.usher.visit is None, self._told(typed)

    # -- what must be possible from everywhere

    async def answers(self) -> None:
        """See that the screen answers: it can be hidden, and comes back."""
        if self.is_locked or self.at in (LOCK, HIDDEN):
            return
        top, began = self.top, monotonic()
        await self._press("f8")
        await self._expect({HIDDEN})
        await self._press("f8")
        assert self.top is top, self._told("f8")
        assert monotonic() - began < 2 * longest(), self._told("f8 took too long")

    async def home(self) -> None:
        """Come home from wherever it is, in a few keys."""
        for _ in range(8):
            if self.is_locked or self.at == LOCK:
                if self.at == LOCK and self.is_locked:
                    self.hands.app.focused.value = ""  # type: ignore[union-attr]
                await self._passphrase()
            elif self.at == NEUTRAL:
                await self._press("enter")
            elif self.at == HOME:
                return
            else:
                await self._press("f12")
        raise AssertionError(self._told("there is no way home"))

    # -- within

    def _letter(self) -> str:
        return self.random.choice(LETTERS)

    async def _press(self, *names: str) -> None:
        for name in names:
            self.hands.send(name)
            self.steps += 1
            if name == "enter" or len(names) == 1:
                await self._rest(name)
            else:
                self.last.append(name)
        await self._rest(names[-1])

    async def _rest(self, what: str) -> None:
        """Wait until what was pressed is dealt with; work that waits for an open screen is let be."""
        self.last = [*self.last[-30:], what]
        app, until = self.hands.app, monotonic() + longest()
        quiet, begun = 0, monotonic()
        while quiet < 2:
            await self.hands.pilot._wait_for_screen()
            assert app.is_running, self._told(what)
            assert monotonic() < until, self._told(f"never at rest after {what}: {list(app.workers)}")
            top = self.top
            waits_below = (self.is_locked or self.at in (LOCK, HIDDEN)) and monotonic() > begun + 0.1
            busy = getattr(top, "_busy", False) or any(each.group == "keys" for each in app.workers)
            busy = busy or not app._is_shown()  # nobody types at what cannot be seen yet
            busy = busy or not (waits_below or all(each.is_finished for each in app.workers))
            busy = busy or any(not each._message_queue.empty() for each in (app, top, *top.walk_children()))
            quiet = 0 if busy else quiet + 1
            await asyncio.sleep(0.001 if busy else 0)

    async def _expect(self, names: set[str]) -> None:
        app = self.hands.app
        assert app.is_running, self._told("it ended")
        assert app.return_code is None, self._told("it ended")
        assert self.at in names, self._told(f"expected one of {sorted(names)}")
        assert type(self.top).__module__.startswith("kiosk.screens."), self._told("not a screen of the kiosk")
        self.seen[self.at] += 1
        if self.top.size.width < SMALLEST[0] or self.top.size.height < SMALLEST[1]:
            return
        until = monotonic() + longest()
        while not self._is_titled():
            assert monotonic() < until, self._told(f"its title is not on the screen:\n{self.hands.text()}")
            await asyncio.sleep(0.005)
            self.top._on_timer_update()
        assert "Traceback" not in self.hands.text(), self._told(self.hands.text())

    def _is_titled(self) -> bool:
        title = ""
        if isinstance(self.top, KioskScreen):
            title = self.top.title_words()
        elif isinstance(self.top, Box):
            title = str(self.top.query_one("#box-title", Static).content)
        elif isinstance(self.top, HiddenScreen | NeutralScreen):
            title = str(self.top.query_one("#big", Static).content)
        return squeezed(title) in squeezed(self.hands.text())

    def _told(self, what: str) -> str:
        return f"{what}: at {self.at} after {self.steps} steps, last {self.last[-14:]}, {self.hands.app.screen_stack}"
