"""An open office: its keys, its memory, and the statements that it signs. Nothing leaves before it is on the disk.

What was taken is work for people until it was shown to one (`Record.shown`). Until then a consent taken back with the
receipt's key ends it by itself; afterwards it is a request, which a person answers: `stopped`, or that it was too late.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from kiosk.core import office as rules
from kiosk.core import taking
from kiosk.core.colleague import SHARED, Colleague, OfficeRight, who_opened
from kiosk.core.errors import KioskError, LinkFault, NotGenuine, NotRecorded
from kiosk.core.meeting import Meeting
from kiosk.core.office import Record
from kiosk.core.outbox import State
from kiosk.core.status import Reason
from kiosk.core.sync import Failure
from kiosk.core.telling import named_hash
from kiosk.core.trace import Event, Trace
from kiosk.core.trust import came_before
from kiosk.crypto import sign
from kiosk.crypto.keys import hash_of_key
from kiosk.crypto.vault import SlotKind
from kiosk.machine.process import lock_pages
from kiosk.office import inbox, keys, memory, slots, withdrawn
from kiosk.store.ledger import Ledger
from kiosk.uplink.appointment import open_meeting, sign_meeting
from kiosk.uplink.office_client import OfficeClient
from kiosk.wire import protocol
from kiosk.wire import signed as wire

LEDGER, NOTES_READ = memory.LEDGER, memory.NOTES_READ
HUB, TOKEN, CA, PROXY = "hub-url", "hub-token", "hub-ca", "hub-proxy"
KEEP, PLACES = "keep-days", "places"
REVOKED = "revoked:"
"""Notes when a desk was revoked, under its id."""
HEALTH = "health:"
"""Notes what a desk last said of itself, under its id (`kiosk.office.health`)."""


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
    reach: Callable[[House], AbstractContextManager[OfficeClient]] | None = None
    """Brings the line to its hub up, where somebody may ask it."""

    def talk(self) -> AbstractContextManager[OfficeClient]:
        """Bring the line to the hub up. Raises LinkFault."""
        if self.reach is None:
            raise LinkFault(Failure.NETWORK)
        return self.reach(self)

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
            hash=named_hash(record),
            state=record.state.value,  # type: ignore[arg-type]  # a state that the office can say
            reason=record.reason,
            sequence=record.sequence,
            at=int(record.at.timestamp()),
        )
        return wire.SignedAck(said, sign.sign(self.secrets.seed, wire.ack_bytes(said)))

    def meeting(self, ack: wire.SignedAck, record: Record) -> bytes:
        """Sign the appointment that a statement names, as it travels beside it; empty where it names none."""
        return sign_meeting(self.secrets.seed, ack.said, record.meeting) if record.meeting else b""

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

    def meeting_of(self, ack: wire.SignedAck, met: bytes) -> Meeting | None:
        """Open an appointment that this office signed beside a statement; None for none."""
        for seed in filter(None, (self.secrets.seed, self.secrets.former)):
            with suppress(NotGenuine):
                return open_meeting(sign.verify_key(seed), ack.said, met)
        return None

    def statements(self) -> Iterator[tuple[wire.SignedAck, bytes]]:
        """Sign, for a USB key, what may be told of every act: while a final answer is held, the one before it.

        Gives each with the appointment that it names; empty for none.
        """
        records = list(self.ledger.records())
        self.let_go(records)
        for record in (rules.sayable(each, self.now()) for each in records if each.state is not None):
            ack = self.signed(record)
            yield ack, self.meeting(ack, record)

    def say_again(self) -> None:
        """Say everything once more, with a higher number: what a former key signed is no word any more."""
        held = self.held()
        self.ledger.put(rules.said_again(each) for each in (*self.let_go(self.ledger.records()), *held))

    def answer(
        self,
        act: bytes,
        state: State,
        reason: Reason | None,
        *,
        hold: bool = False,
        meeting: Meeting | None = None,
    ) -> Record:
        """Record what the office says of an act that it took; with `hold`, a final word can be taken back for a while.

        Raises:
            NotRecorded: it never saw such an act.
            IllegalMove: as `kiosk.core.office.answer`.
        """
        self.ledger.put([said := self.weigh(act, state, reason, hold=hold, meeting=meeting)])
        return said

    def weigh(self, act: bytes, state: State, reason: Reason | None, *, hold: bool, meeting: Meeting | None) -> Record:
        """Give what `answer` would record. Raises as it does."""
        return rules.answer(self._known_act(act), state, reason, self.now(), hold=hold, meeting=meeting)

    def answered(self, act: bytes, *, hold: bool) -> Record:
        """Give an act that was answered through the hub; without `hold` it is told at once."""
        record = self._known_act(act)
        if record.before is not None and not hold:
            self.ledger.put([record := replace(record, before=None)])
        return record

    def take_back(self, act: bytes) -> Record:
        """Go back to what was said before an answer that was neither signed nor sent.

        Raises:
            NotRecorded: it never saw such an act.
            IllegalMove: there is no such answer.
        """
        self.ledger.put([back := self.weigh_back(act)])
        return back

    def weigh_back(self, act: bytes) -> Record:
        """Give what `take_back` would record. Raises as it does."""
        return rules.take_back(self._known_act(act))

    def _known_act(self, act: bytes) -> Record:
        record = self.ledger.get(act)
        if record is None:
            raise NotRecorded
        return record

    def held(self) -> list[Record]:
        """Give the acts whose last answer still stays here."""
        return [each for each in self.ledger.records() if rules.stays(each, self.now())]

    def let_go(self, records: Iterable[Record]) -> list[Record]:
        """Make up the mind about statements that are to be signed: from then on they are not taken back."""
        ready = taking.let_go(records, self.now())
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
        road, known = road or Carried(), dict(self.ledger.known)
        wishes = [_wish(each, road.senders.get(each, rules.NOBODY)) for each in withdrawals]
        fresh = taking.hear_all(taking.spread(wishes, known), known, self.now())
        new, refused = self._new(acts, known | fresh)
        found = self._open(new, withdrawals, road, wishes, known | fresh)
        opened = [taking.Readable(_came(act.sent), act.act.at, act.until, act.stop_asked) for act in found.acts]
        stopped = [(_came(stop.sent), stop.key) for stop in found.stops if stop.sent is not None and stop.key]
        fresh |= taking.take_all(opened, stopped, known | fresh, self.healed, self.now())
        desks = {record.desk for record in fresh.values() if self._knows(record.desk)}
        self.ledger.put(taking.settle_alone(fresh, known, desks, self.now()).values())
        self.ledger.book.keep(map(inbox.to_keep, found.acts))
        return Taken(found.acts, (*refused, *found.refused))

    def _open(
        self,
        new: Sequence[wire.SentAct],
        withdrawals: Iterable[wire.SentWithdrawal],
        road: Carried,
        wishes: Iterable[rules.Wish],
        known: taking.Known,
    ) -> inbox.Opened:
        """Open acts that came, with every withdrawal that may be of one of them."""
        desks = {act.id: _desk_of(act) for act in new}
        those = [each for each in withdrawals if each.id in desks]
        bundles = [
            _bundle(rules.NOBODY, new, ()),
            *(_bundle(road.senders.get(each, rules.NOBODY), (), (each,)) for each in those),
            _bundle(rules.NOBODY, (), _proven(new, taking.proofs(wishes, known.values()))),
        ]
        before = frozenset(act for act in new if self._came_before(act, road))
        recall = partial(self._recall, known, desks)
        return inbox.open_all(bundles, self.key_of, self.secrets.readers, recall, before, self._key_of_gone)

    def _new(
        self, acts: Iterable[wire.SentAct], known: taking.Known
    ) -> tuple[list[wire.SentAct], list[inbox.Unopened]]:
        """Give what is to be opened: not what was shown or ended. Other bytes of a known act are refused."""
        new: dict[tuple[bytes, bytes], wire.SentAct] = {}
        refused = []
        for act in acts:
            record, hashed = known.get(act.id), wire.envelope_hash(act.envelope)
            if rules.is_other(record, hashed):
                refused.append(inbox.Unopened(act.reference, NotGenuine("other bytes for the same act")))
            elif not rules.is_done(record):
                new[act.id, hashed] = act
        return list(new.values()), refused

    def _recall(self, known: taking.Known, desks: Mapping[bytes, bytes], act: bytes) -> tuple[bool, bytes | None]:
        told, key = withdrawn.recall(self.folder, act)  # what `office open` was told, once
        return taking.recalled(known.get(act), desks.get(act), told, key)

    def _came_before(self, act: wire.SentAct, road: Carried) -> bool:
        revoked = self.ledger.noted(REVOKED + _desk_of(act).hex())
        return came_before(road.held.get(act), int.from_bytes(revoked) if revoked else None)

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
        self.ledger.put(taking.see(acts, stops, self.ledger.known).values())

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
        bundle, recall = _bundle(rules.NOBODY, ours, ()), partial(self._recall, self.ledger.known, {})
        return inbox.open_all([bundle], self._key_of_gone, self.secrets.readers, recall)


def _came(sent: wire.SentAct) -> rules.Came:
    """Name an act whose desk's signature was verified, for the rules."""
    desk, hashed = wire.read_envelope(sent.envelope).desk, wire.envelope_hash(sent.envelope)
    return rules.Came(sent.id, sent.reference, desk, sent.key_hash, hashed)


