"""The hub's database sees what is in it, so that it reads a little of it for each question."""

from __future__ import annotations

import time

from litestar.testing import TestClient
from sqlalchemy import Connection, Engine, event, insert

from kiosk.hub.keep import settle_withdrawals
from kiosk.hub.keeping import analyse
from kiosk.hub.said import HubKey
from kiosk.hub.tables import acts, withdrawals
from tests.hub.conftest import World
from tests.hub.made import NOW, some

MANY = 400


def fill(engine: Engine, first: int, many: int) -> None:
    """Let an office have ended acts, and as many withdrawals that were answered long ago."""
    numbers = range(first, first + many)
    ended = {"desk": some("d"), "sequence": 3, "state": "proof_seen", "reason": "", "said_at": 1, "received": 1}
    ended |= {"office": 1, "signature": some("s", count=64), "final_at": 2}
    taken_back = {"office": 1, "reference": "X", "at_wall": 1, "at_monotonic": 1, "at_boot": "", "received": 1}
    with engine.connect() as connection:
        connection.execute(
            insert(acts),
            [
                {**ended, "id": some(f"a{n}"), "hash": some(f"h{n}", count=32), "key_hash": some(f"k{n}", count=32)}
                for n in numbers
            ],
        )
        connection.execute(
            insert(withdrawals),
            [
                {**taken_back, "act": some(f"w{n}"), "key_hash": some(f"v{n}", count=32), "listed": True}
                for n in numbers
            ],
        )


def looked_at(connection: Connection) -> int:
    """Count the acts that the database believes to be there; 0 before it looked."""
    if connection.dialect.name == "postgresql":
        asked = "SELECT reltuples::bigint FROM pg_class WHERE relname = 'acts'"
        return max(0, int(connection.exec_driver_sql(asked).scalar_one()))
    if connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").scalar() is None:
        return 0
    asked = "SELECT stat FROM sqlite_stat1 WHERE idx = 'acts_id'"
    return int(str(connection.exec_driver_sql(asked).scalar()).split()[0])


def test_a_database_looks_at_its_first_rows_and_again_when_they_have_doubled(world: World) -> None:
    """Of a few rows it need not know; then it does, and not at each look."""
    engine = world.hub.engine
    fill(engine, 0, 50)
    assert analyse(engine, 0) == 0
    fill(engine, 50, 150)
    known = analyse(engine, 0)
    assert known >= 200
    fill(engine, 200, 100)
    assert analyse(engine, known) == known
    fill(engine, 300, 150)
    assert analyse(engine, known) > known
    with engine.connect() as connection:
        assert looked_at(connection) == 450


def test_what_waits_is_found_among_what_is_held(small_world: World) -> None:
    """Once it looked, SQLite reads the few acts that are held, and not each withdrawal that there ever was."""
    engine = small_world.hub.engine
    fill(engine, 0, MANY)
    analyse(engine, 0)
    plan: list[str] = []

    def look(_: object, cursor: object, statement: str, params: object, *__: object) -> None:
        if "JOIN withdrawals" in statement:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", params)  # type: ignore[attr-defined]
            plan.extend(row[3] for row in cursor.fetchall())  # type: ignore[attr-defined]

    event.listen(engine, "before_cursor_execute", look)
    with engine.connect() as connection:
        settle_withdrawals(connection, HubKey(bytes(32)), 1, NOW)
    assert plan[0].startswith("SEARCH acts USING INDEX acts_held")


def test_a_hub_that_runs_looks_by_itself(small_world: World) -> None:
    """Nobody has to ask for it."""
    engine = small_world.hub.engine
    fill(engine, 0, MANY)
    with TestClient(small_world.hub.app):
        end = time.monotonic() + 10
        seen = 0
        while not seen and time.monotonic() < end:
            with engine.connect() as connection:
                seen = looked_at(connection)
            time.sleep(0.02)
    assert seen == MANY
