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
from kiosk.linear.orders import DeskOrder
from kiosk.linear.teller import Teller
from kiosk.plain.orders import Order, TypedWord
from kiosk.plain.question import Question
from kiosk.words.groups import WORDS
from kiosk.words.linear import LinearUi
from kiosk.words.ui import Ui

ORDERS = (DeskOrder.BESIDE, DeskOrder.QUEUE, DeskOrder.ROAD, DeskOrder.DISCREET, Order.STOP)
TRIAGE = "0"
"""What is typed for the questions that say where to begin."""


@dataclass(frozen=True)
class Wanting:
    """What is wanted at home."""

    procedure: str = ""
    triage: bool = False
    ticket: Ticket | None = None
    order: TypedWord | None = None


def ask_wish(teller: Teller, news: str, first: Sequence[str]) -> Wanting:
    """Ask until there is one.

    Args:
        teller: this face.
        news: what is said once.
        first: what must be known before.
    """
    titles = teller.session.library.titles()
    shelved = by_group(titles)
    while True:
        typed = _asked(teller, shelved, news, first)
        news = ""
        if isinstance(typed, TypedWord):
            return Wanting(order=typed)
        if not typed.strip():
            teller.talk.say(Ui.NOTHING_CHOSEN)
            continue
        found = aim(shelved, typed)
        if found is None:
            try:
                return Wanting(ticket=parse(typed))
            except NotAReference:
                teller.talk.say(LinearUi.NOT_FOUND)
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
            teller.talk.say(LinearUi.NOT_FOUND)
        if chosen is not None:
            if not teller.voice.discreet:
                teller.talk.tell(*teller.voice.each_in_both([chosen.summary]))
            return Wanting(procedure=chosen.id)


def _asked(teller: Teller, shelved: Sequence[Shelved], news: str, first: Sequence[str]) -> TypedWord | str:
    training = teller.session.tools.training

    def make() -> Question:
        voice = teller.voice
        rows = [voice.say(Ui.HOME_TRIAGE)]
        for each in shelved:
            alone = each.titles[0] if len(each.titles) == 1 else None
            words = voice.both(WORDS[each.group])
            rows.append(voice.act(alone.id, alone.title) if alone else words)
        numbered = [voice.say(LinearUi.ROW, number=number, words=words) for number, words in enumerate(rows)]
        lines = [*first, voice.say(Ui.HOME_TITLE), *numbered]
        lines += [] if shelved else [voice.say(Ui.HOME_NO_PROCEDURE)]
        lines += voice.marked([*(WORDS[each.group] for each in shelved), *(each.titles[0].title for each in shelved)])
        orders = [each for each in ORDERS if voice.two or each is not DeskOrder.BESIDE]
        orders += [
            each for each in ORDERS if each not in orders
        ]  # F6 is the queue's where there is nothing to translate
        return Question(
            lines,
            news=news,
            at=voice.say(LinearUi.AT_HOME),
            prompt=LinearUi.PROMPT_HOME,
            free=True,
            seeks=True,
            orders=[*orders, *([DeskOrder.CASES] if training else [])],
        )

    return teller.talk.ask(make)


def _of_group(teller: Teller, group: Shelved) -> Cover | None:
    """Ask which act of a group; None where somebody goes back."""

    def make() -> Question:
        voice = teller.voice
        rows = [(each.id, voice.act(each.id, each.title)) for each in group.titles]
        marks = voice.marked([WORDS[group.group], *(each.title for each in group.titles)])
        title = voice.both(WORDS[group.group])
        return Question(marks, rows, title=title, orders=(Order.BACK, DeskOrder.BESIDE))

    while (said := teller.talk.ask(make)) is DeskOrder.BESIDE:
        teller.turn_language()
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
        rows = [(each.id, ("* " if uses(each, texts) else "") + voice.both(each.name)) for each in terms]
        marks = voice.marked(each.name for each in terms)
        hint = voice.say(LinearUi.TERMS_HINT, n=len(terms))
        title = voice.say(Ui.WORDS_TITLE)
        return Question([hint, *marks], rows, title=title, orders=(Order.BACK, DeskOrder.BESIDE))

    while (said := teller.talk.ask(make)) is not Order.BACK:
        if said is DeskOrder.BESIDE:
            teller.turn_language()
        else:
            _tell_term(teller, next(each for each in terms if each.id == said))


def _tell_term(teller: Teller, term: Term) -> None:
    """Say what a word means, and wait for Enter."""

    def make() -> Question:
        voice = teller.voice
        lines = [*voice.each_in_both(term.says), *voice.marked(term.says)]
        aloud = voice.aloud(term_aloud(term), voice.language)
        orders = (Order.BACK, DeskOrder.BESIDE)
        name = voice.both(term.name)
        return Question(lines, title=name, prompt=LinearUi.PROMPT_ENTER, passes=True, orders=orders, aloud=aloud)

    while teller.talk.ask(make) is DeskOrder.BESIDE:
        teller.turn_language()


def ask_language(teller: Teller) -> None:
    """Ask for the person's language, and go on in it."""

    def make() -> Question:
        voice = teller.voice
        languages = voice.languages(teller.visit)
        rows = [(each.code, each.listed) for each in languages]
        asks = voice.say(Ui.LANGUAGE_TITLE)
        return Question(voice.marks_told(languages), rows, asks, at=asks, orders=(Order.BACK,))

    said = teller.talk.ask(make)
    if not isinstance(said, TypedWord):
        teller.voice.language, teller.voice.beside = said, False
        if teller.visit is not None:
            teller.visit.language = said
