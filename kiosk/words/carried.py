"""What became of what was written on a USB key or read from it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.core.errors import FileFault, KioskError
from kiosk.core.harmless import harmless
from kiosk.words.road import RoadUi
from kiosk.words.voice import Voice

if TYPE_CHECKING:  # loaded when something was read
    from kiosk.core.ports import Drive
    from kiosk.flows.export import Exported
    from kiosk.flows.receive import Received

LONGEST_NAME = 40
"""Signs of a file's name: it must fit below a list in the smallest window."""


@dataclass(frozen=True)
class KeyOutcome:
    """What became of what was done with a USB key."""

    done: str = ""
    """What was done."""
    failed: str = ""
    """Why nothing was."""
    refused: tuple[tuple[str, str], ...] = ()
    """Files that were not read, each with its reason."""


def drive_words(voice: Voice, drive: Drive) -> str:
    """Name a USB key."""
    name = harmless(drive.folder)
    if drive.part:
        name = voice.say(RoadUi.DRIVE_PART, drive=name, part=drive.part)
    if drive.read_only:
        return voice.say(RoadUi.DRIVE_READ_ONLY, drive=name)
    return voice.say(RoadUi.DRIVE_FULL, drive=name) if drive.full else name


def stick_names(voice: Voice, *drives: Drive) -> list[str]:
    """Name the USB keys of which one takes a paper."""
    return [voice.say(RoadUi.ON_THIS_DRIVE, drive=drive_words(voice, each)) for each in drives]


def exported(voice: Voice, done: Exported) -> KeyOutcome:
    """Word what was written on a key."""
    if not done.files:
        if done.told:
            return KeyOutcome(f"{voice.say(RoadUi.EXPORT_TOLD)} {voice.say(RoadUi.EXPORTED)}")
        return KeyOutcome(voice.say(RoadUi.EXPORT_NONE))
    return KeyOutcome(f"{voice.count('cli_exported', done.acts)} {voice.say(RoadUi.EXPORTED)}")


def imported(voice: Voice, done: Received | None) -> KeyOutcome:
    """Word what was read on a key."""
    if done is None:
        return KeyOutcome(voice.say(RoadUi.NO_ANSWERS))
    refused = tuple((harmless(name), _reason(voice, name, error)) for name, error in done.refused)
    if not done.read:
        return KeyOutcome(voice.say(RoadUi.NONE_READ), refused=refused)
    return KeyOutcome(f"{voice.count('road_news', done.news)} {voice.say(RoadUi.IMPORTED)}", refused=refused)


def _reason(voice: Voice, name: str, error: KioskError) -> str:
    """Name a file that was not read, with its reason."""
    short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
    if isinstance(error, FileFault):  # whose sentence names it
        return voice.error(FileFault(short, error.reason))
    return voice.say(RoadUi.REFUSED, file=short, why=voice.error(error))
