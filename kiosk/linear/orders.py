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

    word: LinearUi
    tells: LinearUi | Ui
    cap: Ui | None = None
    """The key of the other face that does the same."""


class Order(Enum):
    """Every word."""

    HELP = Duty(LinearUi.WORD_HELP, LinearUi.TELLS_HELP, Ui.CAP_F1)
    WHERE = Duty(LinearUi.WORD_WHERE, LinearUi.TELLS_WHERE)
    AGAIN = Duty(LinearUi.WORD_AGAIN, LinearUi.TELLS_AGAIN)
    HIDE = Duty(LinearUi.WORD_HIDE, Ui.TELLS_HIDE, Ui.CAP_F8)
    LOCK = Duty(LinearUi.WORD_LOCK, Ui.TELLS_LOCK, Ui.CAP_F9)
    VANISH = Duty(LinearUi.WORD_VANISH, Ui.TELLS_VANISH, Ui.CAP_F12)
    LANGUAGE = Duty(LinearUi.WORD_LANGUAGE, Ui.TELLS_LANGUAGE, Ui.CAP_F2)
    TERMS = Duty(LinearUi.WORD_TERMS, Ui.TELLS_WORDS, Ui.CAP_F3)
    BESIDE = Duty(LinearUi.WORD_BESIDE, Ui.TELLS_BESIDE, Ui.CAP_F6)
    BACK = Duty(LinearUi.WORD_BACK, LinearUi.TELLS_BACK, Ui.CAP_ESCAPE)
    STOP = Duty(LinearUi.WORD_STOP, LinearUi.TELLS_STOP, Ui.CAP_F10)
    SHEET = Duty(LinearUi.WORD_SHEET, Ui.TELLS_SHEET, Ui.CAP_F5)
    DISCREET = Duty(LinearUi.WORD_DISCREET, Ui.TELLS_DISCREET, Ui.CAP_F4)
    QUEUE = Duty(LinearUi.WORD_QUEUE, Ui.TELLS_QUEUE, Ui.CAP_F6)
    ROAD = Duty(LinearUi.WORD_ROAD, Ui.TELLS_ROAD, Ui.CAP_F7)
    SEND = Duty(LinearUi.WORD_SEND, Ui.TELLS_SEND, Ui.CAP_F5)
    DAY = Duty(LinearUi.WORD_DAY, Ui.TELLS_DAY, Ui.CAP_F4)
    CASES = Duty(LinearUi.WORD_CASES, LinearUi.TELLS_CASES, Ui.CAP_F5)
    FORM = Duty(LinearUi.WORD_FORM, Ui.TELLS_FORM, Ui.CAP_F5)
    CODE = Duty(LinearUi.WORD_CODE, Ui.TELLS_QR, Ui.CAP_F4)
    LISTEN = Duty(LinearUi.WORD_LISTEN, LinearUi.TELLS_LISTEN, Ui.CAP_F7)
    HUSH = Duty(LinearUi.WORD_HUSH, LinearUi.TELLS_HUSH)
    EMPTY = Duty(LinearUi.WORD_EMPTY, LinearUi.TELLS_EMPTY)


EVERYWHERE = (Order.HELP, Order.WHERE, Order.AGAIN, Order.HIDE, Order.LOCK, Order.VANISH)
"""Words that work at every prompt but where a passphrase is asked for."""


def read_order(typed: str, here: Iterable[Order], voice: Voice) -> tuple[bool, Order | None]:
    """Tell whether a line is such a word, and which of those that work here it means.

    It is read in the language of the staff and in French, however it is accented: whoever helps may type either.
    """
    text = _bare(typed)
    there = False
    for order in dict.fromkeys((*here, *Order)):
        duty = order.value
        codes: list[LinearUi | Ui] = [duty.word, *([duty.cap] if duty.cap else [])]
        names = {name for code in codes for name in (_bare(voice.say(code)), _bare(code.value))}
        if text and text in names:
            there = True
            if order in here:
                return True, order
    return there, None


def _bare(text: str) -> str:
    """Write a word without accents and large letters."""
    parted = normalize("NFD", text.strip().casefold())
    return "".join(sign for sign in parted if category(sign) != "Mn")
