"""Seals an act and puts it on the disk: after this, it exists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kiosk.core.consent import ActConsent, HandoverConsent
from kiosk.core.deadline import news_by
from kiosk.core.envelope import compose
from kiosk.core.errors import ConsentMissing
from kiosk.core.moment import Moment
from kiosk.core.outbox import Entry
from kiosk.core.procedure import Answers, Procedure
from kiosk.core.reference import KEY_BYTES, is_unmistakable, make_reference
from kiosk.core.trace import Event
from kiosk.flows.tools import Tools


def hand_over(
    tools: Tools,
    procedure: Procedure,
    answers: Answers,
    given: Sequence[ActConsent | HandoverConsent],
    at: Moment,
    until: date | None,
    language: str,
) -> tuple[Entry, bytes]:
    """Record an act for the office, with a reference that no keyboard turns into another.

    Args:
        tools: of the desk.
        procedure: the guidance that was followed.
        answers: hers.
        given: her consents.
        at: now.
        until: the last day on which the act is of use.
        language: that was chosen for her.

    Returns:
        The durable entry, and the withdrawal key that her receipt alone holds.

    Raises:
        ConsentMissing: a consent is not there.
        StoreFull, StoreReadOnly, StoreFailed, TooLarge: nothing was recorded.
    """
    act = next((c for c in given if isinstance(c, ActConsent)), None)
    handover = next((c for c in given if isinstance(c, HandoverConsent)), None)
    if act is None or handover is None:
        raise ConsentMissing("both consents are needed to hand it over")
    reference, key = make_reference(tools.random(5)), tools.random(KEY_BYTES)
    while tools.store.find(reference) is not None or not is_unmistakable(reference, key):
        reference = make_reference(tools.random(5))
    identity, key_hash = tools.new_id(), tools.sealer.key_hash(key)
    content = compose(procedure, answers, act, handover, reference, until, language)
    entry = Entry(
        id=identity,
        reference=reference,
        key_hash=key_hash,
        envelope=tools.sealer.seal(content, identity, key_hash),
        made=at,
        news_by=news_by(at.day, tools.news_after_days, until),
        deadline=until,
        training=tools.training,
    )
    tools.store.add(entry, tools.who.trace(Event.RECORDED, at, identity))
    return entry, key
