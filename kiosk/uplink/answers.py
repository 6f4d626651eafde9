"""The office's answers on a USB key: read whole, verified, and only then believed."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from kiosk.core.errors import FileFault, KioskError, NotGenuine, NotOurs, TooLarge
from kiosk.core.word import Word
from kiosk.crypto.sign import open_office_file, verify
from kiosk.machine.files import read_file
from kiosk.uplink.bundle import is_bundle
from kiosk.uplink.client import follows, unsaid, verified
from kiosk.wire import signed as wire
from kiosk.wire.meeting import read_meetings

SUFFIX = ".ksa"
BESIDE = ".ksm"
"""Of the appointments beside a file of answers: the same name else. Earlier versions know of none."""
MOST_FILES, MOST_NAMES = 1000, 100_000
"""What is looked at on one key: nobody carries more answers, and no key is read for ever. Files beyond are told."""
_MAGIC = b"KSKA"  # `kiosk.wire.signed`
_SHADOW = "._"  # how a Mac names what it knows of a file, beside that file


@dataclass(frozen=True)
class AnswersRead:
    """What a file of answers says to one desk."""

    words: tuple[Word, ...]
    forged: int
    """Statements in it that did not verify."""
    office: bytes
    """The office's public file, which may be newer than the desk's; empty for none."""
    made: datetime | None = None
    """When the office signed the file; None where that is no moment."""


def read_answers(
    data: bytes,
    desk: bytes,
    office: wire.OfficePublic,
    carried: Collection[bytes] = (),
    meetings: Mapping[tuple[bytes, int], bytes] | None = None,
) -> AnswersRead:
    """Read a file of answers.

    Args:
        data: the file.
        desk: this desk's id; what is about other desks is passed over.
        office: as this desk knows it.
        carried: acts of other desks whose withdrawal this desk brought: it keeps each until the office's word.
        meetings: the appointments that lay beside it, by act and number of the statement.

    Raises:
        NotGenuine: not such a file, or altered.
        NotOurs: another office's.
        TooNew, TooLarge: not one that this program reads.
    """
    read = wire.read_signed(data, wire.Answers)
    newer = follows(office, read.said.office) if read.said.office else False
    now = open_office_file(read.said.office) if newer else office
    try:
        verify(now.signing_key, read.to_sign, read.signature)
    except NotGenuine:
        if _is_anothers(read):
            raise NotOurs("another office signed it") from None
        raise
    ours = [ack for ack in read.said.acks if ack.said.desk == desk or ack.said.act in carried]
    met = [(meetings or {}).get((ack.said.act, ack.said.sequence), b"") for ack in ours]
    words = [verified(ack, now, day) or verified(ack, office, day) for ack, day in zip(ours, met, strict=True)]
    true = tuple(word for word in words if word is not None)
    return AnswersRead(
        true,
        len(words) - len(true) + unsaid(words, met),
        read.said.office if newer else b"",
        _moment(read.said.made.wall),
    )


def find_answers(folder: Path) -> list[Path]:
    """Name what may be answers in a folder and one folder down, the newest first, whatever it is.

    Each is judged when it is read. What a Mac writes beside each file is no file of anybody's, and is passed over.

    Raises:
        OSError: the folder cannot be read.
    """
    found: list[tuple[int, Path]] = []
    with os.scandir(folder) as entries:
        for entry in _listed(entries):
            _note(entry, found)
            if not entry.name.startswith(".") and _is_folder(entry):
                with suppress(OSError), os.scandir(entry.path) as names:
                    for name in _listed(names):
                        _note(name, found)
    return [path for _, path in sorted(found)]


def _listed(entries: Iterable[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
    """Give what is in a folder, up to where a damaged key no longer says."""
    with suppress(OSError):
        yield from islice(entries, MOST_NAMES)


def _note(entry: os.DirEntry[str], found: list[tuple[int, Path]]) -> None:
    if entry.name.lower().endswith(SUFFIX) and not entry.name.startswith(_SHADOW):
        written = 0
        with suppress(OSError):  # what it is instead is said when it is read
            written = entry.stat(follow_symlinks=False).st_mtime_ns
        found.append((-written, Path(entry.path)))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether this is a folder of the key; what a damaged key cannot say of one file hides no other."""
    with suppress(OSError):
        return entry.is_dir(follow_symlinks=False)
    return False


def load_answers(path: Path, desk: bytes, office: wire.OfficePublic, carried: Collection[bytes] = ()) -> AnswersRead:
    """Read a file of answers that somebody brought.

    Raises:
        FileFault: what it is instead: `shadow`, `empty`, `for_the_office`, `not_answers`, `cut`, `too_large`, or as
            `kiosk.machine.files.read_file`.
        NotGenuine, NotOurs, TooNew: as `read_answers`.
    """
    if path.name.startswith(_SHADOW):
        raise FileFault(path.name, "shadow")
    try:
        data = read_file(path)
        if not data:
            raise FileFault(path.name, "empty")
        if is_bundle(data):
            raise FileFault(path.name, "for_the_office")
        if not data.startswith(_MAGIC):
            raise FileFault(path.name, "not_answers")
        try:
            wire.read_signed(data, wire.Answers)
        except NotGenuine:
            raise FileFault(path.name, "cut") from None
        return read_answers(data, desk, office, carried, _meetings_beside(path))
    except TooLarge:
        raise FileFault(path.name, "too_large") from None


def _meetings_beside(path: Path) -> Mapping[tuple[bytes, int], bytes]:
    """Read the appointments beside a file of answers. Without them, or where they are damaged, weekdays are left."""
    for suffix in (BESIDE, BESIDE.upper()):
        with suppress(KioskError):
            return read_meetings(read_file(path.with_suffix(suffix)))
    return {}


def _is_anothers(read: wire.Unverified[wire.Answers]) -> bool:
    """Tell whether the office whose public file lies in it has signed it."""
    with suppress(KioskError):
        verify(open_office_file(read.said.office).signing_key, read.to_sign, read.signature)
        return True
    return False


def _moment(seconds: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
