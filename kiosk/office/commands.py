"""The office's commands: `kiosk office init`, `trust` and what they share. Passphrases come from a terminal alone.

Everything heavy is imported when a command runs: the desk's own commands do not load it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.core.accessible import FaceWanted
from kiosk.core.errors import FileFault, KioskError, LinkFault, StoreMissing
from kiosk.glass.terminal import Action, Terminal
from kiosk.machine.exits import Exit
from kiosk.office import (
    act_commands,
    answer_commands,
    console_commands,
    hub_commands,
    keeping_commands,
    key_commands,
    pass_commands,
    people_commands,
    seat_commands,
    update_commands,
)
from kiosk.office.bureau import Press
from kiosk.office.verbs import Verbs
from kiosk.words.catalogues import SOURCE_LANGUAGE
from kiosk.words.commands import Cli
from kiosk.words.office import OfficeCli
from kiosk.words.ui import sentence


def register(
    subparsers: Any,
    words: Callable[[Enum], str] = sentence,
    press: Callable[[Path], Press] | None = None,
    language: str = SOURCE_LANGUAGE,
    face: Callable[[Path], FaceWanted] | None = None,
) -> None:
    """Add `office` to the command line. The parsed `action` takes the arguments and the terminal.

    Args:
        subparsers: what `ArgumentParser.add_subparsers` gave.
        words: words a code for `--help`.
        press: gives what prints for an office's folder; the office knows no printer.
        language: of the help.
        face: tells what the settings in an office's folder want of a face.
    """
    office = subparsers.add_parser("office", help=words(OfficeCli.HELP), description=words(OfficeCli.HELP))
    office.set_defaults(action=partial(_guarded, console_commands.here), press=press, face=face)
    verbs = Verbs(office, words, language, lambda run: partial(_guarded, run))
    init = verbs.add("init", OfficeCli.HELP_INIT, _init)
    init.add_argument("--name", metavar="NOM", help=words(OfficeCli.HELP_NAME))
    init.add_argument("--phone", metavar="TEL", help=words(OfficeCli.HELP_PHONE))
    trust = verbs.add("trust", OfficeCli.HELP_TRUST, _trust)
    trust.add_argument("desk_file", type=Path, metavar="FICHIER", help=words(OfficeCli.HELP_DESK_FILE))
    for each in (
        act_commands,
        answer_commands,
        hub_commands,
        key_commands,
        people_commands,
        keeping_commands,
        console_commands,
        seat_commands,
        pass_commands,
        update_commands,
    ):
        each.register(verbs)


def _guarded(run: Action, args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.machine.process import harden

    harden()  # keys and names are in this process: no core file, and out of reach of a tracer
    try:
        return run(args, terminal)
    except StoreMissing:
        print(terminal.words(OfficeCli.NONE, folder=args.folder), file=sys.stderr)
        return Exit.NO_DESK
    except LinkFault as fault:
        return hub_commands.say_fault(fault, terminal)
    except KioskError as error:
        return terminal.fail(error)


def _init(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import keys

    if keys.exists(args.folder):
        terminal.say(OfficeCli.EXISTS, folder=args.folder)
        return Exit.FAULT
    if keys.was_founded(args.folder):
        raise FileFault(keys.VAULT, "office_part")
    if not sys.stdout.isatty():  # the recovery secret would go into a file
        print(terminal.words(Cli.NO_TERMINAL), file=sys.stderr)
        return Exit.REFUSED
    passphrase = terminal.new_passphrase((args.name or "",))
    if passphrase is None:
        return Exit.REFUSED
    name = args.name or terminal.ask(OfficeCli.ASK_NAME)
    phone = args.phone or terminal.ask(OfficeCli.ASK_PHONE)
    try:
        founding = keys.found_office(name.strip(), phone.strip())
    except ValueError:
        print(terminal.words(OfficeCli.BAD_NAME), file=sys.stderr)
        return Exit.USAGE
    if not terminal.copied(founding.paper, OfficeCli.PAPER):
        print(terminal.words(Cli.PAPER_NOT_COPIED), file=sys.stderr)
        return Exit.FAULT
    keys.settle_office(args.folder, founding, passphrase)
    terminal.say(OfficeCli.DONE, folder=args.folder, file=keys.PUBLIC)
    return Exit.OK


def _trust(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.trace import Event
    from kiosk.crypto.sign import open_desk_file
    from kiosk.machine.files import read_file
    from kiosk.office import keys, show
    from kiosk.uplink.fingerprint import fingerprint

    keys.public(args.folder)
    data = read_file(args.desk_file, 1 << 16)
    desk = open_desk_file(data)
    terminal.say(OfficeCli.TRUST_DESK, label=show.on_one_line(desk.label), fingerprint=fingerprint(desk))
    if not sys.stdin.isatty():
        print(terminal.words(Cli.NO_TERMINAL), file=sys.stderr)
        return Exit.REFUSED
    yes = terminal.words(Cli.YES)
    if terminal.ask(OfficeCli.TRUST_ASK, yes=yes).strip().lower() not in (yes, yes[0]):
        terminal.say(OfficeCli.NOT_TRUSTED)
        return Exit.REFUSED
    with hub_commands.open_house(args, terminal, need="keys") as house:
        if house is None:
            return Exit.REFUSED
        keys.vouch(args.folder, house.secrets, data)
        house.trace(Event.VOUCHED)
    terminal.say(OfficeCli.TRUSTED, label=show.on_one_line(desk.label))
    return Exit.OK
