"""`kiosk office people` and `audit`: who works here, what each may do, and who did what."""

from __future__ import annotations

import argparse
import sys

from kiosk.core.colleague import OfficeRight
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.office import typed
from kiosk.office.hub_commands import open_house
from kiosk.office.verbs import Verbs
from kiosk.words.commands import Cli
from kiosk.words.office_more import OfficeMore


def register(verbs: Verbs) -> None:
    """Add these commands to `office`."""
    add, words = verbs.add, verbs.words
    rights = typed.listed(OfficeRight, typed.RIGHTS, verbs.language)
    people = verbs.group("people", OfficeMore.HELP_PEOPLE)
    add("list", OfficeMore.HELP_PEOPLE_LIST, _list, people)
    for name, code, run in (
        ("name", OfficeMore.HELP_PEOPLE_NAME, _name),
        ("add", OfficeMore.HELP_PEOPLE_ADD, _add),
        ("remove", OfficeMore.HELP_PEOPLE_REMOVE, _remove),
        ("right", OfficeMore.HELP_PEOPLE_RIGHT, _right),
    ):
        parser = add(name, code, run, people)
        parser.add_argument("who", metavar="PSEUDONYME", help=words(OfficeMore.HELP_WHO))
        if run in (_add, _right):
            nargs = "?" if run is _add else None
            parser.add_argument("right", nargs=nargs, default=OfficeRight.ANSWERS, metavar="ROLE", help=rights)
        if run is _remove:
            verbs.option(parser, "--rekey", "--cles", OfficeMore.HELP_REKEY, action="store_true")
    audit = verbs.group("audit", OfficeMore.HELP_AUDIT)
    add("show", OfficeMore.HELP_AUDIT_SHOW, _show, audit)
    add("verify", OfficeMore.HELP_AUDIT_VERIFY, _verify, audit)


def _list(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import people

    with open_house(args, terminal) as office:
        if office is None:
            return Exit.REFUSED
        for each in people.colleagues(office):
            mark = f" {terminal.words(Cli.STAFF_YOU)}" if each == office.who else ""
            print(f"{each.slot:>3}  {each.name:<20}  {terminal.words(each.right)}{mark}")
    return Exit.OK


def _name(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import people

    with open_house(args, terminal) as office:
        if office is None:
            return Exit.REFUSED
        me = people.name_me(office, args.who)
    terminal.say(OfficeMore.NAMED, name=me.name)
    return Exit.OK


def _right_of(args: argparse.Namespace, terminal: Terminal) -> OfficeRight | None:
    """Read the role that was typed; None, after saying which there are."""
    right = typed.meaning_of(args.right, typed.RIGHTS)
    if right is None:
        rights = typed.listed(OfficeRight, typed.RIGHTS, terminal.language)
        print(terminal.words(OfficeMore.RIGHTS, rights=rights), file=sys.stderr)
    return right


def _add(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import people

    right = _right_of(args, terminal)
    if right is None:
        return Exit.USAGE
    with open_house(args, terminal, need="keys") as office:
        if office is None:
            return Exit.REFUSED
        if not office.ledger.book.people():
            print(terminal.words(OfficeMore.NAME_FIRST), file=sys.stderr)
            return Exit.FAULT
        terminal.say(Cli.STAFF_THEIR_TURN, name=args.who)
        passphrase = terminal.new_passphrase((args.who, office.public.name))
        if passphrase is None:
            return Exit.REFUSED
        added = people.add(office, args.who, right, passphrase)
    terminal.say(OfficeMore.ADDED, name=added.name, right=terminal.words(added.right))
    return Exit.OK


def _right(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import people

    right = _right_of(args, terminal)
    if right is None:
        return Exit.USAGE
    with open_house(args, terminal, need="keys") as office:
        if office is None:
            return Exit.REFUSED
        changed = people.set_right(office, args.who, right)
    terminal.say(OfficeMore.ADDED, name=changed.name, right=terminal.words(changed.right))
    return Exit.OK


def _remove(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.errors import LinkFault
    from kiosk.office import chapters, exchange, notes, people
    from kiosk.office.hub_commands import say_fault

    with open_house(args, terminal, need="keys") as office:
        if office is None:
            return Exit.REFUSED
        yes = terminal.words(Cli.YES)
        wanted = args.rekey or input(terminal.words(OfficeMore.ASK_REKEY, yes=yes)).strip().lower() in (yes, yes[0])
        if wanted and chapters.own_seat(office) is not None:  # without the hub nobody is removed by halves
            with office.talk() as client:
                notes.settle_notes(office, client)
        gone = people.remove(office, args.who)
        terminal.say(OfficeMore.REMOVED, name=gone.name)
        if wanted:
            after = people.part_hard(office)
            terminal.say(OfficeMore.REKEYED)
            if after.public.hub is not None:
                try:
                    with exchange.line(after) as client:
                        exchange.deliver(after, client)
                except LinkFault as fault:
                    say_fault(fault, terminal)
    return Exit.OK


# ---- traces ----------------------------------------------------------------------------------


def _show(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.reference import spell
    from kiosk.core.trace import Event

    with open_house(args, terminal, need="coordinates") as office:
        if office is None:
            return Exit.REFUSED
        for trace in office.ledger.book.traces():
            record = office.ledger.get(trace.act) if trace.act else None
            act = spell(record.reference) if record else trace.act.hex()[:8]
            when = f"{trace.at.astimezone():%d/%m/%Y %H:%M}"
            print(f"{trace.number:>6}  {when}  {trace.who or '-':<20}  {terminal.words(trace.event)}  {act}".rstrip())
        office.trace(Event.AUDITED)
    return Exit.OK


def _verify(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.reference import spell
    from kiosk.core.trace import gaps
    from kiosk.office import work

    with open_house(args, terminal, need="coordinates") as office:
        if office is None:
            return Exit.REFUSED
        traces = office.ledger.book.traces()
        missing, broken = gaps(traces), work.broken(office)
        for number in missing:
            print(terminal.words(Cli.AUDIT_GAP, number=number), file=sys.stderr)
        for record in broken:
            print(terminal.words(OfficeMore.BROKEN, reference=spell(record.reference)), file=sys.stderr)
        terminal.count("cli_traces", len(traces))
    if missing or broken:
        return Exit.FAULT
    terminal.say(Cli.AUDIT_WHOLE)
    return Exit.OK
