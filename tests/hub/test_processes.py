"""Real server processes: killed at any moment, beside each other, upgraded, backed up and brought back."""

from __future__ import annotations

import os
import queue
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from litestar.testing import TestClient
from sqlalchemy import Engine, MetaData, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from kiosk.core.errors import FileFault
from kiosk.crypto import sign
from kiosk.hub import report, tables
from kiosk.hub.database import MIGRATIONS, locked, open_engine, prepare, sqlite_url
from kiosk.wire import protocol, signed
from kiosk.wire.health import HealthAsk, HealthSent, HealthTold
from kiosk.wire.protocol import AnswersAsk, AnswersTold, Done, SyncAsk, SyncTold
from kiosk.wire.seats import NONE_BEFORE, NotesAsk, NotesTold, SeatNote, SentNote, write_seat_note
from kiosk.wire.signed import SignedAck
from scripts.measures.postgres import programs
from tests.hub.conftest import DESKS, KINDS, SEED, fresh, fresh_postgres
from tests.hub.made import Asks, MadeHub, MadeOffice, claims, free_port, some

ONE, TWO = DESKS
OF_OFFICES = (tables.codes, tables.desks, tables.acts, tables.withdrawals)
PROGRAM = "import sys; from kiosk.commands.line import main; sys.exit(main(sys.argv[1:]))"


