"""An act that this office passes on to another, with her consent: sealed anew, carried as by a desk, heard of again.

All of it is in the ledger before anything leaves. An entry without its note of work was cut off: it never leaves. A
word of the other office moves its entry here, and nothing else: a person of this office says it to the desk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kiosk.core import passing as rules
from kiosk.core.colleague import OfficeRight
from kiosk.core.consent import Understanding
from kiosk.core.envelope import Content, Plain
from kiosk.core.errors import KioskError, LinkFault, NotGenuine, NotHere, NotRecorded
from kiosk.core.moment import Moment
from kiosk.core.office import Record, goes_on
from kiosk.core.outbox import Entry
from kiosk.core.pass_errors import NoSuchPartner, PartnerKnown
from kiosk.core.passing import Partner, PassConsent, PassedAct, PassNews, Slip
from kiosk.core.reference import KEY_BYTES, make_reference
from kiosk.core.sync import by_entry, send, settle
from kiosk.core.trace import Event
from kiosk.core.tray import fold_text
from kiosk.core.work import Deed
from kiosk.crypto import box, enrol, sign
from kiosk.crypto.keys import hash_of_key
from kiosk.crypto.seal import DeskSealer
from kiosk.office.chapters import part_with, there
from kiosk.office.house import HUB, House
from kiosk.office.inbox import Act
from kiosk.office.show import on_one_line
from kiosk.office.work import do_deed, judged_deed, take_again
from kiosk.uplink.client import HubClient
from kiosk.uplink.enrol import HubRegistrar
from kiosk.uplink.link import Address, Link
from kiosk.wire.signed import ID_BYTES, DeskPublic, OfficePublic, SentAct, envelope_hash
from kiosk.words.catalogues import SOURCE_LANGUAGE, Catalogues
from kiosk.words.passing import PassingUi

_PENDING = "partner-code:"
"""Notes who this office is for a code, under its slot, until it is a desk there: asked again, it is the same one."""
_CLOSED = "partner-closed:"
"""Notes which partners did not know this office at the last exchange, or had another hub, under their ids."""
_ROUNDS = 10
_SHORT = 8
"""Digits of a partner's id that tell two of one name apart."""


# ---- partners --------------------------------------------------------------------------------


def add_partner(house: House, registrar: HubRegistrar, url: str, ca: str = "", proxy: str = "") -> tuple[Partner, str]:
    """Take the place of a desk at another office, with its code. Gives the partner, and what it calls this office.

    Of one that is a partner at another address the address is changed: its place there stays, and the code is not used.

    Raises:
        NoRight: whoever asks may not.
        PartnerKnown: it is one, at this address, or this very office.
        NotGenuine, CodeUsed, CodeRanOut, LinkFault, FileFault: there is no new partner; asked again, it goes on.
    """
    house.who.need(OfficeRight.KEYS)
    seat = registrar.seat()
    office = sign.open_office_file(seat.file)
    known = {_office(each).signing_key: each for each in house.ledger.passed.partners()}
    if (moved := known.get(office.signing_key)) and moved.url != url:
        moved = replace(moved, url=url, ca=ca, proxy=proxy)
        house.ledger.passed.put_partner(moved)
        return moved, seat.label
    if office.signing_key in {*known, house.public.signing_key}:
        raise PartnerKnown
    name = _PENDING + registrar.slot.hex()
    drawn = house.ledger.noted(name)
    if not drawn:
        drawn = box.random(ID_BYTES) + sign.new_seed() + enrol.new_token()
        house.ledger.note(name, drawn)
    desk, seed, token = drawn[:ID_BYTES], drawn[ID_BYTES : ID_BYTES + 32], drawn[ID_BYTES + 32 :]
    registrar.take(sign.sign_file(seed, DeskPublic(desk, seat.label, sign.verify_key(seed))), token)
    partner = Partner(desk, office.name, url, seat.file, seed, token, ca, proxy)
    house.ledger.passed.put_partner(partner)
    house.ledger.note(name, b"")
    house.trace(Event.PARTNER_ADDED)
    return partner, seat.label


