"""How an office joins with the hub's code, and a desk with the office's. The hub sees who knows a code, never keys.

Everything here may be asked twice with the same words: the answer is the same.
"""

from __future__ import annotations

from hashlib import blake2b
from hmac import compare_digest
from typing import Any

from sqlalchemy import Connection, or_, select

from kiosk.core.errors import CodeRanOut, CodeUsed, NotGenuine, TooLarge, TooNew
from kiosk.crypto import enrol, sign
from kiosk.hub.database import insert_new
from kiosk.hub.said import HubKey
from kiosk.hub.tables import codes, desks, hub
from kiosk.wire.enrolment import EnrolClaim, Enrolment, EnrolOffer, EnrolOpen
from kiosk.wire.protocol import DesksAsk, DeskSeen, DesksTold, OfficeFile, OfficeJoin, OfficeJoined, OfficeTime
from kiosk.wire.signed import DeskPublic, OfficePublic, revoke_bytes, succession_bytes, time_bytes, vouch_bytes

DAY = 86_400


class Unknown(Exception):
    """No such code, or who asks does not know it: the two look alike."""


# ---- the office ------------------------------------------------------------------------------


def new_code(connection: Connection, secret: bytes, now: int) -> None:
    """Make the code with which the office joins: for a day. An earlier one that nobody used ends."""
    code = enrol.derive(secret)
    connection.execute(codes.delete().where(codes.c.role == "office", codes.c.used.is_(None)))
    row = {"slot": code.slot, "role": "office", "until": now + DAY, "claim_hash": enrol.token_hash(code.claim)}
    connection.execute(codes.insert().values(secret=secret, **row))


def settle_in(connection: Connection, signer: HubKey, ask: OfficeJoin, now: int) -> OfficeJoined:
    """Take an office that knows the code. One office per hub; the same office may join again with a new code.

    Raises:
        Unknown: no such code.
        CodeRanOut: it is older than its day.
        CodeUsed: another machine used it, or another office has this hub.
        NotGenuine: the file or the MAC does not verify.
    """
    row = _code(connection, "office", ask.slot, ask.claim, now)
    code = enrol.derive(bytes(row.secret))
    enrol.check_tag(code, ask.tag, b"office", ask.office_file, ask.token_hash)
    office = _office_file(ask.office_file)
    key, serial = connection.execute(select(hub.c.office_key, hub.c.office_serial)).one()
    if key is not None and bytes(key) != office.signing_key:
        raise CodeUsed
    _use(connection, ask.slot, ask.office_file, ask.token_hash)
    ours = hub.update().where(or_(hub.c.office_key.is_(None), hub.c.office_key == office.signing_key))
    values: dict[str, Any] = {"office_key": office.signing_key, "office_token": ask.token_hash}
    if office.serial >= serial:
        values |= {"office_serial": office.serial, "office_file": ask.office_file}
    if not connection.execute(ours.values(**values)).rowcount:
        raise CodeUsed
    return OfficeJoined(signer.public, enrol.tag(code, b"hub", signer.public))


def office_file(connection: Connection, ask: OfficeFile) -> None:
    """Take a newer public file of the office; an older one changes nothing.

    Raises:
        NotGenuine: not this office's, and not endorsed by it.
    """
    office = _office_file(ask.office_file)
    key = bytes(connection.execute(select(hub.c.office_key)).scalar_one())
    if office.signing_key != key:
        sign.verify(key, succession_bytes(office.serial, office.signing_key), office.endorsed or b"")
    values: dict[str, Any] = {"office_key": office.signing_key, "office_serial": office.serial}
    if office.signing_key != key:  # what the former key signed, no desk with the newer file believes
        values |= {"office_time": None, "office_time_signature": None}
    newer = hub.update().where(hub.c.office_key == key, hub.c.office_serial < office.serial)
    connection.execute(newer.values(office_file=ask.office_file, **values))


def office_time(connection: Connection, office_key: bytes, ask: OfficeTime) -> None:
    """Keep the time that the office says. The last one counts, also after one of a clock that ran ahead.

    Raises:
        NotGenuine: the office did not sign it.
    """
    sign.verify(office_key, time_bytes(ask.at), ask.signature)
    ours = hub.update().where(hub.c.office_key == office_key)
    connection.execute(ours.values(office_time=ask.at, office_time_signature=ask.signature))


def _office_file(data: bytes) -> OfficePublic:
    try:
        office = sign.open_office_file(data)
    except (TooLarge, TooNew):
        raise NotGenuine("not a file that this hub understands") from None
    if office.training:
        raise NotGenuine("an office of the training mode")
    return office


# ---- desks -----------------------------------------------------------------------------------


def expect(connection: Connection, ask: Enrolment, now: int) -> None:
    """Keep the office's offer to a desk, for a day at most by the hub's clock. An earlier end calls it back.

    Raises:
        CodeUsed: the slot holds another offer, or was used.
    """
    until = min(ask.until, now + DAY)
    offer = {"claim_hash": ask.claim_hash, "offer": ask.offer, "label": ask.label, "tag": ask.tag}
    row = {"slot": ask.slot, "role": "desk", "until": until, **offer}
    if connection.execute(insert_new(connection.engine, codes, ["slot"], codes.c.slot), row).first() is not None:
        return
    same = [codes.c[name] == value for name, value in offer.items()]
    unused = codes.update().where(codes.c.slot == ask.slot, codes.c.role == "desk", codes.c.used.is_(None), *same)
    if not connection.execute(unused.values(until=until)).rowcount:
        raise CodeUsed


