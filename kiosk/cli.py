"""The `kiosk` command: parses, composes, speaks. Exit codes are in `kiosk.terminal.Exit`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from kiosk import __version__
from kiosk.commands.usage import speaking
from kiosk.core.errors import KioskError, NotTraining, WrongPassphrase
from kiosk.desk import run as desk_run
from kiosk.desk.desk import catalogues, open_settings
from kiosk.desk.folder import SETTINGS, default_data, has_desk, has_store, is_in_real, mend
from kiosk.machine import tty
from kiosk.machine.exits import Exit
from kiosk.terminal import Terminal, guarded, hushed, speaks, steer
from kiosk.words.catalogues import SOURCE_LANGUAGE
from kiosk.words.start import Start
from kiosk.words.ui import Ui
from kiosk.words.usage import Usage

Action = Callable[[argparse.Namespace, Terminal], Exit]

CASES = {"refus": "refusal", "delai": "deadline", "parents": "parents", "papier": "paper", "relais": "hub"}
"""The exercises of training, by their French names: `kiosk run` need not read the rules to know them."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    # A locale that is not UTF-8 must not turn names into question marks, nor stop the kiosk.
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    with guarded():
        return _main(sys.argv[1:] if argv is None else argv)


def _main(words: Sequence[str]) -> int:
    terminal = Terminal(catalogues(), speaks())
    arguments = _parser(terminal, words[:1]).parse_args(words)
    action: Action = arguments.action
    try:
        return action(arguments, terminal)
    except KioskError as error:
        return terminal.fail(error)
    except BrokenPipeError:  # whoever read a report has seen enough; nothing more is written, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except (KeyboardInterrupt, EOFError):
        print(file=sys.stderr)
        print(terminal.words(Start.INTERRUPTED), file=sys.stderr)
        return Exit.FAULT
    except Exception as error:
        if os.environ.get("KIOSK_DEVELOPER"):
            raise
        print(terminal.words(Ui.CRASHED, error=type(error).__name__), file=sys.stderr)
        return Exit.CRASH


