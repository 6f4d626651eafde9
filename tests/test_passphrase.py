"""A desk's passphrase can be changed, with it or with the recovery key; what was sealed under the desk stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import compose
from kiosk.core.errors import StoreMissing, WrongPassphrase
from kiosk.crypto import keys, sign
from kiosk.wire import OfficePublic


def a_desk(folder: Path) -> tuple[Path, str]:
    """Make a desk and give its folder and its recovery key."""
    seed = sign.new_seed()
    reader = keys.public_key(keys.new_reading_key())
    office = OfficePublic(1, False, "Association", "01 23 45 67 89", sign.verify_key(seed), (reader,))
    (folder / "office.public").write_bytes(sign.sign_file(seed, office))
    _, recovery, _ = compose.create_desk(
        folder / "desk", (folder / "office.public").read_bytes(), "la phrase de passe", "Mardi"
    )
    return folder / "desk", recovery


def test_the_recovery_key_gives_a_new_passphrase(tmp_path: Path) -> None:
    """Who forgot the passphrase opens the same desk with a new one; the old opens nothing, the paper still does."""
    desk, recovery = a_desk(tmp_path)
    key = compose.unlock_key(desk, "la phrase de passe")
    assert compose.recover_key(desk, recovery) == key
    compose.change_passphrase(desk, key, "une autre phrase")
    assert compose.unlock_key(desk, "une autre phrase") == key
    assert compose.recover_key(desk, recovery) == key
    with pytest.raises(WrongPassphrase):
        compose.unlock_key(desk, "la phrase de passe")


def test_a_folder_without_a_desk_says_so(tmp_path: Path) -> None:
    """Nothing is asked of a desk that is not there, by passphrase or by paper."""
    with pytest.raises(StoreMissing):
        compose.unlock_key(tmp_path, "la phrase de passe")
    with pytest.raises(StoreMissing):
        compose.recover_key(tmp_path, "0000-0000")
