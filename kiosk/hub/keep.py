"""Acts and withdrawals: what is kept, what is refused, and the one place where `withdrawn` is signed.

Repeating is harmless: the same bytes are accepted for ever, other bytes under an id are a conflict for that id alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Literal

from sqlalchemy import Connection, and_, func, or_, select

from kiosk.core.errors import NotGenuine, TooNew
from kiosk.crypto import sign
from kiosk.hub.database import Among, insert_many, insert_new
from kiosk.hub.quota import room_left
from kiosk.hub.said import FINAL, HubKey
from kiosk.hub.tables import acts, withdrawals
from kiosk.wire import signed as wire
from kiosk.wire.signed import NO_HASH, SentAct, SentWithdrawal

MOST_LONE = 200
"""Withdrawals of acts that are not here, for each desk: more is no person's wish."""
_BUDGET, _AROUND = 1 << 20, 200
"""Bytes of one answer, which in JSON, too, stays below `MAX_BODY`; and how many stand around what is sealed."""
Refusal = Literal["conflict", "malformed", "not_genuine", "other_desk", "too_large", "full"]
"""`full` alone is not told of one act: it is said once, of all of them."""

same_act = (withdrawals.c.office == acts.c.office) & (withdrawals.c.act == acts.c.id)
"""Whether a withdrawal names an act: by its id, within one office."""
_no_envelope = [each for each in acts.c if each.name != "envelope"]
_by_id = Among(select(*_no_envelope), acts.c.office, acts.c.id)
_unsettled = (
    select(acts.c.id, acts.c.desk, acts.c.hash)
    .join(withdrawals, same_act & (withdrawals.c.key_hash == acts.c.key_hash))
    .where(acts.c.state == "held", withdrawals.c.key.is_not(None))
)
_unsettled_among = Among(_unsettled, acts.c.office, withdrawals.c.act)


@dataclass(frozen=True)
class Caller:
    """The desk that asks, and whose it is: known by its token."""

    office: int
    id: bytes
    verify_key: bytes
    office_serial: int
    """Of the office's public file that the hub has."""
    office_time: int
    """The last time that the office signed; 0 for none."""
    most_acts: int | None = None
    most_bytes: int | None = None
    """How many sealed acts of the office, and bytes of them, may be here; None for no limit."""


def rows_of(connection: Connection, office: int, ids: Collection[bytes]) -> dict[bytes, Any]:
    """Read what is known of an office's acts, without their sealed bytes."""
    return {bytes(row.id): row for row in _by_id(connection, office, ids)}


def settle_withdrawals(
    connection: Connection, signer: HubKey, office: int, now: int, ids: Collection[bytes] | None = None
) -> set[bytes]:
    """Sign `withdrawn` for an office's acts that are held and whose withdrawal is here with its key. Gives their ids.

    Act and withdrawal may come in either order, through two processes at once: whoever comes second sees both, and
    what a killed process left is settled by the next who asks. A compare-and-set: an act that the office has taken
    meanwhile stays taken.

    Args:
        connection: the database.
        signer: the hub's key.
        office: whose.
        now: the hub's time.
        ids: of which acts; all if None.
    """
    done = set()
    of_all = _unsettled.where(acts.c.office == office)
    for row in connection.execute(of_all).all() if ids is None else _unsettled_among(connection, office, ids):
        act = bytes(row.id)
        words = signer.withdrawn(bytes(row.desk), act, bytes(row.hash), now)
        held = acts.update().where(acts.c.office == office, acts.c.id == act, acts.c.state == "held")
        connection.execute(held.values(**words))
        done.add(act)
    return done


# ---- acts ------------------------------------------------------------------------------------


