"""The association asks what was done in a month: counts, and nothing that anybody could find herself in."""

from __future__ import annotations

from kiosk.core.ports import Clock, Library, Store
from kiosk.core.report import Report, report


def month_report(store: Store, library: Library, clock: Clock, month: str) -> Report:
    """Make the report of a month that is over.

    Raises:
        NotAMonth, MonthNotOver: as `core.report.over`.
    """
    return report(store.counts(), month, clock().day, [title.id for title in library.titles()])
