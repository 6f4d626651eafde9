"""The first screen: choose an act by its digit, or open one by the reference of its receipt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.binding import Binding
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from kiosk.core.errors import KioskError, NotAReference, NotRecorded
from kiosk.screens import exercise
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.screens.jobs import aside, background
from kiosk.screens.widgets.choices import TOP_ROW, Choices
from kiosk.screens.widgets.line import TypedLine
from kiosk.screens.widgets.pages import wrap
from kiosk.screens.widgets.tell import tell
from kiosk.words.road import RoadUi
from kiosk.words.ui import Ui

if TYPE_CHECKING:  # what comes after home is imported while somebody reads it
    from kiosk.core.procedure import Cover
    from kiosk.core.reference import Ticket


TRIAGE = ""
"""The row that asks where to begin: no procedure has an empty id."""
HUB = "hub"
"""Questions to the hub: what is typed next lets go of the one before."""
TELL_AFTER = 0.03
"""Seconds after which an act is described."""


class HomeLine(TypedLine):
    """Takes a digit, or a reference, typed or scanned; the arrows move in the list above."""

    def __init__(self) -> None:
        super().__init__(id="line", max_length=200)

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste as if it were typed."""
        event.stop()
        event.prevent_default()
        from kiosk.core.answer import clean

        self.insert_text_at_cursor(clean(event.text)[:200])


