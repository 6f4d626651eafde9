"""The `kiosk` command: parses, composes, speaks. Exit codes are in `kiosk.terminal.Exit`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from kiosk import __version__, start
from kiosk.core.errors import FileFault, KioskError, NotTraining
from kiosk.terminal import Exit, Terminal, speaks
from kiosk.wording import Ui

Action = Callable[[argparse.Namespace, Terminal], Exit]

CASES = ("refusal", "deadline", "parents", "paper", "hub")
"""The exercises of training, by name: `kiosk run` need not read the rules to know them."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    # A locale that is not UTF-8 must not turn names into question marks, nor stop the kiosk.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    terminal = Terminal(start.catalogues(), speaks())
    words = sys.argv[1:] if argv is None else argv
    arguments = _parser(terminal, words[:1]).parse_args(words)
    action: Action = arguments.action
    try:
        return action(arguments, terminal)
    except KioskError as error:
        return terminal.fail(error)
    except (KeyboardInterrupt, EOFError):
        print(file=sys.stderr)
        print(terminal.words(Ui.CLI_INTERRUPTED), file=sys.stderr)
        return Exit.FAULT
    except Exception as error:
        if os.environ.get("KIOSK_DEVELOPER"):
            raise
        print(terminal.words(Ui.CRASHED, error=type(error).__name__), file=sys.stderr)
        return Exit.CRASH


def _parser(terminal: Terminal, command: Sequence[str]) -> argparse.ArgumentParser:
    say = terminal.words
    parser = argparse.ArgumentParser(
        prog="kiosk",
        description=say(Ui.CLI_ABOUT),
        epilog=say(Ui.CLI_EXIT_CODES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"kiosk {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMANDE", dest="command")

    def add(name: str, words: Ui, action: Action) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=say(words), description=say(words))
        command.set_defaults(action=action)
        return command

    def add_data(command: argparse.ArgumentParser) -> None:
        command.add_argument("--data", type=Path, metavar="DOSSIER", help=say(Ui.CLI_HELP_DATA))

    run = add("run", Ui.CLI_HELP_RUN, _run)
    run.add_argument("--training", action="store_true", help=say(Ui.CLI_HELP_TRAINING))
    run.add_argument("--case", default="", choices=CASES, metavar="|".join(CASES), help=say(Ui.CLI_HELP_CASE))
    add_data(run)
    if list(command) == ["run"]:
        return parser  # the kiosk need not know of the other commands to start

    init = add("init", Ui.CLI_HELP_INIT, _init)
    init.add_argument("office", type=Path, metavar="ASSOCIATION", help=say(Ui.CLI_HELP_OFFICE_FILE))
    init.add_argument("--label", default="", metavar="NOM", help=say(Ui.CLI_HELP_LABEL))
    init.add_argument("--staff", default="", metavar="PSEUDONYME", help=say(Ui.CLI_HELP_STAFF_NAME))
    add_data(init)

    procedures = commands.add_parser("procedures", help=say(Ui.CLI_HELP_PROCEDURES))
    inner = procedures.add_subparsers(required=True, metavar="COMMANDE")
    check = inner.add_parser("check", help=say(Ui.CLI_HELP_CHECK))
    check.add_argument("paths", nargs="*", type=Path, metavar="FICHIER", help=say(Ui.CLI_HELP_CHECK_PATHS))
    check.set_defaults(action=_check)

    export = add("export", Ui.CLI_HELP_EXPORT, _export)
    export.add_argument("folder", type=Path, metavar="DOSSIER_USB", help=say(Ui.CLI_HELP_EXPORT_FOLDER))
    add_data(export)

    printer = commands.add_parser("printer", help=say(Ui.CLI_HELP_PRINTER))
    papers = printer.add_subparsers(required=True, metavar="COMMANDE")
    verbs = (("detect", Ui.CLI_HELP_DETECT, _detect), ("test", Ui.CLI_HELP_PRINTER_TEST, _printer_test))
    for name, words, action in verbs:
        verb = papers.add_parser(name, help=say(words), description=say(words))
        verb.set_defaults(action=action)
        add_data(verb)

    add_data(add("doctor", Ui.CLI_HELP_DOCTOR, _doctor))

    from kiosk import desk_commands
    from kiosk import papers as paper_commands
    from kiosk.office.commands import register

    desk_commands.register(commands, say)
    paper_commands.register(commands, say)
    register(commands, say)
    return parser


