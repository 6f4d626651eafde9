"""Walked as each of its people would: fear before agreement, nothing heard twice, doubt where nobody knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest

from kiosk.core.consent import Choice, Understanding, ways
from kiosk.core.paths import says_of
from kiosk.core.procedure import (
    Answer,
    Answers,
    Channel,
    Confidence,
    Kind,
    Procedure,
    Step,
    Unsaid,
    path,
    sheet,
    shown,
)
from kiosk.core.walk import walk
from kiosk.flows.exercise import play
from kiosk.flows.visit import Agreed, Visit
from kiosk.office.show import SAFE_CONTACT
from kiosk.words.catalogues import Catalogues
from kiosk.words.steps import Words, check_rows
from tests.fakes import FakeDesk
from tests.guidance.heard import PROCEDURES, SHELF

AFRAID = ("yes", Unsaid.UNKNOWN)
AGREEMENT = frozenset({"other_parent", "protected_wish", "teen", "teen_agrees"})
"""What asks whether somebody else agrees, or is there."""
UNKNOWN = re.compile(r"\b(ne (savons|connaissons)|nous pensons)\b", re.IGNORECASE)


def asked(name: str, **said: Answer) -> list[str]:
    """Give the questions on the way that answers lead through."""
    return [step.id for step in path(SHELF.open(name), said) if step.kind in (Kind.CHOOSE, Kind.ASK)]


def test_fear_is_asked_before_anybodys_agreement() -> None:
    """Where somebody may be feared, that is asked, and what helps is said, before the agreement of anybody."""
    with_fear = [each for each in PROCEDURES if any(step.id == "danger" for step in each.steps)]
    assert {each.id for each in with_fear} == {"relatives", "forced"}
    for procedure in with_fear:
        order = [step.id for step in procedure.steps]
        assert order.index("safety") == order.index("danger") + 1
        assert max(map(order.index, ("danger", "safety"))) < min(map(order.index, AGREEMENT))


@pytest.mark.parametrize("fear", AFRAID)
@pytest.mark.parametrize("whom", ["self", "child", "protected"])
def test_nobody_who_is_feared_is_asked_to_agree(whom: str, fear: Answer) -> None:
    """Who is afraid, or does not know, never hears a question about the other parent's agreement."""
    for name, said in (("relatives", {}), ("forced", {"why": "forced"}), ("forced", {"why": Unsaid.UNKNOWN})):
        way = asked(name, whom=whom, danger=fear, **said)
        assert "danger" in way
        assert "other_parent" not in way


def test_fear_is_not_read_over() -> None:
    """What is read over together does not tell who is listening that he is feared; the office reads it first."""
    words, visit = Catalogues(), Visit(FakeDesk().tools(), "fr")
    visit.begin(SHELF.open("relatives"))
    play(visit, "check", {"ease": "nothing", "whom": "self", "danger": "yes", "channel": "call_now"})
    assert visit.step.id == "check"
    assert visit.answers["danger"] == "yes"
    worded = Words(
        lambda code, **values: words.say(code, "fr", **values),
        lambda what: words.guidance(what, "fr"),
        lambda when: words.when(when, "fr"),
    )
    rows = check_rows(visit, worded)
    assert len(rows) == 3
    assert not any("peur" in row for row in rows)
    assert SAFE_CONTACT[0] == "danger"


def test_who_is_not_afraid_is_asked_for_the_other_parent() -> None:
    """Without fear the other parent counts as in every act for a child."""
    assert "other_parent" in asked("relatives", whom="child", danger="no")
    assert "other_parent" in asked("forced", whom="child", why="refused")


def test_an_ex_who_looked_is_not_asked_to_agree() -> None:
    """Who says that somebody near looked is led to taking the access away before anything else is asked."""
    way = asked("report_access", whom="child", who_looked="near")
    assert way[-1] == "who_looked"
    assert not AGREEMENT & set(way)


