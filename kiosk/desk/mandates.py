"""Blank mandate sheets of a desk: numbered, on whatever its papers come out on, or in a file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.desk.folder import MANDATES, OFFICE, PUBLIC

if TYPE_CHECKING:
    from kiosk.core.blocks import Receipt
    from kiosk.desk.desk import Desk
    from kiosk.sheets.mandate import Mandate


@dataclass(frozen=True)
class Mandates:
    """Sheets that were numbered."""

    said: Mandate
    numbers: Sequence[str]
    again: bool
    """Whether some of the numbers had been given out before."""

    @property
    def begins(self) -> bool:
        """Whether this is the first sheet of all, as far as the desk knows: a count that was lost left nothing."""
        return self.numbers[0].endswith("-0001")

    @property
    def paper(self) -> Receipt:
        """Give them as any other paper; on a roll one sheet at a time."""
        from kiosk.sheets.layout import mandate_paper

        return mandate_paper(self.said, self.numbers)


def _association(desk: Desk) -> str:
    """Give the association's name as the office says it; nothing where the desk has no office's file."""
    return desk.office().name if (desk.data / OFFICE).exists() else ""


def number_mandates(desk: Desk, count: int, first: int | None = None) -> Mandates:
    """Give out the next numbers of a desk, or some of them again.

    Args:
        desk: its settings have the association's name, else the office's file has it; its procedures are the acts.
        count: how many sheets.
        first: the first number; by default what follows the last.

    Raises:
        ValueError: so many or such numbers there are not.
        FileFault: the desk's file does not go, or what was remembered does not read.
        NotGenuine, TooNew, TooLarge: the desk's file is not one.
        StoreReadOnly: the desk's folder cannot be written.
    """
    from kiosk.crypto.sign import open_desk_file
    from kiosk.machine.files import read_own, unread
    from kiosk.sheets.mandate import read_mandate, reserve, spell_number
    from kiosk.uplink.fingerprint import fingerprint

    try:
        number = fingerprint(open_desk_file(read_own(desk.data / PUBLIC))).split("-")[0]
    except OSError as error:
        raise unread(desk.data / PUBLIC, error) from error
    said = read_mandate(desk.shelf().titles(), desk.settings.desk.structure or _association(desk))
    reserved, again = reserve(desk.data / MANDATES, count, first)
    return Mandates(said, [spell_number(number, each) for each in reserved], again)


def blank_mandate(desk: Desk) -> Receipt:
    """Number one sheet and give it. Raises what `number_mandates` raises; once the last is given out, FileFault."""
    from kiosk.core.errors import FileFault

    try:
        return number_mandates(desk, 1).paper
    except ValueError as error:
        raise FileFault(MANDATES, "damaged") from error


def mandates_file(desk: Desk, folder: Path, count: int, first: int | None) -> tuple[Path, Mandates]:
    """Make a PDF of sheets in a folder.

    Raises:
        FileFault: the folder does not go; also what `number_mandates` raises.
    """
    from kiosk.core.errors import FileFault
    from kiosk.machine.files import new_file, unwritten
    from kiosk.sheets.layout import draw

    if not folder.is_dir():
        raise FileFault(str(folder), "not_a_folder")
    made = number_mandates(desk, count, first)
    file = folder / f"mandats-{made.numbers[0]}-{made.numbers[-1].partition('-')[2]}.pdf"
    try:
        descriptor = new_file(file)
    except OSError as error:
        raise unwritten(file, error) from error
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(draw(made.said, made.numbers))
            opened.flush()
            os.fsync(opened.fileno())
    except OSError as error:
        with suppress(OSError):
            file.unlink()
        raise unwritten(file, error) from error
    return file, made
