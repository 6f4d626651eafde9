"""The commands of the road to the office: `kiosk export`, `import` and `sync`. Each asks for a passphrase."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any

from kiosk.commands.usage import about_a_desk
from kiosk.core.errors import FileFault
from kiosk.desk.folder import absence, default_data, has_desk, mend
from kiosk.glass.terminal import Terminal, exit_code
from kiosk.machine.exits import Exit
from kiosk.words.commands import Cli
from kiosk.words.road import RoadUi


def register(subparsers: Any, words: Callable[[Enum], str]) -> None:
    """Add these commands to the command line.

    Args:
        subparsers: what `ArgumentParser.add_subparsers` gave.
        words: words a code for `--help`.
    """
    add = about_a_desk(subparsers, words)
    add("sync", Cli.HELP_SYNC, sync)
    brought = add("import", Cli.HELP_IMPORT, bring)
    brought.add_argument("files", nargs="+", type=Path, metavar="FICHIER", help=words(Cli.HELP_IMPORT_FILES))
    away = add("export", Cli.HELP_EXPORT, export)
    away.add_argument("folder", type=Path, metavar="DOSSIER_USB", help=words(Cli.HELP_EXPORT_FOLDER))


def export(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    """Write what waits for the office on a USB key."""
    from kiosk.crypto import box
    from kiosk.desk.desk import open_settings
    from kiosk.desk.health import health_teller
    from kiosk.desk.keys import open_desk
    from kiosk.desk.opening import desk_sealer
    from kiosk.flows.export import export as carry
    from kiosk.machine.clock import read_clock
    from kiosk.uplink.bundle import BundleCarrier

    data = arguments.data or default_data(training=False)
    passphrase = _opens(data, terminal)
    if not isinstance(passphrase, str):
        return passphrase
    keys = open_desk(data, passphrase)
    try:
        desk = open_settings(data)
        sealer = desk_sealer(desk, keys.store, desk.office())
        carrier = BundleCarrier(arguments.folder, sealer.desk, sealer.seed, box.random)
        # A desk that was restored may do so before it has announced anything: a key announces and offers in one. What
        # the office has is the same act with the same bytes, which it takes once; what was withdrawn there stays so.
        health = health_teller(desk, keys.store, sealer=sealer)
        done = carry(keys.store, carrier, read_clock, training=False, who=keys.who, health=health)
    finally:
        keys.close()
    if not done.files:
        terminal.say(RoadUi.EXPORT_TOLD if done.told else RoadUi.EXPORT_NONE)
        return Exit.OK
    for name in done.files:
        terminal.say(Cli.EXPORTED, file=arguments.folder / name)
    terminal.count("cli_exported", done.acts)
    return Exit.OK


def sync(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    """Talk once with the hub."""
    from kiosk.desk import road
    from kiosk.desk.desk import open_settings

    data = arguments.data or default_data(training=False)
    passphrase = _opens(data, terminal)
    if not isinstance(passphrase, str):
        return passphrase
    report = road.sync_locked(open_settings(data), passphrase)
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
    from kiosk.desk.desk import open_settings

    data = arguments.data or default_data(training=False)
    passphrase = _opens(data, terminal)
    if not isinstance(passphrase, str):
        return passphrase
    done = road.receive_locked(open_settings(data), passphrase, arguments.files)
    worst = Exit.OK
    for name, error in done.refused:
        why = terminal.explain(error)
        named = isinstance(error, FileFault)
        print(why if named else terminal.words(RoadUi.REFUSED, file=name, why=why), file=sys.stderr)
        worst = max(worst, exit_code(error))
    if done.read:
        terminal.count("road_news", done.news)
    elif not done.refused:  # a folder without any
        terminal.say(RoadUi.NO_ANSWERS)
    return worst


def _opens(data: Path, terminal: Terminal) -> str | Exit:
    """Ask for the passphrase of the desk in this folder; an exit code where there is none."""
    from kiosk.machine import process

    mend(data)
    if not has_desk(data):
        terminal.say(absence(data), folder=data)
        return Exit.NO_DESK
    process.harden()
    passphrase = terminal.ask_passphrase()
    return Exit.REFUSED if passphrase is None else passphrase
