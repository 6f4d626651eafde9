"""`kiosk office answer` and `undo`: what is said of an act, asked once more where it cannot be changed later."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kiosk.core.errors import IllegalMove, LinkFault
from kiosk.core.office import Record, check_answer, comes_too_late
from kiosk.core.outbox import FINAL, State
from kiosk.core.reference import parse, spell
from kiosk.core.status import REASONS, Reason
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.office import typed
from kiosk.office.choice import choose_act, label_of_desk, print_stops
from kiosk.office.hub_commands import open_house, say_fault
from kiosk.office.verbs import Verbs
from kiosk.words.commands import Cli
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
    with open_house(args, terminal) as office:
        if office is None or (before := choose_act(office, reference, terminal)) is None:
            return Exit.REFUSED
        if office.public.hub is None:
            return _record(office, before.act, state, reason, terminal, OfficeCli.ANSWER_BY_KEY)
        try:
            return _answer_online(office, before.act, state, reason, terminal)
        except LinkFault as fault:
            say_fault(fault, terminal)
            kept = office.ledger.get(before.act)
            if kept is not None and kept.sequence == before.sequence:  # the line broke before it was noted
                return _record(office, before.act, state, reason, terminal, OfficeCli.ANSWER_LATER)
            terminal.say(OfficeCli.ANSWER_LATER)
            return Exit.OK


def _answer_online(office: House, act: bytes, state: State, reason: Reason | None, terminal: Terminal) -> Exit:
    """Look whether she asked to stop; then record the answer, and give it to the hub unless it is held."""
    from kiosk.office import exchange

    with exchange.line(office) as client:
        exchange.look(office, client, act)
        if (code := _record(office, act, state, reason, terminal, client=client)) is not Exit.OK:
            return code
        exchange.deliver(office, client)
    kept = office.ledger.get(act)
    if kept is None or kept.state is not state:
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
    state: State,
    reason: Reason | None,
    terminal: Terminal,
    after: OfficeCli | None = None,
    *,
    client: OfficeClient | None = None,
) -> Exit:
    """Put an answer into the ledger, or say why it may not be given."""
    record = office.ledger.get(act)
    assert record is not None
    if record.stop_asked and not record.stop_read and state is not State.STOPPED:
        print_stops([record], terminal)
        office.seen((), [record.act])
        print(terminal.words(OfficeCli.ANSWER_STOP), file=sys.stderr)
        return Exit.FAULT
    if not _may(record, state, reason):
        print(
            terminal.words(_why_not(record, state), reasons=_reasons(REASONS[state], terminal.language)),
            file=sys.stderr,
        )
        return Exit.FAULT
    name = _name(office, act, client) if state in FINAL else ""
    if not _is_sure(office, record, state, reason, terminal, name):
        terminal.say(OfficeCli.NOTHING)
        return Exit.REFUSED
    from kiosk.office import work

    work.answer_act(office, act, state, reason)
    terminal.say(OfficeCli.ANSWERED, reference=spell(record.reference), state=terminal.words(state))
    if state in FINAL:
        terminal.say(OfficeCli.HELD, reference=spell(record.reference))
    elif after is not None:
        terminal.say(after)
    return Exit.OK


def _may(record: Record, state: State, reason: Reason | None) -> bool:
    try:
        check_answer(record, state, reason)
    except IllegalMove:
        return False
    return True


def _why_not(record: Record, state: State) -> OfficeCli:
    if record.state in FINAL:
        return OfficeCli.ANSWER_UNDO if record.before is not None else OfficeCli.ANSWER_FINAL
    if record.state is None:
        return OfficeCli.ANSWER_NOT_TAKEN
    if record.stop_asked and record.stop_key and (state is State.PROOF_SEEN or state not in FINAL):
        return OfficeCli.ANSWER_STOP
    return OfficeCli.ANSWER_WHY


def _is_sure(office: House, record: Record, state: State, reason: Reason | None, terminal: Terminal, name: str) -> bool:
    """Repeat whose act it is and ask, before what cannot be changed, or what comes too late for her."""
    late = comes_too_late(reason, record.until, office.now().astimezone().date())
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