def _parser(terminal: Terminal, given: Sequence[str]) -> argparse.ArgumentParser:
    say = terminal.words
    parser = speaking(say)(
        prog="kiosk",
        description=say(Start.ABOUT),
        epilog=say(Start.EXIT_CODES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"kiosk {__version__}", help=say(Usage.VERSION))
    commands = parser.add_subparsers(required=True, metavar="COMMANDE", dest="command")

    def add(name: str, words: Enum, action: Action) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=say(words), description=say(words))
        command.set_defaults(action=action)
        return command

    def add_data(command: argparse.ArgumentParser) -> None:
        command.add_argument("--data", type=Path, metavar="DOSSIER", help=say(Start.HELP_DATA))

    run = add("run", Start.HELP_RUN, _run)
    run.add_argument("--training", action="store_true", help=say(Start.HELP_TRAINING))
    cases = [*CASES, *CASES.values()]
    shown = CASES if terminal.language == SOURCE_LANGUAGE else CASES.values()
    run.add_argument("--case", default="", choices=cases, metavar="|".join(shown), help=say(Start.HELP_CASE))
    run.add_argument("--linear", action=argparse.BooleanOptionalAction, default=None, help=say(Start.HELP_LINEAR))
    add_data(run)
    if list(given) == ["run"]:
        return parser  # the kiosk need not know of the other commands to start

    from kiosk.commands import procedures, road, translations
    from kiosk.office.commands import register
    from kiosk.words.commands import Cli

    init = add("init", Cli.HELP_INIT, _init)
    init.add_argument("office", type=Path, metavar="ASSOCIATION", help=say(Cli.HELP_OFFICE_FILE))
    init.add_argument("--label", default="", metavar="NOM", help=say(Cli.HELP_LABEL))
    init.add_argument("--staff", default="", metavar="PSEUDONYME", help=say(Cli.HELP_STAFF_NAME))
    add_data(init)

    enrol = add("enrol", Cli.HELP_ENROL, _enrol)
    enrol.add_argument("address", metavar="ADRESSE", help=say(Cli.HELP_HUB))
    add_data(enrol)

    add_data(add("sync", Cli.HELP_SYNC, road.sync))
    brought = add("import", Cli.HELP_IMPORT, road.bring)
    brought.add_argument("files", nargs="+", type=Path, metavar="FICHIER", help=say(Cli.HELP_IMPORT_FILES))
    add_data(brought)

    procedures.register(commands, say)
    translations.register(commands, say)

    export = add("export", Cli.HELP_EXPORT, road.export)
    export.add_argument("folder", type=Path, metavar="DOSSIER_USB", help=say(Cli.HELP_EXPORT_FOLDER))
    add_data(export)

    mandate = add("mandate", Cli.HELP_MANDATE, _mandate)
    mandate.add_argument("folder", type=Path, metavar="DOSSIER", help=say(Cli.HELP_MANDATE_FOLDER))
    mandate.add_argument("--count", type=int, default=10, metavar="N", help=say(Cli.HELP_MANDATE_COUNT))
    mandate.add_argument("--from", type=int, dest="first", metavar="N", help=say(Cli.HELP_MANDATE_FROM))
    add_data(mandate)

    printer = commands.add_parser("printer", help=say(Cli.HELP_PRINTER))
    papers = printer.add_subparsers(required=True, metavar="COMMANDE")
    verbs = (("detect", Cli.HELP_DETECT, _detect), ("test", Cli.HELP_PRINTER_TEST, _printer_test))
    for name, words, action in verbs:
        verb = papers.add_parser(name, help=say(words), description=say(words))
        verb.set_defaults(action=action)
        add_data(verb)
        if name == "detect":
            verb.add_argument(
                "address", nargs="?", type=_address, metavar="ADRESSE[:PORT]", help=say(Cli.HELP_DETECT_ADDRESS)
            )

    from kiosk.words.fitness import FitnessUi

    doctor = add("doctor", Cli.HELP_DOCTOR, _doctor)
    doctor.add_argument("--machine", action="store_true", help=say(FitnessUi.HELP))
    doctor.add_argument("--paper", action="store_true", help=say(FitnessUi.HELP_PAPER))
    add_data(doctor)

    from kiosk.commands.published import register as register_published
    from kiosk.commands.staff import register as register_staff
    from kiosk.hub.commands import register as register_hub

    register_staff(commands, say)
    register_published(commands, say)
    register(commands, say)
    register_hub(commands, say)
    return parser


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
        terminal.say(Start.NO_DESK, folder=data)
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
        if sys.stdout.isatty() and not arguments.linear:
            # Textual takes a while to load on a slow machine: say at once that something is happening.
            steer(terminal.words(Ui.STARTING) + "\r")
        case = CASES.get(arguments.case, arguments.case)
        linear = desk_run.is_linear(arguments.linear, desk.settings.screen, os.environ)
        return desk_run.run_app(desk, terminal, training=training, case=case, linear=linear)


