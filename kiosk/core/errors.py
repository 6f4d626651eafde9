"""Everything that can go wrong, as types.

An error carries a code (its class) and, where it helps, named values that are never personal.
The sentence a person reads for each lives in `kiosk.words.errors`.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.core.harmless import harmless


class KioskError(Exception):
    """Base of every error of the kiosk. Its text is for the developer; `kiosk.words.errors` has the sentence."""


# ---- the store -------------------------------------------------------------------------------


class StoreFull(KioskError):
    """The disk is full: nothing was recorded."""


class StoreReadOnly(KioskError):
    """The folder or the disk cannot be written: nothing was recorded."""


class StoreBusy(KioskError):
    """Another process holds the store."""


class StoreFailed(KioskError):
    """The system refused a write or a read for another reason: nothing was recorded."""


class StoreMissing(KioskError):
    """There is no store in this folder."""


class StoreDamaged(KioskError):
    """A stored file does not verify. It was left, or set aside, under the name `kept`."""

    def __init__(self, kept: str = "") -> None:
        """Remember `kept`, the name of the file that was set aside."""
        super().__init__(f"does not verify, kept as {kept}")
        self.kept = kept


class OfficeBusy(StoreBusy):
    """Another command of this office holds its ledger."""


class LedgerMissing(KioskError):
    """The office has keys, and no ledger: there was one."""


class LedgerDamaged(KioskError):
    """The office's ledger does not verify. It was left, or set aside, under the name `kept`."""

    def __init__(self, kept: str = "") -> None:
        """Remember `kept`, the name of the file that was set aside."""
        super().__init__(f"does not verify, kept as {kept}")
        self.kept = kept


class LedgerOlder(KioskError):
    """The office's ledger is not the last one that was written here: cut, or put back from a copy."""


class LedgerUnmarked(KioskError):
    """What says how far the office's ledger was written is gone or damaged: nobody can tell whether it is the last."""


class LedgerNewer(KioskError):
    """What stands where a copy should be put back is newer than the copy, or another office."""


class StoreTooNew(KioskError):
    """The file was written by a newer version of the kiosk."""


class AlreadyRecorded(KioskError):
    """An entry with this id or reference exists: one act has one record."""


class NotRecorded(KioskError):
    """There is no entry with this id."""


class NotTaken(NotRecorded):
    """The office never took an act with this reference."""


# ---- secrets ---------------------------------------------------------------------------------


class WrongPassphrase(KioskError):
    """No key slot opens with this passphrase."""

    wait = 0
    """Seconds until another one is tried."""


class TooSoon(KioskError):
    """Too many wrong passphrases: none is tried before `wait` seconds have passed."""

    def __init__(self, wait: int) -> None:
        """Remember for how many seconds."""
        super().__init__(f"{wait} s")
        self.wait = wait


class SlotTaken(KioskError):
    """This passphrase cannot be used: it would not tell two members of staff apart."""


class LastSlot(KioskError):
    """The last member of staff cannot be removed: nobody could open the desk any more."""


class NoSuchStaff(KioskError):
    """No member of staff has this name."""


class LastKeeper(KioskError):
    """The last who manages an office's keys must keep that right: nobody could let anybody in any more."""


class NoSuchColleague(KioskError):
    """Nobody at this office has this pseudonym."""


class NotAName(KioskError):
    """A pseudonym that cannot be used: empty, too long, or already there."""


class Unsent(KioskError):
    """Something here has not reached the office yet, so it is not overwritten."""

    def __init__(self, acts: int) -> None:
        """Remember how many acts."""
        super().__init__(f"{acts} acts")
        self.acts = acts


class NotGenuine(KioskError):
    """A seal or a signature does not verify: altered, forged, or for somebody else."""


class NotOurs(NotGenuine):
    """A file is genuine, and another office's; or the office's key changed, and this desk did not hear of it."""


class NotForUs(KioskError):
    """The envelope is sealed to other keys than the one tried."""


class TooNew(KioskError):
    """The envelope or file has a newer version than this program knows."""


class TooLarge(KioskError):
    """More content than the largest envelope can carry."""


class NotVouched(KioskError):
    """The desk that signed this is not one that the office trusts."""


class VouchDamaged(NotGenuine):
    """The office's own file that vouches for a desk is not what was written."""


class DeskGone(KioskError):
    """The desk that signed this was trusted once, and is no longer."""


class TrainingOnly(KioskError):
    """Made in training mode: never an act."""


# ---- rules -----------------------------------------------------------------------------------


class IllegalMove(KioskError):
    """The outbox's table has no such move."""


class ActNotTaken(IllegalMove):
    """Whoever wants to work on an act has not taken it, or it is somebody else's by now."""


class ActHeld(KioskError):
    """Somebody else works on this act at this moment."""

    def __init__(self, who: str) -> None:
        """Remember who: a pseudonym."""
        super().__init__("held by somebody else")
        self.who = who


class ActMoved(KioskError):
    """Somebody at another seat did something with this act meanwhile: it is decided on what is new, or not at all."""

    def __init__(self, who: str) -> None:
        """Remember who did the last thing: a pseudonym; empty for nobody."""
        super().__init__("another seat was faster")
        self.who = who


class SeatRekeyed(KioskError):
    """Another seat changed the office's keys. They are on the disk here by now, and the office is to be opened anew."""


