"""Opens what desks brought: each act by itself, so that one bad envelope never blocks the others.

An act whose consent was taken back with the receipt's key is not opened at all: nobody may read it any more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from kiosk.core.envelope import CONTENT_VERSION
from kiosk.core.errors import FileFault, KioskError, NotForUs, NotGenuine, TooNew, TrainingOnly
from kiosk.core.office import counts
from kiosk.crypto.keys import hash_of_key
from kiosk.crypto.open import open_envelope
from kiosk.crypto.sign import open_bundle, verify
from kiosk.machine.files import read_file
from kiosk.store.book import KeptAct
from kiosk.uplink.bundle import is_bundle
from kiosk.wire import signed

_ANSWERS = b"KSKA"  # `kiosk.wire.signed`
_SHADOW = "._"  # how a Mac names what it knows of a file, beside that file
Value = str | tuple[str, ...] | bool | None
"""An answer: None is "I don't know", False is "none"."""
KeyOf = Callable[[bytes], bytes]
"""Gives the verify key of a trusted desk by its id; raises NotVouched for others."""
Recall = Callable[[bytes], tuple[bool, bytes | None]]
"""Tells whether a withdrawal of an act is remembered, and with which key."""


@dataclass(frozen=True)
class Consent:
    """What she agreed to, in the words that were shown."""

    text: str
    language: str
    french: str
    """Empty where the text is French."""
    understanding: str
    at: datetime
    """UTC, by the desk's clock."""


@dataclass(frozen=True)
class PassedFrom:
    """Which office passed an act on, and what she agreed to."""

    office: str
    reference: str
    """Her receipt's."""
    consent: Consent


@dataclass(frozen=True)
class Act:
    """One act that was opened."""

    id: bytes
    reference: str
    procedure: str
    version: str
    answers: Mapping[str, Value]
    act: Consent
    handover: Consent
    desk: bytes
    until: date | None
    """The last day on which it is of use, as her desk reckoned it; None where no delay runs."""
    language: str
    """The code of the language that was chosen for her at the desk; French where none was."""
    stop_asked: bool
    """She asked to stop without her receipt: to be checked with her before anything else."""
    sent: signed.SentAct = field(repr=False)
    """The very bytes."""
    passed: PassedFrom | None = None
    """None where it came from a person's desk."""
    plain: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """The content as it travelled."""


@dataclass(frozen=True)
class Stop:
    """A consent that was taken back."""

    id: bytes
    reference: str
    key: bytes | None
    """Hers, and it fits; None where she said it without her receipt."""
    alone: bool = False
    """Its act is not in these files: a key that fits proves nothing yet."""
    sent: signed.SentAct | None = field(default=None, repr=False)
    """The very bytes of its act; None if it is alone."""


@dataclass(frozen=True)
class Unopened:
    """An act that did not open, and why."""

    reference: str
    error: KioskError


@dataclass(frozen=True)
class Opened:
    """What the files hold."""

    stops: tuple[Stop, ...]
    acts: tuple[Act, ...]
    """Those whose last day is nearest first, then oldest first."""
    refused: tuple[Unopened, ...]


def read_bundle(data: bytes, key_of: KeyOf) -> signed.Bundle:
    """Read a bundle and verify who made it.

    Raises:
        NotVouched: a desk that the office does not know.
        NotGenuine: altered, or no bundle.
        TrainingOnly: made in training mode.
        TooNew, TooLarge: not one that this program reads.
    """
    bundle = open_bundle(data, key_of)
    if bundle.training:
        raise TrainingOnly
    return bundle


def load_bundle(path: Path, key_of: KeyOf) -> signed.Bundle:
    """Read a bundle that somebody brought.

    Raises:
        FileFault: what it is instead: `shadow`, `empty`, `for_a_desk`, `not_a_bundle`, `cut_bundle`, or as
            `kiosk.machine.files.read_file`.
        NotVouched, NotGenuine, TrainingOnly, TooNew, TooLarge: as `read_bundle`.
    """
    if path.name.startswith(_SHADOW):
        raise FileFault(path.name, "shadow")
    data = read_file(path)
    if not data:
        raise FileFault(path.name, "empty")
    if data.startswith(_ANSWERS):
        raise FileFault(path.name, "for_a_desk")
    if not is_bundle(data):
        raise FileFault(path.name, "not_a_bundle")
    try:
        signed.read_signed(data, signed.Bundle)
    except NotGenuine:
        raise FileFault(path.name, "cut_bundle") from None
    return read_bundle(data, key_of)


