"""One person at the desk: shows the step that the flow is at, and takes her to the next."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.containers import Container
from textual.widget import Widget

from kiosk.core.consent import SaidNo
from kiosk.core.documents import Document
from kiosk.core.errors import KioskError
from kiosk.core.place import Place
from kiosk.core.procedure import About, Answers, FieldType, Kind, Procedure
from kiosk.flows.revise import catch_up, correctable, go_back_to
from kiosk.flows.visit import Agreed, Visit
from kiosk.glass.widgets.bars import is_large
from kiosk.glass.widgets.choices import Choices
from kiosk.glass.widgets.scan import Row
from kiosk.screens.actions import Keys, bindings
from kiosk.screens.base import KioskScreen
from kiosk.screens.choose import ChooseView
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.inform import InformView
from kiosk.screens.jobs import background, foreseen
from kiosk.screens.messages import Answered, Decided, GoOn, OnReceipt, ReadToEnd, Wrong
from kiosk.screens.view import StepView, Words
from kiosk.words.catalogues import SOURCE_LANGUAGE
from kiosk.words.steps import asked_of, carried_over
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.core.aloud import Aloud


class VisitScreen(KioskScreen):
    """Guides through one act.

    Args:
        visit: the flow.
        procedure: the act to begin.
        said: what the person answered elsewhere a moment ago, and is not asked again.
    """

    keys: Sequence[Keys] = (
        *(Keys.GO_ON, Keys.BACK, Keys.HELP, Keys.SHEET),
        *(Keys.WORDS, Keys.LISTEN, Keys.HIDE, Keys.LEAVE),
    )
    more: Sequence[Keys] = (Keys.LANGUAGE, Keys.BESIDE, Keys.DISCREET, Keys.PAGE_DOWN, Keys.LOCK, Keys.VANISH)
    BINDINGS = [
        *bindings(Keys.GO_ON, Keys.BACK, Keys.LEAVE, Keys.SHEET),
        *bindings(Keys.DISCREET, Keys.BESIDE, Keys.LISTEN, Keys.PAGE_DOWN, Keys.PAGE_UP),
    ]

    def __init__(self, visit: Visit, procedure: Procedure, said: Answers | None = None) -> None:
        super().__init__()
        self.visit = visit
        self._busy = self._corrects = False
        self._row = Row()
        self._drafts: dict[str, dict[str, str]] = {}
        self._named: list[Document] = []
        visit.begin(procedure, said)
        self._act, self._step, self._place = procedure, visit.step, visit.place
        self._worded: tuple[str, bool] | None = None

    def on_mount(self) -> None:
        """Have what the next steps need, and a call, made ready while the first is read."""
        background(self.kiosk, asyncio.to_thread(foreseen(self._make_ready)))

    def _make_ready(self) -> None:
        import kiosk.screens.ask
        import kiosk.screens.check
        import kiosk.screens.consent
        import kiosk.screens.receipt  # noqa: F401

        self.visit.prepare()

    @property
    def is_open(self) -> bool:
        """Whether this act is still under way; not while it is being recorded, which may end it."""
        return not self._busy and self.visit.is_open and self.visit.procedure is self._act

    def body(self) -> Iterable[Widget]:
        """Give the step that the visit is at: the first, or where an exercise begins."""
        self._step = self.visit.step
        yield self._view()

    @property
    def place(self) -> Place | None:
        """Where the step stands; the last one shown, while what comes of the act is on its way."""
        if self.is_open:
            self._place = self.visit.place
        return self._place

    def title_words(self) -> str:
        """Name the act, by its number alone in discreet mode, and the step: its title may be the question."""
        act = self.kiosk.words.act(self._act.id, self._act.title)
        return f"{act}\n{self.kiosk.words.both(self._step.title)}"

    def hint_words(self) -> str:
        """Say how to choose, where there is something to choose; in its place, that nobody reviewed the translation."""
        chooses = self._step.kind in (Kind.CHOOSE, Kind.CHANNEL, Kind.CONSENT)
        hints = self.kiosk.words.drafted(self.visit, self._step) if self.is_open else []
        if chooses and not hints and not is_large(self):
            hints.append(self.say(Ui.CHOOSE_HINT))
        if self._step.her_words:
            hints.insert(0, self.say(Ui.LISTEN_HINT))
        if carried := carried_over(self.visit, self._words()):
            hints.insert(0, carried)
        return "\n".join(hints)

    def reword(self) -> None:
        """Show the keys that matter: to choose her language at the first step, to see both where there are two."""
        usual, rare = type(self).keys, type(self).more
        first = self.place is not None and self.place.at == 1
        leads, away = (
            (Keys.BESIDE, (Keys.SHEET, Keys.WORDS)) if self.kiosk.words.two else (Keys.LANGUAGE, (Keys.WORDS,))
        )
        if first or leads is Keys.BESIDE:
            rare = tuple(key for key in (*usual, *rare) if key in away or (key in rare and key is not leads))
            usual = (*usual[:3], leads, *(key for key in usual[3:] if key not in away))
        self.keys, self.more = usual, rare
        super().reword()

    async def relanguage(self) -> None:
        """Show the step in another language, with the same answer pointed at; what she agrees to is asked anew."""
        if not self.is_open or self._worded == self._language:
            return  # what was read meanwhile leaves what is shown
        self._keep_typed()
        pointed = [each.highlighted for view in self.query(ChooseView) for each in view.query(Choices)]
        await self._show()
        for view in self.query(ChooseView):
            for each, was in zip(view.query(Choices), pointed, strict=True):
                each.highlighted = was

    # -- what the views say

    def on_read_to_end(self, event: ReadToEnd) -> None:
        """Note that the step was shown to its end."""
        event.stop()
        if self._is_at(event.step):
            self.visit.saw()

    def on_wrong(self, event: Wrong) -> None:
        """Show what is wrong."""
        event.stop()
        self.problem(event.text)

    async def on_answered(self, event: Answered) -> None:
        """Take answers and go on."""
        event.stop()
        if not self._is_at(event.step):
            return
        for name, value in event.answers.items():
            self.visit.answer(name, value)
        self._drafts.pop(self.visit.step.id, None)
        self.visit.saw()
        await self._forward()

    def on_on_receipt(self, event: OnReceipt) -> None:
        """Take what her receipt may print of the documents."""
        event.stop()
        if self._is_at(event.step):
            self.visit.on_paper = event.prints

    async def on_go_on(self, event: GoOn) -> None:
        """Go on."""
        event.stop()
        if self._is_at(event.step):
            await self._forward()

    def on_decided(self, event: Decided) -> None:
        """Take the person's choice; recording takes as long as the disk takes."""
        event.stop()
        if not self._is_at(event.step):
            return
        self._busy = True
        self.problem(self.say(Ui.RECORDING))
        background(self, self._decide(partial(self.visit.decide, event.choice, event.understanding, event.wording)))

    async def _decide(self, decide: partial[Agreed | SaidNo | None]) -> None:
        try:
            if self.kiosk.usher.visit is not self.visit:
                return  # she left in haste: nothing is begun any more
            result = await self.kiosk.work(decide)
        except KioskError as error:
            self.problem(self.say(Ui.NOT_RECORDED, why=self.kiosk.words.error(error)))
            return
        finally:
            self._busy = False
        # Somebody may have hidden or locked the screen meanwhile: what is shown next waits below.
        await self.kiosk.guard.until_current(self)
        match result:
            case None:
                await self._show()
            case Agreed():
                from kiosk.screens.receipt import ReceiptScreen

                self.kiosk.switch_screen(ReceiptScreen(result))
            case SaidNo(about):
                self.kiosk.usher.end_act(self.say(Ui.REFUSED if about is About.ACT else Ui.REFUSED_HANDOVER))

    # -- keys

    def on_key(self, event: events.Key) -> None:
        """Tell a scanner from a finger."""
        self._row.take(event)

    def action_go_on(self) -> None:
        """Let the view take Enter, unless a scanner pressed it."""
        if not self._row.was_scanned():
            for view in self.query(StepView):  # none while the next step is laid out
                view.go_on()

    def action_page(self, by: int) -> None:
        """Turn a page."""
        for view in self.query(StepView):
            view.turn(by)

    async def action_back(self) -> None:
        """Go to the page or the step before; on the first, ask whether to leave."""
        if not self.is_open:
            return
        if any(view.back() for view in self.query(StepView)):
            return
        self._keep_typed()
        self._corrects = False
        if self._step.kind is Kind.CHECK:
            self._ask_what()
        elif self.visit.back():
            await self._show()
        else:
            self.action_leave()

    def _ask_what(self) -> None:
        """Ask which answer is to be corrected: its question is the next page."""
        words = self._words()
        choices = [(each.id, asked_of(each, words)) for each in correctable(self.visit)]
        self.app.push_screen(ConfirmScreen(self.say(Ui.CHECK_WHICH), "", choices), self._correct)

    async def _correct(self, step: str | None) -> None:
        if step is not None and self.is_open:
            go_back_to(self.visit, step)
            self._corrects = True
            await self._show()

    def action_sheet(self) -> None:
        """Print or show what can be read before choosing, in her language."""
        if self.is_open:
            from kiosk.screens.receipt import ReceiptScreen

            sheet = ReceiptScreen(Agreed(self.visit.information()), copy=True)
            self.app.push_screen(sheet, self._sheet_read)

    async def _sheet_read(self, _: None) -> None:
        """Come back from the sheet, perhaps in another language."""
        await self.relanguage()

    def action_leave(self) -> None:
        """Ask whether to leave and erase."""
        if not self.is_open:
            return
        choices = [("no", self.say(Ui.LEAVE_NO)), ("yes", self.say(Ui.LEAVE_YES))]
        self.app.push_screen(ConfirmScreen(self.say(Ui.LEAVE_TITLE), self.say(Ui.LEAVE_TEXT), choices), self._leave)

    def _leave(self, answer: str | None) -> None:
        if answer == "yes" and self.is_open:
            self.visit.leave()
            self.kiosk.usher.end_visit(self.kiosk.words.thanks())

    # -- within

    def _is_at(self, step: str) -> bool:
        """Tell whether a message is of the step that is shown: a key that repeats sends it twice."""
        return self.is_open and self._step.id == step == self.visit.step.id

    def _keep_typed(self) -> None:
        """Keep what stands in the lines and was not judged yet."""
        for view in self.query(StepView):
            self._drafts[view.step.id] = view.typed()

    async def _forward(self) -> None:
        if not self.visit.can_go_on():
            self.problem(self.say(Ui.NOTHING_CHOSEN))
            return
        if (step := self.visit.step).ends:
            answers = self.visit.answers
            self.visit.refer()
            self.kiosk.usher.end_act(self.say(Ui.REFERRED), step.leads, answers)
        elif self.visit.forward() is None:
            self.over()
        else:
            if self._corrects:
                catch_up(self.visit)
                self._corrects = self.visit.step.kind is not Kind.CHECK
            await self._show()

    def over(self) -> None:
        """Nothing comes after this step."""

    def page_words(self) -> list[str]:
        """Give the French texts of the step, for the words that it uses."""
        from kiosk.core.glossary import texts_of

        return texts_of(self._act, self._step.id)

    def page_aloud(self) -> Sequence[Aloud]:
        """Give what the step says; a consent in the language in which it is given."""
        from kiosk.core.aloud import step_aloud

        if not self.is_open:
            return ()
        words, step = self.kiosk.words, self._step
        heard_in_hers = step.kind is not Kind.CONSENT or words.is_reviewed(self.visit)
        return words.aloud(step_aloud(step, self.visit.answers), words.language if heard_in_hers else SOURCE_LANGUAGE)

    async def _show(self) -> None:
        if self._step is not self.visit.step or not self.is_open:
            self.kiosk.aloud.hush()
        async with self.batch():  # one after the other, whoever asks for it
            for body in self.query("#body").results(Container):
                await body.remove_children()
                if self.is_open:
                    if self._step is not self.visit.step:
                        self.kiosk.words.beside = False
                    self._step = self.visit.step
                    await body.mount(self._view())
        self.problem("")
        self.reword()

    def _words(self) -> Words:
        return self.kiosk.words.for_steps()

    @property
    def _language(self) -> tuple[str, bool]:
        """What the words of the step are in: a language, and whether the staff's stands in its place."""
        return self.kiosk.words.language, self.kiosk.words.beside

    def _view(self) -> StepView:
        kiosk, visit = self.kiosk, self.visit
        self._worded = self._language
        step, words = self._step, self._words()
        match step.kind:
            case Kind.INFORM:
                return InformView(visit, step, words)
            case Kind.CHOOSE | Kind.CHANNEL:
                return ChooseView(visit, step, words)
            case Kind.ASK if any(field.type is FieldType.DOCUMENTS for field in step.fields):
                from kiosk.screens.documents import DocumentsView

                return DocumentsView(visit, step, words, kiosk.today, self._named)
            case Kind.ASK:
                from kiosk.screens.ask import AskView

                return AskView(visit, step, words, kiosk.today, self._drafts.get(step.id, {}))
            case Kind.CHECK:
                from kiosk.screens.check import CheckView

                return CheckView(visit, step, words)
            case Kind.CONSENT:
                from kiosk.screens.consent import ConsentView

                reviewed = kiosk.words.is_reviewed(visit)
                return ConsentView(
                    visit, step, words, visit.wording(reviewed, drawn=kiosk.words.draws_hers), reviewed=reviewed
                )
