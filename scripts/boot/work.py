"""What somebody at the desk does: unlock it, help a person, print, look at the queue."""

from __future__ import annotations

import re

from kiosk.words.ui import Ui
from scripts.boot.trial import LONG, Trial
from tests.e2e.journey import CLOSED, HOME, LEFT, MAIN, Journey
from tests.e2e.terminal import PASSPHRASE

REFERENCE = re.compile(r"\b\w{3}-\w{3}-\w{3}\b")


def opened(trial: Trial) -> None:
    """Unlock the desk."""
    console = trial.console
    console.wait_for(CLOSED, seconds=LONG)
    console.type(PASSPHRASE)
    console.press("enter")
    console.wait_for(HOME, seconds=LONG)
    trial.record.note("déverrouillée")


def acted(trial: Trial) -> None:
    """Go through an act to its paper."""
    journey = Journey(trial.console, "close", MAIN)
    journey.begin()
    journey.go()
    trial.console.rest(1)
    trial.record.note("un acte est fait")


def printed(trial: Trial) -> None:
    """Print the receipt of the act, and give it to the person."""
    console = trial.console
    console.press("1", "enter")
    console.wait_for(Ui.RECEIPT_IN_HAND.value, seconds=LONG)
    console.rest(1)
    trial.record.note("le reçu est imprimé")


def left(trial: Trial) -> set[str]:
    """End the visit, and give the references in the queue."""
    console = trial.console
    console.press("1", "enter")
    console.wait_for(Ui.AFTER_TITLE.value, seconds=LONG)
    row = re.search(rf"(\d)\W+{Ui.AFTER_END.value}", console.text())
    assert row, console.text()
    console.press(row.group(1), "enter")
    console.wait_for(LEFT, seconds=LONG)
    console.press("enter")
    console.wait_for(HOME, seconds=LONG)
    return waiting(trial)


def waiting(trial: Trial) -> set[str]:
    """Give the references that stand in the queue, and go home."""
    console = trial.console
    console.press("f6")
    console.wait_for(Ui.QUEUE_TITLE.value, seconds=LONG)
    console.rest(1)
    found = set(REFERENCE.findall(console.text()))
    console.press("escape")
    console.wait_for(HOME)
    return found
