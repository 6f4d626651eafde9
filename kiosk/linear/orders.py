"""The words that can be typed at the desk, beside those of every face of plain lines."""

from __future__ import annotations

from kiosk.plain.orders import Duty, TypedWord
from kiosk.words.linear import LinearUi
from kiosk.words.ui import Ui


class DeskOrder(TypedWord):
    """The desk's own words."""

    BESIDE = Duty(LinearUi.WORD_BESIDE, Ui.TELLS_BESIDE, Ui.CAP_F6)
    SHEET = Duty(LinearUi.WORD_SHEET, Ui.TELLS_SHEET, Ui.CAP_F5)
    DISCREET = Duty(LinearUi.WORD_DISCREET, Ui.TELLS_DISCREET, Ui.CAP_F4)
    QUEUE = Duty(LinearUi.WORD_QUEUE, Ui.TELLS_QUEUE, Ui.CAP_F6)
    ROAD = Duty(LinearUi.WORD_ROAD, Ui.TELLS_ROAD, Ui.CAP_F7)
    SEND = Duty(LinearUi.WORD_SEND, Ui.TELLS_SEND, Ui.CAP_F5)
    DAY = Duty(LinearUi.WORD_DAY, Ui.TELLS_DAY, Ui.CAP_F4)
    MANDATE = Duty(LinearUi.WORD_MANDATE, Ui.TELLS_MANDATE, Ui.CAP_F6)
    CASES = Duty(LinearUi.WORD_CASES, LinearUi.TELLS_CASES, Ui.CAP_F5)
    FORM = Duty(LinearUi.WORD_FORM, Ui.TELLS_FORM, Ui.CAP_F5)
    CODE = Duty(LinearUi.WORD_CODE, Ui.TELLS_QR, Ui.CAP_F4)
    EMPTY = Duty(LinearUi.WORD_EMPTY, LinearUi.TELLS_EMPTY)
