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
from kiosk.core.errors import IllegalMove, KioskError, NotGenuine, NotRecorded
from kiosk.core.outbox import FINAL, State
from kiosk.core.status import Reason
from kiosk.crypto import sign
from kiosk.crypto.keys import withdrawal_hash
from kiosk.machine.process import lock_pages
from kiosk.office import inbox, keys, memory, withdrawn
from kiosk.store.ledger import Before, Ledger, Record
from kiosk.wire import protocol
from kiosk.wire import signed as wire

LEDGER = memory.LEDGER
FIRST = 3
"""The office's first statement on an act has this sequence: 1 and 2 are the hub's."""
_NOBODY = bytes(wire.ID_BYTES)
MOST_LONE = 200
"""Withdrawals of acts that never came, for each desk: more is no person's wish."""
REVOKED = "revoked:"
"""Notes when a desk was revoked, under its id."""


@dataclass(frozen=True)
class Taken:
    """What came of files or pages."""

    work: tuple[inbox.Act, ...]
    """Acts that are taken and that nobody was shown yet."""
    refused: tuple[inbox.Refused, ...]


@dataclass(frozen=True)
class Road:
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

    def say(self, record: Record, state: State, reason: str = "") -> Record:
        """Decide a statement: it is signed from what this returns, once that is in the ledger."""
        sequence = max(record.sequence + 1, FIRST)
        return replace(record, state=state, reason=reason, sequence=sequence, at=self.now(), told=False)

    def signed(self, record: Record) -> wire.SignedAck:
        """Sign the last statement on an act."""
        assert record.state is not None
        assert record.at is not None
        said = wire.Acknowledgement(
            by="office",
            desk=record.desk,
            act=record.act,
            hash=record.hash or wire.NO_HASH,
            state=record.state.value,  # type: ignore[arg-type]  # a state that the office can say
            reason=record.reason,
            sequence=record.sequence,
            at=int(record.at.timestamp()),
        )
        return wire.SignedAck(said, sign.sign(self.secrets.seed, wire.ack_bytes(said)))

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
        """Sign the last statement on every act: for a hub that was lost, or for a USB key."""
        return (self.signed(record) for record in self.let_go(self.ledger.records()))

    def say_again(self) -> None:
        """Say everything once more, with a higher number: what a former key signed is no word any more."""
        spoken = self.let_go(self.ledger.records())
        self.ledger.put(replace(each, sequence=each.sequence + 1, told=False) for each in spoken)

    def answer(self, act: bytes, state: State, reason: Reason | None, *, hold: bool = False) -> Record:
        """Record what the office says of an act that it took; with `hold`, a final word can be taken back for a while.

        Raises:
            NotRecorded: it never saw such an act.
            IllegalMove: the act is final; the reason is not one of this state, or is missing; or she asked to stop and
                that is not an answer to it.
        """
        record = self.ledger.get(act)
        if record is None:
            raise NotRecorded
        may_say(record, state, reason)
        said = replace(self.say(record, state, reason or ""), shown=True, doubt=False)
        if hold and state in FINAL:
            said = replace(said, before=_before(record))
        self.ledger.put([said])
        return said

    def take_back(self, act: bytes) -> Record:
        """Go back to what was said before an answer that was neither signed nor sent.

        Raises:
            IllegalMove: there is no such answer.
        """
        record = self.ledger.get(act)
        if record is None or record.before is None:
            raise IllegalMove("nothing to take back")
        self.ledger.put([back := _taken_back(record)])
        return back

    def held(self) -> list[Record]:
        """Give the acts whose last answer still stays here."""
        return [each for each in self.ledger.records() if self._is_held(each)]

    def let_go(self, records: Iterable[Record]) -> list[Record]:
        """Make up the mind about statements that are to be signed: from then on they are not taken back."""
        ready = [replace(each, before=None) for each in records if each.state is not None and not self._is_held(each)]
        self.ledger.put(each for each in ready if each != self.ledger.get(each.act))
        return ready

    def _is_held(self, record: Record) -> bool:
        return record.before is not None and rules.is_held(record.state, record.at, self.now())

    # -- taking

    def take(
        self, acts: Iterable[wire.SentAct], withdrawals: Sequence[wire.SentWithdrawal], road: Road | None = None
    ) -> Taken:
        """Take what desks brought, by whatever road: each act once, and none whose consent was taken back.

        Of a desk that is trusted no longer, what the hub got before its revocation is taken, too. What this returns
        is in the ledger. The same again changes nothing more, but gives what was not shown yet.
        """
        road = road or Road()
        fresh = self._wishes(withdrawals, road)
        new, refused = self._new(acts, fresh)
        desks = {act.id: _desk_of(act) for act in new}
        bundles = [_bundle(_NOBODY, new, ())]
        for wish in withdrawals:
            if wish.id in desks:
                bundles.append(_bundle(road.senders.get(wish, _NOBODY), (), (wish,)))
        before = frozenset(act for act in new if self._came_before(act, road))
        recall = partial(self._recall, fresh, desks)
        found = inbox.open_all(bundles, self.key_of, self.secrets.readers, recall, before, self._key_of_gone)
        work = []
        stops = [stop for stop in found.stops if stop.sent is not None and stop.key]
        for sent in [*(act.sent for act in found.acts), *(stop.sent for stop in stops)]:
            assert sent is not None
            known = fresh.get(sent.id) or self.ledger.get(sent.id)
            known = known or Record(sent.id, sent.reference, _NOBODY, sent.key_hash, b"")
            desk, hashed = wire.read_envelope(sent.envelope).desk, wire.envelope_hash(sent.envelope)
            fits = known.stop_key and withdrawal_hash(known.stop_key) == sent.key_hash
            if not known.hash and not fits:  # a withdrawal came first, and its key is not this act's
                own = known.stop_asked and known.desk in (_NOBODY, desk)
                known = replace(known, state=None, reason="", stop_asked=own, stop_read=own and known.stop_read)
            fresh[sent.id] = replace(
                known,
                reference=sent.reference,
                desk=desk,
                key_hash=sent.key_hash,
                hash=hashed,
                stop_key=known.stop_key if fits else b"",
            )
        for act in found.acts:
            record = replace(fresh[act.id], until=act.until)
            if record.state is None:
                record = replace(self.say(record, State.TAKEN), doubt=rules.is_in_doubt(act.act.at, self.healed))
            fresh[act.id] = record
            if act.stop_asked:
                fresh[act.id] = replace(fresh[act.id], stop_asked=True)
            work.append(act)
        for stop in stops:
            ended = replace(fresh[stop.id], stop_asked=True, stop_key=stop.key or b"")
            fresh[stop.id] = self.say(ended, State.STOPPED)
        for id_, record in fresh.items():
            if not record.hash and record.stop_key and record.state is None and self._knows(record.desk):
                fresh[id_] = self.say(record, State.STOPPED)  # it never left its desk, or was lost: nobody else ends it
        self.ledger.put(fresh.values())
        return Taken(tuple(work), (*refused, *found.refused))

    def _new(
        self, acts: Iterable[wire.SentAct], fresh: Mapping[bytes, Record]
    ) -> tuple[list[wire.SentAct], list[inbox.Refused]]:
        """Give what is to be opened: not what was shown or ended. Other bytes of a known act are refused."""
        new: dict[tuple[bytes, bytes], wire.SentAct] = {}
        refused = []
        for act in acts:
            record = fresh.get(act.id) or self.ledger.get(act.id)
            hashed = wire.envelope_hash(act.envelope)
            if record is not None and record.hash not in (b"", hashed):
                refused.append(inbox.Refused(act.reference, NotGenuine("other bytes for the same act")))
            elif record is None or not (record.hash and (record.shown or record.state in FINAL)):
                new[act.id, hashed] = act
        return list(new.values()), refused

    def _wishes(self, withdrawals: Iterable[wire.SentWithdrawal], road: Road) -> dict[bytes, Record]:
        """Note withdrawals, of acts that are known or may still come; without a key, only the act's own desk's."""
        noted: dict[bytes, Record] = {}
        lone = Counter(each.desk for each in self.ledger.records() if not each.hash and each.state is None)
        for wish in withdrawals:
            sender = road.senders.get(wish, _NOBODY)
            record = noted.get(wish.id) or self.ledger.get(wish.id)
            if record is None:
                if lone[sender] >= MOST_LONE:
                    continue
                lone[sender] += 1
                record = Record(wish.id, wish.reference, sender, wish.key_hash, b"")
            fits = wish.key is not None and withdrawal_hash(wish.key) == record.key_hash
            if not fits and not record.hash and not record.stop_key and wish.key is not None:
                fits = withdrawal_hash(wish.key) == wish.key_hash  # before the act, a key outweighs mere words
                record = replace(record, desk=sender, key_hash=wish.key_hash) if fits else record
            if fits and not record.hash and record.desk == _NOBODY:
                record = replace(record, desk=sender)
            if not fits and sender not in (_NOBODY, record.desk) and record.desk != _NOBODY:
                continue
            key = wish.key if fits and wish.key is not None else record.stop_key
            # One that comes with the key after one without is to be read once more.
            read = record.stop_read and key == record.stop_key
            record = replace(record, stop_asked=True, stop_key=key, stop_read=read)
            if record.before is not None and not read:
                record = _taken_back(record)  # nobody was told yet: who reads the wish answers anew
            if key and record.hash and not record.shown and record.state not in FINAL:
                record = self.say(record, State.STOPPED)
            noted[wish.id] = record
        return noted

    def _recall(
        self, fresh: Mapping[bytes, Record], desks: Mapping[bytes, bytes], act: bytes
    ) -> tuple[bool, bytes | None]:
        record = fresh.get(act) or self.ledger.get(act)
        known, key = withdrawn.recall(self.folder, act)  # what `office open` was told
        if record is None:
            return known, key
        own = bool(record.hash) or record.desk in (_NOBODY, desks.get(act))
        return known or (record.stop_asked and own), record.stop_key or key

    def _came_before(self, act: wire.SentAct, road: Road) -> bool:
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
        return [each for each in self.ledger.records() if each.state is State.TAKEN and not each.shown]

    def unread_stops(self) -> list[Record]:
        """Give the withdrawals that nobody at the office was shown."""
        return [each for each in self.ledger.records() if each.stop_asked and not each.stop_read]

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

    def open_again(self, sent: Iterable[wire.SentAct]) -> inbox.Opened:
        """Open acts that were taken, from the very bytes that were; also of a desk that is trusted no longer."""
        ours = [
            act
            for act in sent
            if (record := self.ledger.get(act.id)) is not None and record.hash == wire.envelope_hash(act.envelope)
        ]
        bundle, recall = _bundle(_NOBODY, ours, ()), partial(self._recall, {}, {})
        return inbox.open_all([bundle], self._key_of_gone, self.secrets.readers, recall)


