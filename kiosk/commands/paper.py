"""`kiosk mandate` and `kiosk printer`: sheets to sign, and the printers of a desk."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kiosk.commands.usage import about_a_desk
from kiosk.desk.desk import open_settings
from kiosk.desk.folder import SETTINGS, absence, default_data, has_desk
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.words.commands import Cli


def register(subparsers: Any, words: Callable[[Enum], str]) -> None:
    """Add these commands to the command line.

    Args:
        subparsers: what `ArgumentParser.add_subparsers` gave.
        words: words a code for `--help`.
    """
    mandate = about_a_desk(subparsers, words)("mandate", Cli.HELP_MANDATE, _mandates)
    mandate.add_argument("folder", type=Path, metavar="DOSSIER", help=words(Cli.HELP_MANDATE_FOLDER))
    mandate.add_argument("--count", type=int, default=10, metavar="N", help=words(Cli.HELP_MANDATE_COUNT))
    mandate.add_argument("--from", type=int, dest="first", metavar="N", help=words(Cli.HELP_MANDATE_FROM))

    printer = subparsers.add_parser("printer", help=words(Cli.HELP_PRINTER))
    verb = about_a_desk(printer.add_subparsers(required=True, metavar="COMMANDE"), words)
    verb("detect", Cli.HELP_DETECT, _detect).add_argument(
        "address", nargs="?", type=typed_address, metavar="ADRESSE[:PORT]", help=words(Cli.HELP_DETECT_ADDRESS)
    )
    verb("test", Cli.HELP_PRINTER_TEST, _printer_test)


def _mandates(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.desk import paper
    from kiosk.sheets import mandate

    data = arguments.data or default_data(training=False)
    if not has_desk(data):
        terminal.say(absence(data), folder=data)
        return Exit.NO_DESK
    desk = open_settings(data)
    if not desk.settings.desk.mandates:
        terminal.say(Cli.MANDATES_OFF)
        return Exit.FAULT
    count, first = arguments.count, arguments.first
    try:
        made = paper.mandates(desk, arguments.folder, count, first)
    except ValueError:
        print(terminal.words(Cli.MANDATE_NUMBERS, most=mandate.MOST, last=mandate.LAST), file=sys.stderr)
        return Exit.USAGE
    terminal.say(Cli.MANDATES_DONE, file=made.file, first=made.numbers[0], last=made.numbers[-1])
    if made.again:
        terminal.say(Cli.MANDATES_AGAIN)
    elif made.begins and first is None:
        terminal.say(Cli.MANDATES_FIRST)
    return Exit.OK


def typed_address(typed: str) -> tuple[str, int]:
    """Read a host name or an address with its port, 9100 if there is none. Raises ValueError."""
    # The colons of an IPv6 address are not before a port, unless brackets say so.
    whole = f"[{typed}]" if typed.count(":") > 1 and not typed.startswith("[") else typed
    parts = urlsplit(f"//{whole}")
    if not parts.hostname or parts.netloc != whole or parts.username is not None or parts.port == 0:
        raise ValueError(typed)
    return parts.hostname, parts.port or 9100


def _detect(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.core.paper import Cause
    from kiosk.desk import paper

    data = arguments.data or default_data(training=False)
    if arguments.address is None:
        found = paper.printers()
    else:
        host, port = arguments.address
        there = paper.network_printer(host, port)
        if there is None:
            terminal.say(Cli.PRINTER_NOT_THERE, address=f"{host}:{port}")
            return Exit.FAULT
        found = [there]
    for each in found:
        print(f"- {each.name}")
        if not each.allowed:
            terminal.say(Cli.PRINTER_NOT_ALLOWED)
        if each.cause:
            terminal.say(Cli.PRINTER_MUTE if each.cause is Cause.NO_ANSWER else each.cause)
        print(each.table)
    pages = paper.queues(open_settings(data)) if arguments.address is None else []
    for name in pages:
        print(f"- {name} (A4)\n\n[a4]\nqueue = {json.dumps(name, ensure_ascii=False)}\n")
    there_is_one = bool(found or pages)
    terminal.say(Cli.PRINTER_COPY_TABLE if there_is_one else Cli.PRINTER_NONE_FOUND, file=data / SETTINGS)
    return Exit.OK if there_is_one else Exit.FAULT


def _printer_test(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.commands.doctor import word_remark
    from kiosk.commands.trial import try_roll
    from kiosk.core.paper import PrintOutcome
    from kiosk.desk import paper
    from kiosk.desk.doctor import missing_scripts

    data = arguments.data or default_data(training=False)
    desk = open_settings(data)
    roll, pages = desk.settings.printer, desk.settings.a4
    if roll.kind == "screen" and not pages.queue:
        terminal.say(Cli.DOCTOR_SCREEN_ONLY)
        return Exit.FAULT
    for remark in missing_scripts(desk.words()):  # what the slip leaves out
        print(word_remark(remark, terminal))
    reports = []
    if roll.kind != "screen":
        reports.append(try_roll(desk, terminal, data / SETTINGS))
    if pages.queue:
        print(f"- {pages.queue} (A4)")
        reports.append(paper.print_page(desk))
        terminal.report(reports[-1])
    return Exit.FAULT if any(each.outcome is PrintOutcome.NOT_PRINTED for each in reports) else Exit.OK
