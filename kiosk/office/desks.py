"""Desks that come with a code, and desks that are trusted no longer; and a hub that has to be told of both."""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk.core.errors import KioskError, NotGenuine
from kiosk.core.trace import Event
from kiosk.core.trust import SeatIs, end_of_code, is_code_over, is_forgery, read_seat
from kiosk.crypto import enrol, sign
from kiosk.machine.files import read_file
from kiosk.office import keys
from kiosk.office.chapters import own_seat
from kiosk.office.house import HEALTH, REVOKED, House
from kiosk.office.joining import admit_new, is_for_seat
from kiosk.uplink.office_client import OfficeClient, tag_of_claim
from kiosk.wire import protocol, signed

_SECRET = 13
"""Bytes of a code's secret in its note; the code's end follows, in 8 bytes."""
_CODE, _UNTOLD = "code:", "desks-untold"


def expect(house: House, client: OfficeClient, label: str) -> str:
    """Make the code with which a desk enrols, and keep its seat at the hub for a day. Gives the code as it is typed.

    Raises:
        LinkFault: there is no seat for it.
    """
    secret = enrol.new_secret()
    code = enrol.derive(secret)
    until = end_of_code(house.now())
    # Remembered first: a seat that the hub keeps and nobody here can verify would be of no use.
    house.ledger.note(_CODE + code.slot.hex(), secret + int(until.timestamp()).to_bytes(8))
    client.expect(code, read_file(house.folder / keys.PUBLIC), label, int(until.timestamp()))
    return enrol.spell_code(secret)


def vouch_new(house: House, client: OfficeClient) -> list[str]:
    """Vouch for each desk that took a seat and proves that it knows the code. Gives the labels of those that do not.

    Raises:
        LinkFault: the rest is for the next time.
    """
    _sweep(house)
    forged = []
    gone = house.ledger.notes(REVOKED)
    trusted = {file for file, _ in keys.vouched(house.folder)}
    found = client.desks()
    for_seats = {seen.slot for seen in found if is_for_seat(house, seen.slot)}
    forged += admit_new(house, client, found)
    for seen in found:
        seat = read_seat(seen.state == "claimed", seen.desk_file in trusted)
        if seat is SeatIs.NOTHING or seen.slot in for_seats:
            continue
        if seat is SeatIs.NEW and own_seat(house) is not None and not _has_code(house, seen):
            continue  # the seat that gave its code vouches for it, or says that it is a forgery
        proves = seat is SeatIs.KNOWN or _proves(house, seen)
        if is_forgery(proves, seen.desk.hex() in gone):  # of one that was revoked, the hub hears that it is gone
            forged.append(seen.label)
        if not proves:
            continue
        vouch = sign.sign(house.secrets.seed, signed.vouch_bytes(seen.desk_file))
        client.desks(vouched=[protocol.VouchedDesk(seen.desk_file, vouch)])
    return forged


def _sweep(house: House) -> None:
    """Forget codes that have run out."""
    for slot, noted in house.ledger.notes(_CODE).items():
        if _is_over(house, noted):
            house.ledger.note(_CODE + slot, b"")


def _is_over(house: House, noted: bytes) -> bool:
    return is_code_over(datetime.fromtimestamp(int.from_bytes(noted[_SECRET:]), UTC), house.now())


def _has_code(house: House, seen: protocol.DeskSeen) -> bool:
    return seen.slot is not None and bool(house.ledger.noted(_CODE + seen.slot.hex()))


def _proves(house: House, seen: protocol.DeskSeen) -> bool:
    """Vouch for a desk that knows its code; tell whether it does."""
    try:
        _vouch(house, seen)
    except KioskError:
        return False
    return True


def _vouch(house: House, seen: protocol.DeskSeen) -> None:
    if seen.slot is None:
        raise NotGenuine("it came without a code")
    name = _CODE + seen.slot.hex()
    noted = house.ledger.noted(name)
    if not noted or _is_over(house, noted):
        raise NotGenuine("no such code, or it has run out")
    tag_of_claim(seen, enrol.derive(noted[:_SECRET]))
    if sign.open_desk_file(seen.desk_file).desk != seen.desk:
        raise NotGenuine("another desk")
    house.ledger.note(REVOKED + seen.desk.hex(), b"")  # it proves a newer code: the revocation is over
    keys.vouch(house.folder, house.secrets, seen.desk_file)
    house.trace(Event.VOUCHED)
    house.ledger.note(name, b"")


def revoke(house: House, desk: bytes) -> None:
    """Trust a desk no longer, here and now. `settle_desks` says it to the hub.

    Raises:
        StoreFull, StoreReadOnly, FileFault: it is still trusted.
    """
    house.ledger.note(REVOKED + desk.hex(), int(house.now().timestamp()).to_bytes(8))
    house.ledger.note(_UNTOLD, b"1")
    house.ledger.note(HEALTH + desk.hex(), b"")
    keys.distrust(house.folder, desk)
    house.trace(Event.DISTRUSTED)


def settle_desks(house: House, client: OfficeClient) -> list[str]:
    """Vouch for who came, then tell the hub of revocations that it has not heard. Gives and raises as `vouch_new`.

    In this order: a desk that was revoked and came back with a newer code is not thrown out again.
    """
    forged = vouch_new(house, client)
    if house.ledger.noted(_UNTOLD):
        _tell(house, client)
    return forged


def tell_desks(house: House, client: OfficeClient) -> list[str]:
    """Tell a hub, which may be new or may have been restored, whom this office trusts, and whom no longer.

    Gives and raises as `vouch_new`: who came in the meantime is vouched for first.
    """
    forged = vouch_new(house, client)
    _tell(house, client)
    return forged


def _tell(house: House, client: OfficeClient) -> None:
    known = [protocol.VouchedDesk(file, vouch) for file, vouch in keys.vouched(house.folder)]
    for at in range(0, len(known), protocol.MAX_ITEMS):
        client.desks(vouched=known[at : at + protocol.MAX_ITEMS])
    gone = []
    for name, value in house.ledger.notes(REVOKED).items():
        desk, at = bytes.fromhex(name), int.from_bytes(value)
        gone.append(protocol.RevokedDesk(desk, at, sign.sign(house.secrets.seed, signed.revoke_bytes(desk, at))))
    for at in range(0, len(gone), protocol.MAX_ITEMS):
        client.desks(revoked=gone[at : at + protocol.MAX_ITEMS])
    if house.ledger.noted(_UNTOLD):
        house.ledger.note(_UNTOLD, b"")
