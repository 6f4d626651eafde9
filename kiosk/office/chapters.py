"""What the seats of one office share beside acts: its keys, seats, trusted desks, partners, and what is set.

A chapter says all of it, signed by the office's key and sealed to each seat's own. A seat that changed something, and
has heard all chapters, says the next; what was changed at two seats at once is joined by the one that comes second.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from kiosk.core.errors import NotForUs, NotGenuine, SeatRekeyed
from kiosk.core.passing import Partner, PassedAct, has_settled, is_current
from kiosk.core.seats import OfficeSeat
from kiosk.core.work import judge_keep_days, read_places
from kiosk.crypto import sign
from kiosk.crypto.seats import OwnSeat, new_seat, open_at_seat, seal_to_seat
from kiosk.machine.files import read_file
from kiosk.office import keys
from kiosk.office.house import CA, KEEP, PLACES, PROXY, REVOKED, House
from kiosk.uplink.bundle import system_faults, write_file
from kiosk.wire import seats as wire
from kiosk.wire.signed import ID_BYTES, SIGNATURE_BYTES, succession_bytes

_SEAT, _SEATS, _CHAPTERS, _SAID = "seat", "seat:", "chapter:", "chapter-said"
_BEGUN = "seat-begun"
_PARTED = "partner-gone:"
"""Notes which partners were removed here, under their ids."""
_LARGEST = 1 << 16
_TRUSTED, _GONE = ".desk", ".gone"


# ---- who we are ------------------------------------------------------------------------------


def own_seat(house: House) -> OwnSeat | None:
    """Give which seat this folder is; None in an office that has one."""
    noted = house.ledger.noted(_SEAT)
    return OwnSeat(noted[:ID_BYTES], noted[ID_BYTES:]) if noted else None


def sit_at(house: House, seat: OwnSeat) -> None:
    """Remember which seat this folder is."""
    house.ledger.note(_SEAT, seat.id + seat.seed)


def begin_seat(house: House) -> OwnSeat:
    """Draw the seat that this folder is to be; asked again, it is the same, until `begun_seat` ends it."""
    noted = house.ledger.noted(_BEGUN)
    seat = OwnSeat(noted[:ID_BYTES], noted[ID_BYTES:]) if noted else new_seat()
    house.ledger.note(_BEGUN, seat.id + seat.seed)
    return seat


def has_begun(house: House) -> bool:
    """Tell whether this folder is on its way to be a seat."""
    return bool(house.ledger.noted(_BEGUN))


def begun_seat(house: House) -> None:
    """Remember that all is done that makes this folder a seat."""
    house.ledger.note(_BEGUN, b"")


def note_seat(house: House, line: wire.SeatLine) -> None:
    """Remember a seat of this office."""
    said = sign.open_desk_file(line.file)
    house.ledger.note(_SEATS + said.desk.hex(), line.gone.to_bytes(8) + line.token_hash + line.file)


def seat_lines(house: House) -> list[wire.SeatLine]:
    """Give the seats of this office as a chapter lists them."""
    noted = sorted(house.ledger.notes(_SEATS).items())
    return [wire.SeatLine(each[40:], each[8:40], int.from_bytes(each[:8])) for _, each in noted]


def told_lines(house: House) -> list[wire.SeatLine]:
    """Give the seats that a chapter names: who is here, and the last of those that are gone, as many as it holds."""
    lines = seat_lines(house)
    told = sorted(lines, key=lambda line: (bool(line.gone), -line.gone))[: wire.MOST_SEATS]
    return [line for line in lines if line in told]


def admission(house: House, line: wire.SeatLine) -> wire.AdmittedSeat:
    """Sign that a seat speaks for the office at the hub, with the token that its line names."""
    signed = sign.sign(house.secrets.seed, wire.admission_bytes(line.file, line.token_hash))
    return wire.AdmittedSeat(line.file, line.token_hash, signed)


def own_line(house: House) -> wire.SeatLine | None:
    """Give how a chapter lists this seat; None in an office that has one."""
    seat = own_seat(house)
    return next((each for each in seat_lines(house) if seat and sign.open_desk_file(each.file).desk == seat.id), None)


def office_seats(house: House) -> dict[bytes, OfficeSeat]:
    """Give the seats of this office by their ids, also those that are gone."""
    opened = ((sign.open_desk_file(line.file), line.gone) for line in seat_lines(house))
    return {said.desk: OfficeSeat(said.desk, said.label, said.verify_key, gone) for said, gone in opened}


# ---- chapters --------------------------------------------------------------------------------


def chapters(house: House) -> list[bytes]:
    """Give the chapters as they travel, in their order."""
    found = house.ledger.notes(_CHAPTERS)
    return [found[name] for name in sorted(found, key=int)]


def next_chapter(house: House) -> bytes | None:
    """Write the next chapter, if there is something to say; None where all seats know it."""
    said = _state(house)
    if _digest(said) == house.ledger.noted(_SAID):
        return None
    before = chapters(house)
    after = wire.note_hash(before[-1]) if before else wire.NONE_BEFORE
    data = wire.write_shared(said)
    here = [each for each in office_seats(house).values() if not each.gone]
    parts = tuple(wire.SeatPart(each.id, seal_to_seat(each.verify_key, data)) for each in here)
    signature = sign.sign(house.secrets.seed, wire.chapter_bytes(len(before) + 1, after, parts))
    return wire.write_chapter(wire.SeatChapter(after, parts, signature))


def hear_chapter(house: House, number: int, data: bytes) -> None:
    """Take over what a chapter says: the next one, or one that was heard before.

    Raises:
        NotGenuine: it does not follow the last, or this office did not sign it.
        SeatRekeyed: it brought new keys, which are on the disk by now.
        StoreFull, StoreReadOnly, FileFault: begun perhaps; heard again, it goes on from there.
    """
    before = chapters(house)
    if number <= len(before):
        if before[number - 1] != data:
            raise NotGenuine("another chapter was there")
        return
    read = wire.read_chapter(data)
    if number != len(before) + 1 or read.after != (wire.note_hash(before[-1]) if before else wire.NONE_BEFORE):
        raise NotGenuine("a chapter is kept back")
    seat = own_seat(house)
    part = next((each.sealed for each in read.parts if seat is not None and each.seat == seat.id), None)
    if seat is None or part is None:  # from before this seat was there: the first that is for it names them by its hash
        house.ledger.note(f"{_CHAPTERS}{number}", data)
        return
    said = open_chapter(read, number, seat, house.public.signing_key)
    rekeyed = _take_over(house, said)
    house.ledger.note(f"{_CHAPTERS}{number}", data)
    if rekeyed:
        raise SeatRekeyed


def open_chapter(read: wire.SeatChapter, number: int, seat: OwnSeat, known: bytes) -> wire.Shared:
    """Open the part of a chapter that is for a seat, and make sure that the office says it.

    Args:
        read: the chapter.
        number: its number.
        seat: for whom.
        known: the office's signing key as it is known here; the chapter may bring the one that it endorsed.

    Raises:
        NotGenuine: the office does not say so.
        NotForUs: nothing in it is for this seat.
    """
    part = next((each.sealed for each in read.parts if each.seat == seat.id), None)
    if part is None:
        raise NotForUs
    said = wire.read_shared(open_at_seat(seat.seed, part))
    public = sign.open_office_file(said.office_file)
    if public.signing_key != known:
        sign.verify(known, succession_bytes(public.serial, public.signing_key), public.endorsed or b"")
    if sign.verify_key(said.seed) != public.signing_key:
        raise NotGenuine("not the office's keys")
    sign.verify(public.signing_key, wire.chapter_bytes(number, read.after, read.parts), read.signature)
    return said


def _take_over(house: House, said: wire.Shared) -> bool:
    """Take over what another seat said. Tells whether there are new keys."""
    own = _digest(_state(house)) != house.ledger.noted(_SAID)  # something was changed here, and not said yet
    rekeyed = _take_keys(house, said)
    for line in said.seats:
        note_seat(house, line)
    _take_desks(house, said, own=own)
    whole = take_partners(house, said, own=own)
    if not own:
        house.ledger.note(PLACES, "\n".join(read_places(said.places)).encode())
        house.ledger.note(KEEP, judge_keep_days(said.keep_days).to_bytes(8) if said.keep_days else b"")
        secrets = replace(house.secrets, seed=said.seed, former=said.former, readers=said.readers)
        house.ledger.note(_SAID, _digest(_state(replace(house, secrets=secrets))) if whole else b"")
    return rekeyed


def _take_keys(house: House, said: wire.Shared) -> bool:
    mine, theirs = house.public, sign.open_office_file(said.office_file)
    if theirs.serial <= mine.serial:
        return False
    write_file(house.folder / keys.NEXT, said.office_file)
    fresh = replace(house.secrets, seed=said.seed, former=said.former, readers=said.readers)
    rekeyed = (fresh.seed, fresh.readers) != (house.secrets.seed, house.secrets.readers)
    if rekeyed:
        keys.seal(house.folder, keys.split(house.folder)[0], fresh)
    keys.finish_change(house.folder, fresh)
    return rekeyed


def _take_desks(house: House, said: wire.Shared, *, own: bool) -> None:
    here = dict(_desk_files(house.folder))
    for line in said.desks:
        desk = sign.open_desk_file(line.vouched[SIGNATURE_BYTES:]).desk
        known = here.get(desk)
        if own and known is not None and known[1]:
            continue  # it was revoked here, which the others have yet to hear
        put_desk(house.folder, desk, line.vouched, gone=bool(line.gone))
        house.ledger.note(REVOKED + desk.hex(), line.gone.to_bytes(8) if line.gone else b"")


def take_partners(house: House, said: wire.Shared, *, own: bool) -> bool:
    """Take over to which offices acts can be passed on, each reached as this machine reaches its own hub.

    Tells whether it is all that was said: a partner that others forgot stays while an act that was passed to it has not
    ended, and is said again.
    """
    book, told = house.ledger.passed, {each.desk for each in said.partners}
    here = {each.desk: each for each in book.partners()}
    for line in said.partners:
        known, office = here.get(line.desk), sign.open_office_file(line.file)
        if house.ledger.noted(gone := _PARTED + line.desk.hex()):
            if own:
                continue  # it was removed here, which the others have yet to hear
            house.ledger.note(gone, b"")
        if known is None:
            ca, proxy = (house.ledger.noted(name).decode() for name in (CA, PROXY))
            book.put_partner(Partner(line.desk, office.name, line.url, line.file, line.seed, line.token, ca, proxy))
        else:
            newer = office.serial > sign.open_office_file(known.file).serial
            fresh = replace(known, name=office.name, file=line.file) if newer else known
            book.put_partner(fresh if own else replace(fresh, url=line.url))
    if own or len(told) == wire.MOST_PARTNERS:
        return True
    lost = [each for each in here.values() if each.desk not in told]
    for each in lost:
        if not there(house, each):
            _cut(house, each)
    return not any(there(house, each) for each in lost)


def there(house: House, partner: Partner) -> list[PassedAct]:
    """Give the acts of this office that are said to be at a partner and have not ended there."""
    passed = (each for each in house.ledger.passed.passed() if each.partner == partner.desk)
    return [each for each in passed if is_current(each, house.ledger.get(each.act), house.ledger.book.work(each.act))]


def part_with(house: House, partner: Partner) -> None:
    """Forget a partner here, with what cannot end there any more, and at the other seats once they hear of it."""
    house.ledger.note(_PARTED + partner.desk.hex(), b"\1")
    _cut(house, partner)


def _cut(house: House, partner: Partner) -> None:
    book = house.ledger.passed
    book.cut([each for each in book.passed() if each.partner == partner.desk and not has_settled(each)])
    book.cut_partner(partner.desk)


def _partner_lines(house: House) -> tuple[wire.PartnerLine, ...]:
    """Give the partners as a chapter lists them, as many as it holds."""
    known = sorted(house.ledger.passed.partners(), key=lambda each: each.desk)[: wire.MOST_PARTNERS]
    return tuple(wire.PartnerLine(each.desk, each.url, each.file, each.seed, each.token) for each in known)


def put_desk(folder: Path, desk: bytes, vouched: bytes, *, gone: bool) -> None:
    """Trust a desk by this office's own word, or no longer."""
    path = folder / keys.DESKS / f"{desk.hex()}{_TRUSTED}"
    with system_faults(folder / keys.DESKS):
        (folder / keys.DESKS).mkdir(mode=0o700, exist_ok=True)
    write_file(path.with_suffix(_GONE if gone else _TRUSTED), vouched)
    with system_faults(path):
        path.with_suffix(_TRUSTED if gone else _GONE).unlink(missing_ok=True)


