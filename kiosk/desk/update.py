"""A machine's program and guidance: what runs, what a folder offers, and the way from one to the other and back.

It is the administrator's work: no desk is opened for it, and no passphrase asked. Who decides is who signed: the
project that it is its release, the office that its desks take it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from kiosk.core.errors import FileFault, KioskError, NotGenuine, NotUpdated, TooLarge, TooNew
from kiosk.core.release import (
    Feed,
    Program,
    Standing,
    UpdateFault,
    UpdatePart,
    check_return,
    next_standing,
    read_feed,
    read_program,
    reference_time,
)
from kiosk.crypto import vault
from kiosk.crypto.sign import open_office_file
from kiosk.desk.folder import HEARD, OFFICE, STORE, VAULT
from kiosk.machine.clock import BUILT
from kiosk.machine.files import read_file, read_own
from kiosk.machine.trial import runs_here
from kiosk.store.names import JOURNAL
from kiosk.store.records import HEADER_BYTES, format_of
from kiosk.store.versions import FEED, PYTHON, SAID, Trees, Versions
from kiosk.wire import signed as wire

FEED_SAID = "feed.toml"
_LARGEST = 10_000


@dataclass(frozen=True)
class Machine:
    """Where things are on a machine that was made a desk by our package.

    Args:
        root: the folder that plays `/`.
        data: the desk's folder, where it is another.
        keys: the project's keys as the program came with them, where they are others.
        trees: the system calls.
        runs: whether a program that was made runs here.
    """

    root: Path = Path("/")
    data: Path | None = None
    keys: Path | None = None
    trees: Trees | None = None
    runs: Callable[[Path, Path], bool] = runs_here

    @property
    def desk(self) -> Path:
        """The folder of its desk."""
        return self.data or self.root / "var/lib/kiosk/desk"

    @property
    def versions(self) -> Versions:
        """Its versions."""
        return Versions(self.root / "var/lib/kiosk-desk", self.root / "usr/lib/kiosk-desk", self.trees)


def standing(versions: Versions, name: str | None = None) -> Standing:
    """Say what a version is: the one that runs at the next start, where none is named.

    Raises:
        NotUpdated: there is no program of the package here.
    """
    folder = versions.folder(versions.name() if name is None else name)
    try:
        program = read_program(_toml(folder / PYTHON / SAID))
    except OSError as error:
        raise NotUpdated(UpdateFault.NOT_PACKAGED) from error
    feed = folder / FEED / FEED_SAID
    return Standing(program, read_feed(_toml(feed)) if feed.exists() else None)


def update(machine: Machine, given: Path, wall: datetime) -> Standing:
    """Take what a folder offers, what the project signed and the office agreed to. Gives what runs from the next start.

    Raises:
        NotUpdated: why nothing changed.
        FileFault: there is no desk here, or its office's file cannot be read.
        StoreFull, StoreReadOnly, StoreFailed, StoreBusy: nothing changed.
    """
    from kiosk.uplink import release as offered

    versions = machine.versions
    now = standing(versions)
    folder = offered.release_folder(given)
    if not (folder / offered.METADATA).is_dir():
        raise NotUpdated(UpdateFault.NOTHING)
    with versions.held():  # whoever may not is told so before anything else is read
        assents = offered.load_assents(folder, _office(machine.desk).signing_key)
        if not assents:
            raise NotUpdated(UpdateFault.NO_ASSENT)
        trusted = _trusted(versions)
        signed = [datetime.fromtimestamp(each.at, UTC) for each in assents.values()]
        at = reference_time(_kept(trusted), [*signed, *_heard(machine.desk)], wall, BUILT)
        verified = offered.verify_release(folder, trusted, at, machine.keys)
        # Keys that were replaced stay so whatever comes of the rest: nothing else is kept before the office agreed.
        _trust(versions, trusted | {name: verified.trusted[name] for name in ("root", "keys")})
        agreed = {
            part: each for part, each in verified.parts.items() if part in assents and assents[part].hash == each.hash
        }
        if not agreed:
            raise NotUpdated(UpdateFault.NO_ASSENT)
        program = agreed.get(UpdatePart.SOFTWARE)
        feed = agreed.get(UpdatePart.GUIDANCE)
        then = next_standing(
            now,
            read_program(program.says) if program else None,
            read_feed(feed.says) if feed else None,
            present_formats(machine.desk),
        )
        _trust(versions, {**verified.trusted, "time": str(int(at.timestamp()))})
        takes_feed = then.feed is not None and then.feed != now.feed
        versions.install(
            then.name,
            offered.target_bytes(folder, program) if program and then.program != now.program else None,
            offered.target_bytes(folder, feed) if feed and takes_feed else None,
            keep_feed=then.feed is not None,
            runs=lambda python, later: _says(python) == then and machine.runs(python, later),
        )
    return then


def go_back(machine: Machine) -> Standing:
    """Let the version before run again, once. Gives what runs from the next start on.

    Raises:
        NotUpdated: there is none, or it does not read what this desk has written since.
        StoreFull, StoreReadOnly, StoreFailed, StoreBusy: nothing changed.
    """
    versions = machine.versions
    standing(versions)
    with versions.held():
        before = versions.before()
        if before is None:
            raise NotUpdated(UpdateFault.NO_BACK)
        check_return(standing(versions, before), present_formats(machine.desk))
        versions.back()
        return standing(versions)


def last_update(machine: Machine) -> date | None:
    """Say on which day the program or the guidance of a machine last changed; None where no package put them there.

    By the machine's clock of that moment, which may have been wrong: never before what the office had signed by then.
    """
    versions = machine.versions
    at = versions.changed()
    if at is None:
        return None
    kept = _kept(_trusted(versions)) if versions.name() else None
    day = datetime.fromtimestamp(at, UTC)
    return max(day, kept or day).astimezone().date()


def present_formats(data: Path) -> dict[str, int]:
    """Say in which formats a desk's files are written; nothing where there is no desk.

    Sealed acts lie in the store, which nobody opens here: they are of the one version that this program writes.
    """
    if not (data / VAULT).exists():
        return {}
    found = {"vault": vault.VERSION, "envelope": wire.VERSION}
    with suppress(OSError), (data / STORE / JOURNAL).open("rb") as stream:
        if (written := format_of(stream.read(HEADER_BYTES))) is not None:
            found["store"] = written
    return found


def _office(data: Path) -> wire.OfficePublic:
    try:
        return open_office_file(read_file(data / OFFICE, 1 << 16))
    except (NotGenuine, TooNew, TooLarge) as error:
        raise FileFault(OFFICE, "desk_part") from error


def _heard(data: Path) -> list[datetime]:
    """Give the newest time that the desk heard from its office, where it has heard one."""
    try:
        return [datetime.fromtimestamp(int(read_own(data / HEARD, 20)), UTC)]
    except (OSError, ValueError, OverflowError, KioskError):
        return []


def _trusted(versions: Versions) -> dict[str, str]:
    try:
        kept = json.loads(versions.trusted() or b"{}")
    except (ValueError, RecursionError):
        kept = {}
    return {str(name): str(value) for name, value in kept.items()} if isinstance(kept, dict) else {}


def _trust(versions: Versions, trusted: Mapping[str, str]) -> None:
    if trusted != _trusted(versions):
        versions.trust(json.dumps(trusted, sort_keys=True).encode())


def _kept(trusted: Mapping[str, str]) -> datetime | None:
    return datetime.fromtimestamp(int(trusted["time"]), UTC) if "time" in trusted else None


def _says(python: Path) -> Standing | None:
    """Say what a version is that is being made; None where it does not say so itself."""
    feed = python / "kiosk" / "feed" / FEED_SAID
    try:
        program: Program = read_program(_toml(python / SAID))
        told: Feed | None = read_feed(_toml(feed)) if feed.exists() else None
    except (OSError, NotUpdated):
        return None
    return Standing(program, told)


def _toml(file: Path) -> object:
    try:
        return tomllib.loads(read_own(file, _LARGEST).decode())
    except ValueError as error:
        raise NotUpdated(UpdateFault.MIXED) from error
