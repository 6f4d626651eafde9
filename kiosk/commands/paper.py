"""`kiosk mandate` and `kiosk printer`: sheets to sign, and the printers of a desk."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Callable
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kiosk.commands.usage import about_a_desk
from kiosk.desk.desk import open_settings
from kiosk.desk.folder import SETTINGS, absence, default_data, has_desk
from kiosk.glass.terminal import Terminal
from kiosk.machine.exits import Exit
from kiosk.words.commands import Cli
from kiosk.words.usage import Usage

if TYPE_CHECKING:
    from kiosk.core.paper import Form, PrintReport
    from kiosk.desk.desk import Desk
    from kiosk.desk.mandates import Mandates


def register(subparsers: Any, words: Callable[[Enum], str], language: str) -> None:
    """Add these commands to the command line.

    Args:
        subparsers: what `ArgumentParser.add_subparsers` gave.
        words: words a code for `--help`.
        language: of the help, and of what it says may be typed.
    """
    mandate = about_a_desk(subparsers, words)("mandate", Cli.HELP_MANDATE, _mandates)
    mandate.add_argument("folder", nargs="?", type=Path, metavar="DOSSIER", help=words(Cli.HELP_MANDATE_FOLDER))
    mandate.add_argument(
        "--on", type=partial(_form, words, language), metavar="PAPIER", help=words(Cli.HELP_MANDATE_ON)
    )
    mandate.add_argument("--count", type=int, default=10, metavar="N", help=words(Cli.HELP_MANDATE_COUNT))
    mandate.add_argument("--from", type=int, dest="first", metavar="N", help=words(Cli.HELP_MANDATE_FROM))

    printer = subparsers.add_parser("printer", help=words(Cli.HELP_PRINTER))
    verb = about_a_desk(printer.add_subparsers(required=True, metavar="COMMANDE"), words)
    verb("detect", Cli.HELP_DETECT, _detect).add_argument(
        "address", nargs="?", type=typed_address, metavar="ADRESSE[:PORT]", help=words(Cli.HELP_DETECT_ADDRESS)
    )
    verb("test", Cli.HELP_PRINTER_TEST, _printer_test)


def _mandates(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.desk.mandates import mandates_file
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
        if arguments.folder is None:
            return _print_mandates(desk, arguments, terminal)
        file, made = mandates_file(desk, arguments.folder, count, first)
    except ValueError:
        print(terminal.words(Cli.MANDATE_NUMBERS, most=mandate.MOST, last=mandate.LAST), file=sys.stderr)
        return Exit.USAGE
    terminal.say(Cli.MANDATES_DONE, file=file, first=made.numbers[0], last=made.numbers[-1])
    _say_numbers(made, first, terminal)
    return Exit.OK


def _say_numbers(made: Mandates, first: int | None, terminal: Terminal) -> None:
    if made.again:
        terminal.say(Cli.MANDATES_AGAIN)
    elif made.begins and first is None:
        terminal.say(Cli.MANDATES_FIRST)


def _print_mandates(desk: Desk, arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    """Print them: a sheet at a time where there is a printer, so that none is numbered for nothing; a key has a file.

    Raises:
        ValueError: so many or such numbers there are not.
    """
    from kiosk.commands.press import FolderPress
    from kiosk.core.paper import Form, PrintOutcome
    from kiosk.desk.mandates import number_mandates
    from kiosk.sheets.mandate import MOST

    press, count, first = FolderPress(desk.data), arguments.count, arguments.first
    form = arguments.on or press.forms[0]
    if form not in press.forms:
        terminal.say(Cli.MANDATES_NO_PRINTER)
        return Exit.FAULT
    if not 1 <= count <= MOST:
        raise ValueError(count)
    at_once = count if form is Form.DRIVE else 1
    for at in range(0, count, at_once):
        made = number_mandates(desk, at_once, None if first is None else first + at)
        if not at:
            _say_numbers(made, first, terminal)
        report = press.print_asking(made.paper, form, terminal)
        print(made.numbers[0] if at_once == 1 else f"{made.numbers[0]} – {made.numbers[-1]}")
        terminal.report(report)
        if report.outcome is not PrintOutcome.PRINTED:
            number = int(made.numbers[0].rpartition("-")[2])
            terminal.say(Cli.MANDATES_STOPPED, first=number, count=count - at)
            return Exit.FAULT
    terminal.say(Cli.MANDATES_PRINTED)
    return Exit.OK


def _form(words: Callable[[Enum], str], language: str, word: str) -> Form:
    """Read what papers come out on as it is typed, in French or in English."""
    from kiosk.office.typed import listed, meaning_of
    from kiosk.words.papers import PAPERS

    form = meaning_of(word, PAPERS)
    if form is None:
        choices = listed(PAPERS, PAPERS, language)
        raise argparse.ArgumentTypeError(words(Usage.CHOICE) % {"value": word, "choices": choices})
    return form


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
    from kiosk.desk.printers import network_printer, printers
    from kiosk.desk.slips import queues

    data = arguments.data or default_data(training=False)
    if arguments.address is None:
        found = printers()
    else:
        host, port = arguments.address
        there = network_printer(host, port)
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
    desk = open_settings(data)
    pages = queues(desk) if arguments.address is None else []
    server = desk.settings.a4.server
    where = f"server = {json.dumps(server, ensure_ascii=False)}\n" if server else ""
    for one in pages:
        print(f"- {one.name} (A4)")
        if one.passing:
            name, uri = shlex.quote(f"{one.name}-A4"), shlex.quote(one.uri)
            terminal.say(Cli.PRINTER_PASSING, command=f"sudo lpadmin -p {name} -E -v {uri} -m everywhere")
        else:
            print(f"\n[a4]\n{where}queue = {json.dumps(one.name, ensure_ascii=False)}\n")
    there_is_one = bool(found) or not all(one.passing for one in pages)
    if there_is_one or not pages:
        terminal.say(Cli.PRINTER_COPY_TABLE if there_is_one else Cli.PRINTER_NONE_FOUND, file=data / SETTINGS)
    return Exit.OK if there_is_one else Exit.FAULT


def _printer_test(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.commands.doctor import word_remark
    from kiosk.commands.trial import try_roll
    from kiosk.desk.doctor import missing_scripts
    from kiosk.desk.slips import print_page

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
        reports.append(print_page(desk))
        terminal.report(reports[-1])
    return Exit.OK if all(map(_is_tried, reports)) else Exit.FAULT


def _is_tried(report: PrintReport) -> bool:
    """Tell whether a test page may be there and nothing is known against it: some printers never say anything."""
    from kiosk.core.paper import Cause, PrintOutcome

    silent = report.outcome is PrintOutcome.UNCERTAIN and report.cause in (None, Cause.NO_ANSWER)
    return silent or report.outcome is PrintOutcome.PRINTED
