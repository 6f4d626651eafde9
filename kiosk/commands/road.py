"""The commands of the road to the office: `kiosk export`, `import` and `sync`. Each asks for a passphrase."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kiosk.core.errors import FileFault
from kiosk.desk import run as start
from kiosk.terminal import Exit, Terminal, exit_code
from kiosk.words.ui import Ui


def export(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    """Write what waits for the office on a USB key."""
    from kiosk.desk import session

    data = arguments.data or start.default_data(training=False)
    passphrase = _opens(data, terminal)
    if not isinstance(passphrase, str):
        return passphrase
    return session.export(data, passphrase, arguments.folder, terminal)


def sync(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    """Talk once with the hub."""
    from kiosk.desk import road
    from kiosk.settings import load
    from kiosk.words.commands import Cli

    data = arguments.data or start.default_data(training=False)
    passphrase = _opens(data, terminal)
    if not isinstance(passphrase, str):
        return passphrase
    report = road.sync_locked(data, load(data / start.SETTINGS), passphrase)
    if report is None:
        terminal.say(Cli.NO_HUB)
        return Exit.FAULT
    if report.failure is not None:
        print(terminal.words(report.failure), file=sys.stderr)
        return Exit.FAULT
    terminal.say(Cli.SYNCED, sent=report.sent, news=report.held + report.news)
    return Exit.OK


def bring(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    """Read the office's answers from files."""
    from kiosk.desk import road
    from kiosk.settings import load

    data = arguments.data or start.default_data(training=False)
    passphrase = _opens(data, terminal)
    if not isinstance(passphrase, str):
        return passphrase
    settings = load(data / start.SETTINGS)
    done = road.receive_locked(data, settings, passphrase, arguments.files)
    worst = Exit.OK
    for name, error in done.refused:
        why = terminal.explain(error)
        named = isinstance(error, FileFault)
        print(why if named else terminal.words(Ui.ROAD_REFUSED, file=name, why=why), file=sys.stderr)
        worst = max(worst, exit_code(error))
    if done.read:
        terminal.count("road_news", done.news)
    return worst


def _opens(data: Path, terminal: Terminal) -> str | Exit:
    """Ask for the passphrase of the desk in this folder; an exit code where there is none."""
    from kiosk.machine import process

    start.mend(data)
    if not start.has_desk(data):
        terminal.say(Ui.CLI_NO_DESK, folder=data)
        return Exit.NO_DESK
    process.harden()
    passphrase = terminal.ask_passphrase()
    return Exit.REFUSED if passphrase is None else passphrase
