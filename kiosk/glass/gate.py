"""Lets keys in one after the other: each counts only for what stood on the screen when it was pressed.

What is asked has a *turn*: a screen that comes up, a step, a question, a page. Whoever asks anew says so (`turn_over`),
and no key counts before the new turn was painted once. A key that decides (Enter, Escape, a function key) is dealt with
to its end, and what it leads to is painted, before the next one is looked at; what is typed meanwhile waits, and is
dropped where it was pressed before what then stands there. Keys that cover the screen wait for nothing; the one that
also uncovers is then a key that decides: held, it hides and does not show again.

A passphrase counts whole or not at all: one without its first letters is a wrong one, after which somebody must wait.
"""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import inf
from time import monotonic
from typing import Any

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker

from kiosk.core.haste import AGAIN, LATE
from kiosk.core.haste import HELD as HELD
from kiosk.core.haste import STANDS as STANDS

RUN = 1.0
"""Seconds between two keys within which the second belongs to what was being typed with the first."""
GLANCE = 0.005
"""Seconds between two looks at whether what was pressed is done."""
MOST = 4096
"""Keys that wait at most; what else is typed meanwhile is lost."""
COVERS = frozenset({"f8", "f9", "f12"})
"""Keys that cover what is shown, in every state."""
HIDES = "f8"
"""The one of them that leads back, too."""
PAGES = frozenset({"pageup", "pagedown"})
DECIDES = frozenset({"enter", "escape", *(f"f{number}" for number in range(1, 13))}) - COVERS
"""Keys that lead somewhere. All others, such as letters and arrows, may repeat."""
PASSES = frozenset({"enter", "pagedown"})
"""Keys that pass a page."""
READ = "Pages, .read"
"""What must be read, where it stands on a screen."""
WAY = "way"
"""The group of the workers that go from screen to screen."""


