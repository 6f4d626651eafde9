"""An open office: its keys, its memory, and the statements that it signs. Nothing leaves before it is on the disk.

What was taken is work for people until it was shown to one (`Record.shown`). Until then a consent taken back with the
receipt's key ends it by itself; afterwards it is a request, which a person answers: `stopped`, or that it was too late.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from kiosk.core import office as rules
from kiosk.core.colleague import SHARED, Colleague, OfficeRight, who_opened
from kiosk.core.errors import KioskError, NotGenuine, NotRecorded
from kiosk.core.office import Record
from kiosk.core.outbox import State, carried_id
from kiosk.core.status import Reason
from kiosk.core.trace import Event, Trace
from kiosk.crypto import sign
from kiosk.crypto.keys import hash_of_key
from kiosk.crypto.vault import SlotKind
from kiosk.machine.process import lock_pages
from kiosk.office import inbox, keys, memory, slots, withdrawn
from kiosk.store.ledger import Ledger
from kiosk.wire import protocol
from kiosk.wire import signed as wire

LEDGER = memory.LEDGER
MOST_LONE = 200
"""Withdrawals of acts that never came, for each desk: more is no person's wish."""
REVOKED = "revoked:"
"""Notes when a desk was revoked, under its id."""


@dataclass(frozen=True)
class Taken:
    """What came of files or pages."""

    work: tuple[inbox.Act, ...]
    """Acts that are taken and that nobody was shown yet."""
    refused: tuple[inbox.Unopened, ...]


@dataclass(frozen=True)
class Carried:
    """What the road says of the bytes that it brought. Nothing of it is signed: it can keep things back, not more."""

    held: Mapping[wire.SentAct, int] = field(default_factory=dict)
    """When the hub got these very bytes: seconds since 1970."""
    senders: Mapping[wire.SentWithdrawal, bytes] = field(default_factory=dict)
    """Which desk brought a withdrawal, where that is known."""


