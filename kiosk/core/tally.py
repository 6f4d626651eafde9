"""Anonymous counts: what lives on of a visit. A count names no person, no reference and no hour.

One count is one value of one topic in one month. What an act was, in which language and for whom are counted side by
side and never together, so that no row of the counts describes anybody's visit (third law).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the settings alone ask for what is counted: no clock is read for them
    from kiosk.core.moment import Moment


class Outcome(StrEnum):
    """How one act of a visit ended."""

    CONSENTED = "consented"
    REFUSED_ACT = "refused_act"
    REFUSED_HANDOVER = "refused_handover"
    REFERRED = "referred"
    LEFT = "left"
    WITHDRAWN = "withdrawn"
    CALL_DONE = "call_done"
    CALL_NOT_DONE = "call_not_done"
    CALL_AGAIN = "call_again"
    CALL_REFUSED = "call_refused"
    DONE = "done"
    """The official proof was seen."""
    DECLINED = "declined"
    STOPPED = "stopped"


class Topic(StrEnum):
    """What is counted. The words of the optional ones are those that French digital mediation reports in."""

    OUTCOME = "outcome"
    """How an act ended, at the desk or later."""
    PROCEDURE = "procedure"
    CHANNEL = "channel"
    LANGUAGE = "language"
    WHOM = "whom"
    VISIT = "visit"
    """People who were received."""
    AGE = "age"
    RETURN = "return"
    ORIENTATION = "orientation"
    DURATION = "duration"
    SITE = "place"


class Whom(StrEnum):
    """For whom an act was: the answers of the step `whom`."""

    SELF = "self"
    CHILD = "child"
    MINOR = "minor"
    PROTECTED_ADULT = "protected"
    OTHER = "other"


class Age(StrEnum):
    """Bands of age."""

    UNDER_12 = "under_12"
    FROM_12 = "12_17"
    FROM_18 = "18_24"
    FROM_25 = "25_39"
    FROM_40 = "40_59"
    FROM_60 = "60_69"
    FROM_70 = "70_or_more"


class Return(StrEnum):
    """Whether she was here before."""

    FIRST = "first"
    AGAIN = "again"


class Orientation(StrEnum):
    """Where she was sent on to."""

    NOWHERE = "nowhere"
    OPERATOR = "operator"
    HELP = "help"
    ADMINISTRATION = "administration"
    DIGITAL = "digital"
    ELSEWHERE = "elsewhere"


class Duration(StrEnum):
    """How long a visit took."""

    UNDER_30 = "under_30"
    UNDER_60 = "30_59"
    UNDER_90 = "60_89"
    LONGER = "90_or_more"


class Site(StrEnum):
    """Where the desk stands."""

    PREMISES = "premises"
    """Where the association or its partner receives people."""
    HOME = "home"
    ELSEWHERE = "elsewhere"


ASKED: Mapping[Topic, type[StrEnum]] = {
    Topic.AGE: Age,
    Topic.RETURN: Return,
    Topic.ORIENTATION: Orientation,
}
"""What the person may be asked at the end, and the answers there are. Never anything about health."""

VALUES: Mapping[Topic, type[StrEnum]] = {
    Topic.WHOM: Whom,
    **ASKED,
    Topic.DURATION: Duration,
    Topic.SITE: Site,
}
"""Topics whose values are a closed list."""

UNSAID = ""
"""The value of a topic that did not come up, or to which the person did not answer."""

_MINUTES = ((30, Duration.UNDER_30), (60, Duration.UNDER_60), (90, Duration.UNDER_90))


class Count(NamedTuple):
    """What is counted: never two things together."""

    month: str
    """`2026-11`: never a day."""
    value: str
    """A code; `UNSAID` where there was nothing to say."""
    topic: Topic = Topic.OUTCOME


class Wanted(NamedTuple):
    """What the association switched on beyond the acts themselves."""

    topics: frozenset[Topic] = frozenset()
    """Of AGE, RETURN, ORIENTATION and DURATION."""
    site: Site | None = None

    @property
    def asked(self) -> tuple[Topic, ...]:
        """What the person is asked, in this order."""
        return tuple(topic for topic in ASKED if topic in self.topics)


def month_of(at: Moment) -> str:
    """Name a month."""
    return at.wall.strftime("%Y-%m")


def still_open(month: str, reported: str) -> str:
    """Give the month in which something is counted: never one of which a report was made, whatever a clock says.

    Args:
        month: by the clocks, like `2026-11`.
        reported: the newest month of which a report was made; empty for none.
    """
    if month > reported:
        return month
    year, number = divmod(int(reported[:4]) * 12 + int(reported[5:]), 12)
    return f"{year:04d}-{number + 1:02d}"


def of_act(month: str, outcome: Outcome, procedure: str, channel: str, language: str, whom: str) -> tuple[Count, ...]:
    """Count an act that ended at the desk: once in each topic."""
    return (
        Count(month, outcome),
        Count(month, procedure, Topic.PROCEDURE),
        Count(month, channel, Topic.CHANNEL),
        Count(month, language, Topic.LANGUAGE),
        Count(month, whom, Topic.WHOM),
    )


def of_visit(month: str, wanted: Wanted, minutes: float, told: Mapping[Topic, str]) -> tuple[Count, ...]:
    """Count a person who was received: once, and once in each topic that is switched on.

    Args:
        month: when.
        wanted: what the association switched on.
        minutes: how long she was here; a negative number where the clock cannot tell.
        told: what she answered; what she did not is counted as not said.
    """
    counts = [Count(month, UNSAID, Topic.VISIT)]
    counts += [Count(month, told.get(topic, UNSAID), topic) for topic in wanted.asked]
    if Topic.DURATION in wanted.topics:
        band = next((name for limit, name in _MINUTES if minutes < limit), Duration.LONGER)
        counts.append(Count(month, UNSAID if minutes < 0 else band, Topic.DURATION))
    if wanted.site is not None:
        counts.append(Count(month, wanted.site, Topic.SITE))
    return tuple(counts)
