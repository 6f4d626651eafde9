"""People by name: each opens the vault with a passphrase of their own. Someone leaves: their slot is removed.

After a hard parting the data key is changed, too (`part_hard`): who kept an old copy of the folder opens that copy, and
nothing newer. The new vault is written beside the old one first (`office.vault.next`); whatever is cut off, one of the
two opens the ledger, and `slots.settle_slots` puts that one in place.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from kiosk.core import colleague as rules
from kiosk.core.colleague import Colleague, OfficeRight
from kiosk.core.errors import LastKeeper, NoSuchColleague, NotAName
from kiosk.core.trace import Event
from kiosk.crypto import vault
from kiosk.office import rotation, slots
from kiosk.office.chapters import own_seat
from kiosk.office.house import House
from kiosk.office.joining import dismiss, sit_anew


def colleagues(house: House) -> list[Colleague]:
    """Give who works here; in an office that names nobody, who everybody is."""
    return house.ledger.book.people() or [house.who]


def name_me(house: House, typed: str) -> Colleague:
    """Give the one who opened an office of before people had names their pseudonym: they keep every right.

    Raises:
        NotAName: it cannot be used, or there are names already.
    """
    known = house.ledger.book.people()
    if known:
        raise NotAName
    me = rules.new_colleague(typed, OfficeRight.KEYS, house.who.slot, known)
    house.ledger.book.put_person(me)
    house.trace(Event.STAFF_ADDED)
    return me


def add(house: House, typed: str, right: OfficeRight, passphrase: str, cost: vault.Cost | None = None) -> Colleague:
    """Let one more person open the office.

    Raises:
        NoRight: whoever asks may not.
        NotAName, SlotTaken: the pseudonym or the passphrase cannot be used.
        StoreFull, StoreReadOnly, FileFault: nothing was changed.
    """
    house.who.need(OfficeRight.KEYS)
    book = house.ledger.book
    rules.new_colleague(typed, right, 0, book.people())
    assert house.secrets.opened is not None
    after = vault.add_slot(slots.read_slots(house.folder), house.secrets.opened, passphrase, cost)
    number = after.slots[-1].number
    # The name comes first: a slot that nobody is named for would be somebody's without a name.
    person = rules.new_colleague(typed, right, number, book.people())
    book.put_person(person)
    slots.write_slots(house.folder, after, house.secrets)
    house.trace(Event.STAFF_ADDED)
    return person


def set_right(house: House, typed: str, right: OfficeRight) -> Colleague:
    """Let somebody do more, or less.

    Raises:
        NoRight: whoever asks may not.
        NoSuchColleague: nobody has this pseudonym.
        LastKeeper: nobody would be left to manage keys.
    """
    house.who.need(OfficeRight.KEYS)
    person = _find(house, typed)
    if rules.leaves_no_keeper(person, right, house.ledger.book.people()):
        raise LastKeeper
    changed = replace(person, right=right)
    house.ledger.book.put_person(changed)
    house.trace(Event.RIGHT_CHANGED)
    return changed


def remove(house: House, typed: str) -> Colleague:
    """Let somebody open the office no more. Their acts stay theirs, until somebody takes all of them over.

    Raises:
        NoRight, NoSuchColleague: as `set_right`.
        LastKeeper: nobody would be left to manage keys.
    """
    house.who.need(OfficeRight.KEYS)
    person = _find(house, typed)
    if rules.leaves_no_keeper(person, None, house.ledger.book.people()):
        raise LastKeeper
    assert house.secrets.opened is not None
    with suppress(KeyError):  # removed before a cut, and still named
        after = vault.remove_slot(slots.read_slots(house.folder), house.secrets.opened, person.slot)
        slots.write_slots(house.folder, after, house.secrets)
    house.ledger.book.cut_person(person.slot)
    house.trace(Event.STAFF_REMOVED)
    return person


def part_hard(house: House) -> House:
    """Change the data key, then the reading and signing keys: an old copy of the folder opens nothing new.

    Raises:
        NoRight: whoever asks may not.
        StoreFull, StoreReadOnly, StoreFailed, FileFault: begun perhaps; asked again, it goes on from there.
        LinkFault: likewise; with several seats, it needs the hub.
    """
    house.who.need(OfficeRight.KEYS)
    assert house.secrets.opened is not None
    renewed, opened = vault.rekey(slots.read_slots(house.folder), house.secrets.opened)
    fresh = replace(house.secrets, memory=opened.key, opened=opened)
    slots.write_slots(house.folder, renewed, fresh, slots.NEXT_VAULT)
    house.ledger.book.rekey(fresh.memory)
    slots.put_in_place(house.folder)
    after = replace(house, secrets=fresh)
    if own_seat(house) is None:
        after = replace(house, secrets=rotation.rotate(house.folder, fresh, signing=True))
        after.say_again()
    else:  # what is sealed to this seat, its old key opens: it is in the copy
        with after.talk() as client:
            before = sit_anew(after, client)
        with after.talk() as client:
            after = dismiss(after, client, before)
    after.trace(Event.REKEYED)
    return after


def _find(house: House, typed: str) -> Colleague:
    person = rules.find_colleague(typed, house.ledger.book.people())
    if person is None:
        raise NoSuchColleague
    return person
