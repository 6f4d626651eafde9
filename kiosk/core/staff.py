"""Who works at the desk: pseudonyms, and which key slot is whose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.core.clean import clean
from kiosk.core.errors import NotAName

LONGEST_NAME = 30


@dataclass(frozen=True)
class Member:
    """A member of staff."""

    slot: int = 0
    """The key slot that her passphrase opens; 0 in training, where there is none."""
    name: str = ""
    """Her pseudonym: it stands in the encrypted store alone."""


def new_name(typed: str, members: Iterable[Member]) -> str:
    """Give a pseudonym that can be used.

    Raises:
        NotAName: it is empty, too long, or somebody has it, be it in other letters.
    """
    name = clean(typed)
    taken = {member.name.casefold() for member in members}
    if not name or len(name) > LONGEST_NAME or name.casefold() in taken:
        raise NotAName
    return name


def named(name: str, members: Iterable[Member]) -> Member | None:
    """Find who has a pseudonym, however its letters are written."""
    wanted = clean(name).casefold()
    return next((member for member in members if member.name.casefold() == wanted), None)


class Weakness(StrEnum):
    """Why a passphrase is not good enough."""

    SHORT = "short"
    LONG = "long"
    SIGN = "sign"
    """It has a sign that not every line to type in takes, such as a tabulator."""
    COMMON = "common"
    """It is among the first that somebody tries: a known password, a row of keys, a name of this place."""


SHORTEST_PASSPHRASE, LONGEST_PASSPHRASE = 12, 500
"""Characters. No rule of composition: length is what costs an attacker. The longest is what the screen takes."""
