"""The receipt: printed and asked about, or full screen with the reference to copy by hand; then what comes next."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kiosk.core.blocks import Large, Qr, Receipt
from kiosk.core.errors import KioskError
from kiosk.core.paper import Cause
from kiosk.core.place import Place
from kiosk.core.procedure import CHILD, WHOM, Channel
from kiosk.core.tally import Outcome
from kiosk.core.unprinted import for_screen
from kiosk.flows.paper import Handing
from kiosk.flows.visit import Agreed
from kiosk.glass.gate import turn_over
from kiosk.glass.themes import CONSOLE
from kiosk.glass.widgets.bars import enlarge, is_large, is_touched
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.pages import Pages
from kiosk.glass.widgets.scan import Row
from kiosk.glass.widgets.tell import tell
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.jobs import background, foreseen
from kiosk.screens.qr import QrScreen, painted
from kiosk.screens.survey import finish
from kiosk.words.carried import stick_names
from kiosk.words.catalogues import SOURCE_LANGUAGE
from kiosk.words.papers import CALLS, FORMS, on_a_screen, on_pages, reading, ways_out
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.core.aloud import Aloud
    from kiosk.core.ports import Drive

COLUMNS = 72


class ReceiptScreen(KioskScreen):
    """What the person takes home.

    Args:
        done: the act and its receipt, with the key that exists nowhere else.
        copy: a later copy, which has no key and ends where it began.
    """

    keys: Sequence[Keys] = (Keys.GO_ON, Keys.HELP, Keys.QR, Keys.LANGUAGE, Keys.HIDE)
    more: Sequence[Keys] = (Keys.LISTEN, Keys.PAGE_DOWN, Keys.LOCK, Keys.VANISH)
    BINDINGS = [
        *bindings(Keys.GO_ON, Keys.QR, Keys.FORM, Keys.BACK, Keys.LISTEN, Keys.PAGE_DOWN, Keys.PAGE_UP),
    ]

    def __init__(self, done: Agreed, *, copy: bool = False) -> None:
        super().__init__()
        self._receipt, self._discreet, self._copy = done.receipt, done.discreet, copy
        self._is_act = done.entry is not None
        self._done, self._called = done, False
        self._hand = Handing()
        self._shows = self._kept = self._prints = self._clears = False
        self._still_holds: Ui | None = None
        """What the worker is told because the printer does not say that it forgot."""
        self._row = Row()

    @property
    def place(self) -> Place | None:
        """The end of the visit's way, where it is one."""
        return self._done.place

    @property
    def is_call(self) -> bool:
        """Whether somebody is on the telephone with it: no lock falls into a call."""
        return self._done.channel is Channel.CALL_NOW and not self._called

    @property
    def _is_receipt(self) -> bool:
        """Whether it speaks of an act by its reference; else it is a sheet: a call sheet, a letter, a guide."""
        return any(isinstance(block, Large) for block in self._receipt.blocks)

    @property
    def _is_shown(self) -> bool:
        """Whether the screen stands in for paper."""
        return self._shows or (self.kiosk.session.paper.on_screen and not self._tells)

    @property
    def _tells(self) -> bool:
        """Whether discreet mode is on and there is no discreet form of this."""
        return self.kiosk.words.discreet and self._discreet is None

    @property
    def _stands_in(self) -> bool:
        """Whether the screen stands in for a printer that is there."""
        return self._shows and not self.kiosk.session.paper.on_screen

    @property
    def _may_choose(self) -> bool:
        """Whether what it comes out on can be changed now: nothing is under way, and there is a choice."""
        return not (self._prints or self._clears or self._tells) and len(self.kiosk.session.paper.forms) > 1

    def reword(self) -> None:
        """Show the keys of what is under way, and the words of the moment."""
        back = [Keys.CALL_OFF] if self._prints else [Keys.BACK] if self._copy or self._stands_in else []
        code = [Keys.QR] if self._is_act and not self._copy else []
        form = [Keys.FORM] if self._may_choose else []
        self.keys = (Keys.GO_ON, *back, Keys.HELP, *code, *form, Keys.LANGUAGE, Keys.HIDE)
        super().reword()

    def title_words(self) -> str:
        """Name it."""
        sheet = Ui.SHEET_AGAIN if self._called else Ui.SHEET_TITLE
        return self.say(Ui.RECEIPT_TITLE if self._is_receipt else sheet)

    def hint_words(self) -> str:
        """Say what to do."""
        if not self._is_shown:
            return self.say(Ui.RECEIPT_HINT_HAND) if self._is_act and self._hand.report else self.say(Ui.CHOOSE_HINT)
        return "" if is_large(self) else "\n".join(self._told_above())

    def page_aloud(self) -> Sequence[Aloud]:
        """Give what the paper says of its own: no name, no date and no reference; nothing in discreet mode."""
        from kiosk.core.aloud import paper_aloud

        words = self.kiosk.words
        heard = for_screen(self._receipt) if self._is_shown else self._receipt  # of a paper only where there is one
        return () if words.discreet else words.aloud(paper_aloud(heard), words.language)

    def body(self) -> Iterable[Widget]:
        """Give the receipt in pages, or what can be done with paper."""
        if self._is_shown:
            large, touched = enlarge(self), is_touched(self)  # which wants nothing that is drawn
            first = self._told_above() if large else []  # which has no room below
            draw, columns = self.kiosk.session.paper.lines, min(COLUMNS, self.app.size.width - 2)
            blocks = on_pages(self._worded(), draw, columns, self.kiosk.words.to_write, drawn=not touched, large=large)
            yield Pages([*first, *blocks], gap=0 if touched or large else 1)
            yield Static("", classes="field-hint", id="page", markup=False)
            return
        which = self.say(Ui.DISCREET_SHEET if self._tells else Ui.RECEIPT_WHICH if self._is_receipt else Ui.SHEET_WHICH)
        told = [self.kiosk.words.print_report(self._hand.report) if self._hand.report else which]
        told += [self.say(FORMS[self.kiosk.session.paper.form()])] if len(self.kiosk.session.paper.forms) > 1 else []
        yield Static("\n".join([*told, *map(self.say, reading(self._done))]), classes="says", markup=False)
        sticks = [(str(number), name) for number, name in enumerate(stick_names(self.kiosk.words, *self._sticks))]
        yield Choices([*sticks, *((name, self.say(words)) for name, words in self._ways())], more=self.more_below)

    def on_mount(self) -> None:
        """Put the focus on what can be done, and get what prints going while it is read."""
        super().on_mount()
        self._ready()
        if not self.kiosk.session.paper.on_screen:
            background(self.kiosk, self._prepare())

    async def _prepare(self) -> None:
        paper = self.kiosk.session.paper
        if paper.on_screen:
            return
        await asyncio.to_thread(foreseen(paper.prepare))
        if self not in self.app.screen_stack:  # it went meanwhile
            paper.release()

    def on_unmount(self) -> None:
        """Let what waits to print end, and take back what may be held where nobody said that it came out."""
        if not self.kiosk.is_open:
            return
        paper = self.kiosk.session.paper
        paper.release()
        paper.choose(paper.forms[0])
        if self._hand.leaves_behind or (self._prints and not self._hand.handed_over):
            # The loop's own thread: the end of the kiosk waits for it, because the next person must not get it.
            cleared = asyncio.get_running_loop().run_in_executor(None, paper.clear)
            cleared.add_done_callback(self.kiosk.frame.heard_of_printer)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Come back from below a lock or a hidden page, where a print may have ended."""
        super().on_screen_resume(event)
        self._ready()

    def _ready(self) -> None:
        if not self.query("#problem"):
            return  # being laid out anew, and asked again after that
        for choices in self.query(Choices):
            choices.focus()
        states = ((self._clears, Ui.RECEIPT_CLEARING), (self._prints, Ui.RECEIPT_PRINTING))
        told = next((words for is_so, words in states if is_so), self._still_holds)
        self.problem(self.say(told) if told else "")

    def _ways(self) -> list[tuple[str, Ui]]:
        if self.kiosk.session.paper.on_screen:
            return [("screen", Ui.SHEET_SHOW), ("done", Ui.SHEET_LEAVE)]
        return ways_out(
            is_receipt=self._is_receipt,
            has_discreet=self._discreet is not None,
            discreet=self.kiosk.words.discreet,
            language=self.kiosk.words.language,
            report=self._hand.report,
            sent=bool(self._hand.sent),
        )

    @property
    def _sticks(self) -> Sequence[Drive]:
        """The USB keys of which one must be chosen."""
        asked = self._hand.report is not None and self._hand.report.cause is Cause.WHICH_KEY
        return self.kiosk.session.paper.drives() if asked else ()

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Print, show, or end."""
        event.stop()
        if self._prints or self._clears:
            return
        if event.id == "done":
            background(self, self._hand_over())
        elif event.id == "screen":
            self._shows = True
            if self._hand.holds:
                background(self, self._clear(Ui.RECEIPT_SWITCH_OFF))
            self.anew()
        else:
            self._prints = True
            if event.id.isdecimal():
                self.kiosk.session.paper.take(self._sticks[int(event.id)])
            elif event.id != "french":
                self._hand.asked = event.id
            language = SOURCE_LANGUAGE if event.id == "french" else self.kiosk.words.language
            self._ready()
            self.reword()
            background(self, self._print(language))

    def on_choices_nothing(self) -> None:
        """Say that nothing is chosen yet."""
        self.problem(self.say(Ui.NOTHING_CHOSEN))

    async def _print(self, language: str) -> None:
        if self._hand.must_clear_to_print and not await self._clear(Ui.RECEIPT_SWITCH_OFF_FIRST):
            self._prints = False
            self._ready()
            self.reword()
            return
        discreet = self._discreet if "discreet" in self._hand.asked else None
        worded = self.kiosk.words.receipt(discreet or self._receipt, language)
        # A thread of its own: a printer that waits for paper must not hold up what goes on the disk.
        large, paper = "large" in self._hand.asked, self.kiosk.session.paper
        report = None
        with suppress(KioskError):  # nobody knows how far it went
            report = await asyncio.to_thread(foreseen(lambda: paper.print(worded, large)))
        self._hand.took(report)
        self._prints = False
        self.anew()

    async def _hand_over(self) -> None:
        """She has a paper. Where others were asked for, none of them may be left in the printer."""
        if self._hand.must_clear_to_end and not await self._clear(Ui.RECEIPT_SWITCH_OFF_FIRST):
            return
        self._hand.handed_over = True
        self._end()

    async def _clear(self, told: Ui) -> bool:
        """Have the printer forget a receipt that it may hold: it must not come out for the next person.

        A printer that does not confirm it is to be switched off; who goes on after being told has done so.

        Args:
            told: how the worker is told.
        """
        if self._hand.was_switched_off:
            forgot = True
        else:
            self._clears = True
            self._ready()
            try:
                forgot = await asyncio.to_thread(foreseen(self.kiosk.session.paper.clear))
            except KioskError:
                forgot = False
            self._clears = False
        self._still_holds = None if forgot else told
        self._hand.cleared(forgot, first=told is Ui.RECEIPT_SWITCH_OFF_FIRST)
        self._ready()
        if not forgot:
            turn_over(self)  # an Enter pressed before this was read is no word that the printer was switched off
        return forgot

    def on_pages_turned(self) -> None:
        """Say which page is shown."""
        for pages in self.query(Pages):
            tell(self, "#page", self.say(Ui.PAGE_OF, at=pages.at + 1, all=pages.count) if pages.count > 1 else "")

    def action_page(self, by: int) -> None:
        """Turn a page."""
        for pages in self.query(Pages):
            pages.turn(by)

    def action_back(self) -> None:
        """Call a print off; come back to the printer; leave a copy.

        An act's receipt is left by saying what became of the paper.
        """
        if self.app.screen is not self or self._clears:
            return
        if self._prints:
            self.kiosk.session.paper.cancel()
        elif self._stands_in:
            self._shows = False
            self.anew()
        elif self._copy:
            self.dismiss(None)

    def action_form(self) -> None:
        """Have it come out on something else: the roll, a page, a file on a USB key."""
        paper = self.kiosk.session.paper
        if self.app.screen is self and self._may_choose:
            paper.release()
            paper.choose(paper.next_form())
            self._shows, self._hand.report = False, None
            background(self.kiosk, self._prepare())
            self.anew()

    def action_qr(self) -> None:
        """Show the QR alone."""
        code = next((block for block in self._receipt.blocks if isinstance(block, Qr)), None)
        if code is not None:
            # A Linux console has no half blocks in its French fonts, but colours, and sometimes room enough.
            glyphs = self.app.theme != CONSOLE.name
            lines = self.kiosk.session.paper.qr(code.text, glyphs)
            fits = len(lines) <= self.app.size.height and len(lines[0]) <= self.app.size.width
            drawn = Content("\n".join(lines)) if glyphs else Content("\n").join(map(painted, lines))
            self.app.push_screen(QrScreen(drawn if fits else Content(self.say(Ui.RECEIPT_NO_QR))))

    def on_key(self, event: events.Key) -> None:
        """Tell a scanner from a finger: somebody may scan the code on this very screen."""
        self._row.take(event)

    def action_go_on(self) -> None:
        """Turn the page; after the last, forget the key and ask what comes next."""
        scanned = self._row.was_scanned()
        if scanned or self._clears or not self._is_shown or any(pages.turn(1) for pages in self.query(Pages)):
            return
        if not self._is_act or self._kept or self._copy:
            self._end()
            return
        choices = [("no", self.say(Ui.RECEIPT_COPIED_NO)), ("yes", self.say(Ui.RECEIPT_COPIED_YES))]
        box = ConfirmScreen(self.say(Ui.RECEIPT_COPIED), self.say(Ui.RECEIPT_COPIED_TEXT), choices)
        self.app.push_screen(box, self._copied)

    def _copied(self, answer: str | None) -> None:
        """Go on only where somebody said that she has it."""
        if answer == "yes":
            self._kept = True
            self._end()

    def _end(self) -> None:
        """The paper is in her hand, or there is none: what comes next is asked, and the key goes with this screen."""
        if self._copy:
            self.dismiss(None)
        elif self._done.channel is Channel.CALL_NOW and not self._called:
            outcomes = [(each.value, self.say(words)) for each, words in CALLS.items()]
            box = ConfirmScreen(self.say(Ui.CALL_TITLE), self.say(Ui.CALL_TEXT), outcomes)
            self.app.push_screen(box, self._note_call)
        else:
            self._ask_next()

    def _note_call(self, answer: str | None) -> None:
        """Count how the call ended; without an answer the call sheet stays. Where it goes on, she gets a slip."""
        if answer is None or self.kiosk.usher.visit is None:
            return
        self._called = True
        slip = self.kiosk.usher.visit.called(Outcome(answer), self._done.again)
        if slip is None:
            self._ask_next()
            return
        self._receipt, self._hand, self._shows = slip, Handing(), False
        self.anew()

    def _ask_next(self) -> None:
        choices = [("another", self.say(Ui.AFTER_ANOTHER)), ("end", self.say(Ui.AFTER_END))]
        children = self._done.children
        if children is not None:
            choices.insert(0, ("child", self.say(Ui.AFTER_CHILD)))
        text = "\n".join(self.kiosk.words.guidance(each) for each in children or ())
        self.app.push_screen(ConfirmScreen(self.say(Ui.AFTER_TITLE), text, choices), self._after)

    def _after(self, answer: str | None) -> None:
        if answer == "child" and self._done.procedure is not None:
            self.kiosk.usher.go_home_to(self._done.procedure.id, {WHOM: CHILD})
        elif answer == "another":
            self.kiosk.usher.another_act()
        elif answer == "end":
            finish(self.kiosk, self.kiosk.words.thanks())

    def _told_above(self) -> list[str]:
        return [*self.kiosk.words.marked(()), *map(self.say, on_a_screen(self._done))]

    def _worded(self) -> Receipt:
        discreet = self._discreet if self.kiosk.words.discreet else None
        return self.kiosk.words.receipt(for_screen(discreet or self._receipt, least=is_large(self)))
