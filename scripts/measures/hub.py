"""Measure the hub on PostgreSQL, with 500 simulated desks and real signatures, on loopback.

    python -m scripts.measures.hub [--quick]

1. Acts accepted per second, against a bare SQLAlchemy insert of the same rows by as many processes, with the same
   batches, commits and indexes. The two take turns; the ratio is the median of the rounds'.
2. How long a batch of 20 takes at half of that load: median and 99th of a hundred, arrivals spread evenly.
3. What an act costs, one desk asking alone, with 1,000 and with 300,000 acts stored (`--quick`: 60,000).

Server, load and database share the machine's cores. Exits 1 beyond the limits below.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import psycopg
from litestar import Litestar
from sqlalchemy import Engine, select

from kiosk.crypto import enrol, sign
from kiosk.hub.app import make
from kiosk.hub.database import open_engine, prepare
from kiosk.hub.said import HubKey
from kiosk.hub.tables import FIRST_OFFICE, acts, desks
from kiosk.wire import protocol
from scripts.measures.figures import Reading, tell
from scripts.measures.postgres import cluster
from tests.hub.made import NO_LIMITS, MadeDesk, bearer, known

DESKS, BATCH, WORKERS, ROUNDS = 500, 20, 2, 3
PER_ROUND = 500  # batches: one of each desk
LEAST_RATIO, MOST_GROWTH = 0.4, 1.3
URL = "KIOSK_BENCH_DATABASE"


def application() -> Litestar:
    """Make the hub in a process of uvicorn's."""
    engine = open_engine(os.environ[URL])
    return make(engine, prepare(engine, sign.new_seed), lambda: int(time.time()), time.monotonic, limits=NO_LIMITS)  # noqa: TID251


def insert_bare(url: str, file: Path) -> None:
    """Insert what a file holds, batch by batch, when told to: the other side of the comparison."""
    engine = open_engine(url)
    batches = pickle.loads(file.read_bytes())
    with engine.connect() as connection:
        connection.execute(select(acts.c.id).limit(1))
    print("ready", flush=True)
    sys.stdin.readline()
    for batch in batches:
        with engine.connect().execution_options(isolation_level="READ COMMITTED") as connection, connection.begin():
            connection.execute(acts.insert(), batch)
    print("done", flush=True)


@dataclass
class Load:
    """What desks send: bodies by desk."""

    desk: MadeDesk
    body: bytes

    @property
    def request(self) -> bytes:
        """Give the bytes on the wire."""
        head = f"POST /v1/sync HTTP/1.1\r\nHost: hub\r\nContent-Type: {protocol.MSGPACK}\r\n"
        head += f"Authorization: {bearer(self.desk.token)}\r\nContent-Length: {len(self.body)}\r\n\r\n"
        return head.encode() + self.body


def loads(everybody: list[MadeDesk], first: int) -> list[Load]:
    """Seal a batch for each desk; each names five acts of its last batch, as a desk does."""
    made = []
    for desk in everybody:
        asked = tuple(known(desk.act(number), 1) for number in range(first - 5, first))
        batch = tuple(desk.act(number) for number in range(first, first + BATCH))
        made.append(Load(desk, protocol.write(protocol.SyncAsk(known=asked, acts=batch, office_serial=9))))
    return made


def rows_of(everybody: list[MadeDesk], first: int, signer: HubKey) -> list[list[dict[str, object]]]:
    """Give the rows that the hub would write."""
    from kiosk.wire.signed import envelope_hash

    batches = []
    for desk in everybody:
        batch = []
        for number in range(first, first + BATCH):
            act = desk.act(number)
            hash_ = envelope_hash(act.envelope)
            row: dict[str, object] = {
                "office": FIRST_OFFICE,
                "id": act.id,
                "desk": desk.id,
                "reference": act.reference,
                "received": 1,
            }
            row |= {"key_hash": act.key_hash, "hash": hash_, "envelope": act.envelope, "said_hash": None}
            batch.append(row | signer.held(desk.id, act.id, hash_, 1))
        batches.append(batch)
    return batches


async def _one(port: int, load: Load, wait: float, line: list[asyncio.StreamReader | asyncio.StreamWriter]) -> float:
    """Send one batch when its time has come, and give the seconds until its whole answer was there."""
    if wait:
        await asyncio.sleep(wait)
    began = time.perf_counter()
    if not line:
        line.extend(await asyncio.open_connection("127.0.0.1", port))
    reader, writer = line
    assert isinstance(reader, asyncio.StreamReader)
    assert isinstance(writer, asyncio.StreamWriter)
    writer.write(load.request)
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
    await reader.readexactly(length)
    assert length > BATCH * 100, "not all were accepted"
    return time.perf_counter() - began


async def _all(port: int, sent: list[Load], rate: float, lines: dict[bytes, list[object]]) -> tuple[float, list[float]]:
    began = time.perf_counter()
    jobs = [
        _one(port, load, number / rate if rate else 0.0, lines.setdefault(load.desk.id, []))  # type: ignore[arg-type]
        for number, load in enumerate(sent)
    ]
    took = await asyncio.gather(*jobs)
    return time.perf_counter() - began, list(took)


def bare(url: str, batches: list[list[dict[str, object]]], folder: Path) -> float:
    """Give the acts per second of the bare insert."""
    engine = open_engine(url)
    with engine.connect() as connection:
        connection.exec_driver_sql("TRUNCATE acts")
    processes = []
    for number in range(WORKERS):
        file = folder / f"bare{number}"
        file.write_bytes(pickle.dumps(batches[number::WORKERS]))
        command = [sys.executable, "-m", "scripts.measures.hub", "--bare", url, str(file)]
        processes.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    began = time.perf_counter()
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "done\n"
    took = time.perf_counter() - began
    for process in processes:
        process.communicate()
    engine.dispose()
    return len(batches) * BATCH / took


