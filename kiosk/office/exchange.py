"""The office and its hub: what waits comes in, what was said goes out, and each heals what the other forgot.

The hub is believed in nothing: acts are signed by desks, statements by this office, withdrawals prove themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain, repeat

from kiosk.core import office as rules
from kiosk.core import relearning
from kiosk.core.errors import LinkFault
from kiosk.core.office import Record
from kiosk.core.outbox import State
from kiosk.core.sync import Failure
from kiosk.core.telling import (
    given,
    has_come,
    is_missing,
    lost_ends,
    speaks_of,
    stays_closed,
    still_to_tell,
    tell_again,
    to_tell,
    under_way,
    was_withdrawn,
)
from kiosk.crypto.enrol import token_hash
from kiosk.machine.files import read_file
from kiosk.office import keys
from kiosk.office.chapters import admission, note_seat, own_line, own_seat
from kiosk.office.house import CA as CA
from kiosk.office.house import HUB as HUB
from kiosk.office.house import PROXY as PROXY
from kiosk.office.house import TOKEN as TOKEN
from kiosk.office.house import Carried, House, Taken
from kiosk.office.inbox import to_keep
from kiosk.office.notes import settle_notes
from kiosk.uplink.client import beside
from kiosk.uplink.link import Address, Link
from kiosk.uplink.office_client import KEEPS_MEETINGS, OfficeClient
from kiosk.wire import signed as wire
from kiosk.wire.protocol import MAX_ITEMS, Fetched, HeldAct, Waiting
from kiosk.wire.seats import SeatLine

_READ, _SERIAL, _MINOR = "hub-read", "hub-serial", "hub-minor"
Wishes = list[tuple[wire.SentWithdrawal, bytes]]
"""Withdrawals, each with the id of the desk that brought it."""
_PASSES = 4
"""A statement is said anew at most so often in one go: what is left is told the next time."""


class NotJoined(LinkFault):
    """This office has joined no hub."""


@contextmanager
def line(house: House) -> Iterator[OfficeClient]:
    """Bring the line to the hub up, and tell it the office's newest public file.

    Raises:
        NotJoined: this office has none.
        LinkFault: it cannot be reached.
        FileFault: the file of its certificate authority is of no use.
    """
    url = house.ledger.noted(HUB).decode()
    if not url:
        raise NotJoined(Failure.NETWORK)
    authority, proxy = (house.ledger.noted(name).decode() or None for name in (CA, PROXY))
    # Plain HTTP leaves this machine only where `hub` was told so: it notes no other such address.
    address = Address(url, authority, proxy, insecure=url.startswith("http://"))
    token = house.ledger.noted(TOKEN)
    client = OfficeClient(lambda: Link(address, token), house.public.hub)
    try:
        client.connect()
        introduce(house, client)
        yield client
    finally:
        client.close()


def joined(house: House, url: str, authority: str, token: bytes, proxy: str = "") -> None:
    """Remember the hub that this office has joined. What an earlier one had read counts for nothing.

    Of several seats, this one speaks with the new token: the others may have to join anew.
    """
    house.ledger.note(_READ, b"")
    house.ledger.note(_SERIAL, b"")
    house.ledger.note(_MINOR, b"")
    house.ledger.note(TOKEN, token)
    if own := own_line(house):
        note_seat(house, SeatLine(own.file, token_hash(token), own.gone))
    house.ledger.note(CA, authority.encode())
    house.ledger.note(PROXY, proxy.encode())
    house.ledger.note(HUB, url.encode())


def introduce(house: House, client: OfficeClient, *, again: bool = False) -> None:
    """Give the hub the office's public file if it does not have it, and its time. Raises LinkFault.

    Where it does not believe the time, it may have been put back from a copy, and have an older file; or another seat
    changed the keys, which is heard afterwards.
    """
    _meet_again(house, client)
    try:
        _say_who(house, client, again=again)
    except LinkFault as fault:
        if fault.failure is not Failure.NOT_AUTHORISED:
            raise
        try:
            _say_who(house, client, again=True)
        except LinkFault as fault:
            if fault.failure is not Failure.NOT_AUTHORISED or own_seat(house) is None:
                raise


def _say_who(house: House, client: OfficeClient, *, again: bool) -> None:
    serial = house.public.serial.to_bytes(8)
    if again or house.ledger.noted(_SERIAL) != serial:
        client.public(read_file(house.folder / keys.PUBLIC))
        if own := own_line(house):  # by a hub that was joined anew it is known by the office's token alone
            client.seats([admission(house, own)])
        house.ledger.note(_SERIAL, serial)
    client.time(house.time())


def _meet_again(house: House, client: OfficeClient) -> None:
    """Note that a hub is to be told of appointments that it did not keep: it was of an earlier version until now."""
    before, minor = int.from_bytes(house.ledger.noted(_MINOR)), client.minor
    if minor == before:
        return
    if before < KEEPS_MEETINGS <= minor:
        house.ledger.put(tell_again(each for each in house.ledger.records() if each.meeting))
    house.ledger.note(_MINOR, minor.to_bytes(8))


# ---- in --------------------------------------------------------------------------------------


def gather(house: House, client: OfficeClient) -> Taken:
    """Take what waits at the hub, and what was taken and never shown; tell the hub.

    Raises:
        LinkFault: what is in the ledger by then stays; the rest is for the next time.
    """
    held, wishes = _waiting(house, client)
    acts = [each.sent for each in held]
    _tell_again(house, (act.id for act in acts))
    came = {act.id for act in acts}
    missing = [act for act in _ids(wishes) if not _has_bytes(house, act)] + [each.act for each in house.unseen()]
    asked = [act for act in dict.fromkeys(missing) if act not in came]
    return _bring(house, client, acts, wishes, asked, held)


def bring(house: House, client: OfficeClient, bundles: Sequence[wire.Bundle]) -> Taken:
    """Take what came on a USB key, with the hub's memory of what this office said of it. Raises as `gather`."""
    stops = hear_stops(house, client)
    acts, wishes = unpacked(bundles)
    unknown = [act.id for act in acts if not _has_bytes(house, act.id)]
    return _bring(house, client, acts, [*wishes, *stops], unknown)


