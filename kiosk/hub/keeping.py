"""What the hub does by itself: it deletes what need not be kept, and lets its database see what is in it.

Sealed bytes and notes go a while after the final answer, codes after their end. The rest stays.
"""

from __future__ import annotations

from sqlalchemy import Engine, func, select, true

from kiosk.hub.seats import forget_all_notes, forget_notes
from kiosk.hub.tables import acts, codes, metadata, offices

_DAY = 86_400
_CODES_STAY = 7 * _DAY
_FEW, _LOOKED_AT = 100, 1000
"""Acts below which any plan will do; and how many rows of an index SQLite looks at, so that it takes no time."""


def sweep(engine: Engine, keep_days: int, now: int) -> int:
    """Delete what need not be kept. Gives how many sealed acts went.

    Of an office that was closed, everything sealed goes as long after the closing: its desks have it, too, until the
    office has signed.

    Args:
        engine: the database.
        keep_days: days for which sealed bytes stay after the final answer, where an office has no days of its own.
        now: the hub's time.
    """
    gone = 0
    with engine.connect() as connection:
        for office in connection.execute(select(offices.c.id, offices.c.closed, offices.c.keep_days)).all():
            before = now - (office.keep_days or keep_days) * _DAY
            old = acts.c.final_at < before
            if office.closed is not None and office.closed < before:
                old = true()
                forget_all_notes(connection, office.id)
            sealed = acts.update().where(acts.c.office == office.id, acts.c.envelope.is_not(None), old)
            gone += connection.execute(sealed.values(envelope=None)).rowcount
            forget_notes(connection, office.id, before, now)
        connection.execute(codes.delete().where(codes.c.until < now - _CODES_STAY))
    return gone


def analyse(engine: Engine, known: int) -> int:
    """Let the database look at what is in it, where that has doubled: it plans by what was there when it last looked.

    Never looked at, it reads all withdrawals of an office where it could read the few acts that wait. PostgreSQL looks
    by itself, but later; SQLite never, and only lines that are opened afterwards know of it.

    Args:
        engine: the database.
        known: what this gave the last time; 0 at first.

    Returns:
        The number of the newest act when it looked.
    """
    with engine.connect() as connection:
        newest = connection.execute(select(func.max(acts.c.number))).scalar() or 0
        if newest < max(2 * known, _FEW):
            return known
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA analysis_limit={_LOOKED_AT}")
        for table in metadata.sorted_tables:
            connection.exec_driver_sql(f"ANALYZE {table.name}")
    engine.dispose()
    return int(newest)
