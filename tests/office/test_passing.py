"""An act is passed on to another office, with her consent: it is there once, matched by nobody, and can be stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.core.outbox import State
from kiosk.core.status import Reason
from kiosk.office import passing
from tests.office.partners import CONSENT, WORDS, Partners


@pytest.fixture
def two(tmp_path: Path) -> Partners:
    """Two offices, and an act at the first."""
    return Partners(tmp_path)


def test_an_act_that_is_passed_on_is_read_there_with_where_it_comes_from(two: Partners) -> None:
    """The other office reads what she said, which office passed it on, her receipt's reference and her consent."""
    two.pass_on()
    assert two.exchange() == []
    (act,) = two.at_b().work
    with two.house() as house:
        ours = house.open_again([passing._open(house, two.entry.id).sent]).acts[0]
    assert act.answers == ours.answers
    assert (act.act, act.handover, act.until, act.language) == (ours.act, ours.handover, ours.until, ours.language)
    assert act.passed is not None
    assert (act.passed.office, act.passed.reference) == ("Les Tilleuls", two.entry.reference)
    assert (act.passed.consent.text, act.passed.consent.understanding) == (WORDS, "read_aloud")
    assert act.passed.consent.at == CONSENT.at
    assert act.desk == two.partner.desk


def test_what_the_other_office_says_is_heard_and_said_on_by_a_person_alone(two: Partners) -> None:
    """Its word stands beside the act and comes up; her desk hears nothing until this office answers."""
    two.pass_on()
    two.exchange()
    two.at_b()
    two.b.answer(two.there(), State.UNREACHABLE, Reason.NO_ANSWER)
    assert two.exchange() == []
    assert two.there().state is State.UNREACHABLE
    assert two.a.record(two.entry).state is State.TAKEN
    with two.house() as house:
        news = passing.pass_news(house, two.entry.id)
        assert news is not None
        assert news.unsaid
