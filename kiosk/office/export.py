"""The office's answers on a USB key: everything that it last said, with its newest public file, signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kiosk.crypto import sign
from kiosk.machine.files import read_file
from kiosk.office import keys
from kiosk.office.house import House
from kiosk.uplink.answers import BESIDE, SUFFIX
from kiosk.uplink.drives import Landing
from kiosk.wire import signed as wire
from kiosk.wire.meeting import write_meetings


def write_answers(house: House, folder: Path, made: datetime, random: Callable[[int], bytes]) -> Path:
    """Write `kiosk-<8 random hex>.ksa` for every desk, and give its path; beside it, `.ksm` where somebody comes.

    Raises:
        DriveFull, DriveReadOnly, DriveGone: there is no such file.
        TooLarge: more than a reader accepts.
    """
    stamp = wire.Stamp(int(made.timestamp()), 0, "", None)
    said = list(house.statements())
    answers = wire.Answers(stamp, tuple(ack for ack, _ in said), read_file(house.folder / keys.PUBLIC))
    meetings = {(ack.said.act, ack.said.sequence): met for ack, met in said if met}
    file = folder / f"kiosk-{random(4).hex()}{SUFFIX}"
    with Landing(folder) as landing:
        if meetings:
            landing.write(file.with_suffix(BESIDE).name, write_meetings(meetings))
        landing.write(file.name, sign.sign_file(house.secrets.seed, answers))
    return file
