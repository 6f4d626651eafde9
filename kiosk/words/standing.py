"""How the desk stands: its road to the office, and what must be known before the next visit."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from kiosk.words.road import RoadUi
from kiosk.words.ui import Ui

if TYPE_CHECKING:  # the first screen is painted before errands are imported
    from collections.abc import Sequence

    from kiosk.core.outbox import Entry
    from kiosk.flows.sync import RoadReport
    from kiosk.flows.unlock import Session
    from kiosk.words.voice import Voice

_SHORT: dict[str, Ui] = {
    "not_authorised": Ui.STATUS_ROAD_REFUSED,
    "closed": Ui.STATUS_ROAD_CLOSED,
    "forged": Ui.STATUS_ROAD_FORGED,
    "settings": Ui.STATUS_ROAD_SETTINGS,
    "defect": Ui.STATUS_ROAD_DEFECT,
}
"""The failures (`kiosk.core.backoff.Failure`) that no waiting mends, in a few words."""


class Roadside(NamedTuple):
    """What a face knows of the road."""

    report: RoadReport | None
    """None before the first look at it."""
    has_hub: bool
    busy: bool
    """Whether the hub is being asked just now because somebody wanted it."""
    nothing_new: bool
    """Whether somebody asked, and the answer changed nothing."""
    zone: tzinfo | None
    """In which times are said."""


class Queued(NamedTuple):
    """What waits."""

    waiting: int = 0
    """Acts that the office has not got."""
    news: int = 0
    """Answers that nobody has told yet."""
    urgent: date | None = None
    """The nearest last day of an act, where it is near."""


def count(entries: Sequence[Entry], today: date) -> Queued:
    """Count what waits."""
    from kiosk.core.deadline import is_near
    from kiosk.core.outbox import State
    from kiosk.core.status import is_news

    waiting = sum(1 for entry in entries if entry.state in (State.WAITING, State.UNCERTAIN))
    first = min((entry.deadline for entry in entries if entry.deadline and not entry.is_final), default=None)
    return Queued(waiting, sum(map(is_news, entries)), first if is_near(first, today) else None)


def road_in_short(road: Roadside, voice: Voice) -> str:
    """Say in a few words how the way to the office stands."""
    report = road.report
    if not road.has_hub:
        return voice.say(Ui.STATUS_NETWORK)
    if road.busy:
        return voice.say(Ui.STATUS_ROAD_BUSY)
    at = None if report is None else report.since if report.failure else report.last_success
    if report is None or at is None:
        return voice.say(Ui.STATUS_ROAD_NEVER)
    code = Ui.STATUS_ROAD_OK if report.failure is None else _SHORT.get(report.failure, Ui.STATUS_ROAD_FAILS)
    return voice.say(code, time=f"{at.astimezone(road.zone):%H:%M}")


def road_in_full(road: Roadside, voice: Voice) -> str:
    """Say how the road stands, why, since when, and when it is tried again."""
    report, say = road.report, voice.say
    if not road.has_hub:
        return say(RoadUi.NONE)
    if road.busy:
        return say(RoadUi.BUSY)
    if report is None or (report.failure is None and report.last_success is None):
        return say(RoadUi.NEVER)
    parts = [say(report.failure) if report.failure else say(RoadUi.WORKS)]
    if report.failure and report.since is not None:
        parts.append(say(RoadUi.SINCE, when=_when(report.since, road, voice)))
    if report.last_success is not None:
        parts.append(say(RoadUi.LAST, when=_when(report.last_success, road, voice)))
    if report.next_try is not None:
        parts.append(say(RoadUi.NEXT, when=_when(report.next_try, road, voice)))
    if road.nothing_new and report.failure is None:
        parts.append(say(RoadUi.NOTHING_NEW))
    return " ".join(parts)


def _when(at: datetime, road: Roadside, voice: Voice) -> str:
    local = at.astimezone(road.zone)
    return voice.say(RoadUi.AT, date=voice.date(local.date()), time=f"{local:%H:%M}")


def status_parts(session: Session, counted: Queued, road: str, voice: Voice) -> list[str]:
    """Give the parts of the status line.

    Args:
        session: the open desk.
        counted: what waits.
        road: how the road stands, in a few words.
        voice: what says it.
    """
    now = session.clock()
    news = voice.say(Ui.STATUS_NEWS, n=counted.news) if counted.news else voice.say(Ui.STATUS_QUEUE_EMPTY)
    sure = session.clock_is_sure(now)
    return [
        voice.say(Ui.STATUS_NETWORK_TRAINING) if session.tools.training else road,
        voice.count("queue_waiting", counted.waiting) if counted.waiting else news,
        voice.say(Ui.STATUS_PRINTER_SCREEN if session.paper.on_screen else Ui.STATUS_PRINTER_PAPER),
        voice.say(Ui.STATUS_CLOCK_OK, time=f"{now.wall:%H:%M}") if sure else voice.say(Ui.STATUS_CLOCK_DOUBT),
    ]


def to_know(session: Session, counted: Queued, voice: Voice) -> str:
    """Give what the desk itself has to say before the first visit, the gravest first."""
    now, say = session.clock(), voice.say
    if session.notices:
        return say(session.notices[0])
    if not session.clock_is_sure(now):
        return say(Ui.CLOCK_DOUBT, date=f"{now.wall:%d/%m/%Y}")
    if counted.urgent is not None and not voice.two:  # with a person, F6 is for her words
        return say(Ui.HOME_URGENT, date=counted.urgent)
    if counted.news and not voice.two:
        return say(Ui.HOME_NEWS, n=counted.news)
    if session.library.faults:
        return say(Ui.HOME_FAULTS, file=session.library.faults[0].file)
    return say(Ui.TRAINING_NOTICE) if session.tools.training else ""
