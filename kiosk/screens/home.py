"""The first screen: choose an act by its group's digit and its own, or open one by the reference of its receipt.

What is shown follows from the line alone: one digit opens a group, the next points at an act of it, Enter begins it.
So a reference, whose first sign may be a digit, is typed or scanned in the same place, and no digit begins anything.
"""

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

from kiosk.core.aim import Aim, aim
from kiosk.core.errors import KioskError, NotAReference, NotRecorded
from kiosk.core.title import by_group
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.line import TypedLine
from kiosk.glass.widgets.pages import wrap
from kiosk.glass.widgets.tell import tell
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.screens.jobs import aside, background
from kiosk.words.groups import WORDS
from kiosk.words.ui import Ui

if TYPE_CHECKING:  # what comes after home is imported while somebody reads it
    from kiosk.core.procedure import Cover
    from kiosk.core.reference import Ticket


TRIAGE = ""
"""The row that asks where to begin: no procedure has an empty id."""
HUB = "hub"
"""Questions to the hub: what is typed next lets go of the one before."""
_BESIDE = (Keys.QUEUE, Keys.ROAD, Keys.CASES)
"""Keys that lead away from what the person came for."""
TELL_AFTER = 0.03
"""Seconds after which an act is described."""


class HomeLine(TypedLine):
    """Takes a number, or a reference, typed or scanned; the arrows move in the list above."""

    def __init__(self, typed: str = "") -> None:
        super().__init__(typed, id="line", max_length=200, select_on_focus=False)

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste as if it were typed."""
        event.stop()
        event.prevent_default()
        from kiosk.core.clean import clean

        self.insert_text_at_cursor(clean(event.text)[:200])


class HomeScreen(KioskScreen):
    """Where every visit begins and ends."""

    keys: Sequence[Keys] = (
        Keys.CHOOSE,
        Keys.HELP,
        Keys.QUEUE,
        Keys.ROAD,
        Keys.CASES,
        Keys.LANGUAGE,
        Keys.HIDE,
        Keys.LOCK,
    )
    more: Sequence[Keys] = (Keys.WORDS, Keys.DISCREET, Keys.VANISH, Keys.STOP)
    # The arrows are taken before the line sees them: on a slow machine each widget that passes a key on costs.
    BINDINGS = [
        *bindings(Keys.BACK, Keys.BESIDE, Keys.ROAD, Keys.CASES, Keys.DISCREET, Keys.STOP),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "move(8)", show=False, priority=True),
        Binding("pageup", "move(-8)", show=False, priority=True),
    ]

    def __init__(self, titles: Sequence[Cover]) -> None:
        super().__init__()
        self._titles, self._shelved = titles, by_group(titles)
        self._busy = False
        self._followed = ""
        """What stood in the line when the list was made to follow it."""
        self._open_group: int | None = None
        self._painted: float | None = 0.0
        """When the rows that are shown were painted; None until they are."""
        self._telling: Timer | None = None
        self._stood: str | None = None
        """What was pointed at when all was laid out anew last."""

    def title_words(self) -> str:
        """Ask what the person wants, or name the group that is open."""
        if self._open_group is None or self.kiosk.words.discreet:
            return self.say(Ui.HOME_TITLE)
        return self.kiosk.words.both(WORDS[self._shelved[self._open_group].group])

    def hint_words(self) -> str:
        """Say that nobody reviewed some of what stands here in her language, or that it cannot be drawn."""
        covers = self._titles if self._open_group is None else self._shelved[self._open_group].titles
        groups = [WORDS[each.group] for each in self._shelved]
        said = (what for each in covers for what in (each.title, each.summary))
        return "\n".join(self.kiosk.words.marked([*groups, *said]))

    def body(self) -> Iterable[Widget]:
        """Give the list and the line."""
        rows, first = self._rows()
        yield Choices(rows, chosen=self._stood, first=first, id="procedures", more=self._more)
        if not self._titles:
            yield Static(self.say(Ui.HOME_NO_PROCEDURE), markup=False)
        yield Static("", id="detail", markup=False)
        with Horizontal(id="type"):
            yield Static(self.say(Ui.HOME_TYPE), markup=False)
            yield HomeLine(self._followed)

    def anew(self) -> None:
        """Lay everything out anew, with the same row pointed at."""
        self._stood = next((each.pointed for each in self.query(Choices)), None)
        super().anew()

    def problem(self, text: str = "") -> None:
        """Show what is wrong, in place of what an act is: the list keeps its rows."""
        if not self.is_laid_out:
            return
        for name, shown in (("#problem", bool(text)), ("#detail", not text)):
            if (line := self.query_one_optional(name)) is not None:
                line.display = shown
        super().problem(text)

    def on_mount(self) -> None:
        """Put the cursor in the line and say what was wrong at start."""
        if not self.is_laid_out:
            return  # asked for again once it is
        for choices in self.query(Choices):
            choices.can_focus = False
        for line in self.query(HomeLine):
            line.focus()
            line.cursor_position = len(line.value)
        if (found := aim(self._shelved, self._followed)) is not None and found.row is not None:
            self._point(found.row)
        self.opened()
        if any(choices.pointed is not None for choices in self.query(Choices)):
            self.problem("")  # what is pointed at is explained in its place

    def opened(self) -> None:
        """Say how things stand, which is not known before the desk is open."""
        self.reword()
        if self.kiosk.is_open:
            self.problem(self.kiosk.frame.problem())
            if self.kiosk.session.exercise is not None:
                from kiosk.screens.exercise import begin

                begin(self.kiosk)

    def heard_of_key(self) -> None:
        """Say what became of a USB key, until its own screen has said it."""
        if self.kiosk.is_open:
            self.problem(self.kiosk.frame.problem())

    def action_cases(self) -> None:
        """In training, offer the exercises."""
        from kiosk.screens.exercise import offer_exercises

        offer_exercises(self.kiosk)

    def reword(self) -> None:
        """Show the keys of the list that is shown, and the words of the moment."""
        usual, rare = type(self).keys, type(self).more
        if self.kiosk.words.two:  # somebody is here: her words and the staff's count more than the queue
            usual = tuple(Keys.BESIDE if key is Keys.QUEUE else key for key in usual)
        if self._open_group is not None:  # who chooses an act does not look at the queue
            rare = tuple(key for key in (*usual, *rare) if key in _BESIDE or key in rare)
            usual = (Keys.CHOOSE, Keys.BACK, *(key for key in usual[1:] if key not in _BESIDE))
        self.keys, self.more = usual, rare
        super().reword()
        for hint in self.query("#hint").results(Static):
            hint.display = bool(hint.content)

    async def action_beside(self) -> None:
        """Show the list in the other of two languages; where there is one, the queue, for which F6 is then free."""
        if self.kiosk.words.two:
            await super().action_beside()
        else:
            self.kiosk.usher.queue()

    def action_move(self, by: int) -> None:
        """Move in the list; of a number that was typed, the group stays."""
        line, choices = self.query_one_optional(HomeLine), self.query_one_optional(Choices)
        if line is None or choices is None:
            return
        if (found := aim(self._shelved, line.value)) is not None:
            self._follow(line.value)  # which may have been typed but now
            line.value = self._followed = self._digit(found.group)
        last = choices.option_count - 1
        at = choices.highlighted
        start = -1 if by > 0 else last + 1
        choices.highlighted = min(max((start if at is None else at) + by, 0), last)

    def action_back(self) -> None:
        """Go back to the groups; take back what was typed."""
        if self.app.screen is self and self._followed:
            self.problem("")
            self._type("")

    def on_choices_pointed(self, event: Choices.Pointed) -> None:
        """Say in a line what the act is, once the list is painted: a held arrow must not wait for it."""
        self.problem("")
        if self._telling is not None:
            self._telling.stop()
        self._telling = self.set_timer(TELL_AFTER, partial(self._tell, event.id))

    def _tell(self, name: str) -> None:
        choices, detail = self.query_one_optional(Choices), self.query_one_optional("#detail", Static)
        if choices is None or detail is None or choices.pointed != name:
            return
        room = detail.size
        lines = wrap(self._about(name), max(room.width or self.size.width - 4, 20))  # no room yet: not laid out
        # Where the number of lines stays, nothing else moves: the screen need not be laid out anew at each key.
        detail.update("\n".join(lines), layout=len(lines) != room.height)

    def _about(self, name: str) -> str:
        """Say what a row is: an act, or a group by what is in it."""
        if not name:
            return self.say(Ui.HOME_TRIAGE_SUMMARY)
        if self.kiosk.words.discreet:
            return self.say(Ui.DISCREET_HOME)
        if name.isdecimal():
            return "\u00a0; ".join(
                self.kiosk.words.guidance(each.title) for each in self._shelved[int(name) - 1].titles
            )
        return next((self.kiosk.words.guidance(each.summary) for each in self._titles if each.id == name), "")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow what is typed; a line that was just emptied keeps what was said of it."""
        if event.value and event.value != self._followed:
            self.problem("")
        self._follow(event.input.value)

    def _follow(self, typed: str) -> None:
        """Show the group whose digit is typed, and point at the act whose number is whole."""
        if typed == self._followed:
            return
        self._followed = typed
        found = aim(self._shelved, typed) or Aim()
        if found.group != self._open_group:
            self._turn_to(found.group)
        self._point(found.row)

    def _turn_to(self, group: int | None) -> None:
        """Show the acts of a group, or the groups. What is typed goes on; Enter counts once they are painted."""
        self._open_group = group
        rows, first = self._rows()
        for choices in self.query(Choices):
            choices.become(rows, first)
        tell(self, "#detail", "")
        self.reword()
        self._painted = None
        self.call_after_refresh(self._are_painted, group)

    def _are_painted(self, group: int | None) -> None:
        if group == self._open_group and self._painted is None:
            self._painted = self.kiosk.clock()

    def _type(self, typed: str) -> None:
        """Write into the line, and follow it."""
        for line in self.query(HomeLine):
            line.value = typed
            line.cursor_position = len(typed)
        self._follow(typed)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open what was typed, or what is pointed at; a key that repeats opens nothing twice."""
        event.stop()
        typed = event.value
        if self._busy or not self.kiosk.is_open or self.app.screen is not self or not self.is_laid_out:
            return
        self._busy = True
        self.workers.cancel_group(self, HUB)
        try:
            await self._open_what(typed)
        finally:
            self._busy = False

    async def _open_what(self, typed: str) -> None:
        found = aim(self._shelved, typed)
        if found is None:
            self._type("")
            await self._open(typed)
            return
        self._follow(typed)
        pointed = next((choices.pointed for choices in self.query(Choices)), None)
        if pointed is None:
            self._type(self._digit(found.group))
            self.problem(self.say(Ui.NOTHING_CHOSEN if found.is_sound else Ui.HOME_NOT_UNDERSTOOD))
        elif not self._was_seen():
            return  # Enter was for what stood there before: what is pointed at now is seen first
        elif pointed.isdecimal():
            self._type(pointed)
        else:
            await self._begin(pointed)

    def _was_seen(self) -> bool:
        """Tell whether the rows stood on the screen when Enter was pressed."""
        return self._painted is not None and all(line.entered >= self._painted for line in self.query(HomeLine))

    async def _begin(self, name: str) -> None:
        self.kiosk.road.key.seen()
        self.kiosk.words.beside = False
        if await (self.kiosk.usher.triage() if name == TRIAGE else self.kiosk.usher.begin(name)):
            self._type("")
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
        from kiosk.core.word import Told
        from kiosk.screens.elsewhere import ElsewhereScreen
        from kiosk.words.road import RoadUi

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
            self.app.push_screen(ElsewhereScreen(ticket, told, road, why, kiosk.session.tools.desk.places))

    def _point(self, number: int | None) -> None:
        for choices in self.query(Choices):
            choices.highlighted = number

    def _more(self, below: int) -> str:
        return self.say(Ui.HOME_MORE, n=below)

    def _digit(self, group: int | None) -> str:
        return "" if group is None else str(group + 1)

    def _rows(self) -> tuple[list[tuple[str, str]], int]:
        """Give the rows of the list that is shown, and the number of its first."""
        if self._open_group is not None:
            return [self._row(title) for title in self._shelved[self._open_group].titles], 1
        groups = [
            self._row(each.titles[0])
            if len(each.titles) == 1
            else (str(digit), self.kiosk.words.both(WORDS[each.group]))
            for digit, each in enumerate(self._shelved, 1)
        ]
        return [(TRIAGE, self.say(Ui.HOME_TRIAGE)), *groups], 0

    def _row(self, title: Cover) -> tuple[str, str]:
        return title.id, self.kiosk.words.act(title.id, title.title)
