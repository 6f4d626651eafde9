"""An open office: its keys, its memory, and the statements that it signs. Nothing leaves before it is on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from kiosk import wire
from kiosk.core.errors import IllegalMove, KioskError, LinkFault, NotGenuine
from kiosk.core.outbox import FINAL, State
from kiosk.core.status import REASONS, Reason
from kiosk.core.sync import Failure
from kiosk.crypto import sign
from kiosk.crypto.keys import withdrawal_hash
from kiosk.office import inbox, keys
from kiosk.protocol import MAX_ITEMS, AnswersTold
from kiosk.store.ledger import Ledger, Record
from kiosk.uplink.link import Address, Link
from kiosk.uplink.office_client import OfficeClient

LEDGER = "ledger"
FIRST = 3
"""The office's first statement on an act has this sequence: 1 and 2 are the hub's."""
HUB, TOKEN, CA = "hub-url", "hub-token", "hub-ca"
_MUST_SAY_WHY = frozenset({State.APPOINTMENT, State.UNREACHABLE, State.REDO})


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

    def statements(self) -> Iterator[wire.SignedAck]:
        """Sign the last statement on every act: for a hub that was lost, or for a USB key."""
        return (self.signed(record) for record in self.ledger.records() if record.state is not None)

    def answer(self, reference: str, state: State, reason: Reason | None) -> Record:
        """Record what the office says of an act that it took.

        Raises:
            NotRecorded: it never saw such an act.
            IllegalMove: the act is final; the reason is not one of this state, or is missing; or she asked to stop and
                nobody has answered that.
        """
        record = self.ledger.find(reference)
        if record.state is None or record.state in FINAL or state not in REASONS:
            raise IllegalMove(f"{record.state} to {state}")
        if (reason is None and state in _MUST_SAY_WHY) or (reason is not None and reason not in REASONS[state]):
            raise IllegalMove(f"{state} because of {reason}")
        too_late = reason is Reason.TOO_LATE
        if state is State.PROOF_SEEN and (
            record.stop_asked != too_late or (record.stop_asked and not record.stop_read)
        ):
            raise IllegalMove("a stop request is to be answered first")
        said = self.say(record, state, reason or "")
        self.ledger.put([said])
        return said

    # -- taking

    def take(self, acts: Sequence[wire.SentAct], withdrawals: Sequence[wire.SentWithdrawal]) -> Taken:
        """Take what desks brought, by whatever road: each act once, and none whose consent was taken back.

        What this returns is in the ledger.
        """
        wished = self._wishes(withdrawals)
        bundle = wire.Bundle(bytes(16), False, wire.Stamp(0, 0, "", None), tuple(acts), tuple(withdrawals))
        opened = inbox.open_all([bundle], self.key_of, self.secrets.readers, self._recall)
        fresh: dict[bytes, Record] = dict(wished)
        work: list[inbox.Act] = []
        refused = list(opened.refused)
        by_id = {act.id: act for act in opened.acts}
        stopped = {stop.id: stop for stop in opened.stops if not stop.alone}
        for sent in {act.id: act for act in acts}.values():
            act, stop = by_id.get(sent.id), stopped.get(sent.id)
            if act is None and stop is None:
                continue  # refused, with its reason
            record = fresh.get(sent.id) or self.ledger.get(sent.id)
            hashed = wire.envelope_hash(sent.envelope)
            if record is not None and record.hash not in (b"", hashed):
                refused.append(inbox.Refused(sent.reference, NotGenuine("other bytes for the same act")))
                continue
            desk = wire.read_envelope(sent.envelope).desk
            known = record or Record(sent.id, sent.reference, desk, sent.key_hash, hashed)
            key = stop.key if stop is not None and stop.key else b""
            known = replace(
                known,
                reference=sent.reference,
                desk=desk,
                key_hash=sent.key_hash,
                hash=hashed,
                stop_asked=known.stop_asked or stop is not None,
                stop_key=key,
            )
            if key and known.state is not None and known.state in FINAL:
                pass
            elif key:
                known = self.say(known, State.STOPPED)
            elif known.state is None and act is not None:
                known = self.say(known, State.TAKEN)
                work.append(act)
            fresh[sent.id] = known
        self.ledger.put(fresh.values())
        return Taken(tuple(work), opened.stops, tuple(refused))

    def _wishes(self, withdrawals: Iterable[wire.SentWithdrawal]) -> dict[bytes, Record]:
        """Note withdrawals of acts that are known or may still come. One with the key stops an act that was taken."""
        noted: dict[bytes, Record] = {}
        for wish in withdrawals:
            record = noted.get(wish.id) or self.ledger.get(wish.id)
            record = record or Record(wish.id, wish.reference, bytes(16), wish.key_hash, b"")
            fits = wish.key is not None and withdrawal_hash(wish.key) == record.key_hash
            key = wish.key if fits and wish.key is not None else record.stop_key
            noted[wish.id] = replace(record, stop_asked=True, stop_key=key)
        return noted

    def _recall(self, act: bytes) -> tuple[bool, bytes | None]:
        record = self.ledger.get(act)
        return (False, None) if record is None else (record.stop_asked, record.stop_key or None)

    def stops(self) -> list[Record]:
        """Give the acts that somebody asked to stop and that the office has not ended."""
        return [each for each in self.ledger.records() if each.stop_asked and each.hash and each.state not in FINAL]

    def read_stops(self, records: Iterable[Record]) -> None:
        """Remember that somebody at the office has seen these requests."""
        self.ledger.put(replace(each, stop_read=True) for each in records if not each.stop_read)

    # -- the hub

    def hub(self) -> OfficeClient:
        """Bring the line to the hub up.

        Raises:
            LinkFault: it cannot be reached, or this office has joined none.
        """
        url = self.ledger.noted(HUB).decode()
        if not url:
            raise LinkFault(Failure.NETWORK)
        address = Address(url, self.ledger.noted(CA).decode() or None, insecure=url.startswith("http://"))
        token = self.ledger.noted(TOKEN)
        client = OfficeClient(lambda: Link(address, token), self.public.hub)
        try:
            client.connect()
        except KioskError:
            client.close()
            raise
        return client

    def deliver(self, client: OfficeClient, *, everything: bool = False, read: int = 0) -> list[Record]:
        """Give the hub what it does not have; give the acts that it says were withdrawn meanwhile.

        Raises:
            LinkFault: what was not delivered is delivered the next time.
        """
        records = [r for r in self.ledger.records() if r.state is not None and (everything or not r.told)]
        withdrawn: list[Record] = []
        for at in range(0, len(records), MAX_ITEMS):
            batch = records[at : at + MAX_ITEMS]
            told = client.answer([self.signed(record) for record in batch], read)
            withdrawn += self._delivered(batch, told)
        return withdrawn

    def _delivered(self, batch: Sequence[Record], told: AnswersTold) -> list[Record]:
        refused = {each.act: each.code for each in told.refused}
        newer = {ack.said.act: ack for ack in told.acks}
        fresh = []
        for record in batch:
            code = refused.get(record.act)
            if code is None:
                fresh.append(replace(record, told=True))
            elif code == "older":
                fresh.append(self.relearn(record, newer.get(record.act)))
        self.ledger.put(fresh)
        return [record for record in batch if refused.get(record.act) == "withdrawn"]

    def relearn(self, record: Record, ack: wire.SignedAck | None) -> Record:
        """Take over a statement that this office made and forgot: it was restored from an older copy."""
        if ack is None or ack.said.by != "office" or ack.said.act != record.act or ack.said.sequence <= record.sequence:
            return record
        try:
            sign.verify(self.public.signing_key, wire.ack_bytes(ack.said), ack.signature)
        except NotGenuine:
            return record
        said = ack.said
        at = datetime.fromtimestamp(said.at, UTC)
        return replace(record, state=State(said.state), reason=said.reason, sequence=said.sequence, at=at, told=True)


@dataclass(frozen=True)
class Taken:
    """What came of files or pages."""

    work: tuple[inbox.Act, ...]
    """Acts that nobody had taken: opened, and in the ledger as taken."""
    stops: tuple[inbox.Stop, ...]
    refused: tuple[inbox.Refused, ...]


@contextmanager
def opened(folder: Path, passphrase: str, now: Callable[[], datetime]) -> Iterator[House]:
    """Open an office, and let go of its ledger afterwards.

    Raises:
        WrongPassphrase, NotGenuine, StoreMissing, FileFault, StoreTooNew: as `keys.unlock`.
        StoreBusy, StoreDamaged: the ledger's.
    """
    secrets = keys.unlock(folder, passphrase)
    ledger = Ledger(folder / LEDGER, secrets.memory, create=True)
    try:
        yield House(folder, secrets, ledger, now)
    finally:
        ledger.close()
