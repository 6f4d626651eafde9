"""When and where somebody is received: a closed list of what may be told of it, and no word about why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

HOME_ZONE = "Europe/Paris"
ZONES = (
    HOME_ZONE,
    "America/Cayenne",
    "America/Guadeloupe",
    "America/Marigot",
    "America/Martinique",
    "America/Miquelon",
    "America/St_Barthelemy",
    "Indian/Mayotte",
    "Indian/Reunion",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Wallis",
)
"""Whose clocks hang on the walls of an office, by the names of the tz database."""
MOST_THINGS = 9
"""Things to bring: one for each digit."""


@dataclass(frozen=True)
class Meeting:
    """When and where she comes, and with what."""

    day: date
    minute: int
    """Of the day, by the clock on the wall there."""
    place: int = 1
    """A number in the office's own list of places."""
    bring: tuple[int, ...] = ()
    """Numbers of what she brings (`kiosk.core.status.THINGS`), in their order."""
    zone: str = HOME_ZONE
    """Whose time the hour is: one of `ZONES`."""
    mark: int = 0
    """Of the place's name (`place_mark`): who has another name for this number names it not. 0 for none."""
    cancelled: bool = False
    """Whether she is told that it will not be."""

    @property
    def hour(self) -> str:
        """The way it is written at the office: `14h30`."""
        return f"{self.minute // 60}h{self.minute % 60:02}"


def place_mark(name: str) -> int:
    """Give a mark of a place's name, however it is spaced and capitalised; 0 for no name."""
    return crc32(" ".join(name.split()).casefold().encode()) or 1 if name.strip() else 0


def known_place(meeting: Meeting, named: Sequence[str]) -> str:
    """Name the place, where this list has the very name that the office means; empty where nobody can tell.

    A list that is older than the office's own would send her somewhere else.

    Args:
        meeting: the appointment.
        named: the places as they are known here, in their numbers from 1.
    """
    name = named[meeting.place - 1] if meeting.place <= len(named) else ""
    return name if meeting.mark and place_mark(name) == meeting.mark else ""
