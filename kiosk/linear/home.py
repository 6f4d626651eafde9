"""The home page, said: which act, or which reference; and what leads away from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.core.aim import aim
from kiosk.core.aloud import term_aloud
from kiosk.core.errors import KioskError, NotAReference
from kiosk.core.glossary import Term
from kiosk.core.procedure import Cover
from kiosk.core.reference import Ticket, parse
from kiosk.core.title import Shelved, by_group
from kiosk.linear.orders import Order
from kiosk.linear.talk import Question
from kiosk.linear.teller import Teller
from kiosk.words.groups import WORDS
from kiosk.words.linear import LinearUi
from kiosk.words.ui import Ui

ORDERS = (Order.QUEUE, Order.ROAD, Order.DISCREET, Order.STOP)
TRIAGE = "0"
"""What is typed for the questions that say where to begin."""


@dataclass(frozen=True)
class Wanting:
    """What is wanted at home."""

    procedure: str = ""
    triage: bool = False
    ticket: Ticket | None = None
    order: Order | None = None


def ask_wish(teller: Teller, first: Sequence[str]) -> Wanting:
    """Ask until there is one.

    Args:
        teller: this face.
        first: what must be known before.
    """
    titles = teller.session.library.titles()
    shelved = by_group(titles)
    said = first
    while True:
        typed = _asked(teller, shelved, said)
        said = ()
        if isinstance(typed, Order):
            return Wanting(order=typed)
        if not typed.strip():
            teller.talk.say(Ui.NOTHING_CHOSEN)
            continue
        found = aim(shelved, typed)
        if found is None:
            try:
                return Wanting(ticket=parse(typed))
            except NotAReference:
                teller.talk.say(Ui.HOME_NOT_UNDERSTOOD)
                continue
        if found.group is None:
            if found.row == 0:
                return Wanting(triage=True)
            chosen = None if found.row is None else shelved[found.row - 1].titles[0]
        elif found.row is not None:
            chosen = shelved[found.group].titles[found.row]
        elif found.is_sound:
            chosen = _of_group(teller, shelved[found.group])
        else:
            chosen = None
            teller.talk.say(Ui.HOME_NOT_UNDERSTOOD)
        if chosen is not None:
            if not teller.voice.discreet:
                teller.talk.tell(teller.voice.guidance(chosen.summary))
            return Wanting(procedure=chosen.id)


def _asked(teller: Teller, shelved: Sequence[Shelved], first: Sequence[str]) -> Order | str:
    training = teller.session.tools.training

    def make() -> Question:
        voice = teller.voice
        rows = [voice.say(Ui.HOME_TRIAGE)]
        for each in shelved:
            alone = each.titles[0] if len(each.titles) == 1 else None
            rows.append(voice.act(alone.id, alone.title) if alone else voice.say(WORDS[each.group]))
        numbered = [voice.say(LinearUi.ROW, number=number, words=words) for number, words in enumerate(rows)]
        lines = [*first, voice.say(Ui.HOME_TITLE), *numbered]
        lines += [] if shelved else [voice.say(Ui.HOME_NO_PROCEDURE)]
        orders = (*ORDERS, Order.CASES) if training else ORDERS
        return Question(lines, prompt=LinearUi.PROMPT_HOME, free=True, orders=orders)

    return teller.talk.ask(make)


def _of_group(teller: Teller, group: Shelved) -> Cover | None:
    """Ask which act of a group; None where somebody goes back."""

    def make() -> Question:
        voice = teller.voice
        rows = [(each.id, voice.act(each.id, each.title)) for each in group.titles]
        return Question([voice.say(WORDS[group.group])], rows, orders=(Order.BACK,))

    said = teller.talk.ask(make)
    return next((each for each in group.titles if each.id == said), None)


def explain(teller: Teller, texts: Sequence[str]) -> None:
    """Explain words, those of the page first, until somebody goes back."""
    from kiosk.core.glossary import on_page_first, uses

    voice = teller.voice
    try:
        terms = on_page_first(teller.work(teller.session.library.glossary), texts)
    except KioskError as error:
        teller.talk.tell(voice.error(error))
        return

    def make() -> Question:
        rows = [(each.id, ("* " if uses(each, texts) else "") + voice.guidance(each.name)) for each in terms]
        return Question([voice.say(Ui.WORDS_TITLE), voice.say(Ui.WORDS_HINT)], rows, orders=(Order.BACK,))

    while not isinstance(said := teller.talk.ask(make), Order):
        _tell_term(teller, next(each for each in terms if each.id == said))


def _tell_term(teller: Teller, term: Term) -> None:
    """Say what a word means, and wait for Enter."""

    def make() -> Question:
        voice = teller.voice
        lines, aloud = [voice.guidance(each) for each in term.says], voice.aloud(term_aloud(term), voice.language)
        return Question(lines, prompt=LinearUi.PROMPT_ENTER, passes=True, orders=(Order.BACK,), aloud=aloud)

    teller.talk.ask(make)


def ask_language(teller: Teller) -> None:
    """Ask for the person's language, and go on in it."""

    def make() -> Question:
        voice = teller.voice
        languages = voice.languages()
        rows = [(each.code, each.shown if each.reviewed else f"{each.shown} *") for each in languages]
        note = "" if all(each.reviewed for each in languages) else voice.say(Ui.LANGUAGE_UNREVIEWED)
        return Question([voice.say(Ui.LANGUAGE_TITLE), note], rows, orders=(Order.BACK,))

    said = teller.talk.ask(make)
    if not isinstance(said, Order):
        teller.voice.language, teller.voice.beside = said, False
        if teller.visit is not None:
            teller.visit.language = said
