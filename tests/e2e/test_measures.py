"""What is measured is what stands there: each measure's programs still come to the place where it begins to count."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kiosk.hub.database import open_engine, prepare, sqlite_url
from kiosk.hub.said import HubKey
from kiosk.hub.tables import acts
from kiosk.printer.escpos import RasterPrinter
from kiosk.printer.target import Options
from scripts.measures import hide, hub, idle, keys, paper, start, store, unlock, wire
from scripts.measures.pty import BARE, make_desk, started
from scripts.measures.shaped import LineKind
from tests.hub.made import MadeDesk, hub_on_loopback

ROUND = 2
"""Of each, where more make it only surer."""


def starts(folder: Path) -> None:
    """The first screens and their floors come up, and the modules on the way there are heard of."""
    bare, *others = start.cases(folder).items()
    for name, case in (bare, *others):
        if case.arguments[0] == BARE:
            with started(case.arguments) as running:
                assert running.until(*case.words) > 0, name
                assert running.memory() > (1, 1)
        else:
            assert "textual.app" in start.modules(case, folder)


def takes_keys(folder: Path) -> None:
    """Every program is where its keys change the screen."""
    with ExitStack() as stack:
        for ours, bare, pressed in keys.programs(folder, stack, 60).values():
            assert keys.press(ours, pressed[:ROUND])[0] > 0 < keys.press(bare, pressed[:ROUND])[0]


def hides(folder: Path) -> None:
    """F8 covers each place, and a second one gives it back."""
    assert all(hide.hide(running, before) > 0 for _, running, before in hide.places(folder))


def idles(folder: Path) -> None:
    """The home screen of a desk that has joined a hub comes up, and its processor time can be read."""
    assert next(running.cpu() for _, running in idle.homes(folder)) > 0


def unlocks(folder: Path) -> None:
    """A process of its own opens the desk."""
    seconds, megabytes = unlock.unlock(make_desk(folder))
    assert seconds > 0 < megabytes


def stores(folder: Path) -> None:
    """Both stores take an act, and each flush is counted."""
    (folder / "killed").mkdir()
    assert store.measure(folder, 10, ROUND, ROUND).flushes >= 1
    assert store.open_uncompacted(folder / "killed", 10) > 0


def prints(folder: Path) -> None:
    """The fake printer's first byte is timed, and the kiosk itself has loaded nothing."""
    first, _, outcome = paper.print_once(paper.receipt("ar"), Options(), folder, opened=False)
    assert (first > 0, outcome) == (True, "printed")
    assert paper.timed(RasterPrinter(), paper.receipt("fr"), 1).job
    assert paper.grown(folder, 1)[1] == []


def travels(_folder: Path) -> None:
    """Every act is signed for over the shaped line, whose bytes are counted."""
    line = LineKind(rate=1e9, round_trip=0, loss=0)
    assert wire.run(3, line) > 0
    assert line.up > line.down > 0


def loads_a_hub(folder: Path) -> None:
    """The hub answers for a whole batch; the bare insert takes the same rows."""
    desk = MadeDesk(1)
    with hub_on_loopback(folder, desk) as (address, _):
        port = int(address.rpartition(":")[2])
        assert asyncio.run(hub.one_after_another(port, hub.loads([desk], 100)))
    engine = open_engine(sqlite_url(folder / "bare.db"))
    rows = hub.rows_of([desk], 100, HubKey(prepare(engine, lambda: bytes(32))))
    with engine.begin() as connection:
        connection.execute(acts.insert(), rows[0])
        assert connection.execute(select(func.count()).select_from(acts)).scalar_one() == hub.BATCH


@pytest.mark.parametrize("measure", [starts, takes_keys, hides, idles, unlocks, stores, prints, travels, loads_a_hub])
def test_a_measure_still_comes_to_what_it_measures(
    measure: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each measure prepares its programs and counts once; how fast that is, on whatever machine, is not judged here."""
    monkeypatch.setattr(keys, "CALM", 0.2)
    measure(tmp_path)
