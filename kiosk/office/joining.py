"""A machine becomes a seat of an office with a one-time code, as a desk does; and a seat that is lost is let go.

The first seat keeps a place at the hub, the new one shows that it knows the code and gives its key, and the first names
it in the next chapter, where the office's keys are sealed to it. The hub sees two public files and no key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kiosk.core.colleague import Colleague, OfficeRight, new_colleague
from kiosk.core.errors import KioskError, LinkFault, NotForUs, NotGenuine
from kiosk.core.seats import OfficeSeat
from kiosk.core.sync import Failure
from kiosk.core.trace import Event
from kiosk.core.trust import end_of_code, is_code_over
from kiosk.crypto import enrol, sign, vault
from kiosk.crypto.seats import OwnSeat, new_seat
from kiosk.machine.files import read_file
from kiosk.office import chapters, keys, memory, notes, rotation
from kiosk.office.house import CA, HUB, PROXY, TOKEN, House, using
from kiosk.uplink.bundle import system_faults, write_file
from kiosk.uplink.enrol import check_offer
from kiosk.uplink.link import Link
from kiosk.uplink.office_client import OfficeClient
from kiosk.wire import enrolment, protocol
from kiosk.wire import seats as wire
from kiosk.wire.signed import SIGNATURE_BYTES, OfficePublic

_CODE, _SECRET, _LABEL = "seat-code:", 13, 21
"""A code's note, and where in it its end and the machine's name begin."""
_CLAIMS = b"seat"
"""Who speaks under a code (`kiosk.crypto.enrol.tag`): a desk's code makes no seat, and a seat's no desk."""


# ---- at a seat that is there -----------------------------------------------------------------


def open_seats(house: House, client: OfficeClient, label: str) -> None:
    """Make this machine the first seat of its office: from now on others may be beside it.

    Args:
        house: the office.
        client: the way to its hub.
        label: how people call this machine.

    Raises:
        LinkFault: asked again, it goes on from there.
        ValueError: the label is none.
    """
    seat = chapters.begin_seat(house)
    line = wire.SeatLine(seat.file(label), enrol.token_hash(house.ledger.noted(TOKEN)), 0)
    client.seats([chapters.admission(house, line)])
    chapters.note_seat(house, line)
    chapters.sit_at(house, seat)
    notes.settle_notes(house, client)
    notes.fill_hub(house, client)


def expect_seat(house: House, client: OfficeClient, label: str) -> str:
    """Make the code with which a machine becomes a seat, good for a day. Gives it as it is typed.

    Raises:
        LinkFault: there is no place for it.
        ValueError: a machine of the office is called so.
    """
    house.who.need(OfficeRight.KEYS)
    if any(each.label == label and not each.gone for each in chapters.office_seats(house).values()):
        raise ValueError
    secret = enrol.new_secret()
    code, until = enrol.derive(secret), int(end_of_code(house.now()).timestamp())
    house.ledger.note(_CODE + code.slot.hex(), secret + until.to_bytes(8) + label.encode())
    client.expect(code, read_file(house.folder / keys.PUBLIC), label, until, enrol.TO_SEAT)
    return enrol.spell_code(secret)


def is_for_seat(house: House, slot: bytes | None) -> bool:
    """Tell whether a place at the hub is kept for a seat of this office, and not for a desk."""
    return slot is not None and bool(house.ledger.noted(_CODE + slot.hex()))


def admit_new(house: House, client: OfficeClient, found: Iterable[protocol.DeskSeen]) -> list[str]:
    """Admit each machine that took a place and proves that it knows its code. Gives the labels of those that do not.

    Raises:
        LinkFault: the rest is for the next time.
    """
    forged = []
    for seen in found:
        if seen.state != "claimed" or not is_for_seat(house, seen.slot):
            continue
        assert seen.slot is not None
        name = _CODE + seen.slot.hex()
        noted = house.ledger.noted(name)
        try:
            _prove(house, seen, noted)
        except KioskError:
            forged.append(seen.label)
            continue
        line = wire.SeatLine(seen.desk_file, seen.token_hash, 0)
        chapters.note_seat(house, line)
        client.seats([chapters.admission(house, line)])
        notes.settle_notes(house, client)
        house.ledger.note(name, b"")
        house.trace(Event.VOUCHED)
    return forged


def _prove(house: House, seen: protocol.DeskSeen, noted: bytes) -> None:
    until, label = noted[_SECRET:_LABEL], noted[_LABEL:].decode()
    if is_code_over(datetime.fromtimestamp(int.from_bytes(until), UTC), house.now()):
        raise NotGenuine("the code has run out")
    code = enrol.derive(noted[:_SECRET])
    enrol.check_tag(code, seen.tag, _CLAIMS, seen.desk_file, seen.token_hash)
    said = sign.open_desk_file(seen.desk_file)
    if said.desk != seen.desk or said.label != (label or said.label):
        raise NotGenuine("another machine")


def dismiss(house: House, client: OfficeClient, seat: OfficeSeat) -> House:
    """Let a seat that is lost speak for the office no longer, and change the keys that are on it. Gives the new house.

    Raises:
        NoRight: whoever asks may not.
        LinkFault: begun perhaps; asked again, it goes on from there.
    """
    house.who.need(OfficeRight.KEYS)
    notes.settle_notes(house, client)
    at = int(house.now().timestamp())
    client.seats(dismissed=[wire.DismissedSeat(seat.id, at, _dismissed(house, seat.id, at))])
    line = next(each for each in chapters.seat_lines(house) if sign.open_desk_file(each.file).desk == seat.id)
    chapters.note_seat(house, wire.SeatLine(line.file, line.token_hash, line.gone or at))
    after = House(
        house.folder,
        rotation.rotate(house.folder, house.secrets, signing=True),
        house.ledger,
        house.now,
        house.who,
        house.reach,
    )
    after.say_again()
    after.trace(Event.DISTRUSTED)
    after.trace(Event.ROTATED)
    client.public(read_file(after.folder / keys.PUBLIC))
    notes.settle_notes(after, client)
    return after


def sit_anew(house: House, client: OfficeClient) -> OfficeSeat:
    """Give this machine a key and a token that no old copy of its folder has. Gives the seat that it was.

    That one is still to be dismissed, with the new token.

    Raises:
        LinkFault: it sits where it sat.
    """
    own, seat, token = chapters.own_seat(house), new_seat(), enrol.new_token()
    assert own is not None
    notes.settle_notes(house, client)
    before = chapters.office_seats(house)[own.id]
    line = wire.SeatLine(seat.file(before.label), enrol.token_hash(token), 0)
    client.seats([chapters.admission(house, line)])
    chapters.note_seat(house, line)
    house.ledger.note(TOKEN, token)
    chapters.sit_at(house, seat)
    return before


def _dismissed(house: House, seat: bytes, at: int) -> bytes:
    return sign.sign(house.secrets.seed, wire.dismissal_bytes(seat, at))


# ---- at the machine that joins ---------------------------------------------------------------


@dataclass(frozen=True)
class SeatTaken:
    """A machine that took its place, and waits to be named."""

    label: str
    office: OfficePublic
    seat: OwnSeat
    token: bytes = field(repr=False)


def take_place(link: Link, typed: str) -> SeatTaken:
    """Take the place that an office keeps for this machine.

    Raises:
        WrongPassphrase: the code was mistyped.
        CodeForDesk: the code makes a desk.
        NotGenuine: who answers does not know the code: it is not that office.
        CodeUsed, CodeRanOut, LinkFault: it is no seat.
    """
    code = enrol.derive(enrol.parse_code(typed))
    link.hello()
    told = link.post("/v1/enrol/open", enrolment.EnrolOpen(code.slot, code.claim), enrolment.EnrolOffer)
    check_offer(code, told.tag, enrol.TO_SEAT, told.offer, told.label.encode())
    seat, token = new_seat(), enrol.new_token()
    file, hashed = seat.file(told.label), enrol.token_hash(token)
    tag = enrol.tag(code, _CLAIMS, file, hashed)
    link.post("/v1/enrol/claim", enrolment.EnrolClaim(code.slot, code.claim, file, hashed, tag), protocol.Done)
    return SeatTaken(told.label, sign.open_office_file(told.offer), seat, token)


def named_in(joining: SeatTaken, client: OfficeClient) -> wire.Shared | None:
    """Look whether the office has named this seat by now, and give what it said first; None where it has not.

    What it said since is heard as by any seat: in its order, each by the keys that the one before brought.

    Raises:
        LinkFault: the hub is not reached.
        NotGenuine: somebody else says so.
    """
    place = 0
    while True:
        try:
            told = client.notes(place)
        except LinkFault as fault:
            if fault.failure is Failure.NOT_AUTHORISED:
                return None
            raise
        for held in told.notes:
            place = held.place
            if held.act != wire.CHAPTER:
                continue
            with suppress(NotForUs):
                read = wire.read_chapter(held.note)
                return chapters.open_chapter(read, held.number, joining.seat, joining.office.signing_key)
        if not told.more or not told.notes:
            return None


@dataclass(frozen=True)
class Where:
    """How a hub is reached, as an office notes it."""

    url: str
    authority: str = ""
    proxy: str = ""


def make_folder(folder: Path) -> None:
    """Make the folder of a seat. Raises FileFault, StoreFull, StoreReadOnly."""
    with system_faults(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / keys.DESKS).mkdir(mode=0o700, exist_ok=True)


def settle_seat(
    folder: Path,
    joining: SeatTaken,
    said: wire.Shared,
    where: Where,
    who: str,
    passphrase: str,
    now: Callable[[], datetime],
    cost: vault.Cost | None = None,
) -> Colleague:
    """Write this seat's folder: an office of its own, with the same keys. Gives who opens it.

    Raises:
        NotAName: the pseudonym cannot be used.
        StoreFull, StoreReadOnly, FileFault: there is no seat; the folder is of no use.
    """
    new_colleague(who, OfficeRight.KEYS, 1, ())
    locked, opened = vault.found_vault(passphrase, cost)
    secrets = keys.Secrets(said.seed, said.readers, opened.key, said.former, opened)
    make_folder(folder)
    write_file(folder / keys.PUBLIC, said.office_file)
    for line in said.desks:
        desk = sign.open_desk_file(line.vouched[SIGNATURE_BYTES:]).desk
        chapters.put_desk(folder, desk, line.vouched, gone=bool(line.gone))
    keys.seal(folder, vault.dump(locked), secrets)
    memory.begin_ledger(folder, opened.key)
    with using(folder, secrets, now) as house:
        for name, value in ((HUB, where.url), (CA, where.authority), (PROXY, where.proxy)):
            house.ledger.note(name, value.encode())
        house.ledger.note(TOKEN, joining.token)
        chapters.sit_at(house, joining.seat)
        for each in said.seats:
            chapters.note_seat(house, each)
        chapters.take_partners(house, said, own=False)
        chapters.said_chapter(house)
        me = new_colleague(who, OfficeRight.KEYS, opened.slot, ())
        house.ledger.book.put_person(me)
        house.trace(Event.JOINED)
    return me
