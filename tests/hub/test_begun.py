"""A hub whose database is gone says so: another in its place would have another key, and no act."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.core.errors import FileFault
from kiosk.hub.compose import open_hub
from kiosk.hub.settings import DATABASE, read_hub_settings


def test_a_database_that_is_gone_is_not_begun_anew(tmp_path: Path) -> None:
    """The first start makes it; once it is missing every start refuses, until the very file is put back."""
    engine, seed = open_hub(read_hub_settings(tmp_path))
    engine.dispose()
    kept = {file: file.read_bytes() for file in tmp_path.glob(f"{DATABASE}*")}
    for file in kept:
        file.unlink()
    for _ in range(2):
        with pytest.raises(FileFault, match="gone"):
            open_hub(read_hub_settings(tmp_path))
        assert not (tmp_path / DATABASE).exists()
    for file, data in kept.items():
        file.write_bytes(data)
    engine, again = open_hub(read_hub_settings(tmp_path))
    engine.dispose()
    assert again == seed
