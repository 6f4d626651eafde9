"""`kiosk office answer` and `undo`: what is said of an act, asked once more where it cannot be changed later."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk.core.errors import IllegalMove, LinkFault
from kiosk.core.meeting import Meeting
from kiosk.core.office import Record
from kiosk.core.outbox import FINAL, State
from kiosk.core.reference import parse, spell
from kiosk.core.reply import (
    Hindrance,
    Possible,
    comes_on,
    comes_too_late,
    hindrance,
    meets_too_late,
    takes_a_day,
)
from kiosk.core.status import REASONS, Reason
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.office import typed
from kiosk.office.choice import choose_act, label_of_desk, print_stops
from kiosk.office.hub_commands import open_house, say_fault
from kiosk.office.verbs import Verbs
from kiosk.words.commands import Cli
from kiosk.words.console import ConsoleUi
from kiosk.words.office import OfficeCli

if TYPE_CHECKING:
    from kiosk.office.house import House
    from kiosk.uplink.office_client import OfficeClient


def register(verbs: Verbs) -> None:
    """Add these commands to `office`."""
    add, words = verbs.add, verbs.words
    answer = add("answer", OfficeCli.HELP_ANSWER, _answer)
    answer.add_argument("reference", metavar="REFERENCE", help=words(OfficeCli.HELP_REFERENCE))
    answer.add_argument("state", metavar="ETAT", help=typed.listed(typed.STATES, typed.STATES, verbs.language))
    answer.add_argument("reason", nargs="*", metavar="RAISON", help=_reasons(Reason, verbs.language))
    undo = add("undo", OfficeCli.HELP_UNDO, _undo)
    undo.add_argument("reference", metavar="REFERENCE", help=words(OfficeCli.HELP_REFERENCE))


def _answer(args: argparse.Namespace, terminal: Terminal) -> Exit:
    reference, state = parse(args.reference).reference, typed.meaning_of(args.state, typed.STATES)
    text = " ".join(args.reason)
    if takes_a_day(state) and typed.is_dated(text):
        return _answer_this(args, reference, _Said(State.APPOINTMENT, None, dated=text), terminal)
    reason = typed.meaning_of(args.reason[0], typed.REASONS) if args.reason else None
    if state is None:
        print(
            terminal.words(OfficeCli.ANSWER_STATES, states=typed.listed(typed.STATES, typed.STATES, terminal.language)),
            file=sys.stderr,
        )
        return Exit.USAGE
    if len(args.reason) > 1 or (args.reason and reason is None):
        print(
            terminal.words(OfficeCli.ANSWER_ONE, reasons=_reasons(REASONS[state], terminal.language)), file=sys.stderr
        )
        return Exit.USAGE
    return _answer_this(args, reference, _Said(state, reason), terminal)


@dataclass(frozen=True)
class _Said:
    """What was typed."""

    state: State
    reason: Reason | None
    dated: str = ""
    """The day and hour of an appointment, or that it is cancelled; empty for any other answer."""
    meeting: Meeting | None = None


def _read_day(office: House, said: _Said, terminal: Terminal) -> _Said | None:
    """Read the day and hour of an appointment; say why not where it is none."""
    if typed.is_cancelled(said.dated):
        return replace(said, reason=Reason.COME_ANY_DAY)
    from kiosk.office import work

    met = typed.meeting_of(said.dated, office.now().astimezone().date())
    number = max(met.place, 1) if met else 1
    if met is None or number > len(work.places(office)):
        print(terminal.words(ConsoleUi.NOT_AN_HOUR if met is None else ConsoleUi.NO_PLACE), file=sys.stderr)
        return None
    return replace(said, reason=comes_on(met.day), meeting=replace(met, place=number))


def _answer_this(args: argparse.Namespace, reference: str, said: _Said, terminal: Terminal) -> Exit:
    with open_house(args, terminal) as office:
        if office is None or (before := choose_act(office, reference, terminal)) is None:
            return Exit.REFUSED
        if said.dated:
            read = _read_day(office, said, terminal)
            if read is None:
                return Exit.USAGE
            said = read
        if office.public.hub is None:
            return _record(office, before.act, said, terminal, OfficeCli.ANSWER_BY_KEY)
        try:
            return _answer_online(office, before.act, said, terminal)
        except LinkFault as fault:
            say_fault(fault, terminal)
            kept = office.ledger.get(before.act)
            if kept is not None and kept.sequence == before.sequence:  # the line broke before it was noted
                return _record(office, before.act, said, terminal, OfficeCli.ANSWER_LATER)
            terminal.say(OfficeCli.ANSWER_LATER)
            return Exit.OK


def _answer_online(office: House, act: bytes, said: _Said, terminal: Terminal) -> Exit:
    """Look whether she asked to stop; then record the answer, and give it to the hub unless it is held."""
    from kiosk.office import exchange

    with exchange.line(office) as client:
        exchange.look(office, client, act)
        if (code := _record(office, act, said, terminal, client=client)) is not Exit.OK:
            return code
        exchange.deliver(office, client)
    kept = office.ledger.get(act)
    if kept is None or kept.state is not said.state:
        now_ = terminal.words(kept.state) if kept is not None and kept.state else ""
        print(terminal.words(OfficeCli.ANSWER_KNEW, state=now_), file=sys.stderr)
        return Exit.FAULT
    if not kept.told and kept.before is None:
        print(terminal.words(OfficeCli.ANSWER_REFUSED), file=sys.stderr)
        return Exit.FAULT
    return Exit.OK


def _name(office: House, act: bytes, client: OfficeClient | None) -> str:
    """Give whose act it is, from its very bytes: those that are kept here, else the hub's."""
    from kiosk.office import exchange
    from kiosk.office.printed import kept_act
    from kiosk.office.show import on_one_line

    sent = kept_act(office, act)
    if not sent and client is not None:
        sent = [each.sent for each in exchange.fetch(client, [act])[0]]
    opened = office.open_again(sent)
    names = (each.answers.get("name") for each in opened.acts)
    return on_one_line(next((name for name in names if isinstance(name, str)), ""))