def _run(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.config import load

    training: bool = arguments.training
    if arguments.case and not training:
        terminal.say(Ui.CLI_CASE_IS_TRAINING)
        return Exit.USAGE
    data = arguments.data or start.default_data(training=training)
    if training and start.is_real(data):
        raise NotTraining
    if not training and not start.has_desk(data):
        terminal.say(Ui.CLI_NO_DESK, folder=data)
        return Exit.NO_DESK
    settings = load(data / start.SETTINGS)
    if not training:
        from kiosk.process import harden

        harden()
    if sys.stdout.isatty():
        # Textual takes a while to load on a slow machine: say at once that something is happening.
        print(terminal.words(Ui.STARTING), end="\r", flush=True)
    return start.run_app(data, settings, terminal, training=training, case=arguments.case)


def _init(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk import compose, process
    from kiosk.config import load
    from kiosk.desk_commands import first_staff

    data = arguments.data or start.default_data(training=False)
    if start.has_desk(data):
        terminal.say(Ui.CLI_INIT_EXISTS, folder=data)
        return Exit.FAULT
    process.harden()
    association = compose.read_office(arguments.office)
    office = arguments.office.read_bytes()
    settings = load(data / start.SETTINGS)
    first = first_staff(terminal, settings, data, arguments.staff, (association.name, arguments.label))
    if first is None:
        return Exit.REFUSED
    public, _, fingerprint = compose.create_desk(
        data, office, first.passphrase, arguments.label, name=first.name, secret=first.secret
    )
    terminal.say(Ui.CLI_INIT_DONE, folder=data, file=public)
    terminal.say(Ui.CLI_FINGERPRINT)
    print(f"\n    {fingerprint}\n")
    return Exit.OK


def _check(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.library import COMMON, SHIPPED, examine

    wrong = False
    paths: list[Path] = arguments.paths or [SHIPPED]
    for path in paths:
        if not path.exists():
            raise FileFault(str(path), terminal.words(Ui.CLI_NOT_THERE))
        files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        for file in files:
            if file.name == COMMON:
                continue
            _, faults = examine(file)
            for fault in faults:
                print(terminal.explain(fault), file=sys.stderr)
            if not faults:
                terminal.say(Ui.CLI_PROCEDURES_OK, file=file.name)
            wrong = wrong or bool(faults)
    return Exit.FAULT if wrong else Exit.OK


def _export(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk import compose, process

    data = arguments.data or start.default_data(training=False)
    if not start.has_desk(data):
        terminal.say(Ui.CLI_NO_DESK, folder=data)
        return Exit.NO_DESK
    process.harden()
    passphrase = terminal.ask_passphrase()
    if passphrase is None:
        return Exit.REFUSED
    return compose.export(data, passphrase, arguments.folder, terminal)


def _detect(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk import compose_paper

    found = compose_paper.printers()
    for each in found:
        print(f"- {each.name}")
        if not each.allowed:
            terminal.say(Ui.PRINTER_NOT_ALLOWED)
        print(each.table)
    data = arguments.data or start.default_data(training=False)
    terminal.say(Ui.PRINTER_COPY_TABLE if found else Ui.PRINTER_NONE_FOUND, file=data / start.SETTINGS)
    return Exit.OK if found else Exit.FAULT


def _printer_test(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk import compose_paper
    from kiosk.config import load
    from kiosk.core.paper import Outcome

    data = arguments.data or start.default_data(training=False)
    settings = load(data / start.SETTINGS)
    if settings.printer.kind == "screen":
        terminal.say(Ui.DOCTOR_SCREEN_ONLY)
        return Exit.FAULT
    report = compose_paper.print_slip(settings, data)
    print(terminal.words(report.outcome), terminal.words(report.cause) if report.cause else "")
    return Exit.FAULT if report.outcome is Outcome.NOT_PRINTED else Exit.OK


def _doctor(arguments: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk import compose
    from kiosk.doctor import examine

    data = arguments.data or start.default_data(training=False)
    remarks = list(examine(data, compose.read_clock(), compose.BUILT))
    for remark in remarks:
        mark = "!" if remark.grave else "-"
        print(f"{mark} {terminal.words(remark.code, **remark.values)}")
    grave = any(remark.grave for remark in remarks)
    if not grave:
        terminal.say(Ui.CLI_DOCTOR_OK)
    return Exit.FAULT if grave else Exit.OK