def keep_acts(
    connection: Connection,
    signer: HubKey,
    caller: Caller,
    offered: Iterable[SentAct],
    known: dict[bytes, Any],
    now: int,
) -> dict[bytes, Refusal]:
    """Keep what a desk offers, durably when this returns. Gives what is refused.

    Args:
        connection: the database.
        signer: the hub's key.
        caller: the desk.
        offered: its acts.
        known: what `rows_of` says of their ids; rows that change or come are changed here.
        now: the hub's time.
    """
    refused: dict[bytes, Refusal] = {}
    new: dict[bytes, tuple[SentAct, bytes]] = {}
    room = room_left(connection, caller.office, caller.most_acts, caller.most_bytes)
    for act in offered:
        hash_ = wire.envelope_hash(act.envelope)
        row = known.get(act.id)
        if act.id in new:
            if new[act.id][0] != act:
                refused[act.id] = "conflict"
        elif row is not None and row.key_hash is not None:
            if not (_same(row, caller, act, hash_) or _mend(connection, signer, caller, act, hash_, row, now)):
                refused[act.id] = "conflict"
            elif not _same(row, caller, act, hash_):
                known.update(rows_of(connection, caller.office, [act.id]))
        elif code := _judge(caller, act):
            refused[act.id] = code
        elif not room.take(len(act.envelope)):
            refused[act.id] = "full"
        else:
            new[act.id] = (act, hash_)
    lost = _insert(connection, signer, caller, new, known, now)
    if lost:
        known.update(rows_of(connection, caller.office, lost))
    for id_ in lost:
        act, hash_ = new[id_]
        row = known[id_]
        if row.key_hash is None:  # the office spoke of it before it came
            _fill(connection, caller, act, hash_, row, now)
            known.update(rows_of(connection, caller.office, [id_]))
        if not _same(known[id_], caller, act, hash_):
            refused[id_] = "conflict"
    return refused


def _judge(caller: Caller, act: SentAct) -> Refusal | None:
    """Say why bytes that the hub has not seen are refused."""
    try:
        envelope = wire.read_envelope(act.envelope)
    except (NotGenuine, TooNew):
        return "malformed"
    if envelope.training:
        return "malformed"
    if envelope.desk != caller.id:
        return "other_desk"
    try:
        sign.verify(caller.verify_key, wire.act_bytes(envelope.unsigned, act.id, act.key_hash), envelope.signature)
    except NotGenuine:
        return "not_genuine"
    return None


def _same(row: Any, caller: Caller, act: SentAct, hash_: bytes) -> bool:
    """Tell whether the hub has these very bytes, from this desk."""
    return (bytes(row.desk), bytes(row.hash), row.key_hash and bytes(row.key_hash), row.reference) == (
        caller.id,
        hash_,
        act.key_hash,
        act.reference,
    )


def _mend(
    connection: Connection, signer: HubKey, caller: Caller, act: SentAct, hash_: bytes, row: Any, now: int
) -> bool:
    """Put right what a disk changed beside the very bytes that a desk brings: its signature says what must stand there.

    Tells whether it was so. Where the bytes are others, or the reference, which the hub cannot judge, nothing changes.
    """
    this = [acts.c.office == caller.office, acts.c.id == act.id, acts.c.state == row.state]
    kept = connection.execute(select(acts.c.envelope).where(*this)).scalar_one_or_none()
    if kept is None or bytes(kept) != act.envelope or row.reference != act.reference or _judge(caller, act):
        return False
    values: dict[str, Any] = {"desk": caller.id, "key_hash": act.key_hash, "hash": hash_}
    if row.state == "held":
        values |= signer.held(caller.id, act.id, hash_, now)
    return connection.execute(acts.update().where(*this).values(**values)).rowcount == 1


def _insert(
    connection: Connection,
    signer: HubKey,
    caller: Caller,
    new: dict[bytes, tuple[SentAct, bytes]],
    known: dict[bytes, Any],
    now: int,
) -> set[bytes]:
    """Insert acts. Gives the ids that may have been there: of a statement, or from a request beside this one."""
    rows = {
        act.id: {
            "office": caller.office,
            "id": act.id,
            "desk": caller.id,
            "reference": act.reference,
            "key_hash": act.key_hash,
            "hash": hash_,
            "envelope": act.envelope,
            "received": now,
            "said_hash": None,
        }
        | signer.held(caller.id, act.id, hash_, now)
        for act, hash_ in new.values()
        if act.id not in known
    }
    if rows and not insert_many(connection, acts, ["office", "id"], list(rows.values())):
        return set(new)
    known.update({id_: SimpleNamespace(**row) for id_, row in rows.items()})
    return set(new) - rows.keys()


def _fill(connection: Connection, caller: Caller, act: SentAct, hash_: bytes, row: Any, now: int) -> None:
    """Put the sealed bytes beside a statement that came before them. The statement stays as it is."""
    values = {"reference": act.reference, "key_hash": act.key_hash, "hash": hash_, "envelope": act.envelope}
    if row.said_hash is None and row.hash == NO_HASH:
        values["said_hash"] = NO_HASH
    connection.execute(
        acts.update()
        .where(acts.c.office == caller.office, acts.c.id == act.id)
        .where(acts.c.key_hash.is_(None), acts.c.desk == caller.id)
        .where(acts.c.hash.in_((hash_, NO_HASH)))
        .values(received=now, **values)
    )