def closed(visit: Visit, **said: Answer) -> Agreed:
    """Agree to close, by a call."""
    visit.begin(SHELF.open("close"))
    play(visit, "", {"ease": "nothing", "erase": "no", "channel": "call_now", "teen": "young", **said})
    done = visit.decide(Choice.YES, Understanding.READ, visit.wording(reviewed=True))
    assert isinstance(done, Agreed)
    return done


def test_children_are_spoken_of_where_there_are_children() -> None:
    """Who closes her own space and wants a child's closed hears that the child comes first, and is offered it.

    Who wants none hears nothing of it; nobody is asked twice in a visit, nor who began with the child.
    """
    close = SHELF.open("close")
    steps = {said: path(close, {"whom": "self", "child_too": said}) for said in ("yes", "no")}
    assert [said for said, those in steps.items() if "child_first" in [each.id for each in those]] == ["yes"]
    before_it = [each.id for each in path(close, {"whom": "self"})]
    assert before_it.index("child_too") == before_it.index("whom") + 1
    for said, offered in (("yes", True), ("no", False)):
        visit = Visit(FakeDesk().tools(), "fr")
        assert (closed(visit, whom="self", child_too=said).children is not None) is offered
        visit.begin(close)
        play(visit, "effects", {"whom": "self"})
        assert visit.answers["child_too"] == said
    visit = Visit(FakeDesk().tools(), "fr")
    assert closed(visit, whom="child", other_parent="agree").children
    visit.begin(close)
    play(visit, "effects", {"whom": "self"})
    assert visit.step.id == "effects"


def test_a_hand_that_types_one_by_habit_erases_nothing() -> None:
    """Where a yes cannot be undone, or begins another act, no stands first."""
    first = {step.id: step.options[0].id for step in SHELF.open("close").steps if step.kind is Kind.CHOOSE}
    assert (first["erase"], first["child_too"]) == ("no", "no")


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda each: each.id)
def test_who_chooses_the_office_hears_that_it_acts_with_her(procedure: Procedure) -> None:
    """Before she agrees to hand anything over, whatever was answered: it calls, writes or goes with her."""
    ways = [option for step in procedure.steps if step.kind is Kind.CHANNEL for option in step.options]
    said = [says.text for option in ways if option.id == "office" for says in option.says]
    assert all("avec vous" in each for each in said)
    assert bool(said) is any(option.id == "office" for option in ways)


def test_an_agreement_to_refuse_is_asked_once_it_is_known_to_what() -> None:
    """The other parent of a newborn is asked about where a refusal is wanted, and nowhere else."""
    before: dict[str, Answer] = {"whom": "child", "letter_came": "never"}
    assert "other_parent" not in asked("newborn", **before, wish="leave")
    assert "other_parent" not in asked("newborn", **before, wish="activate")
    assert "other_parent" in asked("newborn", **before, wish="refuse")


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda each: each.id)
def test_nothing_is_heard_twice(procedure: Procedure) -> None:
    """On no path is a sentence said in two of its steps."""
    many = {text for text, times in Counter(told(procedure)).items() if times > 1}
    twice: set[str] = set()

    def see(before: frozenset[frozenset[str]], step: Step, answers: Answers) -> frozenset[frozenset[str]]:
        here = {each.text for each in shown(step.says, answers)} & many
        for heard in before:
            twice.update(heard & here)
        return frozenset(heard | here for heard in before)

    if many:
        walk(procedure, frozenset({frozenset[str]()}), see, frozenset.union)
    assert sorted(twice) == []


def told(procedure: Procedure) -> Iterator[str]:
    """Give each sentence as often as a step of its own says it."""
    for step in procedure.steps:
        yield from {each.text for each in step.says}


def test_who_does_not_know_rests_on_a_doubt() -> None:
    """Each sentence that says that we do not know has a source which says who can be asked."""
    said = {(says.text, says.confidence) for each in PROCEDURES for _, says in says_of(each)}
    unknown = {each for each in said if UNKNOWN.search(each[0])}
    assert len(unknown) > 20
    assert sorted(text for text, confidence in unknown if confidence is not Confidence.C) == []


