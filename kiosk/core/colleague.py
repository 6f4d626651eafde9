"""Who works at the office: a pseudonym, what each may do, and since when no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.core.errors import NoRight
from kiosk.core.staff import Member, named, new_name

SHARED = "bureau"
"""Who everybody was while there was one passphrase for all."""


class OfficeRight(StrEnum):
    """What somebody may do. The program holds to it; whoever opens the vault has its keys all the same."""

    ANSWERS = "answers"
    """Reads acts and answers them."""
    COORDINATES = "coordinates"
    """Also hands on what others have, reads the traces and the figures, makes copies."""
    KEYS = "keys"
    """Also adds and removes people and desks, and changes keys."""


LADDER = (OfficeRight.ANSWERS, OfficeRight.COORDINATES, OfficeRight.KEYS)
"""Each has what the ones before it have."""


@dataclass(frozen=True)
class Colleague:
    """One person of the office."""

    slot: int
    """The key slot that their passphrase opens; 0 for the paper."""
    name: str
    """A pseudonym: it stands in the encrypted ledger alone."""
    right: OfficeRight = OfficeRight.ANSWERS

    def may(self, right: OfficeRight) -> bool:
        """Tell whether they may do what asks for this right."""
        return LADDER.index(self.right) >= LADDER.index(right)

    def need(self, right: OfficeRight) -> None:
        """Let only who has a right go on.

        Raises:
            NoRight: they do not have it.
        """
        if not self.may(right):
            raise NoRight(right)


def who_opened(slot: int, known: Iterable[Colleague]) -> Colleague:
    """Name who opened the vault.

    In an office that names nobody yet, whoever has the one passphrase may do everything, as before. A slot without a
    name, where others have one, answers and nothing more: its name was lost with a ledger. The paper may do everything.
    """
    people = list(known)
    if not slot or not people:
        return Colleague(slot, SHARED, OfficeRight.KEYS)
    found = next((each for each in people if each.slot == slot), None)
    return found or Colleague(slot, f"{SHARED} {slot}", OfficeRight.ANSWERS)


def new_colleague(typed: str, right: OfficeRight, slot: int, known: Iterable[Colleague]) -> Colleague:
    """Give a person that can be added.

    Raises:
        NotAName: the pseudonym is empty, too long, or somebody's.
    """
    return Colleague(slot, new_name(typed, [Member(each.slot, each.name) for each in known]), right)


def find_colleague(typed: str, known: Iterable[Colleague]) -> Colleague | None:
    """Find who has a pseudonym, however its letters are written."""
    people = {each.slot: each for each in known}
    found = named(typed, [Member(each.slot, each.name) for each in people.values()])
    return people[found.slot] if found else None


def leaves_no_keeper(colleague: Colleague, right: OfficeRight | None, known: Iterable[Colleague]) -> bool:
    """Tell whether nobody could add people or change keys any more, if somebody had this right, or none and left."""
    others = (each.right for each in known if each.slot != colleague.slot)
    return OfficeRight.KEYS not in (right, *others)
