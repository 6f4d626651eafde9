"""The steps of a visit, said and asked: what each is worded with is shared with the other face."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from kiosk.core.aloud import Aloud, step_aloud
from kiosk.core.answer import Problem, holds_scan, take_answer
from kiosk.core.consent import Choice, SaidNo, Understanding, Wording, ways
from kiosk.core.errors import KioskError
from kiosk.core.glossary import texts_of
from kiosk.core.procedure import Answer, Field, FieldType, Kind, Procedure, Step, Unsaid
from kiosk.flows.visit import Agreed, Visit
from kiosk.linear.documents import ask_documents
from kiosk.linear.orders import DeskOrder
from kiosk.linear.teller import Teller
from kiosk.plain.orders import Order, TypedWord
from kiosk.plain.question import Question
from kiosk.words.asking import asked_back, hint, suggested, typed_before, written
from kiosk.words.dates import SOURCE_LANGUAGE
from kiosk.words.linear import LinearUi
from kiosk.words.steps import (
    UNKNOWN,
    carried_over,
    check_rows,
    choices,
    chosen,
    consent_rows,
    meaning,
    step_statements,
    two_columns,
)
from kiosk.words.ui import Ui

HERE = (Order.BACK, Order.STOP, DeskOrder.SHEET, DeskOrder.DISCREET, DeskOrder.BESIDE)
"""Words that work at every step."""


class Steps:
    """Passes the steps of one act.

    Args:
        teller: this face.
        visit: the flow, in which the act has begun.
        act: the procedure.
        sheet: whether there is a sheet to read before: not where questions alone are asked.
    """

    def __init__(self, teller: Teller, visit: Visit, act: Procedure, *, sheet: bool = True) -> None:
        self._teller, self._visit, self._act = teller, visit, act
        self._orders = HERE if sheet else tuple(each for each in HERE if each is not DeskOrder.SHEET)
        self._drafts: dict[str, dict[str, str]] = {}
        """What was typed and is not an answer yet, by step and field."""

    def pass_step(self) -> TypedWord | Agreed | SaidNo | None:
        """Say the step and take what it asks; a word's duty, or the end of the act, where there is one."""
        visit = self._visit
        step = visit.step
        match step.kind:
            case Kind.INFORM | Kind.CHECK:
                said = self._teller.talk.ask(lambda: self._told(step))
                if isinstance(said, TypedWord):
                    return said
                visit.saw()
                return None
            case Kind.CHOOSE | Kind.CHANNEL:
                said = self._teller.talk.ask(lambda: self._choice(step))
                if isinstance(said, TypedWord):
                    return said
                visit.answer(step.id, Unsaid.UNKNOWN if said == UNKNOWN else said)
                visit.saw()
                return None
            case Kind.ASK if any(field.type is FieldType.DOCUMENTS for field in step.fields):
                left = ask_documents(self._teller, visit, step, partial(self.title, step), self._orders)
                if left is None:
                    visit.saw()
                return left
            case Kind.ASK:
                return self._ask(step)
            case Kind.CONSENT:
                return self._consent(step)

    # -- said

    def title(self, step: Step) -> str:
        """Name the step and say where it stands."""
        voice = self._teller.voice
        return voice.say(LinearUi.STEP, place=self._place(), title=voice.both(step.title))

    def _place(self) -> str:
        place = self._visit.place
        return self._teller.voice.say(Ui.STEP_LAST if place.is_last else Ui.STEP_OF, at=place.at, of=place.of)

    def _head(self, step: Step) -> list[str]:
        """Name the step; say it where nobody reviewed the translation, or where this terminal cannot draw it."""
        return [self.title(step), *self._teller.voice.drafted(self._visit, step)]

    def _page(self, step: Step) -> Sequence[str]:
        return texts_of(self._act, step.id)

    def _aloud(self, step: Step) -> Sequence[Aloud]:
        """Give what may be said aloud of a step; a consent in the language in which it is given."""
        voice, visit = self._teller.voice, self._visit
        heard_in_hers = step.kind is not Kind.CONSENT or voice.is_reviewed(visit)
        return voice.aloud(step_aloud(step, visit.answers), voice.language if heard_in_hers else SOURCE_LANGUAGE)

    def _told(self, step: Step) -> Question:
        voice, visit = self._teller.voice, self._visit
        words = voice.for_steps()
        title, *head = self._head(step)
        lines = [*head, carried_over(visit, words)]
        if step.kind is Kind.CHECK:
            ends = (voice.say(Ui.CHECK_NOTHING_KEPT), voice.say(Ui.CHECK_ALONE))
            lines += [voice.say(Ui.CHECK_INTRO), *check_rows(visit, words), *ends]
        else:
            lines += step_statements(visit, step, words)
            names, *rows = two_columns(visit, step, words) or [("", "")]
            for row in rows:  # one of each, in turn: neither side is heard alone
                lines += [voice.say(LinearUi.SIDE, side=side, text=text) for side, text in zip(names, row, strict=True)]
        return Question(
            lines,
            title=title,
            prompt=LinearUi.PROMPT_ENTER,
            passes=True,
            orders=self._orders,
            page=self._page(step),
            aloud=self._aloud(step),
        )

    # -- chosen

    def _choice(self, step: Step) -> Question:
        visit, words = self._visit, self._teller.voice.for_steps()
        rows = [
            (name, "\n".join((label, *meaning(visit, step, name, words))))
            for name, label in choices(visit, step, words)
        ]
        offered = [name for name, _ in rows]
        before = chosen(visit, step)
        voice = self._teller.voice
        head = [voice.say(LinearUi.AT_STEP, place=self._place()), *voice.drafted(visit, step)]
        return Question(
            [*head, carried_over(visit, words), *step_statements(visit, step, words), *self._listening(step)],
            rows,
            voice.both(step.title),
            orders=self._orders,
            keeps=before if before in offered and before is not None else "",
            page=self._page(step),
            aloud=self._aloud(step),
        )

    def _listening(self, step: Step) -> list[str]:
        """Tell the worker to listen, where she answers in her own words."""
        return [self._teller.voice.say(Ui.LISTEN_HINT)] if step.her_words else []

    # -- typed

    def _ask(self, step: Step) -> TypedWord | None:
        """Ask the fields one after the other; going back goes to the one before, then out of the step."""
        typed = self._drafts.setdefault(step.id, {})
        at, answers = 0, dict[str, Answer]()
        told = False
        while at < len(step.fields):
            field = step.fields[at]
            said = self._field(step, field, typed, said_before=told)
            told = True
            if said is Order.BACK and at:
                at -= 1
                continue
            if isinstance(said, TypedWord):
                return said
            answers[field.id] = said
            at += 1
        for name, value in answers.items():
            self._visit.answer(name, value)
        self._drafts.pop(step.id, None)
        self._visit.saw()
        return None

    def _field(self, step: Step, field: Field, typed: dict[str, str], *, said_before: bool) -> TypedWord | Answer:
        talk, visit, today = self._teller.talk, self._visit, self._teller.today()
        problem, asked = "", ""
        said_already = said_before

        def make() -> Question:
            nonlocal said_already
            words = talk.voice.for_steps()
            head = [] if said_already else [*self._head(step), carried_over(visit, words), *self._delay(step)]
            label = words.guidance(field.label)
            before = typed.get(field.id, "") or typed_before(visit, field) or suggested(visit, field, words)
            kept = talk.voice.say(LinearUi.KEEPS, what=before) if before and not problem else ""
            lines = [*head, hint(field, words)] if head or not problem else []
            said_already = False  # said once more after a cover, with all that it belongs to
            orders = (*self._orders, DeskOrder.EMPTY) if before else self._orders
            return Question(
                lines,
                news=problem,
                short="" if problem and not head and not talk.fits(label) else label,
                kept=kept,
                prompt=LinearUi.PROMPT_TEXT,
                free=True,
                orders=orders,
                page=self._page(step),
                aloud=self._aloud(step),
            )

        while True:
            line = talk.ask(make)
            said_already = True
            if isinstance(line, TypedWord) and line is not DeskOrder.EMPTY:
                return line
            words = talk.voice.for_steps()
            before = typed.get(field.id, "") or typed_before(visit, field) or suggested(visit, field, words)
            text = "" if isinstance(line, TypedWord) else line if line.strip() or asked else before
            if asked and isinstance(line, str) and not line.strip():
                text = asked
            if holds_scan(text):
                problem = talk.voice.say(Problem.SCANNED)
                continue
            typed[field.id] = text
            taken = take_answer(field, text, today)
            if isinstance(taken, Problem):
                problem, asked = talk.voice.say(taken), ""
                typed[field.id] = ""
                continue
            if isinstance(taken, str) and field.type in (FieldType.DATE, FieldType.PHONE):
                said = written(field, taken)
            else:
                said = text
            lines = {each.id: (each, typed.get(each.id, "")) for each in step.fields}
            odd = asked_back(visit, field, lines, today) if said != asked else []
            if not odd:
                return taken
            asked = typed[field.id] = said
            problem = " ".join([*(talk.voice.say(code, **values) for code, values in odd), said])
            problem = f"{problem} {talk.voice.say(Ui.DOUBT_ENTER)}"

    def _delay(self, step: Step) -> list[str]:
        return step_statements(self._visit, step, self._teller.voice.for_steps())

    # -- agreed

    def _consent(self, step: Step) -> TypedWord | Agreed | SaidNo | None:
        """Say the exact words, ask how she understood them, then what she decides. Neither comes first by default."""
        talk, visit = self._teller.talk, self._visit
        wording: list[Wording] = []
        heard = False

        def words() -> list[str]:
            voice = talk.voice
            hers, staffs = wording[0].text, wording[0].french or wording[0].text
            exact = (hers if voice.draws_hers else staffs).split("\n")
            return [*self._head(step), *exact, *consent_rows(visit, step, voice.for_steps())]

        def understood() -> Question:
            voice = talk.voice
            reviewed = voice.is_reviewed(visit)
            wording[:] = [visit.wording(reviewed, drawn=voice.draws_hers)]
            how = ways(step, visit.answers, hers=visit.is_hers(wording[0]))
            lines = words()
            lines += [] if reviewed else [voice.say(Ui.CONSENT_LANGUAGE)]
            lines += [voice.say(Ui.CONSENT_NO_RELATIVE)] if Understanding.RELATIVE not in how else []
            rows = [(each.value, voice.both(each)) for each in how]
            asks = voice.say(Ui.CONSENT_UNDERSTOOD)
            return Question(lines, rows, asks, orders=self._orders, page=self._page(step), aloud=self._aloud(step))

        def decides() -> Question:
            nonlocal heard
            again, heard = heard, True
            voice = talk.voice
            alone = [voice.say(Ui.CONSENT_ALONE)] if said == Understanding.RELATIVE else []
            rows = [(each.value, voice.both(each)) for each in Choice]
            return Question(
                # What covers takes away what she decides on; in another language it is asked anew before that.
                [*(words() if again and visit.language == language else ()), *alone],
                rows,
                voice.say(Ui.CONSENT_DECIDES),
                orders=self._orders,
                page=self._page(step),
                aloud=self._aloud(step),
            )

        while True:
            said = talk.ask(understood)
            if isinstance(said, TypedWord):
                return said
            language, heard = visit.language, False
            decided = talk.ask(decides)
            if decided is Order.BACK or visit.language != language:
                continue  # the words are heard once more, in the language that she speaks now
            if isinstance(decided, TypedWord):
                return decided
            decide = partial(visit.decide, Choice(decided), Understanding(said), wording[0])
            try:
                return self._teller.work(decide)
            except KioskError as error:
                talk.say(Ui.NOT_RECORDED, why=talk.voice.error(error))
