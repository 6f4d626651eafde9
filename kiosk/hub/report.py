"""What the hub's own people see: who is there, what waits, what is late, how full the disk is. No act is named."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from kiosk.core.errors import FileFault
from kiosk.hub.office import waiting_by_desk
from kiosk.hub.tables import acts, desks, hub, withdrawals
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
class HubStatus:
    """The hub at a moment."""

    joined: bool
    office_seen: int | None
    desks: tuple[DeskLine, ...]
    acts: int
    sealed: int
    """Acts whose sealed bytes are here."""
    waiting: int
    late: int
    """Waiting for longer than the settings say."""
    oldest: int | None
    """When the first of those that wait came."""
    stops: int
    """Withdrawals that the office has not been shown."""
    database_bytes: int
    free_bytes: int


def look_at_hub(engine: Engine, folder: Path, late_days: int, now: int) -> HubStatus:
    """Look at everything once."""
    held = acts.c.state == "held"
    with engine.connect() as connection:
        office = connection.execute(select(hub.c.office_key, hub.c.office_seen)).one()
        waiting = waiting_by_desk(connection)
        lines = tuple(
            DeskLine(row.label, row.state, row.seen, waiting.get(bytes(row.id), (0, 0))[0], row.refused, row.refused_at)
            for row in connection.execute(desks.select().order_by(desks.c.label, desks.c.id))
        )
        late = select(func.count()).where(held, acts.c.received < now - late_days * _DAY)
        size = "pg_database_size(current_database())"
        if engine.dialect.name == "sqlite":
            size = "(SELECT page_count FROM pragma_page_count()) * (SELECT page_size FROM pragma_page_size())"
        return HubStatus(
            joined=office.office_key is not None,
            office_seen=office.office_seen,
            desks=lines,
            acts=connection.execute(select(func.count()).select_from(acts)).scalar_one(),
            sealed=connection.execute(
                select(func.count(acts.c.number)).where(acts.c.envelope.is_not(None))
            ).scalar_one(),
            waiting=sum(number for number, _ in waiting.values()),
            late=connection.execute(late).scalar_one(),
            oldest=connection.execute(select(func.min(acts.c.received)).where(held)).scalar(),
            stops=connection.execute(
                select(func.count()).select_from(withdrawals).where(withdrawals.c.listed.is_(False))
            ).scalar_one(),
            database_bytes=connection.execute(text(f"SELECT {size}")).scalar_one(),
            free_bytes=shutil.disk_usage(folder).free,
        )


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
