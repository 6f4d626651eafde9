"""An act that is passed on to another office, with her consent: when it leaves, what is said of it, what is sent after.

To the other office this one is a desk. What travels has an id, a reference and a withdrawal key of its own, so that the
hub can match it with nothing that it has of the act here. The key stays here: hers proves nothing over there.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from kiosk.core.backoff import Failure
from kiosk.core.consent import Understanding
from kiosk.core.errors import ConsentMissing, IllegalMove, KioskError, LinkFault
from kiosk.core.meeting import Meeting
from kiosk.core.moment import Moment
from kiosk.core.office import Record, goes_on, has_ended, is_open
from kiosk.core.outbox import FINAL, Entry, State, Withdrawal, withdraw
from kiosk.core.pass_errors import PartnerBusy, PassedAlready, TakenThere
from kiosk.core.reference import KEY_BYTES
from kiosk.core.status import Reason
from kiosk.core.sync import is_named, is_unsigned, may_travel, must_tell
from kiosk.core.word import Ask
from kiosk.core.work import Work

HEARD = (Understanding.READ_ALOUD, Understanding.INTERPRETER, Understanding.SIGN_LANGUAGE, Understanding.READ)
"""How the words may reach her. Never through a relative alone: who calls cannot tell whom she fears."""
MOST_ACTS = 20
"""Sealed acts in one exchange: an office passes on few."""
_NOT_TAKEN = frozenset({State.WAITING, State.UNCERTAIN, State.QUARANTINED, State.HELD})
_NEWS = FINAL | {State.APPOINTMENT, State.UNREACHABLE, State.REDO}
_ALWAYS = frozenset({State.QUARANTINED, State.WITHDRAWN})
"""What somebody here has to do something about: nobody is to be told, and the act is at no other office."""


@dataclass(frozen=True)
class Partner:
    """An office that acts can be passed on to, and what this office is there: a desk."""

    desk: bytes
    """This office's id there: sixteen bytes."""
    name: str
    """The other office's."""
    url: str
    file: bytes = field(repr=False)
    """The other office's public file, whole."""
    seed: bytes = field(repr=False)
    """Signs what is passed on to it."""
    token: bytes = field(repr=False)
    ca: str = ""
    proxy: str = ""


@dataclass(frozen=True)
class PassConsent:
    """Her yes to passing an act on: the words that were read to her, and how she heard them."""

    text: str
    language: str
    french: str
    """The same in French; empty where the words are French."""
    understanding: Understanding | None
    """None before anybody noted it: then it is no consent yet."""
    at: datetime


@dataclass(frozen=True)
class PassedAct:
    """One act that was passed on: whose it is here, and how it fares there."""

    act: bytes
    """Its id here."""
    partner: bytes
    """`Partner.desk`."""
    office: str
    """The other office's name, as she heard it."""
    entry: Entry
    """As a desk keeps it: what leaves, what was said of it, and its withdrawal."""
    key: bytes = field(repr=False)
    """Takes it back over there."""


@dataclass(frozen=True)
class PassNews:
    """How an act that was passed on stands, as this office shows it."""

    office: str
    state: State | None = None
    """The other office's last word; None where it is not known here."""
    reason: str = ""
    meeting: Meeting | None = None
    unsaid: bool = False
    """Whether that word is an outcome, and nobody here has said anything to her desk since."""

    @property
    def is_unsent(self) -> bool:
        """Whether it is not known to have left."""
        return self.state in (State.WAITING, State.UNCERTAIN)

    @property
    def is_refused(self) -> bool:
        """Whether the other office's hub does not keep it."""
        return self.state is State.QUARANTINED

    @property
    def is_there(self) -> bool:
        """Whether the other office may still work on it."""
        return self.state not in FINAL

    @property
    def answer(self) -> State | None:
        """What the other office, or her key, made of it; None as long as nobody has taken it."""
        return None if self.state in _NOT_TAKEN else self.state

    @property
    def why(self) -> Reason | None:
        """The reason that it gave; None for none, or one that is not known here."""
        return Reason(self.reason) if self.reason in set(Reason) else None

    @property
    def is_to_say(self) -> bool:
        """Whether somebody here is to say it to her desk now."""
        return self.unsaid and self.state not in _ALWAYS


