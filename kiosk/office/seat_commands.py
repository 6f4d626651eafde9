"""`kiosk office seat`: the machines of one office; one more joins with a code, a lost one is let go."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.glass.terminal import Terminal
from kiosk.machine.clock import now
from kiosk.machine.exits import Exit
from kiosk.office.hub_commands import open_house, say_forged
from kiosk.office.verbs import Verbs
from kiosk.words.commands import Cli
from kiosk.words.office import OfficeCli
from kiosk.words.office_more import OfficeMore
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.office.joining import SeatTaken
    from kiosk.uplink.office_client import OfficeClient
    from kiosk.wire.seats import Shared

_EVERY, _LONGEST = 3.0, 1800.0
"""Seconds between two looks whether the office has admitted this machine, and until nobody waits any more."""


def register(verbs: Verbs) -> None:
    """Add these commands to `office`."""
    add, words = verbs.add, verbs.words
    seat = verbs.group("seat", OfficeMore.HELP_SEAT)
    added = add("add", OfficeMore.HELP_SEAT_ADD, _add, seat)
    added.add_argument("label", metavar="NOM", help=words(OfficeMore.HELP_SEAT_LABEL))
    joined = add("join", OfficeMore.HELP_SEAT_JOIN, _join, seat)
    joined.add_argument("address", metavar="ADRESSE", help=words(Cli.HELP_HUB))
    joined.add_argument("--ca", type=Path, metavar="FICHIER", help=words(OfficeCli.HELP_CA))
    joined.add_argument("--proxy", metavar="ADRESSE", default="", help=words(OfficeCli.HELP_PROXY))
    joined.add_argument("--insecure-http", action="store_true", help=words(OfficeCli.HELP_INSECURE))
    add("list", OfficeMore.HELP_SEAT_LIST, _list, seat)
    revoked = add("revoke", OfficeMore.HELP_SEAT_REVOKE, _revoke, seat)
    revoked.add_argument("label", metavar="NOM", help=words(OfficeMore.HELP_SEAT_LABEL))


# ---- at a machine of the office --------------------------------------------------------------


def _add(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import chapters, exchange, joining, show

    with open_house(args, terminal, need="keys") as office:
        if office is None:
            return Exit.REFUSED
        if not office.ledger.book.people():
            print(terminal.words(OfficeMore.NAME_FIRST), file=sys.stderr)
            return Exit.FAULT
        with exchange.line(office) as client:
            try:
                label = show.read_label(args.label)
                if chapters.own_seat(office) is None:
                    joining.open_seats(office, client, show.read_label(terminal.ask(OfficeMore.ASK_SEAT_HERE)))
                code = joining.expect_seat(office, client, label)
            except ValueError:
                print(terminal.words(OfficeMore.LABEL_UNFIT), file=sys.stderr)
                return Exit.USAGE
    terminal.say(OfficeMore.SEAT_CODE, label=label)
    print(f"\n    {code}\n")
    return Exit.OK


def _list(args: argparse.Namespace, terminal: Terminal) -> Exit:
    """Show the machines, after those that came with a code were admitted."""
    from kiosk.office import chapters, desks, exchange, show

    with open_house(args, terminal) as office:
        if office is None:
            return Exit.REFUSED
        own = chapters.own_seat(office)
        if own is None:
            terminal.say(OfficeMore.SEAT_ONE)
            return Exit.OK
        with exchange.line(office) as client:
            worst = say_forged(desks.settle_desks(office, client), terminal)
            exchange.deliver(office, client)
        every = sorted(chapters.office_seats(office).values(), key=lambda each: (each.gone, each.label))
        named = Counter(each.label for each in every if not each.gone)
        for each in every:
            label = show.on_one_line(each.label)
            if named[each.label] > 1 and not each.gone:  # two codes were out at once: `revoke` takes this, too
                label = f"{label} ({_short(each.id)})"
            if each.gone:
                day = f"{datetime.fromtimestamp(each.gone, UTC).astimezone():%d/%m/%Y}"
                terminal.say(OfficeMore.SEAT_GONE, label=label, day=day)
            else:
                print(terminal.words(OfficeMore.SEAT_HERE, label=label) if each.id == own.id else label)
    return worst


def _revoke(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import chapters, exchange, joining, show

    with open_house(args, terminal, need="keys") as office:
        if office is None:
            return Exit.REFUSED
        label, own = show.on_one_line(args.label), chapters.own_seat(office)
        meant = [each for each in chapters.office_seats(office).values() if args.label in (each.label, _short(each.id))]
        # One that is gone already is meant where no other is called so: what was cut off goes on.
        found = [each for each in meant if not each.gone] or meant
        if len(found) != 1 or own is None:
            print(terminal.words(OfficeMore.SEAT_UNKNOWN, label=label), file=sys.stderr)
            return Exit.FAULT
        if found[0].id == own.id:
            print(terminal.words(OfficeMore.SEAT_OWN), file=sys.stderr)
            return Exit.FAULT
        with exchange.line(office) as client:
            after = joining.dismiss(office, client, found[0])
            exchange.deliver(after, client)
    terminal.say(OfficeMore.SEAT_REVOKED, label=label)
    return Exit.OK


def _short(seat: bytes) -> str:
    return seat.hex()[:8]


# ---- at the machine that joins ---------------------------------------------------------------


def _join(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.colleague import OfficeRight, new_colleague
    from kiosk.core.errors import WrongPassphrase
    from kiosk.office import joining, keys, show
    from kiosk.uplink.link import Address, Link, read_address
    from kiosk.uplink.office_client import OfficeClient

    if keys.was_founded(args.folder):
        terminal.say(OfficeCli.EXISTS, folder=args.folder)
        return Exit.FAULT
    url = read_address(args.address, insecure=args.insecure_http)
    authority = str(args.ca.resolve()) if args.ca else ""
    joining.make_folder(args.folder)  # what cannot be written is said before the code is used
    address = Address(url, authority or None, args.proxy or None, insecure=args.insecure_http)
    who = terminal.ask(OfficeMore.ASK_WHO).strip()
    new_colleague(who, OfficeRight.KEYS, 1, ())
    passphrase = terminal.new_passphrase((who,))
    if passphrase is None:
        return Exit.REFUSED
    link = Link(address)
    try:
        taken = joining.take_place(link, terminal.ask(OfficeMore.ASK_SEAT_CODE))
    except WrongPassphrase:
        print(terminal.words(Ui.ENROL_MISTYPED), file=sys.stderr)
        return Exit.REFUSED
    finally:
        link.close()
    terminal.say(OfficeMore.SEAT_WAITS, label=show.on_one_line(taken.label))
    client = OfficeClient(lambda: Link(address, taken.token), taken.office.hub)
    try:
        said = _wait(taken, client)
    finally:
        client.close()
    if said is None:
        print(terminal.words(OfficeMore.SEAT_NOT_YET), file=sys.stderr)
        return Exit.REFUSED
    where = joining.Where(url, authority, args.proxy)
    me = joining.settle_seat(args.folder, taken, said, where, who, passphrase, now)
    terminal.say(OfficeMore.SEAT_JOINED, name=me.name, office=show.on_one_line(taken.office.name))
    return Exit.OK


def _wait(taken: SeatTaken, client: OfficeClient) -> Shared | None:
    """Wait until the office has named this machine; None where nobody did.

    The code has been used by now, so that a line which breaks ends nothing. Raises LinkFault: so it was to the end.
    """
    from kiosk.core.errors import LinkFault
    from kiosk.office.joining import named_in

    end = time.monotonic() + _LONGEST
    while True:
        late = time.monotonic() > end
        try:
            client.connect()
            if (said := named_in(taken, client)) is not None or late:
                return said
        except LinkFault:
            if late:
                raise
        time.sleep(_EVERY)
