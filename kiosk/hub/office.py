"""What an office asks: what waits, its own statements, and sealed bytes once more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from kiosk.core.errors import NotGenuine
from kiosk.crypto import sign
from kiosk.hub.database import insert_new
from kiosk.hub.keep import rows_of, same_act, settle_withdrawals, within
from kiosk.hub.quota import lacks_room
from kiosk.hub.said import FINAL, FIRST_OF_OFFICE, HubKey, columns, meetings_of, newest, sent_act, sent_withdrawal
from kiosk.hub.tables import acts, desks, withdrawals
from kiosk.hub.who import OfficeCaller
from kiosk.wire.protocol import (
    AnswerRefusal,
    AnswersAsk,
    AnswersTold,
    FetchAsk,
    Fetched,
    HeldAct,
    Waiting,
    WaitingAsk,
)
from kiosk.wire.signed import ID_BYTES, NO_HASH, SignedAck, ack_bytes

_LARGEST = (1 << 63) - 1
"""The largest number that a database knows."""
_MOST_STOPS = 4000
"""Withdrawals in one answer; those that were never listed come first."""


def waiting(connection: Connection, signer: HubKey, office: int, ask: WaitingAsk, now: int) -> Waiting:
    """List what the office has not taken, oldest first, and what people took back."""
    settle_withdrawals(connection, signer, office, now)
    which = (acts.c.state != "held") & acts.c.final_at.is_(None) if ask.working else acts.c.state == "held"
    held = acts.select().where(
        acts.c.office == office, which, acts.c.envelope.is_not(None), acts.c.number > min(ask.after, _LARGEST)
    )
    rows = connection.execute(held.order_by(acts.c.number).limit(ask.limit + 1)).all()
    shown = within(rows[: ask.limit], "envelope")
    stops = _stops(connection, office) if ask.after == 0 else ()
    return Waiting(
        acts=tuple(_held(row) for row in shown),
        withdrawals=tuple(sent_withdrawal(row) for row in stops),
        next=shown[-1].number if len(rows) > len(shown) else 0,
        newest=max((row.number for row in stops), default=0),
        desks=_senders(stops),
        full=lacks_room(connection, office),
    )


_counts = and_(
    or_(acts.c.key_hash.is_(None), acts.c.key_hash == withdrawals.c.key_hash),
    or_(
        withdrawals.c.key.is_not(None),
        withdrawals.c.desk.is_(None),
        acts.c.desk.is_(None),
        withdrawals.c.desk == acts.c.desk,
    ),
)
"""Whether a withdrawal is one of its act: by its key, or said at its own desk. It may have come before the act."""


def _senders(rows: Iterable[Any]) -> tuple[bytes, ...]:
    return tuple(bytes(row.desk or bytes(ID_BYTES)) for row in rows)


def _stops(connection: Connection, office: int) -> Sequence[Any]:
    """Give every withdrawal that no final answer of the office ends, and remember that they were listed."""
    open_ = or_(acts.c.id.is_(None), acts.c.final_at.is_(None), acts.c.sequence < FIRST_OF_OFFICE)
    asked = (
        select(withdrawals)
        .outerjoin(acts, same_act)
        .where(withdrawals.c.office == office, open_, _counts)
        .order_by(withdrawals.c.listed, withdrawals.c.number)
        .limit(_MOST_STOPS)
    )
    rows = connection.execute(asked).all()
    if fresh := [row.number for row in rows if not row.listed]:
        ours = withdrawals.update().where(withdrawals.c.office == office, withdrawals.c.number.in_(fresh))
        connection.execute(ours.values(listed=True))
    return rows


def _held(row: Any) -> HeldAct:
    return HeldAct(sent_act(row), bytes(row.desk), row.received)


# ---- statements ------------------------------------------------------------------------------


def answers(connection: Connection, signer: HubKey, by: OfficeCaller, ask: AnswersAsk, now: int) -> AnswersTold:
    """Keep the office's statements, for acts that the hub does not have, too. A higher sequence replaces a lower."""
    asked = {ack.said.act for ack in ask.acks}
    settle_withdrawals(connection, signer, by.id, now, asked)
    rows = rows_of(connection, by.id, asked)
    known = {bytes(row.id) for row in connection.execute(select(desks.c.id).where(desks.c.office == by.id))}
    stops = _unread(connection, by.id, asked, ask.read)
    refused: list[AnswerRefusal] = []
    newer: dict[bytes, Any] = {}
    many = len(ask.acks)
    for ack, proof, met in zip_longest(ask.acks, ask.proofs[:many], ask.meetings[:many]):
        act = ack.said.act
        code = _refusal(ack, by.key, known, stops)
        for _ in range(10):  # somebody beside may have moved the row since it was read: look again
            row = rows.get(act)
            if code or (code := _judge(ack, row)) or _put(connection, by.id, ack, proof, met, row, now):
                break
            rows |= rows_of(connection, by.id, [act])
        rows |= rows_of(connection, by.id, [act]) if len(asked) < len(ask.acks) else {}  # named twice in this request
        if code == "same":  # said before there were any
            _put_beside(connection, by.id, ack, proof, met)
        if code and code != "same":
            refused.append(AnswerRefusal(act, code))
            if code in ("older", "withdrawn"):
                newer[act] = rows[act]
    return AnswersTold(tuple(refused), tuple(map(newest, newer.values())), meetings_of(newer.values()))


