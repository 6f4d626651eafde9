"""An office of two people with two acts that nobody has taken yet, and a clock that a test sets."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from kiosk.core.colleague import OfficeRight
from kiosk.office import exchange, house, inbox, people
from kiosk.office.bureau import Press
from kiosk.office.clerk import Clerk
from kiosk.office.house import House
from kiosk.words.catalogues import Catalogues
from tests.office.made import CHEAP, PASSPHRASE, MadeOffice

WORDS = Catalogues()
BO = "cinq autres mots ici"


class TwoActs:
    """An office with acts from one desk, and a clock that a test sets."""

    def __init__(self, folder: Path) -> None:
        """Make them."""
        self.now = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
        self.office = MadeOffice(folder / "bureau")
        desk = self.office.desk()
        self.entries = [desk.hand_over("close"), desk.hand_over("close")]
        (folder / "usb").mkdir()
        data = desk.bundle(folder / "usb")
        with self.open() as opened:
            exchange.take(opened, *exchange.unpacked([inbox.read_bundle(data, opened.key_of)]))
            people.name_me(opened, "Ana")
        with self.open() as opened:
            people.add(opened, "Bo", OfficeRight.ANSWERS, BO, CHEAP)

    def open(self, passphrase: str = PASSPHRASE) -> AbstractContextManager[House]:
        """Open the house."""
        return house.opened(self.office.folder, passphrase, lambda: self.now)

    def sit(self, passphrase: str = PASSPHRASE, press: Press | None = None) -> Clerk:
        """Sit down."""
        return Clerk(self.office.folder, passphrase, lambda: self.now, WORDS, "fr", press=press)
