"""What a desk asks: one sync in one request, and the status of an act whose receipt lies on its table."""

from __future__ import annotations

from collections.abc import Collection
from hmac import compare_digest
from typing import Any

from sqlalchemy import Connection, or_, select

from kiosk.hub.database import Among
from kiosk.hub.keep import Caller, keep_acts, keep_withdrawals, rows_of, settle_withdrawals
from kiosk.hub.said import FINAL, FIRST_OF_OFFICE, HubKey, newest
from kiosk.hub.tables import acts, desks, hub, withdrawals
from kiosk.wire.protocol import (
    MARK_BYTES,
    TIME_EVERY,
    OfficeTime,
    Refusal,
    StatusAsk,
    StatusTold,
    SyncAsk,
    SyncTold,
    UsedKey,
)


def sync(connection: Connection, signer: HubKey, caller: Caller, ask: SyncAsk, now: int) -> SyncTold:
    """Keep what a desk brings, then tell it what is new."""
    offered = {act.id for act in ask.acts}
    taken_back = {each.id for each in ask.withdrawals}
    concerned = {each.act for each in ask.known} | offered | taken_back
    rows = rows_of(connection, concerned)
    refused = keep_withdrawals(connection, caller, ask.withdrawals, rows, now) if taken_back else {}
    refused |= keep_acts(connection, signer, caller, ask.acts, rows, now) if offered else {}
    held = {id_ for id_, row in rows.items() if row.state == "held"}
    if changed := settle_withdrawals(connection, signer, now, held):
        rows |= rows_of(connection, changed)
    kept = tuple(
        id_
        for id_ in sorted(taken_back - refused.keys())
        if (row := rows.get(id_)) is None or row.key_hash is None or row.state not in FINAL
    )
    if refused:
        counted = {"refused": desks.c.refused + len(refused), "refused_at": now}
        connection.execute(desks.update().where(desks.c.id == caller.id).values(**counted))
    unknown, news = _news(caller, ask, rows, refused)
    return SyncTold(
        acks=tuple(newest(rows[id_]) for id_ in sorted(news)),
        unknown=unknown,
        refused=tuple(Refusal(id_, code) for id_, code in refused.items()),
        kept=kept,
        office=_office(connection) if caller.office_serial > ask.office_serial else b"",
        time=_time(connection) if caller.office_time >= ask.office_time + TIME_EVERY else None,
        keys=_keys(connection, caller, concerned - {each.id for each in ask.withdrawals if each.key}),
    )


_used_keys = Among(
    select(withdrawals.c.act, withdrawals.c.key)
    .join(acts, (acts.c.id == withdrawals.c.act) & (acts.c.key_hash == withdrawals.c.key_hash))
    .where(withdrawals.c.key.is_not(None), or_(acts.c.final_at.is_(None), acts.c.sequence < FIRST_OF_OFFICE))
    .add_columns(acts.c.desk),
    withdrawals.c.act,
)


def _keys(connection: Connection, caller: Caller, ids: Collection[bytes]) -> tuple[UsedKey, ...]:
    """Give the keys with which the desk's own acts were taken back: it brings them again if this hub is lost."""
    rows = _used_keys(connection, ids)
    return tuple(UsedKey(bytes(row.act), bytes(row.key)) for row in rows if bytes(row.desk) == caller.id)


def _news(
    caller: Caller, ask: SyncAsk, rows: dict[bytes, Any], refused: dict[bytes, Any]
) -> tuple[tuple[bytes, ...], set[bytes]]:
    """Give the ids that the hub does not have, and those on which it has a newer statement than the desk."""
    unknown = []
    news = {act.id for act in ask.acts if act.id not in refused}
    # Who has the key may know what became of it, at any desk.
    news |= {each.id for each in ask.withdrawals if each.key and each.id in rows and each.id not in refused}
    for each in ask.known:
        row = rows.get(each.act)
        if row is None or bytes(row.desk) != caller.id or not _fits(row, each.mark):
            unknown.append(each.act)
            news.discard(each.act)
            continue
        if row.key_hash is None and row.state not in FINAL:
            unknown.append(each.act)  # spoken of, but its sealed bytes are not here
        if row.sequence > each.sequence:
            news.add(each.act)
        else:
            news.discard(each.act)
    return tuple(unknown), news


def _fits(row: Any, mark: bytes) -> bool:
    none = row.key_hash is None and not any(row.hash)
    return none or bytes(row.hash)[:MARK_BYTES] == mark


def _office(connection: Connection) -> bytes:
    return bytes(connection.execute(select(hub.c.office_file)).scalar_one())


def _time(connection: Connection) -> OfficeTime | None:
    at, signature = connection.execute(select(hub.c.office_time, hub.c.office_time_signature)).one()
    return None if signature is None else OfficeTime(at, bytes(signature))


def status(connection: Connection, signer: HubKey, caller: Caller, ask: StatusAsk, now: int) -> StatusTold:
    """Tell the newest statement on an act to whoever has its reference and the hash of its key, and nobody else."""
    row = _find(connection, ask)
    sent = ask.withdrawal
    if row is None:
        return StatusTold()
    act = bytes(row.id)
    fits = sent is not None and sent.id == act and sent.key_hash == ask.key_hash and sent.key is not None
    if sent is not None and fits:
        keep_withdrawals(connection, caller, (sent,), {act: row}, now)
    if settle_withdrawals(connection, signer, now, {act}):
        row = rows_of(connection, {act})[act]
    stop = withdrawals.select().where(withdrawals.c.act == act, withdrawals.c.key_hash == ask.key_hash)
    proof = None if row.proof is None else bytes(row.proof)
    return StatusTold((newest(row),), connection.execute(stop).first() is not None, proof)


def _find(connection: Connection, ask: StatusAsk) -> Any:
    found = connection.execute(
        select(*[each for each in acts.c if each.name != "envelope"]).where(acts.c.reference == ask.reference)
    ).all()
    return next((row for row in found if compare_digest(bytes(row.key_hash), ask.key_hash)), None)
