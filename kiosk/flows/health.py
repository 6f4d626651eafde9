"""Saying how the desk fares: measured, numbered, sealed. It goes after the acts, and stands in the way of none."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.core.errors import KioskError
from kiosk.core.health import Health, PaperState, next_number

if TYPE_CHECKING:
    from kiosk.core.ports import Store

HEALTH_NOTE = "health"
"""The note of the last record's number, in 8 bytes, and of how the printer was."""


class HealthTeller:
    """Makes a desk's sealed word on itself, each with a higher number than the one before.

    Args:
        store: the desk's.
        measure: looks at everything but the paper.
        paper: how the printer was at the last print since the desk was opened; None where nothing was printed.
        seal: seals it to the office under a number, and signs.
    """

    def __init__(
        self,
        store: Store,
        measure: Callable[[], Health],
        paper: Callable[[], PaperState | None],
        seal: Callable[[int, Health], bytes],
    ) -> None:
        self._store, self._measure, self._paper, self._seal = store, measure, paper, seal
        self._last = 0

    def __call__(self) -> bytes:
        """Give the next one.

        Raises:
            StoreFull, StoreReadOnly, StoreFailed: nothing can be read of the store.
        """
        health = self._measure()
        before, paper = _noted(self._store.noted(HEALTH_NOTE) or b"")
        health = replace(health, paper=self._paper() or paper)
        # A disk that takes no note any more is what the office must hear of.
        self._last = next_number(max(before, self._last), health.day, health.drift)
        with suppress(KioskError):
            self._store.note(HEALTH_NOTE, self._last.to_bytes(8) + health.paper.encode())
        return self._seal(self._last, health)


def _noted(note: bytes) -> tuple[int, PaperState]:
    try:
        return int.from_bytes(note[:8]), PaperState(note[8:].decode())
    except ValueError:
        return int.from_bytes(note[:8]), PaperState.UNKNOWN