@contextmanager
def hub_process(url: str, folder: Path, port: int, *more: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run `kiosk hub serve` as a volunteer does, and end it hard."""
    command = [sys.executable, "-c", PROGRAM, "hub", "serve", "--data", str(folder), "--port", str(port), *more]
    environment = {**os.environ, "KIOSK_HUB_DATABASE": url, "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        for _ in range(600):
            assert process.poll() is None, process.stdout and process.stdout.read()
            try:
                httpx.get(f"http://127.0.0.1:{port}/hub", timeout=5)
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert process.stdout
        process.stdout.close()


def say(port: int, number: int, size: int, got: list[SignedAck]) -> None:
    """Offer batches until the line breaks, and write down every statement that came back."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        line = Asks(client, ONE.token)
        for at in range(number, number + 500, size):
            acts = tuple(ONE.act(each) for each in range(at, at + size))
            try:
                got.extend(line.ask("/v1/sync", SyncAsk(acts=acts), SyncTold).acks)
            except httpx.TransportError:
                return


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_statement_that_ever_came_back_is_true_after_a_kill(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    """Kill -9 at random moments while batches arrive: whatever was stated as held is there, the same, afterwards."""
    url, draw = fresh(request, kind, tmp_path), random.Random(7)
    got: list[SignedAck] = []
    for turn in range(2):
        port = free_port()
        with hub_process(url, tmp_path, port) as process:
            desk = threading.Thread(target=say, args=(port, turn * 500, 10, got))
            before = len(got)
            desk.start()
            while len(got) == before and desk.is_alive():
                time.sleep(0.01)
            time.sleep(draw.random() * 0.3)
            process.send_signal(signal.SIGKILL)
            desk.join(timeout=60)
    assert len(got) >= 20
    hub = MadeHub(url, seed=SEED)
    with hub.engine.connect() as connection:
        rows = {bytes(row.id): row for row in connection.execute(tables.acts.select())}
        assert connection.execute(select(func.count()).select_from(tables.acts)).scalar() == len(rows)
    for ack in got:
        sign.verify(hub.key, signed.ack_bytes(ack.said), ack.signature)
        row = rows[ack.said.act]
        assert bytes(row.signature) == ack.signature
        assert signed.envelope_hash(bytes(row.envelope)) == ack.said.hash


@pytest.mark.slow
def test_two_processes_on_one_database_agree_on_every_act(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """The same ids at once through both: one statement for each. `taken` and withdrawal at once: exactly one wins."""
    url = fresh(request, "postgresql", tmp_path)
    ports = (free_port(), free_port())
    acts = [ONE.act(number) for number in range(60)]
    told: dict[int, list[SyncTold]] = {port: [] for port in ports}
    answers: list[AnswersTold] = []

    def ask(port: int, body: SyncAsk) -> None:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            told[port].append(Asks(client, ONE.token).ask("/v1/sync", body, SyncTold))

    def take(port: int) -> None:
        office = MadeOffice()
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            acks = tuple(office.says(ONE, act, "taken", 3) for act in acts)
            answers.append(Asks(client, office.token).ask("/v1/office/answers", AnswersAsk(acks), AnswersTold))

    def both(*jobs: threading.Thread) -> None:
        for job in jobs:
            job.start()
        for job in jobs:
            job.join()

    with hub_process(url, tmp_path / "a", ports[0]), hub_process(url, tmp_path / "b", ports[1]):
        for start in range(0, 60, 20):
            offer = SyncAsk(acts=tuple(acts[start : start + 20]))
            both(*(threading.Thread(target=ask, args=(port, offer)) for port in ports))
        one, two = ([ack for each in told[port] for ack in each.acks] for port in ports)
        assert one == two
        assert len(one) == 60
        takes_back = SyncAsk(withdrawals=tuple(ONE.withdrawal(number) for number in range(60)))
        both(threading.Thread(target=ask, args=(ports[0], takes_back)), threading.Thread(target=take, args=(ports[1],)))
        ask(ports[1], SyncAsk(acts=tuple(acts)))
    (answered,) = answers
    withdrawn = {each.act for each in answered.refused if each.code == "withdrawn"}
    states = {ack.said.act: ack.said.state for ack in told[ports[1]][-1].acks}
    assert set(states.values()) <= {"withdrawn", "taken"}
    assert {act for act, state in states.items() if state == "withdrawn"} == withdrawn


@pytest.mark.parametrize("kind", KINDS)
def test_migrations_make_exactly_the_tables_and_only_once(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    """Four processes that start at once on an empty database agree on one hub's key, and nothing is left to migrate."""
    if kind == "sqlite":
        url = sqlite_url(tmp_path / "new.db")
    else:
        url = fresh_postgres(request.getfixturevalue("postgres"), "template0")
    seeds: list[bytes] = []
    engines = [open_engine(url) for _ in range(4)]
    starts = [threading.Thread(target=lambda e=each: seeds.append(prepare(e, sign.new_seed))) for each in engines]
    for each in starts:
        each.start()
    for each in starts:
        each.join()
    assert len(seeds) == 4
    assert len(set(seeds)) == 1
    with engines[0].connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(FileFault, match="newer"):
        prepare(engines[1], sign.new_seed)
    for engine in engines:
        engine.dispose()


def test_none_of_many_that_open_a_new_file_at_once_is_told_that_it_is_busy(tmp_path: Path) -> None:
    """Turning a file to writing ahead is refused at once, whatever time one gives it: each tries again."""
    for turn in range(25):
        url, told = sqlite_url(tmp_path / f"{turn}.db"), queue.SimpleQueue[object]()
        gate = threading.Barrier(6)

        def begin(url: str = url, told: queue.SimpleQueue[object] = told, gate: threading.Barrier = gate) -> None:
            engine = open_engine(url)
            gate.wait()
            try:
                with locked(engine) as connection:
                    told.put(connection.exec_driver_sql("PRAGMA journal_mode").scalar())
            except SQLAlchemyError as error:
                told.put(error)
            engine.dispose()

        starts = [threading.Thread(target=begin) for _ in range(6)]
        for each in starts:
            each.start()
        for each in starts:
            each.join()
        assert [told.get() for _ in starts] == ["wal"] * 6


def former(url: str, step: str, written: Engine) -> Engine:
    """Bring a new database to an earlier form, with what another one holds, as far as that form had a place for it."""
    engine, then = open_engine(url), MetaData()
    with locked(engine) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        config.set_main_option("path_separator", "os")
        command.upgrade(config, step)
        then.reflect(connection)
        with written.connect() as source:
            of_office = source.execute(tables.offices.select()).mappings().one()
            for name in ("hub", "codes", "desks", "acts", "withdrawals"):
                for row in source.execute(tables.metadata.tables[name].select()).mappings():
                    known = {**{f"office_{key}": value for key, value in of_office.items()}, **row}
                    there = {
                        key: value for key, value in known.items() if key in then.tables[name].c and key != "number"
                    }
                    connection.execute(then.tables[name].insert(), there)
    return engine


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("step", ["0001", "0002", "0003", "0004", "0005", "0006"])
def test_what_an_earlier_version_wrote_is_there_after_the_upgrade(
    request: pytest.FixtureRequest, tmp_path: Path, step: str, kind: str
) -> None:
    """The key, the office, a desk, acts, a code and a withdrawal of each earlier form go on, as the first office's."""
    old, url = sqlite_url(tmp_path / "written.db"), sqlite_url(tmp_path / "hub.db")
    if kind == "postgresql":
        url = fresh_postgres(request.getfixturevalue("postgres"), "template0")
    hub = MadeHub(old)
    hub.settle_in(ONE)
    secret = some("kept for a desk", count=13)
    with TestClient(hub.app) as client:
        ask = SyncAsk(acts=(ONE.act(1), ONE.act(3)), withdrawals=(ONE.withdrawal(2),), office_serial=1)
        held = Asks(client, ONE.token).ask("/v1/sync", ask, SyncTold)
        expected = hub.office.expects(secret, until=hub.clock() + 999)
        Asks(client, hub.office.token).ask("/v1/office/enrolments", expected, Done)
    hub = MadeHub(old)
    former(url, step, hub.engine).dispose()
    back = MadeHub(url)
    assert back.key == hub.key
    with back.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
        whose = [connection.execute(select(each.c.office)).scalars().all() for each in OF_OFFICES]
        assert [set(each) for each in whose] == [{tables.FIRST_OFFICE}] * len(OF_OFFICES)
    with TestClient(back.app) as client:
        desk, office = Asks(client, ONE.token), Asks(client, hub.office.token)
        again = desk.ask("/v1/sync", ask, SyncTold)
        assert again == held
        assert again.time is None
        note = write_seat_note(SeatNote(bytes(16), NONE_BEFORE, b"sealed", bytes(64)))
        sent = NotesAsk(notes=(SentNote(ONE.act(1).id, 1, note),))
        assert [each.place for each in office.ask("/v1/office/notes", sent, NotesTold).notes] == [1]
        assert office.ask("/v1/office/health", HealthAsk(), HealthTold).held == ()
        desk.ask("/v1/health", HealthSent(ONE.health()), Done)
        assert [each.desk for each in office.ask("/v1/office/health", HealthAsk(), HealthTold).held] == [ONE.id]
        waiting = office.ask("/v1/office/waiting", protocol.WaitingAsk(), protocol.Waiting)
        assert [each.sent for each in waiting.acts] == [ONE.act(1), ONE.act(3)]
        assert desk.ask("/v1/sync", SyncAsk(acts=(ONE.act(4),)), SyncTold).acks[0].said.state == "held"
        Asks(client).ask("/v1/enrol/claim", claims(secret, TWO), Done)
        assert Asks(client, TWO.token).ask("/v1/sync", SyncAsk(), SyncTold).unknown == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_brings_the_same_hub_back(request: pytest.FixtureRequest, tmp_path: Path, kind: str) -> None:
    """Written while the hub is open, put back by the README's own command: the key, the office, the acts are there."""
    hub, copy = MadeHub(fresh(request, kind, tmp_path), seed=SEED), tmp_path / "copy"
    with TestClient(hub.app) as client:
        held = Asks(client, ONE.token).ask("/v1/sync", SyncAsk(acts=(ONE.act(1),)), SyncTold)
        report.backup_database(hub.engine, copy)
    assert copy.stat().st_mode & 0o077 == 0
    with pytest.raises(FileFault, match="exists"):
        report.backup_database(hub.engine, copy)
    if kind == "sqlite":
        shutil.copy(copy, tmp_path / "back.db")
        url = sqlite_url(tmp_path / "back.db")
    else:
        url = fresh_postgres(request.getfixturevalue("postgres"), "template0")
        target = make_url(url).render_as_string()
        restore = [str(programs() / "pg_restore"), "--no-owner", f"--dbname={target}", str(copy)]
        subprocess.run(restore, check=True)
    back = MadeHub(url)
    assert back.key == hub.key
    with TestClient(back.app) as client:
        assert Asks(client, ONE.token).ask("/v1/sync", SyncAsk(acts=(ONE.act(1),)), SyncTold) == held
        waiting = Asks(client, hub.office.token).ask("/v1/office/waiting", protocol.WaitingAsk(), protocol.Waiting)
        assert [each.sent for each in waiting.acts] == [ONE.act(1)]