def show_offer(connection: Connection, ask: EnrolOpen, now: int) -> EnrolOffer:
    """Show the office's offer to who knows the code.

    A desk that says which it is hears at once that another has used the code. One that says nothing hears so when it
    claims: what it claimed before may be its own, with an answer that was lost.

    Raises:
        Unknown, CodeRanOut: there is none for this code.
        CodeUsed: another desk used it.
    """
    row = _code(connection, "desk", ask.slot, ask.claim, now)
    if row.used is not None and ask.desk is not None:
        file = connection.execute(select(desks.c.desk_file).where(desks.c.slot == ask.slot)).scalar()
        if file is not None and ask.desk != enrol.token_hash(bytes(file)):
            raise CodeUsed
    return EnrolOffer(bytes(row.offer), row.label, bytes(row.tag))


def claim(connection: Connection, ask: EnrolClaim, now: int) -> None:
    """Take a desk that knows the code. Whether it also knew the MAC's key is for the office to verify.

    Raises:
        Unknown, CodeRanOut: no such code.
        CodeUsed: another machine used it, or the desk's id is another's.
        NotGenuine: not a desk's file.
    """
    row = _code(connection, "desk", ask.slot, ask.claim, now)
    desk = _desk_file(ask.desk_file)
    found = connection.execute(select(desks.c.verify_key).where(desks.c.id == desk.desk)).scalar()
    if found is not None and bytes(found) != desk.verify_key:
        raise CodeUsed
    _use(connection, ask.slot, ask.desk_file, ask.token_hash, ask.tag)
    values = {"label": row.label, "token_hash": ask.token_hash, "slot": ask.slot, "tag": ask.tag}
    values |= {"desk_file": ask.desk_file, "state": "claimed", "claimed": now}
    new = {"id": desk.desk, "verify_key": desk.verify_key, **values}
    if connection.execute(insert_new(connection.engine, desks, ["id"], desks.c.id), new).first() is None:
        other = or_(desks.c.slot.is_(None), desks.c.slot != ask.slot)  # asked twice, it does not undo a vouching
        connection.execute(
            desks.update().where(desks.c.id == desk.desk, desks.c.verify_key == desk.verify_key, other).values(**values)
        )


def change_desks(connection: Connection, office_key: bytes, ask: DesksAsk) -> None:
    """Vouch for desks and revoke desks, as the office signed. A revoked desk comes back by a new code alone.

    Raises:
        NotGenuine: one of them is not signed by the office; nothing was changed.
    """
    opened = []
    for vouched in ask.vouched:
        sign.verify(office_key, vouch_bytes(vouched.desk_file), vouched.vouch)
        opened.append((_desk_file(vouched.desk_file), vouched.desk_file))
    for revoked in ask.revoked:
        sign.verify(office_key, revoke_bytes(revoked.desk, revoked.at), revoked.revoked)
    for desk, data in opened:
        new = {"id": desk.desk, "verify_key": desk.verify_key, "label": desk.label, "desk_file": data}
        insert = insert_new(connection.engine, desks, ["id"], desks.c.id)
        if connection.execute(insert, {**new, "state": "vouched"}).first() is None:
            same = (desks.c.id == desk.desk) & (desks.c.verify_key == desk.verify_key) & (desks.c.state == "claimed")
            connection.execute(desks.update().where(same).values(state="vouched"))
    for each in ask.revoked:
        # It may have taken a seat again since, with a newer code: of that the office has not judged yet.
        older = or_(desks.c.state != "claimed", desks.c.claimed.is_(None), desks.c.claimed <= each.at)
        gone = desks.update().where(desks.c.id == each.desk, older)
        connection.execute(gone.values(state="revoked", token_hash=None))


def list_desks(connection: Connection, waiting: dict[bytes, tuple[int, int]]) -> DesksTold:
    """List every desk, with the number of its acts that wait, and since when the first does."""
    rows = connection.execute(desks.select().order_by(desks.c.label, desks.c.id))
    return DesksTold(
        tuple(
            DeskSeen(
                bytes(row.id),
                row.label,
                row.state,
                row.seen,
                waiting.get(bytes(row.id), (0, 0))[0],
                None if row.slot is None else bytes(row.slot),
                bytes(row.desk_file),
                bytes(row.tag or b""),
                bytes(row.token_hash or b""),
                waiting.get(bytes(row.id), (0, None))[1],
            )
            for row in rows
        )
    )


def _desk_file(data: bytes) -> DeskPublic:
    try:
        return sign.open_desk_file(data)
    except (TooLarge, TooNew):
        raise NotGenuine("not a file that this hub understands") from None


# ---- codes -----------------------------------------------------------------------------------


def _code(connection: Connection, role: str, slot: bytes, shown: bytes, now: int) -> Any:
    row = connection.execute(codes.select().where(codes.c.slot == slot, codes.c.role == role)).first()
    if row is None or not compare_digest(bytes(row.claim_hash), enrol.token_hash(shown)):
        raise Unknown
    if row.until < now:
        raise CodeRanOut
    return row


def _use(connection: Connection, slot: bytes, *said: bytes) -> None:
    """Mark a code as used by who says this. Raises CodeUsed where somebody else was quicker."""
    digest = blake2b(b"".join(len(each).to_bytes(4) + each for each in said), digest_size=32).digest()
    free = or_(codes.c.used.is_(None), codes.c.used == digest)
    if not connection.execute(codes.update().where(codes.c.slot == slot, free).values(used=digest)).rowcount:
        raise CodeUsed
