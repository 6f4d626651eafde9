"""The hub's commands: `kiosk hub serve`, `status`, `code` and `backup`; its offices' are `kiosk.hub.office_commands`.

Nothing heavy is loaded before one runs.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.glass.terminal import Action, Terminal
from kiosk.hub import office_commands
from kiosk.hub.office_commands import megabytes, say_limits, settings_of, show_code, when
from kiosk.machine.clock import seconds
from kiosk.machine.exits import Exit
from kiosk.words.hub import HubCli
from kiosk.words.ui import sentence

if TYPE_CHECKING:
    from kiosk.hub.report import HubStatus, OfficeStatus
    from kiosk.hub.settings import HubConfig


_LIBRARIES = frozenset({"alembic", "litestar", "psycopg", "sqlalchemy", "uvicorn"})
_LITTLE = 200 << 20
"""Bytes of free disk below which somebody should know."""
_SOON = 15
"""Days before the end of a certificate in which somebody should know: what renews it by itself does so before."""


def register(subparsers: Any, words: Callable[[Enum], str] = sentence) -> None:
    """Add `hub` to the command line. The parsed `action` takes the arguments and the terminal.

    Args:
        subparsers: what `ArgumentParser.add_subparsers` gave.
        words: words a code for `--help`.
    """
    hub = subparsers.add_parser("hub", help=words(HubCli.HELP), description=words(HubCli.HELP))
    verbs = hub.add_subparsers(metavar="COMMANDE", required=True)

    def add(name: str, code: HubCli, run: Action, under: Any = verbs) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = under.add_parser(name, help=words(code), description=words(code))
        parser.add_argument("--data", type=Path, metavar="DOSSIER", help=words(HubCli.HELP_DATA))
        parser.add_argument("--database", metavar="URL", help=words(HubCli.HELP_DATABASE))
        parser.set_defaults(action=partial(_guarded, run))
        return parser

    serve = add("serve", HubCli.HELP_SERVE, _serve)
    serve.add_argument("--host", metavar="ADRESSE", help=words(HubCli.HELP_HOST))
    serve.add_argument("--port", type=int, metavar="N", help=words(HubCli.HELP_PORT))
    serve.add_argument("--certificate", metavar="FICHIER", help=words(HubCli.HELP_CERTIFICATE))
    serve.add_argument("--key", metavar="FICHIER", help=words(HubCli.HELP_KEY))
    serve.add_argument("--workers", type=int, metavar="N", help=words(HubCli.HELP_WORKERS))
    status = add("status", HubCli.HELP_STATUS, _status)
    status.add_argument("--json", action="store_true", help=words(HubCli.HELP_JSON))
    code = add("code", HubCli.HELP_CODE, _code)
    code.add_argument("office", nargs="?", metavar="BUREAU", help=words(HubCli.HELP_WHICH))
    office = verbs.add_parser("office", help=words(HubCli.HELP_OFFICE), description=words(HubCli.HELP_OFFICE))
    office_commands.register(partial(add, under=office.add_subparsers(metavar="COMMANDE", required=True)), words)
    figures = add("figures", HubCli.HELP_FIGURES, office_commands.tell_figures)
    figures.add_argument("month", metavar="MOIS", help=words(HubCli.HELP_MONTH))
    figures.add_argument("--json", action="store_true", help=words(HubCli.HELP_JSON))
    backup = add("backup", HubCli.HELP_BACKUP, _backup)
    backup.add_argument("file", type=Path, metavar="FICHIER", help=words(HubCli.HELP_BACKUP_FILE))


def _guarded(run: Action, args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.machine.process import harden

    harden()  # the hub's key is in this process
    try:
        return run(args, terminal)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _LIBRARIES:
            raise
        print(terminal.words(HubCli.NOT_INSTALLED), file=sys.stderr)
        return Exit.FAULT


def _serve(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.hub import compose, report

    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # a certificate that is renewed while it starts is read all the same
    settings = settings_of(args)
    if settings.exposed:
        print(terminal.words(HubCli.EXPOSED), file=sys.stderr)
        return Exit.REFUSED
    engine, _ = compose.open_hub(settings)
    joined = report.look_at_hub(engine, Path(settings.data), settings.late_days, seconds()).joined
    engine.dispose()
    scheme = "https" if settings.certificate else "http"
    host = f"[{settings.host}]" if ":" in settings.host else settings.host

    def ready() -> None:
        if not joined:  # a code of a hub that does not serve is of no use
            show_code(terminal, compose.fresh_code(engine))
            engine.dispose()
        terminal.say(HubCli.SERVES, address=f"{scheme}://{host}:{settings.port}")
        sys.stdout.flush()

    compose.serve(settings, ready)
    return Exit.OK


def _code(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.hub import compose, offices

    engine, _ = compose.open_hub(settings_of(args))
    with engine.connect() as connection:
        office = offices.find_office(connection, args.office)
    if office.closed is not None:
        print(terminal.words(HubCli.CODE_CLOSED), file=sys.stderr)
        return Exit.FAULT
    show_code(terminal, compose.fresh_code(engine, office.id))
    return Exit.OK


def _backup(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.hub import compose, report

    engine, _ = compose.open_hub(settings_of(args))
    report.backup_database(engine, args.file)
    terminal.say(HubCli.BACKED_UP, file=args.file)
    return Exit.OK


def _status(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.hub import compose, report

    settings = settings_of(args)
    engine, _ = compose.open_hub(settings)
    found = report.look_at_hub(engine, Path(settings.data), settings.late_days, seconds())
    days = compose.certificate_days(settings)
    crowded = any(each.full and each.closed is None for each in found.offices)
    grave = bool(found.late or crowded or found.free_bytes < _LITTLE or (days is not None and days < _SOON))
    if args.json:
        print(json.dumps({**asdict(found), "certificate_days": days}, ensure_ascii=False, indent=2))
        return Exit.FAULT if grave else Exit.OK
    _tell(found, settings, terminal)
    if days is not None:
        code = HubCli.STATUS_CERTIFICATE_SOON if days < _SOON else HubCli.STATUS_CERTIFICATE
        terminal.say(HubCli.STATUS_CERTIFICATE_OVER if days < 0 else code, days=days)
    return Exit.FAULT if grave else Exit.OK


def _tell(found: HubStatus, settings: HubConfig, terminal: Terminal) -> None:
    say = terminal.say
    for office in found.offices:
        _tell_office(office, len(found.offices) > 1, settings, terminal)
    say(HubCli.STATUS_DISK, used=megabytes(found.database_bytes), free=megabytes(found.free_bytes))
    if found.free_bytes < _LITTLE:
        say(HubCli.STATUS_FULL)


def _tell_office(office: OfficeStatus, is_one_of_many: bool, settings: HubConfig, terminal: Terminal) -> None:
    say = terminal.say
    if is_one_of_many or office.name:
        say(HubCli.STATUS_WHICH, number=office.number, name=office.name or terminal.words(HubCli.UNNAMED))
    if office.closed is not None:
        say(HubCli.STATUS_CLOSED, when=when(office.closed, terminal))
    elif not office.joined:
        say(HubCli.STATUS_NO_OFFICE)
    else:
        say(HubCli.STATUS_OFFICE, seen=when(office.office_seen, terminal))
    for desk in office.desks:
        state = terminal.words(_STATES[desk.state])
        seen = when(desk.seen, terminal)
        say(HubCli.STATUS_DESK, label=desk.label, state=state, seen=seen, waiting=desk.waiting)
        if desk.refused:
            say(HubCli.STATUS_REFUSED, number=desk.refused, when=when(desk.refused_at, terminal))
    say(HubCli.STATUS_ACTS, acts=office.acts, sealed=office.sealed, waiting=office.waiting)
    say_limits(office, terminal)
    if office.oldest is not None:
        say(HubCli.STATUS_OLDEST, when=when(office.oldest, terminal))
    if office.late:
        say(HubCli.STATUS_LATE, number=office.late, days=settings.late_days)
    if office.stops:
        say(HubCli.STATUS_STOPS, number=office.stops)


_STATES = {"claimed": HubCli.DESK_CLAIMED, "vouched": HubCli.DESK_VOUCHED, "revoked": HubCli.DESK_REVOKED}
