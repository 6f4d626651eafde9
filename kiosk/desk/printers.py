"""Looks for printers, and writes the table of the settings that chooses one."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk.core.clean import clean
from kiosk.core.paper import Cause

if TYPE_CHECKING:
    from kiosk.printer.target import Target


@dataclass(frozen=True)
class FoundPrinter:
    """A printer that is plugged in."""

    name: str
    allowed: bool
    table: str
    """The `[printer]` table that chooses it."""
    cause: Cause | None = None
    """Why it cannot print at the moment, where it was asked: `no_answer` if it does not say how it is."""


def network_printer(host: str, port: int) -> FoundPrinter | None:
    """Ask the printer of an address how it is; None if nothing takes the connection."""
    from kiosk.printer.ask import ask
    from kiosk.printer.target import Connection, Target

    target = Target(Connection.NETWORK, host=host, port=port)
    look = ask(target)
    if look is None:
        return None
    cause = look.cause if look.answered else Cause.NO_ANSWER
    return FoundPrinter(clean(f"{host}:{port}"), True, _table(replace(target, answers=look.answered)), cause)


def printers() -> list[FoundPrinter]:
    """Look for printers on this machine. The network is asked nothing."""
    from kiosk.printer.detect import detect

    return [FoundPrinter(clean(each.name), each.allowed, _table(each.target)) for each in detect()]


def _table(target: Target) -> str:
    """Write the `[printer]` table of a target; a device's own words are quoted, never trusted."""
    words = {
        "kind": str(target.kind),
        "file" if target.kind == "file" else "device": target.path,
        "maker": target.maker,
        "model": target.model,
        "serial": target.serial,
        "host": target.host,
    }
    numbers = {"vendor": target.vendor, "product": target.product}
    rows = [f"{name} = {json.dumps(clean(text), ensure_ascii=False)}" for name, text in words.items() if text]
    rows += [f"{name} = 0x{number:04x}" for name, number in numbers.items() if number]
    rows += [f"port = {target.port}"] if target.host else []
    rows += ["answers = true"] if target.answers else []
    return "\n".join(["", "[printer]", *rows, ""])
