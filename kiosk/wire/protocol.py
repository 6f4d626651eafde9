"""What desks, office and hub say to each other over HTTPS: version 1, one schema for both ends.

Bodies are msgpack (`application/msgpack`) or JSON (`application/json`, bytes as base64) by the request's content type;
an answer comes in the same. No content encoding is sent or accepted: sealed bytes do not shrink, and there are no
bombs. The path begins with the major version (`/v1/`); `MINOR` counts what was added since.

Growing without breaking: a field is only ever added at the end, with a default; a reader ignores what it does not
know. So neighbours of one major version understand each other. What is signed (`kiosk.wire.signed`) is exact instead.

Who may ask is told by a bearer token of 32 random bytes, base64url without padding; the hub keeps its hash alone.

    ======  =========================  ========  ==================  ==================
    verb    path                       who       body                answer
    ======  =========================  ========  ==================  ==================
    GET     /hub                       anybody   -                   Hello
    POST    /v1/office/join            by code   OfficeJoin          OfficeJoined
    POST    /v1/office/public          office    OfficeFile          Done
    POST    /v1/office/time            office    OfficeTime          Done
    POST    /v1/office/waiting         office    WaitingAsk          Waiting
    POST    /v1/office/answers         office    AnswersAsk          AnswersTold
    POST    /v1/office/fetch           office    FetchAsk            Fetched
    POST    /v1/office/enrolments      office    Enrolment           Done
    POST    /v1/office/desks           office    DesksAsk            DesksTold
    POST    /v1/office/health          office    HealthAsk           HealthTold
    POST    /v1/office/notes           office    NotesAsk            NotesTold
    POST    /v1/office/seats           office    SeatsAsk            Done
    POST    /v1/enrol/open             by code   EnrolOpen           EnrolOffer
    POST    /v1/enrol/claim            by code   EnrolClaim          Done
    POST    /v1/sync                   desk      SyncAsk             SyncTold
    POST    /v1/status                 desk      StatusAsk           StatusTold
    POST    /v1/health                 desk      HealthSent          Done
    ======  =========================  ========  ==================  ==================

Refusals (body `Refused`): 400 malformed, 401 no or an unknown token, 403 not this token's business, 404 no such path,
409 the code was used by somebody else, 410 the code ran out, 413 too large, 415 another content type, 426 this major
version is no longer spoken, 429 and 503 with Retry-After, 507 the office has as many desks as it may have on this hub.
A status never moves an entry: a verified signature does.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

import msgspec

from kiosk.wire.meeting import MeetingBytes
from kiosk.wire.signed import (
    CodeWord,
    Hash,
    Id,
    Line,
    PublicKey,
    Reference,
    Seconds,
    SentAct,
    SentWithdrawal,
    SignedAck,
)
from kiosk.wire.signed import Signature as Signature

MAJOR, MINOR = 1, 7
MAX_BODY = 2 << 20
"""Bytes of the largest request or answer that either end reads."""
MAX_ITEMS = 200
"""Acts, withdrawals or answers in one request."""
MAX_KNOWN = 2000
"""Acts that one request may name."""
MARK_BYTES = 8
"""How much of `envelope_hash` is enough to recognise an act by; nothing is believed on its account."""
TIME_EVERY = 86_400
"""Seconds by which the office's signed time must have moved before a desk is told it again."""

Mark = Annotated[bytes, msgspec.Meta(min_length=MARK_BYTES, max_length=MARK_BYTES)]
Count = Annotated[int, msgspec.Meta(ge=0, lt=1 << 53)]
Meetings = Annotated[tuple[MeetingBytes, ...], msgspec.Meta(max_length=MAX_KNOWN + MAX_ITEMS)]
"""For each of a list of statements, in their order: its appointment, empty for none. Since minor 6."""
File = Annotated[bytes, msgspec.Meta(min_length=1, max_length=1 << 16)]


class Said(msgspec.Struct, frozen=True, array_like=True):
    """A list of values in this order; later versions add some at its end."""


class Hello(Said, frozen=True):
    """What a hub says of itself to anybody."""

    majors: tuple[int, ...]
    """The major versions that it speaks."""
    minor: Count
    hub: PublicKey
    """Not to be believed before the office's word: see `OfficePublic.hub`."""
    joined: bool
    """Whether an office has joined it."""


class Refused(Said, frozen=True):
    """Why a request was refused."""

    code: CodeWord


class Done(Said, frozen=True):
    """It was done, or had been done before."""


# ---- a desk's sync ---------------------------------------------------------------------------


class Known(Said, frozen=True):
    """An act that the desk asks news of."""

    act: Id
    mark: Mark
    """The first bytes of `envelope_hash`: a hub that has other bytes under this id does not have the act."""
    sequence: Annotated[int, msgspec.Meta(ge=0)]
    """Of the last statement that the desk has; 0 for none."""


