"""The database: SQLite in a file by default, PostgreSQL where several processes or machines serve one hub.

Every statement commits by itself, and every step of the hub is one statement that may be repeated: nothing holds a
lock while signatures are made, and a process that is killed between two steps leaves nothing half done.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Engine,
    LargeBinary,
    Row,
    Select,
    Table,
    any_,
    bindparam,
    create_engine,
    event,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from kiosk.core.errors import FileFault
from kiosk.hub.tables import hub, offices

MIGRATIONS = Path(__file__).parent / "migrations"
NEW_OFFICE = {"name": "", "serial": 0, "file": b""}
"""An office that has not joined."""
_LOCK = 0x6B696F736B  # any number, as long as it is the same everywhere
_BUSY_MS = 30_000
_PAUSE_MS = 10
_CLOSED = {
    sqlite3.SQLITE_BUSY: "database_busy",
    sqlite3.SQLITE_LOCKED: "database_busy",
    sqlite3.SQLITE_READONLY: "database_read_only",
    sqlite3.SQLITE_CANTOPEN: "database_read_only",
    sqlite3.SQLITE_PERM: "database_read_only",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "unplugged",
}
"""Why SQLite opens no file; all else says that it is damaged."""


def open_engine(url: str, pool: int = 12) -> Engine:
    """Open a database without touching it.

    Raises:
        FileFault: not the address of a database that the hub knows.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise FileFault("database", "not_a_database") from None
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise FileFault("database", "not_a_database")
    options: dict[str, Any] = {"pool_size": pool, "max_overflow": 4, "pool_timeout": 30}
    if parsed.get_backend_name() == "postgresql":
        options |= {"pool_pre_ping": False, "pool_recycle": 1800}
    # What is bound to a statement never reaches an error's text, and so no log.
    engine = create_engine(parsed, isolation_level="AUTOCOMMIT", hide_parameters=True, **options)
    event.listen(engine, "connect", _sqlite_settings if engine.dialect.name == "sqlite" else _postgresql_settings)
    return engine


def is_whole(engine: Engine) -> bool:
    """Tell whether a file is what was written: a damaged index would keep acts back, and nobody would be told.

    PostgreSQL keeps its own pages. A bit in a value that nothing signs is seen by nobody.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        return bool(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() == "ok")


def why_closed(error: Exception, engine: Engine) -> FileFault:
    """Say why a database does not open; of a file its name, of another nothing: its address may hold a password."""
    if engine.dialect.name != "sqlite":
        return FileFault("database", "database_away")
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return FileFault(Path(engine.url.database or "").name, _CLOSED.get(code & 0xFF, "database_damaged"))


def sqlite_url(file: Path) -> str:
    """Give the address of an SQLite file."""
    return URL.create("sqlite", database=str(file)).render_as_string()


def _sqlite_settings(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    _keep_a_log(cursor)
    cursor.execute("PRAGMA synchronous=FULL")  # what was acknowledged survives a power cut, not only a crash
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _postgresql_settings(connection: Any, _record: object) -> None:
    from psycopg.types.array import ListBinaryDumper

    # As text, which psycopg prefers for lists, each id is escaped twice: as dear as the query that it is for.
    connection.adapters.register_dumper(list, ListBinaryDumper)


def _keep_a_log(cursor: sqlite3.Cursor) -> None:
    """Have a file write ahead. Whoever comes while another process turns it is told at once that it is busy."""
    for left in reversed(range(_BUSY_MS // _PAUSE_MS)):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or not left:
                raise
            sleep(_PAUSE_MS / 1000)
        else:
            return


@contextmanager
def locked(engine: Engine) -> Iterator[Connection]:
    """Hold the database alone, in one transaction: for migrations and the making of the hub's key."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")
    else:
        with engine.connect().execution_options(isolation_level="READ COMMITTED") as connection, connection.begin():
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield connection


def prepare(engine: Engine, new_seed: Callable[[], bytes]) -> bytes:
    """Bring the database to this version, and give the hub's signing key, made at the first time.

    Raises:
        FileFault: `newer`: a later version of the hub has written this database.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    with locked(engine) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise FileFault("database", "newer") from None
        seed = connection.execute(hub.select().with_only_columns(hub.c.seed)).scalar()
        if seed is None:
            seed = new_seed()
            connection.execute(hub.insert().values(id=1, seed=seed))
            connection.execute(offices.insert().values(NEW_OFFICE))
        return bytes(seed)


def insert_new(engine: Engine, table: Table, key: list[str], *returning: Any) -> Any:
    """Give an insert that leaves rows alone whose key is there already, and returns the columns of the new ones."""
    insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing(index_elements=key).returning(*returning)


def insert_once(engine: Engine, table: Table, *returning: Any) -> Any:
    """Give an insert that does nothing where any key of the row is there already, and returns columns of a new one."""
    insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing().returning(*returning)


@dataclass(frozen=True)
class Among:
    """A statement about the rows of an office whose column has one of some values: made once, so that it is prepared.

    Args:
        statement: what is asked.
        office: the column of its office.
        column: the column.
    """

    statement: Select[Any]
    office: ColumnElement[int]
    column: ColumnElement[bytes]

    @property
    def _of_office(self) -> Select[Any]:
        return self.statement.where(self.office == bindparam("of_office"))

    @cached_property
    def _by_array(self) -> Select[Any]:
        return self._of_office.where(self.column == any_(bindparam("values", type_=ARRAY(LargeBinary))))

    @cached_property
    def _by_list(self) -> Select[Any]:
        return self._of_office.where(self.column.in_(bindparam("values", expanding=True)))

    def __call__(self, connection: Connection, office: int, values: Collection[bytes]) -> Sequence[Row[Any]]:
        """Give the rows; none for no values."""
        if not values:
            return ()
        one = self._by_array if connection.dialect.name == "postgresql" else self._by_list
        return connection.execute(one, {"of_office": office, "values": list(values)}).all()


def insert_many(connection: Connection, table: Table, key: list[str], rows: list[dict[str, Any]]) -> bool:
    """Insert rows and leave alone those whose key is there. Tells whether all were new."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    new = insert(table).on_conflict_do_nothing(index_elements=key)
    return connection.execute(new, rows, execution_options={"preserve_rowcount": True}).rowcount == len(rows)