def named_partners(house: House) -> list[tuple[Partner, str]]:
    """Give the partners, each as it is called here: two offices of one name are told apart by what stands behind it."""
    partners = house.ledger.passed.partners()
    named = Counter(fold_text(on_one_line(each.name)) for each in partners)
    return [
        (each, f"{name} ({each.desk.hex()[:_SHORT]})" if named[fold_text(name)] > 1 else name)
        for each in partners
        for name in [on_one_line(each.name)]
    ]


def find_partner(house: House, typed: str) -> Partner:
    """Give the partner of a name as it is shown, or of its id. Raises NoSuchPartner: none, or more than one."""
    wanted = fold_text(typed.strip())
    found = [
        each
        for each, shown in named_partners(house)
        if wanted in (each.desk.hex(), each.desk.hex()[:_SHORT], fold_text(shown), fold_text(on_one_line(each.name)))
    ]
    if len(found) != 1:
        raise NoSuchPartner
    return found[0]


def remove_partner(house: House, partner: Partner) -> None:
    """Forget a partner. Raises NoRight; PartnerBusy: what was passed to it has not ended.

    Of one that knows this office no more, only what is still said to be there counts; the rest goes with it.
    """
    house.who.need(OfficeRight.KEYS)
    passed = there(house, partner) if _is_closed(house, partner.desk) else _of(house, partner)
    rules.check_parting(partner, passed)
    part_with(house, partner)
    house.trace(Event.PARTNER_REMOVED)


def _office(partner: Partner) -> OfficePublic:
    return sign.open_office_file(partner.file)


def consent_of(house: House, partner: str, how: Understanding | None, words: Catalogues, language: str) -> PassConsent:
    """Give what is read to her, and how she heard it; None before she has. Raises NoSuchPartner."""
    name = on_one_line(find_partner(house, partner).name)
    text, french = (words.say(PassingUi.CONSENT, each, office=name) for each in (language, SOURCE_LANGUAGE))
    return PassConsent(text, language, "" if language == SOURCE_LANGUAGE else french, how, house.now())


# ---- passing on ------------------------------------------------------------------------------


def weigh_pass(house: House, act: bytes) -> None:
    """Judge whether an act may be passed on now, before anybody reads anything to her. Raises as `pass_on`.

    One that was let go by itself is taken again: nobody else has it while she is asked.
    """
    rules.check_pass(_record(house, act), house.ledger.book.work(act))
    take_again(house, act, Deed.PASS_ON)
    judged_deed(house, act, Deed.PASS_ON, to="-", text="-")


def pass_on(house: House, act: bytes, partner: Partner, consent: PassConsent) -> PassedAct:
    """Pass an act on to another office: it leaves with the next exchange.

    Raises:
        ConsentMissing: nobody noted how she heard the words.
        PassedAlready: it is at another office.
        IllegalMove, ActHeld, ActNotTaken: it has ended, she asked to stop, or somebody else has it.
        NotHere: its bytes are not here.
        StoreFull, StoreReadOnly, StoreFailed, LinkFault: nothing was passed on, or it is noted and leaves.
    """
    rules.check_consent(consent)
    weigh_pass(house, act)
    record, content = _record(house, act), _open(house, act)
    key, new = box.random(KEY_BYTES), box.random(ID_BYTES)
    reference = make_reference(box.random(5))
    sealer = DeskSealer(partner.desk, partner.seed, lambda: _office(partner).reading_keys, training=False)
    hashed, now = sealer.key_hash(key), moment(house)
    envelope = sealer.seal(_content(house, content, reference, consent), new, hashed)
    entry = Entry(new, reference, hashed, envelope, now, now.day, record.until)
    passed = PassedAct(act, partner.desk, partner.name, entry, key)
    slip = Slip(new, partner.desk, envelope_hash(envelope), reference, key)
    house.ledger.passed.put([passed])  # before its note: cut off between the two, it never leaves
    try:
        do_deed(house, act, Deed.PASS_ON, to=partner.name, text=rules.write_slip(slip))
    except LinkFault:
        raise  # nobody knows whether the other seats have its note: heard with the next exchange
    except KioskError:
        house.ledger.passed.cut([passed])
        raise
    return passed


