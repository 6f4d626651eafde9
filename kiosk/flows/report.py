"""The association asks what was done in a month: counts, and nothing that anybody could find herself in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.core.moment import is_plausible
from kiosk.core.report import Report, report
from kiosk.flows.count import REPORTED

if TYPE_CHECKING:
    from kiosk.core.ports import Clock, Library, Store


def month_report(store: Store, library: Library, clock: Clock, month: str, built: datetime) -> Report:
    """Make the report of a month that is over.

    From then on nothing is added to it, whatever a clock says: what would be is counted in the month after the newest
    one that was reported (`kiosk.flows.count.into_open_months`). A clock that cannot be right at all closes no month.

    Raises:
        NotAMonth, MonthNotOver: as `core.report.over`.
        StoreFull, StoreReadOnly, StoreFailed: it cannot be kept from changing.
    """
    now = clock()
    made = report(store.counts(), month, now.day, [title.id for title in library.titles()])
    if is_plausible(now.wall, built, None) and month > (store.noted(REPORTED) or b"").decode():
        store.note(REPORTED, month.encode())
    return made
