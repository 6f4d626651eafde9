"""A desk made for tests: cheap to open, with the passphrases that do and do not."""

from __future__ import annotations

from pathlib import Path

from kiosk.crypto import keys, sign
from kiosk.crypto.vault import Cost
from kiosk.desk.making import create_desk
from kiosk.wire.signed import OfficePublic

FIRST, SECOND, WRONG = "la phrase de passe", "une autre phrase", "ce n’est pas elle"
CHEAP = Cost(1, 8)


def a_desk(folder: Path) -> tuple[Path, str]:
    """Make a desk and give its folder and its recovery key."""
    seed = sign.new_seed()
    reader = keys.public_key(keys.new_reading_key())
    office = OfficePublic(1, False, "Association", "01 23 45 67 89", sign.verify_key(seed), (reader,))
    signed = sign.sign_file(seed, office)
    _, recovery, _ = create_desk(folder / "desk", signed, FIRST, "Mardi", name="Ama", cost=CHEAP)
    return folder / "desk", recovery
