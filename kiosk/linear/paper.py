"""What she takes home: printed and asked about, or said line by line to be copied; then what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from enum import Enum

from kiosk.core.aloud import Aloud, paper_aloud
from kiosk.core.blocks import Large, Qr, Receipt
from kiosk.core.errors import KioskError
from kiosk.core.paper import Cause, PrintReport
from kiosk.core.ports import Drive
from kiosk.core.procedure import CHILD, WHOM, Channel
from kiosk.core.tally import Outcome
from kiosk.core.unprinted import for_screen, with_copied
from kiosk.flows.paper import Handing
from kiosk.flows.visit import Agreed
from kiosk.linear.orders import DeskOrder
from kiosk.linear.teller import Onward, Teller
from kiosk.plain.orders import Order, TypedWord
from kiosk.plain.question import Question
from kiosk.words.carried import stick_names
from kiosk.words.dates import SOURCE_LANGUAGE
from kiosk.words.linear import LinearUi
from kiosk.words.papers import CALLS, FORMS, plain_lines, reading, ways_out
from kiosk.words.ui import Ui


class TakenHome:
    """One paper.

    Args:
        teller: this face.
        done: the act and its receipt, with the key that exists nowhere else.
        copy: a later copy, or a sheet to read before: it has no key and ends where it began.
    """

    def __init__(self, teller: Teller, done: Agreed, *, copy: bool = False) -> None:
        self._teller, self._done, self._copy = teller, done, copy
        self._hand = Handing()
        self._is_receipt = any(isinstance(block, Large) for block in done.receipt.blocks)
        self._prints = False

    @property
    def _paper_words(self) -> str:
        voice = self._teller.voice
        return voice.say(Ui.RECEIPT_TITLE if self._is_receipt else Ui.SHEET_TITLE)

    def go(self) -> None:
        """Go through it. Raises Onward where it is not a copy."""
        teller = self._teller
        paper = teller.session.paper
        teller.in_call = self._done.channel is Channel.CALL_NOW
        try:
            if not paper.on_screen:
                with suppress(KioskError):
                    teller.talk.wait(paper.prepare, Ui.RECEIPT_CLEARING)
            self._hand_out()
        finally:
            self._let_go()
        if not self._copy:
            slip = self._ask_call()
            teller.in_call = False
            if slip is not None:
                show_copy(teller, slip)
            self._ask_next()

    def _hand_out(self) -> None:
        while True:
            paper = self._teller.session.paper
            if self._tells and paper.on_screen:
                way = self._choose([("screen", Ui.SHEET_SHOW), ("done", Ui.SHEET_LEAVE)])
            elif paper.on_screen:
                way = "screen"
            else:
                way = self._choose(self._ways())
            if way is Order.BACK:
                if self._copy:
                    return
            elif way is DeskOrder.FORM:
                self._take_next_form()
            elif way is DeskOrder.CODE:
                self._show_code()
            elif way == "screen":
                if self._read_out():
                    return
            elif way == "done":
                if not self._hand.sent or self._handed_over():
                    return
            else:
                self._print(str(way))

    def _take_next_form(self) -> None:
        paper = self._teller.session.paper
        paper.release()
        paper.choose(paper.next_form())
        self._hand.report = None

    @property
    def _tells(self) -> bool:
        """Whether discreet mode is on and there is no discreet form of this."""
        return self._teller.voice.discreet and self._done.discreet is None

    def _ways(self) -> list[tuple[str, Ui]]:
        voice = self._teller.voice
        return ways_out(
            is_receipt=self._is_receipt,
            has_discreet=self._done.discreet is not None,
            discreet=voice.discreet,
            language=voice.language,
            report=self._hand.report,
            sent=bool(self._hand.sent),
        )

    def _choose(self, ways: list[tuple[str, Ui]]) -> TypedWord | str:
        teller, paper = self._teller, self._teller.session.paper

        def make() -> Question:
            voice = teller.voice
            usual = Ui.RECEIPT_WHICH if self._is_receipt else Ui.SHEET_WHICH
            lines, asks = list[str](), ""
            if self._hand.report:
                lines.append(voice.print_report(self._hand.report))
                lines += [voice.say(Ui.RECEIPT_HINT_HAND)] if self._done.entry is not None else []
            else:
                asks = voice.say(Ui.DISCREET_SHEET if self._tells else usual)
            many = len(paper.forms) > 1
            lines += [voice.say(FORMS[paper.form()])] if many else []
            lines += map(voice.say, reading(self._done))
            rows = [(str(number), name) for number, name in enumerate(stick_names(voice, *self._sticks))]
            rows += [(name, voice.say(words)) for name, words in ways]
            orders: list[TypedWord] = [DeskOrder.FORM] if many and not self._tells else []
            orders += [DeskOrder.CODE] if self._has_code else []
            orders += [Order.BACK] if self._copy else []
            return Question(lines, rows, asks, title=self._paper_words, orders=orders, aloud=self._aloud())

        return teller.talk.ask(make)

    @property
    def _sticks(self) -> Sequence[Drive]:
        """The USB keys of which one must be chosen."""
        asked = self._hand.report is not None and self._hand.report.cause is Cause.WHICH_KEY
        return self._teller.session.paper.drives() if asked else ()

    # -- printed

    def _print(self, way: str) -> None:
        teller = self._teller
        if self._hand.must_clear_to_print and not self._clear(Ui.RECEIPT_SWITCH_OFF_FIRST):
            return
        if way.isdecimal():
            teller.session.paper.take(self._sticks[int(way)])
        elif way != "french":
            self._hand.asked = way
        language = SOURCE_LANGUAGE if way == "french" else teller.voice.language
        discreet = self._done.discreet if "discreet" in self._hand.asked else None
        worded = teller.voice.receipt(discreet or self._done.receipt, language)
        large, paper = "large" in self._hand.asked, teller.session.paper
        report: PrintReport | None = None
        self._prints = True
        with suppress(KioskError):  # nobody knows how far it went
            report = teller.talk.wait(lambda: paper.print(worded, large), Ui.RECEIPT_PRINTING, paper.cancel)
        self._prints = False
        self._hand.took(report)

    def _handed_over(self) -> bool:
        """Take it that she has a paper. Where others were asked for, none of them may be left in the printer."""
        if self._hand.must_clear_to_end and not self._clear(Ui.RECEIPT_SWITCH_OFF_FIRST):
            return False
        self._hand.handed_over = True
        return True

    def _clear(self, told: Ui) -> bool:
        """Have the printer forget a receipt that it may hold: it must not come out for the next person."""
        forgot = self._hand.was_switched_off
        if not forgot:
            with suppress(KioskError):
                forgot = self._teller.talk.wait(self._teller.session.paper.clear, Ui.RECEIPT_CLEARING)
        self._hand.cleared(forgot, first=told is Ui.RECEIPT_SWITCH_OFF_FIRST)
        if not forgot:
            self._teller.talk.say(told)
        return forgot

    def _let_go(self) -> None:
        """Let what waits to print end, and take back what may be held where nobody said that it came out."""
        paper = self._teller.session.paper
        if self._prints:
            paper.cancel()
        paper.release()
        paper.choose(paper.forms[0])
        if self._hand.leaves_behind or (self._prints and not self._hand.handed_over):
            try:
                self._teller.printer_holds = not paper.clear()
            except KioskError:
                self._teller.printer_holds = True

    # -- read out

    def _read_out(self) -> bool:
        """Say it line by line; True once somebody says that she has what she needs of it."""
        teller = self._teller
        is_act = self._done.entry is not None and not self._copy
        if self._hand.holds:
            self._clear(Ui.RECEIPT_SWITCH_OFF)
        stands_in = not teller.session.paper.on_screen
        may_change = not stands_in and not self._tells and len(teller.session.paper.forms) > 1

        def make() -> Question:
            voice = teller.voice
            receipt = self._worded()
            told = [voice.say(each) for each in reading(self._done) if not stands_in]
            title = self._paper_words
            lines = [*voice.marked(()), *told, *plain_lines(with_copied(receipt), voice.to_write)]
            large = next((block.text for block in receipt.blocks if isinstance(block, Large)), "")
            if large:
                lines.append(voice.say(LinearUi.REFERENCE_SPELT, signs=" ".join(large.replace("-", ""))))
            lines += [voice.say(Ui.RECEIPT_SCREEN), voice.say(Ui.RECEIPT_KEY)] if is_act else []
            back = [Order.BACK] if self._copy or stands_in else []
            form = [DeskOrder.FORM] if may_change else []
            orders = (*back, *form, *([DeskOrder.CODE] if self._has_code else []))
            if not is_act:
                enter, aloud = LinearUi.PROMPT_ENTER, self._aloud(shown=True)
                return Question(lines, title=title, prompt=enter, passes=True, orders=orders, aloud=aloud)
            lines.append(voice.say(Ui.RECEIPT_COPIED_TEXT))
            rows = [("no", voice.say(Ui.RECEIPT_COPIED_NO)), ("yes", voice.say(Ui.RECEIPT_COPIED_YES))]
            asks = voice.say(Ui.RECEIPT_COPIED)
            at = voice.say(LinearUi.SIDE, side=title, text=asks)
            return Question(lines, rows, asks, title=title, at=at, orders=orders, aloud=self._aloud(shown=True))

        while True:
            said = teller.talk.ask(make)
            if said is DeskOrder.CODE:
                self._show_code()
            elif said is Order.BACK:
                return self._copy and not stands_in
            elif said is DeskOrder.FORM:
                self._take_next_form()
                return False
            elif said != "no":
                return True

    def _aloud(self, *, shown: bool = False) -> Sequence[Aloud]:
        """Give what the paper says of its own: no name, no date and no reference; nothing in discreet mode.

        Where it is shown instead, it speaks of no paper.
        """
        voice, receipt = self._teller.voice, self._done.receipt
        heard = for_screen(receipt) if shown or self._teller.session.paper.on_screen else receipt
        return () if voice.discreet else voice.aloud(paper_aloud(heard), voice.language)

    @property
    def _has_code(self) -> bool:
        return self._done.entry is not None and not self._copy

    def _show_code(self) -> None:
        """Show the code to be photographed: a picture, for whoever has a telephone that sees it."""
        talk = self._teller.talk
        code = next((block for block in self._done.receipt.blocks if isinstance(block, Qr)), None)
        if code is None:
            return
        lines = self._teller.session.paper.qr(code.text, True)
        columns, rows = talk.line.size
        if len(lines) > rows or len(lines[0]) > columns:
            talk.say(Ui.RECEIPT_NO_QR)
            return
        talk.tell(*lines)

    def _worded(self) -> Receipt:
        voice = self._teller.voice
        discreet = self._done.discreet if voice.discreet else None
        return voice.receipt(for_screen(discreet or self._done.receipt))

    # -- and then

    def _ask_call(self) -> Receipt | None:
        """Ask how a call ended; without an answer there is no going on. Where it is made again, give its slip."""
        teller = self._teller
        if self._done.channel is not Channel.CALL_NOW:
            return None
        choices: list[tuple[str, Enum]] = [(each.value, words) for each, words in CALLS.items()]
        answer = teller.talk.choose(Ui.CALL_TITLE, choices, teller.voice.say(Ui.CALL_TEXT), back=False)
        return teller.visit.called(Outcome(answer), self._done.again) if teller.visit is not None else None

    def _ask_next(self) -> None:
        teller, children, procedure = self._teller, self._done.children, self._done.procedure
        choices: list[tuple[str, Ui]] = [("another", Ui.AFTER_ANOTHER), ("end", Ui.AFTER_END)]
        if children is not None:
            choices.insert(0, ("child", Ui.AFTER_CHILD))
        texts = map(teller.voice.guidance, children or ())
        answer = teller.talk.choose(Ui.AFTER_TITLE, choices, *texts, back=False)
        if answer == "child" and procedure is not None:
            raise Onward(procedure.id, {WHOM: CHILD})
        raise Onward(ends=answer == "end")


def show_copy(teller: Teller, receipt: Receipt, discreet: Receipt | None = None) -> None:
    """Print or say something that has no key."""
    TakenHome(teller, Agreed(receipt, discreet=discreet), copy=True).go()
