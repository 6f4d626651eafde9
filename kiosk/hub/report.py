"""What the hub's own people see: who is there, what waits, what is late, how full the disk is. No act is named."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from kiosk.core.errors import FileFault
from kiosk.core.figures import Figure, FigureTopic, close
from kiosk.core.figures import month as count_month
from kiosk.hub.office import waiting_by_desk
from kiosk.hub.offices import all_offices
from kiosk.hub.quota import kept, lacks_room, seated
from kiosk.hub.tables import acts, desks, withdrawals
from kiosk.machine.files import unwritten

_DAY = 86_400


@dataclass(frozen=True)
class DeskLine:
    """A desk, as its hub knows it."""

    label: str
    state: str
    seen: int | None
    waiting: int
    refused: int
    refused_at: int | None


@dataclass(frozen=True)
class OfficeStatus:
    """One office of the hub at a moment: nothing of a person."""

    number: int
    name: str
    """The operator's; empty for one that was never named."""
    joined: bool
    closed: int | None
    office_seen: int | None
    desks: tuple[DeskLine, ...]
    acts: int
    sealed: int
    """Acts whose sealed bytes are here."""
    sealed_bytes: int
    waiting: int
    late: int
    """Waiting for longer than the settings say."""
    oldest: int | None
    """When the first of those that wait came."""
    stops: int
    """Withdrawals that the office has not been shown."""
    seated: int
    """Desks that may ask this hub."""
    most_acts: int | None
    most_bytes: int | None
    most_desks: int | None
    keep_days: int | None
    full: bool
    """Whether what its desks bring is not kept."""


@dataclass(frozen=True)
class HubStatus:
    """The hub at a moment, and all of its offices together."""

    joined: bool
    """Whether an office has joined it."""
    offices: tuple[OfficeStatus, ...]
    acts: int
    sealed: int
    waiting: int
    late: int
    oldest: int | None
    stops: int
    database_bytes: int
    free_bytes: int


def look_at_hub(engine: Engine, folder: Path, late_days: int, now: int) -> HubStatus:
    """Look at everything once."""
    with engine.connect() as connection:
        every = tuple(_look_at(connection, row, now - late_days * _DAY) for row in all_offices(connection))
        size = "pg_database_size(current_database())"
        if engine.dialect.name == "sqlite":
            size = "(SELECT page_count FROM pragma_page_count()) * (SELECT page_size FROM pragma_page_size())"
        return HubStatus(
            joined=any(each.joined for each in every),
            offices=every,
            acts=sum(each.acts for each in every),
            sealed=sum(each.sealed for each in every),
            waiting=sum(each.waiting for each in every),
            late=sum(each.late for each in every),
            oldest=min((each.oldest for each in every if each.oldest is not None), default=None),
            stops=sum(each.stops for each in every),
            database_bytes=connection.execute(text(f"SELECT {size}")).scalar_one(),
            free_bytes=shutil.disk_usage(folder).free,
        )


def _look_at(connection: Connection, office: Any, late: int) -> OfficeStatus:
    """Look at one office; acts that came before a moment are late."""
    waiting = waiting_by_desk(connection, office.id)
    sealed, sealed_bytes = kept(connection, office.id)
    ours, held = acts.c.office == office.id, acts.c.state == "held"
    stops = select(func.count()).where(withdrawals.c.office == office.id, withdrawals.c.listed.is_(False))
    known = desks.select().where(desks.c.office == office.id).order_by(desks.c.label, desks.c.id)
    return OfficeStatus(
        number=office.id,
        name=office.name,
        joined=office.key is not None,
        closed=office.closed,
        office_seen=office.seen,
        desks=tuple(
            DeskLine(row.label, row.state, row.seen, waiting.get(bytes(row.id), (0, 0))[0], row.refused, row.refused_at)
            for row in connection.execute(known)
        ),
        acts=connection.execute(select(func.count()).where(ours)).scalar_one(),
        sealed=sealed,
        sealed_bytes=sealed_bytes,
        waiting=sum(number for number, _ in waiting.values()),
        late=connection.execute(select(func.count()).where(ours, held, acts.c.received < late)).scalar_one(),
        oldest=connection.execute(select(func.min(acts.c.received)).where(ours, held)).scalar(),
        stops=connection.execute(stops).scalar_one(),
        seated=seated(connection, office.id),
        most_acts=office.most_acts,
        most_bytes=office.most_bytes,
        most_desks=office.most_desks,
        keep_days=office.keep_days,
        full=lacks_room(connection, office.id),
    )


def ended_in(engine: Engine, month: str) -> list[Figure]:
    """Count what ended in a month at all offices together, in classes: acts, how they ended, after how long.

    Raises nothing: whether the month is over is for the caller to see. Counted are acts that came through the hub, from
    the day they came.
    """
    asked = select(acts.c.state, acts.c.received, acts.c.final_at)
    asked = asked.where(acts.c.final_at.is_not(None), acts.c.key_hash.is_not(None))
    with engine.connect() as connection:
        rows = connection.execute(asked).all()
    ended = [close("", "", row.state, 0, _day(row.received), _day(row.final_at)) for row in rows]
    return [each for each in count_month(ended, month) if each.topic in _FIGURES]


_FIGURES = (FigureTopic.ACTS, FigureTopic.OUTCOME, FigureTopic.DELAY)


def _day(at: int) -> date:
    return datetime.fromtimestamp(at, UTC).astimezone().date()


def backup_database(engine: Engine, file: Path) -> None:
    """Write all of the database into a new file, while the hub runs: an SQLite file, or what `pg_restore` reads.

    Raises:
        FileFault: the file exists or cannot be written whole, or `no_dump`: `pg_dump` is not there or fails.
    """
    try:
        file.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise unwritten(file, error) from None
    if engine.dialect.name == "sqlite":
        try:
            with engine.connect() as connection:
                connection.execute(text("VACUUM INTO :file"), {"file": str(file)})
        except DatabaseError as error:
            file.unlink(missing_ok=True)  # half a copy is none
            full = getattr(error.orig, "sqlite_errorname", "") == "SQLITE_FULL"
            raise FileFault(file.name, "full" if full else "unwritable") from None
        return
    url = make_url(engine.url)
    secret = {"PGPASSWORD": url.password} if url.password else {}
    address = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    try:
        _dump(address, file, secret)
    except (OSError, subprocess.CalledProcessError):
        file.unlink()
        raise FileFault("pg_dump", "no_dump") from None


def _dump(address: str, file: Path, secret: dict[str, str]) -> None:
    import os

    command = ["pg_dump", "--format=custom", "--no-owner", f"--file={file}", f"--dbname={address}"]
    subprocess.run(command, env={**os.environ, **secret}, check=True, capture_output=True)  # noqa: S603 - no shell
