"""The words that can be typed at a prompt, and the keys whose names may be typed in their place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from unicodedata import category, normalize

from kiosk.words.linear import LinearUi
from kiosk.words.ui import Ui
from kiosk.words.voice import Voice


@dataclass(frozen=True)
class Duty:
    """What a word does."""

    word: Enum
    tells: Enum
    cap: Enum | str = ""
    """The key of the other face that does the same: a letter is the same in every language."""


class TypedWord(Enum):
    """A word that can be typed: its value is its duty. Each face has words of its own beside those of both."""


class Order(TypedWord):
    """The words of both faces."""

    HELP = Duty(LinearUi.WORD_HELP, LinearUi.TELLS_HELP, Ui.CAP_F1)
    WHERE = Duty(LinearUi.WORD_WHERE, LinearUi.TELLS_WHERE)
    AGAIN = Duty(LinearUi.WORD_AGAIN, LinearUi.TELLS_AGAIN, Ui.CAP_CTRL_L)
    HIDE = Duty(LinearUi.WORD_HIDE, Ui.TELLS_HIDE, Ui.CAP_F8)
    LOCK = Duty(LinearUi.WORD_LOCK, Ui.TELLS_LOCK, Ui.CAP_F9)
    VANISH = Duty(LinearUi.WORD_VANISH, Ui.TELLS_VANISH, Ui.CAP_F12)
    LANGUAGE = Duty(LinearUi.WORD_LANGUAGE, Ui.TELLS_LANGUAGE, Ui.CAP_F2)
    TERMS = Duty(LinearUi.WORD_TERMS, Ui.TELLS_WORDS, Ui.CAP_F3)
    GO_ON = Duty(LinearUi.WORD_GO_ON, LinearUi.TELLS_GO_ON, Ui.CAP_ENTER)
    BACK = Duty(LinearUi.WORD_BACK, LinearUi.TELLS_BACK, Ui.CAP_ESCAPE)
    STOP = Duty(LinearUi.WORD_STOP, LinearUi.TELLS_STOP, Ui.CAP_F10)
    LISTEN = Duty(LinearUi.WORD_LISTEN, LinearUi.TELLS_LISTEN, Ui.CAP_F7)
    HUSH = Duty(LinearUi.WORD_HUSH, LinearUi.TELLS_HUSH)


EVERYWHERE = (Order.HELP, Order.WHERE, Order.AGAIN, Order.HIDE, Order.LOCK, Order.VANISH)
"""Words that work at every prompt but where a passphrase is asked for."""


def read_order(
    typed: str, here: Iterable[TypedWord], voice: Voice, every: Iterable[type[TypedWord]] = (Order,)
) -> tuple[bool, TypedWord | None]:
    """Tell whether a line is such a word, and which of those that work here it means.

    It is read in the language of the staff and in French, however it is accented: whoever helps may type either.

    Args:
        typed: the line.
        here: the words that work here.
        voice: words them.
        every: all the words of this face.
    """
    text = _bare(typed)
    there = False
    for order in dict.fromkeys((*here, *(word for words in every for word in words))):
        duty: Duty = order.value
        names = {name for code in (duty.word, duty.cap) for name in _names(code, voice)}
        if text and text in names:
            there = True
            if order in here:
                return True, order
    return there, None


def is_key(typed: str) -> bool:
    """Tell whether a line is the name of a key with a number, which is no text."""
    text = _bare(typed)
    return len(text) in (2, 3) and text[0] == "f" and text[1:].isdecimal()


def _names(code: Enum | str, voice: Voice) -> tuple[str, ...]:
    return (_bare(code),) if isinstance(code, str) else (_bare(voice.say(code)), _bare(code.value))


def _bare(text: str) -> str:
    """Write a word without accents and large letters."""
    parted = normalize("NFD", text.strip().casefold())
    return "".join(sign for sign in parted if category(sign) != "Mn")
