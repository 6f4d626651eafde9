"""One act: what she asked, how to reach her, what was done, what to say when calling. Each key is one deed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from textual.containers import Horizontal
from textual.widget import Widget

from kiosk.core.consent import Understanding
from kiosk.core.errors import ActHeld, KioskError
from kiosk.core.office_day import read_days
from kiosk.core.reference import spell
from kiosk.core.reply import Possible
from kiosk.core.work import LONGEST_NOTE, Deed
from kiosk.glass.widgets.bars import is_touched
from kiosk.glass.widgets.pages import Pages
from kiosk.office.bureau import ReadAct
from kiosk.office.console.caps import Caps, bound
from kiosk.office.console.stand import ConsoleScreen
from kiosk.office.hold import HoldNews, HoldWatch
from kiosk.office.telling import answered_words, asked_before, heard_rows, held_words, late_words, unmarked
from kiosk.office.typed import is_cancelled, meeting_of
from kiosk.words.console import ConsoleUi
from kiosk.words.passing import PassingUi

BESIDE = 120
"""Columns from which the script stands beside the act; below, a key shows it."""


class ActScreen(ConsoleScreen):
    """One act that somebody opened.

    Args:
        read: what was opened.
        now: reads the clock.
    """

    caps = (
        Caps.DEEDS,
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
        Caps.PASS_ON,
        Caps.BACK,
        Caps.HELP,
        Caps.HIDE,
        Caps.LOCK,
    )
    BINDINGS = [
        *bound(*caps[: caps.index(Caps.HELP)]),
        ("enter", "page(1)"),
        ("pagedown", "page(1)"),
        ("pageup", "page(-1)"),
    ]

    def __init__(self, read: ReadAct, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._read, self._now, self._script = read, now, False
        self._act = read.item.act
        self._hold, self._renews = HoldWatch(), False
        self._drafts: dict[ConsoleUi, str] = {}
        """What was typed and is not noted: refused, it stands there again."""

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

    def _useful(self) -> list[Caps]:
        """Give the keys for the bar; first of all what turns the page, where there is one more."""
        more = any(not each.is_last for each in self.query(Pages))
        return [*([Caps.GO_ON] if more else []), *super()._useful()]

    def title_words(self) -> str:
        """Name the act, or its script."""
        item = self._read.item
        if self._script and not self._is_wide:
            return self.stand.say(ConsoleUi.SCRIPT, reference=spell(item.reference))
        return self.stand.say(ConsoleUi.ACT, reference=spell(item.reference), procedure=item.procedure)

    def hint_words(self) -> str:
        """Say who has it, and what is to be known before anything else."""
        return " ".join(held_words(self._read.item, self.stand.bureau.who, self._now(), self.stand.say))

    @property
    def _is_wide(self) -> bool:
        return self.app.size.width >= BESIDE

    def body(self) -> Iterable[Widget]:
        """Give the act, the script beside it where there is room."""
        script = self._for_fingers(self._read.script or (self.stand.say(ConsoleUi.NO_SCRIPT),))
        if self._is_wide:
            yield Horizontal(Pages(self._blocks(), gap=0), Pages(script, gap=0))
        else:
            yield Pages(script if self._script else self._blocks(), gap=0)

    def _blocks(self) -> list[str]:
        blocks = [line or " " for line in self._read.lines]
        if self._read.notes:
            blocks = [f"-- {self.stand.say(ConsoleUi.WORK)}", *self._read.notes, " ", *blocks]
        return self._for_fingers(blocks)

    def _for_fingers(self, lines: Iterable[str]) -> list[str]:
        """Leave out, for who reads by touch, what marks a line for the eye alone."""
        return [said for line in lines if (said := unmarked(line))] if is_touched(self) else list(lines)

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

    # -- its time

    def look(self, *, key: bool) -> HoldNews:
        """Tell whether the act is to be kept for who works on it, or is let go soon."""
        return self._hold.look(self._read.item.work, self.stand.bureau.who, self._now(), key=key)

    async def renew(self) -> None:
        """Keep it for another half hour, or say why that cannot be noted."""
        if self._renews:
            return
        self._renews, bureau = True, self.stand.bureau
        try:
            item = await self.stand.work(lambda: bureau.do(self._act, Deed.TAKE))
            self._read = replace(self._read, item=item)
            if self.is_attached:  # nobody went back meanwhile
                self.reword()
        except KioskError as error:
            if self.is_attached:
                self.problem(self.stand.error(error))
        finally:
            self._renews = False

    # -- deeds

    async def _write(self, asks: ConsoleUi, most: int = 200) -> str | None:
        """Ask for a line; what was typed before and refused stands in it."""
        typed = await self.stand.ask_line(self.stand.say(asks), most=most, draft=self._drafts.get(asks, ""))
        if typed:
            self._drafts[asks] = typed
        return typed

    async def _do_written(self, asks: ConsoleUi, deed: Deed, **more: object) -> bool:
        """Do what was typed, and keep the text if it is refused; tells whether it was done."""
        try:
            await self._do(deed, **more)  # type: ignore[arg-type]  # parts of a note
        except KioskError as error:
            self.problem(f"{self.stand.error(error)} {self.stand.say(ConsoleUi.KEPT)}")
            return False
        self._drafts.pop(asks, None)
        return True

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

    def action_pass_on(self) -> None:
        """Pass it to another office, or ask it back."""
        self.begin(self._fetch_back() if self._read.item.work.passed else self._pass_on())

    async def _pass_on(self) -> None:
        bureau, say, ask = self.stand.bureau, self.stand.say, self.stand.ask_choice
        partners = dict(await self.stand.work(bureau.partners))
        if not partners:
            self.problem(say(PassingUi.NO_PARTNER))
            return
        await self.stand.work(lambda: bureau.pass_words(self._act, min(partners)))  # what may not be is said first
        chosen = await ask(say(PassingUi.ASK_WHERE), "", list(partners.items()))
        if chosen is None:
            return
        words = await self.stand.work(lambda: bureau.pass_words(self._act, chosen))
        answers = [("no", say(PassingUi.SAID_NO)), ("yes", say(PassingUi.SAID_YES))]
        said = await ask(say(PassingUi.ASK_READ), words, answers)
        if said != "yes":
            self.status(say(PassingUi.KEPT_HERE) if said == "no" else "")
            return
        how = await ask(say(PassingUi.ASK_HOW), "", heard_rows(say))
        if how is None:
            return
        await self.stand.work(lambda: bureau.pass_on(self._act, chosen, Understanding(how)))
        await self._again()
        self.status(say(PassingUi.PASSED, office=partners[chosen]))

    async def _fetch_back(self) -> None:
        bureau, say, office = self.stand.bureau, self.stand.say, self._read.item.work.passed
        choices = [("yes", say(ConsoleUi.YES)), ("no", say(ConsoleUi.NO))]
        if await self.stand.ask_choice(say(PassingUi.ASK_BACK, office=office), "", choices) != "yes":
            return
        here = await self.stand.work(lambda: bureau.fetch_back(self._act))
        await self._again()
        self.status(say(PassingUi.BACK if here else PassingUi.BACK_ASKED, office=office))

    def action_note(self) -> None:
        """Write something down."""
        self.begin(self._note())

    async def _note(self) -> None:
        text = await self._write(ConsoleUi.ASK_NOTE, LONGEST_NOTE)
        if text and text.strip():
            await self._do_written(ConsoleUi.ASK_NOTE, Deed.NOTE, text=text.strip())

    def action_call_back(self) -> None:
        """Call back on a day."""
        self.begin(self._call_back())

    async def _call_back(self) -> None:
        typed = await self._write(ConsoleUi.ASK_DAYS)
        if typed is None:
            return
        day = read_days(typed, self._now().date())
        if day is None:
            self.problem(self.stand.say(ConsoleUi.NOT_A_DAY))
            return
        await self._do_written(ConsoleUi.ASK_DAYS, Deed.CALL_BACK, day=day)

    def action_meet(self) -> None:
        """Note when and where she comes."""
        self.begin(self._meet())

    async def _meet(self) -> None:
        bureau, say = self.stand.bureau, self.stand.say
        places = await self.stand.work(bureau.places)
        if not places:
            self.problem(say(ConsoleUi.NO_PLACE))
            return
        typed = await self._write(ConsoleUi.ASK_MEETING)
        if typed is None:
            return
        if is_cancelled(typed):
            await self._do_written(ConsoleUi.ASK_MEETING, Deed.MEET)
            return
        met = meeting_of(typed, self._now().date())
        if met is None or met.place > len(places):
            self.problem(say(ConsoleUi.NOT_AN_HOUR))
            return
        place = met.place or 1
        if len(places) > 1 and not met.place:
            choices = [(str(number), name) for number, name in enumerate(places, start=1)]
            chosen = await self.stand.ask_choice(say(ConsoleUi.ASK_PLACE), "", choices)
            if chosen is None:
                return
            place = int(chosen)
        if await self._do_written(ConsoleUi.ASK_MEETING, Deed.MEET, meeting=replace(met, place=place)):
            self.problem(late_words(self._read.item, met.day, say, self.stand.date))

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
        self.status(answered_words(said.state, say))

    async def _why(self, those: list[Possible]) -> Possible | None:
        say = self.stand.say
        choices = [(str(n), say(each.reason) if each.reason else say(each.state)) for n, each in enumerate(those)]
        chosen = await self.stand.ask_choice(say(ConsoleUi.ASK_WHY), "", choices)
        return None if chosen is None else those[int(chosen)]

    async def _is_sure(self, said: Possible) -> bool:
        """Repeat whose it is, and ask, before what ends it."""
        say = self.stand.say
        text = asked_before(self._read, said.state, say)
        if not text:
            return True
        choices = [("yes", say(ConsoleUi.YES)), ("no", say(ConsoleUi.NO))]
        return await self.stand.ask_choice(text, "", choices) == "yes"