@dataclass(frozen=True)
class House:
    """One office whose vault is open."""

    folder: Path
    secrets: keys.Secrets
    ledger: Ledger
    now: Callable[[], datetime]
    who: Colleague = field(default=Colleague(0, SHARED, OfficeRight.KEYS))
    """Whose passphrase opened it."""

    def trace(self, event: Event, act: bytes = b"") -> None:
        """Note who did what kind of thing now."""
        self.ledger.book.trace(Trace(self.now(), self.who.name, event, act))

    @property
    def public(self) -> wire.OfficePublic:
        """What desks know of it."""
        return keys.public(self.folder)

    @property
    def key_of(self) -> Callable[[bytes], bytes]:
        """Gives the verify key of a trusted desk."""
        return partial(keys.verify_key_of, self.folder)

    @property
    def healed(self) -> datetime | None:
        """When its ledger was last made anew from what others know; None where it never was."""
        at = int.from_bytes(self.ledger.noted(memory.HEALED))
        return datetime.fromtimestamp(at, UTC) if at else None

    # -- statements

    def signed(self, record: Record) -> wire.SignedAck:
        """Sign the last statement on an act."""
        assert record.state is not None
        assert record.at is not None
        said = wire.Acknowledgement(
            by="office",
            desk=record.desk,
            act=record.act,
            hash=record.hash or hash_of_lone(record),
            state=record.state.value,  # type: ignore[arg-type]  # a state that the office can say
            reason=record.reason,
            sequence=record.sequence,
            at=int(record.at.timestamp()),
        )
        return wire.SignedAck(said, sign.sign(self.secrets.seed, wire.ack_bytes(said)))

    def proof(self, ack: wire.SignedAck, record: Record) -> bytes:
        """Sign that a statement is on the act of this receipt: for a desk that has nothing but the receipt."""
        return sign.sign(self.secrets.seed, wire.proof_bytes(ack.said, record.key_hash))

    def time(self) -> protocol.OfficeTime:
        """Sign what time it is."""
        at = int(self.now().timestamp())
        return protocol.OfficeTime(at, sign.sign(self.secrets.seed, wire.time_bytes(at)))

    def signed_by_us(self, ack: wire.SignedAck) -> bool:
        """Tell whether this office made a statement, perhaps with the key before this one."""
        for seed in filter(None, (self.secrets.seed, self.secrets.former)):
            try:
                sign.verify(sign.verify_key(seed), wire.ack_bytes(ack.said), ack.signature)
            except NotGenuine:
                continue
            return ack.said.by == "office"
        return False

    def statements(self) -> Iterator[wire.SignedAck]:
        """Sign, for a USB key, what may be told of every act: while a final answer is held, the one before it."""
        records = list(self.ledger.records())
        self.let_go(records)
        return (self.signed(rules.sayable(record, self.now())) for record in records if record.state is not None)

    def say_again(self) -> None:
        """Say everything once more, with a higher number: what a former key signed is no word any more."""
        held = self.held()
        self.ledger.put(rules.said_again(each) for each in (*self.let_go(self.ledger.records()), *held))

    def answer(self, act: bytes, state: State, reason: Reason | None, *, hold: bool = False) -> Record:
        """Record what the office says of an act that it took; with `hold`, a final word can be taken back for a while.

        Raises:
            NotRecorded: it never saw such an act.
            IllegalMove: as `kiosk.core.office.check_answer`.
        """
        record = self.ledger.get(act)
        if record is None:
            raise NotRecorded
        self.ledger.put([said := rules.answer(record, state, reason, self.now(), hold=hold)])
        return said

    def take_back(self, act: bytes) -> Record:
        """Go back to what was said before an answer that was neither signed nor sent.

        Raises:
            NotRecorded: it never saw such an act.
            IllegalMove: there is no such answer.
        """
        record = self.ledger.get(act)
        if record is None:
            raise NotRecorded
        self.ledger.put([back := rules.take_back(record)])
        return back

    def held(self) -> list[Record]:
        """Give the acts whose last answer still stays here."""
        return [each for each in self.ledger.records() if rules.stays(each, self.now())]

    def let_go(self, records: Iterable[Record]) -> list[Record]:
        """Make up the mind about statements that are to be signed: from then on they are not taken back."""
        ripe = (each for each in records if each.state is not None and not rules.stays(each, self.now()))
        ready = [replace(each, before=None) for each in ripe]
        self.ledger.put(each for each in ready if each != self.ledger.get(each.act))
        return ready

    # -- taking

    def take(
        self, acts: Iterable[wire.SentAct], withdrawals: Sequence[wire.SentWithdrawal], road: Carried | None = None
    ) -> Taken:
        """Take what desks brought, by whatever road: each act once, and none whose consent was taken back.

        Of a desk that is trusted no longer, what the hub got before its revocation is taken, too. What this returns
        is in the ledger. The same again changes nothing more, but gives what was not shown yet.
        """
        road = road or Carried()
        fresh = self._wishes(self._of_acts(withdrawals, road))
        new, refused = self._new(acts, fresh)
        desks = {act.id: _desk_of(act) for act in new}
        bundles = [_bundle(rules.NOBODY, new, ())]
        for wish in withdrawals:
            if wish.id in desks:
                bundles.append(_bundle(road.senders.get(wish, rules.NOBODY), (), (wish,)))
        bundles.append(_bundle(rules.NOBODY, (), self._proven(new, withdrawals, fresh)))
        before = frozenset(act for act in new if self._came_before(act, road))
        recall = partial(self._recall, fresh, desks)
        found = inbox.open_all(bundles, self.key_of, self.secrets.readers, recall, before, self._key_of_gone)
        stops = [(stop.sent, stop.key) for stop in found.stops if stop.sent is not None and stop.key]
        for sent in (*(act.sent for act in found.acts), *(sent for sent, _ in stops)):
            fresh[sent.id] = rules.arrive(fresh.get(sent.id) or self.ledger.get(sent.id), _came(sent))
        for act in found.acts:
            doubt = rules.is_in_doubt(act.act.at, self.healed)
            record = rules.take(fresh[act.id], act.until, self.now(), stop_asked=act.stop_asked, doubt=doubt)
            fresh[act.id] = record
        for sent, key in stops:
            fresh[sent.id] = rules.end_unseen(fresh[sent.id], key, self.now())
        for id_, record in fresh.items():
            if self._knows(record.desk):
                fresh[id_] = rules.end_alone(record, self.now())
        of_acts = {each.key_hash for each in (*self.ledger.records(), *fresh.values()) if each.hash}
        for id_, record in fresh.items():
            if not record.hash and record.stop_key and record.key_hash in of_acts:
                fresh[id_] = replace(record, stop_read=True)  # people read it at its act
        self.ledger.put(fresh.values())
        self.ledger.book.keep(map(inbox.to_keep, found.acts))
        return Taken(found.acts, (*refused, *found.refused))

    def _new(
        self, acts: Iterable[wire.SentAct], fresh: Mapping[bytes, Record]
    ) -> tuple[list[wire.SentAct], list[inbox.Unopened]]:
        """Give what is to be opened: not what was shown or ended. Other bytes of a known act are refused."""
        new: dict[tuple[bytes, bytes], wire.SentAct] = {}
        refused = []
        for act in acts:
            record = fresh.get(act.id) or self.ledger.get(act.id)
            hashed = wire.envelope_hash(act.envelope)
            if rules.is_other(record, hashed):
                refused.append(inbox.Unopened(act.reference, NotGenuine("other bytes for the same act")))
            elif not rules.is_done(record):
                new[act.id, hashed] = act
        return list(new.values()), refused

    def _of_acts(
        self, withdrawals: Iterable[wire.SentWithdrawal], road: Carried
    ) -> Iterator[tuple[wire.SentWithdrawal, bytes]]:
        """Give withdrawals with who brought them, also under the id of the act that the key proves each to be of.

        Whoever brought it may have been told a wrong id: what is no such act's waits for its own.
        """
        by_hash: dict[bytes, list[bytes]] = {}
        for record in self.ledger.records():
            if record.hash:
                by_hash.setdefault(record.key_hash, []).append(record.act)
        for wish in withdrawals:
            sender = road.senders.get(wish, rules.NOBODY)
            yield wish, sender
            if not wish.key or hash_of_key(wish.key) != wish.key_hash:
                continue
            named = self.ledger.get(wish.id)
            strayed = named is not None and bool(named.hash) and named.key_hash != wish.key_hash
            for act in by_hash.get(wish.key_hash) or ([carried_id(wish.key_hash)] if strayed else []):
                if act != wish.id:
                    yield wire.SentWithdrawal(act, wish.reference, wish.key_hash, wish.key, wish.at), sender

    def _proven(
        self,
        acts: Iterable[wire.SentAct],
        withdrawals: Iterable[wire.SentWithdrawal],
        fresh: Mapping[bytes, Record],
    ) -> list[wire.SentWithdrawal]:
        """Give withdrawals of these acts that came under other ids, now or before: their keys prove them."""
        by_hash = {each.key_hash: each.key for each in withdrawals if each.key}
        by_hash |= {each.key_hash: each.stop_key for each in (*self.ledger.records(), *fresh.values()) if each.stop_key}
        at = wire.Stamp(0, 0, "", None)
        return [
            wire.SentWithdrawal(act.id, act.reference, act.key_hash, key, at)
            for act in acts
            if (key := by_hash.get(act.key_hash)) and hash_of_key(key) == act.key_hash
        ]

    def _wishes(self, withdrawals: Iterable[tuple[wire.SentWithdrawal, bytes]]) -> dict[bytes, Record]:
        """Note withdrawals, each with who brought it; of acts that never came, so many for each desk."""
        noted: dict[bytes, Record] = {}
        lone = Counter(each.desk for each in self.ledger.records() if rules.is_lone(each))
        for each, sender in withdrawals:
            record = noted.get(each.id) or self.ledger.get(each.id)
            if record is None:
                if lone[sender] >= MOST_LONE:
                    continue
                lone[sender] += 1
            fits = hash_of_key(each.key) if each.key else b""
            wish = rules.Wish(each.id, each.reference, sender, each.key_hash, each.key or b"", fits)
            if heard := rules.hear(record, wish, self.now()):
                noted[each.id] = heard
        return noted

    def _recall(
        self, fresh: Mapping[bytes, Record], desks: Mapping[bytes, bytes], act: bytes
    ) -> tuple[bool, bytes | None]:
        record = fresh.get(act) or self.ledger.get(act)
        known, key = withdrawn.recall(self.folder, act)  # what `office open` was told
        if record is None:
            return known, key
        own = bool(record.hash) or record.desk in (rules.NOBODY, desks.get(act))
        return known or (record.stop_asked and own), record.stop_key or key

    def _came_before(self, act: wire.SentAct, road: Carried) -> bool:
        """Tell whether the hub had these bytes before their desk was revoked."""
        revoked = self.ledger.noted(REVOKED + _desk_of(act).hex()) if act in road.held else b""
        return bool(revoked) and road.held[act] <= int.from_bytes(revoked)

    def _knows(self, desk: bytes) -> bool:
        try:
            self._key_of_gone(desk)
        except KioskError:
            return False
        return True

    def _key_of_gone(self, desk: bytes) -> bytes:
        return keys.desk_of(self.folder, desk, gone=True).verify_key

    # -- what people see

    def unseen(self) -> list[Record]:
        """Give the acts that were taken and that nobody was shown: something was cut off in between."""
        return [each for each in self.ledger.records() if rules.is_work(each)]

    def unread_stops(self) -> list[Record]:
        """Give the withdrawals that nobody at the office was shown."""
        return [each for each in self.ledger.records() if rules.is_unread_stop(each)]

    def seen(self, acts: Iterable[bytes], stops: Iterable[bytes]) -> None:
        """Remember that a person was shown these acts and these withdrawals."""
        fresh: dict[bytes, Record] = {}
        for act in acts:
            if record := self.ledger.get(act):
                fresh[act] = replace(record, shown=True)
        for act in stops:
            if record := fresh.get(act) or self.ledger.get(act):
                fresh[act] = replace(record, stop_read=True)
        self.ledger.put(fresh.values())

    def is_genuine(self, sent: wire.SentAct, *, unread: bool) -> bool:
        """Tell whether an act that others kept is the one that its desk sealed (`inbox.is_genuine`)."""
        return inbox.is_genuine(sent, self._key_of_gone, self.secrets.readers, unread=unread)

    def open_again(self, sent: Iterable[wire.SentAct]) -> inbox.Opened:
        """Open acts that were taken, from the very bytes that were; also of a desk that is trusted no longer."""
        ours = [
            act
            for act in sent
            if (record := self.ledger.get(act.id)) is not None and record.hash == wire.envelope_hash(act.envelope)
        ]
        bundle, recall = _bundle(rules.NOBODY, ours, ()), partial(self._recall, {}, {})
        return inbox.open_all([bundle], self._key_of_gone, self.secrets.readers, recall)