def unpacked(bundles: Sequence[wire.Bundle]) -> tuple[list[wire.SentAct], Wishes]:
    """Give what verified bundles hold."""
    acts = [act for bundle in bundles for act in bundle.acts]
    return acts, [(wish, bundle.desk) for bundle in bundles for wish in bundle.withdrawals]


def take(house: House, acts: Sequence[wire.SentAct], wishes: Wishes, held: Iterable[HeldAct] = ()) -> Taken:
    """Take what came, with what is known of its road."""
    road = Carried({each.sent: each.at for each in held}, dict(wishes))
    return house.take(acts, [wish for wish, _ in wishes], road)


def _bring(
    house: House,
    client: OfficeClient,
    acts: Sequence[wire.SentAct],
    wishes: Wishes,
    asked: Sequence[bytes],
    held: Sequence[HeldAct] = (),
) -> Taken:
    more, more_wishes, acks = fetch(client, asked)
    # The bytes that came first are tried first: those of the hub are added where there are none.
    have = {act.id for act in acts}
    acts = [*acts, *(each.sent for each in more if each.sent.id not in have)]
    learn(house, {act.id: act for act in acts}, acks)
    taken = take(house, acts, [*wishes, *more_wishes], [*held, *more])
    deliver(house, client)
    return replace(taken, work=tuple(act for act in taken.work if rules.is_work(house.ledger.get(act.id))))


def look(house: House, client: OfficeClient, act: bytes) -> None:
    """Learn whether she asked to stop an act, before anything is answered. Raises LinkFault."""
    _, wishes, _ = fetch(client, [act])
    take(house, (), [*wishes, *hear_stops(house, client)])  # hers may be listed under the id that its key gives