def _wish(sent: wire.SentWithdrawal, sender: bytes) -> rules.Wish:
    """Name a withdrawal for the rules, with the hash of its key."""
    fits = hash_of_key(sent.key) if sent.key else b""
    return rules.Wish(sent.id, sent.reference, sender, sent.key_hash, sent.key or b"", fits)


def _proven(acts: Iterable[wire.SentAct], keys_: Mapping[bytes, bytes]) -> list[wire.SentWithdrawal]:
    """Give withdrawals of these acts that came under other ids, now or before: their keys prove them."""
    at = wire.Stamp(0, 0, "", None)
    return [
        wire.SentWithdrawal(act.id, act.reference, act.key_hash, key, at)
        for act in acts
        if (key := keys_.get(act.key_hash)) and hash_of_key(key) == act.key_hash
    ]


def _bundle(desk: bytes, acts: Iterable[wire.SentAct], wishes: Iterable[wire.SentWithdrawal]) -> wire.Bundle:
    return wire.Bundle(desk, False, wire.Stamp(0, 0, "", None), tuple(acts), tuple(wishes))


def _desk_of(act: wire.SentAct) -> bytes:
    try:
        return wire.read_envelope(act.envelope).desk
    except KioskError:
        return rules.NOBODY  # refused when it is opened


