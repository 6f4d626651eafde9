"""A desk as a value: its folder and its settings, and what these two alone lead to."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kiosk.core.errors import FileFault, KioskError, NotGenuine, TooLarge
from kiosk.desk.folder import INDEX, OFFICE, SETTINGS
from kiosk.words.catalogues import Catalogues

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kiosk.core.glossary import Term
    from kiosk.core.procedure import Procedure
    from kiosk.core.triage import Triage
    from kiosk.desk.settings import Settings
    from kiosk.guidance.shelf import Shelf
    from kiosk.wire.signed import OfficePublic


LOCALES = "locales"
"""The folder of an association's own words, in that of its guidance."""


class Desk(NamedTuple):
    """One folder of one association, and its settings."""

    data: Path
    settings: Settings

    @property
    def own_guidance(self) -> Path | None:
        """The folder of the association's own procedures, which may not be there; None where the settings name none."""
        own = self.settings.procedures.folder
        return self.data / Path(own).expanduser() if own else None

    @property
    def own_words(self) -> Path | None:
        """The folder of its own translations and reviews, in that of its procedures; None without one."""
        return None if self.own_guidance is None else self.own_guidance / LOCALES

    def folders(self) -> tuple[Path, ...]:
        """Give the folders of procedures: the shipped one, then the association's."""
        from kiosk.guidance.files import SHIPPED

        return (SHIPPED,) if self.own_guidance is None else (SHIPPED, self.own_guidance)

    def shelf(self) -> Shelf:
        """Open the procedures: shipped ones, then the association's."""
        from kiosk.guidance.files import MANDATE
        from kiosk.guidance.shelf import Shelf

        index = self.data / INDEX if self.data.is_dir() else None
        return Shelf(self.folders(), index, () if self.settings.desk.mandates else (MANDATE,))

    def words(self) -> Catalogues:
        """Open the words: the shipped ones, the association's before them."""
        return self._words(drafted=self.settings.procedures.drafted)

    def written(self) -> Catalogues:
        """Open the words for who works on them: drafts are among them, whether people are shown them or not."""
        return self._words(drafted=True)

    def _words(self, *, drafted: bool) -> Catalogues:
        return Catalogues(
            today=this_day,
            old_after=self.settings.procedures.old_after_months,
            drafted=drafted,
            own=self.own_words,
            last_review=last_review,
            own_sayings=self._own_sayings,
        )

    def _own_sayings(self) -> list[tuple[str, str | None]]:
        """Give what the association's own guidance says to a person; what of it is refused says nothing."""
        from kiosk.guidance.files import GLOSSARY, SHIPPED, TRIAGE
        from kiosk.words.reading import sayings

        if self.own_guidance is None or not self.own_guidance.is_dir():
            return []
        shelf = self.shelf()
        found: list[Procedure] = []
        triage: Triage | None = None
        glossary: Sequence[Term] = ()
        for each in shelf.titles():
            with suppress(KioskError):
                if shelf.file(each.id).parent != SHIPPED:
                    found.append(shelf.open(each.id))
        with suppress(KioskError):
            triage = shelf.triage() if shelf.last(TRIAGE).parent != SHIPPED else None
        with suppress(KioskError):
            glossary = shelf.glossary() if shelf.last(GLOSSARY).parent != SHIPPED else ()
        return [(each.text, each.sense) for each in sayings(found, triage, glossary)]

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


def catalogues() -> Catalogues:
    """Open the shipped words alone."""
    return Catalogues(today=this_day, last_review=last_review)


def last_review() -> date:
    """Give the last day that a review may have, by this machine's clock where that can be right."""
    from kiosk.core.review import last_review_day
    from kiosk.machine.clock import BUILT, read_clock

    return last_review_day(read_clock().wall, BUILT)


def this_day() -> date:
    """Read the day; the clock is loaded when it is asked for."""
    from kiosk.machine.clock import today

    return today()
