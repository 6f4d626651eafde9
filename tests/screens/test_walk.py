"""Whoever presses anything, in any order, neither breaks the kiosk nor gets out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.glass.widgets.scan import SCAN_KEYS
from kiosk.screens.app import KioskApp
from scripts.measures.fuzz import walk
from tests.screens.walk import SCANNED

STEPS = 5_000


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
async def test_a_walk_with_any_keys(tmp_path: Path, seed: int) -> None:
    """Keys, pastes, scans, resizes and absences: it is always where a model of it says, and it always answers."""
    one = await walk(tmp_path, STEPS, seed)
    assert one.steps >= STEPS
    assert len(one.seen) > 8


@pytest.mark.parametrize("name", ["action_hide", "action_vanish", "action_lock"])
async def test_the_model_notices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Where a key does not do what it must, the walk ends with a fault and the keys that led to it."""
    monkeypatch.setattr(KioskApp, name, KioskApp.action_quit)
    with pytest.raises(AssertionError, match=r"after [0-9]+ steps"):
        await walk(tmp_path, STEPS, 1)


def test_what_the_walk_scans_is_a_scan() -> None:
    """With fewer signs it would be a quick hand, whose Enter answers what is pointed at, as it should."""
    assert min(map(len, SCANNED)) >= SCAN_KEYS
