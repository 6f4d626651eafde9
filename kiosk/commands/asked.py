"""What a command about a desk asks before it does anything: which desk, and with whose passphrase."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.desk.folder import absence, default_data, has_desk, mend
from kiosk.glass.terminal import Action, Terminal
from kiosk.machine.exits import Exit
from kiosk.words.commands import Cli

if TYPE_CHECKING:
    from kiosk.desk.keys import OpenDesk

OnKeys = Callable[["OpenDesk", argparse.Namespace, Terminal], Exit]


def with_keys(run: OnKeys) -> Action:
    """Open the desk for a command, with a passphrase or with the recovery key."""

    def action(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
        data = the_desk(arguments, terminal)
        if data is None:
            return Exit.NO_DESK
        recovery = getattr(arguments, "recovery", False)
        typed = terminal.ask_passphrase(Cli.RECOVERY_TYPE if recovery else Cli.STAFF_OWN_PASSPHRASE)
        if typed is None:
            return Exit.REFUSED
        from kiosk.desk.keys import open_desk

        keys = open_desk(data, typed, recovery=recovery)
        try:
            return run(keys, arguments, terminal)
        finally:
            keys.close()

    return action


def the_desk(arguments: argparse.Namespace, terminal: Terminal) -> Path | None:
    """Give the desk that a command is about, and close the process to others; None, after saying so, without one."""
    from kiosk.machine.process import harden

    data = mended(arguments, terminal)
    if not has_desk(data):
        terminal.say(absence(data), folder=data)
        return None
    harden()
    return data


def mended(arguments: argparse.Namespace, terminal: Terminal) -> Path:
    """Give the folder that a command is about, after finishing or undoing a restore that was cut."""
    data: Path = arguments.data or default_data(training=False)
    if mend(data):
        terminal.say(Cli.RESTORE_MENDED, folder=data)
    return data
