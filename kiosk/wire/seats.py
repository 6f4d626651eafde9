"""What the seats of one office say to each other through their hub: sealed, signed, numbered notes. Since minor 7.

A note of an act is `KSKN`, a version (1), and the msgpack `[seat, after, sealed, signature]` in shortest form. A
chapter, which tells the seats what they share beside acts, is `KSKP`, a version (1), and the msgpack
`[after, [[seat, sealed], ...], signature]`.
The hub keeps either as bytes under an act's id (a chapter under `CHAPTER`) and a number, and reads nothing more.
See docs/envelope-1.md. Nothing that this module reads is genuine before `kiosk.crypto` has verified it.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

import msgspec

from kiosk.core.errors import NotGenuine, TooNew
from kiosk.wire.protocol import MAX_ITEMS, Count, File, Said
from kiosk.wire.signed import HASH_BYTES, ID_BYTES, CodeWord, Hash, Id, PublicKey, Seconds, Signature, ToSign

SEATS_SINCE = 7
"""The minor version from which on a hub keeps notes."""
SEATS_VERSION = 1
CHAPTER = bytes(ID_BYTES)
"""Stands for an act where it is about none: the office's own notes are numbered under it."""
NONE_BEFORE = bytes(HASH_BYTES)
"""Stands for the hash of the note before the first."""
MOST_NOTE = 1 << 18
"""Bytes of the largest note or chapter."""
MOST_SEATS = 32
MOST_PARTNERS = 9
_NOTE, _CHAPTER = b"KSKN", b"KSKP"
_encoder = msgspec.msgpack.Encoder(order="deterministic")

NoteBytes = Annotated[bytes, msgspec.Meta(min_length=1, max_length=MOST_NOTE)]
NoteNumber = Annotated[int, msgspec.Meta(ge=1, lt=1 << 31)]