def _came(sent: wire.SentAct) -> rules.Came:
    """Name an act whose desk's signature was verified, for the rules."""
    desk, hashed = wire.read_envelope(sent.envelope).desk, wire.envelope_hash(sent.envelope)
    return rules.Came(sent.id, sent.reference, desk, sent.key_hash, hashed)


def hash_of_lone(record: Record) -> bytes:
    """Give what a statement names where nothing but a withdrawal came: the whole hash of the key that named it."""
    return record.key_hash if record.stop_key and record.act == carried_id(record.key_hash) else wire.NO_HASH


def _bundle(desk: bytes, acts: Iterable[wire.SentAct], wishes: Iterable[wire.SentWithdrawal]) -> wire.Bundle:
    return wire.Bundle(desk, False, wire.Stamp(0, 0, "", None), tuple(acts), tuple(wishes))


def _desk_of(act: wire.SentAct) -> bytes:
    try:
        return wire.read_envelope(act.envelope).desk
    except KioskError:
        return rules.NOBODY  # refused when it is opened


@contextmanager
def opened(folder: Path, passphrase: str, now: Callable[[], datetime], *, recovery: bool = False) -> Iterator[House]:
    """Open an office, with a passphrase or with the paper's groups, and let go of its ledger afterwards.

    Raises:
        WrongPassphrase, NotGenuine, StoreMissing, FileFault, StoreTooNew: as `keys.unlock`.
        OfficeBusy, LedgerMissing, LedgerDamaged, LedgerOlder: as `memory.open_ledger`.
    """
    unlock = partial(keys.recover if recovery else keys.unlock_office, folder, passphrase)
    secrets = slots.settle_slots(folder, unlock(), unlock)
    lock_pages(secrets.seed, secrets.memory, *secrets.readers)
    with using(folder, secrets, now) as house:
        yield house


@contextmanager
def using(folder: Path, secrets: keys.Secrets, now: Callable[[], datetime]) -> Iterator[House]:
    """The same, with secrets that are open. Raises the ledger's errors."""
    ledger = memory.open_ledger(folder, secrets.memory)
    try:
        opened, paper = secrets.opened, SlotKind.RECOVERY
        slot = 0 if opened is None or opened.kind is paper else opened.slot
        yield House(folder, secrets, ledger, now, who_opened(slot, ledger.book.people()))
    finally:
        memory.close_ledger(folder, ledger)
