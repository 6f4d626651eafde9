"""The words that can be typed at the office, beside those of both faces of plain lines, and its screens' keys."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.plain.orders import Duty, Order, TypedWord
from kiosk.plain.question import Vocabulary
from kiosk.words.console import LinesUi
from kiosk.words.linear import LinearUi
from kiosk.words.passing import PassingUi
from kiosk.words.ui import Ui


class OfficeOrder(TypedWord):
    """The office's own words."""

    FILTER = Duty(LinesUi.WORD_FILTER, LinesUi.TELLS_FILTER, "/")
    SORT = Duty(LinesUi.WORD_SORT, LinesUi.TELLS_SORT, "o")
    FETCH = Duty(LinesUi.WORD_FETCH, LinesUi.TELLS_FETCH, Ui.CAP_F5)
    PRINT = Duty(LinesUi.WORD_PRINT, LinesUi.TELLS_PRINT, Ui.CAP_F4)
    ALL = Duty(LinesUi.WORD_ALL, LinesUi.TELLS_ALL, "e")
    DESKS = Duty(LinesUi.WORD_DESKS, LinesUi.TELLS_DESKS, "v")
    TAKE = Duty(LinesUi.WORD_TAKE, LinesUi.TELLS_TAKE, "p")
    NOTE = Duty(LinesUi.WORD_NOTE, LinesUi.TELLS_NOTE, "n")
    TRIED = Duty(LinesUi.WORD_TRIED, LinesUi.TELLS_TRIED, "i")
    CALL_BACK = Duty(LinesUi.WORD_CALL_BACK, LinesUi.TELLS_CALL_BACK, "r")
    MEET = Duty(LinesUi.WORD_MEET, LinesUi.TELLS_MEET, "d")
    ANSWER = Duty(LinesUi.WORD_ANSWER, LinesUi.TELLS_ANSWER, "a")
    UNDO = Duty(LinesUi.WORD_UNDO, LinesUi.TELLS_UNDO, "u")
    SCRIPT = Duty(LinesUi.WORD_SCRIPT, LinesUi.TELLS_SCRIPT, "s")
    HAND_ON = Duty(LinesUi.WORD_HAND_ON, LinesUi.TELLS_HAND_ON, "t")
    LET_GO = Duty(LinesUi.WORD_LET_GO, LinesUi.TELLS_LET_GO, "l")
    PASS_ON = Duty(PassingUi.WORD, PassingUi.TELLS, "b")
    DEEDS = Duty(LinesUi.WORD_DEEDS, LinesUi.TELLS_DEEDS, Ui.CAP_F2)


IN_LIST = (
    OfficeOrder.FILTER,
    OfficeOrder.SORT,
    OfficeOrder.FETCH,
    OfficeOrder.PRINT,
    OfficeOrder.ALL,
    OfficeOrder.DESKS,
    OfficeOrder.DEEDS,
)
"""Words that work where acts are listed."""
IN_ACT = tuple(each for each in OfficeOrder if each not in IN_LIST)
"""Words that work in an act: each is one deed."""
VOCABULARY = Vocabulary(
    (Order, OfficeOrder),
    {Order.VANISH: LinesUi.TELLS_VANISH},
    LinesUi.HELP_KEYS,
    dict.fromkeys((Order.LANGUAGE, Order.TERMS), LinearUi.NOT_AT_OFFICE),
)


def deed_words(order: OfficeOrder, say: Callable[..., str]) -> str:
    """Say a word and what it does."""
    duty: Duty = order.value
    return say(LinearUi.HELP_WORD, word=say(duty.word), tells=say(duty.tells))