SETTINGS = {"samu": "SAMU", "others": "autres soignants", "masked": "documents masqués"}
"""What the paper calls each of the three settings for an emergency."""


@pytest.mark.parametrize("channel", [Channel.CALL_NOW, Channel.LETTER])
def test_what_is_said_for_her_of_an_emergency_is_what_she_chose(channel: Channel) -> None:
    """The call sheet and the letter refuse what she refuses, permit what she permits, and name nothing else."""
    emergency = SHELF.open("emergency")
    paper = sheet(emergency, channel)
    assert paper is not None
    ways = 0
    for choices in product(("refuse", "allow", "keep"), repeat=len(SETTINGS)):
        said = dict(zip(SETTINGS, choices, strict=True)) | {"whom": "self", "channel": channel.value}
        asks = {step.id for step in path(emergency, said)}
        if "consent" not in asks or (channel is Channel.LETTER and "refuse" not in (said["samu"], said["others"])):
            continue
        ways += 1
        lines = [each.text for block in paper.blocks for each in shown(block.says, said)]
        for name in SETTINGS.keys() & asks:
            told_of_it = [line for line in lines if SETTINGS[name] in line]
            chose = {"refuse" if "refus" in line else "allow" for line in told_of_it}
            assert chose == ({said[name]} - {"keep"}), (said, told_of_it)
    assert ways > 10


def test_a_child_is_not_erased_without_the_other_parent() -> None:
    """Erasing cannot be undone: no way leads a parent to it who does not know whether the other one agrees."""
    child: dict[str, Answer] = {"whom": "child", "other_parent": Unsaid.UNKNOWN, "teen": "young", "closed": "yes"}
    assert "erase" not in asked("close", **child)
    last = path(SHELF.open("erase_archive"), child)[-1]
    assert last.ends
    assert any("autre parent" in says.text for says in last.says)


def test_who_agrees_to_close_at_the_pharmacy_says_that_it_erases() -> None:
    """Each consent that may close the pharmacy's record says, too, that its data are erased then."""
    consent = next(each for each in SHELF.open("pharmacy").steps if each.id == "consent")
    closing = [says.text for says in consent.says if "fermer" in says.text]
    assert len(closing) == 2
    assert [text for text in closing if "efface" not in text] == []


def test_no_relative_alone_interprets_what_destroys() -> None:
    """Where she may agree that data are erased or destroyed, a relative is not enough to interpret."""
    destroys = re.compile(r"\b(efface ses données|sera détruit)")
    consents = [step for each in PROCEDURES for step in each.steps if step.kind is Kind.CONSENT]
    ending = [step for step in consents if any(destroys.search(says.text) for says in step.says)]
    assert len(ending) == 3
    assert [step.title for step in ending if step.no_relative is None] == []


@pytest.mark.parametrize("name", ["relatives", "forced"])
@pytest.mark.parametrize(("danger", "enough"), [("yes", False), (Unsaid.UNKNOWN, False), ("no", True)])
def test_no_relative_alone_interprets_where_she_may_fear_somebody(name: str, danger: Answer, enough: bool) -> None:
    """Who is afraid, or does not know, agrees through nobody who may be the one she fears."""
    consent = next(step for step in SHELF.open(name).steps if step.kind is Kind.CONSENT)
    assert (Understanding.RELATIVE in ways(consent, {"danger": danger})) is enough


def test_yes_and_no_answer_one_question() -> None:
    """Right above a yes and a no stands no second question, which they would seem to answer."""
    asks = [step for each in PROCEDURES for step in each.steps if {"yes", "no"} <= {one.id for one in step.options}]
    assert len(asks) > 20
    assert {step.title for step in asks if step.says and step.says[-1].text.endswith("?")} == set()
