"""What of a paper is read to who does not read it herself, and when: what she signs or brings, before she leaves."""

from __future__ import annotations

import pytest

from kiosk.core.condition import holds
from kiosk.core.ease import is_read_to_her
from kiosk.core.measure import read_aloud, read_in_visit
from kiosk.core.procedure import Channel, Unsaid, sheet
from kiosk.words.papers import READINGS
from tests.fakes import shipped

SHELF = shipped()
SHEETS = [(title.id, one) for title in SHELF.titles() for one in SHELF.open(title.id).sheets]


def test_the_letter_that_she_signs_is_read_in_the_visit_and_nothing_that_is_followed_later() -> None:
    """From the cut on a letter is read; what to bring is; no line of a call sheet or of a guide is."""
    for name, one in SHEETS:
        read = [block.title.text for block, _ in read_in_visit(one)]
        if one.channel is Channel.LETTER:
            assert read[-1].startswith("Objet"), name
            assert "Avant d’envoyer" not in read, name
        elif one.channel is Channel.OFFICE:
            assert read == [block.title.text for block in one.blocks if block.bring], name
        else:
            assert read == [], name


@pytest.mark.parametrize("ease", ["nothing", "interpreter", "sign", "aloud", Unsaid.UNKNOWN])
def test_a_letter_is_read_to_who_does_not_read_french_and_all_else_to_who_does_not_read(ease: str) -> None:
    """A letter is in French: who is helped to understand hears it before she signs; the rest has her language."""
    for channel in Channel:
        expected = ease == "aloud" or (channel is Channel.LETTER and ease in ("interpreter", "sign"))
        answers = {"ease": ease, "contact": "come"}
        assert is_read_to_her(answers, channel) is expected
        one = sheet(SHELF.open("close"), channel)
        assert one is not None
        assert all(holds(when, answers) is expected for _, when in read_in_visit(one))


def test_what_to_bring_is_said_by_who_calls_her() -> None:
    """In the visit it is read to who comes back by herself; whom the office calls, the office tells (`office.show`)."""
    one = sheet(SHELF.open("close"), Channel.OFFICE)
    assert one is not None
    called = {"ease": "aloud", "contact": "call"}
    assert not is_read_to_her(called, Channel.OFFICE)
    assert [when for _, when in read_in_visit(one) if holds(when, called)] == []


def test_where_she_has_words_of_her_own_the_answers_are_read_to_who_hesitates() -> None:
    """To who answers by herself the question alone is; the answers to a question of ours always are."""
    steps = {step.id: step for step in SHELF.open("close").steps}
    assert [each.text for each in read_aloud(steps["whom"], {}, hesitates=False)] == [steps["whom"].title.text]
    assert len(list(read_aloud(steps["whom"], {}))) == 1 + len(steps["whom"].options)
    assert len(list(read_aloud(steps["contact"], {}, hesitates=False))) == 1 + len(steps["contact"].options)
    assert steps["whom"].her_words
    assert not steps["contact"].her_words


def test_every_way_has_words_for_when_its_paper_is_read() -> None:
    """No way is forgotten."""
    assert set(READINGS) == set(Channel)
