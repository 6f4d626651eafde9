"""`kiosk office` and `kiosk office console`: the office's screens."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from kiosk.glass.terminal import Terminal, clear_screen, hushed
from kiosk.machine.clock import now
from kiosk.machine.exits import Exit
from kiosk.office.verbs import Verbs
from kiosk.words.commands import Cli
from kiosk.words.office_more import OfficeMore
from kiosk.words.ui import Ui

HERE = Path("bureau")
"""The office that is opened where none is named."""


def register(verbs: Verbs) -> None:
    """Add these commands to `office`."""
    add, words = verbs.add, verbs.words
    console = add("console", OfficeMore.HELP_CONSOLE, run)
    console.add_argument("--procedures", type=Path, metavar="DOSSIER", help=words(OfficeMore.HELP_OWN))


def here(args: argparse.Namespace, terminal: Terminal) -> Exit:
    """Open the office in the folder `bureau`, because no command was given."""
    args.folder, args.procedures = HERE, None
    return run(args, terminal)


def run(args: argparse.Namespace, terminal: Terminal) -> Exit:
    """Open the console, until somebody quits it."""
    from kiosk.office import keys

    keys.public(args.folder)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(terminal.words(Cli.NO_TERMINAL), file=sys.stderr)
        return Exit.REFUSED
    with hushed():
        return _run(args, terminal)


def _run(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.machine.tty import held_back
    from kiosk.office.clerk import Clerk
    from kiosk.office.console.app import ConsoleApp
    from kiosk.words.catalogues import Catalogues

    words, press = Catalogues(), args.press(args.folder) if args.press else None
    app = ConsoleApp(
        lambda typed: Clerk(args.folder, typed, now, words, terminal.language, args.procedures, press),
        words,
        terminal.language,
    )
    before = held_back()
    try:
        code = app.run(mouse=False)
    finally:
        app.let_force_end()
        clear_screen()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    if app.refused is not None:
        raise app.refused
    if app.crash is not None:
        terminal.say(Ui.CRASHED, error=app.crash)
        return Exit.CRASH
    return Exit(code or 0)