def fill(engine: Engine, count: int) -> None:
    """Fill the table until it has so many acts, with random bytes of the usual size."""
    with engine.connect() as connection:
        there = connection.exec_driver_sql("SELECT count(*) FROM acts").scalar_one()
        body = " || ".join(["sha512(random()::text::bytea)"] * 18)
        connection.exec_driver_sql(
            "INSERT INTO acts (office, id, desk, reference, key_hash, hash, envelope, received, sequence, state,"
            " reason, said_at, signature) SELECT 1,"
            " substr(sha256(random()::text::bytea), 1, 16), substr(sha256('d'), 1, 16),"
            " substr(upper(md5(random()::text)), 1, 9), sha256(random()::text::bytea), sha256(random()::text::bytea),"
            f" {body}, 1, 1, 'held', '', 1, sha512('s') FROM generate_series(1, {max(0, count - there)})"
        )
        connection.exec_driver_sql("VACUUM ANALYZE acts")
        connection.exec_driver_sql("CHECKPOINT")


async def one_after_another(port: int, sent: list[Load]) -> list[float]:
    """Send batches one after the other over a line each; give the seconds of each."""
    lines: dict[bytes, list[object]] = {}
    return [
        await _one(port, load, 0.0, lines.setdefault(load.desk.id, []))  # type: ignore[arg-type]
        for load in sent
    ]


def main() -> int:
    """Measure everything, print it, and tell whether it is within the limits."""
    stored = 60_000 if "--quick" in sys.argv else 300_000
    everybody = [MadeDesk(number) for number in range(1, DESKS + 1)]
    with cluster(durable=True) as url, tempfile.TemporaryDirectory() as temporary:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE bare")
        other = url.replace("@/postgres", "@/bare")
        engine = open_engine(url)
        signer = HubKey(prepare(engine, sign.new_seed))
        prepare(open_engine(other), sign.new_seed)
        with engine.connect() as connection:
            made = [
                {
                    "office": FIRST_OFFICE,
                    "id": desk.id,
                    "verify_key": sign.verify_key(desk.seed),
                    "label": "x",
                    "state": "vouched",
                }
                | {"token_hash": enrol.token_hash(desk.token), "desk_file": desk.file, "seen": int(time.time()) + 30}  # noqa: TID251
                for desk in everybody
            ]
            connection.execute(desks.insert(), made)
        port = 18_765
        command = f"import uvicorn; uvicorn.run('scripts.measures.hub:application', factory=True, port={port}, "
        command += f"workers={WORKERS}, access_log=False, log_level='error', timeout_keep_alive=300)"
        server = subprocess.Popen([sys.executable, "-c", command], env={**os.environ, URL: url})
        try:
            return _measure(port, other, engine, everybody, signer, Path(temporary), stored)
        finally:
            server.terminate()
            server.wait()


def _measure(
    port: int,
    other: str,
    engine: Engine,
    everybody: list[MadeDesk],
    signer: HubKey,
    folder: Path,
    stored: int,
) -> int:
    time.sleep(6)
    lines: dict[bytes, list[object]] = {}
    loop = asyncio.new_event_loop()
    ratios, speeds = [], []
    loop.run_until_complete(_all(port, loads(everybody, 100), 0.0, lines))
    for number in range(1, ROUNDS + 1):
        first = 100 + number * BATCH
        sent, rows = loads(everybody, first), rows_of(everybody, first, signer)
        of_bare = bare(other, rows, folder)
        took, _ = loop.run_until_complete(_all(port, sent, 0.0, lines))
        speeds.append(len(sent) * BATCH / took)
        ratios.append(speeds[-1] / of_bare)
        print(
            f"round {number}: hub {speeds[-1]:,.0f} acts/s, bare insert {of_bare:,.0f} acts/s, ratio {ratios[-1]:.2f}"
        )
    half = median(speeds) / 2 / BATCH
    _, times = loop.run_until_complete(_all(port, loads(everybody, 1000), half, lines))
    slowness = times
    usual, slow = median(times) * 1000, quantiles(times, n=100)[98] * 1000
    print(f"at half that load, a batch of {BATCH} takes {usual:.0f} ms, p99 {slow:.0f} ms")
    few = everybody[:60]
    with engine.connect() as connection:
        connection.exec_driver_sql("TRUNCATE acts")
    costs = []
    for place, count in enumerate((1_000, stored)):
        fill(engine, count)
        times = loop.run_until_complete(one_after_another(port, loads(few, 2000 + place * 100)))
        costs.append(median(times[10:]) / BATCH * 1000)
        print(f"with {count:,} acts stored, an act costs {costs[-1]:.2f} ms")
    growth, ratio = costs[1] / costs[0], median(ratios)
    tell(
        Reading("acts a second, of a bare insert", ratios, limit=LEAST_RATIO, judged="least"),
        Reading("a batch of 20 at half of that load", [each * 1000 for each in slowness], "ms"),
        Reading("cost of an act, of that with few acts stored", [growth], limit=MOST_GROWTH),
    )
    print(f"ratio to the bare insert {ratio:.2f} (at least {LEAST_RATIO}); growth {growth:.2f} (at most {MOST_GROWTH})")
    return 0 if ratio >= LEAST_RATIO and growth <= MOST_GROWTH else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--bare"]:
        insert_bare(sys.argv[2], Path(sys.argv[3]))
    else:
        sys.exit(main())
