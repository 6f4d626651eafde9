"""The month's report: counts that tell an association what was done, and nobody anything about one person.

Every number is given as a class of five ("10 to 14"), the first of which is "fewer than 5". Totals are classes too, so
that they do not give a small number away; and where classes together still would, the table is withheld. Months are
fixed and whole: a month that is not over is refused, so that no two reports can be subtracted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kiosk.core.errors import MonthNotOver, NotAMonth
from kiosk.core.procedure import Channel
from kiosk.core.tally import UNSAID, VALUES, Count, Outcome, Topic

WIDTH = 5
"""Fewer than this is never told apart."""

OTHERS = "*"
"""The value of the row that holds what is too rare to have a row of its own."""

AT_DESK = (Outcome.CONSENTED, Outcome.REFUSED_ACT, Outcome.REFUSED_HANDOVER, Outcome.REFERRED, Outcome.LEFT)
CALLS = (Outcome.CALL_DONE, Outcome.CALL_NOT_DONE, Outcome.CALL_AGAIN, Outcome.CALL_REFUSED)
"""How a call ended that was made beside her: the act itself was counted when she agreed to it."""
LATER = (*CALLS, Outcome.WITHDRAWN, Outcome.DONE, Outcome.DECLINED, Outcome.STOPPED)

_OF_ACTS = (Topic.OUTCOME, Topic.PROCEDURE, Topic.CHANNEL, Topic.LANGUAGE, Topic.WHOM)
_OF_VISITS = (Topic.AGE, Topic.RETURN, Topic.ORIENTATION, Topic.DURATION, Topic.SITE)


@dataclass(frozen=True)
class Bracket:
    """A class of numbers, both ends included."""

    least: int
    most: int

    @property
    def is_small(self) -> bool:
        """Whether it is "fewer than 5"."""
        return self.least == 0


@dataclass(frozen=True)
class Counted:
    """One value and how often it came."""

    value: str
    number: Bracket


@dataclass(frozen=True)
class Table:
    """One topic."""

    topic: Topic
    rows: tuple[Counted, ...]
    """Empty where the numbers would have told too much."""


@dataclass(frozen=True)
class Report:
    """One month."""

    month: str
    visits: Bracket
    """People who were received."""
    acts: Bracket
    """Acts that ended at the desk."""
    tables: tuple[Table, ...]
    later: Table
    """What came after.

    How calls ended and withdrawals, in the month they were made; the office's outcomes, in the month they were purged.
    """


def span(number: int) -> Bracket:
    """Give the class of a number."""
    least = number - number % WIDTH
    return Bracket(least, least + WIDTH - 1)


def over(month: str, today: date) -> str:
    """Check that a month is one, and over.

    Raises:
        NotAMonth: it is not written like `2026-11`.
        MonthNotOver: it is not over yet.
    """
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise NotAMonth from None
    if len(month) != len("2026-11"):
        raise NotAMonth
    if (first.year, first.month) >= (today.year, today.month):
        raise MonthNotOver
    return month


def report(counts: Mapping[Count, int], month: str, today: date, procedures: Sequence[str]) -> Report:
    """Make the report of a month.

    Args:
        counts: all that the store holds.
        month: like `2026-11`.
        today: by the machine's clock.
        procedures: ids of the procedures of this desk, in their order.

    Raises:
        NotAMonth, MonthNotOver: as `over`.
    """
    over(month, today)
    numbers: dict[Topic, dict[str, int]] = {topic: {} for topic in Topic}
    for count, number in counts.items():
        if count.month == month:
            numbers[count.topic][count.value] = numbers[count.topic].get(count.value, 0) + number
    ended = {value: numbers[Topic.OUTCOME].get(value, 0) for value in (*AT_DESK, *LATER)}
    acts, visits = sum(ended[value] for value in AT_DESK), numbers[Topic.VISIT].get(UNSAID, 0)
    later = Table(Topic.OUTCOME, tuple(Counted(value, span(ended[value])) for value in LATER))
    numbers[Topic.OUTCOME] = {value: ended[value] for value in AT_DESK}
    of_acts = [_table(topic, numbers[topic], acts, procedures) for topic in _OF_ACTS]
    of_visits = [_table(topic, numbers[topic], visits, ()) for topic in _OF_VISITS if numbers[topic]]
    tables = (*_safe(span(acts), of_acts), *_safe(span(visits), of_visits))
    return Report(month, span(visits), span(acts), tables, later)


def _table(topic: Topic, numbers: Mapping[str, int], total: int, procedures: Sequence[str]) -> Table:
    """Give every value that there could be its row; what is in no row is together in the last one."""
    rows: list[str] = list(_values(topic, numbers, procedures))
    shown = {value: numbers.get(value, 0) for value in rows}
    rest = total - sum(shown.values())  # also what happened before the topic was switched on
    last = UNSAID if topic in VALUES or topic is Topic.CHANNEL else OTHERS
    if topic is not Topic.OUTCOME:
        shown[last] = rest
    return Table(topic, tuple(Counted(value, span(max(number, 0))) for value, number in shown.items()))


def _values(topic: Topic, numbers: Mapping[str, int], procedures: Sequence[str]) -> Iterable[str]:
    match topic:
        case Topic.OUTCOME:
            return AT_DESK
        case Topic.PROCEDURE:
            return procedures
        case Topic.CHANNEL:
            return Channel
        case Topic.LANGUAGE:
            # A row of its own would say that somebody came who speaks a rare language.
            return sorted(value for value, number in numbers.items() if number >= WIDTH)
        case _:
            return VALUES[topic]


def _safe(total: Bracket, tables: Sequence[Table]) -> list[Table]:
    """Withhold what could be worked out: a small number that all that is shown together leaves only one value."""
    kept = list(tables)
    while (pinned := next((n for n, table in enumerate(kept) if _is_pinned(table, total, kept)), None)) is not None:
        kept[pinned] = replace(kept[pinned], rows=())
    return kept


def bounds(total: Bracket, tables: Iterable[Table]) -> Bracket:
    """Work out what the total can be, from its class and from every table of it."""
    sums = [
        (sum(row.number.least for row in table.rows), sum(row.number.most for row in table.rows))
        for table in tables
        if table.rows
    ]
    return Bracket(max([total.least, *(low for low, _ in sums)]), min([total.most, *(high for _, high in sums)]))


def _is_pinned(table: Table, total: Bracket, tables: Sequence[Table]) -> bool:
    known = bounds(total, tables)
    least = sum(row.number.least for row in table.rows)
    most = sum(row.number.most for row in table.rows)
    for row in table.rows:
        others_least, others_most = least - row.number.least, most - row.number.most
        low, high = max(0, known.least - others_most), min(row.number.most, known.most - others_least)
        if row.number.is_small and low >= high:
            return True
    return False
