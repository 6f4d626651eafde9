"""Getting a paper into her hand: what was sent to a printer, what it may still hold, when the next one may be sent.

Two receipts with her key, and one of them for the next person: that must not be. So before a second print, and before
she leaves with one of several, the printer confirms that it forgot the rest, or a person has switched it off.
"""

from __future__ import annotations

from kiosk.core.paper import Cause, PrintOutcome, PrintReport


class Handing:
    """What is known of the prints of one paper."""

    def __init__(self) -> None:
        self.report: PrintReport | None = None
        """What became of the last print."""
        self.asked = "print"
        """Which receipt was printed last."""
        self.sent = 0
        """Prints that may have come out."""
        self.holds = False
        """Whether the printer may hold one that can still come out."""
        self.handed_over = False
        """Whether somebody said that it is in her hand."""
        self._warned = False

    @property
    def must_clear_to_print(self) -> bool:
        """Whether the printer must forget what it holds before another is sent."""
        return self.holds

    @property
    def must_clear_to_end(self) -> bool:
        """Whether the printer must forget the others before she leaves with one."""
        return self.sent > 1 and self.holds

    @property
    def was_switched_off(self) -> bool:
        """Whether somebody was told to switch it off first, and so has: who goes on after that need not be asked."""
        return self._warned

    @property
    def leaves_behind(self) -> bool:
        """Whether something may come out that nobody has in hand."""
        return self.holds and not self.handed_over

    def took(self, report: PrintReport | None) -> None:
        """Note what became of a print; None where nobody knows how far it went."""
        self.report = report or PrintReport(PrintOutcome.UNCERTAIN, Cause.PRINTER_FAULT)
        self.sent += self.report.outcome is not PrintOutcome.NOT_PRINTED
        self.holds = self.report.outcome is PrintOutcome.UNCERTAIN

    def cleared(self, forgot: bool, *, first: bool) -> None:
        """Note whether the printer confirmed that it holds nothing.

        Args:
            forgot: whether it did.
            first: whether the worker is told to switch it off before going on.
        """
        self.holds, self._warned = not forgot, first and not forgot
