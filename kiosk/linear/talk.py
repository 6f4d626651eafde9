"""Asks and says: each thing once, each question until it is answered, and what covers the terminal before all else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum
from textwrap import wrap
from time import monotonic
from typing import TYPE_CHECKING, Protocol, TypeVar

from kiosk.core.aim import TOP_ROW
from kiosk.flows.foreseen import foreseen
from kiosk.linear.orders import EVERYWHERE, Order, read_order
from kiosk.linear.teletype import Heard
from kiosk.words.linear import LinearUi
from kiosk.words.ui import Ui
from kiosk.words.voice import Voice

if TYPE_CHECKING:
    from kiosk.core.aloud import Aloud

T = TypeVar("T")
TURN = 1.0
"""Seconds between two looks at whether somebody is there."""
GLANCE = 0.1
"""Seconds between two looks at whether what is waited for is done."""


class Teleprinter(Protocol):
    """The terminal, as far as talking needs it: see `kiosk.linear.teletype`."""

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""

    def say(self, text: str) -> None:
        """Write lines."""

    def ask(self, prompt: str, *, secret: bool = False) -> None:
        """Write what is asked; what was typed before answers nothing."""

    def resume(self, prompt: str) -> None:
        """Write what is asked once more, with what was typed so far."""

    def new_line(self) -> None:
        """End the line that is being typed."""

    def bell(self) -> None:
        """Ring."""

    def empty(self) -> None:
        """Empty the terminal."""

    def hear(self, seconds: float) -> Heard:
        """Listen for a moment."""


class Voices(Protocol):
    """What says a question aloud: see `kiosk.linear.aloud`."""

    def begin(self, page: Sequence[Aloud]) -> Enum | None:
        """Begin to say it; gives who speaks, or what is told because nobody does."""

    def hush(self) -> None:
        """Be silent at once."""

    def take_news(self) -> Enum | None:
        """Give what went wrong since; nothing that was told already."""


class Shutters(Protocol):
    """What covers the terminal: see `kiosk.linear.shutter`."""

    def touched(self) -> bool:
        """Note that somebody is there; True if it had to be covered first, as after a closed lid."""

    def look(self, warn: Callable[[Enum], None]) -> bool:
        """Cover where nobody has been there for too long; True if it did. Before that, warn once."""

    def cover(self, order: Order) -> None:
        """Hide, lock, or leave in haste; comes back once it is uncovered."""


@dataclass(frozen=True)
class Question:
    """What is said and asked, worded."""

    lines: Sequence[str] = ()
    answers: Sequence[tuple[str, str]] = ()
    """Ids and words; a line of an answer after its first says what it means."""
    prompt: LinearUi = LinearUi.PROMPT_NUMBER
    orders: Sequence[Order] = ()
    """Words that work here, beyond those that work everywhere."""
    first: int = 1
    """The number of the first answer."""
    passes: bool = False
    """Whether a bare Enter goes on."""
    keeps: str = ""
    """The id of the answer that a bare Enter keeps: one that she gave before, never a default."""
    free: bool = False
    """Whether any text may be typed."""
    page: Sequence[str] = ()
    """The French texts of the question, for the words that they use."""
    aloud: Sequence[Aloud] = ()
    """What may be said aloud of it: guidance, and nothing that was typed."""

    @property
    def words(self) -> tuple[Order, ...]:
        """The words that work here, beyond those that work everywhere."""
        return (*self.orders, *((Order.LISTEN, Order.HUSH) if self.aloud else ()))


class Talk:
    """Talks with whoever sits there.

    Args:
        line: the terminal.
        voice: what it speaks with.
    """

    def __init__(self, line: Teleprinter, voice: Voice) -> None:
        self.line, self.voice = line, voice
        self.shutter: Shutters | None = None
        self.where: Callable[[], Sequence[str]] = tuple
        """Says where one is."""
        self.explain: Callable[[Sequence[str]], None] | None = None
        """Explains words, those of these texts first."""
        self.aloud: Voices | None = None
        """Says questions aloud."""
        self.languages: Callable[[], None] | None = None
        """Asks for the person's language."""
        self._rows = 0

    # -- saying

    def say(self, code: Enum, **values: object) -> None:
        """Say a sentence."""
        self.tell(self.voice.say(code, **values))

    def tell(self, *lines: str) -> None:
        """Say lines that are worded already; none is broken within a word."""
        for text in filter(None, lines):
            rows = self._broken(text)
            self.line.say("\n".join(rows))
            self._rows += len(rows)

    def _broken(self, text: str) -> list[str]:
        columns = self.line.size[0] - 1
        return [row for each in text.split("\n") for row in wrap(each, columns, break_on_hyphens=False) or [""]]

    # -- asking

    def ask(self, make: Callable[[], Question]) -> Order | str:
        """Ask until there is an answer: its id, a text, nothing for a bare Enter where that goes on, or a word's duty.

        Args:
            make: words the question, anew in each language.
        """
        question, says = make(), True
        while True:
            if says:
                question = make()
                left = self._put(question)
                if left is not None:
                    if isinstance(left, Order):
                        return left
                    continue  # covered meanwhile, or in another language now: all of it once more
                says = False
            typed = self._hear(self._prompt(question), question)
            if typed is None:
                says = True
                continue
            answer = self._judge(typed, question)
            if answer is None:
                continue
            if isinstance(answer, Order) and answer not in question.orders:
                says = self._do(answer, question)
                continue
            if self.aloud is not None:
                self.aloud.hush()  # something else is said now
            return answer

    def choose(self, code: Enum, answers: Sequence[tuple[str, Enum]], *lines: str) -> str:
        """Ask one of a few things; going back is no answer, and given as nothing."""
        rows = [(name, self.voice.say(words)) for name, words in answers]
        said = self.ask(lambda: Question([self.voice.say(code), *lines], rows, orders=(Order.BACK,)))
        return "" if isinstance(said, Order) else said

    def enter(self, *lines: str) -> None:
        """Say lines, and wait for Enter."""
        self.ask(lambda: Question(lines, prompt=LinearUi.PROMPT_ENTER, passes=True, orders=(Order.BACK,)))

    def _put(self, question: Question) -> Order | bool | None:
        """Say the question, in pieces that the terminal can hold; a word's duty where one was typed between them."""
        rows = [
            self.voice.say(LinearUi.ROW, number=number, words=words)
            for number, (_, words) in enumerate(question.answers, question.first)
        ]
        before = [words.split("\n")[0] for name, words in question.answers if name and name == question.keeps]
        kept = self.voice.say(LinearUi.KEEPS, what=before[0]) if before else ""
        for text in filter(None, (*question.lines, *rows, kept)):
            if self._rows and self._rows + len(self._broken(text)) > self.line.size[1] - 3:
                left = self._pause(question)
                if left is not None:
                    return left
            self.tell(text)
        return None

    def _pause(self, question: Question) -> Order | bool | None:
        """Wait for Enter in the middle of what is said: nothing scrolls past unread."""
        between = replace(
            question, lines=(), answers=(), prompt=LinearUi.PROMPT_ENTER, passes=True, keeps="", free=False
        )
        while True:
            typed = self._hear(self.voice.say(LinearUi.PROMPT_ENTER), between)
            if typed is None:
                return True
            answer = self._judge(typed, between)
            if answer == "":
                return None
            if isinstance(answer, Order):
                if answer in question.orders:
                    return answer
                if self._do(answer, question):
                    return True

    def _prompt(self, question: Question) -> str:
        return self.voice.say(question.prompt)

    def _hear(self, prompt: str, question: Question) -> str | None:
        """Give a line that was typed; None where something covered meanwhile, and the question must be said again."""
        self.line.ask(prompt)
        self._rows = 0
        while True:
            heard = self.line.hear(TURN)
            if self.aloud is not None and (news := self.aloud.take_news()) is not None:
                self._warn(news, prompt)
            if self.shutter is not None:
                if heard.touched and self.shutter.touched():
                    return None
                if not heard.touched and self.shutter.look(lambda code: self._warn(code, prompt)):
                    return None
            if heard.key:
                self.line.new_line()
                if self._do(Order[heard.key.upper()], question):
                    return None
                self.line.resume(prompt)
            elif heard.line is not None:
                return heard.line

    def _warn(self, code: Enum, prompt: str) -> None:
        """Say something in the middle of a question; what was typed so far stays."""
        self.line.new_line()
        self.say(code)
        self.line.resume(prompt)

    def _judge(self, typed: str, question: Question) -> Order | str | None:
        """Give what a line answers; None, after saying why, where it answers nothing."""
        here = (*question.words, *EVERYWHERE, Order.LANGUAGE, Order.TERMS)
        known, order = read_order(typed, here, self.voice)
        if order is not None:
            return order
        if question.free:
            return unquoted(typed)
        text = typed.strip()
        if not text:
            if question.passes or question.keeps:
                return question.keeps
            self.say(Ui.NOTHING_CHOSEN)
            return None
        digits = text.lower().translate(TOP_ROW)
        if digits.isascii() and digits.isdecimal() and len(digits) < 3 and question.answers:
            at = int(digits) - question.first
            if 0 <= at < len(question.answers):
                return question.answers[at][0]
        self.say(LinearUi.NOT_HERE if known else LinearUi.NOT_KNOWN)
        return None

    def _do(self, order: Order, question: Question) -> bool:
        """Do what works everywhere; True where the question must be said again."""
        match order:
            case Order.HELP:
                return self._put(Question(self._help(question))) is not None
            case Order.WHERE:
                self.tell(*self.where())
                return False
            case Order.TERMS if self.explain is not None:
                self.explain(question.page)
            case Order.LISTEN if self.aloud is not None:
                if (told := self.aloud.begin(question.aloud)) is not None:
                    self.say(told)
                return False
            case Order.HUSH if self.aloud is not None:
                self.aloud.hush()
                return False
            case Order.LANGUAGE if self.languages is not None:
                self.languages()
            case Order.HIDE | Order.LOCK | Order.VANISH if self.shutter is not None:
                self.shutter.cover(order)
            case Order.AGAIN:
                pass
            case _:
                self.say(LinearUi.NOT_HERE)
                return False
        return True

    def _help(self, question: Question) -> list[str]:
        """Give what this is, and the words that work here."""
        voice = self.voice
        lines = [voice.say(Ui.DISCREET_HELP if voice.discreet else Ui.HELP_TEXT), voice.say(LinearUi.HELP_WORDS)]
        for order in (*question.words, Order.LANGUAGE, Order.TERMS, *EVERYWHERE):
            duty = order.value
            lines.append(voice.say(LinearUi.HELP_WORD, word=voice.say(duty.word), tells=voice.say(duty.tells)))
        quotes = [voice.say(LinearUi.HELP_QUOTES)] if question.free else []
        return [*lines, voice.say(LinearUi.HELP_KEYS), *quotes]

    # -- secrets

    def passphrase(self) -> str:
        """Ask for a passphrase, which is not shown; no word is read here."""
        prompt = self.voice.say(LinearUi.PROMPT_PASSPHRASE)
        self.line.ask(prompt, secret=True)
        while True:
            heard = self.line.hear(TURN)
            if heard.key:  # whatever covers, covers this already
                self.line.ask("\n" + prompt, secret=True)
            elif heard.line:
                return heard.line
            elif heard.line is not None:
                self.line.ask(prompt, secret=True)

    def rest(self, seconds: float) -> None:
        """Take nothing for a while."""
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            self.line.hear(min(left, TURN))

    # -- waiting

    def wait(self, job: Callable[[], T], said: Enum, cancel: Callable[[], None] | None = None) -> T:
        """Do something that may take long, away from the terminal, which can be covered meanwhile.

        Args:
            job: does it, in a thread of its own.
            said: says what is done, once.
            cancel: calls it off, where somebody wants that.

        Raises:
            KioskError: it failed.
        """
        done = threading.Event()
        kept: list[T | BaseException] = []

        def run() -> None:
            try:
                kept.append(foreseen(job)())
            except BaseException as raised:  # noqa: BLE001  # whoever waits gets it
                kept.append(raised)
            done.set()

        # A thread that dies with the process: the end of the kiosk would wait for it, and with it for a network.
        threading.Thread(target=run, name="aside", daemon=True).start()
        if not done.wait(GLANCE):
            self.say(said)
            if cancel is not None:
                self.say(LinearUi.JOB_STOP)
            self.line.ask("")
        while not done.wait(0):
            heard = self.line.hear(GLANCE)
            order = Order[heard.key.upper()] if heard.key else None
            if heard.line:
                _, order = read_order(heard.line, (*EVERYWHERE, Order.STOP), self.voice)
            if self.shutter is not None and heard.touched and self.shutter.touched():
                continue
            if order in (Order.HIDE, Order.LOCK, Order.VANISH) and self.shutter is not None:
                self.shutter.cover(order)
            elif order is Order.STOP and cancel is not None:
                cancel()
            elif self.shutter is not None and not heard.touched:
                self.shutter.look(lambda code: self._warn(code, ""))
        with suppress(IndexError):
            result = kept[0]
            if isinstance(result, BaseException):
                raise result
            return result
        raise RuntimeError("a job ended without an end")


def unquoted(typed: str) -> str:
    """Give a text without the quotation marks that tell it from a word."""
    text = typed.strip()
    for one, other in (('"', '"'), ("«", "»"), ("“", "”")):
        if len(text) > 1 and text[0] == one and text[-1] == other:
            return text[1:-1].strip()
    return typed
