"""The desk's way to its hub (the `Uplink` of `kiosk.core.ports`): carries acts and verifies every word that returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain, repeat

from kiosk.core.errors import CodeRanOut, CodeUsed, KioskError, LinkFault, NotGenuine
from kiosk.core.meeting import Meeting
from kiosk.core.outbox import Entry, State
from kiosk.core.sync import Failure, asked_from
from kiosk.core.word import Ask, HubWord, NotKept, OfficeWord, Told, Word
from kiosk.crypto.keys import hash_of_key
from kiosk.crypto.sign import open_office_file, verify
from kiosk.uplink.appointment import open_meeting
from kiosk.uplink.bundle import act_of, withdrawal_of
from kiosk.uplink.link import Link
from kiosk.wire import protocol
from kiosk.wire import signed as wire
from kiosk.wire.health import HEALTH_SINCE, HealthSent


class HubClient:
    """One desk's line to one hub.

    Args:
        link: makes the line when it is needed; called once.
        desk: this desk's id.
        office: gives the office's public file, which may be renewed: it names the office's key and the hub's.
    """

    def __init__(self, link: Callable[[], Link], desk: bytes, office: Callable[[], wire.OfficePublic]) -> None:
        self._make, self._desk, self._office = link, desk, office
        self._link: Link | None = None
        self._minor = 0

    def connect(self) -> None:
        """Bring the line up and make sure that it is the hub that the office vouches for.

        Raises:
            LinkFault: it cannot be reached, or is not that hub.
            FileFault: its address or its authority's file is of no use.
        """
        if self._link is None:
            self._link = self._make()
        said = self._link.hello()
        if said.hub != self._office().hub:
            raise LinkFault(Failure.WRONG_HUB)
        self._minor = said.minor

    def sync(self, ask: Ask) -> Told:
        """Carry one request and verify its answer.

        Raises:
            LinkFault: nobody knows what arrived.
        """
        known = tuple(protocol.Known(e.id, hash_of(e)[: protocol.MARK_BYTES], asked_from(e)) for e in ask.known)
        said = protocol.SyncAsk(
            known,
            tuple(act_of(e) for e in ask.acts),
            tuple(withdrawal_of(e) for e in ask.withdrawals),
            ask.office_serial,
            ask.office_time,
        )
        link = self._up()
        told = _post(link, "/v1/sync", said, protocol.SyncTold)
        asked = {e.id: e for e in (*ask.known, *ask.acts, *ask.withdrawals)}
        office, forged_office = self._newer_office(told.office)
        # What it brings may be signed by the very key that it names.
        newer = open_office_file(office) if office else None
        words = [self.word(ack, asked, newer, met) for ack, met in beside(told.acks, told.meetings)]
        time = verified_time(told.time, newer or self._office())
        keys = {each.act: each.key for each in told.keys if _opens(asked.get(each.act), each.key)}
        return Told(
            words=tuple(word for word in words if word is not None),
            unknown=frozenset(told.unknown) & {e.id for e in ask.known},
            refused=tuple((each.act, NotKept(each.code)) for each in told.refused if each.act in asked),
            kept=frozenset(told.kept) & {e.id for e in ask.withdrawals},
            forged=words.count(None)
            + unsaid(words, told.meetings)
            + forged_office
            + (time is None and told.time is not None)
            + len(told.keys)
            - len(keys),
            keys=keys,
            office=office,
            time=time,
            full=told.full,
            sent=link.sent,
            took=link.took,
        )

    def status(self, reference: str, key_hash: bytes, withdrawal: Entry | None = None) -> Told:
        """Ask about an act of another desk by the hash of the receipt's key; with its withdrawal, bring that, too.

        Raises:
            LinkFault: there is no answer.
        """
        link = self._up()
        asked = protocol.StatusAsk(reference, key_hash, withdrawal_of(withdrawal) if withdrawal else None)
        told = _post(link, "/v1/status", asked, protocol.StatusTold)
        words = {ack: self.word(ack, None, met=met) for ack, met in beside(told.acks, told.meetings)}
        true = {ack: word for ack, word in words.items() if word is not None}
        return Told(
            words=tuple(true.values()),
            kept=frozenset(word.act for word in true.values()) if told.stop_asked else frozenset(),
            proved=frozenset(word.act for ack, word in true.items() if self._is_of(ack, word, key_hash, told.proof)),
            forged=len(words) - len(true) + unsaid(list(words.values()), told.meetings),
            sent=link.sent,
            took=link.took,
        )

    def tell_health(self, sealed: bytes) -> None:
        """Give the hub what this desk says of itself; one that does not know what to do with it is not told.

        Raises:
            LinkFault: nobody knows whether it arrived.
        """
        if self._minor >= HEALTH_SINCE:
            _post(self._up(), "/v1/health", HealthSent(sealed), protocol.Done)

    def close(self) -> None:
        """Let go of the line."""
        link, self._link = self._link, None
        if link is not None:
            link.close()

    def word(
        self,
        ack: wire.SignedAck,
        asked: Mapping[bytes, Entry] | None,
        newer: wire.OfficePublic | None = None,
        met: bytes = b"",
    ) -> Word | None:
        """Verify a statement: None for one that is forged, or that speaks of what was not asked.

        Args:
            ack: what came.
            asked: this desk's acts that were named; None where it is about another desk's act.
            newer: the office's newer public file, where one came with it.
            met: the appointment beside it; empty for none.
        """
        said = ack.said
        entry = None if asked is None else asked.get(said.act)
        if asked is not None and (entry is None or (said.desk != self._desk and not entry.foreign)):
            return None
        known = wire.NO_HASH if entry is None else hash_of(entry)
        if known != wire.NO_HASH and said.hash not in (known, wire.NO_HASH):
            return None
        return (verified(ack, newer, met) if newer else None) or verified(ack, self._office(), met)

    def _is_of(self, ack: wire.SignedAck, word: Word, key_hash: bytes, proof: bytes | None) -> bool:
        """Tell whether the office says that its word is on the act of this receipt: a hub can show another's."""
        try:
            verify(self._office().signing_key, wire.proof_bytes(ack.said, key_hash), proof or b"")
        except NotGenuine:
            return False
        return isinstance(word, OfficeWord)

    def _newer_office(self, data: bytes) -> tuple[bytes, int]:
        """Give the office's newer file if it is one; else nothing, and 1 for something that was none."""
        if not data:
            return b"", 0
        return (data, 0) if follows(self._office(), data) else (b"", 1)

    def _up(self) -> Link:
        if self._link is None:
            raise LinkFault(Failure.NETWORK)
        return self._link


