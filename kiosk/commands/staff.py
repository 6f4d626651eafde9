"""The desk's own commands: `kiosk staff` and `audit`; `kiosk.commands.copies` has `backup`, `restore` and `erase`.

Each asks for a passphrase, on a real terminal alone. Everything heavy is imported when a command runs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.commands import copies
from kiosk.commands.asked import with_keys
from kiosk.glass.terminal import Action, Terminal
from kiosk.machine.exits import Exit
from kiosk.words.commands import Cli
from kiosk.words.start import Start
from kiosk.words.ui import sentence

if TYPE_CHECKING:
    from kiosk.desk.desk import Desk
    from kiosk.desk.keys import OpenDesk


def register(subparsers: Any, words: Callable[[Enum], str] = sentence) -> None:
    """Add these commands to the command line.

    Args:
        subparsers: what `ArgumentParser.add_subparsers` gave.
        words: words a code for `--help`.
    """

    def add(to: Any, name: str, code: Cli, action: Action) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = to.add_parser(name, help=words(code), description=words(code))
        parser.add_argument("--data", type=Path, metavar="DOSSIER", help=words(Start.HELP_DATA))
        parser.set_defaults(action=action)
        return parser

    def group(name: str, code: Cli) -> Any:
        parser = subparsers.add_parser(name, help=words(code), description=words(code))
        return parser.add_subparsers(metavar="COMMANDE", required=True)

    staff = group("staff", Cli.HELP_STAFF)
    add(staff, "list", Cli.HELP_STAFF_LIST, with_keys(_list))
    adding = add(staff, "add", Cli.HELP_STAFF_ADD, with_keys(_add))
    adding.add_argument("name", nargs="?", default="", metavar="PSEUDONYME", help=words(Cli.HELP_STAFF_NAME))
    removing = add(staff, "remove", Cli.HELP_STAFF_REMOVE, with_keys(_remove))
    removing.add_argument("name", nargs="?", default="", metavar="PSEUDONYME", help=words(Cli.HELP_STAFF_NAME))
    removing.add_argument("--rekey", action="store_true", help=words(Cli.HELP_REKEY))
    add(staff, "rekey", Cli.HELP_STAFF_REKEY, with_keys(_rekey))
    changing = add(staff, "passphrase", Cli.HELP_PASSPHRASE, with_keys(_change))
    changing.add_argument("name", nargs="?", default="", metavar="PSEUDONYME", help=words(Cli.HELP_STAFF_FORGOT))
    changing.add_argument("--recovery", action="store_true", help=words(Cli.HELP_RECOVERY))

    for name, code, action in (
        ("backup", Cli.HELP_BACKUP, copies.backup),
        ("restore", Cli.HELP_RESTORE, copies.restore),
    ):
        parser = add(subparsers, name, code, action)
        parser.add_argument("folder", type=Path, metavar="DOSSIER", help=words(Cli.HELP_COPY_FOLDER))
    add(subparsers, "erase", Cli.HELP_ERASE, copies.erase)

    audit = group("audit", Cli.HELP_AUDIT)
    add(audit, "show", Cli.HELP_AUDIT_SHOW, with_keys(_show))
    add(audit, "verify", Cli.HELP_AUDIT_VERIFY, with_keys(_verify))


@dataclass(frozen=True)
class First:
    """What the first member of staff gave and got."""

    name: str
    passphrase: str = field(repr=False)
    secret: bytes = field(repr=False)
    """The recovery secret; she has it on paper."""


def first_staff(terminal: Terminal, desk: Desk, name: str, known: Sequence[str]) -> First | None:
    """Ask for the pseudonym and the passphrase of the first member of staff, and hand the recovery key over once.

    Args:
        terminal: where to ask.
        desk: its folder, and which printer there is, if any.
        name: her pseudonym; it is asked for if empty.
        known: words that anybody here would try as a passphrase.

    Returns:
        None, after saying why, if there is nothing to use.

    Raises:
        NotAName: the pseudonym cannot be used.
    """
    from kiosk.core.staff import new_name
    from kiosk.crypto import box, vault

    if not (sys.stdin.isatty() and sys.stdout.isatty()):  # the recovery key would go into a file
        print(terminal.words(Cli.NO_TERMINAL), file=sys.stderr)
        return None
    name = new_name(name or terminal.ask(Cli.STAFF_ASK_NAME), ())
    passphrase = terminal.new_passphrase((name, *known))
    if passphrase is None:
        return None
    secret = box.random(vault.RECOVERY_BYTES)
    if not hand_over_recovery(terminal, desk, vault.spell_recovery(secret)):
        print(terminal.words(Cli.PAPER_NOT_COPIED), file=sys.stderr)
        return None
    return First(name, passphrase, secret)


def hand_over_recovery(terminal: Terminal, desk: Desk, paper: str) -> bool:
    """Print the recovery key, or show it once where that fails, and have one group of it typed back."""
    printed = False
    if desk.settings.printer.kind != "screen":
        from kiosk.core.paper import PrintOutcome
        from kiosk.desk.slips import print_words

        desk.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        rows = [f"{number}.  {group}" for number, group in enumerate(paper.split("-"), start=1)]
        title, keep = terminal.words(Cli.DESK_PAPER_TITLE), terminal.words(Cli.DESK_PAPER_KEEP)
        report = print_words(desk, title, [*rows, keep], terminal.language)
        printed = report.outcome is PrintOutcome.PRINTED
        print(" ".join(terminal.words(each) for each in (report.outcome, report.cause) if each))
    return terminal.copied(paper, Cli.DESK_PAPER, shown=not printed)


def _list(keys: OpenDesk, _: argparse.Namespace, terminal: Terminal) -> Exit:
    for member in keys.members():
        mark = f" {terminal.words(Cli.STAFF_YOU)}" if member == keys.who.member else ""
        name = member.name or terminal.words(Cli.STAFF_NAMELESS, number=member.slot)
        print(f"{member.slot:>3}  {name}{mark}")
    return Exit.OK


def _add(keys: OpenDesk, arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.staff import new_name

    name = new_name(_name(arguments, terminal), keys.members())
    terminal.say(Cli.STAFF_THEIR_TURN, name=name)
    passphrase = terminal.new_passphrase((name, *_known(keys)))
    if passphrase is None:
        return Exit.REFUSED
    keys.add(name, passphrase)
    terminal.say(Cli.STAFF_ADDED, name=name)
    return Exit.OK


def _name(arguments: argparse.Namespace, terminal: Terminal) -> str:
    """Give the pseudonym of the command line or, so that no list of processes and no history has it, ask for it."""
    return arguments.name or terminal.ask(Cli.STAFF_ASK_WHOSE)


def _known(keys: OpenDesk) -> list[str]:
    """Give the words that anybody here would try as a passphrase."""
    from kiosk.core.errors import KioskError
    from kiosk.crypto.sign import open_desk_file
    from kiosk.desk.desk import read_office
    from kiosk.desk.folder import OFFICE, PUBLIC, SETTINGS
    from kiosk.desk.settings import load_settings
    from kiosk.machine.files import read_own

    words = [member.name for member in keys.members()]
    with suppress(KioskError):
        words.append(read_office(keys.data / OFFICE).name)
    with suppress(KioskError, OSError):
        words.append(open_desk_file(read_own(keys.data / PUBLIC)).label)
    with suppress(KioskError):
        desk = load_settings(keys.data / SETTINGS).desk
        words += [desk.structure, desk.place]
    return words


def _remove(keys: OpenDesk, arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    name = _name(arguments, terminal)
    keys.remove(name)
    terminal.say(Cli.STAFF_REMOVED, name=name)
    yes = terminal.words(Cli.YES)
    wanted = arguments.rekey or terminal.ask(Cli.STAFF_ASK_REKEY, yes=yes).strip().lower() in (yes, yes[0])
    return _rekey(keys, arguments, terminal) if wanted else Exit.OK


def _rekey(keys: OpenDesk, _: argparse.Namespace, terminal: Terminal) -> Exit:
    """Change the data key, then the recovery key: whatever stops it, the same command goes on from there."""
    from kiosk.core.errors import KioskError
    from kiosk.crypto import box, vault
    from kiosk.desk.desk import open_settings

    try:
        keys.rekey()
        terminal.say(Cli.STAFF_REKEYED)
        secret = box.random(vault.RECOVERY_BYTES)
        if not hand_over_recovery(terminal, open_settings(keys.data), vault.spell_recovery(secret)):
            print(terminal.words(Cli.STAFF_OLD_RECOVERY), file=sys.stderr)
            return Exit.FAULT
        keys.new_recovery(secret)
    except (KioskError, KeyboardInterrupt, EOFError):
        print(f"\n{terminal.words(Cli.STAFF_REKEY_AGAIN)}", file=sys.stderr)
        raise
    terminal.say(Cli.STAFF_NEW_RECOVERY)
    return Exit.OK


def _change(keys: OpenDesk, arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.staff import named

    name = arguments.name
    if keys.by_recovery and not name and len(keys.members()) > 1:
        name = _name(arguments, terminal)
    if name and not keys.by_recovery and named(name, keys.members()) != keys.who.member:
        print(terminal.words(Cli.STAFF_NOT_YOURS), file=sys.stderr)
        return Exit.USAGE
    passphrase = terminal.new_passphrase(_known(keys))
    if passphrase is None:
        return Exit.REFUSED
    keys.change(passphrase, name)
    terminal.say(Cli.PASSPHRASE_CHANGED)
    return Exit.OK


def _show(keys: OpenDesk, _: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.reference import spell
    from kiosk.core.trace import Event
    from kiosk.machine.clock import read_clock

    for trace in keys.store.traces():
        entry = keys.store.get(trace.act) if trace.act else None
        act = spell(entry.reference) if entry else trace.act.hex()[:8]
        when = f"{trace.at:%d/%m/%Y %H:%M}"
        print(f"{trace.number:>6}  {when}  {trace.who or '-':<20}  {terminal.words(trace.event)}  {act}".rstrip())
    keys.store.trace(keys.who.trace(Event.AUDITED, read_clock()))
    return Exit.OK


def _verify(keys: OpenDesk, _: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.trace import gaps
    from kiosk.desk.folder import STORE
    from kiosk.store.names import ASIDE

    traces = keys.store.traces()
    missing = gaps(traces)
    for number in missing:
        print(terminal.words(Cli.AUDIT_GAP, number=number), file=sys.stderr)
    for notice in keys.store.notices:
        print(terminal.words(notice), file=sys.stderr)
    kept = sorted(path.name for path in (keys.data / STORE).glob(ASIDE))
    for name in kept:
        print(terminal.words(Cli.AUDIT_SET_ASIDE, file=name), file=sys.stderr)
    terminal.count("cli_traces", len(traces))
    if missing or kept or keys.store.notices:
        return Exit.FAULT
    terminal.say(Cli.AUDIT_WHOLE)
    terminal.say(Cli.AUDIT_END)
    return Exit.OK
