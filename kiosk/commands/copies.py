"""The commands about a whole desk: `kiosk backup`, `restore` and `erase`.

Each asks for a passphrase, on a real terminal alone. Everything heavy is imported when a command runs.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.asked import mended, the_desk
from kiosk.desk.folder import absence, has_desk, has_remains
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.words.commands import Cli

if TYPE_CHECKING:
    from kiosk.desk.ending import There

_WORDS_ASKED = (Cli.ERASE_FIRST, Cli.ERASE_SECOND)


def backup(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    """Copy the desk."""
    data = the_desk(arguments, terminal)
    if data is None:
        return Exit.NO_DESK
    typed = terminal.ask_passphrase()
    if typed is None:
        return Exit.REFUSED
    from kiosk.desk import copies
    from kiosk.machine.clock import read_clock

    done = copies.backup(data, typed, arguments.folder, read_clock)
    if done.acts is None:
        print(terminal.words(Cli.BACKUP_DAMAGED, folder=done.folder), file=sys.stderr)
        return Exit.FAULT
    terminal.say(Cli.BACKUP_DONE, folder=done.folder)
    terminal.count("cli_copied", done.acts)
    return Exit.OK


def restore(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    """Put a copy in the place of the desk; it is held from the count of what is unsent to the end."""
    from kiosk.core.errors import Unsent
    from kiosk.desk.copies import check_source
    from kiosk.desk.ending import held
    from kiosk.machine.clock import read_clock
    from kiosk.machine.process import harden

    harden()
    data = mended(arguments, terminal)
    check_source(arguments.folder, data)
    if not has_desk(data):
        return _put_back(arguments, data, terminal, None)
    terminal.say(Cli.RESTORE_THERE, folder=data)
    current = terminal.ask_passphrase(Cli.RESTORE_CURRENT)
    if current is None:
        return Exit.REFUSED
    with held(data, current, read_clock) as there:
        if there.unsent:
            raise Unsent(len(there.unsent))
        if there.unsent is None:
            terminal.say(Cli.RESTORE_UNKNOWN, folder=data)
            yes = terminal.words(Cli.YES)
            if terminal.ask(Cli.RESTORE_ASK, yes=yes).strip().lower() != yes:
                terminal.say(Cli.RESTORE_NOT)
                return Exit.REFUSED
        return _put_back(arguments, data, terminal, there)


def _put_back(arguments: argparse.Namespace, data: Path, terminal: Terminal, there: There | None) -> Exit:
    from kiosk.desk import copies
    from kiosk.machine.clock import read_clock

    typed = terminal.ask_passphrase(Cli.RESTORE_PASSPHRASE)
    if typed is None:
        return Exit.REFUSED
    done = copies.restore(arguments.folder, typed, data, read_clock, there=there)
    terminal.say(Cli.RESTORE_DONE, folder=done.folder)
    terminal.count("cli_copied", done.acts or 0)
    terminal.say(Cli.RESTORE_MEMBERS)
    for member in done.members:
        print(f"    {member.name or terminal.words(Cli.STAFF_NAMELESS, number=member.slot)}")
    terminal.say(Cli.RESTORE_GONE)
    if done.kept is not None:
        terminal.say(Cli.RESTORE_KEPT, folder=done.kept)
    return Exit.OK


def erase(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    """Destroy the keys of the desk, after two questions; it is held from the count to the end."""
    from kiosk.machine.process import harden

    data = mended(arguments, terminal)
    if not has_remains(data):
        terminal.say(absence(data), folder=data)
        return Exit.NO_DESK
    harden()
    typed = terminal.ask_passphrase(Cli.ERASE_PASSPHRASE) if has_desk(data) else ""
    if typed is None:
        return Exit.REFUSED
    from kiosk.core.reference import spell
    from kiosk.desk.ending import destroy, held, others
    from kiosk.machine.clock import read_clock

    with held(data, typed, read_clock) as there:
        if there.unsent is not None:
            terminal.count("cli_unsent", len(there.unsent))
            for entry in there.unsent:
                print(f"    {spell(entry.reference)}")
        elif has_desk(data):
            terminal.say(Cli.ERASE_DAMAGED if typed else Cli.ERASE_UNKNOWN)
        else:
            terminal.say(Cli.ERASE_REMAINS, folder=data)
        for folder in others(data):
            terminal.say(Cli.ERASE_ALSO, folder=folder)
        word = terminal.words(Cli.ERASE_WORD)
        for question in _WORDS_ASKED:
            if terminal.ask(question, folder=data, word=word).strip().lower() != word:
                terminal.say(Cli.ERASE_KEPT)
                return Exit.REFUSED
        destroy(data, locked=True)
    terminal.say(Cli.ERASE_DONE)
    return Exit.OK
