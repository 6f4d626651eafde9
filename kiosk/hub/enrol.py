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
from kiosk.hub.quota import need_a_seat
from kiosk.hub.said import HubKey
from kiosk.hub.tables import codes, desks, offices
from kiosk.hub.who import OfficeCaller
from kiosk.wire.enrolment import EnrolClaim, Enrolment, EnrolOffer, EnrolOpen
from kiosk.wire.protocol import DesksAsk, DeskSeen, DesksTold, OfficeFile, OfficeJoin, OfficeJoined, OfficeTime
from kiosk.wire.signed import DeskPublic, OfficePublic, revoke_bytes, succession_bytes, time_bytes, vouch_bytes

DAY = 86_400


class Unknown(Exception):
    """No such code, or who asks does not know it: the two look alike."""


# ---- the office ------------------------------------------------------------------------------


def new_code(connection: Connection, office: int, secret: bytes, now: int) -> None:
    """Make the code with which an office joins: for a day. An earlier one of it that nobody used ends."""
    code = enrol.derive(secret)
    unused = codes.delete().where(codes.c.office == office, codes.c.role == "office", codes.c.used.is_(None))
    connection.execute(unused)
    row = {
        "slot": code.slot,
        "office": office,
        "role": "office",
        "until": now + DAY,
        "claim_hash": enrol.token_hash(code.claim),
    }
    connection.execute(codes.insert().values(secret=secret, **row))


def settle_in(connection: Connection, signer: HubKey, ask: OfficeJoin, now: int) -> OfficeJoined:
    """Take an office that knows the code that was made for it. The same office may join again with a new code.

    Raises:
        Unknown: no such code.
        CodeRanOut: it is older than its day.
        CodeUsed: another machine used it, or another office has joined in this place, or its token is another's.
        NotGenuine: the file or the MAC does not verify.
    """
    row = _code(connection, "office", ask.slot, ask.claim, now)
    code = enrol.derive(bytes(row.secret))
    enrol.check_tag(code, ask.tag, b"office", ask.office_file, ask.token_hash)
    office = _office_file(ask.office_file)
    this = offices.c.id == row.office
    key, serial = connection.execute(select(offices.c.key, offices.c.serial).where(this)).one()
    if key is not None and bytes(key) != office.signing_key:
        raise CodeUsed
    if connection.execute(select(offices.c.id).where(offices.c.token == ask.token_hash, ~this)).first() is not None:
        raise CodeUsed
    _use(connection, ask.slot, ask.office_file, ask.token_hash)
    ours = offices.update().where(this, or_(offices.c.key.is_(None), offices.c.key == office.signing_key))
    values: dict[str, Any] = {"key": office.signing_key, "token": ask.token_hash}
    if office.serial >= serial:
        values |= {"serial": office.serial, "file": ask.office_file}
    if not connection.execute(ours.values(**values)).rowcount:
        raise CodeUsed
    return OfficeJoined(signer.public, enrol.tag(code, b"hub", signer.public))


def office_file(connection: Connection, by: OfficeCaller, ask: OfficeFile) -> None:
    """Take a newer public file of the office; an older one changes nothing.

    Raises:
        NotGenuine: not this office's, and not endorsed by it.
    """
    office = _office_file(ask.office_file)
    if office.signing_key != by.key:
        sign.verify(by.key, succession_bytes(office.serial, office.signing_key), office.endorsed or b"")
    values: dict[str, Any] = {"key": office.signing_key, "serial": office.serial}
    if office.signing_key != by.key:  # what the former key signed, no desk with the newer file believes
        values |= {"time": None, "time_signature": None}
    ours = offices.update().where(offices.c.id == by.id, offices.c.key == by.key, offices.c.serial < office.serial)
    connection.execute(ours.values(file=ask.office_file, **values))


def office_time(connection: Connection, by: OfficeCaller, ask: OfficeTime) -> None:
    """Keep the time that an office says. The last one counts, also after one of a clock that ran ahead.

    Raises:
        NotGenuine: the office did not sign it.
    """
    sign.verify(by.key, time_bytes(ask.at), ask.signature)
    ours = offices.update().where(offices.c.id == by.id, offices.c.key == by.key)
    connection.execute(ours.values(time=ask.at, time_signature=ask.signature))


def _office_file(data: bytes) -> OfficePublic:
    try:
        office = sign.open_office_file(data)
    except (TooLarge, TooNew):
        raise NotGenuine("not a file that this hub understands") from None
    if office.training:
        raise NotGenuine("an office of the training mode")
    return office


# ---- desks -----------------------------------------------------------------------------------


