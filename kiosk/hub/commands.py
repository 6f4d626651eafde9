"""The hub's commands: `kiosk hub serve`, `status`, `code` and `backup`. Nothing heavy is loaded before one runs."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.glass.terminal import Action, Terminal
from kiosk.machine.clock import seconds
from kiosk.machine.exits import Exit
from kiosk.words.hub import HubCli
from kiosk.words.ui import sentence

if TYPE_CHECKING:
    from kiosk.hub.report import HubStatus
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

    def add(name: str, code: HubCli, run: Action) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = verbs.add_parser(name, help=words(code), description=words(code))
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
    add("code", HubCli.HELP_CODE, _code)
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


def _settings(args: argparse.Namespace) -> HubConfig:
    from kiosk.hub import compose, settings

    names = ("database", "host", "port", "certificate", "key", "workers")
    return settings.read_hub_settings(
        args.data or compose.default_hub_data(), **{name: getattr(args, name, None) for name in names}
    )


def _serve(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.hub import compose, report

    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # a certificate that is renewed while it starts is read all the same
    settings = _settings(args)
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
            _show_code(terminal, compose.fresh_code(engine))
            engine.dispose()
        terminal.say(HubCli.SERVES, address=f"{scheme}://{host}:{settings.port}")
        sys.stdout.flush()

    compose.serve(settings, ready)
    return Exit.OK


def _code(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.hub import compose

    engine, _ = compose.open_hub(_settings(args))
    _show_code(terminal, compose.fresh_code(engine))
    return Exit.OK


def _show_code(terminal: Terminal, code: str) -> None:
    terminal.say(HubCli.CODE)
    print(f"\n    {code}\n", flush=True)


def _backup(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.hub import compose, report

    engine, _ = compose.open_hub(_settings(args))
    report.backup_database(engine, args.file)
    terminal.say(HubCli.BACKED_UP, file=args.file)
    return Exit.OK


def _status(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.hub import compose, report

    settings = _settings(args)
    engine, _ = compose.open_hub(settings)
    found = report.look_at_hub(engine, Path(settings.data), settings.late_days, seconds())
    days = compose.certificate_days(settings)
    grave = bool(found.late or found.free_bytes < _LITTLE or (days is not None and days < _SOON))
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
    if not found.joined:
        say(HubCli.STATUS_NO_OFFICE)
    else:
        say(HubCli.STATUS_OFFICE, seen=_when(found.office_seen, terminal))
    for desk in found.desks:
        state = terminal.words(_STATES[desk.state])
        seen = _when(desk.seen, terminal)
        say(HubCli.STATUS_DESK, label=desk.label, state=state, seen=seen, waiting=desk.waiting)
        if desk.refused:
            say(HubCli.STATUS_REFUSED, number=desk.refused, when=_when(desk.refused_at, terminal))
    say(HubCli.STATUS_ACTS, acts=found.acts, sealed=found.sealed, waiting=found.waiting)
    if found.oldest is not None:
        say(HubCli.STATUS_OLDEST, when=_when(found.oldest, terminal))
    if found.late:
        say(HubCli.STATUS_LATE, number=found.late, days=settings.late_days)
    if found.stops:
        say(HubCli.STATUS_STOPS, number=found.stops)
    say(HubCli.STATUS_DISK, used=_megabytes(found.database_bytes), free=_megabytes(found.free_bytes))
    if found.free_bytes < _LITTLE:
        say(HubCli.STATUS_FULL)


_STATES = {"claimed": HubCli.DESK_CLAIMED, "vouched": HubCli.DESK_VOUCHED, "revoked": HubCli.DESK_REVOKED}


def _when(at: int | None, terminal: Terminal) -> str:
    if at is None:
        return terminal.words(HubCli.NEVER)
    return datetime.fromtimestamp(at, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def _megabytes(count: int) -> str:
    return f"{max(1, round(count / 1_000_000)):,}".replace(",", "\u202f")
