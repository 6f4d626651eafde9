"""A desk as a value: its folder and its settings, and what these two alone lead to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kiosk.core.errors import FileFault, NotGenuine, TooLarge
from kiosk.desk.folder import INDEX, OFFICE, SETTINGS
from kiosk.words.catalogues import OLD_AFTER_MONTHS, Catalogues

if TYPE_CHECKING:
    from datetime import date

    from kiosk.desk.settings import Settings
    from kiosk.guidance.shelf import Shelf
    from kiosk.wire.signed import OfficePublic


class Desk(NamedTuple):
    """One folder of one association, and its settings."""

    data: Path
    settings: Settings

    def folders(self) -> tuple[Path, ...]:
        """Give the folders of procedures: the shipped one, then the association's."""
        from kiosk.guidance.files import SHIPPED

        own = self.settings.procedures.folder
        return (SHIPPED, self.data / Path(own).expanduser()) if own else (SHIPPED,)

    def shelf(self) -> Shelf:
        """Open the procedures: shipped ones, then the association's."""
        from kiosk.guidance.files import MANDATE
        from kiosk.guidance.shelf import Shelf

        index = self.data / INDEX if self.data.is_dir() else None
        return Shelf(self.folders(), index, () if self.settings.desk.mandates else (MANDATE,))

    def office(self) -> OfficePublic:
        """Read the office's public file. Raises as `read_office`."""
        return read_office(self.data / OFFICE)


def open_settings(data: Path) -> Desk:
    """Give the desk of a folder with its settings. Raises ConfigFault."""
    from kiosk.desk.settings import load_settings

    return Desk(data, load_settings(data / SETTINGS))


def read_office(file: Path) -> OfficePublic:
    """Read an office's public file.

    Raises:
        FileFault: it cannot be read, or is not what was written.
        TooNew: of a later version.
    """
    from kiosk.crypto import sign
    from kiosk.machine.files import read_own

    try:
        return sign.open_office_file(read_own(file))
    except (OSError, NotGenuine, TooLarge) as error:
        raise FileFault(file.name, "desk_part") from error


def catalogues(old_after: int = OLD_AFTER_MONTHS, *, drafted: bool = True) -> Catalogues:
    """Open the words.

    Args:
        old_after: months after which a statement says when it was checked.
        drafted: whether what no speaker reviewed is said in her language.
    """
    return Catalogues(today=_today, old_after=old_after, drafted=drafted)


def _today() -> date:
    from kiosk.machine.clock import today

    return today()
