"""`kiosk run`: the desk itself. Nothing is imported here that its first screen does not need."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from kiosk.commands.usage import about_a_desk
from kiosk.core.accessible import wants_lines
from kiosk.core.errors import NotTraining
from kiosk.core.folded import folded
from kiosk.desk import run as desk_run
from kiosk.desk.desk import open_settings
from kiosk.desk.folder import absence, default_data, has_desk, is_in_real, mend
from kiosk.glass.terminal import Terminal, hushed, steer
from kiosk.machine import tty
from kiosk.machine.exits import Exit
from kiosk.words.catalogues import SOURCE_LANGUAGE
from kiosk.words.start import Start
from kiosk.words.ui import Ui

CASES = {"refus": "refusal", "delai": "deadline", "parents": "parents", "papier": "paper", "relais": "hub"}
"""The exercises of training, by their French names: `kiosk run` need not read the rules to know them."""


def register(subparsers: Any, terminal: Terminal) -> None:
    """Add this command to the command line.

    Args:
        subparsers: what `ArgumentParser.add_subparsers` gave.
        terminal: words the help, in the language whose names of exercises are shown.
    """
    say = terminal.words
    run = about_a_desk(subparsers, say)("run", Start.HELP_RUN, _run)
    run.add_argument("--training", action="store_true", help=say(Start.HELP_TRAINING))
    is_french = terminal.language == SOURCE_LANGUAGE
    other = {english: french for french, english in CASES.items()} if is_french else CASES
    shown = list(other.values())
    taken = {folded(name): meant for name, meant in [*other.items(), *zip(shown, shown, strict=True)]}
    run.add_argument(
        "--case",
        default="",
        type=lambda typed: taken.get(folded(typed), typed),
        choices=shown,
        metavar="|".join(shown),
        help=say(Start.HELP_CASE),
    )
    run.add_argument("--linear", action=argparse.BooleanOptionalAction, default=None, help=say(Start.HELP_LINEAR))


def _run(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    training: bool = arguments.training
    if arguments.case and not training:
        terminal.say(Start.CASE_IS_TRAINING)
        return Exit.USAGE
    data = arguments.data or default_data(training=training)
    if not training:
        mend(data)
    if training and is_in_real(data):
        raise NotTraining
    if not training and not has_desk(data):
        terminal.say(absence(data), folder=data)
        return Exit.NO_DESK
    desk = open_settings(data)
    if not tty.is_there():
        print(terminal.words(Start.NO_TERMINAL), file=sys.stderr)
        return Exit.FAULT
    if not training:
        from kiosk.machine.process import forget_developers, harden

        harden()
        forget_developers()
    with hushed():
        linear = wants_lines(arguments.linear, desk.settings.screen.linear, os.environ)
        if sys.stdout.isatty() and not linear:
            # Textual takes a while to load on a slow machine: say at once that something is happening.
            steer(terminal.words(Ui.STARTING) + "\r")
        case = CASES.get(arguments.case, arguments.case)
        return desk_run.run_app(desk, terminal, training=training, case=case, linear=linear)
