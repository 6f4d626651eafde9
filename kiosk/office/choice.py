"""Which act is meant, and what must be read before anything is done: shared by the office's commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk.core.office import distinct
from kiosk.core.outbox import FINAL, State
from kiosk.core.reference import spell
from kiosk.glass.terminal import Terminal
from kiosk.words.office import OfficeCli

if TYPE_CHECKING:
    from kiosk.core.office import Record
    from kiosk.office.house import House


def choose_act(office: House, reference: str, terminal: Terminal) -> Record | None:
    """Give the act of a reference; where two acts have it, ask which. None without an answer.

    Raises:
        NotRecorded: the office never took such an act.
    """
    found = distinct(office.ledger.find(reference))
    if len(found) == 1:
        return found[0]
    terminal.say(OfficeCli.SAME, reference=spell(reference), number=len(found))
    for number, record in enumerate(found, 1):
        state = terminal.words(record.state) if record.state else ""
        at = f"{record.at.astimezone():%d/%m/%Y %H:%M}" if record.at else ""
        print(f"  {number}  {label_of_desk(office, record, terminal)}  {at}  {state}")
    typed = terminal.ask(OfficeCli.SAME_ASK).strip()
    if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(found):
        return found[int(typed) - 1]
    terminal.say(OfficeCli.NOTHING)
    return None


def label_of_desk(office: House, record: Record, terminal: Terminal) -> str:
    """Give the label of the desk that an act came from, as far as it is known."""
    from kiosk.core.errors import KioskError
    from kiosk.office import keys
    from kiosk.office.show import on_one_line

    try:
        label = on_one_line(keys.desk_of(office.folder, record.desk, gone=True).label)
    except KioskError:
        label = "?"
    return terminal.words(OfficeCli.FROM, desk=label)


def say_held(office: House, terminal: Terminal) -> None:
    """Say which answers still stay here."""
    for record in office.held():
        terminal.say(OfficeCli.HELD, reference=spell(record.reference))


def print_stops(stops: Sequence[Record], terminal: Terminal) -> None:
    """Print what people took back, before anything else."""
    if not stops:
        return
    terminal.say(OfficeCli.STOPS)
    for stop in sorted(stops, key=lambda stop: stop.reference):
        print(f"  ! {terminal.words(_stop_sentence(stop), reference=spell(stop.reference))}")
    print()


def _stop_sentence(stop: Record) -> OfficeCli:
    if not stop.hash:
        return OfficeCli.STOP_ALONE
    if stop.state is State.STOPPED:
        return OfficeCli.STOP_KEY if stop.stop_key else OfficeCli.STOP_AFTER
    if stop.state in FINAL:
        return OfficeCli.STOP_AFTER
    return OfficeCli.STOP_TAKEN if stop.stop_key else OfficeCli.STOP_ORAL
