"""What numbers mandate sheets: the folder of a desk without anything else of one, or less."""

from __future__ import annotations

from pathlib import Path

from kiosk.core.blocks import Receipt
from kiosk.crypto import sign
from kiosk.desk.folder import PUBLIC, VAULT
from kiosk.sheets.layout import mandate_paper
from kiosk.sheets.mandate import read_mandate
from kiosk.wire.signed import DeskPublic
from tests.fakes import shipped


def numbered_desk(folder: Path) -> Path:
    """Make it."""
    seed = sign.new_seed()
    said = DeskPublic(bytes(16), "Mardi", sign.verify_key(seed))
    (folder / PUBLIC).write_bytes(sign.sign_file(seed, said))
    (folder / VAULT).touch()
    return folder


class Sheets:
    """What numbers blank sheets, as a desk does."""

    def __init__(self) -> None:
        """Begin at the first."""
        self.last = 0

    def __call__(self) -> Receipt:
        """Number one."""
        self.last += 1
        return mandate_paper(read_mandate(shipped().titles(), "Les Tilleuls"), [f"7K3M-{self.last:04}"])