class SyncAsk(Said, frozen=True):
    """What a desk brings and asks in one request."""

    known: Annotated[tuple[Known, ...], msgspec.Meta(max_length=MAX_KNOWN)] = ()
    acts: Annotated[tuple[SentAct, ...], msgspec.Meta(max_length=MAX_ITEMS)] = ()
    withdrawals: Annotated[tuple[SentWithdrawal, ...], msgspec.Meta(max_length=MAX_ITEMS)] = ()
    office_serial: Annotated[int, msgspec.Meta(ge=0)] = 0
    """Of the office's public file that the desk has."""
    office_time: Annotated[int, msgspec.Meta(ge=0)] = 0
    """The newest time that the office signed, as the desk has it; 0 for none."""


class Refusal(Said, frozen=True):
    """One act or withdrawal that the hub does not keep, and why: the others are not concerned."""

    act: Id
    code: Literal["conflict", "malformed", "not_genuine", "other_desk", "too_large"]
    """`conflict`: it has other bytes under this id. `not_genuine`: the desk's signature does not verify."""


class OfficeTime(Said, frozen=True):
    """What time it is. The office says so whenever it talks to the hub; the last word counts. Since minor 2."""

    at: Annotated[int, msgspec.Meta(ge=0, lt=1 << 53)]
    signature: Signature
    """By the office, over `time_bytes`: a desk forgets by it."""


class UsedKey(Said, frozen=True):
    """A consent was taken back with the receipt's key, which proves itself against the act's hash. Since minor 3."""

    act: Id
    key: Id


class SyncTold(Said, frozen=True):
    """What the hub answers: for each act offered or named, the newest statement that the desk does not have yet."""

    acks: tuple[SignedAck, ...] = ()
    unknown: tuple[Id, ...] = ()
    """Of those named: the hub does not have them, they are to be offered again."""
    refused: tuple[Refusal, ...] = ()
    kept: tuple[Id, ...] = ()
    """Withdrawals that the hub has and that nothing signed answers yet: the act is not there, or was taken."""
    office: bytes = b""
    """The office's public file where its serial is higher than the desk's."""
    time: OfficeTime | None = None
    """What the office last signed, where it is newer by `TIME_EVERY` than what the desk has."""
    keys: tuple[UsedKey, ...] = ()
    """Of the desk's own acts: it checks each, believes it, and brings it again, until the office has ended the act."""
    meetings: Meetings = ()
    """For `acks`."""
    full: bool = False
    """Of the acts offered, those of which nothing is said here had no room: the office has as much as it may have on
    this hub. They are to be offered again, later. Since minor 7."""


class StatusAsk(Said, frozen=True):
    """A person came to another desk with her receipt: its reference and the hash of its key."""

    reference: Reference
    key_hash: Hash
    withdrawal: SentWithdrawal | None = None
    """She takes her consent back here: with her key. The act's id must be the one that an earlier answer named."""


class StatusTold(Said, frozen=True):
    """What the hub knows of it."""

    acks: tuple[SignedAck, ...] = ()
    """The newest statement; none where no act fits both."""
    stop_asked: bool = False
    proof: Signature | None = None
    """By the office, over `proof_bytes`: a hub alone cannot say which act a statement is on. Since minor 4."""
    meetings: Meetings = ()
    """For `acks`."""


# ---- the office ------------------------------------------------------------------------------


class OfficeJoin(Said, frozen=True):
    """The office takes this hub: with the code that the hub's own machine showed."""

    slot: Id
    """Names the code (`kiosk.crypto.enrol`)."""
    claim: Hash
    """Shows that the code is known."""
    office_file: File
    token_hash: Hash
    """Of the token that the office made for itself."""
    tag: Hash
    """MAC under the code, over the office's file and the token's hash."""


class OfficeJoined(Said, frozen=True):
    """The hub's own key, in a way that only who knows the code can say."""

    hub: PublicKey
    tag: Hash


class OfficeFile(Said, frozen=True):
    """A newer public file of the office."""

    office_file: File


class WaitingAsk(Said, frozen=True):
    """What is not taken yet."""

    after: Annotated[int, msgspec.Meta(ge=0, lt=1 << 53)] = 0
    """The `next` of an earlier answer; 0 to begin."""
    limit: Annotated[int, msgspec.Meta(ge=1, le=MAX_ITEMS)] = 100
    working: bool = False
    """Instead: what the office took and has given no final answer to, for one that lost its own memory of it."""


class HeldAct(Said, frozen=True):
    """A sealed act that waits for the office."""

    sent: SentAct
    desk: Id
    at: Seconds
    """When the hub got it."""


class Waiting(Said, frozen=True):
    """Acts to take, oldest first, and every withdrawal whose act has no final answer of the office."""

    acts: tuple[HeldAct, ...]
    withdrawals: tuple[SentWithdrawal, ...]
    """All of them with the first page, none after."""
    next: Count
    """To ask for more; 0 where there is none."""
    newest: Count = 0
    """Numbers the newest of these withdrawals; 0 for none."""
    desks: tuple[Id, ...] = ()
    """Which desk brought each of these withdrawals, in their order; zeros where the hub does not know it any more."""
    full: bool = False
    """The office has as much as it may have on this hub: what desks bring is not kept. Since minor 7."""


