"""A printer of an office, for the tests of both faces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.core.blocks import Receipt
from kiosk.core.paper import Cause, Form, PrintOutcome, PrintReport
from kiosk.core.ports import Drive


@dataclass
class OnePress:
    """A printer with a USB key beside, and a second one."""

    forms: Sequence[Form] = (Form.A4, Form.DRIVE)
    sent: list[tuple[Form, Drive | None]] = field(default_factory=list)

    def print(self, receipt: Receipt, form: Form, drive: Drive | None = None) -> PrintReport:
        """Take it, but where a key must be chosen."""
        del receipt
        self.sent.append((form, drive))
        if form is Form.DRIVE and drive is None:
            return PrintReport(PrintOutcome.NOT_PRINTED, Cause.WHICH_KEY)
        return PrintReport(PrintOutcome.PRINTED, Cause.ON_A_KEY if drive else None)

    def drives(self) -> Sequence[Drive]:
        """Give both."""
        return [Drive("/media/a", 1), Drive("/media/b", 2)]