def _waiting(house: House, client: OfficeClient) -> tuple[list[HeldAct], Wishes]:
    held: list[HeldAct] = []
    wishes: Wishes = []
    for number, page in enumerate(client.waiting()):
        held += page.acts
        wishes += _sent_by(page)
        if number == 0:
            _keep(house, wishes, page.newest)
    return held, wishes


def hear_stops(house: House, client: OfficeClient) -> Wishes:
    """Read the hub's withdrawals; those of acts that are here are noted by then. Raises LinkFault."""
    page = next(client.waiting())
    wishes = _sent_by(page)
    _keep(house, wishes, page.newest)
    return wishes


def _sent_by(page: Waiting | Fetched) -> Wishes:
    """Give withdrawals with the desk that brought each: zeros where the hub does not say."""
    return list(zip(page.withdrawals, chain(page.desks, repeat(bytes(wire.ID_BYTES))), strict=False))


def _ids(wishes: Wishes) -> list[bytes]:
    return [wish.id for wish, _ in wishes]


def _keep(house: House, wishes: Wishes, newest: int) -> None:
    """Note withdrawals, then their number: from then on the hub counts them as read, and the ledger knows who did."""
    hashes = {each.key_hash for each in house.ledger.records() if each.hash}
    take(house, (), [each for each in wishes if _has_bytes(house, each[0].id) or each[0].key_hash in hashes])
    # It lists none that a final word of this office ended: where there is one, it has lost it.
    records = (house.ledger.get(act) for act in _ids(wishes))
    _tell_again(house, [each.act for each in lost_ends(records)])
    house.ledger.note(_READ, newest.to_bytes(8))


def _has_bytes(house: House, act: bytes) -> bool:
    return has_come(house.ledger.get(act))


def _tell_again(house: House, acts: Iterable[bytes]) -> None:
    """Note that the hub has forgotten statements: it lists as waiting what was taken or ended."""
    house.ledger.put(tell_again([house.ledger.get(act) for act in acts]))


def fetch(
    client: OfficeClient, acts: Sequence[bytes]
) -> tuple[list[HeldAct], Wishes, list[tuple[wire.SignedAck, bytes]]]:
    """Ask for sealed acts by id, with their withdrawals, and the newest statements with their appointments.

    Raises:
        LinkFault: there is no answer.
    """
    found: dict[bytes, HeldAct] = {}
    wishes: Wishes = []
    acks: list[tuple[wire.SignedAck, bytes]] = []
    for at in range(0, len(acts), MAX_ITEMS):
        rest = list(acts[at : at + MAX_ITEMS])
        while rest:  # one answer may not hold all of them
            told = client.fetch(rest)
            wishes += _sent_by(told)
            acks += beside(told.acks, told.meetings)
            fresh = {held.sent.id: held for held in told.acts if held.sent.id in rest}
            found |= fresh
            rest = [act for act in rest if act not in fresh] if fresh else []
    return list(found.values()), wishes, acks


def fill(house: House, client: OfficeClient) -> int:
    """Fetch the sealed bytes of open acts that are not here: taken before they were kept, or on another machine.

    Raises:
        LinkFault: some may be missing; asked again, the others come.
    """
    book = house.ledger.book
    missing = [each.act for each in house.ledger.records() if is_missing(each, book.is_kept(each.act))]
    held, _, _ = fetch(client, missing)
    return keep_again(house, [each.sent for each in held])


def keep_again(house: House, sent: Iterable[wire.SentAct]) -> int:
    """Keep the bytes of acts that are under way and whose bytes are not here. Gives how many."""
    book = house.ledger.book
    records = {each.act: each for each in under_way(house.ledger.records())}
    opened = house.open_again(each for each in sent if each.id in records and not book.is_kept(each.id))
    book.keep(map(to_keep, opened.acts))
    return len(opened.acts)


# ---- out -------------------------------------------------------------------------------------


