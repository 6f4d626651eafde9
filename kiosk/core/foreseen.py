"""Printers, keys and networks fail in ways that nobody foresees: here they become an error that is said in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from kiosk.core.errors import JobFailed, KioskError

T = TypeVar("T")


def foreseen(job: Callable[[], T]) -> Callable[[], T]:
    """Give a job that raises nothing but a KioskError: printers, keys and networks fail in ways that nobody foresees.

    Raises:
        JobFailed: it raised something else.
    """

    def run() -> T:
        try:
            return job()
        except KioskError:
            raise
        except Exception as error:  # a driver, a library, the system: said in words, like any other failure
            raise JobFailed(type(error).__name__) from error

    return run