def may_say(record: Record, state: State, reason: Reason | None) -> None:
    """Judge an answer. Raises IllegalMove as `House.answer`."""
    if not rules.may_follow(record.state, state):
        raise IllegalMove(f"{record.state} to {state}")
    if not rules.says_why(state, reason):
        raise IllegalMove(f"{state} because of {reason}")
    asked, read, by_key = record.stop_asked, record.stop_read, bool(record.stop_key)
    if not rules.answers_stop(state, reason, asked=asked, read=read, by_key=by_key):
        raise IllegalMove("a stop request is to be answered first")


def _before(record: Record) -> Before:
    assert record.state is not None
    assert record.at is not None
    return Before(record.state, record.reason, record.sequence, record.at, record.told, record.doubt)


def _taken_back(record: Record) -> Record:
    old = record.before
    assert old is not None
    return replace(
        record,
        state=old.state,
        reason=old.reason,
        sequence=old.sequence,
        at=old.at,
        told=old.told,
        doubt=old.doubt,
        before=None,
    )


def _bundle(desk: bytes, acts: Iterable[wire.SentAct], wishes: Iterable[wire.SentWithdrawal]) -> wire.Bundle:
    return wire.Bundle(desk, False, wire.Stamp(0, 0, "", None), tuple(acts), tuple(wishes))


def _desk_of(act: wire.SentAct) -> bytes:
    try:
        return wire.read_envelope(act.envelope).desk
    except KioskError:
        return _NOBODY  # refused when it is opened


@contextmanager
def opened(folder: Path, passphrase: str, now: Callable[[], datetime], *, recovery: bool = False) -> Iterator[House]:
    """Open an office, with a passphrase or with the paper's groups, and let go of its ledger afterwards.

    Raises:
        WrongPassphrase, NotGenuine, StoreMissing, FileFault, StoreTooNew: as `keys.unlock`.
        OfficeBusy, LedgerMissing, LedgerDamaged, LedgerOlder: as `memory.open_ledger`.
    """
    secrets = (keys.recover if recovery else keys.unlock)(folder, passphrase)
    lock_pages(secrets.seed, secrets.memory, *secrets.readers)
    with using(folder, secrets, now) as house:
        yield house


@contextmanager
def using(folder: Path, secrets: keys.Secrets, now: Callable[[], datetime]) -> Iterator[House]:
    """The same, with secrets that are open. Raises the ledger's errors."""
    ledger = memory.open_ledger(folder, secrets.memory)
    try:
        yield House(folder, secrets, ledger, now)
    finally:
        memory.close_ledger(folder, ledger)
