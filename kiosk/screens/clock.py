"""Asks a member of staff whether the machine's date is right, where nothing else can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.core.errors import KioskError
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.jobs import background
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.screens.host import Host


def ask_date(kiosk: Host) -> None:
    """Ask. Nothing depends on the answer but what is said and printed about dates."""
    now = kiosk.session.clock().wall

    def answered(answer: str | None) -> None:
        if answer == "yes":
            background(kiosk, _confirm(kiosk))

    choices = [("no", kiosk.words.say(Ui.CLOCK_NO)), ("yes", kiosk.words.say(Ui.CLOCK_YES))]
    text = kiosk.words.say(Ui.CLOCK_ASK_TEXT, date=kiosk.words.date(now.date()), time=f"{now:%H:%M}")
    kiosk.push_screen(ConfirmScreen(kiosk.words.say(Ui.CLOCK_ASK), text, choices), answered)


async def _confirm(kiosk: Host) -> None:
    from kiosk.screens.home import HomeScreen

    words = ""
    try:
        await kiosk.work(kiosk.session.confirm_date)
    except KioskError as error:
        words = kiosk.words.error(error)
    if isinstance(kiosk.screen, HomeScreen):
        kiosk.screen.opened()
        if words:
            kiosk.screen.problem(words)
