"""Asks which documents, one after the other, then what her receipt may print of them: nothing comes first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.core.answer import Problem, holds_scan, take_answer, understood
from kiosk.core.clean import clean
from kiosk.core.documents import (
    DONE,
    LONGEST,
    MOST,
    NOTHING,
    Document,
    OnPaper,
    Sort,
    detail,
    pack_document,
    unpack_all,
)
from kiosk.core.doubt import Doubt
from kiosk.core.procedure import Answer, Step, Unsaid
from kiosk.core.when import read_when
from kiosk.flows.visit import Visit
from kiosk.linear.teller import Teller
from kiosk.plain.orders import Order, TypedWord
from kiosk.plain.question import Question
from kiosk.words.linear import LinearUi
from kiosk.words.person import PersonUi
from kiosk.words.steps import DETAILS
from kiosk.words.ui import Ui


def ask_documents(
    teller: Teller, visit: Visit, step: Step, title: Callable[[], str], orders: Sequence[TypedWord]
) -> TypedWord | None:
    """Ask until she has named all; a word's duty where one leads away. The title is worded anew in each language."""
    talk, field = teller.talk, step.fields[0]
    named = list(unpack_all(visit.remembered(field.id)))

    def which() -> Question:
        voice = talk.voice
        words = voice.for_steps()
        lines = list[str]()
        if named:
            lines += [voice.say(Ui.DOCUMENTS_SO_FAR, n=len(named)), *map(words.document, named)]
        rows = [(each.value, voice.say(each)) for each in Sort] if len(named) < MOST else []
        if named:
            rows.append((DONE, voice.say(Ui.DOCUMENTS_DONE)))
        elif field.may:
            rows.append((NOTHING, voice.say(PersonUi.ANSWER_UNKNOWN)))
        return Question(lines, rows, words.guidance(field.label), title=title(), orders=orders)

    while True:
        said = talk.ask(which)
        if said is Order.BACK and named:
            out = talk.voice.for_steps().document(named.pop())
            talk.say(Ui.DOCUMENT_OUT, document=out)
        elif isinstance(said, TypedWord):
            return said
        elif said == NOTHING:
            visit.answer(field.id, Unsaid.UNKNOWN if Unsaid.UNKNOWN in field.may else Unsaid.NONE)
            return None
        elif said == DONE:
            if _on_paper(teller, visit, orders):
                visit.answer(field.id, tuple(pack_document(each) for each in named))
                return None
        elif (document := _detailed(teller, Sort(said), orders)) is not None:
            named.append(document)


def _on_paper(teller: Teller, visit: Visit, orders: Sequence[TypedWord]) -> bool:
    """Ask what her receipt may print of them; False where she goes back."""
    voice = teller.voice

    def what() -> Question:
        rows = [(each.value, voice.say(each)) for each in OnPaper]
        return Question((), rows, voice.say(Ui.DOCUMENTS_ON_PAPER), orders=orders)

    said = teller.talk.ask(what)
    if isinstance(said, TypedWord):
        return False
    visit.on_paper = OnPaper(said)
    return True


def _detailed(teller: Teller, sort: Sort, orders: Sequence[TypedWord]) -> Document | None:
    """Ask day, author and title, which may stay empty; None where she goes back."""
    talk, today = teller.talk, teller.today()
    taken: dict[str, Answer] = {}
    for name, code in DETAILS.items():
        field, problem, told = detail(name), "", ""
        while name not in taken:

            def line(code: PersonUi = code, problem: str = problem) -> Question:
                asks = f"{talk.voice.say(sort)} : {talk.voice.say(code)}"
                return Question((), (), asks, news=problem, prompt=LinearUi.PROMPT_TEXT, free=True, orders=orders)

            typed = talk.ask(line)
            if isinstance(typed, TypedWord):
                return None
            text = typed if typed.strip() or not told else told
            value = take_answer(field, text, today)
            if holds_scan(text):
                problem = talk.voice.say(Problem.SCANNED)
            elif name != "day" and len(clean(text)) > LONGEST:
                problem = talk.voice.say(Problem.TOO_LONG)
            elif isinstance(value, Problem):
                problem = talk.voice.say(value)
            elif (read := understood(field, text, today)) is not None and read.short:
                told = read.when.typed
                problem = f"{talk.voice.say(Doubt.SHORT_YEAR, date=read.when)} {talk.voice.say(Ui.DOUBT_ENTER)}"
            else:
                taken[name] = value
    day, author, title = (value if isinstance(value, str) else "" for value in taken.values())
    return Document(sort, read_when(day), author, title)
