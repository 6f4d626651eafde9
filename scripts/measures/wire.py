"""How many bytes an act costs on the wire, and how long a day's acts take over a bad line.

    scripts/bench wire            bytes, then 400 acts over 300 ms, 64 kbit/s, 5 % loss: five seeds, also with cuts
    scripts/bench wire --quick    bytes, then 120 acts, one seed each

Real hub (TLS, uvicorn, SQLite), real client, real store; the line is `scripts/measures/shaped.py`, whose head says
what it models. Its time, the kiosk's clock and its waits run twice as fast as the wall's.
"""

from __future__ import annotations

import argparse
import ssl
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import trustme

from kiosk.core.moment import Moment
from kiosk.core.outbox import Entry, State
from kiosk.crypto import box, sign
from kiosk.flows.sync import Sync
from kiosk.hub.database import sqlite_url
from kiosk.store.tables import TinyStore, open_store
from kiosk.uplink.bundle import act_of
from kiosk.uplink.client import HubClient
from kiosk.uplink.link import Address, Link
from kiosk.wire import protocol
from kiosk.wire import signed as wire
from scripts.measures.figures import Reading, tell
from scripts.measures.shaped import LineKind, shaped
from tests.hub.made import MadeDesk, MadeHub, serving

SPEED = 2.0
UP, DOWN = 1300, 300
PLAIN, CUT, SENT = 1.35, 2.1, 1.3
BEGAN = datetime(2026, 11, 22, 9, tzinfo=UTC)


class StillFile:
    """The office's file, as it never changes here."""

    def serial(self) -> int:
        """Give its number."""
        return 1

    def keep(self, file: bytes) -> None:
        """There is none."""


def entries(desk: MadeDesk, count: int) -> list[Entry]:
    """Make acts of the usual size."""
    made = Moment(BEGAN, 100.0, "boot")
    sent = [desk.act(number) for number in range(count)]
    return [
        Entry(each.id, each.reference, each.key_hash, each.envelope, made, news_by=date(2026, 12, 7)) for each in sent
    ]


@contextmanager
def hub(folder: Path, desk: MadeDesk, authority: trustme.CA) -> Iterator[tuple[int, MadeHub]]:
    """Serve a hub with TLS."""
    issued = authority.issue_cert("localhost", key_type=trustme.KeyType.ECDSA)
    files = folder / "key.pem", folder / "chain.pem"
    issued.private_key_pem.write_to_path(str(files[0]))
    files[1].write_bytes(b"".join(each.bytes() for each in issued.cert_chain_pems))
    made = MadeHub(sqlite_url(folder / "hub.db"))
    made.settle_in(desk)
    with serving(made.app, ssl_keyfile=str(files[0]), ssl_certfile=str(files[1])) as port:
        yield port, made


def run(acts: int, line: LineKind) -> float:
    """Send acts over a line and give the seconds, by the line's clock, until the hub has signed for all."""
    desk, authority = MadeDesk(1), trustme.CA()
    with tempfile.TemporaryDirectory() as name, hub(Path(name), desk, authority) as (port, made):
        folder, context = Path(name), ssl.create_default_context()
        authority.configure_trust(context)
        with shaped(port, line) as front:
            store = open_store(folder / "store", box.new_key(), create=True)
            for entry in entries(desk, acts):
                store.add(entry)
            address = Address(f"https://localhost:{front}")

            def clock() -> Moment:
                return Moment(BEGAN + timedelta(seconds=line.now()), 100 + line.now(), "boot")

            public = sign.open_office_file(made.office.file(hub=made.key))
            client = HubClient(
                lambda: Link(address, desk.token, context=context, monotonic=line.now), desk.id, lambda: public
            )
            line.began, line.up, line.down = time.monotonic(), 0, 0
            sync = Sync(store, client, StillFile(), clock, box.random, wire.envelope_hash)
            try:
                return carry(sync, store, line)
            finally:
                store.close()


def carry(sync: Sync, store: TinyStore, line: LineKind) -> float:
    """Sync until nothing waits."""
    forced = True
    while line.now() < 3600:
        report = sync.run(now=forced)
        forced = False
        if all(entry.state is State.HELD for entry in store.entries()):
            return line.now()
        wait = 1.0
        if report.next_try is not None:
            wait = (report.next_try - (BEGAN + timedelta(seconds=line.now()))).total_seconds()
        line.sleep(min(max(wait, 0.2), 20))
    raise SystemExit("it never ended")


def bytes_per_act(acts: int) -> bool:
    """Measure what an act costs on a good line."""
    line = LineKind(rate=1e9, round_trip=0, loss=0)
    run(acts, line)
    up, down = line.up / acts, line.down / acts
    print(f"on the wire, TLS and HTTP included, {acts} acts of {len(MadeDesk(1).act(1).envelope)} bytes sealed:")
    tell(Reading("bytes up an act", [up], "bytes", UP), Reading("bytes down an act", [down], "bytes", DOWN))
    print(f"  {up:.0f} bytes up (limit {UP}), {down:.0f} bytes down (limit {DOWN}) an act")
    return up <= UP and down <= DOWN


def over_a_bad_line(acts: int, seeds: int) -> bool:
    """Measure the time and the bytes over a bad line, with and without cuts."""
    need = len(protocol.write(protocol.SyncAsk(acts=tuple(act_of(e) for e in entries(MadeDesk(1), acts)))))
    good = True
    for name, limit, up_for, cut_for in (("5 % loss", PLAIN, 0, 0), ("and cut 10 s in every 30", CUT, 20, 10)):
        times, sent = [], []
        for seed in range(1, seeds + 1):
            line = LineKind(seed=seed, speed=SPEED, up_for=up_for, cut_for=cut_for)
            times.append(run(acts, line) / (need / line.rate))
            sent.append(line.up / need)
            print(f"    seed {seed}: {times[-1] * need / line.rate:.0f} s, {line.up} bytes", flush=True)
        time_, bytes_ = statistics.median(times), statistics.median(sent)
        print(
            f"  {name}: {time_:.2f} times the line's own time, at worst {max(times):.2f} (limit {limit}), "
            f"{bytes_:.2f} times the bytes (limit {SENT})"
        )
        tell(
            Reading(f"time over a bad line, {name}, of the line's own", times, limit=limit),
            Reading(f"bytes over a bad line, {name}, of what must pass", sent, limit=SENT),
        )
        good = good and time_ <= limit and bytes_ <= SENT
    return good


def main() -> int:
    """Measure and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    acts, seeds = (120, 1) if quick else (400, 5)
    good = bytes_per_act(acts)
    print(f"{acts} acts, 300 ms, 64 kbit/s each way, 5 % of segments lost; {seeds} seed(s):")
    return 0 if over_a_bad_line(acts, seeds) and good else 1


if __name__ == "__main__":
    sys.exit(main())
