"""What is known of a print: whether it came out, and why not. It never decides whether an act exists."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PrintOutcome(StrEnum):
    """What a worker is told of a print."""

    PRINTED = "printed"
    """The printer itself said so after the last byte."""
    UNCERTAIN = "uncertain"
    """Nobody knows: look at the paper."""
    NOT_PRINTED = "not_printed"
    """It did not come out, and will not come out later."""


class Form(StrEnum):
    """What a paper comes out on."""

    SCREEN = "screen"
    """None: it is copied by hand."""
    ROLL = "roll"
    A4 = "a4"
    DRIVE = "drive"
    """A PDF on a USB key."""


class Cause(StrEnum):
    """Why, as far as it is known."""

    PAPER_OUT = "paper_out"
    PAPER_LOW = "paper_low"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    UNPLUGGED = "unplugged"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    PRINTER_FAULT = "printer_fault"
    MISSING_GLYPH = "missing_glyph"
    NOT_ALLOWED = "not_allowed"
    NO_SUCH_PRINTER = "no_such_printer"
    NO_USB_LIBRARY = "no_usb_library"
    DISK_FULL = "disk_full"
    IN_A_FILE = "in_a_file"
    """Written into a plain file: that is not paper."""
    CALLED_OFF = "called_off"
    """Somebody called the print off."""
    NO_CUPS = "no_cups"
    """The system's print service does not answer."""
    NO_SUCH_QUEUE = "no_such_queue"
    """It has no printer of that name: renamed, or removed."""
    QUEUE_STOPPED = "queue_stopped"
    HELD = "held"
    """It was kept back, and was cancelled."""
    PAPER_JAM = "paper_jam"
    TONER_OUT = "toner_out"
    TONER_LOW = "toner_low"
    ON_A_KEY = "on_a_key"
    """Written as a PDF onto a USB key."""
    NO_KEY = "no_key"
    """There is no USB key, or none that takes it."""
    WHICH_KEY = "which_key"
    """There are several, or another than the chosen one: nobody but the worker can tell which it is for."""
    KEY_FULL = "key_full"
    """There is no room on the USB key."""


class Script(StrEnum):
    """Letters that a machine may lack: the first word of their Unicode names."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    ARABIC = "arabic"
    CJK = "cjk"
    BENGALI = "bengali"
    TAMIL = "tamil"
    GEORGIAN = "georgian"
    OTHER = "other"
    """Signs, and letters that no language of the receipts has."""

    @classmethod
    def _missing_(cls, value: object) -> Script:
        """Name every other one alike."""
        del value
        return cls.OTHER


@dataclass(frozen=True)
class PrintReport:
    """What became of one print."""

    outcome: PrintOutcome
    cause: Cause | None = None
    """Why it is uncertain or did not print; on a good print, what should be looked after soon (`paper_low`)."""
    script: str = ""
    """For `missing_glyph`: which script cannot be drawn, one of `Script` or another first word of Unicode names."""
    package: str = ""
    """For `missing_glyph`: what to install to draw it; empty if there is nothing that helps."""


@dataclass(frozen=True)
class Letterhead:
    """What a receipt says of the desk: from the settings, never translated."""

    structure: str
    """The association: named, so that its interests are known."""
    place: str = ""
    phone: str = ""
    hours: str = ""
    contact: str = ""
    """Who answers for personal data."""
    discreet: str = ""
    """A name that says nothing, for a discreet receipt; empty for none."""
    places: tuple[str, ...] = ()
    """Where the office receives people, in the numbers of its own list."""