def _record(house: House, act: bytes) -> Record:
    record = house.ledger.get(act)
    if record is None:
        raise NotRecorded
    return record


def _open(house: House, act: bytes) -> Act:
    kept = house.ledger.book.kept(act)
    if kept is None:
        raise NotHere
    opened = house.open_again([SentAct(kept.act, kept.reference, kept.key_hash, kept.envelope)])
    if not opened.acts:
        raise opened.refused[0].error if opened.refused else NotHere
    return opened.acts[0]


def _content(house: House, content: Act, reference: str, consent: PassConsent) -> Content:
    """Give what she said, under the new reference, with where it comes from and what she agreed to."""
    hers = content.passed.reference if content.passed else content.reference  # that of her receipt, wherever it goes
    passed: dict[str, Plain] = {
        "office": house.public.name,
        "reference": hers,
        "text": consent.text,
        "language": consent.language,
        "understanding": str(consent.understanding),
        "at": [int(consent.at.timestamp()), 0, "", None],
    }
    if consent.french:
        passed["french"] = consent.french
    return Content({**content.plain, "reference": reference, "passed": passed})


def fetch_back(house: House, act: bytes) -> bool:
    """Ask an act back, or have it here again once the other office or its hub let it go. Tells whether it is here.

    From an office that knew this one no more at the last exchange it is here at once: nothing will come from there.

    Raises:
        TakenThere: the other office has taken it.
        NoSuchPartner: that office is no partner that is known here.
        IllegalMove: it is at no other office.
    """
    _follow(house)
    stood = house.ledger.book.work(act)
    found = current_pass(house, act)
    if found is None and stood.passed:
        raise NoSuchPartner
    if found is not None:
        closed = _is_closed(house, found.partner)
        asked = rules.ask_back(found, moment(house), closed=closed)
        if asked != found:
            house.ledger.passed.put([asked])
        if not (closed or rules.is_over(asked)):
            return False
    do_deed(house, act, Deed.RETURN)
    return True


def current_pass(house: House, act: bytes) -> PassedAct | None:
    """Give how an act fares at the office that it was passed to; None where it is at none, or not known here yet."""
    return rules.current(house.ledger.passed.passed(act), house.ledger.book.work(act))


def pass_news(house: House, act: bytes) -> PassNews | None:
    """Give what is shown of an act that was passed on; None of one that was not."""
    stood = house.ledger.book.work(act)
    return rules.news(current_pass(house, act), stood) if stood.passed else None


def moment(house: House) -> Moment:
    """Read the office's clock, as an entry has it."""
    return Moment(house.now(), 0.0, "")


# ---- the exchange ----------------------------------------------------------------------------


@dataclass(frozen=True)
class PartnerTalk:
    """What was wrong with the exchange with one partner."""

    office: str
    fault: KioskError


def partner_link(partner: Partner) -> Link:
    """Make the line to a partner's hub."""
    insecure = partner.url.startswith("http://")  # `partner add` notes no other such address than it was told
    return Link(Address(partner.url, partner.ca or None, partner.proxy or None, insecure=insecure), partner.token)


def has_but_partners(house: House) -> bool:
    """Tell whether an office is on no hub of its own, and others are that it passes acts on to."""
    return not house.ledger.noted(HUB) and bool(house.ledger.passed.partners())


