"""An office that has joined a hub, a desk on it, and a USB key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office.road import Road, RoadDesk


@pytest.fixture
def road(tmp_path: Path) -> Road:
    """Make an office that has joined a hub."""
    road = Road(tmp_path)
    road.join()
    return road


@pytest.fixture
def desk(road: Road) -> RoadDesk:
    """Make a desk on it."""
    return road.desk()


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    """Make the folder of a USB key."""
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"
