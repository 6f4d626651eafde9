"""`kiosk doctor`: what is to be set right at a desk, and in its machine."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Any

from kiosk.commands.usage import about_a_desk
from kiosk.desk.folder import default_data, mend
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.words.commands import Cli
from kiosk.words.fitness import FitnessUi

if TYPE_CHECKING:
    from kiosk.desk.doctor import Remark


def register(subparsers: Any, words: Callable[[Enum], str]) -> None:
    """Add this command to the command line.

    Args:
        subparsers: what `ArgumentParser.add_subparsers` gave.
        words: words a code for `--help`.
    """
    doctor = about_a_desk(subparsers, words)("doctor", Cli.HELP_DOCTOR, _doctor)
    doctor.add_argument("--machine", action="store_true", help=words(FitnessUi.HELP))
    doctor.add_argument("--paper", action="store_true", help=words(FitnessUi.HELP_PAPER))


def word_remark(remark: Remark, terminal: Terminal) -> str:
    """Word a remark, names of procedures and languages too."""
    titles = ", ".join(map(terminal.guidance, remark.titles))
    names = ", ".join(map(terminal.language_name, remark.languages))
    return terminal.words(remark.code, **remark.values, titles=titles, names=names)


def _doctor(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.desk.copies import tidy
    from kiosk.desk.doctor import examine
    from kiosk.machine.clock import BUILT, read_clock

    data = arguments.data or default_data(training=False)
    if arguments.machine:
        from kiosk.commands.fitness import say_machine

        return say_machine(terminal, data, paper=arguments.paper)
    if arguments.paper:
        terminal.say(FitnessUi.PAPER_NEEDS)
        return Exit.USAGE
    if mend(data):
        print(f"- {terminal.words(Cli.RESTORE_MENDED, folder=data)}")
    tidy(data)
    remarks = list(examine(data, read_clock(), BUILT))
    for remark in remarks:
        mark = "!" if remark.grave else "-"
        print(f"{mark} {word_remark(remark, terminal)}")
    grave = any(remark.grave for remark in remarks)
    if not grave:
        terminal.say(Cli.DOCTOR_OK)
    return Exit.FAULT if grave else Exit.OK