class AnswersAsk(Said, frozen=True):
    """Statements of the office. `taken` is a compare-and-set: refused where the hub has signed `withdrawn`."""

    acks: Annotated[tuple[SignedAck, ...], msgspec.Meta(max_length=MAX_ITEMS)]
    read: Annotated[int, msgspec.Meta(ge=0)] | None = None
    """`Waiting.newest` of the last list that the office read: a list whose answer was lost is not read. Where it is
    nil, what was listed once counts as read."""
    proofs: Annotated[tuple[Signature, ...], msgspec.Meta(max_length=MAX_ITEMS)] = ()
    """For each of `acks`, in their order: by the office, over `proof_bytes`. Since minor 4."""
    meetings: Meetings = ()
    """For `acks`."""


class AnswerRefusal(Said, frozen=True):
    """A statement that the hub did not keep."""

    act: Id
    code: Literal["withdrawn", "stop_unread", "older", "not_genuine", "unknown_desk"]
    """`older`: it has a statement with the same or a higher sequence and other words, which is in `acks`.
    `stop_unread`: `proof_seen` while a withdrawal has not been listed to the office."""


class AnswersTold(Said, frozen=True):
    """What the hub kept not. All other statements are kept: for acts that it does not have, too."""

    refused: tuple[AnswerRefusal, ...] = ()
    acks: tuple[SignedAck, ...] = ()
    """Newer statements than those refused."""
    meetings: Meetings = ()
    """For `acks`."""


class FetchAsk(Said, frozen=True):
    """Sealed acts, once more: the office keeps no content."""

    acts: Annotated[tuple[Id, ...], msgspec.Meta(max_length=MAX_ITEMS)] = ()
    reference: Annotated[str, msgspec.Meta(max_length=9)] = ""


class Fetched(Said, frozen=True):
    """Those that the hub still has, their withdrawals, and the newest statement on each."""

    acts: tuple[HeldAct, ...] = ()
    withdrawals: tuple[SentWithdrawal, ...] = ()
    acks: tuple[SignedAck, ...] = ()
    desks: tuple[Id, ...] = ()
    """Which desk brought each of the withdrawals, as in `Waiting`."""
    meetings: Meetings = ()
    """For `acks`."""


class VouchedDesk(Said, frozen=True):
    """A desk that the office trusts."""

    desk_file: File
    vouch: Signature
    """By the office, over `vouch_bytes`."""


class RevokedDesk(Said, frozen=True):
    """A desk that is trusted no longer: its token ends; what it brought stays, and a place that it took anew since."""

    desk: Id
    at: Annotated[int, msgspec.Meta(ge=0, lt=1 << 53)]
    revoked: Signature
    """By the office, over `revoke_bytes`."""


class DesksAsk(Said, frozen=True):
    """Changes to the list of desks; none to read it."""

    vouched: Annotated[tuple[VouchedDesk, ...], msgspec.Meta(max_length=MAX_ITEMS)] = ()
    revoked: Annotated[tuple[RevokedDesk, ...], msgspec.Meta(max_length=MAX_ITEMS)] = ()


class DeskSeen(Said, frozen=True):
    """What the hub knows of a desk."""

    desk: Id
    label: Line
    state: Literal["claimed", "vouched", "revoked"]
    seen: Seconds | None
    """When it last asked for anything."""
    waiting: Count
    """Its acts that the office has not taken."""
    slot: Id | None = None
    """The code with which it came; nil where it came otherwise."""
    desk_file: bytes = b""
    tag: bytes = b""
    """As it claimed the code: for the office to verify."""
    token_hash: bytes = b""
    """What the tag is over, beside the file."""
    oldest: Seconds | None = None
    """When the hub got the first of its acts that the office has not taken."""


class DesksTold(Said, frozen=True):
    """Every desk."""

    desks: tuple[DeskSeen, ...]


# ---- bytes -----------------------------------------------------------------------------------

S = TypeVar("S", bound=Said)
_msgpack, _json = msgspec.msgpack.Encoder(), msgspec.json.Encoder()
MSGPACK, JSON = "application/msgpack", "application/json"


class Malformed(Exception):
    """A body that is not such a message. Says nothing of what was in it."""


def write(said: Said, kind: str = MSGPACK) -> bytes:
    """Encode a message."""
    return _json.encode(said) if kind == JSON else _msgpack.encode(said)


def read(data: bytes, what: type[S], kind: str = MSGPACK) -> S:
    """Decode a message. Raises Malformed: it is none."""
    try:
        if kind == JSON:
            return msgspec.json.decode(data, type=what)
        return msgspec.msgpack.decode(data, type=what)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        raise Malformed from None
