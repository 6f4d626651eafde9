"""`kiosk update`: the program and the guidance of this machine, from a USB key, and once back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.core.errors import NotUpdated, StoreReadOnly
from kiosk.core.left import DONE
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.words.start import Start
from kiosk.words.update import UpdateUi, why_unchanged

if TYPE_CHECKING:
    from kiosk.core.release import Standing
    from kiosk.desk.update import Machine


def register(subparsers: Any, words: Callable[[Enum], str]) -> None:
    """Add this command to the command line.

    Args:
        subparsers: what `ArgumentParser.add_subparsers` gave.
        words: words a code for `--help`.
    """
    said = words(UpdateUi.HELP)
    command: argparse.ArgumentParser = subparsers.add_parser("update", help=said, description=said)
    command.add_argument("folder", type=Path, nargs="?", metavar="DOSSIER_USB", help=words(UpdateUi.HELP_FOLDER))
    command.add_argument("--back", action="store_true", help=words(UpdateUi.HELP_BACK))
    command.add_argument("--word", type=Path, metavar="FICHIER", help=words(UpdateUi.HELP_WORD))
    command.add_argument("--data", type=Path, metavar="DOSSIER", help=words(Start.HELP_DATA))
    command.set_defaults(action=_update)


def _update(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.desk.update import Machine

    if arguments.folder and arguments.back:
        print(terminal.words(UpdateUi.ONE), file=sys.stderr)
        return Exit.USAGE
    return update_machine(
        Machine(data=arguments.data), arguments.folder, terminal, back=arguments.back, word=arguments.word
    )


def update_machine(
    machine: Machine, given: Path | None, terminal: Terminal, *, back: bool = False, word: Path | None = None
) -> Exit:
    """Update a machine, or go back, or say what it runs; and say what came of it.

    Args:
        machine: which.
        given: the folder of a USB key, for an update.
        terminal: where to say it.
        back: whether to go back.
        word: a file that gets `done`, or the name of the fault, for the desk to say it (`kiosk.machine.updated`).
    """
    from kiosk.core.release import UpdateFault
    from kiosk.desk import update
    from kiosk.machine.clock import now

    try:
        if back:
            _say(terminal, UpdateUi.DONE, update.go_back(machine))
        elif given:
            _say(terminal, UpdateUi.DONE, update.update(machine, given, now()))
        else:
            _say(terminal, UpdateUi.NOW, update.standing(machine.versions))
            if machine.versions.before() is not None:
                terminal.say(UpdateUi.CAN_GO_BACK)
        _tell(word, DONE)
    except StoreReadOnly:
        print(terminal.words(UpdateUi.NOT_ADMIN), terminal.words(UpdateUi.UNCHANGED), file=sys.stderr)
        return Exit.FAULT
    except NotUpdated as error:
        _tell(word, error.fault)
        print(terminal.words(why_unchanged(error.fault)), terminal.words(UpdateUi.UNCHANGED), file=sys.stderr)
        # What an office or the project did not sign is refused; all else is a fault like any other.
        refused = {
            UpdateFault.WRONG_KEYS,
            UpdateFault.REVOKED_KEYS,
            UpdateFault.NO_ASSENT,
            UpdateFault.OTHER_ASSENT,
        }
        return Exit.REFUSED if error.fault in refused else Exit.OK if error.fault is UpdateFault.SAME else Exit.FAULT
    return Exit.OK


def _tell(word: Path | None, what: str) -> None:
    if word:
        word.write_text(what, encoding="ascii")


def _say(terminal: Terminal, code: UpdateUi, what: Standing) -> None:
    program = what.program
    terminal.say(code, version=program.version, number=program.number, guidance=what.guidance)