Reach = Callable[[House], AbstractContextManager[OfficeClient]]
"""Brings the line to an office's hub up."""


@contextmanager
def opened(
    folder: Path, passphrase: str, now: Callable[[], datetime], *, recovery: bool = False, reach: Reach | None = None
) -> Iterator[House]:
    """Open an office, with a passphrase or with the paper's groups, and let go of its ledger afterwards.

    Raises:
        WrongPassphrase, NotGenuine, StoreMissing, FileFault, StoreTooNew: as `keys.unlock`.
        OfficeBusy, LedgerMissing, LedgerDamaged, LedgerOlder, LedgerUnmarked: as `memory.open_ledger`.
    """
    unlock = partial(keys.recover if recovery else keys.unlock_office, folder, passphrase)
    secrets = slots.settle_slots(folder, unlock(), unlock)
    lock_pages(secrets.seed, secrets.memory, *secrets.readers)
    with using(folder, secrets, now, reach) as house:
        yield house


@contextmanager
def using(
    folder: Path, secrets: keys.Secrets, now: Callable[[], datetime], reach: Reach | None = None
) -> Iterator[House]:
    """The same, with secrets that are open. Raises the ledger's errors."""
    ledger = memory.open_ledger(folder, secrets.memory)
    try:
        opened, paper = secrets.opened, SlotKind.RECOVERY
        slot = 0 if opened is None or opened.kind is paper else opened.slot
        yield House(folder, secrets, ledger, now, who_opened(slot, ledger.book.people()), reach)
    finally:
        memory.close_ledger(folder, ledger)
