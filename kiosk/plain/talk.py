"""Asks and says: each thing once, each question until it is answered, and what covers the terminal before all else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from enum import Enum
from time import monotonic
from typing import TypeVar

from kiosk.core.aim import TOP_ROW
from kiosk.core.foreseen import foreseen
from kiosk.plain.orders import EVERYWHERE, Duty, Order, TypedWord, is_key, read_order
from kiosk.plain.question import Question, Shutters, Teleprinter, Vocabulary, Voices
from kiosk.plain.teletype import in_rows
from kiosk.words.linear import LinearUi
from kiosk.words.ui import Ui
from kiosk.words.voice import Voice

T = TypeVar("T")
TURN = 1.0
"""Seconds between two looks at whether somebody is there."""
GLANCE = 0.1
"""Seconds between two looks at whether what is waited for is done."""
CELLS = 40
"""Cells of a Braille display, which rests on the line where one types: the question stands there if it fits."""
ROOM = 3
"""Cells of them for an answer."""
ENDS = "?:.!…"
"""Signs after which nothing must tell that an answer is wanted."""
DIGITS = 5
"""Digits of the longest number of an answer."""


class Talk:
    """Talks with whoever sits there.

    Args:
        line: the terminal.
        voice: what it speaks with.
        vocabulary: the words that can be typed.
    """

    def __init__(self, line: Teleprinter, voice: Voice, vocabulary: Vocabulary) -> None:
        self.line, self.voice, self.vocabulary = line, voice, vocabulary
        self.shutter: Shutters | None = None
        self.where: Callable[[str], Sequence[str]] = lambda place: (place,)
        """Says where one is; handed what the place is called where one answers."""
        self.about: Callable[[], Sequence[str]] = tuple
        """Says what this is, before the words of the help."""
        self.explain: Callable[[Sequence[str]], None] | None = None
        """Explains words, those of these texts first."""
        self.aloud: Voices | None = None
        """Says questions aloud."""
        self.languages: Callable[[], None] | None = None
        """Asks for the person's language."""
        self._rows = 0
        self._told: Question | None = None
        """What was said last, while it stands there."""

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
        return in_rows(text, self.line.size[0] - 1)

    # -- asking

    def ask(self, make: Callable[[], Question]) -> TypedWord | str:
        """Ask until there is an answer: its id, a text, nothing for a bare Enter where that goes on, or a word's duty.

        Args:
            make: words the question, anew in each language.
        """
        question, says, told, heard = Question(), True, self._told, False
        while True:
            if says:
                question = replace(make(), news="") if heard else make()  # an error is said once
                left = self._put(question, told=told)
                told = None
                if left is not None:
                    if not isinstance(left, bool):
                        return self._leaves(left)
                    continue  # covered meanwhile, or in another language now: all of it once more
                says, heard = False, True
            typed = self._hear(self._prompt(question), question, waits=question.waits)
            if typed is None:
                says = True
                continue
            answer = self._judge(typed, question)
            if answer is None:
                continue
            if isinstance(answer, TypedWord) and answer not in question.orders:
                says = self._do(answer, question)
                continue
            return self._leaves(answer)

    def _leaves(self, answer: TypedWord | str) -> TypedWord | str:
        """Be silent: something else is said now."""
        if self.aloud is not None:
            self.aloud.hush()
        return answer

    def choose(self, code: Enum, answers: Sequence[tuple[str, Enum]], *lines: str, back: bool = True) -> str:
        """Ask one of a few things; going back, where one may, is no answer, and given as nothing."""

        def make() -> Question:
            rows = [(name, self.voice.say(words)) for name, words in answers]
            asks = self.voice.say(code)
            return Question(lines, rows, asks, at=asks, orders=(Order.BACK,) if back else ())

        said = self.ask(make)
        return said if isinstance(said, str) else ""

    def enter(self, *lines: str) -> None:
        """Say lines, and wait for Enter."""
        orders = (Order.BACK,)
        self.ask(lambda: Question(lines, at=lines[0], prompt=LinearUi.PROMPT_ENTER, passes=True, orders=orders))

    def empty(self) -> None:
        """Empty the terminal: nothing that was said stands there."""
        self.line.empty()
        self._told = None

    def _put(self, question: Question, *, told: Question | None = None) -> TypedWord | str | bool | None:
        """Say the question, in pieces that the terminal can hold; what was answered between them, where that was.

        Args:
            question: what is said.
            told: what was said last, and stands there: it is not said again.
        """
        same = replace(question, news="")
        in_part = same.answers and not same.page  # a step that changed is said whole: no consent is heard by halves
        if told is not None and replace(same, lines=told.lines) == told and (same.lines == told.lines or in_part):
            self.tell(question.news, *(line for line in same.lines if line not in told.lines))
            left = None
        else:
            left = self._say_all(question)
        self._told = same if left is None else None
        return left

    def _say_all(self, question: Question) -> TypedWord | str | bool | None:
        rows = [self._row(number, words) for number, (_, words) in enumerate(question.answers, question.first)]
        before = [words.split("\n")[0] for name, words in question.answers if name and name == question.keeps]
        kept = self.voice.say(LinearUi.KEEPS, what=before[0]) if before else question.kept
        rows = [] if question.told else rows
        title = "" if question.told else question.title
        # Whoever listens hears what is asked before the answers; who reads by touch finds it where one types, too.
        asked = question.short if rows or not self._at_hand(question) else ""
        before_rows = [text for text in (question.news, title, *question.lines, asked) if text]
        for at, text in enumerate((*before_rows, *rows, *filter(None, (kept,)))):
            if self._rows and self._rows + len(self._broken(text)) > self.line.size[1] - 3:
                left = self._pause(question, at - len(before_rows))
                if left is not None:
                    return left
            self.tell(text)
        return None

    def _row(self, number: int, words: str) -> str:
        """Word an answer and, on lines of its own, what is said of it."""
        answer, *meant = words.split("\n")
        return "\n".join([self.voice.say(LinearUi.ROW, number=number, words=answer), *meant])

    def _pause(self, question: Question, rows: int) -> TypedWord | str | bool | None:
        """Wait for Enter in the middle of what is said: nothing scrolls past unread. An answer said may be given."""
        between = replace(question, answers=question.answers[: max(rows, 0)], keeps="", kept="", free=False)
        between = replace(between, prompt=LinearUi.PROMPT_ENTER, passes=True)
        while True:
            typed = self._hear(self.voice.say(LinearUi.PROMPT_ENTER), between, waits=True)
            if typed is None:
                return True
            sought = question.seeks and any(sign.isdigit() for sign in typed)  # a number, or a reference
            answer = self._judge(typed, replace(between, free=sought))
            if answer == "":
                return None
            if isinstance(answer, str) or answer in question.orders:
                return answer
            if answer is not None and self._do(answer, question):
                return True

    def _prompt(self, question: Question) -> str:
        return self._at_hand(question) or self.voice.say(question.prompt)

    def _at_hand(self, question: Question) -> str:
        """Give the question as it stands where one answers; nothing where it has no room there."""
        short = question.short
        if short and short[-1] not in ENDS:
            short = self.voice.say(LinearUi.PROMPT_SHORT, question=short)
        return short if self.fits(short) else ""

    def fits(self, short: str) -> bool:
        """Tell whether a question has room where one answers."""
        return "\n" not in short and len(short) + ROOM <= min(CELLS, self.line.size[0])

    def _hear(self, prompt: str, question: Question, *, waits: bool = False) -> str | None:
        """Give a line that was typed; None where something covered meanwhile, and the question must be said again."""
        self.line.ask(prompt, waits=waits)
        self.begin_page()
        while True:
            heard = self.line.hear(TURN)
            if self.aloud is not None and (news := self.aloud.take_news()) is not None:
                self.warn(news, prompt)
            if self.shutter is not None:
                if heard.touched and self.shutter.touched():
                    return None
                if not heard.touched and self.shutter.look(lambda code: self.warn(code, prompt)):
                    return None
            if heard.key:
                half = self.line.half
                self.line.new_line()
                anew = self._do(Order[heard.key.upper()], question)
                if (lost := self.line.half != half) and not waits:  # something else was asked meanwhile
                    self.line.put_back(half)
                if anew:
                    return None
                if lost:
                    self.line.ask(prompt, waits=waits)
                else:
                    self.line.resume(prompt)
            elif heard.line is not None:
                return heard.line

    def begin_page(self) -> None:
        """Somebody is asked, and answers: what was said so far is read."""
        self._rows = 0

    def warn(self, code: Enum, prompt: str) -> None:
        """Say something in the middle of a question; what was typed so far stays."""
        self.line.new_line()
        self.say(code)
        self.line.resume(prompt)

    def _judge(self, typed: str, question: Question) -> TypedWord | str | None:
        """Give what a line answers; None, after saying why, where it answers nothing."""
        here = (*question.words, *EVERYWHERE, *self._led)
        known, order = read_order(typed, here, self.voice, self.vocabulary.words)
        if order is not None and order is not Order.GO_ON:
            return order
        text = "" if order is Order.GO_ON else typed.strip()
        if not text and not question.free:
            if question.passes or question.keeps:
                return question.keeps
            self.say(Ui.NOTHING_CHOSEN)
            return None
        digits = text.lower().translate(TOP_ROW)
        if digits.isascii() and digits.isdecimal() and len(digits) <= DIGITS and question.answers:
            at = int(digits) - question.first
            if 0 <= at < len(question.answers):
                return question.answers[at][0]
        if order is None and (is_key(text) or (known and (question.seeks or not question.free))):
            elsewhere = {} if is_key(text) else self.vocabulary.elsewhere
            _, there = read_order(typed, elsewhere, self.voice)
            self.say(LinearUi.NOT_HERE if there is None else elsewhere[there])
            return None
        if question.free:
            return unquoted(text and typed)
        if question.answers:
            last = question.first + len(question.answers) - 1
            self.say(LinearUi.NOT_KNOWN, first=question.first, last=last)
        else:
            self.say(LinearUi.NOT_ENTER)
        return None

    def _do(self, order: TypedWord, question: Question) -> bool:
        """Do what works everywhere; True where the question must be said again."""
        match order:
            case Order.HELP:
                stood = self._told  # an error after the help is an error, and says no list again
                at = self._place(question) or question.short
                left = self._put(Question(self._help(question), at=at, orders=(Order.BACK,), helps=True))
                self._told = stood if left is None else None
                return left is not None
            case Order.WHERE:
                helps = [self.voice.say(LinearUi.IN_HELP)] if question.helps else []
                self.tell(*helps, *dict.fromkeys(self.where(self._place(question))))
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
            case (Order.HIDE | Order.LOCK | Order.VANISH) as covers if self.shutter is not None:
                self.shutter.cover(covers)
            case Order.AGAIN:
                pass
            case _:
                self.say(LinearUi.NOT_HERE)
                return False
        return True

    def _place(self, question: Question) -> str:
        """Name where one answers; nothing where the question itself stands there."""
        return question.at or question.title or ("" if self._at_hand(question) else question.short)

    @property
    def _led(self) -> tuple[TypedWord, ...]:
        """The words that lead elsewhere from any prompt, on a face that has such a place."""
        led = ((Order.LANGUAGE, self.languages), (Order.TERMS, self.explain))
        return tuple(word for word, leads in led if leads is not None)

    def _help(self, question: Question) -> list[str]:
        """Give what this is, and the words that work here."""
        voice = self.voice
        lines = [*self.about(), voice.say(LinearUi.HELP_WORDS)]
        for order in (*question.words, *self._led, *EVERYWHERE):
            duty: Duty = order.value
            tells = voice.say(self.vocabulary.tells.get(order, duty.tells))
            lines.append(voice.say(LinearUi.HELP_WORD, word=voice.say(duty.word), tells=tells))
        quotes = [voice.say(LinearUi.HELP_QUOTES)] if question.free else []
        return [*lines, voice.say(self.vocabulary.keys), *quotes]

    # -- waiting

    def rest(self, seconds: float) -> None:
        """Take nothing for a while."""
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            self.line.hear(min(left, TURN))

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
        unsaid = not done.wait(GLANCE)
        while not done.wait(0):
            if unsaid:  # what was said before went with it
                self.say(said)
                if cancel is not None:
                    self.say(LinearUi.JOB_STOP)
                self.line.ask("", waits=True)
            heard = self.line.hear(GLANCE)
            order = Order[heard.key.upper()] if heard.key else None
            if heard.line:
                _, typed = read_order(heard.line, (*EVERYWHERE, Order.STOP, Order.BACK), self.voice)
                order = typed if isinstance(typed, Order) else None
            unsaid = self.shutter is not None and heard.touched and self.shutter.touched()
            if unsaid or self.shutter is None:
                pass
            elif order in (Order.HIDE, Order.LOCK, Order.VANISH):
                self.shutter.cover(order)
                unsaid = True
            elif not heard.touched:
                unsaid = self.shutter.look(lambda code: self.warn(code, ""))
            if order in (Order.STOP, Order.BACK) and cancel is not None and not unsaid:
                cancel()
            elif order in (Order.HELP, Order.WHERE, Order.AGAIN) and not unsaid:
                self.say(said)
                self.say(LinearUi.JOB_STOP if cancel is not None else LinearUi.JOB_WAITS)
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