def _record(
    office: House,
    act: bytes,
    said: _Said,
    terminal: Terminal,
    after: OfficeCli | None = None,
    *,
    client: OfficeClient | None = None,
) -> Exit:
    """Put an answer into the ledger, or say why it may not be given."""
    record, state, reason = office.ledger.get(act), said.state, said.reason
    assert record is not None
    if (why := hindrance(record, Possible(state, reason))) is not None:
        if why is Hindrance.UNREAD_STOP:
            print_stops([record], terminal)
            office.seen((), [record.act])
        reasons = _reasons(REASONS[state], terminal.language)
        print(terminal.words(_WHY_NOT[why], reasons=reasons), file=sys.stderr)
        return Exit.FAULT
    name = _name(office, act, client) if state in FINAL else ""
    if not _is_sure(office, record, said, terminal, name):
        terminal.say(OfficeCli.NOTHING)
        return Exit.REFUSED
    from kiosk.office import work

    if not said.dated:
        work.answer_act(office, act, state, reason)
    elif not work.meet(office, act, said.meeting):
        terminal.say(OfficeCli.NOTHING)
        return Exit.REFUSED
    terminal.say(OfficeCli.ANSWERED, reference=spell(record.reference), state=terminal.words(state))
    if state in FINAL:
        terminal.say(OfficeCli.HELD, reference=spell(record.reference))
    elif after is not None:
        terminal.say(after)
    return Exit.OK


_WHY_NOT: Mapping[Hindrance, OfficeCli] = {
    Hindrance.UNREAD_STOP: OfficeCli.ANSWER_STOP,
    Hindrance.HELD: OfficeCli.ANSWER_UNDO,
    Hindrance.FINAL: OfficeCli.ANSWER_FINAL,
    Hindrance.NOT_TAKEN: OfficeCli.ANSWER_NOT_TAKEN,
    Hindrance.STOPPED: OfficeCli.ANSWER_STOP,
    Hindrance.REASON: OfficeCli.ANSWER_WHY,
}


def _is_sure(office: House, record: Record, said: _Said, terminal: Terminal, name: str) -> bool:
    """Repeat whose act it is and ask, before what cannot be changed, or what comes too late for her."""
    state, until = said.state, record.until
    late = comes_too_late(said.reason, until, office.now().astimezone().date())
    if said.dated:
        late = meets_too_late(said.meeting, until)
    if late is not None and record.until is not None:
        terminal.say(OfficeCli.ASK_LATE, day=f"{late:%d/%m/%Y}", until=f"{record.until:%d/%m/%Y}")
    if state in FINAL:
        who = name or terminal.words(OfficeCli.ASK_NO_NAME)
        print(f"{spell(record.reference)}  {who}  {label_of_desk(office, record, terminal)}")
        if record.stop_asked and not record.stop_key:
            terminal.say(OfficeCli.STOP_ORAL, reference=spell(record.reference))
        terminal.say(OfficeCli.ASK_FINAL, state=terminal.words(state))
    elif late is None:
        return True
    yes = terminal.words(Cli.YES)
    return terminal.ask(OfficeCli.ASK_SURE, yes=yes).strip().lower() == yes


def _undo(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import work

    reference = parse(args.reference).reference
    with open_house(args, terminal) as office:
        if office is None or (record := choose_act(office, reference, terminal)) is None:
            return Exit.REFUSED
        try:
            back = work.take_answer_back(office, record.act)
        except IllegalMove:
            print(terminal.words(OfficeCli.UNDO_GONE), file=sys.stderr)
            return Exit.FAULT
        state = terminal.words(back.state) if back.state else ""
    terminal.say(OfficeCli.UNDONE, reference=spell(reference), state=state)
    return Exit.OK


def _reasons(reasons: Iterable[Reason], language: str) -> str:
    wanted = set(reasons)
    return typed.listed([each for each in Reason if each in wanted], typed.REASONS, language)