def _desk_files(folder: Path) -> Iterator[tuple[bytes, tuple[bytes, bool]]]:
    """Give what this office vouched for by the desk's id, each with whether the desk is gone."""
    for suffix in (_GONE, _TRUSTED):
        for path in sorted((folder / keys.DESKS).glob(f"{'[0-9a-f]' * (2 * ID_BYTES)}{suffix}")):
            yield bytes.fromhex(path.stem), (read_file(path, _LARGEST), suffix == _GONE)


def _state(house: House) -> wire.Shared:
    """Give all that the seats share, as this one has it."""
    revoked = {name: int.from_bytes(at) for name, at in house.ledger.notes(REVOKED).items()}
    files = sorted(dict(_desk_files(house.folder)).items())
    return wire.Shared(
        office_file=read_file(house.folder / keys.PUBLIC),
        seed=house.secrets.seed,
        former=house.secrets.former,
        readers=house.secrets.readers,
        seats=tuple(told_lines(house)),
        desks=tuple(wire.VouchedLine(data, revoked.get(desk.hex(), 1) if gone else 0) for desk, (data, gone) in files),
        places=tuple(line for line in house.ledger.noted(PLACES).decode().split("\n") if line),
        keep_days=int.from_bytes(house.ledger.noted(KEEP)),
        partners=_partner_lines(house),
    )


def said_chapter(house: House) -> None:
    """Remember that the other seats know what this one knows."""
    house.ledger.note(_SAID, _digest(_state(house)))


def _digest(said: wire.Shared) -> bytes:
    return blake2b(wire.write_shared(said), digest_size=32).digest()