class HomeScreen(KioskScreen):
    """Where every visit begins and ends."""

    keys = (
        *(Keys.CHOOSE, Keys.QUEUE, Keys.ROAD, Keys.CASES, Keys.LANGUAGE, Keys.WORDS, Keys.HELP, Keys.HIDE, Keys.LOCK),
        Keys.STOP,
    )
    more = (Keys.DISCREET, Keys.VANISH)
    # The arrows are taken before the line sees them: on a slow machine each widget that passes a key on costs.
    BINDINGS = [
        *bindings(Keys.QUEUE, Keys.ROAD, Keys.CASES, Keys.DISCREET, Keys.STOP),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "move(8)", show=False, priority=True),
        Binding("pageup", "move(-8)", show=False, priority=True),
    ]

    def __init__(self, titles: Sequence[Cover]) -> None:
        super().__init__()
        self._titles = titles
        self._busy = False
        self._telling: Timer | None = None

    def title_words(self) -> str:
        """Ask what the person wants."""
        return self.say(Ui.HOME_TITLE)

    def body(self) -> Iterable[Widget]:
        """Give the list and the line."""
        yield Choices(self._rows(), first=0, id="procedures", more=self._more)
        if not self._titles:
            yield Static(self.say(Ui.HOME_NO_PROCEDURE), markup=False)
        yield Static("", id="detail", markup=False)
        with Horizontal(id="type"):
            yield Static(self.say(Ui.HOME_TYPE), markup=False)
            yield HomeLine()

    def problem(self, text: str = "") -> None:
        """Show what is wrong, in place of what an act is: the list keeps its rows."""
        if not self.is_laid_out:
            return
        for line in self.query("#problem"):
            line.display = bool(text)
        for line in self.query("#detail"):
            line.display = not text
        super().problem(text)

    def on_mount(self) -> None:
        """Put the cursor in the line and say what was wrong at start."""
        if not self.is_laid_out:
            return  # asked for again once it is
        for choices in self.query(Choices):
            choices.can_focus = False
        for line in self.query(HomeLine):
            line.focus()
        self.opened()

    def opened(self) -> None:
        """Say how things stand, which is not known before the desk is open."""
        self.reword()
        if self.kiosk.is_open:
            self.problem(self.kiosk.frame.problem())
            if self.kiosk.session.exercise is not None:
                exercise.begin(self.kiosk)

    def heard_of_key(self) -> None:
        """Say what became of a USB key, until its own screen has said it."""
        if self.kiosk.is_open:
            self.problem(self.kiosk.frame.problem())

    def action_cases(self) -> None:
        """In training, offer the exercises."""
        exercise.choose(self.kiosk)

    def action_move(self, by: int) -> None:
        """Move in the list."""
        for choices in self.query(Choices):
            at = choices.highlighted
            start = -1 if by > 0 else len(self._titles) + 1
            choices.highlighted = min(max((start if at is None else at) + by, 0), len(self._titles))

    def on_choices_pointed(self, event: Choices.Pointed) -> None:
        """Say in a line what the act is, once the list is painted: a held arrow must not wait for it."""
        self.problem("")
        if self._telling is not None:
            self._telling.stop()
        self._telling = self.set_timer(TELL_AFTER, partial(self._tell, event.id))

    def _tell(self, name: str) -> None:
        if name not in [choices.pointed for choices in self.query(Choices)]:
            return
        title = next((each for each in self._titles if each.id == name), None)
        words = self.kiosk.words.guidance(title.summary) if title else self.say(Ui.HOME_TRIAGE_SUMMARY)
        if title and self.kiosk.words.discreet:
            words = self.say(Ui.DISCREET_HOME)
        for detail in self.query("#detail").results(Static):
            lines = wrap(words, max(detail.size.width, 20))
            # Where the number of lines stays, nothing else moves: the screen need not be laid out anew at each key.
            detail.update("\n".join(lines), layout=len(lines) != detail.size.height)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Point at the act whose number is typed; a line that was just emptied keeps what was said of it."""
        if event.value:
            self.problem("")
        if (number := self._number(event.value)) is not None:
            self._point(number)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open what was typed, or what is pointed at; a key that repeats opens nothing twice."""
        event.stop()
        typed, event.input.value = event.value, ""
        if self._busy or self.app.screen is not self or not self.is_laid_out:
            return
        self._busy = True
        self.workers.cancel_group(self, HUB)
        try:
            await self._open_what(typed)
        finally:
            self._busy = False

    async def _open_what(self, typed: str) -> None:
        number = self._number(typed)
        if not typed.strip():
            pointed = next((choices.pointed for choices in self.query(Choices)), None)
            if pointed is None:
                self.problem(self.say(Ui.NOTHING_CHOSEN))
            else:
                await self._begin(pointed)
        elif number is not None:
            await self._begin(self._titles[number - 1].id if number else TRIAGE)
        else:
            await self._open(typed)

    async def _begin(self, name: str) -> None:
        self.kiosk.road.key.seen()
        if await (self.kiosk.usher.triage() if name == TRIAGE else self.kiosk.usher.begin(name)):
            self._point(None)
            tell(self, "#detail", "")

    async def _open(self, typed: str) -> None:
        from kiosk.core.reference import parse
        from kiosk.screens.follow import FollowScreen

        follow = self.kiosk.session.follow
        try:
            ticket = parse(typed)
        except NotAReference:
            self.problem(self.say(Ui.HOME_NOT_UNDERSTOOD))
            return
        try:
            entry = await self.kiosk.work(lambda: follow.find(ticket))
        except NotRecorded:
            # A worker: keys, and the end of the kiosk, do not wait for a network.
            background(self, self._ask_hub(ticket), group=HUB)
        except KioskError as error:
            self.problem(self.kiosk.words.error(error))
        else:
            await self.kiosk.guard.until_uncovered()
            self.app.push_screen(FollowScreen(entry, ticket))
            with suppress(KioskError):  # then it is announced again
                await self.kiosk.work(lambda: follow.tell(entry))
            await self.kiosk.frame.count()

    async def _ask_hub(self, ticket: Ticket) -> None:
        """Ask about another desk's act, where the whole receipt was scanned and there is a hub to ask."""
        from kiosk.core.reference import spell
        from kiosk.core.sync import Told
        from kiosk.screens.elsewhere import ElsewhereScreen

        kiosk, reference = self.kiosk, spell(ticket.reference)
        road = kiosk.session.road
        unknown = self.say(Ui.HOME_UNKNOWN_REFERENCE, reference=reference)
        if road is None or ticket.key is None:
            self.problem(unknown)
            return
        told, why = Told(), unknown
        if kiosk.road.has_hub:
            self.problem(self.say(RoadUi.BUSY))
            try:
                told = await aside(lambda: road.elsewhere(ticket, kiosk.submit))
                why = "" if told.words else self.say(Ui.ELSEWHERE_UNKNOWN, reference=reference)
            except KioskError as error:
                why = kiosk.words.error(error)
        await kiosk.guard.until_uncovered()
        if self.app.screen is self:  # whatever a hub says, or if none answers: with her key she can take it back
            self.problem()
            self.app.push_screen(ElsewhereScreen(ticket, told, road, why))

    def _point(self, number: int | None) -> None:
        for choices in self.query(Choices):
            choices.highlighted = number

    def _more(self, below: int) -> str:
        return self.say(Ui.HOME_MORE, n=below)

    def _number(self, typed: str) -> int | None:
        text = typed.strip().lower().translate(TOP_ROW)
        if text.isascii() and text.isdecimal() and len(text) <= 2 and int(text) <= len(self._titles):
            return int(text)
        return None

    def _rows(self) -> list[tuple[str, str]]:
        acts = [(title.id, self.kiosk.words.act(title.id, title.title)) for title in self._titles]
        return [(TRIAGE, self.say(Ui.HOME_TRIAGE)), *acts]
