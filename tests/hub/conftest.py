"""A hub for each test, on each kind of database. PostgreSQL is a private cluster: never skipped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from kiosk.hub import tables
from kiosk.hub.database import sqlite_url
from kiosk.wire.protocol import MSGPACK
from scripts.measures.postgres import cluster
from tests.hub.made import Asks, MadeDesk, MadeHub, some

KINDS = ("sqlite", "postgresql")
SEED = some("hub", count=32)
DESKS = (MadeDesk(1), MadeDesk(2, "Maison de quartier"))
_numbers = count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Give the address of a cluster's own database."""
    with cluster() as url:
        yield url


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an SQLite file of a hub where two desks and an office know each other."""
    file = tmp_path_factory.mktemp("hub") / "hub.db"
    _settle(sqlite_url(file))
    return file


@pytest.fixture(scope="session")
def template(postgres: str) -> str:
    """Give the name of a PostgreSQL database of such a hub."""
    url = fresh_postgres(postgres, "template0")
    _settle(url)
    return url.partition("@/")[2].partition("?")[0]


def _settle(url: str) -> None:
    made = MadeHub(url, seed=b"")
    with made.engine.connect() as connection:
        connection.execute(tables.hub.update().values(seed=SEED))
    made.engine.dispose()
    made = MadeHub(url, seed=SEED)
    made.settle_in(*DESKS)
    made.engine.dispose()


def fresh_postgres(postgres: str, template: str) -> str:
    """Make a database and give its address."""
    name = f"hub{next(_numbers)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    return postgres.replace("@/postgres", f"@/{name}")


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a hub's database of each kind."""
    return fresh(request, str(request.param), tmp_path)


def fresh(request: pytest.FixtureRequest, kind: str, folder: Path) -> str:
    """Give the address of a hub's database of a kind."""
    if kind == "sqlite":
        shutil.copy(request.getfixturevalue("prepared"), folder / "hub.db")
        return sqlite_url(folder / "hub.db")
    return fresh_postgres(request.getfixturevalue("postgres"), request.getfixturevalue("template"))


@dataclass
class World:
    """A hub with an office, two desks, and lines to it."""

    hub: MadeHub
    client: TestClient[Litestar]
    one: MadeDesk
    two: MadeDesk

    def asks(self, token: bytes = b"", kind: str = MSGPACK) -> Asks:
        """Open a line for whoever has a token."""
        return Asks(self.client, token, kind)

    @property
    def desk(self) -> Asks:
        """The first desk's line."""
        return self.asks(self.one.token)

    @property
    def other(self) -> Asks:
        """The second desk's line."""
        return self.asks(self.two.token)

    @property
    def office(self) -> Asks:
        """The office's line."""
        return self.asks(self.hub.office.token)


@pytest.fixture
def world(url: str) -> Iterator[World]:
    """A hub where two desks and an office know each other."""
    yield from settled(url)


@pytest.fixture
def small_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """The same on SQLite alone, for what has nothing to do with the database."""
    yield from settled(fresh(request, "sqlite", tmp_path))


def settled(url: str) -> Iterator[World]:
    """Give a hub where two desks and an office know each other."""
    made = MadeHub(url, seed=SEED)
    with TestClient(made.app) as client:
        yield World(made, client, *DESKS)