class _Exact(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A list of exactly these values."""


class SeatNote(_Exact, frozen=True):
    """What somebody did with an act, sealed to the office."""

    seat: Id
    after: Hash
    """`note_hash` of the note before it; zeros for the first."""
    sealed: NoteBytes
    signature: Signature
    """By the seat, over `seat_note_bytes`."""


class SeatPart(_Exact, frozen=True):
    """A chapter for one seat, sealed to its own key."""

    seat: Id
    sealed: NoteBytes


class SeatChapter(_Exact, frozen=True):
    """What the seats share, for each of them."""

    after: Hash
    parts: Annotated[tuple[SeatPart, ...], msgspec.Meta(min_length=1, max_length=MOST_SEATS)]
    signature: Signature
    """By the office, over `chapter_bytes`."""


P = TypeVar("P", SeatNote, SeatChapter)


def seat_note_bytes(act: bytes, number: int, seat: bytes, after: bytes, sealed: bytes) -> ToSign:
    """Give what a seat signs: a domain, the act and the number, itself, the note before, and the sealed bytes."""
    return ToSign(b"kiosk/note/1\0" + _encoder.encode((act, number, seat, after, sealed)))


def chapter_bytes(number: int, after: bytes, parts: tuple[SeatPart, ...]) -> ToSign:
    """Give what the office signs of a chapter."""
    return ToSign(b"kiosk/chapter/1\0" + _encoder.encode((number, after, parts)))


def admission_bytes(seat_file: bytes, token_hash: bytes) -> ToSign:
    """Give what an office signs to let a seat speak for it at the hub, with this token."""
    return ToSign(b"kiosk/seat/1\0" + token_hash + seat_file)


def dismissal_bytes(seat: bytes, at: int) -> ToSign:
    """Give what an office signs to end a seat, from a moment (seconds since 1970, UTC) on."""
    return ToSign(b"kiosk/unseat/1\0" + seat + at.to_bytes(8))


def note_hash(note: bytes) -> bytes:
    """Hash a note or a chapter as it travels (32 bytes): the next one names it."""
    from hashlib import blake2b

    return blake2b(note, digest_size=HASH_BYTES, person=b"kiosk/note/1").digest()


def write_seat_note(note: SeatNote) -> bytes:
    """Write a note as it travels."""
    return _NOTE + bytes((SEATS_VERSION,)) + _encoder.encode(note)


def read_seat_note(data: bytes) -> SeatNote:
    """Read a note without believing it. Raises TooNew; NotGenuine: not what `write_seat_note` writes."""
    return _read(data, _NOTE, SeatNote)


def write_chapter(chapter: SeatChapter) -> bytes:
    """Write a chapter as it travels."""
    return _CHAPTER + bytes((SEATS_VERSION,)) + _encoder.encode(chapter)


def read_chapter(data: bytes) -> SeatChapter:
    """Read a chapter without believing it. Raises as `read_seat_note`."""
    return _read(data, _CHAPTER, SeatChapter)


def note_before(data: bytes) -> bytes:
    """Give the hash of the note before, as a note or a chapter names it: all that a hub reads in it. Raises as both."""
    return read_chapter(data).after if data[:4] == _CHAPTER else read_seat_note(data).after


def _read(data: bytes, magic: bytes, what: type[P]) -> P:
    if data[:4] != magic or not 5 < len(data) <= MOST_NOTE:
        raise NotGenuine("another kind of file")
    if data[4] != SEATS_VERSION:
        raise TooNew("a note of another version")
    try:
        read = msgspec.msgpack.decode(data[5:], type=what)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        raise NotGenuine("no such note") from None
    if _encoder.encode(read) != data[5:]:
        raise NotGenuine("not canonical")
    return read


# ---- what is in them -------------------------------------------------------------------------


class SeatLine(_Exact, frozen=True):
    """A seat, as a chapter lists it."""

    file: File
    """Its public file: the same as a desk's."""
    token_hash: Hash
    """Of the token with which it asks the hub: one that lost everything is told again."""
    gone: Annotated[int, msgspec.Meta(ge=0, lt=1 << 53)]
    """Since when it is trusted no longer (seconds since 1970, UTC); 0 where it is."""


class VouchedLine(_Exact, frozen=True):
    """A desk that the office vouched for."""

    vouched: File
    """The office's signature, then the desk's file."""
    gone: Annotated[int, msgspec.Meta(ge=0, lt=1 << 53)]


class PartnerLine(_Exact, frozen=True):
    """An office that acts can be passed on to (`kiosk.core.passing.Partner`), without what is one machine's own."""

    desk: Id
    url: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
    file: File
    seed: PublicKey
    token: PublicKey


class Shared(_Exact, frozen=True):
    """What a chapter says: all that the seats share beside acts."""

    office_file: File
    seed: PublicKey
    former: Annotated[bytes, msgspec.Meta(max_length=32)]
    readers: Annotated[tuple[PublicKey, ...], msgspec.Meta(min_length=1, max_length=100)]
    seats: Annotated[tuple[SeatLine, ...], msgspec.Meta(min_length=1, max_length=MOST_SEATS)]
    desks: Annotated[tuple[VouchedLine, ...], msgspec.Meta(max_length=1000)]
    places: Annotated[tuple[str, ...], msgspec.Meta(max_length=99)]
    keep_days: Annotated[int, msgspec.Meta(ge=0, le=366)]
    partners: Annotated[tuple[PartnerLine, ...], msgspec.Meta(max_length=MOST_PARTNERS)] = ()


def write_shared(said: Shared) -> bytes:
    """Write what a chapter says. Without a partner, as a version writes it that knows none."""
    parts = msgspec.structs.astuple(said)
    return _encoder.encode(parts if said.partners else parts[:-1])


def read_shared(data: bytes) -> Shared:
    """Read what a chapter says. Raises NotGenuine: it is nothing of the kind."""
    try:
        return msgspec.msgpack.decode(data, type=Shared)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        raise NotGenuine("no chapter") from None


# ---- messages --------------------------------------------------------------------------------


class SentNote(Said, frozen=True):
    """One more note of an act, or a chapter."""

    act: Id
    number: NoteNumber
    note: NoteBytes


class NotesAsk(Said, frozen=True):
    """Notes of a seat, and the question what the others did. Each is a compare-and-set: kept where it is the next."""

    after: Count = 0
    """The `place` of the last note that the seat has read; 0 to begin."""
    notes: Annotated[tuple[SentNote, ...], msgspec.Meta(max_length=MAX_ITEMS)] = ()


class NoteRefusal(Said, frozen=True):
    """A note that the hub did not keep: it is not the next, or another has its number."""

    act: Id
    number: NoteNumber
    has: Annotated[int, msgspec.Meta(ge=0, lt=1 << 31)]
    """The number of the last note that the hub has of this act; 0 for none."""


class HeldNote(Said, frozen=True):
    """A note that the hub keeps."""

    place: Count
    """It only grows, over all acts."""
    act: Id
    number: NoteNumber
    note: NoteBytes


class NotesTold(Said, frozen=True):
    """What the hub did not keep, and a page of what it has after the place that was asked."""

    refused: tuple[NoteRefusal, ...] = ()
    notes: tuple[HeldNote, ...] = ()
    more: bool = False
    last: Hash = NONE_BEFORE
    """`note_hash` of the note at the place that was asked, zeros for none: a hub that was put back has another."""


class AdmittedSeat(Said, frozen=True):
    """A seat that speaks for the office from now on, with a token of its own."""

    seat_file: File
    token_hash: Hash
    admitted: Signature
    """By the office, over `admission_bytes`."""


class DismissedSeat(Said, frozen=True):
    """A seat that is trusted no longer: its token ends."""

    seat: Id
    at: Annotated[int, msgspec.Meta(ge=0, lt=1 << 53)]
    dismissed: Signature
    """By the office, over `dismissal_bytes`."""


class SeatsAsk(Said, frozen=True):
    """Changes to who speaks for the office. With the first of them, the token ends with which the office joined."""

    admitted: Annotated[tuple[AdmittedSeat, ...], msgspec.Meta(max_length=MOST_SEATS)] = ()
    dismissed: Annotated[tuple[DismissedSeat, ...], msgspec.Meta(max_length=MOST_SEATS)] = ()


# ---- a note's content ------------------------------------------------------------------------


class MetSaid(_Exact, frozen=True):
    """An appointment in a note."""

    day: Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
    minute: Annotated[int, msgspec.Meta(ge=0, lt=24 * 60)]
    place: Annotated[int, msgspec.Meta(ge=1, le=99)]
    bring: Annotated[tuple[int, ...], msgspec.Meta(max_length=9)]
    zone: Annotated[str, msgspec.Meta(max_length=40)]
    mark: Annotated[int, msgspec.Meta(ge=0, lt=1 << 32)]
    cancelled: bool


class SaidOf(_Exact, frozen=True):
    """The statement that goes with an answer."""

    state: Literal["appointment", "unreachable", "redo", "proof_seen", "declined", "stopped"]
    reason: CodeWord
    sequence: Annotated[int, msgspec.Meta(ge=1, lt=1 << 31)]
    meeting: MetSaid | None


class NoteSaid(_Exact, frozen=True):
    """What a note says: a note of work (`kiosk.core.work.WorkNote`) without its act and its number."""

    deed: Annotated[str, msgspec.Meta(pattern=r"\A[a-z_]{1,20}\Z")]
    who: Annotated[str, msgspec.Meta(max_length=200)]
    at: Seconds
    to: Annotated[str, msgspec.Meta(max_length=200)]
    day: Annotated[str, msgspec.Meta(pattern=r"\A([0-9]{4}-[0-9]{2}-[0-9]{2})?\Z")]
    meeting: MetSaid | None
    text: Annotated[str, msgspec.Meta(max_length=4000)]
    said: SaidOf | None
    pad: Annotated[str, msgspec.Meta(max_length=8000)] = ""
    """Blanks: the hub must not see from its length what a note is."""


_STEP = 512


def write_note_said(said: NoteSaid) -> bytes:
    """Write what a note says, as long as most others: to a multiple of 512 bytes."""
    short = len(_encoder.encode(said))
    room = -(short + 2) % _STEP  # an empty string has one byte before it, a long one three
    return _encoder.encode(msgspec.structs.replace(said, pad=" " * (room if room >= 256 else room + _STEP)))


def read_note_said(data: bytes) -> NoteSaid:
    """Read what a note says. Raises NotGenuine: it says nothing of the kind."""
    try:
        return msgspec.msgpack.decode(data, type=NoteSaid)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        raise NotGenuine("no note") from None
