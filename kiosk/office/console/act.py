"""One act: what she asked, how to reach her, what was done, what to say when calling. Each key is one deed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from textual.containers import Horizontal
from textual.widget import Widget

from kiosk.core.errors import ActHeld
from kiosk.core.office_day import read_days, read_meeting
from kiosk.core.outbox import FINAL, State
from kiosk.core.reference import spell
from kiosk.core.work import LONGEST_NOTE, TAKES, Deed, Meeting, holder, is_mine, should_give_up
from kiosk.glass.widgets.pages import Pages
from kiosk.office.console.bureau import Possible, ReadAct
from kiosk.office.console.caps import Caps, bound
from kiosk.office.console.stand import ConsoleScreen
from kiosk.words.console import ConsoleUi

BESIDE = 120
"""Columns from which the script stands beside the act; below, a key shows it."""


class ActScreen(ConsoleScreen):
    """One act that somebody opened.

    Args:
        read: what was opened.
        now: reads the clock.
    """

    caps = (
        Caps.TAKE,
        Caps.NOTE,
        Caps.TRIED,
        Caps.CALL_BACK,
        Caps.MEET,
        Caps.ANSWER,
        Caps.UNDO,
        Caps.SCRIPT,
        Caps.HAND_ON,
        Caps.LET_GO,
    )
    BINDINGS = [
        *bound(*caps, Caps.BACK),
        ("enter", "page(1)"),
        ("pagedown", "page(1)"),
        ("pageup", "page(-1)"),
    ]

    def __init__(self, read: ReadAct, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._read, self._now, self._script = read, now, False
        self._act = read.item.act

    # -- what stands there

    def top_words(self) -> tuple[str, str]:
        """Name the office and who is there."""
        bureau = self.stand.bureau
        pages = next(iter(self.query(Pages)), None)
        at = f"{pages.at + 1}/{pages.count} – " if pages is not None and pages.count > 1 else ""
        return self.stand.say(ConsoleUi.TITLE, office=bureau.office), at + bureau.who

    def on_pages_turned(self) -> None:
        """Say which page is shown."""
        self.reword()

    def title_words(self) -> str:
        """Name the act, or its script."""
        item = self._read.item
        if self._script and not self._is_wide:
            return self.stand.say(ConsoleUi.SCRIPT, reference=spell(item.reference))
        return self.stand.say(ConsoleUi.ACT, reference=spell(item.reference), procedure=item.procedure)

    def hint_words(self) -> str:
        """Say who has it, and what is to be known before anything else."""
        item, say, now = self._read.item, self.stand.say, self._now()
        work = item.work
        said = [say(ConsoleUi.STOP)] if item.stop_asked else []
        said += [say(ConsoleUi.DOUBT)] if item.doubt else []
        until = f"{(work.touched + TAKES).astimezone():%H:%M}" if work.touched else ""
        held = holder(work, now)
        if item.state in FINAL:
            said.append(say(ConsoleUi.DONE, state=say(item.state)))
            said += [say(ConsoleUi.STAYS)] if item.stays else []
        elif held:
            mine = is_mine(work, self.stand.bureau.who)
            said.append(say(ConsoleUi.HELD_BY_YOU if mine else ConsoleUi.HELD_BY, who=held, time=until))
        else:
            mine = is_mine(work, self.stand.bureau.who)
            said.append(say(ConsoleUi.YOURS if mine else ConsoleUi.HELD_BY_NOBODY))
        if should_give_up(work):
            said.append(say(ConsoleUi.GIVE_UP, number=work.tries))
        return " ".join(said)

    @property
    def _is_wide(self) -> bool:
        return self.app.size.width >= BESIDE

    def body(self) -> Iterable[Widget]:
        """Give the act, the script beside it where there is room."""
        script = self._read.script or (self.stand.say(ConsoleUi.NO_SCRIPT),)
        if self._is_wide:
            yield Horizontal(Pages(self._blocks(), gap=0), Pages(script, gap=0))
        else:
            yield Pages(script if self._script else self._blocks(), gap=0)

    def _blocks(self) -> list[str]:
        blocks = [line or " " for line in self._read.lines]
        if self._read.notes:
            return [f"-- {self.stand.say(ConsoleUi.WORK)}", *self._read.notes, " ", *blocks]
        return blocks

    async def _again(self) -> None:
        """Read the act once more: something was done with it."""
        bureau = self.stand.bureau
        self._read = await self.stand.work(lambda: bureau.read(self._act))
        await self._relay()

    async def _relay(self) -> None:
        body = self.query_one("#body")
        with self.app.batch_update():
            await body.remove_children()
            await body.mount(*self.body())
            self.reword()

    # -- keys that only show

    def action_page(self, by: int) -> None:
        """Turn a page."""
        for pages in self.query(Pages):
            pages.turn(by)

    def action_script(self) -> None:
        """Show what to say when calling, or the act again."""
        self._script = not self._script
        self.begin(self._relay())

    def action_back(self) -> None:
        """Go back to the list."""
        if self.app.screen is self:
            self.dismiss(None)

    # -- deeds

    def action_take(self) -> None:
        """Take it."""
        self.begin(self._take())

    async def _take(self) -> None:
        bureau, say = self.stand.bureau, self.stand.say
        try:
            await self.stand.work(lambda: bureau.do(self._act, Deed.TAKE))
        except ActHeld as error:
            choices = [("yes", say(ConsoleUi.YES)), ("no", say(ConsoleUi.NO))]
            if await self.stand.ask_choice(say(ConsoleUi.ASK_TAKE_OVER, who=error.who), "", choices) != "yes":
                return
            await self.stand.work(lambda: bureau.do(self._act, Deed.TAKE_OVER))
        await self._again()

    async def _do(self, deed: Deed, said: ConsoleUi = ConsoleUi.NOTED, **more: object) -> None:
        bureau = self.stand.bureau
        await self.stand.work(lambda: bureau.do(self._act, deed, **more))  # type: ignore[arg-type]  # parts of a note
        await self._again()
        self.status(self.stand.say(said))

    def action_let_go(self) -> None:
        """Give it back."""
        self.begin(self._do(Deed.LET_GO))

    def action_tried(self) -> None:
        """Note a call that nobody answered."""
        self.begin(self._do(Deed.TRIED))

    def action_hand_on(self) -> None:
        """Hand it to a colleague."""
        self.begin(self._hand_on())

    async def _hand_on(self) -> None:
        bureau, say = self.stand.bureau, self.stand.say
        others = await self.stand.work(bureau.colleagues)
        if not others:
            self.problem(say(ConsoleUi.NOBODY))
            return
        name = await self.stand.ask_choice(say(ConsoleUi.ASK_WHO), "", [(each, each) for each in others])
        if name:
            await self._do(Deed.HAND_ON, to=name)

    def action_note(self) -> None:
        """Write something down."""
        self.begin(self._note())

    async def _note(self) -> None:
        text = await self.stand.ask_line(self.stand.say(ConsoleUi.ASK_NOTE), most=LONGEST_NOTE)
        if text and text.strip():
            await self._do(Deed.NOTE, text=text.strip())

    def action_call_back(self) -> None:
        """Call back on a day."""
        self.begin(self._call_back())

    async def _call_back(self) -> None:
        typed = await self.stand.ask_line(self.stand.say(ConsoleUi.ASK_DAYS))
        if typed is None:
            return
        day = read_days(typed, self._now().date())
        if day is None:
            self.problem(self.stand.say(ConsoleUi.NOT_A_DAY))
            return
        await self._do(Deed.CALL_BACK, day=day)

    def action_meet(self) -> None:
        """Note when and where she comes."""
        self.begin(self._meet())

    async def _meet(self) -> None:
        bureau, say = self.stand.bureau, self.stand.say
        places = await self.stand.work(bureau.places)
        if not places:
            self.problem(say(ConsoleUi.NO_PLACE))
            return
        typed = await self.stand.ask_line(say(ConsoleUi.ASK_MEETING))
        if typed is None:
            return
        met = read_meeting(typed, self._now().date())
        if met is None:
            self.problem(say(ConsoleUi.NOT_AN_HOUR))
            return
        place = 1
        if len(places) > 1:
            choices = [(str(number), name) for number, name in enumerate(places, start=1)]
            chosen = await self.stand.ask_choice(say(ConsoleUi.ASK_PLACE), "", choices)
            if chosen is None:
                return
            place = int(chosen)
        await self._do(Deed.MEET, meeting=Meeting(met[0], met[1], place))
        until = self._read.item.until
        if until and met[0] > until:
            self.problem(say(ConsoleUi.LATE, until=self.stand.date(until)))

    def action_undo(self) -> None:
        """Take the last final answer back."""
        self.begin(self._undo())

    async def _undo(self) -> None:
        bureau = self.stand.bureau
        await self.stand.work(lambda: bureau.take_back(self._act))
        await self._again()
        self.status(self.stand.say(ConsoleUi.TAKEN_BACK))

    def action_answer(self) -> None:
        """Say how it stands: the desk tells her."""
        self.begin(self._answer())

    async def _answer(self) -> None:
        bureau, say = self.stand.bureau, self.stand.say
        possible = await self.stand.work(lambda: bureau.answers(self._act))
        states = list(dict.fromkeys(each.state for each in possible))
        wanted = await self.stand.ask_choice(
            say(ConsoleUi.ASK_ANSWER), "", [(str(state), say(state)) for state in states]
        )
        if wanted is None:
            return
        those = [each for each in possible if each.state == wanted]
        said = those[0] if len(those) == 1 else await self._why(those)
        if said is None or not await self._is_sure(said):
            return
        await self.stand.work(lambda: bureau.answer(self._act, said))
        await self._again()
        code = ConsoleUi.ANSWERED if said.state in FINAL else ConsoleUi.ANSWERED_OPEN
        self.status(say(code, state=say(said.state)))

    async def _why(self, those: list[Possible]) -> Possible | None:
        say = self.stand.say
        choices = [(str(n), say(each.reason) if each.reason else say(each.state)) for n, each in enumerate(those)]
        chosen = await self.stand.ask_choice(say(ConsoleUi.ASK_WHY), "", choices)
        return None if chosen is None else those[int(chosen)]

    async def _is_sure(self, said: Possible) -> bool:
        """Repeat whose it is, and ask, before what ends it."""
        if said.state not in FINAL:
            return True
        say, item = self.stand.say, self._read.item
        name = self._read.name or say(ConsoleUi.NO_NAME)
        text = say(ConsoleUi.ASK_FINAL, name=name, reference=spell(item.reference), state=say(State(said.state)))
        choices = [("yes", say(ConsoleUi.YES)), ("no", say(ConsoleUi.NO))]
        return await self.stand.ask_choice(text, "", choices) == "yes"