def expect(connection: Connection, office: int, ask: Enrolment, now: int) -> None:
    """Keep an office's offer to a desk, for a day at most by the hub's clock. An earlier end calls it back.

    A slot that another office has is not kept, and looks as if it were: who names it holds a code of the other's.

    Raises:
        CodeUsed: the slot holds another offer, or was used.
        NoRoom: the office has as many desks as it may.
    """
    need_a_seat(connection, office)
    until = min(ask.until, now + DAY)
    offer = {"claim_hash": ask.claim_hash, "offer": ask.offer, "label": ask.label, "tag": ask.tag}
    row = {"slot": ask.slot, "office": office, "role": "desk", "until": until, **offer}
    if connection.execute(insert_new(connection.engine, codes, ["slot"], codes.c.slot), row).first() is not None:
        return
    same = [codes.c[name] == value for name, value in offer.items()]
    ours = (codes.c.office == office) & (codes.c.slot == ask.slot)
    unused = codes.update().where(ours, codes.c.role == "desk", codes.c.used.is_(None), *same)
    if (
        not connection.execute(unused.values(until=until)).rowcount
        and connection.execute(select(1).where(ours)).first()
    ):
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
        holder = select(desks.c.desk_file).where(desks.c.office == row.office, desks.c.slot == ask.slot)
        file = connection.execute(holder).scalar()
        if file is not None and ask.desk != enrol.token_hash(bytes(file)):
            raise CodeUsed
    return EnrolOffer(bytes(row.offer), row.label, bytes(row.tag))


def claim(connection: Connection, ask: EnrolClaim, now: int) -> None:
    """Take a desk that knows the code. Whether it also knew the MAC's key is for the office to verify.

    Raises:
        Unknown, CodeRanOut: no such code.
        CodeUsed: another machine used it, or the desk's id is another's.
        NotGenuine: not a desk's file.
        NoRoom: the office has as many desks as it may.
    """
    row = _code(connection, "desk", ask.slot, ask.claim, now)
    desk = _desk_file(ask.desk_file)
    this = (desks.c.office == row.office) & (desks.c.id == desk.desk)
    found = connection.execute(select(desks.c.verify_key).where(this)).scalar()
    if found is not None and bytes(found) != desk.verify_key:
        raise CodeUsed
    need_a_seat(connection, row.office, but=desk.desk)
    _use(connection, ask.slot, ask.desk_file, ask.token_hash, ask.tag)
    values = {"label": row.label, "token_hash": ask.token_hash, "slot": ask.slot, "tag": ask.tag}
    values |= {"desk_file": ask.desk_file, "state": "claimed", "claimed": now}
    new = {"office": row.office, "id": desk.desk, "verify_key": desk.verify_key, **values}
    if connection.execute(insert_new(connection.engine, desks, ["office", "id"], desks.c.id), new).first() is None:
        other = or_(desks.c.slot.is_(None), desks.c.slot != ask.slot)  # asked twice, it does not undo a vouching
        connection.execute(desks.update().where(this, desks.c.verify_key == desk.verify_key, other).values(**values))


def change_desks(connection: Connection, by: OfficeCaller, ask: DesksAsk) -> None:
    """Vouch for an office's desks and revoke them, as it signed. A revoked desk comes back by a new code alone.

    Raises:
        NotGenuine: one of them is not signed by the office; nothing was changed.
    """
    opened = []
    for vouched in ask.vouched:
        sign.verify(by.key, vouch_bytes(vouched.desk_file), vouched.vouch)
        opened.append((_desk_file(vouched.desk_file), vouched.desk_file))
    for revoked in ask.revoked:
        sign.verify(by.key, revoke_bytes(revoked.desk, revoked.at), revoked.revoked)
    for desk, data in opened:
        new = {"office": by.id, "id": desk.desk, "verify_key": desk.verify_key, "label": desk.label, "desk_file": data}
        insert = insert_new(connection.engine, desks, ["office", "id"], desks.c.id)
        if connection.execute(insert, {**new, "state": "vouched"}).first() is None:
            same = desks.update().where(desks.c.office == by.id, desks.c.id == desk.desk)
            same = same.where(desks.c.verify_key == desk.verify_key, desks.c.state == "claimed")
            connection.execute(same.values(state="vouched"))
    for each in ask.revoked:
        # It may have taken a seat again since, with a newer code: of that the office has not judged yet.
        older = or_(desks.c.state != "claimed", desks.c.claimed.is_(None), desks.c.claimed <= each.at)
        gone = desks.update().where(desks.c.office == by.id, desks.c.id == each.desk, older)
        connection.execute(gone.values(state="revoked", token_hash=None, health=None, health_at=None))


def list_desks(connection: Connection, office: int, waiting: dict[bytes, tuple[int, int]]) -> DesksTold:
    """List every desk of an office, with the number of its acts that wait, and since when the first does."""
    known = select(*[each for each in desks.c if each.name != "health"])
    rows = connection.execute(known.where(desks.c.office == office).order_by(desks.c.label, desks.c.id))
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
    open_ = codes.select().join(offices, offices.c.id == codes.c.office).where(offices.c.closed.is_(None))
    row = connection.execute(open_.where(codes.c.slot == slot, codes.c.role == role)).first()
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