class Gate(App[int]):
    """Lets keys in. The app says whether the desk is open and whether what is shown is covered.

    A base of the app and no part of it: it overrides how Textual takes a message in and how it paints.
    """

    _opened: asyncio.Event
    clock = staticmethod(monotonic)
    """What keys are timed with."""

    def __init__(self) -> None:
        super().__init__()
        self._line: deque[tuple[events.Key | events.Paste, float]] = deque()
        self._letting: Worker[None] | None = None
        self._hiding = False
        self._last: events.Key | None = None
        self._led_at = 0.0
        self._loses_until = 0.0
        self._turn: object = None
        self._turned: Screen[Any] | None = None
        self._shown_at: float | None = None
        self._displayed_at: float | None = None

    @property
    @abstractmethod
    def is_covered(self) -> bool:
        """Whether a lock or a hidden page covers what is under way."""

    @property
    @abstractmethod
    def is_hidden(self) -> bool:
        """Whether a hidden page lies over everything, which the key that hides takes away."""

    @property
    @abstractmethod
    def takes_lines(self) -> bool:
        """Whether what is shown takes what is typed as a whole, from the key on that led there."""

    def came_by_itself(self) -> None:
        """Say that no key led to what is shown now."""
        self._led_at = self.clock()

    def call_off_ways(self) -> None:
        """Call off what is on its way from screen to screen."""
        self.workers.cancel_group(self, WAY)

    # -- what is asked

    def turn_over(self, asks: DOMNode | None = None) -> None:
        """Say that something else is asked: no key counts before it was painted.

        Args:
            asks: the widget that asks, if it is one; one that cannot be seen changes nothing.
        """
        if not self.screen_stack or (asks is not None and asks.screen is not self.screen):
            return
        self._shown_at, self._displayed_at, self._turn, self._turned = None, None, object(), self.screen
        self._turned.call_after_refresh(self._painted, self._turn)

    @contextmanager
    def batch_update(self) -> Iterator[None]:
        """Change many things and paint them once: what is asked after that is asked anew."""
        with super().batch_update():
            yield
        self.turn_over()

    def _painted(self, turn: object) -> None:
        if turn is self._turn:
            self._shown_at = self.clock() if self._displayed_at is None else self._displayed_at

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Paint, and note when: a busy machine hears of it later."""
        super()._display(screen, renderable)
        if self._shown_at is None and not self._batch_count:
            self._displayed_at = self.clock()

    def _is_shown(self) -> bool:
        """Tell whether what is asked now was painted, and nothing is about to take its place."""
        if self._turned is not self.screen:
            self.turn_over()
        if self._shown_at is None or not self._opened.is_set():
            return False
        return self.is_covered or all(each.is_finished for each in self.workers if each.group == WAY)

    # -- keys

    def post_message(self, message: Message) -> bool:
        """Take any message; keys only in their turn."""
        if not isinstance(message, events.Key | events.Paste) or message.is_forwarded or not self.screen_stack:
            return super().post_message(message)
        gap = self._since_the_same(message)
        held = gap <= HELD
        if isinstance(message, events.Key) and message.key in COVERS:
            self._line.clear()  # what was typed before was for what is covered now
            if message.key != HIDES or self._hides(message):
                if not held:
                    self._let_cover(message)
                return True
        goes = self._letting is not None
        if not goes and not self._decides(message) and self._is_shown():
            return self._counts(message, held) and super().post_message(message)
        if len(self._line) < MOST:
            self._line.append((message, gap))
        if not goes:
            self._letting = self.run_worker(self._let_in(), group="keys")
        return True

    def _let_cover(self, key: events.Key) -> None:
        """Let a key in that covers, before anything that waits."""
        if self._letting is not None:
            self._letting.cancel()
        self._led_at, self._loses_until, self._hiding = key.time, 0.0, key.key == HIDES
        way = self._way()
        super().post_message(key)
        self._letting = self.run_worker(self._let_in(way), group="keys")

    async def _let_in(self, covers: list[MessagePump] | None = None) -> None:
        """Let in what waits, in its order; after a key that covers, once these have dealt with it."""
        if covers is not None:
            await self._dealt_with(covers)
            self._hiding = False
        while self._line:
            key, gap = self._line.popleft()
            pressed = await self._is_pressed(key, gap)
            while self.screen_stack and not self._is_shown() and not self._hides(key):
                await asyncio.sleep(GLANCE)
            if not self.screen_stack:
                break  # it has ended
            if pressed and self._counts(key, gap <= HELD):
                if self._decides(key):
                    self._led_at = key.time
                way = self._way()
                super().post_message(key)
                if self._decides(key):
                    await self._dealt_with(way)
        self._letting = None  # it would hold what it was begun from

    def _since_the_same(self, key: events.Key | events.Paste) -> float:
        """Give the seconds since the key before, if that was the same and nothing came between, and note this one."""
        last, self._last = self._last, key if isinstance(key, events.Key) else None
        same = last is not None and isinstance(key, events.Key) and last.key == key.key
        return key.time - last.time if last is not None and same else inf

    async def _is_pressed(self, key: events.Key | events.Paste, gap: float) -> bool:
        """Tell whether a key that decides, soon after the same one, is more than the first repeat of one that is held.

        The next repeats of such a one follow at once; nobody else waits.
        """
        if not HELD < gap <= LATE or not self._decides(key):
            return True
        for _ in range(round(AGAIN / GLANCE)):
            if self._line or self.clock() >= key.time + AGAIN:
                break
            await asyncio.sleep(GLANCE)
        after = self._line[0] if self._line else None
        return after is None or after[1] > HELD

    def _counts(self, key: events.Key | events.Paste, held: bool) -> bool:
        """Tell whether a key was meant for what is shown now."""
        if self._hides(key):
            return not held
        if self.takes_lines:
            return self._is_of_line(key) and not (held and self._decides(key))
        since = key.time - (self._shown_at or 0.0)
        if since < 0 or (held and self._decides(key)):
            return False
        uncovers = isinstance(key, events.Key) and key.key == HIDES
        passes = isinstance(key, events.Key) and key.key in PASSES and self._asks_to_be_read()
        return not (uncovers or passes) or since >= STANDS

    def _is_of_line(self, key: events.Key | events.Paste) -> bool:
        """Tell whether a key belongs to a line that counts: one that began too early is lost to its end."""
        if isinstance(key, events.Paste):
            return key.time >= self._led_at  # which is whole
        if self._led_at <= key.time >= self._loses_until:
            return True
        self.lose(key)
        return False

    def lose(self, key: events.Key | events.Paste) -> None:
        """Let a key count for nothing, nor what is typed in one go with it, up to its Enter."""
        self._loses_until = 0.0 if isinstance(key, events.Key) and key.key == "enter" else key.time + RUN

    def _decides(self, key: events.Key | events.Paste) -> bool:
        if not isinstance(key, events.Key):
            return False
        return key.key in DECIDES or key.key == HIDES or (key.key in PAGES and self._asks_to_be_read())

    def _hides(self, key: events.Key | events.Paste) -> bool:
        """Tell whether a key hides what is shown; on the hidden page it leads back, and waits for its turn."""
        return isinstance(key, events.Key) and key.key == HIDES and not (self._hiding or self.is_hidden)

    def _asks_to_be_read(self) -> bool:
        return any(each.display for each in self.screen.query(READ))

    def _way(self) -> list[MessagePump]:
        """Give who deals with a key, from the one that has it first."""
        return [self, *(self.focused.ancestors_with_self if self.focused else (self.screen, self))]

    async def _dealt_with(self, way: list[MessagePump]) -> None:
        """Wait until a key has had its effect: each on its way may tell itself and the next of it once."""
        if not self.screen_stack:
            return  # it has ended
        screen = self.screen
        for pump in (pump for pump in way for _ in range(2)):
            dealt = asyncio.Event()
            if not pump.call_later(dealt.set):
                continue  # it is gone
            # It may end meanwhile: then there is no screen at all, and nothing left to wait for.
            while not dealt.is_set() and self.screen_stack and self.screen is screen and pump.is_running:
                with suppress(TimeoutError):
                    await asyncio.wait_for(dealt.wait(), 10 * GLANCE)
            if not self.screen_stack:
                return
            if self.screen is not screen:  # whatever goes on below, it waits for what is shown now
                await self._dealt_with([self, self.screen])
                return


def turn_over(asks: DOMNode) -> None:
    """Say that a screen or a widget asks anew: no key counts before it was painted."""
    if isinstance(asks.app, Gate):
        asks.app.turn_over(asks)
