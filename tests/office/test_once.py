"""The office works on each act exactly once, whatever comes in which order, breaks, or is put back."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, note, seed, settings

from kiosk.core.outbox import State
from kiosk.core.status import Reason
from tests.office.once import STEPS, live

LOST_STOP: list[tuple[Any, ...]] = [
    ("withdraw", 1, True),
    ("restore",),
    ("send", 1),
    ("restore",),
    ("withdraw", 1, False),
    ("copy",),
    ("restore",),
    ("inbox", False, ""),
    ("hub back",),
    ("withdraw", 1, False),
    ("copy",),
    ("bring", 0, True, True, "/v1/office/answers"),
    ("send", 0),
    ("copy",),
    ("export",),
    ("answer", 0, (State.PROOF_SEEN, Reason.TOO_LATE), ""),
    ("send", 0),
]
"""The office ends an act that only its withdrawal told it of; the hub loses that word, and is told it again."""
LOST_WORD: list[tuple[Any, ...]] = [
    ("restore",),
    ("restore",),
    ("withdraw", 0, True),
    ("hub back",),
    ("inbox", True, "/v1/office/waiting"),
    ("bring", 5, True, True, ""),
    ("export",),
    ("bring", 1, True, True, ""),
    ("hub back",),
    ("copy",),
    ("hub back",),
]
"""The end of an act that came by a key alone is said to the hub, which forgets it; nobody brings it the act again."""
SEED = int(os.environ.get("KIOSK_SEED", "1"))
EXAMPLES = int(os.environ.get("KIOSK_EXAMPLES", "8"))
"""The same search for everybody; `KIOSK_SEED=7 KIOSK_EXAMPLES=2000` searches elsewhere, and longer."""


@pytest.mark.slow
@seed(SEED)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@example(steps=LOST_STOP)
@example(steps=LOST_WORD)
@given(steps=STEPS)
def test_each_act_once(steps: list[tuple[Any, ...]]) -> None:
    """Any interleaving of hub, keys, cuts, restorations and withdrawals: each act is work once, or stopped unseen."""
    note(f"KIOSK_SEED={SEED} KIOSK_EXAMPLES={EXAMPLES}")
    with TemporaryDirectory() as folder:
        live(Path(folder), steps)