def settle_passed(house: House, link: Callable[[Partner], Link] | None = None) -> Sequence[PartnerTalk]:
    """Send what was passed on and what was taken back, and hear of it. After the exchange with this office's own hub.

    A partner that cannot be reached keeps nobody from the others: what was not sent goes the next time. Also where
    nothing is under way: what is passed on next is sealed to the keys that the other office has by then.
    """
    _follow(house)
    _heed(house)
    faults = []
    for partner in house.ledger.passed.partners():
        try:
            if _talk(house, partner, link or partner_link):
                faults.append(PartnerTalk(partner.name, NotGenuine("not its word")))
            _note_closed(house, partner.desk, closed=False)
        except KioskError as fault:
            faults.append(PartnerTalk(partner.name, fault))
            if rules.is_over_there(fault):
                _note_closed(house, partner.desk, closed=True)
    return faults


def _is_closed(house: House, partner: bytes) -> bool:
    return bool(house.ledger.noted(_CLOSED + partner.hex()))


def _note_closed(house: House, partner: bytes, *, closed: bool) -> None:
    """Remember whether an office knows this one no more: nothing that is there comes back by itself."""
    if closed is not _is_closed(house, partner):
        house.ledger.note(_CLOSED + partner.hex(), b"\1" if closed else b"")


def _follow(house: House) -> None:
    """Know of what another seat passed on, or this one before its ledger was put back: its note says enough."""
    book, pass_book = house.ledger.book, house.ledger.passed
    known, partners = {each.entry.id for each in pass_book.passed()}, {each.desk for each in pass_book.partners()}
    fresh = []
    for record in house.ledger.records():
        stood = book.work(record.act)
        slip = rules.read_slip(stood.passed_slip) if goes_on(record) and stood.passed_slip else None
        if slip is not None and slip.act not in known and slip.partner in partners:
            fresh.append(rules.follow(slip, record, stood.passed, hash_of_key(slip.key), moment(house)))
    pass_book.put(fresh)


def _heed(house: House) -> None:
    """Drop what was cut off, and note what she took back meanwhile."""
    book, pass_book, now = house.ledger.book, house.ledger.passed, moment(house)
    every = pass_book.passed()
    cut = [each for each in every if rules.is_cut(each, book.work(each.act))]
    pass_book.cut(cut)
    left = [each for each in every if each not in cut]
    heard = [(each, rules.heed(each, house.ledger.get(each.act), now)) for each in left]
    pass_book.put([after for before, after in heard if after != before])


def _talk(house: House, partner: Partner, link: Callable[[Partner], Link]) -> bool:
    """Exchange with one partner. Tells whether something came that it did not sign. Raises LinkFault, FileFault."""
    mine = _of(house, partner)
    office, forged = _office(partner), False
    client = HubClient(lambda: link(partner), partner.desk, lambda: office)
    try:
        client.connect()
        ask, tried = rules.first_ask(each.entry for each in mine), set[bytes]()
        for _ in range(_ROUNDS):
            leaving = {each.id for each in (*ask.acts, *ask.withdrawals)}
            sent = [replace(each, entry=send(each.entry)) for each in mine if each.entry.id in leaving]
            house.ledger.passed.put(sent)
            told = client.sync(replace(ask, office_serial=office.serial))
            forged = forged or told.forged > 0
            answers, now = by_entry(ask, told), moment(house)
            heard = {each.entry.id: each for each in mine} | {each.entry.id: each for each in sent}
            house.ledger.passed.put(
                [
                    replace(each, entry=settle(each.entry, answers[act], now, 0.5, _digest(each.entry)))
                    for act, each in heard.items()
                    if act in answers
                ]
            )
            if told.office:
                office = sign.open_office_file(told.office)
                partner = replace(partner, file=told.office, name=office.name)
                house.ledger.passed.put_partner(partner)
            tried |= {each.id for each in ask.acts}
            mine = _of(house, partner)
            ask = rules.next_ask((each.entry for each in mine), told.unknown, tried)
            if not ask.acts:
                break
    finally:
        client.close()
    return forged


def _of(house: House, partner: Partner) -> list[PassedAct]:
    return [each for each in house.ledger.passed.passed() if each.partner == partner.desk]


def _digest(entry: Entry) -> bytes:
    return envelope_hash(entry.envelope) if entry.envelope else entry.hash
