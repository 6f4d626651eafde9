"""What the parts of this face see of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from kiosk.office.bureau import Bureau, ReadAct
from kiosk.plain.talk import Talk

T = TypeVar("T")


class OfficeTeller(Protocol):
    """This face, as far as its parts need it."""

    talk: Talk
    at: ReadAct | None
    """The act that is open."""
    left: bool
    """Whether somebody left in haste: what was open is closed for good."""

    @property
    def bureau(self) -> Bureau:
        """The open office: called by `work` alone."""

    def work(self, job: Callable[[], T]) -> T:
        """Do something in the office's thread. Raises KioskError."""

    def ask_one(self, asks: str, answers: list[tuple[str, str]]) -> str:
        """Ask for one of these; nothing without an answer."""

    def ask_line(self, asks: str, draft: str = "") -> str:
        """Ask for a line; a bare Enter gives the draft, which is said; nothing without one."""
