"""`kiosk hub office add|list|change|close|reopen` and `kiosk hub figures`: the offices of a hub, for its operator."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.glass.terminal import Terminal
from kiosk.machine.clock import now, seconds
from kiosk.machine.exits import Exit
from kiosk.words.hub import HubCli

if TYPE_CHECKING:
    from kiosk.hub.report import OfficeStatus
    from kiosk.hub.settings import HubConfig

_LIMITS = {
    "acts": ("most_acts", 1),
    "megabytes": ("most_bytes", 1_000_000),
    "desks": ("most_desks", 1),
    "keep_days": ("keep_days", 1),
}
"""Options, each with its column and what one of it counts there."""


def register(add: Callable[..., argparse.ArgumentParser], words: Callable[[Enum], str]) -> None:
    """Add these commands: `add` takes a name, its help and what it does."""

    def limits(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--acts", type=_count, metavar="N", help=words(HubCli.HELP_ACTS))
        parser.add_argument("--megabytes", type=_count, metavar="N", help=words(HubCli.HELP_MEGABYTES))
        parser.add_argument("--desks", type=_count, metavar="N", help=words(HubCli.HELP_DESKS))
        parser.add_argument("--keep-days", type=_count, metavar="N", help=words(HubCli.HELP_KEEP_DAYS))

    added = add("add", HubCli.HELP_OFFICE_ADD, _add)
    added.add_argument("name", metavar="NOM", help=words(HubCli.HELP_OFFICE_NAME))
    limits(added)
    listed = add("list", HubCli.HELP_OFFICE_LIST, _list)
    listed.add_argument("--json", action="store_true", help=words(HubCli.HELP_JSON))
    changed = add("change", HubCli.HELP_OFFICE_CHANGE, _change)
    closed = add("close", HubCli.HELP_OFFICE_CLOSE, _close)
    reopened = add("reopen", HubCli.HELP_OFFICE_REOPEN, _close)
    for each in (changed, closed, reopened):
        each.add_argument("office", metavar="BUREAU", help=words(HubCli.HELP_WHICH))
    limits(changed)
    closed.set_defaults(closing=True)
    reopened.set_defaults(closing=False)


def _count(text: str) -> int:
    """Read a number; 0 takes a limit away. Raises ValueError."""
    number = int(text)
    if not 0 <= number < 10**9:
        raise ValueError
    return number


def _given(args: argparse.Namespace) -> dict[str, int | None]:
    given = {column: (getattr(args, name), unit) for name, (column, unit) in _LIMITS.items()}
    return {column: number * unit or None for column, (number, unit) in given.items() if number is not None}


def settings_of(args: argparse.Namespace) -> HubConfig:
    """Read the settings of the hub that a command is about. Raises ConfigFault."""
    from kiosk.hub import compose, settings

    names = ("database", "host", "port", "certificate", "key", "workers")
    return settings.read_hub_settings(
        args.data or compose.default_hub_data(), **{name: getattr(args, name, None) for name in names}
    )


def show_code(terminal: Terminal, code: str) -> None:
    """Show the code with which an office joins."""
    terminal.say(HubCli.CODE)
    print(f"\n    {code}\n", flush=True)


def when(at: int | None, terminal: Terminal) -> str:
    """Word a moment, in this machine's time."""
    if at is None:
        return terminal.words(HubCli.NEVER)
    return datetime.fromtimestamp(at, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def megabytes(count: int) -> str:
    """Word a number of bytes, in megabytes."""
    return f"{max(1, round(count / 1_000_000)):,}".replace(",", "\u202f")


def say_limits(office: OfficeStatus, terminal: Terminal) -> None:
    """Say what an office has of what it may have, and whether that is all."""
    used = (office.sealed, office.sealed_bytes, office.seated)
    most = (office.most_acts, office.most_bytes, office.most_desks)
    shown: tuple[tuple[HubCli, Callable[[int], str]], ...] = (
        (HubCli.LIMIT_ACTS, str),
        (HubCli.LIMIT_BYTES, megabytes),
        (HubCli.LIMIT_DESKS, str),
    )
    for (code, spell), has, may in zip(shown, used, most, strict=True):
        if may is not None:
            terminal.say(code, used=spell(has), most=spell(may))
    if office.keep_days is not None:
        terminal.say(HubCli.KEEPS, days=office.keep_days)
    if office.full and office.closed is None:
        terminal.say(HubCli.LIMIT_REACHED)


def _add(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.hub import compose, offices

    engine, _ = compose.open_hub(settings_of(args))
    with engine.connect() as connection:
        number = offices.add_office(connection, args.name, _given(args))
    terminal.say(HubCli.OFFICE_ADDED, number=number, name=args.name)
    show_code(terminal, compose.fresh_code(engine, number))
    return Exit.OK


def _look(args: argparse.Namespace) -> tuple[OfficeStatus, ...]:
    from kiosk.hub import compose, report

    settings = settings_of(args)
    engine, _ = compose.open_hub(settings)
    return report.look_at_hub(engine, Path(settings.data), settings.late_days, seconds()).offices


def _list(args: argparse.Namespace, terminal: Terminal) -> Exit:
    found = _look(args)
    if args.json:
        print(json.dumps([_plain(each) for each in found], ensure_ascii=False, indent=2))
    else:
        _show(found, terminal)
    return Exit.OK


def _show(found: Sequence[OfficeStatus], terminal: Terminal) -> None:
    for each in found:
        terminal.say(HubCli.STATUS_WHICH, number=each.number, name=each.name or terminal.words(HubCli.UNNAMED))
        if each.closed is not None:
            terminal.say(HubCli.STATUS_CLOSED, when=when(each.closed, terminal))
        else:
            seen = when(each.office_seen, terminal)
            terminal.say(HubCli.STATUS_OFFICE if each.joined else HubCli.STATUS_NO_OFFICE, seen=seen)
        say_limits(each, terminal)


def _plain(office: OfficeStatus) -> dict[str, Any]:
    names = ("number", "name", "joined", "closed", "most_acts", "most_bytes", "most_desks", "keep_days", "full")
    return {name: getattr(office, name) for name in names}


def _change(args: argparse.Namespace, terminal: Terminal) -> Exit:
    from kiosk.hub import compose, offices

    given = _given(args)
    if not given:
        terminal.say(HubCli.NOTHING_GIVEN)
        return Exit.REFUSED
    engine, _ = compose.open_hub(settings_of(args))
    with engine.connect() as connection:
        office = offices.find_office(connection, args.office)
        offices.change_office(connection, office.id, given)
    _show([each for each in _look(args) if each.number == office.id], terminal)
    return Exit.OK


def _close(args: argparse.Namespace, terminal: Terminal) -> Exit:
    """Close an office, or open it again."""
    from kiosk.hub import compose, offices

    settings = settings_of(args)
    engine, _ = compose.open_hub(settings)
    with engine.connect() as connection:
        office = offices.find_office(connection, args.office)
        closed = (office.closed or seconds()) if args.closing else None  # said twice, it does not last longer
        offices.change_office(connection, office.id, {"closed": closed})
    days = office.keep_days or settings.keep_days
    name = office.name or office.id
    terminal.say(HubCli.OFFICE_CLOSED if args.closing else HubCli.OFFICE_REOPENED, name=name, days=days)
    return Exit.OK


def tell_figures(args: argparse.Namespace, terminal: Terminal) -> Exit:
    """Say what ended in a month at all offices together, in classes.

    Raises:
        NotAMonth, MonthNotOver: as `kiosk.core.report.over`.
    """
    from kiosk.core.figures import Delay, FigureTopic
    from kiosk.core.outbox import State
    from kiosk.core.report import over
    from kiosk.hub import compose, report

    wanted = over(args.month, now().astimezone().date())
    engine, _ = compose.open_hub(settings_of(args))
    found = report.ended_in(engine, wanted)
    if args.json:
        plain = [
            {"topic": each.topic, "of": each.of, "least": each.number.least, "most": each.number.most} for each in found
        ]
        print(json.dumps(plain, ensure_ascii=False, indent=1))
        return Exit.OK
    worded: dict[FigureTopic, Callable[[str], Enum]] = {FigureTopic.OUTCOME: State, FigureTopic.DELAY: Delay}
    for each in found:
        of = terminal.words(worded[each.topic](each.of)) if each.topic in worded else ""
        few = terminal.words(HubCli.FEW, most=each.number.most + 1)
        number = few if each.number.is_small else f"{each.number.least}-{each.number.most}"
        print(f"  {f'{terminal.words(each.topic)} : {of}' if of else terminal.words(each.topic):<50} {number}")
    return Exit.OK
