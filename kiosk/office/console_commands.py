"""`kiosk office` and `kiosk office console`: the office's screens, or its plain lines."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.accessible import FaceWanted, accessible, wants_lines
from kiosk.glass.terminal import Terminal, clear_screen, hushed
from kiosk.machine.clock import now, read_clock
from kiosk.machine.exits import Exit
from kiosk.office.verbs import Verbs
from kiosk.words.commands import Cli
from kiosk.words.office_more import OfficeMore
from kiosk.words.start import Start
from kiosk.words.ui import Ui

if TYPE_CHECKING:
    from kiosk.office.bureau import Bureau
    from kiosk.words.catalogues import Catalogues

    Opener = Callable[[str], Bureau]
    Face = Callable[[Opener, Catalogues, str], tuple[str, int]]

HERE = Path("bureau")
"""The office that is opened where none is named."""


def register(verbs: Verbs) -> None:
    """Add these commands to `office`."""
    add, words = verbs.add, verbs.words
    console = add("console", OfficeMore.HELP_CONSOLE, run)
    console.add_argument("--procedures", type=Path, metavar="DOSSIER", help=words(OfficeMore.HELP_OWN))
    console.add_argument("--linear", action=argparse.BooleanOptionalAction, default=None, help=words(Start.HELP_LINEAR))


def here(args: argparse.Namespace, terminal: Terminal) -> Exit:
    """Open the office in the folder `bureau`, because no command was given."""
    args.folder, args.procedures, args.linear = HERE, None, None
    return run(args, terminal)


def run(args: argparse.Namespace, terminal: Terminal) -> Exit:
    """Open the office's screens, or its plain lines, until somebody quits."""
    from kiosk.office import keys

    keys.public(args.folder)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(terminal.words(Cli.NO_TERMINAL), file=sys.stderr)
        return Exit.REFUSED
    wanted = args.face(args.folder) if args.face else FaceWanted()
    face = _lines if wants_lines(args.linear, wanted.lines, os.environ) else _screens
    with hushed():
        return _run(args, terminal, partial(face, wanted=wanted))


def _run(args: argparse.Namespace, terminal: Terminal, face: Face) -> Exit:
    from kiosk.machine.tty import held_back
    from kiosk.office.clerk import Clerk
    from kiosk.words.catalogues import Catalogues

    words, press = Catalogues(), args.press(args.folder) if args.press else None

    def opener(typed: str) -> Clerk:
        return Clerk(args.folder, typed, now, words, terminal.language, args.procedures, press)

    before = held_back()
    try:
        crash, code = face(opener, words, terminal.language)
    finally:
        clear_screen()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    if crash:
        terminal.say(Ui.CRASHED, error=crash)
        return Exit.CRASH
    return Exit(code)


def _screens(opener: Opener, words: Catalogues, language: str, *, wanted: FaceWanted) -> tuple[str, int]:
    """Run the screens; give the name of the defect that ended them, and their code. Raises KioskError."""
    from kiosk.office.console.app import ConsoleApp

    app = ConsoleApp(opener, words, language, bell=wanted.bell, shortcuts=wanted.shortcuts)
    app.set_class(accessible(os.environ) or wanted.lines, "-touched")
    try:
        code = app.run(mouse=False)
    finally:
        app.let_force_end()
    if app.refused is not None:
        raise app.refused
    return app.crash or "", code or 0


def _lines(opener: Opener, words: Catalogues, language: str, *, wanted: FaceWanted) -> tuple[str, int]:
    """Run the plain lines; as the screens do."""
    from kiosk.machine.keyboard import layout
    from kiosk.office.lines.face import OfficeLines
    from kiosk.plain.teletype import Teletype

    line = Teletype()
    line.begin()
    try:
        face = OfficeLines(
            line, opener, words, language, lambda: read_clock().monotonic, keyboard=layout(), bell=wanted.bell
        )
        face.run()
    except Exception as error:  # a defect: the terminal is emptied first, and one sentence says so
        if "KIOSK_DEVELOPER" in os.environ:
            raise
        return type(error).__name__, Exit.CRASH
    finally:
        line.end()
    if face.refused is not None:
        raise face.refused
    return "", 0
