"""Whoever presses anything, in any order, neither breaks the kiosk nor gets out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.screens.app import KioskApp
from scripts.measures.fuzz import walk

STEPS = 5_000


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
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