def _opens(entry: Entry | None, key: bytes) -> bool:
    """Tell whether a withdrawal key is the one of an act of this desk."""
    return entry is not None and hash_of_key(key) == entry.key_hash


def hash_of(entry: Entry) -> bytes:
    """Give the hash of an entry's sealed bytes, which may be gone."""
    return wire.envelope_hash(entry.envelope) if entry.envelope else entry.hash or wire.NO_HASH


def beside(acks: Sequence[wire.SignedAck], meetings: Sequence[bytes]) -> list[tuple[wire.SignedAck, bytes]]:
    """Give statements, each with the appointment that came beside it; empty for none."""
    return list(zip(acks, chain(meetings, repeat(b"")), strict=False))


def unsaid(words: Sequence[Word | None], meetings: Sequence[bytes]) -> int:
    """Count appointments that came beside a true statement, and did not verify."""
    return sum(
        bool(met) and word is not None and not (isinstance(word, OfficeWord) and word.meeting)
        for word, met in zip(words, meetings, strict=False)
    )


def verified(ack: wire.SignedAck, office: wire.OfficePublic, met: bytes = b"") -> Word | None:
    """Verify who signed a statement, and that it is theirs to make; None if not. Its appointment counts if it verifies.

    The type of what this gives carries its signer's range: what a hub signs under another number than its own two, or
    with a reason, is no word of a hub.
    """
    said = ack.said
    key = office.hub if said.by == "hub" else office.signing_key
    try:
        verify(key or b"", wire.ack_bytes(said), ack.signature)
        if said.by == "hub":
            word = HubWord(said.act, State(said.state), said.hash)
            return word if (said.sequence, said.reason) == (word.sequence, "") else None
        at = datetime.fromtimestamp(said.at, UTC)
        meeting = _meeting(office, said, met) if met and said.state == "appointment" else None
        return OfficeWord(said.act, State(said.state), said.reason, said.sequence, at, said.hash, meeting)
    except (NotGenuine, ValueError, OverflowError, OSError):
        return None


def _meeting(office: wire.OfficePublic, said: wire.Acknowledgement, met: bytes) -> Meeting | None:
    try:
        return open_meeting(office.signing_key, said, met)
    except NotGenuine:
        return None


def verified_time(said: protocol.OfficeTime | None, office: wire.OfficePublic) -> datetime | None:
    """Verify a time of the office; None for one that it did not sign."""
    if said is None:
        return None
    try:
        verify(office.signing_key, wire.time_bytes(said.at), said.signature)
        return datetime.fromtimestamp(said.at, UTC)
    except (NotGenuine, ValueError, OverflowError, OSError):
        return None


def follows(known: wire.OfficePublic, data: bytes) -> bool:
    """Tell whether a file is the same office's, and newer: an old one must not bring back an old key."""
    try:
        office = open_office_file(data)
        if office.serial <= known.serial or office.training != known.training:
            return False
        if office.signing_key == known.signing_key:
            return True
        verify(known.signing_key, wire.succession_bytes(office.serial, office.signing_key), office.endorsed or b"")
    except KioskError:
        return False
    return True


def _post(link: Link, path: str, body: protocol.Said, answer: type[protocol.S]) -> protocol.S:
    try:
        return link.post(path, body, answer)
    except (CodeUsed, CodeRanOut):  # statuses that have no meaning here
        raise LinkFault(Failure.SERVER_ERROR) from None