def check_consent(consent: PassConsent) -> None:
    """Judge her yes. Raises ConsentMissing: it was not noted how she heard the words, or it is no way that counts."""
    if consent.understanding not in HEARD or not consent.text.strip():
        raise ConsentMissing("nobody can tell that she heard it")


def check_pass(record: Record, work: Work) -> None:
    """Judge whether an act may be passed on at all; who holds it is for `kiosk.core.work.judge_deed`.

    Raises:
        PassedAlready: it is at another office.
        IllegalMove: it has ended, or she asked to stop.
    """
    if work.passed:
        raise PassedAlready
    if not is_open(record) or record.stop_asked:
        raise IllegalMove("not an act that goes on")


def current(passed: Iterable[PassedAct], work: Work) -> PassedAct | None:
    """Give how the act fares that this work says was passed on; None where it was not, or from another seat."""
    return next((each for each in passed if work.passed and each.entry.id.hex() == work.passed_as), None)


def news(found: PassedAct | None, work: Work) -> PassNews | None:
    """Give what is shown of an act that was passed on; None of one that was not."""
    if not work.passed:
        return None
    if found is None:
        return PassNews(work.passed)
    entry = found.entry
    if is_followed(found) and entry.state is State.UNCERTAIN:
        return PassNews(work.passed)
    unsaid = entry.state in _ALWAYS or (entry.state in _NEWS and work.passed_heard < entry.sequence)
    return PassNews(found.office, entry.state, entry.reason, entry.meeting, unsaid)


def word_known(passed: PassedAct | None) -> str:
    """Give what the note of an answer says beside it: the number of the other office's word that is known by now."""
    return str(passed.entry.sequence) if passed else ""


# ---- what the other seats must know ----------------------------------------------------------


@dataclass(frozen=True)
class Slip:
    """What the note of an act that was passed on says of it: any seat can hear of it there, and take it back."""

    act: bytes
    """Its id there: sixteen bytes."""
    partner: bytes
    """`Partner.desk`."""
    hash: bytes
    """Of the sealed bytes (32 bytes)."""
    reference: str
    """By which that office calls it."""
    key: bytes = field(repr=False)
    """Takes it back over there."""


def write_slip(slip: Slip) -> str:
    """Give a slip as the text of a note: its id in hexadecimal, then the rest."""
    rest = b64encode(slip.partner + slip.hash + slip.key).decode()
    return f"{slip.act.hex()} {slip.reference} {rest}"


def read_slip(text: str) -> Slip | None:
    """Read a slip; None for a text that is none: nobody but whoever wrote it can follow that act."""
    match text.split(" "):
        case [act, reference, rest]:
            try:
                named, raw = bytes.fromhex(act), b64decode(rest, validate=True)
            except ValueError:
                return None
            if len(named) == 16 and len(raw) == 48 + KEY_BYTES:
                return Slip(named, raw[:16], raw[16:48], reference, raw[48:])
    return None


def follow(slip: Slip, record: Record, office: str, key_hash: bytes, now: Moment) -> PassedAct:
    """Know of an act that another seat passed on, or this one before its ledger was put back.

    Its bytes are not here: from here it is heard of and taken back, not sent. Whether it has left is not known.
    """
    entry = Entry(slip.act, slip.reference, key_hash, b"", now, now.day, record.until, State.UNCERTAIN, hash=slip.hash)
    return PassedAct(record.act, slip.partner, office, entry, slip.key)


def is_followed(passed: PassedAct) -> bool:
    """Tell whether an act that goes on there was passed on elsewhere: its bytes were never here."""
    return not passed.entry.envelope and not passed.entry.is_final


# ---- what leaves -----------------------------------------------------------------------------