# ---- withdrawals -----------------------------------------------------------------------------


def keep_withdrawals(
    connection: Connection, caller: Caller, sent: Iterable[SentWithdrawal], known: dict[bytes, Any], now: int
) -> dict[bytes, Refusal]:
    """Keep withdrawals, of acts that are here or not, durably when this returns. Gives what is refused.

    With the key anybody may take the consent back: it is on her receipt alone. Without it, the act's own desk may
    say that she wishes it; of an act that is not here, that is looked at when it comes. A desk may leave so many of
    acts that never came, and no more.
    """
    refused: dict[bytes, Refusal] = {}
    sent = list(sent)
    room = _room(connection, caller, {(each.id, each.key_hash) for each in sent if _lone(known.get(each.id))})
    for each in sent:
        row = known.get(each.id)
        fits = row is None or row.key_hash is None or bytes(row.key_hash) == each.key_hash
        if not fits or (each.key is not None and wire.withdrawal_hash(each.key) != each.key_hash):
            refused[each.id] = "not_genuine"
        elif row is not None and each.key is None and bytes(row.desk) != caller.id:
            refused[each.id] = "other_desk"
        elif row is not None and row.key_hash is None and row.state in FINAL:
            continue  # the office has ended an act that never came: nothing is left to take back
        elif not room.get((each.id, each.key_hash), True):
            refused[each.id] = "too_large"
        else:
            _keep_withdrawal(connection, caller, each, now, own=row is not None)
    return refused


def _lone(row: Any) -> bool:
    return row is None or row.key_hash is None


def _room(connection: Connection, caller: Caller, lone: set[tuple[bytes, bytes]]) -> dict[tuple[bytes, bytes], bool]:
    """Tell of which acts that are not here a withdrawal may be kept: those that are kept already take no room."""
    if not lone:
        return {}
    asked = select(withdrawals.c.act, withdrawals.c.key_hash).where(withdrawals.c.act.in_({act for act, _ in lone}))
    asked = asked.where(withdrawals.c.office == caller.office)
    here = {(bytes(act), bytes(hash_)) for act, hash_ in connection.execute(asked)}
    counted = select(func.count()).select_from(withdrawals).outerjoin(acts, same_act)
    counted = counted.where(withdrawals.c.office == caller.office)
    open_ = or_(acts.c.id.is_(None), and_(acts.c.key_hash.is_(None), acts.c.final_at.is_(None)))
    left = MOST_LONE - connection.execute(counted.where(withdrawals.c.desk == caller.id, open_)).scalar_one()
    fresh = sorted(lone - here)
    return {each: number < left for number, each in enumerate(fresh)}


def _keep_withdrawal(connection: Connection, caller: Caller, sent: SentWithdrawal, now: int, *, own: bool) -> None:
    said = {
        "desk": caller.id,
        "reference": sent.reference,
        "key": sent.key,
        "at_wall": sent.at.wall,
        "at_monotonic": sent.at.monotonic,
        "at_boot": sent.at.boot,
        "at_attested_age": sent.at.attested_age,
        "received": now,
        "listed": False,
    }
    insert = insert_new(connection.engine, withdrawals, ["office", "act", "key_hash"], withdrawals.c.number)
    named = {"office": caller.office, "act": sent.id, "key_hash": sent.key_hash}
    came = connection.execute(insert, named | said).first()
    this = [withdrawals.c[name] == value for name, value in named.items()]
    if came is None and sent.key is None and own:  # another desk may have said it before the act came
        connection.execute(
            withdrawals.update()
            .where(*this)
            .where(withdrawals.c.key.is_(None), withdrawals.c.desk != caller.id)
            .values(**said)
        )
    if came is None and sent.key is not None:
        connection.execute(withdrawals.update().where(*this).where(withdrawals.c.key.is_(None)).values(**said))


def within(rows: Iterable[Any], sealed: str) -> list[Any]:
    """Give as many rows as one answer may carry: at least one.

    Args:
        rows: the next ones.
        sealed: the column with what is sealed.
    """
    shown: list[Any] = []
    size = 0
    for row in rows:
        size += len(getattr(row, sealed)) + _AROUND
        if shown and size > _BUDGET:
            break
        shown.append(row)
    return shown
