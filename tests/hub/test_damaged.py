"""A hub whose SQLite file was damaged says so before it serves: it would keep acts back, and nobody would be told."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.core.errors import FileFault
from kiosk.hub.compose import open_hub
from kiosk.hub.settings import DATABASE, HubConfig


def served(folder: Path) -> Path:
    """Make a hub that has served from a folder, and give its file."""
    open_hub(HubConfig(data=str(folder)))[0].dispose()
    return folder / DATABASE


def refused(folder: Path) -> str:
    """Open a hub that must not serve, and give why."""
    with pytest.raises(FileFault) as caught:
        open_hub(HubConfig(data=str(folder)))
    assert caught.value.file == DATABASE
    return caught.value.reason


def test_an_index_that_lost_its_rows_is_damage(tmp_path: Path) -> None:
    """A last page of zeros where an index was is no hub without acts: it does not serve."""
    file = served(tmp_path)
    data = file.read_bytes()
    file.write_bytes(data[:-4096] + bytes(4096))
    assert refused(tmp_path) == "database_damaged"


def test_a_schema_that_is_no_text_is_damage(tmp_path: Path) -> None:
    """What SQLite says of a damaged name may be no text: it is damage all the same, and no defect."""
    file = served(tmp_path)
    data = file.read_bytes()
    assert b"tableactsacts" in data
    file.write_bytes(
        data.replace(b"tableactsacts", b"table\xe9\xff\xe9\xffacts").replace(b"CREATE TABLE acts", b"no TABLE at acts!")
    )
    assert refused(tmp_path) == "database_damaged"
