"""What a desk asks: one sync in one request, and the status of an act whose receipt lies on its table."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from hmac import compare_digest
from typing import Any

from sqlalchemy import Connection, or_, select

from kiosk.hub.database import Among
from kiosk.hub.keep import Caller, keep_acts, keep_withdrawals, rows_of, same_act, settle_withdrawals
from kiosk.hub.said import FINAL, FIRST_OF_OFFICE, HubKey, meetings_of, newest
from kiosk.hub.tables import acts, desks, offices, withdrawals
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
    rows = rows_of(connection, caller.office, concerned)
    refused = keep_withdrawals(connection, caller, ask.withdrawals, rows, now) if taken_back else {}
    refused |= keep_acts(connection, signer, caller, ask.acts, rows, now) if offered else {}
    used = _used_keys(connection, caller.office, concerned)
    held = {id_ for id_, row in rows.items() if row.state == "held"} & {bytes(row.act) for row in used}
    if changed := settle_withdrawals(connection, signer, caller.office, now, held):
        rows |= rows_of(connection, caller.office, changed)
    kept = tuple(
        id_
        for id_ in sorted(taken_back - refused.keys())
        if (row := rows.get(id_)) is None or row.key_hash is None or row.state not in FINAL
    )
    if wrong := [code for code in refused.values() if code != "full"]:
        counted = {"refused": desks.c.refused + len(wrong), "refused_at": now}
        this = desks.update().where(desks.c.office == caller.office, desks.c.id == caller.id)
        connection.execute(this.values(**counted))
    unknown, news = _news(caller, ask, rows, refused)
    told = [rows[id_] for id_ in sorted(news)]
    return SyncTold(
        acks=tuple(map(newest, told)),
        unknown=unknown,
        refused=tuple(Refusal(id_, code) for id_, code in refused.items() if code != "full"),
        kept=kept,
        office=_office(connection, caller) if caller.office_serial > ask.office_serial else b"",
        time=_time(connection, caller) if caller.office_time >= ask.office_time + TIME_EVERY else None,
        keys=_keys(used, caller, {each.id for each in ask.withdrawals if each.key}),
        meetings=meetings_of(told),
        full="full" in refused.values(),
    )


_used_keys = Among(
    select(withdrawals.c.act, withdrawals.c.key)
    .join(acts, same_act & (acts.c.key_hash == withdrawals.c.key_hash))
    .where(withdrawals.c.key.is_not(None), or_(acts.c.final_at.is_(None), acts.c.sequence < FIRST_OF_OFFICE))
    .add_columns(acts.c.desk),
    withdrawals.c.office,
    withdrawals.c.act,
)


def _keys(used: Iterable[Any], caller: Caller, without: Collection[bytes]) -> tuple[UsedKey, ...]:
    """Give the keys with which the desk's own acts were taken back: it brings them again if this hub is lost."""
    own = (row for row in used if bytes(row.desk) == caller.id)
    return tuple(UsedKey(bytes(row.act), bytes(row.key)) for row in own if bytes(row.act) not in without)


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


def _office(connection: Connection, caller: Caller) -> bytes:
    return bytes(connection.execute(select(offices.c.file).where(offices.c.id == caller.office)).scalar_one())


def _time(connection: Connection, caller: Caller) -> OfficeTime | None:
    said = select(offices.c.time, offices.c.time_signature).where(offices.c.id == caller.office)
    at, signature = connection.execute(said).one()
    return None if signature is None else OfficeTime(at, bytes(signature))


def status(connection: Connection, signer: HubKey, caller: Caller, ask: StatusAsk, now: int) -> StatusTold:
    """Tell the newest statement on an act to who has its reference and the hash of its key, at its office's desks."""
    row = _find(connection, caller, ask)
    sent = ask.withdrawal
    if row is None:
        return StatusTold()
    act = bytes(row.id)
    fits = sent is not None and sent.id == act and sent.key_hash == ask.key_hash and sent.key is not None
    if sent is not None and fits:
        keep_withdrawals(connection, caller, (sent,), {act: row}, now)
    if settle_withdrawals(connection, signer, caller.office, now, {act}):
        row = rows_of(connection, caller.office, {act})[act]
    stop = withdrawals.select().where(withdrawals.c.office == caller.office)
    stop = stop.where(withdrawals.c.act == act, withdrawals.c.key_hash == ask.key_hash)
    proof = None if row.proof is None else bytes(row.proof)
    return StatusTold((newest(row),), connection.execute(stop).first() is not None, proof, meetings_of([row]))


def _find(connection: Connection, caller: Caller, ask: StatusAsk) -> Any:
    named = select(*[each for each in acts.c if each.name != "envelope"]).where(acts.c.office == caller.office)
    found = connection.execute(named.where(acts.c.reference == ask.reference)).all()
    return next((row for row in found if compare_digest(bytes(row.key_hash), ask.key_hash)), None)
