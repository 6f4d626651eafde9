"""Measure the office's console: what a key costs with 50 open acts and with 5,000, and how long an act takes to open.

    python -m scripts.measures.office [--rounds N]

The rows are compared with a bare Textual table of as many rows. The act is opened from a real ledger of 10,000, its
bytes sealed, its trace on the disk, its guidance read. Exits 1 beyond the reach.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import DataTable

from kiosk.core.outbox import State
from kiosk.office import exchange, house, inbox
from kiosk.office.clerk import Clerk
from kiosk.office.console.app import ConsoleApp
from kiosk.words.catalogues import Catalogues
from scripts.measures.figures import Reading, tell
from scripts.measures.five import play
from tests.office.console.bureau import FakeBureau, made
from tests.office.made import PASSPHRASE, MadeOffice

FEW, MANY, LEDGER, TURNS = 50, 5_000, 10_000, 5
MOST_RATIO, MOST_BARE, MOST_OPEN = 1.2, 1.3, 0.050
WORDS = Catalogues()


async def settle(app: App[Any], pilot: Pilot[Any]) -> None:
    """Wait until what a key led to is painted."""
    await pilot._wait_for_screen()
    app.screen._on_timer_update()
    await asyncio.sleep(0)


async def timed(app: App[Any], pilot: Pilot[Any], keys: list[str]) -> list[float]:
    """Give the processor's seconds for each of these keys: a pilot also waits, which costs nobody."""
    took = []
    for key in keys:
        began = process_time()
        await pilot.press(key)
        await settle(app, pilot)
        took.append(process_time() - began)
    return took


def least(turns: list[list[float]]) -> float:
    """Give the median of the keys, each at the least that it cost in any turn."""
    return float(median(min(each) for each in zip(*turns, strict=True)))


async def console(number: int, rounds: int) -> dict[str, list[float]]:
    """Measure keys in a list of so many acts."""
    bureau = FakeBureau.of(*(made(n) for n in range(1, number + 1)))
    app = ConsoleApp(lambda _: bureau, WORDS, "fr", "dark")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "enter")
        await pilot.pause(0.3)
        await app.screen.reload()  # type: ignore[attr-defined]  # the list
        found = {"scroll": await timed(app, pilot, ["down", "pagedown"] * rounds)}
        found["tray"] = await timed(app, pilot, ["2", "1"] * rounds)
        await pilot.press("slash")
        found["filter"] = await timed(app, pilot, list("personne 1") * (rounds // 10 + 1))
    return found


class BareTable(App[None]):
    """Nothing but a table."""

    def __init__(self, number: int) -> None:
        """Remember how many rows."""
        super().__init__()
        self._number = number

    def compose(self) -> ComposeResult:
        """Give the table."""
        table: DataTable[str] = DataTable(cursor_type="row")
        table.add_columns("a", "b", "c", "d", "e", "f")
        table.add_rows([(f"K7Q{n}", "", "Fermer Mon espace santé", "ar", "", "") for n in range(self._number)])
        yield table


async def bare(number: int, rounds: int) -> list[float]:
    """Measure the same keys in a bare table."""
    app = BareTable(number)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        return await timed(app, pilot, ["down", "pagedown"] * rounds)


def opening(rounds: int) -> tuple[float, float, float]:
    """Give the processor's seconds until the list of a ledger stands, the first time and again, and to open an act.

    The disk's own are counted where an act is opened: its trace is on the disk before it is shown.
    """
    with tempfile.TemporaryDirectory() as folder:
        office = MadeOffice(Path(folder) / "bureau")
        desk, usb = office.desk(), Path(folder) / "usb"
        usb.mkdir()
        entry = desk.hand_over("close")
        now = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
        with house.opened(office.folder, PASSPHRASE, lambda: now) as opened:
            bundle = inbox.read_bundle(desk.bundle(usb), opened.key_of)
            exchange.take(opened, *exchange.unpacked([bundle]))
            record, kept = opened.ledger.get(entry.id), opened.ledger.book.kept(entry.id)
            assert record is not None
            assert kept is not None
            ids = [n.to_bytes(16) for n in range(1, LEDGER)]
            half = [State.TAKEN, State.PROOF_SEEN]
            opened.ledger.put(replace(record, act=act, state=half[n % 2]) for n, act in enumerate(ids))
            opened.ledger.book.keep(replace(kept, act=act) for n, act in enumerate(ids) if n % 2 == 0)
        listed = []
        for _ in range(2):
            began = process_time()
            seat = Clerk(office.folder, PASSPHRASE, lambda: now, WORDS, "fr")
            seat.items()
            listed.append(process_time() - began)
            seat.close()
        seat, took = Clerk(office.folder, PASSPHRASE, lambda: now, WORDS, "fr"), []
        seat.items()
        for _ in range(rounds):
            began = perf_counter()
            seat.read(entry.id)
            seat.items()
            took.append(perf_counter() - began)
        seat.close()
        return listed[0], listed[1], median(took)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--stories", type=int, default=0)
    asked = parser.parse_args()
    if asked.stories:
        return play(asked.stories)
    rounds = asked.rounds
    costs: dict[tuple[int, str], list[list[float]]] = {}
    tables = []
    for _ in range(TURNS):  # in turns, the least of each key: what else the machine does is not the console's
        for number in (FEW, MANY):
            for name, took in asyncio.run(console(number, rounds)).items():
                costs.setdefault((number, name), []).append(took)
        tables.append(asyncio.run(bare(MANY, rounds)))
    few, many = ({name: least(turns) for (of, name), turns in costs.items() if of == number} for number in (FEW, MANY))
    table = least(tables)
    first, again, opened = opening(rounds)
    worst = 0.0
    for name in few:
        ratio = many[name] / few[name]
        tell(Reading(f"{name} in {MANY} acts, of that in {FEW}", [ratio], limit=MOST_RATIO))
        worst = max(worst, ratio)
        print(
            f"{name:<8} {FEW:>6}: {few[name] * 1000:6.2f} ms  {MANY:>6}: {many[name] * 1000:6.2f} ms  ratio {ratio:.2f}"
        )
    beside = many["scroll"] / table
    tell(
        Reading(f"scroll in {MANY} acts, of that in a bare table", [beside], limit=MOST_BARE),
        Reading(f"an act opened, of {LEDGER}", [opened * 1000], "ms", MOST_OPEN * 1000),
    )
    print(f"scroll beside a bare table of {MANY}: {beside:.2f} (table {table * 1000:.2f} ms)")
    print(f"office of {LEDGER} acts: list after {first:.2f} s, again {again:.2f} s; an act in {opened * 1000:.1f} ms")
    return int(worst > MOST_RATIO or beside > MOST_BARE or opened > MOST_OPEN)


if __name__ == "__main__":
    sys.exit(main())