def _put_beside(connection: Connection, office: int, ack: SignedAck, proof: bytes | None, met: bytes | None) -> None:
    """Keep what comes beside a statement that the hub has, where an earlier version of either end had none."""
    this = (acts.c.office == office) & (acts.c.id == ack.said.act) & (acts.c.sequence == ack.said.sequence)
    if proof:
        connection.execute(acts.update().where(this, acts.c.proof.is_(None)).values(proof=proof))
    if met:
        connection.execute(acts.update().where(this, acts.c.meeting.is_(None)).values(meeting=met))


def _unread(connection: Connection, office: int, asked: set[bytes], read: int | None) -> set[bytes]:
    """Give the acts with a withdrawal that the office has not read."""
    unread: ColumnElement[bool] = withdrawals.c.listed.is_(False)
    if read is not None:
        unread = or_(unread, withdrawals.c.number > min(read, _LARGEST))
    of_acts = select(withdrawals.c.act).outerjoin(acts, same_act).where(withdrawals.c.office == office)
    found = connection.execute(of_acts.where(withdrawals.c.act.in_(asked), unread, _counts))
    return {bytes(row.act) for row in found}


def _refusal(ack: SignedAck, office_key: bytes, known: set[bytes], stops: set[bytes]) -> Any:
    """Say why a statement is refused whatever the hub has."""
    said = ack.said
    if said.by != "office" or said.sequence < FIRST_OF_OFFICE or said.state in ("held", "withdrawn"):
        return "not_genuine"
    try:
        sign.verify(office_key, ack_bytes(said), ack.signature)
    except NotGenuine:
        return "not_genuine"
    if said.desk not in known:
        return "unknown_desk"
    if said.state == "proof_seen" and said.act in stops:
        return "stop_unread"
    return None


def _judge(ack: SignedAck, row: Any) -> Any:
    """Compare a statement with what the hub has: `same` where it has this one."""
    if row is None:
        return None
    if bytes(row.desk) != ack.said.desk:
        return "unknown_desk"
    if ack.said.hash not in (bytes(row.hash), NO_HASH) and any(row.hash):
        return "not_genuine"
    if row.sequence >= ack.said.sequence:
        return "same" if newest(row) == ack else "older"
    if row.state == "withdrawn" and row.sequence < FIRST_OF_OFFICE and ack.said.state not in FINAL:
        return "withdrawn"
    return None


def _put(
    connection: Connection, office: int, ack: SignedAck, proof: bytes | None, met: bytes | None, row: Any, now: int
) -> bool:
    """Write a statement if the row is as it was read. Tells whether it was."""
    said, values = ack.said, columns(ack, now, proof, met)
    if row is None:
        values |= {"office": office, "id": said.act, "desk": said.desk, "hash": said.hash}
        values |= {"received": now, "said_hash": None}
        insert = insert_new(connection.engine, acts, ["office", "id"], acts.c.number)
        return connection.execute(insert, values).first() is not None
    if row.key_hash is None:
        values["hash"] = said.hash
    else:
        values["said_hash"] = None if said.hash == bytes(row.hash) else said.hash
    unmoved = (acts.c.sequence == row.sequence) & (
        acts.c.key_hash.is_(None) if row.key_hash is None else acts.c.key_hash.is_not(None)
    )
    this = acts.update().where(acts.c.office == office, acts.c.id == said.act, unmoved)
    return bool(connection.execute(this.values(**values)).rowcount)


# ---- once more -------------------------------------------------------------------------------


def fetch(connection: Connection, signer: HubKey, office: int, ask: FetchAsk, now: int) -> Fetched:
    """Give sealed acts again. Where they are too many for one answer, the rest is to be asked for."""
    wanted: ColumnElement[bool] = acts.c.id.in_(ask.acts)
    if ask.reference.isascii() and ask.reference.isalnum():
        wanted = or_(wanted, acts.c.reference == ask.reference)
    wanted = (acts.c.office == office) & wanted
    rows = connection.execute(acts.select().where(wanted).order_by(acts.c.number).limit(400)).all()
    ids = {bytes(row.id) for row in rows} | set(ask.acts)
    of_acts = select(withdrawals).outerjoin(acts, same_act).where(withdrawals.c.office == office)
    asked = of_acts.where(withdrawals.c.act.in_(ids), _counts).order_by(withdrawals.c.number)
    stops = connection.execute(asked).all()
    held = {bytes(row.id) for row in rows if row.state == "held"}
    spoken = rows_of(connection, office, settle_withdrawals(connection, signer, office, now, held))
    told = [spoken.get(bytes(row.id), row) for row in rows]
    return Fetched(
        acts=tuple(_held(row) for row in within((row for row in rows if row.envelope is not None), "envelope")),
        withdrawals=tuple(sent_withdrawal(row) for row in stops),
        acks=tuple(map(newest, told)),
        desks=_senders(stops),
        meetings=meetings_of(told),
    )


def waiting_by_desk(connection: Connection, office: int) -> dict[bytes, tuple[int, int]]:
    """Count what an office has not taken, for each desk, and say when the first of it came."""
    counted = select(acts.c.desk, func.count(), func.min(acts.c.received))
    counted = counted.where(acts.c.office == office, acts.c.state == "held")
    return {bytes(desk): (number, first) for desk, number, first in connection.execute(counted.group_by(acts.c.desk))}