def deliver(house: House, client: OfficeClient, *, everything: bool = False) -> None:
    """Give the hub the statements that it does not have.

    Where it has a statement of this office that this office forgot, that is learnt. Where it says that the act was
    withdrawn meanwhile, the withdrawal is read: without a key that fits, the hub's word changes nothing.

    Raises:
        LinkFault: what was not delivered is delivered the next time.
    """
    settle_notes(house, client)
    pending = house.let_go(to_tell(house.ledger.records(), everything=everything))
    for _ in range(_PASSES):
        if not pending:
            return
        stopped: list[bytes] = []
        unread = False
        for at in range(0, len(pending), MAX_ITEMS):
            codes = _give(house, client, pending[at : at + MAX_ITEMS])
            stopped += [act for act, code in codes.items() if was_withdrawn(code)]
            unread = unread or "stop_unread" in codes.values()
        if unread:
            hear_stops(house, client)
        if stopped:
            _, wishes, _ = fetch(client, stopped)
            take(house, (), wishes)
        now = ((each, house.ledger.get(each.act)) for each in pending)
        pending = [new for old, new in now if new and still_to_tell(old, new, unread=unread)]


def _give(house: House, client: OfficeClient, batch: Sequence[Record]) -> Mapping[bytes, str]:
    """Give the hub statements, and note what it kept. Gives why it did not keep the others."""
    read = int.from_bytes(house.ledger.noted(_READ))
    acks = [house.signed(record) for record in batch]
    proofs = [house.proof(ack, record) for ack, record in zip(acks, batch, strict=True)]
    meetings = [house.meeting(ack, record) for ack, record in zip(acks, batch, strict=True)]
    told = client.answer(acks, read, proofs, meetings)
    refused: dict[bytes, str] = {each.act: each.code for each in told.refused}
    newer = {ack.said.act: (ack, met) for ack, met in beside(told.acks, told.meetings)}
    fresh = []
    for record in batch:
        ours = newer.get(record.act)
        after = given(record, refused.get(record.act), None if ours is None else relearn(house, record, *ours))
        if after is not None and after != record:
            fresh.append(after)
    house.ledger.put(fresh)
    return refused


# ---- what was forgotten ----------------------------------------------------------------------


def relearn(house: House, record: Record, ack: wire.SignedAck, met: bytes = b"") -> Record:
    """Take over a statement that this office made and forgot: it was restored from an older copy.

    Nothing of what others signed, nor of other bytes, is taken over.
    """
    said = ack.said
    if not (speaks_of(record, said.act, said.hash) and house.signed_by_us(ack)):
        return record
    at = datetime.fromtimestamp(said.at, UTC)
    meeting = house.meeting_of(ack, met)
    mine = relearning.OwnWord(said.desk, State(said.state), said.reason, said.sequence, at, meeting)
    return relearning.relearn(record, mine, house.now())


def learn(house: House, acts: Mapping[bytes, wire.SentAct], acks: Iterable[tuple[wire.SignedAck, bytes]]) -> int:
    """Learn what this office said of acts that it does not remember. Gives of how many."""
    fresh = []
    for ack, met in acks:
        act = acts.get(ack.said.act)
        if act is None or _has_bytes(house, act.id):
            continue
        # This office signed for the bytes; whose receipt they have, and which reference, the hub alone says here.
        if not house.is_genuine(act, unread=stays_closed(State(ack.said.state))):
            continue
        hashed = wire.envelope_hash(act.envelope)
        came = rules.Came(act.id, act.reference, ack.said.desk, act.key_hash, hashed)
        arrived = rules.arrive(house.ledger.get(act.id), came)
        if (record := relearn(house, arrived, ack, met)) != arrived:  # else it is not of these bytes, or not ours
            fresh.append(record)
    house.ledger.put(fresh)
    return len(fresh)


def relearn_all(house: House, client: OfficeClient) -> int:
    """Learn from the hub what this office took and forgot: it was restored from an older copy. Gives how many.

    Raises:
        LinkFault: some may be missing; asked again, the others come.
    """
    sent = {held.sent.id: held.sent for page in client.waiting(working=True) for held in page.acts}
    lost = [act for act in sent if not _has_bytes(house, act)]
    _, _, acks = fetch(client, lost)
    return learn(house, sent, acks)