def _enrol(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.commands.staff import first_staff
    from kiosk.desk import road
    from kiosk.desk.making import create_desk
    from kiosk.machine import process
    from kiosk.settings import load_settings
    from kiosk.words.commands import Cli
    from kiosk.words.road import RoadUi

    data = arguments.data or default_data(training=False)
    mend(data)
    process.harden()
    settings = load_settings(data / SETTINGS)
    url = road.address_of(settings, arguments.address)
    if not sys.stdin.isatty():
        print(terminal.words(Cli.NO_TERMINAL), file=sys.stderr)
        return Exit.REFUSED
    try:
        asked = road.registrar(settings, url, terminal.ask(Cli.ENROL_CODE))
    except WrongPassphrase:
        print(terminal.words(Ui.ENROL_MISTYPED), file=sys.stderr)
        return Exit.REFUSED
    place = asked.place()
    terminal.say(RoadUi.JOIN_PLACE, office=place.office, label=place.label)
    passphrase: str | None
    if has_desk(data):
        passphrase = terminal.ask_passphrase()
        if passphrase is None:
            return Exit.REFUSED
        if road.breaks_line(data, place.file):
            yes = terminal.words(Cli.YES)
            terminal.say(Ui.ENROL_NEW_KEY)
            if terminal.ask(Cli.ENROL_NEW_KEY_ASK, yes=yes).strip().lower() != yes:
                return Exit.REFUSED
    else:
        first = first_staff(terminal, settings, data, "", (place.office, place.label))
        if first is None:
            return Exit.REFUSED
        passphrase = first.passphrase
        if has_store(data):
            terminal.say(Cli.INIT_ASIDE, folder=data)
        create_desk(data, place.file, passphrase, place.label, name=first.name, secret=first.secret)
    road.join_locked(data, passphrase, place, asked, url)
    terminal.say(Cli.ENROLLED, office=place.office)
    return Exit.OK


def _init(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.commands.staff import first_staff
    from kiosk.crypto import sign
    from kiosk.desk.making import create_desk
    from kiosk.machine import process
    from kiosk.machine.files import read_file
    from kiosk.settings import load_settings
    from kiosk.words.commands import Cli

    data = arguments.data or default_data(training=False)
    mend(data)
    if has_desk(data):
        terminal.say(Cli.INIT_EXISTS, folder=data)
        return Exit.FAULT
    process.harden()
    office = read_file(arguments.office)
    association = sign.open_office_file(office)
    settings = load_settings(data / SETTINGS)
    first = first_staff(terminal, settings, data, arguments.staff, (association.name, arguments.label))
    if first is None:
        return Exit.REFUSED
    aside = has_store(data)
    public, _, fingerprint = create_desk(
        data, office, first.passphrase, arguments.label, name=first.name, secret=first.secret
    )
    if aside:
        terminal.say(Cli.INIT_ASIDE, folder=data)
    terminal.say(Cli.INIT_DONE, folder=data, file=public)
    terminal.say(Cli.FINGERPRINT)
    print(f"\n    {fingerprint}\n")
    return Exit.OK


def _mandate(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.desk import paper
    from kiosk.sheets import mandate
    from kiosk.words.commands import Cli

    data = arguments.data or default_data(training=False)
    if not has_desk(data):
        terminal.say(Start.NO_DESK, folder=data)
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


def _address(typed: str) -> tuple[str, int]:
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
    from kiosk.words.commands import Cli

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
    from kiosk.commands.trial import try_roll
    from kiosk.core.paper import PrintOutcome
    from kiosk.desk import paper
    from kiosk.desk.doctor import missing_scripts
    from kiosk.words.commands import Cli

    data = arguments.data or default_data(training=False)
    desk = open_settings(data)
    roll, pages = desk.settings.printer, desk.settings.a4
    if roll.kind == "screen" and not pages.queue:
        terminal.say(Cli.DOCTOR_SCREEN_ONLY)
        return Exit.FAULT
    for remark in missing_scripts():  # what the slip leaves out
        terminal.say(remark.code, **remark.values)
    reports = []
    if roll.kind != "screen":
        reports.append(try_roll(desk, terminal, data / SETTINGS))
    if pages.queue:
        print(f"- {pages.queue} (A4)")
        reports.append(paper.print_page(desk))
        terminal.report(reports[-1])
    return Exit.FAULT if any(each.outcome is PrintOutcome.NOT_PRINTED for each in reports) else Exit.OK


def _doctor(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.desk.copies import tidy
    from kiosk.desk.doctor import examine
    from kiosk.machine.clock import BUILT, read_clock
    from kiosk.words.commands import Cli

    data = arguments.data or default_data(training=False)
    if arguments.machine:
        from kiosk.commands.fitness import say_machine

        return say_machine(terminal, data, paper=arguments.paper)
    if arguments.paper:
        from kiosk.words.fitness import FitnessUi

        terminal.say(FitnessUi.PAPER_NEEDS)
        return Exit.USAGE
    if mend(data):
        print(f"- {terminal.words(Cli.RESTORE_MENDED, folder=data)}")
    tidy(data)
    remarks = list(examine(data, read_clock(), BUILT))
    for remark in remarks:
        mark = "!" if remark.grave else "-"
        print(f"{mark} {terminal.words(remark.code, **remark.values)}")
    grave = any(remark.grave for remark in remarks)
    if not grave:
        terminal.say(Cli.DOCTOR_OK)
    return Exit.FAULT if grave else Exit.OK
