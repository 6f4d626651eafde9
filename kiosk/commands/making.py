"""`kiosk init` and `kiosk enrol`: a desk is made, from the office's file or with the hub's code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any

from kiosk.commands.staff import first_staff
from kiosk.commands.usage import about_a_desk
from kiosk.core.errors import WrongPassphrase
from kiosk.desk.folder import default_data, has_desk, has_store, mend
from kiosk.glass.terminal import Terminal
from kiosk.machine import process
from kiosk.machine.exits import Exit
from kiosk.machine.files import read_file
from kiosk.words.commands import Cli
from kiosk.words.road import RoadUi
from kiosk.words.ui import Ui


def register(subparsers: Any, words: Callable[[Enum], str]) -> None:
    """Add these commands to the command line.

    Args:
        subparsers: what `ArgumentParser.add_subparsers` gave.
        words: words a code for `--help`.
    """
    add = about_a_desk(subparsers, words)
    init = add("init", Cli.HELP_INIT, _init)
    init.add_argument("office", type=Path, metavar="ASSOCIATION", help=words(Cli.HELP_OFFICE_FILE))
    init.add_argument("--label", default="", metavar="NOM", help=words(Cli.HELP_LABEL))
    init.add_argument("--staff", default="", metavar="PSEUDONYME", help=words(Cli.HELP_STAFF_NAME))
    enrol = add("enrol", Cli.HELP_ENROL, _enrol)
    enrol.add_argument("address", metavar="ADRESSE", help=words(Cli.HELP_HUB))


def _init(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.crypto import sign
    from kiosk.desk.desk import open_settings
    from kiosk.desk.making import create_desk

    data = arguments.data or default_data(training=False)
    mend(data)
    if has_desk(data):
        terminal.say(Cli.INIT_EXISTS, folder=data)
        return Exit.FAULT
    process.harden()
    office = read_file(arguments.office)
    association = sign.open_office_file(office)
    first = first_staff(terminal, open_settings(data), arguments.staff, (association.name, arguments.label))
    if first is None:
        return Exit.REFUSED
    aside = has_store(data)
    public, _, fingerprint = create_desk(
        data, office, first.passphrase, arguments.label, name=first.name, secret=first.secret
    )
    if aside:
        terminal.say(Cli.INIT_ASIDE, folder=data)
    terminal.say(Cli.INIT_DONE, folder=data, file=public)
    terminal.say(Cli.FINGERPRINT)
    print(f"\n    {fingerprint}\n")
    return Exit.OK


def _enrol(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.desk import road
    from kiosk.desk.desk import open_settings
    from kiosk.desk.making import create_desk

    data = arguments.data or default_data(training=False)
    mend(data)
    process.harden()
    desk = open_settings(data)
    url = road.address_of(desk.settings, arguments.address)
    if not sys.stdin.isatty():
        print(terminal.words(Cli.NO_TERMINAL), file=sys.stderr)
        return Exit.REFUSED
    try:
        asked = road.registrar(desk.settings, url, terminal.ask(Cli.ENROL_CODE))
    except WrongPassphrase:
        print(terminal.words(Ui.ENROL_MISTYPED), file=sys.stderr)
        return Exit.REFUSED
    seat = asked.seat()
    terminal.say(RoadUi.JOIN_PLACE, office=seat.office, label=seat.label)
    passphrase: str | None
    if has_desk(data):
        passphrase = terminal.ask_passphrase()
        if passphrase is None:
            return Exit.REFUSED
        if road.breaks_line(data, seat.file):
            yes = terminal.words(Cli.YES)
            terminal.say(Ui.ENROL_NEW_KEY)
            if terminal.ask(Cli.ENROL_NEW_KEY_ASK, yes=yes).strip().lower() != yes:
                return Exit.REFUSED
    else:
        first = first_staff(terminal, desk, "", (seat.office, seat.label))
        if first is None:
            return Exit.REFUSED
        passphrase = first.passphrase
        if has_store(data):
            terminal.say(Cli.INIT_ASIDE, folder=data)
        create_desk(data, seat.file, passphrase, seat.label, name=first.name, secret=first.secret)
    road.join_locked(data, passphrase, seat, asked, url)
    terminal.say(Cli.ENROLLED, office=seat.office)
    return Exit.OK
