"""The office's assent to a release: looked at by the project's own keys first, then signed, part by part."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kiosk.crypto import sign
from kiosk.machine.files import unwritten
from kiosk.office.house import House
from kiosk.store.disk import Disk
from kiosk.uplink.release import Verified, assent_file, release_folder, verify_release
from kiosk.wire.assent import Assent, assent_bytes, write_assent


def look_at_release(given: Path, at: datetime) -> Verified:
    """Verify a release by the keys that this program came with, and by the office's own clock.

    Raises:
        NotUpdated: it is none that a desk would take.
    """
    return verify_release(release_folder(given), {}, at)


def agree(house: House, given: Path, verified: Verified) -> None:
    """Sign what was looked at, and write it beside it.

    Raises:
        FileFault: it cannot be written there.
    """
    release, at, disk = release_folder(given), int(house.now().timestamp()), Disk()
    for part, each in verified.parts.items():
        said = Assent(str(part), each.hash, at)
        file = assent_file(release, part)
        fresh = file.with_suffix(".new")
        try:
            disk.remove(fresh)
            disk.keep(fresh, write_assent(said, sign.sign(house.secrets.seed, assent_bytes(said))))
            disk.rename(fresh, file)
            disk.sync_folder(release)
        except OSError as error:
            raise unwritten(file, error) from error
