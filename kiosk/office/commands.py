"""The office's commands: `kiosk office init`, `trust` and what they share. Passphrases come from a terminal alone.

Everything heavy is imported when a command runs: the desk's own commands do not load it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.core.errors import FileFault, KioskError, LinkFault, ProcedureFault, StoreMissing
from kiosk.office import act_commands, answer_commands, hub_commands
from kiosk.terminal import Exit, Terminal
from kiosk.words.commands import Cli
from kiosk.words.ui import sentence

if TYPE_CHECKING:
    from kiosk.core.procedure import Procedure
    from kiosk.office.inbox import Act, Stop
    from kiosk.wire.signed import Bundle

Action = Callable[[argparse.Namespace, Terminal], Exit]


def register(subparsers: Any, words: Callable[[Enum], str] = sentence) -> None:
    """Add `office` to the command line. The parsed `action` takes the arguments and the terminal.

    Args:
        subparsers: what `ArgumentParser.add_subparsers` gave.
        words: words a code for `--help`.
    """
    office = subparsers.add_parser("office", help=words(Cli.OFFICE_HELP), description=words(Cli.OFFICE_HELP))
    verbs = office.add_subparsers(metavar="COMMANDE", required=True)

    def add(name: str, code: Cli, run: Action, under: Any = None) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = (under or verbs).add_parser(name, help=words(code), description=words(code))
        parser.add_argument("folder", type=Path, metavar="DOSSIER", help=words(Cli.OFFICE_HELP_FOLDER))
        parser.set_defaults(action=partial(_guarded, run))
        return parser

    init = add("init", Cli.OFFICE_HELP_INIT, _init)
    init.add_argument("--name", metavar="NOM", help=words(Cli.OFFICE_HELP_NAME))
    init.add_argument("--phone", metavar="TEL", help=words(Cli.OFFICE_HELP_PHONE))
    trust = add("trust", Cli.OFFICE_HELP_TRUST, _trust)
    trust.add_argument("desk_file", type=Path, metavar="FICHIER", help=words(Cli.OFFICE_HELP_DESK_FILE))
    act_commands.register(add, words)
    answer_commands.register(add, words)
    hub_commands.register(verbs, add, words)


def _guarded(run: Action, args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.machine.process import harden

    harden()  # keys and names are in this process: no core file, and out of reach of a tracer
    try:
        return run(args, terminal)
    except StoreMissing:
        print(terminal.words(Cli.OFFICE_NONE, folder=args.folder), file=sys.stderr)
        return Exit.NO_DESK
    except LinkFault as fault:
        return hub_commands.say_fault(fault, terminal)
    except KioskError as error:
        return terminal.fail(error)


def _init(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.office import keys

    if keys.exists(args.folder):
        terminal.say(Cli.OFFICE_EXISTS, folder=args.folder)
        return Exit.FAULT
    if not sys.stdout.isatty():  # the recovery secret would go into a file
        print(terminal.words(Cli.NO_TERMINAL), file=sys.stderr)
        return Exit.REFUSED
    passphrase = terminal.new_passphrase((args.name or "",))
    if passphrase is None:
        return Exit.REFUSED
    name = args.name or input(terminal.words(Cli.OFFICE_ASK_NAME))
    phone = args.phone or input(terminal.words(Cli.OFFICE_ASK_PHONE))
    try:
        founding = keys.found(name.strip(), phone.strip())
    except ValueError:
        print(terminal.words(Cli.OFFICE_BAD_NAME), file=sys.stderr)
        return Exit.USAGE
    if not terminal.copied(founding.paper, Cli.OFFICE_PAPER):
        print(terminal.words(Cli.OFFICE_NOT_COPIED), file=sys.stderr)
        return Exit.FAULT
    keys.settle(args.folder, founding, passphrase)
    terminal.say(Cli.OFFICE_DONE, folder=args.folder, file=keys.PUBLIC)
    return Exit.OK


def _trust(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.crypto.sign import open_desk
    from kiosk.machine.files import read_file
    from kiosk.office import keys, show
    from kiosk.uplink.fingerprint import fingerprint

    keys.public(args.folder)
    data = read_file(args.desk_file, 1 << 16)
    desk = open_desk(data)
    terminal.say(Cli.OFFICE_TRUST_DESK, label=show.plain(desk.label), fingerprint=fingerprint(desk))
    if not sys.stdin.isatty():
        print(terminal.words(Cli.NO_TERMINAL), file=sys.stderr)
        return Exit.REFUSED
    yes = terminal.words(Cli.OFFICE_YES)
    if input(terminal.words(Cli.OFFICE_TRUST_ASK, yes=yes)).strip().lower() not in (yes, yes[0]):
        terminal.say(Cli.OFFICE_NOT_TRUSTED)
        return Exit.REFUSED
    passphrase = terminal.ask_passphrase()
    if passphrase is None:
        return Exit.REFUSED
    keys.vouch(args.folder, keys.unlock(args.folder, passphrase), data)
    terminal.say(Cli.OFFICE_TRUSTED, label=show.plain(desk.label))
    return Exit.OK


def read_bundles(paths: list[Path], key_of: Callable[[bytes], bytes], terminal: Terminal) -> tuple[list[Bundle], Exit]:
    """Read what can be read, say why of the rest, and give the worst exit code."""
    from kiosk.machine.files import read_file
    from kiosk.office.inbox import read_bundle

    bundles, worst = [], Exit.OK
    for path in paths:
        try:
            bundles.append(read_bundle(read_file(path), key_of))
        except FileFault as error:
            worst = max(worst, terminal.fail(error))
        except KioskError as error:
            print(_named(terminal, path.name, error), file=sys.stderr)
            worst = max(worst, Exit.REFUSED)
    return bundles, worst


def print_acts(args: argparse.Namespace, acts: Sequence[Act], stops: Sequence[Stop], terminal: Terminal) -> None:
    """Print what was opened: what must be stopped comes first."""
    from kiosk.guidance.files import SHIPPED
    from kiosk.guidance.shelf import Shelf
    from kiosk.office import keys
    from kiosk.office.show import Shown
    from kiosk.words.catalogues import Catalogues

    shown = Shown(Catalogues(), terminal.language)
    shelf = Shelf((SHIPPED, own) if (own := getattr(args, "procedures", None)) else (SHIPPED,))
    if stops:
        terminal.say(Cli.OFFICE_STOPS)
        for stop in sorted(stops, key=lambda stop: (stop.reference == "", stop.reference)):
            print(f"  ! {shown.stop(stop)}")
        print()
    for act in acts:
        desk = keys.desk_of(args.folder, act.desk, gone=True)
        # What a hub says of when its bytes came proves nothing: whoever has the desk's key may have made them since.
        doubtful = not keys.is_trusted(args.folder, act.desk)
        procedure = _procedure(shelf, act.procedure, act.version)
        print("\n".join(shown.act(act, desk.label, procedure, doubtful=doubtful)))
    terminal.count("cli_opened", len(acts))
    if acts:
        terminal.say(Cli.OFFICE_SCREEN_KEEPS)


def _procedure(shelf: Any, name: str, version: str) -> Procedure | None:
    """Give the guidance in the very version that was followed, if it is here."""
    try:
        procedure: Procedure = shelf.open(name)
    except ProcedureFault:
        return None
    return procedure if procedure.version == version else None


def refused_line(terminal: Terminal, reference: str, error: KioskError) -> str:
    """Say why an act was refused."""
    from kiosk.core.reference import spell

    return _named(terminal, spell(reference), error)


def _named(terminal: Terminal, name: str, error: KioskError) -> str:
    return terminal.words(Cli.OFFICE_REFUSED, name=name, why=terminal.explain(error))
