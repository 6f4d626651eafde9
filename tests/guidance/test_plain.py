"""What is read aloud is plain: the active voice, nobody named by a gender; reasons say whose they are."""

from __future__ import annotations

import re

import pytest

from kiosk.core.paths import says_of
from kiosk.core.procedure import About, Answers, Channel, Procedure, Step, shown
from kiosk.core.walk import walk
from kiosk.words.commands import Cli
from kiosk.words.easy import hard
from tests.guidance.heard import PROCEDURES, paper, screen

WHOSE = re.compile(
    r"\b(dit|disent)(-elles)? ?(la|le|l’|des)?|\bla loi\b|\bdes associations\b|\bpour nous\b|le ministère", re.I
)


def test_a_sentence_says_who_acts() -> None:
    """No sentence on a screen or a sheet is passive, but those that the review asks for, or that say how it then is."""
    assert sorted({each for each in (*screen(), *paper()) if Cli.HARD_PASSIVE in hard(each[1])}) == []


def test_nobody_is_a_man_or_a_woman_for_us() -> None:
    """No sentence on a screen or a sheet gives the person a gender."""
    assert sorted({each for each in (*screen(), *paper()) if Cli.HARD_GENDERED in hard(each[1])}) == []


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda each: each.id)
def test_each_reason_says_whose_it_is(procedure: Procedure) -> None:
    """In both columns each reason names who gives it: the law, the ministry, the app, associations, or us."""
    for step in procedure.steps:
        for says in (*step.reasons_for, *step.reasons_against):
            assert WHOSE.search(says.text), says.text


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda each: each.id)
def test_how_3422_answers_who_needs_help_is_said_where_it_may_be_called(procedure: Procedure) -> None:
    """Under the way that calls 3422, and on no other page: the video for who signs, the doubt for who needs words."""
    about = re.compile("a des interprètes|elioz")
    for step in procedure.steps:
        assert not any(about.search(says.text) for says in step.says)
        for option in step.options:
            for ease, words in (("interpreter", "a des interprètes"), ("sign", "elioz"), ("aloud", "")):
                told = [each.text for each in shown(option.says, {"ease": ease}) if about.search(each.text)]
                assert [words in each for each in told] == [True] * (option.id == Channel.CALL_NOW and bool(words))


def test_the_hours_are_those_of_paris() -> None:
    """Wherever hours are printed, it is said whose: not all of France has the same."""
    said = [
        says.text for procedure in PROCEDURES for _, says in says_of(procedure) if re.search(r"\d+h\d\d", says.text)
    ]
    assert said
    assert [text for text in said if "(heure de Paris)" not in text] == []


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda each: each.id)
def test_the_consent_says_what_follows(procedure: Procedure) -> None:
    """On every path, what she agrees to names what it will change, or not, besides what she asks for."""
    silent: list[Answers] = []

    def see(_: None, step: Step, answers: Answers) -> None:
        if step.about is About.ACT and not any("Je sais " in each.text for each in shown(step.says, answers)):
            silent.append(answers)

    walk(procedure, None, see, lambda _, __: None)
    assert silent == []
