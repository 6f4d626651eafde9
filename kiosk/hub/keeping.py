"""What the hub deletes: sealed bytes a while after the final answer, and codes that ended. Ids and hashes stay."""

from __future__ import annotations

from sqlalchemy import Engine

from kiosk.hub.tables import acts, codes

_DAY = 86_400
_CODES_STAY = 7 * _DAY


def sweep(engine: Engine, keep_days: int, now: int) -> int:
    """Delete what need not be kept. Gives how many sealed acts went.

    Args:
        engine: the database.
        keep_days: days for which sealed bytes stay after the final answer.
        now: the hub's time.
    """
    old = acts.c.final_at < now - keep_days * _DAY
    with engine.connect() as connection:
        gone = connection.execute(acts.update().where(acts.c.envelope.is_not(None), old).values(envelope=None)).rowcount
        connection.execute(codes.delete().where(codes.c.until < now - _CODES_STAY))
        return int(gone)
