"""How the desks fare: what each last said of itself, opened, verified and kept until it says something newer.

Kept as the acts are: what was said is let go of after as many days as an act that has ended; that a desk was heard,
and when, goes with the desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

from kiosk.core.errors import KioskError, NotGenuine
from kiosk.core.health import (
    DeskKnown,
    Drift,
    Health,
    PaperState,
    Space,
    Uptime,
    heard_on,
    is_newer,
    is_off,
    may_let_go,
)
from kiosk.core.paper import Form
from kiosk.crypto.open import open_health
from kiosk.machine.files import read_file
from kiosk.office import keys
from kiosk.office.house import HEALTH, House
from kiosk.uplink.bundle import HEALTH_SUFFIX
from kiosk.uplink.office_client import OfficeClient
from kiosk.wire.health import MOST_HEALTH, HealthSaid, read_said, write_said

_NUMBER, _DAY, _OFF = 8, 4, 1
_MOST_FILES = 1000
"""What is looked at in one folder of a key."""


# ---- in --------------------------------------------------------------------------------------


def gather_health(house: House, client: OfficeClient) -> int:
    """Take what desks said of themselves through the hub. Gives how many are news; what is not genuine is none.

    Raises:
        LinkFault: the rest is for the next time.
    """
    return sum(_takes(house, held.sealed, _day(held.at)) for held in client.health())


def health_beside(house: House, paths: Iterable[Path]) -> int:
    """Take what desks left of themselves on a key, beside the files that were brought. Gives how many are news."""
    folders = dict.fromkeys(path.parent for path in paths)
    return sum(_takes(house, data, None) for folder in folders for data in _left_in(folder))


def is_health(path: Path) -> bool:
    """Tell by its name whether a file is what a desk left of itself."""
    return path.suffix.lower() == HEALTH_SUFFIX


def take_health(house: House, sealed: bytes, carried: date | None) -> bool:
    """Take what a desk says of itself. Tells whether it is news: an older word than the last one is none.

    Args:
        house: the office.
        sealed: as it came.
        carried: on which day the hub got it; None where a key brought it.

    Raises:
        NotGenuine, NotVouched, DeskGone, VouchDamaged, NotForUs, TooNew: as `kiosk.crypto.open.open_health`.
    """
    desk, said = open_health(sealed, house.secrets.readers, house.key_of)
    if not is_newer(said.number, int.from_bytes(house.ledger.noted(HEALTH + desk.hex())[:_NUMBER])):
        return False
    day, today = read_codes(said).day, _today(house)
    heard = heard_on(day, carried, today).toordinal().to_bytes(_DAY)
    off = is_off(day, carried, today).to_bytes(_OFF)
    house.ledger.note(HEALTH + desk.hex(), said.number.to_bytes(_NUMBER) + heard + off + write_said(said))
    return True


def read_codes(said: HealthSaid) -> Health:
    """Read a record as it travelled. Raises NotGenuine: a day in it is none."""
    try:
        day, updated = date.fromisoformat(said.day), date.fromisoformat(said.updated) if said.updated else None
    except ValueError:
        raise NotGenuine("not a day") from None
    return Health(
        day=day,
        version=said.version,
        guidance=said.guidance,
        updated=updated,
        space=Space(said.space),
        drift=Drift(said.drift),
        printer=Form(said.printer),
        paper=PaperState(said.paper),
        sound=said.sound,
        uptime=Uptime(said.uptime),
        stuck=said.stuck,
    )


def _takes(house: House, sealed: bytes, carried: date | None) -> bool:
    with suppress(KioskError):
        return take_health(house, sealed, carried)
    return False


def _left_in(folder: Path) -> Iterator[bytes]:
    with suppress(OSError):
        for file in islice(sorted(each for each in folder.iterdir() if is_health(each)), _MOST_FILES):
            with suppress(KioskError):
                yield read_file(file, MOST_HEALTH)


# ---- what is known ---------------------------------------------------------------------------


def known_desks(house: House) -> Sequence[DeskKnown]:
    """Give what is known of each desk that the office trusts."""
    return [_known(house, each.desk, each.label) for each in keys.desks(house.folder)]


def _known(house: House, desk: bytes, label: str) -> DeskKnown:
    note = house.ledger.noted(HEALTH + desk.hex())
    if not note:
        return DeskKnown(desk, label)
    heard, off, said = _parts(note)
    health = read_codes(read_said(said)) if said else None
    if health is not None and off:
        health = replace(health, drift=Drift.DAYS)
    return DeskKnown(desk, label, heard, health)


def forget_health(house: House, days: int) -> int:
    """Let go of what desks said longer ago than so many days. Gives of how many.

    When each was last heard stays, and the number of its last word, by which an older one is known.
    """
    today = _today(house)
    due = {
        name: note
        for name, note in house.ledger.notes(HEALTH).items()
        if _parts(note)[2] and may_let_go(_parts(note)[0], days, today)
    }
    for name, note in due.items():
        house.ledger.note(HEALTH + name, note[: _NUMBER + _DAY + _OFF])
    return len(due)


def _parts(note: bytes) -> tuple[date, bool, bytes]:
    at = _NUMBER + _DAY
    return date.fromordinal(int.from_bytes(note[_NUMBER:at])), any(note[at : at + _OFF]), note[at + _OFF :]


def _today(house: House) -> date:
    return house.now().astimezone().date()


def _day(at: int) -> date | None:
    try:
        return datetime.fromtimestamp(at, UTC).astimezone().date()
    except (ValueError, OverflowError, OSError):
        return None