def is_cut(passed: PassedAct, work: Work) -> bool:
    """Tell whether an act was sealed for another office, and nobody noted that it was passed on: it never leaves."""
    entry = passed.entry
    return entry.state is State.WAITING and entry.withdrawal is None and work.passed_as != entry.id.hex()


def heed(passed: PassedAct, record: Record | None, now: Moment) -> PassedAct:
    """Let the other office hear that she took her consent back, or that the act has ended here.

    With her key, which this office has verified, the key over there is used. Without it, the other office checks with
    her, as it would for a desk. What has not left never does. An end that can still be taken back is none yet.
    """
    entry = passed.entry
    if record is None or entry.is_final or not (record.stop_asked or has_ended(record, now.wall)):
        return passed
    proven = bool(record.stop_key) or entry.state is State.WAITING
    how = Withdrawal.BY_KEY if proven else Withdrawal.ORAL
    return replace(passed, entry=withdraw(entry, how, now, passed.key if proven else b""))


def ask_back(passed: PassedAct, now: Moment, *, closed: bool = False) -> PassedAct:
    """Take an act back from an office that has not taken it, or that knows this one no more (`closed`).

    Raises:
        TakenThere: it has, and can be asked.
    """
    entry = passed.entry
    if entry.is_final:
        return passed
    if entry.state not in _NOT_TAKEN and not closed:
        raise TakenThere
    return replace(passed, entry=withdraw(entry, Withdrawal.BY_KEY, now, passed.key))


def first_ask(entries: Iterable[Entry]) -> Ask:
    """Give what an exchange with a partner begins with: acts that nobody signed for, withdrawals, what is asked about.

    Of what was taken back with the key, the withdrawal travels alone.
    """
    ours = list(entries)
    acts = [each for each in ours if is_unsigned(each) and each.withdrawal is not Withdrawal.BY_KEY][:MOST_ACTS]
    sent = {each.id for each in acts}
    known = tuple(each for each in ours if is_named(each) and each.id not in sent)
    return Ask(known, tuple(acts), tuple(filter(must_tell, ours)))


def next_ask(entries: Iterable[Entry], lacking: frozenset[bytes], tried: Collection[bytes]) -> Ask:
    """Give what goes on the same line after that: the other acts, and those that the hub says to have lost."""
    left = [each for each in entries if each.id not in tried and each.withdrawal is not Withdrawal.BY_KEY]
    acts = [each for each in left if may_travel(each) and (is_unsigned(each) or each.id in lacking)]
    return Ask(acts=tuple(acts[:MOST_ACTS]))


def is_over(passed: PassedAct) -> bool:
    """Tell whether nobody over there works on it any more, so that it may be had back."""
    return passed.entry.is_final


def has_settled(passed: PassedAct) -> bool:
    """Tell whether nothing is left to send or to hear: the other office has ended it, and signed so."""
    return passed.entry.is_final and not must_tell(passed.entry)


def is_unknown_there(fault: KioskError) -> bool:
    """Tell whether an exchange failed because the other office knows this one no more, or its hub that office."""
    return isinstance(fault, LinkFault) and fault.failure in (Failure.NOT_AUTHORISED, Failure.CLOSED)


def is_over_there(fault: KioskError) -> bool:
    """Tell whether nothing that is there comes back by itself: it knows this office no more, or its hub is another."""
    return is_unknown_there(fault) or (isinstance(fault, LinkFault) and fault.failure is Failure.WRONG_HUB)


def check_parting(partner: Partner, passed: Iterable[PassedAct]) -> None:
    """Judge whether a partner can be forgotten. Raises PartnerBusy: an act that was passed to it has not ended."""
    if any(each.partner == partner.desk and not has_settled(each) for each in passed):
        raise PartnerBusy


def is_current(passed: PassedAct, record: Record | None, work: Work) -> bool:
    """Tell whether an act of this office is said to be where it was passed to, and has not ended there."""
    return goes_on(record) and work.passed_as == passed.entry.id.hex() and not has_settled(passed)
