"""A desk as a value: its folder and its settings, and what these two alone lead to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.errors import FileFault, NotGenuine, TooLarge
from kiosk.desk.folder import INDEX, OFFICE, SETTINGS
from kiosk.words.catalogues import Catalogues

if TYPE_CHECKING:
    from datetime import date

    from kiosk.desk.settings import Settings
    from kiosk.guidance.shelf import Shelf
    from kiosk.wire.signed import OfficePublic


LOCALES = "locales"
"""The folder of an association's own words, in that of its guidance."""


@dataclass(frozen=True)
class Desk:
    """One folder of one association, and its settings."""

    data: Path
    settings: Settings

    def shelf(self) -> Shelf:
        """Open the procedures: shipped ones, then the association's."""
        return shelf(self.settings, self.data)

    def words(self) -> Catalogues:
        """Open the words: the shipped ones, the association's before them."""
        return catalogues(self.settings, self.data)

    @property
    def own_words(self) -> Path | None:
        """The folder of the association's own translations and reviews, in that of its guidance; None without one."""
        own = own_guidance(self.settings, self.data)
        return None if own is None else own / LOCALES

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


def folders(settings: Settings, data: Path | None) -> tuple[Path, ...]:
    """Give the folders of procedures: the shipped one, then the association's."""
    from kiosk.guidance.files import SHIPPED

    own = own_guidance(settings, data)
    return (SHIPPED,) if own is None else (SHIPPED, own)


def own_guidance(settings: Settings, data: Path | None) -> Path | None:
    """Give the folder of an association's own guidance, which may not be there; None where the settings name none."""
    if not settings.procedures.folder:
        return None
    own = Path(settings.procedures.folder).expanduser()
    return own if own.is_absolute() or data is None else data / own


def shelf(settings: Settings, data: Path | None) -> Shelf:
    """Open the procedures: shipped ones, then the association's."""
    from kiosk.guidance.files import MANDATE
    from kiosk.guidance.shelf import Shelf

    without = () if settings.desk.mandates else (MANDATE,)
    return Shelf(folders(settings, data), data / INDEX if data else None, without)


def catalogues(settings: Settings | None = None, data: Path | None = None) -> Catalogues:
    """Open the words.

    Args:
        settings: what an association chose; without them the shipped words alone.
        data: its folder, beside which its own guidance and words may lie.
    """
    if settings is None:
        return Catalogues(today=_today)
    chosen = settings.procedures
    own = own_guidance(settings, data)
    words = None if own is None else own / LOCALES
    return Catalogues(today=_today, old_after=chosen.old_after_months, drafted=chosen.drafted, own=words)


def _today() -> date:
    from kiosk.machine.clock import today

    return today()