class SeatLost(KioskError):
    """This office has several seats, and the folder does not know which it is: put back from before, or damaged."""


class NoRight(KioskError):
    """Whoever is at the office's machine may not do this."""

    def __init__(self, right: StrEnum) -> None:
        """Remember what it takes: a member of `colleague.OfficeRight`."""
        super().__init__(str(right))
        self.right = right


class NotHere(KioskError):
    """The sealed bytes of an act are not at this office: they are still to be fetched, or were forgotten."""


class ConsentMissing(KioskError):
    """A consent was asked for before everything was explained, or does not match the act."""


class NotAMonth(KioskError):
    """What was asked for is not a month written like `2026-11`."""


class MonthNotOver(KioskError):
    """A report is asked for before its month is over: two reports could be subtracted."""


class NotTraining(KioskError):
    """Training was asked for in the folder of a real desk: it begins by erasing."""


class NotAReference(KioskError):
    """What was typed or scanned is not a reference: wrong length, symbol or check."""


# ---- data from outside -----------------------------------------------------------------------

_LONGEST_QUOTE = 300


def _shown(text: str) -> str:
    """Quote a file without the signs in it that would command the terminal that shows them."""
    return harmless(text[:_LONGEST_QUOTE])


class ProcedureFault(KioskError):
    """A procedure file is wrong: the file, the step, which fault, and what exactly."""

    def __init__(self, file: str, step: str, fault: str, detail: str = "") -> None:
        """Remember where and why. `fault` is a member of `check.Fault`; `detail` quotes the file."""
        step, detail = _shown(step), _shown(detail)
        super().__init__(f"{file}: {step}: {fault} {detail}")
        self.file, self.step, self.fault, self.detail = file, step, fault, detail


class ConfigFault(KioskError):
    """The settings file is wrong: the file, the key, and what exactly."""

    def __init__(
        self,
        file: str,
        key: str,
        detail: str = "",
        nearest: str = "",
        *,
        missing: bool = False,
        unread: bool = False,
        wants: bool = False,
        line: int = 0,
    ) -> None:
        """Remember where and why.

        Args:
            file: which.
            key: which of its keys.
            detail: what exactly.
            nearest: the valid key that was probably meant.
            missing: whether the key is not there.
            unread: whether the system did not let the file be read.
            wants: whether the detail is what would be right, and not what is wrong.
            line: of the file, where it is not of its kind at all; the detail names that kind.
        """
        key, detail = _shown(key), _shown(detail)
        super().__init__(f"{file}: {key}: {detail}")
        self.file, self.key, self.detail, self.nearest = file, key, detail, nearest
        self.missing, self.unread, self.wants, self.line = missing, unread, wants, line


class FileFault(KioskError):
    """A file given by a person cannot be read or written, or is not what it should be."""

    def __init__(self, file: str, reason: str) -> None:
        """Remember the file's name and the reason."""
        super().__init__(f"{file}: {reason}")
        self.file, self.reason = file, reason


class DriveFull(StoreFull):
    """A USB key is full."""

    def __init__(self, drive: str) -> None:
        """Remember its folder."""
        super().__init__(drive)
        self.drive = drive


class DriveReadOnly(StoreReadOnly):
    """A USB key cannot be written."""

    def __init__(self, drive: str) -> None:
        """Remember its folder."""
        super().__init__(drive)
        self.drive = drive


class DriveGone(FileFault):
    """A USB key is not there any more, does not answer, or another disk is in its place."""

    def __init__(self, drive: str, reason: str = "unplugged") -> None:
        """Remember its folder and the reason."""
        super().__init__(drive, reason)
        self.drive = drive


class AddressFault(FileFault):
    """What should be the address of a hub, or leads to it, is none: `not_an_address` or `not_secure`."""


# ---- behind the screens ------------------------------------------------------------------------


class JobFailed(KioskError):
    """A printer, a key or a network failed in a way that nobody foresaw; its text is the name of what was raised."""


# ---- the road ------------------------------------------------------------------------------


class LinkFault(KioskError):
    """The hub was not reached, or did not answer as the hub: a member of `sync.Failure` says why."""

    def __init__(self, failure: StrEnum, retry_after: float | None = None) -> None:
        """Remember the class of failure and, where the hub named it, how many seconds to wait."""
        super().__init__(str(failure))
        self.failure, self.retry_after = failure, retry_after


class NoSuchOffice(KioskError):
    """This hub has no such office, or several: it is to be named."""


class NotAnOffice(KioskError):
    """A name that no office of this hub may have: empty, a number, too long, or another's."""


class CodeUsed(KioskError):
    """This enrolment code was used by another machine, or was called back."""


class CodeRanOut(KioskError):
    """This enrolment code is older than its day."""


class NotUpdated(KioskError):
    """Neither the program nor its guidance was replaced: a member of `release.UpdateFault` says why."""

    def __init__(self, fault: StrEnum) -> None:
        """Remember why."""
        super().__init__(str(fault))
        self.fault = fault


# ---- paper -----------------------------------------------------------------------------------


class MissingGlyph(KioskError):
    """No font of this machine draws a character of this script: nothing is printed rather than a box."""

    def __init__(self, script: str, package: str = "") -> None:
        """Remember the script's name (`arabic`, `cjk`), never the text, and what to install if that is known."""
        super().__init__(f"no font for {script}")
        self.script, self.package = script, package