def open_all(
    bundles: Sequence[signed.Bundle],
    key_of: KeyOf,
    readers: Sequence[bytes],
    recall: Recall,
    before: Collection[signed.SentAct] = (),
    key_before: KeyOf | None = None,
) -> Opened:
    """Open every act of verified bundles. The order of the bundles, and having one twice, changes nothing.

    Args:
        bundles: what `read_bundle` gave.
        key_of: the desks that the office trusts.
        readers: its secret reading keys.
        recall: the withdrawals that it remembers.
        before: acts that came while another list of desks was trusted.
        key_before: that list.
    """
    wishes: dict[bytes, list[tuple[bytes, signed.SentWithdrawal]]] = {}
    for bundle in bundles:
        for each in bundle.withdrawals:
            wishes.setdefault(each.id, []).append((bundle.desk, each))
    acts: list[Act] = []
    stops: dict[bytes, Stop] = {}
    refused: list[Unopened] = []
    taken: set[bytes] = set()
    # Sorted, so that of two different acts under one id the same one is taken whatever comes first.
    for sent in sorted({act for bundle in bundles for act in bundle.acts}, key=lambda act: (act.id, act.envelope)):
        try:
            desk = _vouched(sent, key_before if key_before and sent in before else key_of)
            if sent.id in taken:
                raise NotGenuine("other bytes for the same act")
            known, remembered = recall(sent.id)
            those = wishes.get(sent.id, ())
            tried = [*(wish.key for _, wish in those), remembered]
            key = next((key for key in tried if key and hash_of_key(key) == sent.key_hash), None)
            own = signed.read_envelope(sent.envelope).desk
            stop_asked = known or key is not None or any(counts(who, own) for who, _ in those)
            if stop_asked:
                stops[sent.id] = Stop(sent.id, sent.reference, key, sent=sent)
            if key is None:
                acts.append(_open(sent, desk, readers, stop_asked=stop_asked))
            taken.add(sent.id)
        except KioskError as error:
            refused.append(Unopened(sent.reference, error))
    for act, others in wishes.items():
        if act in taken:
            continue
        # Without its act nothing shows that a key fits; should the act come later, it is tried again.
        key = next((wish.key for _, wish in others if wish.key and hash_of_key(wish.key) == wish.key_hash), None)
        stops.setdefault(act, Stop(act, others[0][1].reference, key, alone=True))
    acts.sort(key=lambda act: (act.until or date.max, act.act.at, act.reference))
    return Opened(tuple(stops.values()), tuple(acts), tuple(refused))


def is_genuine(sent: signed.SentAct, key_of: KeyOf, readers: Sequence[bytes], *, unread: bool) -> bool:
    """Tell whether a known desk sealed these bytes as this act, with this receipt and this reference.

    Args:
        sent: as it came.
        key_of: the desks that the office trusts or trusted.
        readers: its secret reading keys.
        unread: she took it back, so that nobody opens it: then the reference is not looked at.
    """
    try:
        desk = _vouched(sent, key_of)
        if not unread:
            _open(sent, desk, readers, stop_asked=False)
    except KioskError:
        return False
    return True


def _vouched(sent: signed.SentAct, key_of: KeyOf) -> bytes:
    """Verify which desk sealed an act, and give its key."""
    parts = signed.read_envelope(sent.envelope)
    desk = key_of(parts.desk)
    verify(desk, signed.act_bytes(parts.unsigned, sent.id, sent.key_hash), parts.signature)
    return desk


def _open(sent: signed.SentAct, desk_key: bytes, readers: Sequence[bytes], *, stop_asked: bool) -> Act:
    for reader in readers:
        try:
            plain = open_envelope(sent.envelope, sent.id, sent.key_hash, reader, desk_key)
        except NotForUs:
            continue
        return _act(sent, plain, stop_asked)
    raise NotForUs


def _act(sent: signed.SentAct, plain: Mapping[str, Any], stop_asked: bool) -> Act:
    if plain.get("v") != CONTENT_VERSION:
        raise TooNew("a content of another version")
    match plain:
        case {
            "reference": str(reference),
            "procedure": str(procedure),
            "version": str(version),
            "answers": dict(answers),
            "act": dict(act),
            "handover": dict(handover),
        } if reference == sent.reference:
            return Act(
                id=sent.id,
                reference=reference,
                procedure=procedure,
                version=version,
                answers={str(name): _value(value) for name, value in answers.items()},
                act=_consent(act),
                handover=_consent(handover),
                desk=signed.read_envelope(sent.envelope).desk,
                until=_day(plain.get("until")),
                language=str(plain.get("language", "fr")),
                stop_asked=stop_asked,
                sent=sent,
                passed=_passed(plain.get("passed")),
                plain=plain,
            )
    raise NotGenuine("not the content of this act")


def to_keep(act: Act) -> KeptAct:
    """Give what stays of an act until it has ended: its sealed bytes, and what a list of acts needs."""
    sent, name, phone = act.sent, act.answers.get("name"), act.answers.get("phone")
    return KeptAct(
        act=sent.id,
        reference=sent.reference,
        key_hash=sent.key_hash,
        envelope=sent.envelope,
        procedure=act.procedure,
        version=act.version,
        language=act.language,
        made=act.act.at,
        name=name if isinstance(name, str) else "",
        phone=phone if isinstance(phone, str) else "",
    )


def _value(value: object) -> Value:
    match value:
        case None | False | str():
            return value
        case [*parts]:
            words = tuple(part for part in parts if isinstance(part, str))
            if len(words) == len(parts):
                return words
    raise NotGenuine("not an answer")


def _day(value: object) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)  # type: ignore[arg-type]  # what is no text is refused just below
    except (TypeError, ValueError):
        raise NotGenuine("not a day") from None


def _passed(plain: object) -> PassedFrom | None:
    match plain:
        case None:
            return None
        case {"office": str(office), "reference": str(reference), **consent}:
            return PassedFrom(office, reference, _consent({str(name): each for name, each in consent.items()}))
    raise NotGenuine("not passed on")


def _consent(plain: Mapping[str, Any]) -> Consent:
    match plain:
        case {
            "text": str(text),
            "language": str(language),
            "understanding": str(understanding),
            "at": [int(wall), int(), str(), int() | None],
        }:
            french = plain.get("french", "")
            try:
                at = datetime.fromtimestamp(wall, UTC)
            except (ValueError, OverflowError, OSError):
                raise NotGenuine("not a moment") from None
            if isinstance(french, str):
                return Consent(text, language, french, understanding, at)
    raise NotGenuine("not a consent")
